//! Links given to people, each to their own record. Known by the hash of its token; the token is in the message alone.

use jiff::Timestamp;

use super::token_hash;
use crate::engine::statement::statements;
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::{DossierId, LinkId};

statements! {
    INSERT = "insert into link (id, token_hash, dossier, purpose, created, expires, opened, revoked) \
        values (?1, ?2, ?3, ?4, ?5, ?6, null, null)";
    FIND = "select id, dossier, purpose, created, expires, opened, revoked from link where token_hash = ?1";
    OPENED = "update link set opened = ?2 where id = ?1 and opened is null";
    REVOKE = "update link set revoked = ?2 where dossier = ?1 and revoked is null";
}

/// A link that was given to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Whose record it leads to.
    pub dossier: DossierId,
    /// The caller's word for what it is for.
    pub purpose: String,
    /// When it was made.
    pub created: Timestamp,
    /// From when it no longer works.
    pub expires: Timestamp,
    /// When somebody first came in by it.
    pub opened: Option<Timestamp>,
    /// When it was taken back.
    pub revoked: Option<Timestamp>,
}

impl Link {
    /// Whether it still works at this moment.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && now < self.expires
    }
}

/// Makes a link; the answer is its id and its token. Looking at it does not use it up.
///
/// # Errors
/// No random bytes, and the engine's.
pub fn add(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    purpose: &str,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(LinkId, [u8; 32]), StoreError> {
    let token: [u8; 32] = tx.vault.random.bytes()?;
    let id = LinkId(tx.mint.next());
    let hash = token_hash(&token);
    let values = [id.0.into(), (&hash).into(), dossier.0.into(), purpose.into(), now.into(), expires.into()];
    tx.run(&INSERT, &values)?;
    Ok((id, token))
}

/// The link with this token, whether or not it still works.
///
/// # Errors
/// The engine's.
pub fn find(tx: &mut ReadTx<'_>, token: &[u8]) -> Result<Option<Link>, StoreError> {
    tx.one(&FIND, &[(&token_hash(token)).into()], link)
}

/// Notes that somebody came in by it, the first time.
///
/// # Errors
/// The engine's.
pub fn opened(tx: &mut WriteTx<'_>, id: LinkId, now: Timestamp) -> Result<(), StoreError> {
    tx.run(&OPENED, &[id.0.into(), now.into()])?;
    Ok(())
}

/// Takes back all links of a person; how many still worked or had only expired.
///
/// # Errors
/// The engine's.
pub fn revoke_all(tx: &mut WriteTx<'_>, dossier: DossierId, now: Timestamp) -> Result<u64, StoreError> {
    tx.run(&REVOKE, &[dossier.0.into(), now.into()])
}

fn link(row: &Row<'_>) -> Result<Link, StoreError> {
    Ok(Link {
        id: LinkId(row.get(0)?),
        dossier: DossierId(row.get(1)?),
        purpose: row.get(2)?,
        created: row.moment(3)?,
        expires: row.moment(4)?,
        opened: row.moment_opt(5)?,
        revoked: row.moment_opt(6)?,
    })
}
