//! Doubtful matches: two records that may be one person, for a human to look at.

use jiff::Timestamp;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::Row;
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::event::Recorded;
use crate::id::{DossierId, ReviewId};
use crate::words::words;

statements! {
    SAME = "select id from review where one = ?1 and other = ?2";
    INSERT = "insert into review (id, one, other, why, created, state) values (?1, ?2, ?3, ?4, ?5, 'open')";
    DECIDE = "update review set state = ?2, decided = ?3, decided_by = ?4 where id = ?1 and state = 'open'";
    STATE = "select state from review where id = ?1";
    LIST = "select id, one, other, why, created, state, decided, decided_by from review \
        where state = ?1 and id > ?2 order by id limit ?3";
    COUNT = "select count(*) as n from review where state = 'open'";
}

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// What was found of a match.
    State, "review state" {
        /// Nobody has looked yet.
        Open = "open",
        /// One person.
        Same = "same",
        /// Two people.
        Different = "different",
    }
}

/// A doubtful match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// The record with the smaller id.
    pub one: DossierId,
    /// The other.
    pub other: DossierId,
    /// What is alike and what is not, without personal words.
    pub why: String,
    /// When it was noticed.
    pub created: Timestamp,
    /// What was found.
    pub state: State,
    /// When and by whom.
    pub decided: Option<(Timestamp, String)>,
}

/// Puts two records up for review, once, whichever comes first.
///
/// # Errors
/// The engine's; a record that is not there ends the transaction.
pub fn add(
    tx: &mut WriteTx<'_>,
    one: DossierId,
    other: DossierId,
    why: &str,
    now: Timestamp,
) -> Result<ReviewId, StoreError> {
    let (one, other) = (one.min(other), one.max(other));
    if one == other {
        let value = one.to_string();
        return Err(StoreError::Refused { what: "review of", value, why: "a record cannot be compared with itself" });
    }
    if let Some(id) = tx.one(&SAME, &[one.0.into(), other.0.into()], |row| Ok(ReviewId(row.get(0)?)))? {
        return Ok(id);
    }
    let id = ReviewId(tx.mint.next());
    tx.run(&INSERT, &[id.0.into(), one.0.into(), other.0.into(), why.into(), now.into()])?;
    Ok(id)
}

/// Records what a human found.
///
/// # Errors
/// `Stale`: somebody was faster. `Missing`. The engine's.
pub fn decide(tx: &mut WriteTx<'_>, id: ReviewId, state: State, recorded: Recorded<'_>) -> Result<(), StoreError> {
    let values = [id.0.into(), state.as_str().into(), recorded.at.into(), recorded.by.into()];
    if tx.run(&DECIDE, &values)? == 1 {
        return Ok(());
    }
    match tx.one(&STATE, &[id.0.into()], |row| row.get::<String>(0))? {
        Some(state) => Err(StoreError::Stale { what: "review", id: id.to_string(), state }),
        None => Err(StoreError::missing("review", id)),
    }
}

/// A page of reviews in one state, the oldest first, from the one after `after`.
///
/// # Errors
/// The engine's.
pub fn list(tx: &mut ReadTx<'_>, state: State, after: Option<ReviewId>, limit: u32) -> Result<Vec<Review>, StoreError> {
    let after = after.map_or(0, |id| id.0);
    tx.many(&LIST, &[state.as_str().into(), after.into(), i64::from(limit).into()], review)
}

/// How many wait for a human.
///
/// # Errors
/// The engine's.
pub fn open_count(tx: &mut ReadTx<'_>) -> Result<i64, StoreError> {
    Ok(tx.one(&COUNT, &[], |row| row.get(0))?.unwrap_or(0))
}

fn review(row: &Row<'_>) -> Result<Review, StoreError> {
    Ok(Review {
        id: ReviewId(row.get(0)?),
        one: DossierId(row.get(1)?),
        other: DossierId(row.get(2)?),
        why: row.get(3)?,
        created: row.moment(4)?,
        state: State::parse(&row.get::<String>(5)?)?,
        decided: row.moment_opt(6)?.zip(row.get::<Option<String>>(7)?),
    })
}
