//! The house that works a portfolio: its letterhead, its rules, its templates.

use conduct::{HouseRules, Packs, Standing};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::{DossierId, ReadTx, StoreError, WriteTx};
use words::compose::{ComposeError, Composer};

use crate::dialler::Dialler;
use crate::firm::{Agent, Letterhead};
use crate::regime::regime;
use crate::rota::{self, Rota, Shift};

/// All that the verbs need to know of the firm.
#[derive(Debug)]
pub struct House {
    pub head: Letterhead,
    pub rules: HouseRules,
    pub composer: Composer,
    /// Whether calls go onto a dialler's list.
    pub dialler: Dialler,
    /// Who of us is there when.
    pub rota: Rota,
}

impl House {
    /// A house with its templates, whose agents call by hand.
    ///
    /// # Errors
    /// A template that can't be parsed.
    pub fn new(head: Letterhead, rules: HouseRules) -> Result<House, ComposeError> {
        Ok(House { head, rules, composer: Composer::new()?, dialler: Dialler::default(), rota: Rota::default() })
    }

    /// Does any of us work on this day?
    pub fn works_on(&self, day: Date) -> bool {
        let open = self.rules.open.as_ref().is_none_or(|open| open.is_open_on(day));
        open && (self.rota.is_empty() || self.rota.on(day).next().is_some())
    }

    /// Is one of us there from the one moment to the other?
    pub fn is_there(&self, from: Timestamp, to: Timestamp) -> bool {
        let Some(open) = &self.rules.open else { return true };
        let last = to.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(to);
        let both = |shift: &Shift| self.rota.at(last, open).any(|other| other.name == shift.name);
        open.holds(from) && open.holds(last) && (self.rota.is_empty() || self.rota.at(from, open).any(both))
    }

    /// Who answers this person on that day: one of those who are there; the agent of the letterhead where nobody is named.
    pub fn agent_on(&self, day: Date, dossier: DossierId) -> Agent {
        let there: Vec<&Shift> = self.rota.on(day).collect();
        rota::choose(&there, dossier)
            .map_or_else(|| self.head.agent.clone(), |shift| shift.agent(&self.head.agent.phone))
    }

    /// Who calls this person at that moment.
    pub fn agent_at(&self, at: Timestamp, dossier: DossierId) -> Agent {
        let there: Vec<&Shift> = self.rules.open.iter().flat_map(|open| self.rota.at(at, open)).collect();
        rota::choose(&there, dossier)
            .map_or_else(|| self.head.agent.clone(), |shift| shift.agent(&self.head.agent.phone))
    }

    /// The packs in force for a person, with the house's own rules.
    pub fn packs(&self, standing: &Standing) -> Packs {
        Packs::of(&regime(standing)).with_house(self.rules.clone())
    }
}

/// The short code by which a person can check that a message is ours, and that we ask them for before anything else.
/// Every message has the same, and it is made with the installation's key: nobody reckons it from a record's number.
pub fn code(tx: &ReadTx<'_>, dossier: DossierId) -> String {
    spoken(store::access::code::of(tx, dossier))
}

/// The code for a message that goes out: by it the person finds their page from now on.
///
/// # Errors
/// The store's.
pub fn give_code(tx: &mut WriteTx<'_>, dossier: DossierId) -> Result<String, StoreError> {
    Ok(spoken(store::access::code::give(tx, dossier)?))
}

/// The number of a code as somebody typed it; none where it can't be one.
pub fn code_number(typed: &str) -> Option<u64> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let is_code = digits.len() == CODE_DIGITS && typed.chars().all(|c| c.is_ascii_digit() || " -–.\t".contains(c));
    is_code.then(|| digits.parse().ok()).flatten()
}

const CODE_DIGITS: usize = 10;

/// Digits alone: no code may spell a word or a title.
fn spoken(code: u64) -> String {
    format!("{:05}-{:05}", code / 100_000, code % 100_000)
}
