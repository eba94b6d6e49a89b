//! One entry of the journal: it balances and each posting has a ground, or it does not exist.

use facts::{Currency, Money, MoneyError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::account::{Account, Part};
use super::provenance::Provenance;
use crate::id::{DebtId, EntryId};
use crate::ratio;

/// The most postings in one entry.
pub const POSTINGS_MAX: usize = 1_000;

/// An entry: immutable, balanced, explained. Made by [`Entry::new`] alone, also when read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "EntryDraft", into = "EntryDraft")]
pub struct Entry(EntryDraft);

/// What somebody would like to post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryDraft {
    pub id: EntryId,
    /// The day on which it counts.
    pub on: Date,
    pub kind: EntryKind,
    /// What it is, in a few words that a person may read.
    pub what: String,
    pub postings: Vec<Posting>,
}

/// One amount to one account. Debits are positive, credits negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posting {
    pub to: Account,
    pub amount: Money,
    pub why: Provenance,
}

/// What an entry is for. A reversal names the entry that it takes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A creditor places a debt with us.
    Placement,
    /// Interest, a fee or a cost falls due.
    Charge,
    /// A person pays us.
    Payment,
    /// A person pays the creditor instead.
    DirectPayment,
    /// Money that we can't place yet, or that we now can.
    Suspense,
    /// Money goes back to a person.
    Refund,
    /// Money goes to a creditor, and our part of it to us.
    Remittance,
    /// A part of a debt is given up.
    WriteOff,
    /// A figure of the creditor was wrong; it can only become smaller.
    Correction,
    /// The creditor takes a debt back.
    Recall,
    /// Takes back an earlier entry.
    Reversal { of: EntryId },
}

/// Why an entry can't exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    #[error("entry `{entry}` has no name: give it an id, so that posting it twice is safe")]
    Nameless { entry: EntryId },
    #[error("entry `{entry}` has {postings} postings: write at least two and at most {POSTINGS_MAX}")]
    Postings { entry: EntryId, postings: usize },
    #[error("entry `{entry}` posts nothing to `{account}`: leave that posting out")]
    Nothing { entry: EntryId, account: String },
    #[error("entry `{entry}` does not balance: its {currency} postings leave {left}")]
    Unbalanced { entry: EntryId, currency: Currency, left: Money },
    #[error(
        "entry `{entry}` does not say where the amount to `{account}` comes from: name the document, clause, law, order or payment"
    )]
    Unexplained { entry: EntryId, account: String },
    #[error(
        "entry `{entry}` makes debt `{debt}` larger by {amount} without a contract, law or court order: name one, or leave it out"
    )]
    Unauthorised { entry: EntryId, debt: DebtId, amount: Money },
    #[error("entry `{entry}` can't charge on {on}: {why} stops all charges then")]
    Stopped { entry: EntryId, on: Date, why: String },
    #[error("entry `{entry}` is too large to be true: {source}")]
    Amount { entry: EntryId, source: MoneyError },
}

impl Entry {
    /// The entry, where it balances in each currency and each posting is explained.
    ///
    /// What a person owes can grow only by placement (a document of the creditor), by a charge that
    /// a contract, the law or a court gives, or where an earlier entry is taken back.
    pub fn new(draft: EntryDraft) -> Result<Entry, EntryError> {
        if draft.id.as_str().trim().is_empty() {
            return Err(EntryError::Nameless { entry: draft.id });
        }
        if draft.postings.len() < 2 || draft.postings.len() > POSTINGS_MAX {
            return Err(EntryError::Postings { postings: draft.postings.len(), entry: draft.id });
        }
        for posting in &draft.postings {
            check(&draft, posting)?;
        }
        balance(&draft)?;
        Ok(Entry(draft))
    }

    pub fn id(&self) -> &EntryId {
        &self.0.id
    }

    pub fn on(&self) -> Date {
        self.0.on
    }

    pub fn kind(&self) -> &EntryKind {
        &self.0.kind
    }

    pub fn what(&self) -> &str {
        &self.0.what
    }

    pub fn postings(&self) -> &[Posting] {
        &self.0.postings
    }

    /// The entry that this one takes back.
    pub fn reverses(&self) -> Option<&EntryId> {
        match &self.0.kind {
            EntryKind::Reversal { of } => Some(of),
            _ => None,
        }
    }

    /// A new entry that takes this one back in full.
    pub fn reversal(&self, id: EntryId, on: Date, what: &str) -> Result<Entry, EntryError> {
        let why = Provenance::Entry { entry: self.id().clone() };
        let mut postings = Vec::with_capacity(self.postings().len());
        for posting in self.postings() {
            let amount =
                ratio::negated(posting.amount).map_err(|source| EntryError::Amount { entry: id.clone(), source })?;
            postings.push(Posting { to: posting.to.clone(), amount, why: why.clone() });
        }
        let kind = EntryKind::Reversal { of: self.id().clone() };
        Entry::new(EntryDraft { id, on, kind, what: what.to_owned(), postings })
    }
}

fn check(draft: &EntryDraft, posting: &Posting) -> Result<(), EntryError> {
    let entry = || draft.id.clone();
    if posting.amount.is_zero() {
        return Err(EntryError::Nothing { entry: entry(), account: posting.to.to_string() });
    }
    if !posting.why.is_said() {
        return Err(EntryError::Unexplained { entry: entry(), account: posting.to.to_string() });
    }
    let Account::Owed { debt, part } = &posting.to else { return Ok(()) };
    if posting.amount.is_negative() || may_grow(&draft.kind, *part, &posting.why) {
        return Ok(());
    }
    Err(EntryError::Unauthorised { entry: entry(), debt: debt.clone(), amount: posting.amount })
}

fn may_grow(kind: &EntryKind, part: Part, why: &Provenance) -> bool {
    match kind {
        EntryKind::Placement => why.is_authority() || matches!(why, Provenance::Document { .. }),
        EntryKind::Charge => part != Part::Principal && why.is_authority(),
        EntryKind::Reversal { of } => matches!(why, Provenance::Entry { entry } if entry == of),
        _ => false,
    }
}

fn balance(draft: &EntryDraft) -> Result<(), EntryError> {
    let mut left: Vec<(Currency, i128)> = Vec::with_capacity(1);
    for posting in &draft.postings {
        let amount = i128::from(posting.amount.minor());
        match left.iter_mut().find(|(currency, _)| *currency == posting.amount.currency()) {
            Some((_, sum)) => *sum += amount,
            None => left.push((posting.amount.currency(), amount)),
        }
    }
    for (currency, sum) in left {
        let left =
            ratio::minor(sum, currency).map_err(|source| EntryError::Amount { entry: draft.id.clone(), source })?;
        if !left.is_zero() {
            return Err(EntryError::Unbalanced { entry: draft.id.clone(), currency, left });
        }
    }
    Ok(())
}

impl TryFrom<EntryDraft> for Entry {
    type Error = EntryError;

    fn try_from(draft: EntryDraft) -> Result<Entry, EntryError> {
        Entry::new(draft)
    }
}

impl From<Entry> for EntryDraft {
    fn from(entry: Entry) -> EntryDraft {
        entry.0
    }
}
