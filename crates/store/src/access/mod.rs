//! Who may come in: the people who work here, their sessions, and the links given to the people we write to.

pub mod code;
pub mod guest;
pub mod link;
pub mod session;
pub mod tries;
pub mod user;

use sha2::{Digest, Sha256};

use crate::engine::statement::Statement;

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] =
    &[guest::STATEMENTS, link::STATEMENTS, session::STATEMENTS, tries::STATEMENTS, user::STATEMENTS];

/// What is kept of a token: a plain hash, for a token has enough chance in it to need no key.
fn token_hash(token: &[u8]) -> [u8; 32] {
    Sha256::digest(token).into()
}
