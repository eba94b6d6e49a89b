//! Passwords: kept as a hash that is slow to guess, compared in the same time whether or not the name is known.

use std::sync::LazyLock;

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordVerifier};
use store::access::user::{State, User};

/// The shortest password that is taken.
pub(crate) const LETTERS_MIN: usize = 12;

/// Why a password is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PasswordError {
    #[error("the password is too short: give at least {LETTERS_MIN} letters")]
    Short,
    #[error("the password can't be kept: {0}")]
    Unkept(String),
}

/// What a name that nobody has is compared with, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("a name that nobody has").unwrap_or_default());

/// What is kept of a password.
pub(crate) fn hash(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < LETTERS_MIN {
        return Err(PasswordError::Short);
    }
    let hashed = Argon2::default().hash_password(password.as_bytes());
    hashed.map(|hash| hash.to_string()).map_err(|e| PasswordError::Unkept(e.to_string()))
}

/// A password that nobody can guess: three groups of five digits and letters that look like nothing else.
pub(crate) fn fresh() -> Result<String, PasswordError> {
    const SIGNS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";
    let mut bytes = [0; 15];
    getrandom::fill(&mut bytes).map_err(|e| PasswordError::Unkept(e.to_string()))?;
    let sign = |byte: &u8| SIGNS.get(usize::from(byte % 31)).map_or('x', |sign| char::from(*sign));
    let groups: Vec<String> = bytes.chunks(5).map(|group| group.iter().map(sign).collect()).collect();
    Ok(groups.join("-"))
}

/// Whether it is the password of somebody who may sign in.
pub(crate) fn is_right(user: Option<&User>, password: &str) -> bool {
    let active = user.filter(|user| user.state == State::Active);
    let kept = active.map_or(NOBODY.as_str(), |user| user.secret.as_str());
    let same =
        PasswordHash::new(kept).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    same && active.is_some()
}
