//! The chain: the hash of an event covers the one before it and the event as it is kept.
//!
//! `hash = SHA-256(hash before ‖ canonical bytes of the envelope)`; before the first event stand 32 zero bytes. The
//! envelope is an object with the keys `at`, `body`, `by`, `dossier`, `id`, `kind`, `known`, `recorded`, `seq`; times
//! are microseconds since 1970, `dossier` is its number, and `body` is the *sealed* bytes, so that the chain can be
//! checked without any key and stays whole after a person was forgotten. The form is that of `facts::canonical`.

use facts::CanonicalBytes;
use sha2::{Digest, Sha256};

use super::{NewEvent, Recorded};
use crate::error::StoreError;
use crate::id::DossierId;
use crate::vault::{DataKey, Place, Vault};

/// What stands before the first event.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

/// Where in which chain an event goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) dossier: DossierId,
    pub(crate) seq: i64,
    pub(crate) before: [u8; 32],
}

/// An event as it is kept.
#[derive(Debug)]
pub(crate) struct Sealed {
    pub(crate) seq: i64,
    pub(crate) body: Vec<u8>,
    pub(crate) hash: [u8; 32],
}

/// The envelope of an event, its body sealed; times in microseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Envelope<'a> {
    pub(crate) id: &'a str,
    pub(crate) at: i64,
    pub(crate) known: i64,
    pub(crate) recorded: i64,
    pub(crate) recorded_by: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) body: &'a [u8],
}

/// Seals an event and chains it.
pub(crate) fn seal(
    vault: &Vault,
    key: &DataKey,
    link: Link,
    event: &NewEvent<'_>,
    recorded: Recorded<'_>,
) -> Result<Sealed, StoreError> {
    let body = key.seal(&vault.random, place(link.dossier, link.seq), event.body)?;
    let envelope = Envelope {
        id: event.id,
        at: event.at.as_microsecond(),
        known: event.known.as_microsecond(),
        recorded: recorded.at.as_microsecond(),
        recorded_by: recorded.by,
        kind: event.kind,
        body: &body,
    };
    let hash = hash(link, &envelope);
    Ok(Sealed { seq: link.seq, body, hash })
}

/// The hash of an event at its place in the chain.
pub(crate) fn hash(link: Link, envelope: &Envelope<'_>) -> [u8; 32] {
    let mut bytes = CanonicalBytes::new();
    bytes.object(9);
    bytes.text("at");
    bytes.int(envelope.at);
    bytes.text("body");
    bytes.blob(envelope.body);
    bytes.text("by");
    bytes.text(envelope.recorded_by);
    bytes.text("dossier");
    bytes.int(link.dossier.0);
    bytes.text("id");
    bytes.text(envelope.id);
    bytes.text("kind");
    bytes.text(envelope.kind);
    bytes.text("known");
    bytes.int(envelope.known);
    bytes.text("recorded");
    bytes.int(envelope.recorded);
    bytes.text("seq");
    bytes.int(link.seq);
    Sha256::new().chain_update(link.before).chain_update(bytes.as_slice()).finalize().into()
}

pub(crate) fn place(dossier: DossierId, seq: i64) -> Place {
    Place { table: "event", dossier: dossier.0, row: seq }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_documented_envelope() {
        let envelope =
            Envelope { id: "e1", at: 1, known: 2, recorded: 3, recorded_by: "me", kind: "call", body: b"sealed" };
        let link = Link { dossier: DossierId(5), seq: 1, before: GENESIS };
        // Written out by hand, from the table in `facts::canonical`.
        let mut bytes = vec![0u8; 32];
        bytes.push(1);
        let mut part = |tag: u8, length: u64, payload: &[u8]| {
            bytes.push(tag);
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(payload);
        };
        part(b'o', 9, b"");
        let number = |n: u8| [0, 0, 0, 0, 0, 0, 0, n];
        for (key, tag, payload) in [
            ("at", b'i', &number(1)[..]),
            ("body", b'b', b"sealed"),
            ("by", b's', b"me"),
            ("dossier", b'i', &number(5)),
            ("id", b's', b"e1"),
            ("kind", b's', b"call"),
            ("known", b'i', &number(2)),
            ("recorded", b'i', &number(3)),
            ("seq", b'i', &number(1)),
        ] {
            part(b's', key.len() as u64, key.as_bytes());
            part(tag, payload.len() as u64, payload);
        }
        let expected: [u8; 32] = Sha256::digest(&bytes).into();
        assert_eq!(hash(link, &envelope), expected);
    }
}
