//! Consumer Credit Act 1974: the default notice, the copy that is owed, protected goods.

use facts::{Act, Agreement, AgreementType, AskAct, Debt, Meaning, NoticeKind};
use jiff::civil::date;

use super::grounds::any_debt;
use crate::calendar::Holidays;
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::{Day, Moment, NoticeSent};
use crate::uk::barred::Nation;

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "CCA s.87(1)",
        gist: "no ending of the agreement, early demand or retaking without a default notice that has run",
        from: date(1985, 5, 19),
        until: None,
        run: Run::Act(default_notice),
    },
    Rule {
        cite: "CCA s.77(4)",
        gist: "while a copy of the agreement is owed it can't be enforced",
        from: date(1985, 5, 19),
        until: None,
        run: Run::Act(copy_owed),
    },
    Rule {
        cite: "CCA s.90(1)",
        gist: "goods of which a third is paid are taken back only with an order or informed consent",
        from: date(1985, 5, 19),
        until: None,
        run: Run::Act(protected_goods),
    },
];

/// CCA s.88(2): the date must lie so many days after service at least.
pub(in crate::uk) const NOTICE_DAYS: i32 = 14;
/// SI 1983/1569 reg 2: the working days for a copy.
pub(in crate::uk) const COPY_DAYS: u32 = 12;
/// CCA s.77(1): the fee, one pound.
pub(in crate::uk) const COPY_FEE_PENCE: i64 = 100;

/// The agreement behind a debt, where the Act regulates it. A regulated mortgage contract is the FCA's, not the Act's.
pub(in crate::uk) fn regulated(debt: &Debt) -> Option<&Agreement> {
    let agreement = debt.agreement.as_ref()?;
    let ours = agreement.regulated != Some(false) && agreement.type_ != Some(AgreementType::Mortgage);
    ours.then_some(agreement)
}

/// CCA ss.87(1), 88, 89: termination, early demand, retaking of goods and enforcement of a security need a default
/// notice in the prescribed form, with the information sheet, whose date lies 14 days after service at least, has
/// come, and by which the breach was not put right. Arrears that have fallen due may be sued for without one.
fn default_notice(asked: &Asked<AskAct>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    let needs_one = match asked.ask.act {
        Act::Terminate => true,
        // Goods handed back with consent given at the time (s.173(3)), or by a court's order, need none any more.
        Act::Repossess if detail.court_order == Some(true) => false,
        Act::Repossess => !(detail.consent == Some(true) && detail.consent_informed == Some(true)),
        Act::Sue | Act::Enforce => detail.claim.as_deref() == Some("full_balance"),
        _ => false,
    };
    if !needs_one || !any_debt(asked, |d| regulated(d).is_some()) {
        return;
    }
    let mut notices = asked.standing.notices().iter();
    match notices.rfind(|n| n.kind == NoticeKind::Default && n.debts.meets(asked.debts)) {
        None => {
            findings.prohibits("CCA s.87(1)");
        }
        Some(notice) => judge(asked, notice, findings),
    }
}

fn judge(asked: &Asked<AskAct>, notice: &NoticeSent, findings: &mut Findings) {
    let fields = &notice.fields;
    let served = fields.served.map_or(notice.at.day, Day::of);
    match fields.act_before.map(Day::of) {
        None => {
            findings.unknown("CCA s.88(2)", "act_before");
        }
        Some(before) if before.since(served) < NOTICE_DAYS => {
            findings.prohibits("CCA s.88(2)");
        }
        Some(before) if asked.day() < before => {
            findings.prohibits("CCA s.88(2)").until(Moment::whole(before));
        }
        Some(_) => {}
    }
    if fields.remedied == Some(true) {
        findings.prohibits("CCA s.89");
    }
    match fields.information_sheet {
        Some(true) => {}
        Some(false) => {
            findings.prohibits("CCA s.88(4A)");
        }
        None => {
            findings.unknown("CCA s.88(4A)", "information_sheet");
        }
    }
    if fields.form.as_deref().is_some_and(|form| form != "prescribed") {
        findings.prohibits("CCA s.88(1)");
    }
}

/// CCA ss.77(4), 78(6): who asked for a copy, paid the pound and did not get it in twelve working days has an agreement
/// that cannot be enforced until they do. To ask, to report, to serve a default notice and to issue a claim is not to
/// enforce; judgment is (McGuffick v RBS). Whether ending the agreement is, a person must judge.
fn copy_owed(asked: &Asked<AskAct>, findings: &mut Findings) {
    let step = matches!(asked.ask.act, Act::Enforce | Act::Repossess | Act::Terminate);
    if !step || !is_owed(asked) {
        return;
    }
    let running = any_debt(asked, |d| regulated(d).is_some_and(|a| a.type_ == Some(AgreementType::RunningAccount)));
    let rule = if running { "CCA s.78(6)" } else { "CCA s.77(4)" };
    match asked.ask.act {
        Act::Terminate => findings.refers(rule, facts::Effect::Prohibits),
        _ => findings.prohibits(rule),
    };
}

fn is_owed(asked: &Asked<AskAct>) -> bool {
    let place = Nation::of(asked.regime).map_or(Holidays::EnglandAndWales, Nation::holidays);
    let calendar = asked.calendar(place);
    let debts = asked.debts.iter().filter(|i| asked.standing.debt(*i).is_some_and(|d| regulated(d).is_some()));
    let owed = |debt: usize| {
        asked.standing.said().iter().any(|said| {
            let Meaning::RequestsAgreement { fee } = &said.means else { return false };
            let paid = fee.is_some_and(|f| f.minor() >= COPY_FEE_PENCE);
            let late = asked.day() > calendar.after(said.known.day, COPY_DAYS);
            let sent = asked.standing.notices().iter().any(|n| {
                n.kind == NoticeKind::AgreementCopy
                    && n.debts.holds(debt)
                    && n.at.day >= said.known.day
                    && n.fields.agreement != Some(false)
                    && n.fields.statement != Some(false)
            });
            said.about.holds(debt) && paid && late && !sent
        })
    };
    debts.into_iter().any(owed)
}

/// CCA s.90(1), with s.173(3): a third or more of the total price paid, under a regulated hire-purchase: the goods come
/// back on an order of the court, or by consent given at the time by somebody who knows that an order was needed.
fn protected_goods(asked: &Asked<AskAct>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    let agreed = detail.consent == Some(true) && detail.consent_informed == Some(true);
    if asked.ask.act != Act::Repossess || detail.court_order == Some(true) || agreed {
        return;
    }
    let debts = asked.debts.iter().filter_map(|i| asked.standing.debt(i)).filter_map(regulated);
    for agreement in debts.filter(|a| a.type_ == Some(AgreementType::HirePurchase)) {
        let (Some(price), Some(paid)) = (agreement.total_price, agreement.paid) else {
            findings.unknown("CCA s.90(1)", "paid");
            continue;
        };
        if i128::from(paid.minor()) * 3 >= i128::from(price.minor()) {
            findings.prohibits("CCA s.90(1)");
        }
    }
}
