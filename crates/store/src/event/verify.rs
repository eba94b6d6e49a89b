//! Checking the log: every chain from its first event to its head, and the chain of checkpoints over them.

use std::ops::ControlFlow;

use super::chain::{self, Envelope, GENESIS, Link};
use super::checkpoint::{self, CoveredHead};
use crate::engine::ReadTx;
use crate::engine::statement::statements;
use crate::engine::value::Row;
use crate::error::StoreError;
use crate::id::DossierId;
use crate::open::Store;

/// How many dossiers and checkpoints are checked in one go.
const PAGE: u32 = 500;

statements! {
    HEAD = "select id, head_seq, head_hash from dossier where id = ?1";
    HEADS = "select id, head_seq, head_hash from dossier where id > ?1 order by id limit ?2";
    EVENTS = "select dossier, seq, id, at, known, recorded, recorded_by, kind, body, hash from event \
        where dossier >= ?1 and dossier <= ?2 order by dossier, seq";
    HASH = "select hash from event where dossier = ?1 and seq = ?2";
    STRAY = "select e.dossier, e.seq from event e left join dossier d on d.id = e.dossier where d.id is null \
        order by e.dossier, e.seq limit 1";
}

/// The first place where the log is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An event was changed, put in or taken out: its hash is not the one that is kept.
    Changed {
        /// Whose log.
        dossier: DossierId,
        /// The event's number.
        seq: i64,
    },
    /// An event is missing before this one.
    Gap {
        /// Whose log.
        dossier: DossierId,
        /// The number that is missing.
        seq: i64,
    },
    /// The log ends elsewhere than its head says.
    Head {
        /// Whose log.
        dossier: DossierId,
        /// The number of the last event that the head names.
        seq: i64,
    },
    /// An event belongs to no dossier.
    Stray {
        /// The dossier that is missing.
        dossier: DossierId,
        /// The event's number.
        seq: i64,
    },
    /// A checkpoint does not fit the one before it or the events that it covers.
    Checkpoint {
        /// Its number.
        number: i64,
    },
}

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fault::Changed { dossier, seq } => write!(formatter, "event {seq} of `{dossier}` is not as it was written"),
            Fault::Gap { dossier, seq } => {
                write!(formatter, "event {seq} of `{dossier}` is missing")
            }
            Fault::Head { dossier, seq } => write!(formatter, "the log of `{dossier}` does not end with event {seq}"),
            Fault::Stray { dossier, seq } => write!(formatter, "event {seq} belongs to `{dossier}`, which is missing"),
            Fault::Checkpoint { number } => {
                write!(formatter, "checkpoint {number} does not fit what it covers")
            }
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many dossiers were checked.
    pub dossiers: u64,
    /// How many events.
    pub events: u64,
    /// How many checkpoints.
    pub checkpoints: u64,
    /// The first fault of each dossier and of the checkpoints, at most [`Report::FAULTS_MAX`].
    pub faults: Vec<Fault>,
}

impl Report {
    /// After so many faults the check ends.
    pub const FAULTS_MAX: usize = 100;

    /// Whether all is as it was written.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

impl Store {
    /// Checks every chain and every checkpoint, in bounded memory, without any key. Writers go on meanwhile: each page
    /// is checked as of one moment.
    ///
    /// # Errors
    /// The engine's.
    pub fn verify(&self) -> Result<Report, StoreError> {
        let mut report = Report::default();
        let mut after = DossierId(0);
        loop {
            let heads = self.read(|tx| {
                let values = [after.0.into(), i64::from(PAGE).into()];
                let heads = tx.many(&HEADS, &values, head)?;
                verify_heads(tx, &heads, &mut report)?;
                Ok::<_, StoreError>(heads)
            })?;
            match heads.last() {
                Some(last) if report.faults.len() < Report::FAULTS_MAX => after = DossierId(last.dossier),
                _ => break,
            }
        }
        if let Some((dossier, seq)) = self.read(|tx| tx.one(&STRAY, &[], |row| Ok((row.get(0)?, row.get(1)?))))? {
            report.faults.push(Fault::Stray { dossier: DossierId(dossier), seq });
        }
        self.verify_checkpoints(&mut report)?;
        Ok(report)
    }

