//! A standing as bytes: the same bytes for the same facts.

use serde::{Deserialize, Serialize};

use super::{FOLD_VERSION, Standing};

/// Why stored bytes are no standing that this version can read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StandingError {
    #[error("the standing was folded by version {0}, this program folds by version {FOLD_VERSION}: fold the log anew")]
    OtherVersion(u32),
    #[error("the standing can't be read: fold the log anew")]
    Unreadable,
}

impl Standing {
    /// The version of the fold, then the standing.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = FOLD_VERSION.to_be_bytes().to_vec();
        // Writing into a vector can't fail, and every field is of a kind that postcard writes.
        bytes.extend(postcard::to_stdvec(self).unwrap_or_default());
        bytes
    }

    /// Reads what [`Standing::to_bytes`] wrote.
    ///
    /// # Errors
    /// Bytes of another version of the fold, or damaged ones: fold the log anew.
    pub fn from_bytes(bytes: &[u8]) -> Result<Standing, StandingError> {
        let (version, rest) = bytes.split_first_chunk::<4>().ok_or(StandingError::Unreadable)?;
        let version = u32::from_be_bytes(*version);
        if version != FOLD_VERSION {
            return Err(StandingError::OtherVersion(version));
        }
        postcard::from_bytes(rest).map_err(|_| StandingError::Unreadable)
    }
}

/// Fields whose own form is JSON's (tagged, with parts left out) are kept as JSON text.
pub(crate) mod as_json {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;

    use super::{Deserialize, Serialize};

    pub fn serialize<T: Serialize, S: serde::Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(value).map_err(S::Error::custom)?;
        serializer.serialize_str(&text)
    }

    pub fn deserialize<'de, T: DeserializeOwned, D: serde::Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        serde_json::from_str(text).map_err(D::Error::custom)
    }
}
