//! How often we call: 12 CFR 1006.14(b)(2), for each person and debt.

use facts::{Call, ConsentTo, DebtId, Meaning};

use super::contact::{Contact, Sheet};
use super::{Finding, FindingKind, days_between, found};

/// So many calls about a debt within seven days are presumed lawful.
const CALLS_MAX: usize = 7;
/// The window of both counts; its first day is the day of the call or talk.
const WINDOW_DAYS: i32 = 7;

/// Audits one call by those before it.
pub(super) fn audit(sheet: &Sheet, contact: &Contact, before: &[Contact], findings: &mut Vec<Finding>) {
    if !contact.is_call || !contact.rang() || is_asked_for(sheet, contact) {
        return;
    }
    let today = sheet.day(contact);
    let same = |c: &&Contact| c.is_call && c.rang() && contact.touches(c.debts) && !is_asked_for(sheet, c);
    let calls = before.iter().filter(same).filter(|c| days_between(sheet.day(c), today) < WINDOW_DAYS).count() + 1;
    if calls > CALLS_MAX {
        let why = format!("it was call number {calls} about this debt in {WINDOW_DAYS} days");
        findings.push(found(contact, FindingKind::CallTooOften, why));
    }
    let zone = sheet.zone();
    let spoke =
        |call: &&Call| days_between(call.at.day_in(&zone), today) < WINDOW_DAYS && contact.touches(debts_of(call));
    if let Some(talk) = sheet.talks(contact).filter(spoke).last() {
        let why = format!("they had spoken with us on {}", talk.at.day_in(&zone));
        findings.push(found(contact, FindingKind::CallTooSoon, why));
    }
}

fn debts_of(call: &Call) -> &[DebtId] {
    call.discussed.as_deref().unwrap_or(if call.debts.is_empty() { &call.counted_to } else { &call.debts })
}

/// Calls with the person's consent, given within the last seven days, aren't counted: 12 CFR 1006.14(b)(3)(i).
fn is_asked_for(sheet: &Sheet, contact: &Contact) -> bool {
    let (today, zone) = (sheet.day(contact), sheet.zone());
    let asked =
        |means: &Meaning| matches!(means, Meaning::Consent { to: ConsentTo::Calls, .. } | Meaning::AsksCallback { .. });
    sheet.said(contact).any(|(_, s)| asked(&s.means) && days_between(s.at.day_in(&zone), today) < WINDOW_DAYS)
}
