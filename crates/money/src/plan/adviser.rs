//! What a debt adviser sends is welcome: within the guideline it is accepted without a question.

use facts::{Money, MoneyError};

use super::available::Available;
use crate::budget::{Allowances, Totals, Word, words_to_ask};

/// An offer that an adviser made for a person.
#[derive(Debug, Clone, Copy)]
pub struct AdviserOffer<'a> {
    pub totals: &'a Totals,
    pub allowances: &'a Allowances,
    pub available: &'a Available,
    /// A month, for all our debts together.
    pub offer: Money,
    /// Our fair share of what is available.
    pub our_share: Money,
}

/// What becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdviserVerdict {
    Accepted,
    /// Some spending is above the guideline: one kind word of context, no receipts.
    AskWord(Vec<Word>),
    /// The offer is below our fair share: a human looks, and does not refuse by machine.
    Human,
    /// More than the household can spare: we ask whether a figure slipped.
    TooMuch,
}

pub fn weigh_offer(offer: &AdviserOffer<'_>) -> Result<AdviserVerdict, MoneyError> {
    if offer.offer.minor() > offer.available.ceiling.minor() {
        return Ok(AdviserVerdict::TooMuch);
    }
    let words = words_to_ask(offer.totals, offer.allowances)?;
    if !words.is_empty() {
        return Ok(AdviserVerdict::AskWord(words));
    }
    let fair = offer.offer.minor() >= offer.our_share.minor();
    Ok(if fair { AdviserVerdict::Accepted } else { AdviserVerdict::Human })
}
