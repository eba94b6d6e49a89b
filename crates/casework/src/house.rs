//! The house that works a portfolio: its letterhead, its rules, its templates.

use conduct::{HouseRules, Packs, Standing};
use store::{DossierId, ReadTx, StoreError, WriteTx};
use words::compose::{ComposeError, Composer};

use crate::dialler::Dialler;
use crate::firm::Letterhead;
use crate::regime::regime;

/// All that the verbs need to know of the firm.
#[derive(Debug)]
pub struct House {
    pub head: Letterhead,
    pub rules: HouseRules,
    pub composer: Composer,
    /// Whether calls go onto a dialler's list.
    pub dialler: Dialler,
}

impl House {
    /// A house with its templates, whose agents call by hand.
    ///
    /// # Errors
    /// A template that can't be parsed.
    pub fn new(head: Letterhead, rules: HouseRules) -> Result<House, ComposeError> {
        Ok(House { head, rules, composer: Composer::new()?, dialler: Dialler::default() })
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
