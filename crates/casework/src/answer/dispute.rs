//! Something is wrong: the person says so, and it rests at once.

use facts::{DebtId, Fact, Hold, HoldCause, HouseEvent, Meaning};
use store::Store;

use super::{AnswerError, Done, Form, statement, take};
use crate::hear::{Given, SOMETHING_WRONG};
use crate::house::House;

/// What a person says is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    NotMine,
    Paid,
    Amount,
    Other,
}

impl Wrong {
    pub const ALL: [Wrong; 4] = [Wrong::NotMine, Wrong::Paid, Wrong::Amount, Wrong::Other];

    /// The word for it in a form.
    pub fn as_str(self) -> &'static str {
        match self {
            Wrong::NotMine => "not_mine",
            Wrong::Paid => "paid",
            Wrong::Amount => "amount",
            Wrong::Other => "other",
        }
    }

    /// What the form's word means.
    pub fn of(word: &str) -> Option<Wrong> {
        Wrong::ALL.into_iter().find(|wrong| wrong.as_str() == word)
    }

    /// The reason of the statement, in the words that the listener uses too.
    fn reason(self) -> &'static str {
        match self {
            Wrong::NotMine => "not mine",
            Wrong::Paid => "paid",
            Wrong::Amount => "the amount",
            Wrong::Other => "something is wrong",
        }
    }
}

/// Puts a dispute on record: the debts rest from this moment, a human looks, and what waited to be sent is taken back.
/// `debts` are those that it is about; none named is every debt. Sent twice, it is one.
///
/// # Errors
/// Too many words; a store that can't be written. Then nothing was kept.
pub fn dispute(
    store: &Store,
    house: &House,
    form: &Form<'_>,
    wrong: Wrong,
    debts: &[DebtId],
    words: &str,
) -> Result<Done, AnswerError> {
    take(store, house, form, words, |at, standing| {
        let known = debts.iter().filter(|debt| standing.debt_ix(debt).is_some());
        let about: Vec<DebtId> = known.cloned().collect();
        let reason = wrong.reason();
        let means = Meaning::Dispute { part: None, reason: Some(reason.to_owned()), like: None, new_information: None };
        let hold = Hold {
            at,
            hold: format!("dispute_{}", form.key()),
            cause: HoldCause::Dispute,
            debts: about.clone(),
            until: None,
        };
        Given {
            facts: vec![statement(at, about, means), Fact::House(HouseEvent::Hold(hold))],
            confirm: vec![format!("on their page they ticked: {reason}")],
            reasons: vec![SOMETHING_WRONG],
            promised: None,
        }
    })
}
