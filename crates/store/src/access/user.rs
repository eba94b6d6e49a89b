//! The people who work here.

use jiff::Timestamp;

use crate::engine::statement::statements;
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::id::UserId;
use crate::words::words;

statements! {
    INSERT = "insert into \"user\" (id, name, role, state, secret, created) values (?1, ?2, ?3, 'active', ?4, ?5)";
    GET = "select id, name, role, state, secret, created from \"user\" where id = ?1";
    BY_NAME = "select id, name, role, state, secret, created from \"user\" where name = ?1";
    LIST = "select id, name, role, state, secret, created from \"user\" order by name";
    CHANGE = "update \"user\" set role = ?2, state = ?3, secret = ?4 where id = ?1";
    SIGN_OUT = "delete from session where owner = ?1";
}

words! {
    /// Whether somebody may sign in.
    State, "user state" {
        /// They may.
        Active = "active",
        /// They may not any more.
        Closed = "closed",
    }
}

/// Somebody who works here.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// The name they sign in with.
    pub name: String,
    /// The caller's word for what they may do.
    pub role: String,
    /// Whether they may sign in.
    pub state: State,
    /// The hash of their password, as the caller made it.
    pub secret: String,
    /// Since when they are on record.
    pub created: Timestamp,
}

impl std::fmt::Debug for User {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let User { id, name, role, state, secret: _, created } = self;
        write!(formatter, "User {{ {id}, {name:?}, {role:?}, {state}, {created} }}")
    }
}

/// Adds somebody.
///
/// # Errors
/// `Conflict`: the name is taken. The engine's.
pub fn add(tx: &mut WriteTx<'_>, name: &str, role: &str, secret: &str, now: Timestamp) -> Result<UserId, StoreError> {
    if by_name(tx, name)?.is_some() {
        return Err(StoreError::Conflict { what: "user", id: name.to_owned() });
    }
    let id = UserId(tx.mint.next());
    tx.run(&INSERT, &[id.0.into(), name.into(), role.into(), secret.into(), now.into()])?;
    Ok(id)
}

/// Changes what somebody may do, or their password. They are signed out everywhere, and come in again as what they are.
///
/// # Errors
/// `Missing`. The engine's.
pub fn change(tx: &mut WriteTx<'_>, id: UserId, role: &str, state: State, secret: &str) -> Result<(), StoreError> {
    if tx.run(&CHANGE, &[id.0.into(), role.into(), state.as_str().into(), secret.into()])? == 0 {
        return Err(StoreError::missing("user", id));
    }
    tx.run(&SIGN_OUT, &[id.0.into()])?;
    Ok(())
}

/// Somebody by their id.
///
/// # Errors
/// The engine's.
pub fn get(tx: &mut ReadTx<'_>, id: UserId) -> Result<Option<User>, StoreError> {
    tx.one(&GET, &[id.0.into()], user)
}

/// Somebody by the name they sign in with.
///
/// # Errors
/// The engine's.
pub fn by_name(tx: &mut ReadTx<'_>, name: &str) -> Result<Option<User>, StoreError> {
    tx.one(&BY_NAME, &[name.into()], user)
}

/// All, by name.
///
/// # Errors
/// The engine's.
pub fn list(tx: &mut ReadTx<'_>) -> Result<Vec<User>, StoreError> {
    tx.many(&LIST, &[], user)
}

fn user(row: &Row<'_>) -> Result<User, StoreError> {
    Ok(User {
        id: UserId(row.get(0)?),
        name: row.get(1)?,
        role: row.get(2)?,
        state: State::parse(&row.get::<String>(3)?)?,
        secret: row.get(4)?,
        created: row.moment(5)?,
    })
}