    fn verify_checkpoints(&self, report: &mut Report) -> Result<(), StoreError> {
        let mut before = GENESIS;
        let mut number = 0;
        loop {
            let page = self.read(|tx| {
                let kept = checkpoint::kept(tx, number, PAGE)?;
                for checkpoint in &kept {
                    let heads = covered(tx, &checkpoint.heads)?;
                    let at = checkpoint.checkpoint.at.as_microsecond();
                    let hash = checkpoint::hash(before, number + 1, at, &heads);
                    number += 1;
                    if checkpoint.checkpoint.number != number || checkpoint.checkpoint.hash != hash {
                        report.faults.push(Fault::Checkpoint { number });
                        return Ok(0);
                    }
                    report.checkpoints += 1;
                    before = hash;
                }
                Ok::<_, StoreError>(kept.len())
            })?;
            if page == 0 {
                return Ok(());
            }
        }
    }
}

/// Checks one person's chain; the first fault, if there is one.
///
/// # Errors
/// There is no such person, and the engine's.
pub fn verify_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Option<Fault>, StoreError> {
    let head = tx.one(&HEAD, &[dossier.0.into()], head)?.ok_or_else(|| StoreError::missing("dossier", dossier))?;
    let mut report = Report::default();
    verify_heads(tx, &[head], &mut report)?;
    Ok(report.faults.into_iter().next())
}

fn covered(tx: &mut ReadTx<'_>, heads: &[(i64, i64)]) -> Result<Vec<CoveredHead>, StoreError> {
    let mut covered = Vec::with_capacity(heads.len());
    for (dossier, seq) in heads {
        let hash = tx.one(&HASH, &[(*dossier).into(), (*seq).into()], |row| row.hash(0))?;
        // A missing event counts as zeros, which no hash is: the checkpoint will not fit.
        covered.push(CoveredHead { dossier: *dossier, seq: *seq, hash: hash.unwrap_or(GENESIS) });
    }
    Ok(covered)
}

fn head(row: &Row<'_>) -> Result<CoveredHead, StoreError> {
    Ok(CoveredHead { dossier: row.get(0)?, seq: row.get(1)?, hash: row.hash(2)? })
}

/// Walks along the chains of neighbouring dossiers in one pass.
fn verify_heads(tx: &mut ReadTx<'_>, heads: &[CoveredHead], report: &mut Report) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (heads.first(), heads.last()) else {
        return Ok(());
    };
    let mut waiting = heads.iter();
    let mut walk: Option<Walk> = None;
    tx.each(&EVENTS, &[first.dossier.into(), last.dossier.into()], |row| {
        let dossier: i64 = row.get(0)?;
        while walk.as_ref().is_none_or(|walk| walk.head.dossier < dossier) {
            if let Some(walk) = walk.take() {
                walk.end(report);
            }
            let Some(next) = waiting.next() else {
                return Ok::<_, StoreError>(ControlFlow::Break(()));
            };
            walk = Some(Walk { head: *next, seq: 0, before: GENESIS, fault: None });
        }
        if let Some(walk) = walk.as_mut().filter(|walk| walk.head.dossier == dossier) {
            walk.step(row)?;
            report.events += 1;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    if let Some(walk) = walk {
        walk.end(report);
    }
    for head in waiting {
        Walk { head: *head, seq: 0, before: GENESIS, fault: None }.end(report);
    }
    Ok(())
}

/// One chain, as far as it was followed.
struct Walk {
    head: CoveredHead,
    seq: i64,
    before: [u8; 32],
    fault: Option<Fault>,
}

impl Walk {
    fn step(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let dossier = DossierId(self.head.dossier);
        let seq: i64 = row.get(1)?;
        let (id, by, kind): (String, String, String) = (row.get(2)?, row.get(6)?, row.get(7)?);
        let body: Vec<u8> = row.get(8)?;
        let envelope = Envelope {
            id: &id,
            at: row.get(3)?,
            known: row.get(4)?,
            recorded: row.get(5)?,
            recorded_by: &by,
            kind: &kind,
            body: &body,
        };
        let kept: Vec<u8> = row.get(9)?;
        let hash = chain::hash(Link { dossier, seq, before: self.before }, &envelope);
        if seq != self.seq + 1 {
            self.fault.get_or_insert(Fault::Gap { dossier, seq: self.seq + 1 });
        } else if kept != hash {
            self.fault.get_or_insert(Fault::Changed { dossier, seq });
        }
        self.seq = seq;
        self.before = hash;
        Ok(())
    }

    fn end(self, report: &mut Report) {
        report.dossiers += 1;
        let dossier = DossierId(self.head.dossier);
        let short = self.seq != self.head.seq || self.before != self.head.hash;
        let fault = self.fault.or(short.then_some(Fault::Head { dossier, seq: self.head.seq }));
        if report.faults.len() < Report::FAULTS_MAX {
            report.faults.extend(fault);
        }
    }
}
