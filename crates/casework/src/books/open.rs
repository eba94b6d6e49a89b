//! Opening the books for a placed account: what is owed, part by part, with the line of the file that says so.

use facts::{DebtId, Money};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use money::id::CreditorId;
use money::ledger::write::{Claim, Head, placement};
use money::ledger::{Entry, EntryError, Part, Provenance};
use sha2::{Digest, Sha256};
use store::event::Recorded;
use store::journal::NewEntry;
use store::{DossierId, WriteTx};

use super::{BooksError, kind, postings};
use crate::place::Account;

/// The first entry of a placed account; none where nothing is owed.
///
/// The itemisation's interest and fees stand apart where it adds up to the balance; else all is what was borrowed or
/// bought, for nothing says otherwise.
///
/// # Errors
/// Amounts too large to be true.
pub fn opening(
    creditor: &str,
    document: &str,
    account: &Account,
    debt: &DebtId,
    now: Timestamp,
) -> Result<Option<Entry>, EntryError> {
    if account.balance.minor() <= 0 {
        return Ok(None);
    }
    let why = Provenance::Document { document: document.to_owned() };
    let parts: Vec<_> = parts(account).into_iter().map(|(part, amount)| (part, amount, why.clone())).collect();
    let head = Head {
        id: format!("place/{creditor}/{}", account.account).into(),
        on: now.to_zoned(TimeZone::UTC).date(),
        what: "placed with us".to_owned(),
    };
    placement(head, &Claim::new(debt, &CreditorId::from(creditor)), &parts).map(Some)
}

fn parts(account: &Account) -> Vec<(Part, Money)> {
    let whole = vec![(Part::Principal, account.balance)];
    let Some(sum) = account.itemization.as_ref().filter(|sum| sum.sum() == Some(account.balance)) else {
        return whole;
    };
    let rest = account.balance.minus(sum.interest).and_then(|rest| rest.minus(sum.fees));
    match rest {
        Ok(rest) if !rest.is_negative() && !sum.interest.is_negative() && !sum.fees.is_negative() => {
            vec![(Part::Principal, rest), (Part::Interest, sum.interest), (Part::Fees, sum.fees)]
        }
        _ => whole,
    }
}

/// An opening entry made ready without the store.
#[derive(Debug)]
pub(crate) struct Opening {
    entry: Entry,
    body: Vec<u8>,
    digest: [u8; 32],
}

impl Opening {
    pub(crate) fn of(
        creditor: &str,
        document: &str,
        account: &Account,
        debt: &DebtId,
        now: Timestamp,
    ) -> Result<Option<Opening>, BooksError> {
        let Some(entry) = opening(creditor, document, account, debt, now)? else { return Ok(None) };
        let body = serde_json::to_vec(&entry)?;
        let digest = Sha256::digest(&body).into();
        Ok(Some(Opening { entry, body, digest }))
    }

    /// Writes those of people who were placed a moment ago, together.
    pub(crate) fn write_many<'a>(
        tx: &mut WriteTx<'_>,
        openings: impl Iterator<Item = (DossierId, &'a Opening)>,
        now: Timestamp,
    ) -> Result<(), BooksError> {
        let openings: Vec<_> =
            openings.map(|(dossier, one)| (dossier, one, postings(&one.entry, Some(dossier)))).collect();
        let entries: Vec<NewEntry<'_>> = openings
            .iter()
            .map(|(dossier, one, postings)| NewEntry {
                dossier: Some(*dossier),
                key: one.entry.id().as_str(),
                digest: &one.digest,
                on: one.entry.on(),
                kind: kind(one.entry.kind()),
                reverses: None,
                postings,
                body: &one.body,
            })
            .collect();
        store::journal::open_many(tx, &entries, Recorded { at: now, by: "placement" })?;
        Ok(())
    }
}
