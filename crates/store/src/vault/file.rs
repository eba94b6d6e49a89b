//! The master key and the file that it is kept in.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::random::system;
use crate::error::KeyError;

/// The key of an installation: 32 bytes, without which nothing personal can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey([u8; 32]);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("MasterKey(secret)")
    }
}

impl MasterKey {
    /// A key from its bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> MasterKey {
        MasterKey(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads the key from its file.
    ///
    /// # Errors
    /// The file is not there, holds something else, or may be read by others.
    pub fn read(path: &Path) -> Result<MasterKey, KeyError> {
        let shown = path.display().to_string();
        let unreadable =
            |error: std::io::Error| KeyError::Unreadable { path: shown.clone(), reason: error.to_string() };
        let text = fs::read_to_string(path).map_err(unreadable)?;
        if is_exposed(&fs::metadata(path).map_err(unreadable)?) {
            return Err(KeyError::Exposed(shown));
        }
        parse(text.trim()).ok_or(KeyError::Malformed(shown))
    }

    /// Reads the key from its file, or makes a new one there that only its owner may read.
    ///
    /// # Errors
    /// As [`MasterKey::read`], and if the file cannot be written or the system has no random bytes.
    pub fn read_or_create(path: &Path) -> Result<MasterKey, KeyError> {
        let shown = path.display().to_string();
        let unreadable =
            |error: std::io::Error| KeyError::Unreadable { path: shown.clone(), reason: error.to_string() };
        let mut bytes = [0; 32];
        system()(&mut bytes).map_err(unreadable)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = match options.open(path) {
            Ok(file) => file,
            // Two programs may start at once: the file that was there first holds the key.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return MasterKey::read(path),
            Err(error) => return Err(unreadable(error)),
        };
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        file.write_all(format!("{text}\n").as_bytes()).map_err(unreadable)?;
        // Lost with the power, this file would take the whole database with it.
        file.sync_all().map_err(unreadable)?;
        Ok(MasterKey(bytes))
    }
}

fn parse(text: &str) -> Option<MasterKey> {
    let digits: Vec<u8> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    if digits.len() != 64 {
        return None;
    }
    let bytes: Vec<u8> =
        digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    bytes.try_into().ok().map(MasterKey)
}

#[cfg(unix)]
fn is_exposed(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0
}

#[cfg(not(unix))]
fn is_exposed(_: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        assert!(matches!(MasterKey::read(&path), Err(KeyError::Unreadable { .. })));
        let made = MasterKey::read_or_create(&path).unwrap();
        assert!(MasterKey::read_or_create(&path).unwrap() == made);
        assert!(MasterKey::read(&path).unwrap() == made);
        assert_ne!(made.0, [0; 32]);
    }

    #[test]
    fn a_key_that_others_can_read_or_that_is_none_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        MasterKey::read_or_create(&path).unwrap();
        #[cfg(unix)]
        {
            let mode = |bits| std::os::unix::fs::PermissionsExt::from_mode(bits);
            fs::set_permissions(&path, mode(0o640)).unwrap();
            assert!(MasterKey::read(&path).unwrap_err().to_string().contains("chmod 600"));
            fs::set_permissions(&path, mode(0o600)).unwrap();
        }
        for text in ["", "00", "not a key", &"0".repeat(63), &"é".repeat(64)] {
            fs::write(&path, text).unwrap();
            assert!(matches!(MasterKey::read(&path), Err(KeyError::Malformed(_))), "{text}");
        }
    }

    #[test]
    fn a_key_is_not_shown() {
        assert_eq!(format!("{:?}", MasterKey::new([7; 32])), "MasterKey(secret)");
    }
}
