//! What keeps personal columns secret: one key for each person, wrapped by the installation's key.

mod file;
mod random;
mod seal;

pub use file::MasterKey;
pub(crate) use random::Random;
pub use random::RandomSource;
pub(crate) use random::system;
pub(crate) use seal::{DataKey, Place};

use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::error::StoreError;
use crate::id::DossierId;

/// The installation's keys, made from the master key, and its source of chance.
pub(crate) struct Vault {
    wrapping: XChaCha20Poly1305,
    /// Started with the look-up key, so that each look-up only adds its value.
    lookup: Hmac<Sha256>,
    pub(crate) random: Random,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Vault")
    }
}

impl Vault {
    pub(crate) fn new(master: &MasterKey, random: RandomSource) -> Vault {
        let wrapping = XChaCha20Poly1305::new(&derive(master, "forbear 1: wrapping the keys of people").into());
        let lookup = keyed(&derive(master, "forbear 1: looking people up"));
        Vault { wrapping, lookup, random: Random::new(random) }
    }

    /// A new key for a person, and the same wrapped, to be kept in their row.
    pub(crate) fn new_key(&self, dossier: DossierId) -> Result<(DataKey, Vec<u8>), StoreError> {
        let secret: [u8; 32] = self.random.bytes()?;
        let nonce: [u8; 24] = self.random.bytes()?;
        let wrapped = seal::seal_with(&self.wrapping, Place::key(dossier), &nonce, &secret)?;
        Ok((DataKey::new(&secret), wrapped))
    }

    /// A person's key, from their row.
    pub(crate) fn unwrap_key(&self, dossier: DossierId, wrapped: &[u8]) -> Result<DataKey, StoreError> {
        let corrupt = || StoreError::corrupt("the key of", dossier);
        let secret = seal::open_with(&self.wrapping, Place::key(dossier), wrapped).ok_or_else(corrupt)?;
        let secret: [u8; 32] = secret.try_into().map_err(|_| corrupt())?;
        Ok(DataKey::new(&secret))
    }

    /// Seals a value that belongs to no person, such as the mark by which a wrong key is noticed.
    pub(crate) fn seal_own(&self, place: Place, text: &[u8]) -> Result<Vec<u8>, StoreError> {
        seal::seal_with(&self.wrapping, place, &self.random.bytes()?, text)
    }

    /// Opens what [`Vault::seal_own`] sealed; none if it was another key's or is damaged.
    pub(crate) fn open_own(&self, place: Place, sealed: &[u8]) -> Option<Vec<u8>> {
        seal::open_with(&self.wrapping, place, sealed)
    }

    /// The keyed hash by which a value is found without being kept.
    pub(crate) fn lookup_hash(&self, kind: &str, value: &str) -> [u8; 32] {
        let mut mac = self.lookup.clone();
        // The length keeps apart what would otherwise run together.
        mac.update(&u64::try_from(kind.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(kind.as_bytes());
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn derive(master: &MasterKey, purpose: &str) -> [u8; 32] {
    let mut mac = keyed(master.bytes());
    mac.update(purpose.as_bytes());
    mac.finalize().into_bytes().into()
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    let mut block = [0; 64];
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    <Hmac<Sha256> as KeyInit>::new(&block.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(key: u8) -> Vault {
        let mut count = 0u8;
        Vault::new(
            &MasterKey::new([key; 32]),
            Box::new(move |bytes| {
                for byte in bytes {
                    count = count.wrapping_add(1);
                    *byte = count;
                }
                Ok(())
            }),
        )
    }

    #[test]
    fn a_sealed_value_opens_only_at_its_place_and_with_its_key() {
        let vault = vault(1);
        let (key, wrapped) = vault.new_key(DossierId(7)).unwrap();
        let place = Place { table: "event", dossier: 7, row: 1 };
        let sealed = key.seal(&vault.random, place, b"she said").unwrap();
        assert!(!sealed.windows(8).any(|part| part == b"she said"));
        let again = vault.unwrap_key(DossierId(7), &wrapped).unwrap();
        assert_eq!(again.open(place, &sealed).unwrap(), b"she said");
        assert!(again.open(Place { row: 2, ..place }, &sealed).is_err());
        assert!(again.open(Place { dossier: 8, ..place }, &sealed).is_err());
        assert!(again.open(Place { table: "decision", ..place }, &sealed).is_err());
        let mut damaged = sealed.clone();
        *damaged.last_mut().unwrap() ^= 1;
        assert!(again.open(place, &damaged).is_err());
        assert!(again.open(place, &[]).is_err());
        assert!(vault.unwrap_key(DossierId(8), &wrapped).is_err(), "a key moved to another row");
        assert!(super::tests::vault(2).unwrap_key(DossierId(7), &wrapped).is_err(), "another installation's key");
    }

    #[test]
    fn the_same_value_is_never_sealed_to_the_same_bytes() {
        let vault = vault(1);
        let (key, _) = vault.new_key(DossierId(7)).unwrap();
        let place = Place { table: "event", dossier: 7, row: 1 };
        assert_ne!(key.seal(&vault.random, place, b"x").unwrap(), key.seal(&vault.random, place, b"x").unwrap());
    }

    #[test]
    fn look_up_hashes_depend_on_key_kind_and_value() {
        let hash = vault(1).lookup_hash("email", "a@b");
        assert_eq!(hash, vault(1).lookup_hash("email", "a@b"));
        assert_ne!(hash, vault(2).lookup_hash("email", "a@b"));
        assert_ne!(hash, vault(1).lookup_hash("e", "maila@b"));
        assert_ne!(hash, vault(1).lookup_hash("email", "a@c"));
    }

    #[test]
    fn the_keyed_hash_is_hmac_sha_256() {
        // RFC 4231 gives keys of 20 bytes; zero padding to the block is HMAC's own, so the first 20 of 32 may be the key.
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let mut mac = keyed(&key);
        mac.update(b"Hi There");
        let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }
}
