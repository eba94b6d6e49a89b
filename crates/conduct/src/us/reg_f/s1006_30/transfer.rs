//! 1006.30(b): sale, transfer for consideration and placement of debts that are no longer owed.

use facts::{Act, AskAct, Effect, Recipient, StatusKind, Verdict};

use super::super::s1006_34::is_paid_by;
use crate::rule::{Asked, Findings};
use crate::standing::DebtSet;

/// Transfers that follow from one of the whole business, 1006.30(b)(2)(i)(C).
const WITH_THE_BUSINESS: [&str; 4] = ["merger", "acquisition", "purchase_and_assumption", "substantially_all_assets"];

/// Why a debt is no longer owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ended {
    paid_or_settled: DebtSet,
    discharged: DebtSet,
}

/// 1006.30(b)(1) and (2), comments: a debt that we know or should know was paid, settled or discharged in bankruptcy is
/// not sold, transferred for consideration or placed. Data about it are not the debt. It may go back to its owner, to a
/// previous owner under the contract, or with the business; a discharged one with a lien may be sold to who is told; and
/// it may be securitized or pledged.
pub(super) fn transferred(asked: &Asked<AskAct>, findings: &mut Findings) {
    let act = asked.ask.act;
    if !matches!(act, Act::Sell | Act::Transfer | Act::Place | Act::Securitize | Act::Pledge) {
        return;
    }
    let ended = ended(asked);
    if ended.paid_or_settled.or(ended.discharged).is_empty() {
        return;
    }
    if matches!(act, Act::Securitize | Act::Pledge) {
        findings.permits("1006.30(b)(2)(iii)");
        return;
    }
    // A placement gives the right to collect, and transfers nothing.
    if act != Act::Place && is_excepted_transfer(asked, findings) {
        return;
    }
    if is_excepted_lien(asked, ended, findings) {
        return;
    }
    findings.prohibits("1006.30(b)(1)");
}

fn ended(asked: &Asked<AskAct>) -> Ended {
    let standing = asked.standing;
    let mut ended = Ended { paid_or_settled: DebtSet::EMPTY, discharged: DebtSet::EMPTY };
    for change in standing.changes().iter().filter(|c| c.at.is_by(asked.at)) {
        let debts = change.debts.and(asked.debts);
        match change.kind {
            StatusKind::Paid | StatusKind::Settled => ended.paid_or_settled = ended.paid_or_settled.or(debts),
            StatusKind::Bankruptcy if change.detail.as_deref() == Some("discharged") => {
                ended.discharged = ended.discharged.or(debts);
            }
            _ => {}
        }
    }
    for debt in asked.debts.iter().filter(|debt| is_paid_by(standing, *debt, asked.day())) {
        ended.paid_or_settled = ended.paid_or_settled.or(DebtSet::one(debt));
    }
    ended
}

/// 1006.30(b)(2)(i).
fn is_excepted_transfer(asked: &Asked<AskAct>, findings: &mut Findings) -> bool {
    let detail = &asked.ask.detail;
    if detail.reason.as_deref().is_some_and(|reason| WITH_THE_BUSINESS.contains(&reason)) {
        findings.permits("1006.30(b)(2)(i)(C)");
        return true;
    }
    match detail.recipient {
        Some(Recipient::Owner) => {
            findings.permits("1006.30(b)(2)(i)(A)");
            true
        }
        Some(Recipient::PreviousOwner) if detail.contract_allows == Some(true) => {
            findings.permits("1006.30(b)(2)(i)(B)");
            true
        }
        Some(Recipient::PreviousOwner) => {
            findings.add("1006.30(b)(2)(i)(B)", Effect::Withholds, Verdict::Deny);
            false
        }
        _ => {
            if detail.reason.as_deref() == Some("for_owner") {
                findings.add("1006.30(b)(2)(i)(A)", Effect::Withholds, Verdict::Deny);
            }
            false
        }
    }
}

/// 1006.30(b)(2)(ii): discharged debts alone, each secured by an enforceable lien, and the transferee is told.
fn is_excepted_lien(asked: &Asked<AskAct>, ended: Ended, findings: &mut Findings) -> bool {
    let detail = &asked.ask.detail;
    if detail.lien != Some(true) {
        return false;
    }
    if ended.paid_or_settled.is_empty() && detail.told_of_discharge == Some(true) {
        findings.permits("1006.30(b)(2)(ii)");
        return true;
    }
    findings.add("1006.30(b)(2)(ii)", Effect::Withholds, Verdict::Deny);
    false
}

/// Fair Credit Reporting Act 615(f)(1), 15 U.S.C. 1681m(f)(1), of which comment 30(b)(1)-2 reminds: after a notice under
/// section 605B that a debt came from identity theft, it is not sold, transferred for consideration or placed. 615(f)(3)
/// leaves securities, pledges and transfers with the business free.
pub(super) fn stolen(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !matches!(asked.ask.act, Act::Sell | Act::Transfer | Act::Place) {
        return;
    }
    let thefts = asked
        .standing
        .changes()
        .iter()
        .filter(|c| c.kind == StatusKind::IdentityTheft && c.debts.meets(asked.debts) && c.at.is_by(asked.at));
    let mut known = None;
    for theft in thefts {
        let notified = theft.detail.as_deref() == Some("notified_605B");
        known = Some(known.unwrap_or(false) || notified);
    }
    let with_business = asked.ask.detail.reason.as_deref().is_some_and(|r| WITH_THE_BUSINESS.contains(&r));
    match known {
        Some(true) if !with_business => {
            findings.prohibits("15 USC 1681m(f)(1)");
        }
        // Somebody says that it was stolen, and not by that notice.
        Some(false) => {
            findings.unknown("15 USC 1681m(f)(1)", "notified_605B");
        }
        Some(true) | None => {}
    }
}
