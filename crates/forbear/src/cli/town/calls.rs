//! The town's dialler: it makes the calls of our lists in their windows, drops those that are recalled, and reports.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use ::town::Dice;
use casework::dialler::{self, Imported};
use casework::house::House;
use casework::ports::{Call, CallList, CourierError, Recall};
use conduct::Permit;
use jiff::{SignedDuration, Timestamp};
use store::{OutboxId, Store};

use crate::cli::Failure;

/// A call on the list, and when it will be made if nobody recalls it.
#[derive(Debug)]
struct Planned {
    row: OutboxId,
    at: Timestamp,
    outcome: &'static str,
}

/// What the calls of a town came to.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) listed: u64,
    pub(super) recalled: u64,
    pub(super) made: u64,
    /// What the import found wrong: nothing may be.
    pub(super) wrong: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Phone {
    dice: Dice,
    planned: Vec<Planned>,
    pub(super) told: Told,
    reports: u32,
}

impl Phone {
    pub(super) fn new(seed: u64) -> Phone {
        Phone { dice: Dice::of(seed, "dialler"), planned: Vec::new(), told: Told::default(), reports: 0 }
    }

    /// Takes a new list.
    pub(super) fn list(&mut self, store: &Store, house: &House, now: Timestamp) -> Result<(), Failure> {
        let listed = dialler::export(store, house, self, "town", now)?;
        self.told.listed += listed.calls;
        Ok(())
    }

    /// Takes back what is recalled; what was made till then was made.
    pub(super) fn recalls(&mut self, store: &Store, house: &House, now: Timestamp) -> Result<(), Failure> {
        let recalled = dialler::recall(store, house, self, now)?;
        self.told.recalled += recalled.recalled;
        Ok(())
    }

    /// Reports the calls that were made by now.
    pub(super) fn report(&mut self, store: &Store, folder: &Path, now: Timestamp) -> Result<(), Failure> {
        let (made, to_come): (Vec<Planned>, Vec<Planned>) =
            std::mem::take(&mut self.planned).into_iter().partition(|call| call.at < now);
        self.planned = to_come;
        if made.is_empty() {
            return Ok(());
        }
        let mut lines = "row,started,outcome\n".to_owned();
        for call in &made {
            let started = if call.outcome == "not_called" { String::new() } else { call.at.to_string() };
            writeln!(lines, "{},{started},{}", call.row, call.outcome)?;
        }
        self.reports += 1;
        let path = folder.join(format!("results-{}.csv", self.reports));
        fs::write(&path, lines)?;
        let Imported { recorded, not_allowed, rejected, .. } = dialler::results(store, &path, now)?;
        self.told.made += recorded;
        self.told.wrong.extend(not_allowed.iter().chain(&rejected).map(ToString::to_string));
        Ok(())
    }
}

impl CallList for Phone {
    fn call(&mut self, _permit: Permit, call: &Call) -> Result<(), CourierError> {
        let minutes = call.closes.duration_since(call.opens).as_mins();
        let minute = self.dice.below(u32::try_from(minutes).unwrap_or(1).max(1));
        let at = call.opens.checked_add(SignedDuration::from_mins(i64::from(minute))).unwrap_or(call.opens);
        let outcome = match self.dice.below(100) {
            0..40 => "no_answer",
            40..50 => "busy",
            50..80 => "conversation",
            80..87 => "stop_calls",
            87..93 => "wrong_number",
            _ => "not_called",
        };
        self.planned.push(Planned { row: call.row, at, outcome });
        Ok(())
    }

    fn recall(&mut self, recall: &Recall) -> Result<(), CourierError> {
        for call in self.planned.iter_mut().filter(|call| call.row == recall.row && call.at >= recall.at) {
            call.outcome = "not_called";
        }
        Ok(())
    }
}
