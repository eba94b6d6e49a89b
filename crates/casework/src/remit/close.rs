//! Paying a month out: its entries, its statement and its lock, in one transaction.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use money::ledger::write::Head;
use money::remit::Mode;
use store::WriteTx;
use store::event::Recorded;

use super::RemitVerbError;
use super::draft::{Draft, Month, draft};
use crate::books;

/// A month that was paid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub draft: Draft,
    /// The day on which its entries stand: after the month, for the month is locked.
    pub booked: Date,
}

/// Pays a month out and locks it.
///
/// # Errors
/// A month that is not over, that was paid out, or before which another was not; no commission rule; the store's.
pub fn close(
    tx: &mut WriteTx<'_>,
    creditor: &str,
    month: Month,
    mode: Option<Mode>,
    now: Timestamp,
    by: &str,
) -> Result<Closed, RemitVerbError> {
    let (from, until) = month.days();
    let today = now.to_zoned(TimeZone::UTC).date();
    if until >= today {
        return Err(RemitVerbError::NotOver { until, today });
    }
    if let Some(known) = store::remittance::of_creditor(tx, creditor)?.into_iter().find(|one| one.until >= until) {
        let on = known.recorded.to_zoned(TimeZone::UTC).date();
        return Err(RemitVerbError::Closed { on, by: known.recorded_by });
    }
    let first = match store::remittance::locked_until(tx, creditor)? {
        Some(locked) => Month::of(locked).next(),
        None => Month::of(
            store::journal::first_paid(tx, creditor)?.ok_or_else(|| RemitVerbError::Nothing(creditor.to_owned()))?,
        ),
    };
    if first < month {
        return Err(RemitVerbError::Earlier(first.days().0, first.to_string()));
    }
    let draft = draft(tx, creditor, month, mode)?;
    store::remittance::add(tx, creditor, (from, until), &serde_json::to_vec(&draft)?, Recorded { at: now, by })?;
    for account in &draft.accounts {
        let code = account.collected.currency();
        let head =
            Head::new(&format!("remit/{creditor}/{month}/{}", code.code()), today, &format!("paid out for {month}"));
        if let Some(entry) = account.entry(head)? {
            books::post(tx, None, &entry, None, now, by)?;
        }
    }
    Ok(Closed { draft, booked: today })
}
