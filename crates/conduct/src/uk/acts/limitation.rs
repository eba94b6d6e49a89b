//! Claims that come too late: Limitation Act 1980 s.5; Prescription and Limitation (Scotland) Act 1973 s.6.

use facts::{Act, AskAct};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Day;
use crate::uk::barred::{Nation, is_barred, notice_expiry, run};

pub(crate) static ENGLAND_AND_WALES: &[Rule] = &[Rule {
    cite: "LA s.5",
    gist: "no claim on a contract after six years",
    from: date(1981, 5, 1),
    until: None,
    run: Run::Act(too_late),
}];

pub(crate) static SCOTLAND: &[Rule] = &[Rule {
    cite: "PLSA s.6",
    gist: "after five years without claim or acknowledgment there is no debt",
    from: date(1976, 7, 25),
    until: None,
    run: Run::Act(extinguished),
}];

/// LA s.5: no action on a simple contract after six years from the day on which the cause of action accrued. A claim for
/// all that is owed accrues when the default notice that it needs has expired (Doyle v PRA); one for instalments that
/// had fallen due, for each of them on its day: a claim that takes in one that is too old comes too late as it is asked.
fn too_late(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::Sue {
        return;
    }
    let mut debts = asked.debts.iter();
    if debts.any(|debt| claim_is_barred(asked, debt)) {
        findings.prohibits("LA s.5");
    }
}

fn claim_is_barred(asked: &Asked<AskAct>, debt: usize) -> bool {
    let detail = &asked.ask.detail;
    let accrued = match detail.claim.as_deref() {
        Some("instalments") => detail.due_from.or(detail.due_until).map(Day::of),
        Some("full_balance") => {
            let known = asked.standing.debt(debt).and_then(|d| d.accrued).map(Day::of);
            notice_expiry(asked.standing, debt).or(known)
        }
        _ => None,
    };
    match accrued {
        Some(accrued) => {
            run(asked.standing, debt, Nation::EnglandAndWales, accrued).is_some_and(|limit| asked.day() > limit.last)
        }
        None => is_barred(asked, debt),
    }
}

/// PLSA s.6(1): the obligation is extinguished when five years have passed without a relevant claim and without an
/// acknowledgment: nothing is left to sue for, to enforce or to sell.
fn extinguished(asked: &Asked<AskAct>, findings: &mut Findings) {
    let step = matches!(
        asked.ask.act,
        Act::Sue | Act::Enforce | Act::PetitionBankruptcy | Act::StatutoryDemand | Act::ThreatenSuit
    );
    let mut debts = asked.debts.iter();
    if step && debts.any(|debt| is_barred(asked, debt)) {
        findings.prohibits("PLSA s.6");
    }
}
