//! The books of the house: entries of `money` kept by `store`, and what each person owes, read from them alone.

mod open;

use facts::{DebtId, Money, MoneyError, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use money::id::CreditorId;
use money::ledger::{Account, BankAccount, Entry, EntryError, EntryKind, Part, Posting};
use money::ratio;
use sha2::{Digest, Sha256};
use store::event::Recorded;
use store::journal::{NewEntry, NewPosting, Posted};
use store::{DossierId, EntryId, ReadTx, StoreError, WriteTx};

pub(crate) use open::Opening;
pub use open::opening;

/// Why the books can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum BooksError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error(transparent)]
    Amount(#[from] MoneyError),
    #[error("entry `{0}` of the books can't be read: {1}; run `forbear verify`")]
    Unreadable(String, serde_json::Error),
    #[error("an entry can't be written down: {0}")]
    Written(#[from] serde_json::Error),
    #[error("the books name `{0}`, which this program does not know: use the newer program that wrote it")]
    Unknown(String),
}

/// What a person owes on one debt, by the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedDebt {
    pub debt: DebtId,
    pub creditor: CreditorId,
    /// In the order in which parts are shown; a part that is paid is not listed.
    pub parts: Vec<(Part, Money)>,
    /// All parts together; below nothing where too much was credited.
    pub balance: Money,
}

/// What a person owes, debt by debt; a debt that is paid is listed with nothing.
///
/// # Errors
/// The store's; a word that this program does not know.
pub fn owed(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<OwedDebt>, BooksError> {
    let mut debts: Vec<OwedDebt> = Vec::new();
    for row in store::journal::owed(tx, dossier)? {
        let unknown = || BooksError::Unknown(format!("{} {}", row.debt, row.part));
        let amount = Money::new(row.minor, row.currency.parse()?);
        let debt: DebtId = row.debt.parse().map_err(|_| unknown())?;
        let part = part_of(&row.part).ok_or_else(unknown)?;
        match debts.iter_mut().find(|known| known.debt == debt) {
            Some(known) => {
                known.balance = known.balance.plus(amount)?;
                known.parts.push((part, amount));
            }
            None => {
                let creditor = CreditorId::from(row.creditor);
                debts.push(OwedDebt { debt, creditor, parts: vec![(part, amount)], balance: amount });
            }
        }
    }
    for debt in &mut debts {
        debt.parts.retain(|(_, amount)| !amount.is_zero());
        debt.parts.sort_by_key(|(part, _)| Part::ALL.iter().position(|known| known == part));
    }
    Ok(debts)
}

/// All that a person owes in the currency of their first debt; nothing where no debt is in the books.
///
/// # Errors
/// As [`owed`].
pub fn balance(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Option<Money>, BooksError> {
    let debts = owed(tx, dossier)?;
    let Some(first) = debts.first() else { return Ok(None) };
    let currency = first.balance.currency();
    let same = debts.iter().map(|debt| debt.balance).filter(|balance| balance.currency() == currency);
    Ok(Some(ratio::sum(currency, same)?))
}

/// A person's entries, in the order in which they came.
///
/// # Errors
/// As [`owed`].
pub fn entries(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Entry>, BooksError> {
    store::journal::of_dossier(tx, dossier)?.iter().map(read).collect()
}

/// Posts an entry. The same entry twice changes nothing; another under the same id is a conflict.
///
/// # Errors
/// The store's.
pub fn post(
    tx: &mut WriteTx<'_>,
    dossier: Option<DossierId>,
    entry: &Entry,
    reverses: Option<EntryId>,
    now: Timestamp,
    by: &str,
) -> Result<Posted, BooksError> {
    let body = serde_json::to_vec(entry)?;
    let digest: [u8; 32] = Sha256::digest(&body).into();
    let postings = postings(entry, dossier);
    let new = NewEntry {
        dossier,
        key: entry.id().as_str(),
        digest: &digest,
        on: entry.on(),
        kind: kind(entry.kind()),
        reverses,
        postings: &postings,
        body: &body,
    };
    Ok(store::journal::post(tx, &new, Recorded { at: now, by })?)
}

/// The day on which something of a day can still be posted for these creditors: the day itself, or the first after a
/// period that was remitted and locked.
///
/// # Errors
/// The store's.
pub fn open_day<'a>(
    tx: &mut ReadTx<'_>,
    day: Date,
    creditors: impl IntoIterator<Item = &'a str>,
) -> Result<Date, BooksError> {
    let mut open = day;
    for creditor in creditors {
        if let Some(until) = store::remittance::locked_until(tx, creditor)? {
            open = open.max(until.tomorrow().unwrap_or(until));
        }
    }
    Ok(open)
}

/// As [`open_day`], for whoever an entry touches.
pub(crate) fn open_day_of(tx: &mut ReadTx<'_>, day: Date, entry: &Entry) -> Result<Date, BooksError> {
    let mut creditors: Vec<&str> = entry.postings().iter().filter_map(|posting| creditor_of(&posting.to)).collect();
    creditors.sort_unstable();
    creditors.dedup();
    open_day(tx, day, creditors)
}

/// An entry as `money` knows it.
pub(crate) fn read(row: &store::journal::Entry) -> Result<Entry, BooksError> {
    serde_json::from_slice(&row.body).map_err(|why| BooksError::Unreadable(row.key.clone(), why))
}

/// How the books name a person: by their dossier.
pub(crate) fn person_id(dossier: DossierId) -> Result<PersonId, BooksError> {
    dossier.to_string().parse().map_err(|_| BooksError::Unknown(dossier.to_string()))
}

/// The postings of an entry as the store keeps them.
pub(crate) fn postings(entry: &Entry, dossier: Option<DossierId>) -> Vec<NewPosting<'_>> {
    let all = entry.postings();
    // What waited for a person's word was known to be theirs all along.
    let waited = entry.id().as_str().trim_start_matches("back/").starts_with(crate::payment::ASIDE);
    all.iter().enumerate().map(|(i, posting)| new_posting((entry.kind(), waited), all, i, posting, dossier)).collect()
}

fn new_posting<'a>(
    (kind, waited): (&EntryKind, bool),
    all: &'a [Posting],
    place: usize,
    posting: &'a Posting,
    dossier: Option<DossierId>,
) -> NewPosting<'a> {
    let mut new = NewPosting {
        account: "",
        creditor: None,
        dossier: None,
        debt: None,
        part: None,
        currency: posting.amount.currency(),
        minor: posting.amount.minor(),
    };
    match &posting.to {
        Account::Owed { debt, part } => {
            (new.account, new.dossier) = ("owed", dossier);
            (new.debt, new.part) = (Some(debt.as_str()), Some(part_word(*part)));
            // The other side of what is owed is always the posting after it.
            new.creditor = all.get(place + 1).and_then(|next| creditor_of(&next.to));
        }
        Account::Bank { bank } => {
            new.account = "bank";
            new.part = Some(if *bank == BankAccount::Trust { "trust" } else { "operating" });
        }
        Account::Suspense => {
            new.account = "suspense";
            // What comes out of suspense as a payment lay there when nobody knew whose it was.
            let was_unknown = !waited
                && match kind {
                    EntryKind::Payment => posting.amount.minor() > 0,
                    EntryKind::Reversal { .. } => posting.amount.is_negative(),
                    _ => false,
                };
            new.dossier = dossier.filter(|_| !was_unknown);
        }
        Account::RefundDue { .. } => (new.account, new.dossier) = ("refund_due", dossier),
        Account::Placed { .. } => new.account = "placed",
        Account::Trust { .. } => new.account = "trust",
        Account::Commission { .. } => new.account = "commission",
        Account::CommissionDue { .. } => new.account = "commission_due",
        Account::WriteOff { .. } => new.account = "write_off",
    }
    if new.creditor.is_none() {
        new.creditor = creditor_of(&posting.to);
    }
    new
}

fn creditor_of(account: &Account) -> Option<&str> {
    match account {
        Account::Placed { creditor }
        | Account::Trust { creditor }
        | Account::Commission { creditor }
        | Account::CommissionDue { creditor }
        | Account::WriteOff { creditor } => Some(creditor.as_str()),
        _ => None,
    }
}

fn part_word(part: Part) -> &'static str {
    match part {
        Part::Principal => "principal",
        Part::Interest => "interest",
        Part::Fees => "fees",
        Part::Costs => "costs",
    }
}

fn part_of(word: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| part_word(*part) == word)
}

pub(crate) fn kind(kind: &EntryKind) -> &'static str {
    match kind {
        EntryKind::Placement => "placement",
        EntryKind::Charge => "charge",
        EntryKind::Payment => "payment",
        EntryKind::DirectPayment => "direct_payment",
        EntryKind::Suspense => "suspense",
        EntryKind::Refund => "refund",
        EntryKind::Remittance => "remittance",
        EntryKind::WriteOff => "write_off",
        EntryKind::Correction => "correction",
        EntryKind::Recall => "recall",
        EntryKind::Reversal { .. } => "reversal",
    }
}
