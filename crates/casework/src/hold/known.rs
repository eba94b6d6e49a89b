//! The holds of a person, as the log and their sheets tell them; and the days on which nothing may be added.

use facts::{DebtId, Fact, HouseEvent};
use jiff::civil::Date;
use money::holds::{Hold, Scope};
use money::id::AgentId;
use money::ledger::Stop;
use store::{DossierId, ReadTx};

use super::{HoldVerbError, cause, sheet_of};
use crate::dossier::{log, standing};

/// A hold that stands or stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id in the log.
    pub id: String,
    /// Cause, scope, days, what it freezes, how it ends.
    pub hold: Hold,
    /// Who wrote it down.
    pub by: String,
    /// Why it ended before its day, where it did.
    pub ended: Option<String>,
    /// A human was asked to speak with them, for it ends soon.
    pub noted: bool,
}

/// All holds of a person, the oldest first.
///
/// # Errors
/// A dossier or a sheet that can't be read.
pub fn of_dossier(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Known>, HoldVerbError> {
    let zone = standing(tx, dossier)?.home_zone();
    let mut all: Vec<Known> = Vec::new();
    for entry in log(tx, dossier)? {
        match &entry.fact {
            Fact::House(HouseEvent::Hold(event)) => {
                let start = event.at.day_in(&zone);
                let scope = if event.debts.is_empty() { Scope::Person } else { Scope::Debts(event.debts.clone()) };
                let mut hold = Hold::new(cause(event.cause), scope, start);
                // The event says until when it rests; where only a release ends it, the cause's own days are the least.
                hold.end = event.until.or(hold.end.filter(|_| hold.release == money::holds::Release::TwoPeople));
                hold.evidence = entry.document.clone().or_else(|| entry.words.clone());
                let one = Known { id: event.hold.clone(), hold, by: entry.by.clone(), ended: None, noted: false };
                match all.iter_mut().find(|known| known.id == event.hold) {
                    Some(known) => {
                        let evidence = one.hold.evidence.clone().or_else(|| known.hold.evidence.clone());
                        *known = Known { hold: Hold { evidence, ..one.hold }, ..one };
                    }
                    None => all.push(one),
                }
            }
            Fact::House(HouseEvent::HoldReleased(event)) => {
                if let Some(known) = all.iter_mut().find(|known| known.id == event.hold) {
                    let last = event.at.day_in(&zone).max(known.hold.start);
                    known.hold.end = Some(known.hold.end.map_or(last, |end| end.min(last)));
                    known.hold.release = money::holds::Release::Lapses;
                    known.ended = Some(event.why.clone());
                }
            }
            _ => {}
        }
    }
    for known in &mut all {
        for change in store::sheet::list(tx, dossier, &sheet_of(&known.id))? {
            match change.kind.as_str() {
                "release" => known.hold.released_by.push(AgentId::from(change.by.as_str())),
                // One that was made longer is noted anew.
                "noted" => known.noted |= known.hold.end.is_some_and(|end| change.key == format!("noted/{end}")),
                _ => {}
            }
        }
    }
    Ok(all)
}

/// One hold of a person.
///
/// # Errors
/// None of that name; as [`of_dossier`].
pub fn known(tx: &mut ReadTx<'_>, dossier: DossierId, id: &str) -> Result<Known, HoldVerbError> {
    let found = of_dossier(tx, dossier)?.into_iter().find(|known| known.id == id);
    found.ok_or_else(|| HoldVerbError::Missing(dossier, id.to_owned()))
}

/// The days on which no interest and no charge is added to a debt, by its holds.
///
/// # Errors
/// As [`of_dossier`].
pub fn stops(tx: &mut ReadTx<'_>, dossier: DossierId, debt: &DebtId) -> Result<Vec<Stop>, HoldVerbError> {
    let holds = of_dossier(tx, dossier)?;
    Ok(holds.iter().filter(|known| known.covers(debt)).filter_map(|known| known.hold.stop()).collect())
}

impl Known {
    /// Whether it is about a debt, on whatever days.
    pub fn covers(&self, debt: &DebtId) -> bool {
        match &self.hold.scope {
            Scope::Person => true,
            Scope::Debts(debts) => debts.contains(debt),
        }
    }

    /// Whether it stands on a day.
    pub fn stands(&self, on: Date) -> bool {
        self.hold.stands(on) && !(self.ended.is_some() && self.hold.end.is_some_and(|end| end <= on))
    }
}
