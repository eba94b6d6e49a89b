//! The house that works a portfolio: its letterhead, its rules, its templates.

use conduct::{HouseRules, Packs, Standing};
use store::DossierId;
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
/// It hangs on the dossier alone, so that every letter has the same.
pub fn code(dossier: DossierId) -> String {
    // A dossier's number is no secret and tells nothing; the code only ties letters to it. Digits alone: no code may
    // spell a word or a title.
    let mixed = u64::from_ne_bytes(dossier.number().to_ne_bytes()).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    format!("{:03}-{:04}", mixed / 10_000 % 1_000, mixed % 10_000)
}
