//! Sealing: XChaCha20-Poly1305 with a random nonce, bound to the row that the value belongs to.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};

use super::Random;
use crate::error::StoreError;
use crate::id::DossierId;

/// The first byte of what is sealed: which form follows. Form 1 is a nonce of 24 bytes, then text and tag.
const FORM: u8 = 1;
const NONCE: usize = 24;

/// The row that a sealed value belongs to. Moved elsewhere, it does not open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) table: &'static str,
    pub(crate) dossier: i64,
    pub(crate) row: i64,
}

impl Place {
    pub(crate) fn key(dossier: DossierId) -> Place {
        Place { table: "key", dossier: dossier.0, row: 0 }
    }

    /// The bytes that are authenticated with the value: the two numbers, then the table, which ends them.
    fn bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(16 + self.table.len());
        bytes.extend_from_slice(&self.dossier.to_be_bytes());
        bytes.extend_from_slice(&self.row.to_be_bytes());
        bytes.extend_from_slice(self.table.as_bytes());
        bytes
    }
}

/// A person's own key.
pub(crate) struct DataKey {
    cipher: XChaCha20Poly1305,
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("DataKey")
    }
}

impl DataKey {
    pub(crate) fn new(secret: &[u8; 32]) -> DataKey {
        DataKey { cipher: XChaCha20Poly1305::new(secret.into()) }
    }

    pub(crate) fn seal(&self, random: &Random, place: Place, text: &[u8]) -> Result<Vec<u8>, StoreError> {
        seal_with(&self.cipher, place, &random.bytes()?, text)
    }

    pub(crate) fn open(&self, place: Place, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        open_with(&self.cipher, place, sealed)
            .ok_or_else(|| StoreError::corrupt(place.table, format!("{} {}", DossierId(place.dossier), place.row)))
    }
}

pub(super) fn seal_with(
    cipher: &XChaCha20Poly1305,
    place: Place,
    nonce: &[u8; NONCE],
    text: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let payload = Payload { msg: text, aad: &place.bytes() };
    let too_long = |_| StoreError::Refused {
        what: place.table,
        value: format!("{} bytes", text.len()),
        why: "it is too long to be sealed",
    };
    let body = cipher.encrypt(&XNonce::from(*nonce), payload).map_err(too_long)?;
    let mut sealed = Vec::with_capacity(1 + NONCE + body.len());
    sealed.push(FORM);
    sealed.extend_from_slice(nonce);
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

pub(super) fn open_with(cipher: &XChaCha20Poly1305, place: Place, sealed: &[u8]) -> Option<Vec<u8>> {
    let (form, rest) = sealed.split_first()?;
    let (nonce, body) = rest.split_first_chunk::<NONCE>()?;
    if *form != FORM {
        return None;
    }
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: &place.bytes() }).ok()
}
