//! Acts that CONC 7 holds back or shapes: proportion, sale and placement, the ombudsman.

use facts::{Act, AgreementType, AskAct, Effect, Meaning, Part, Scheme, StatusKind, Verdict};
use jiff::civil::date;

use super::grounds::{any_debt, asks_of_credit, latest};
use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::uk::acts::conc_7_recovery::open_dispute;
use crate::uk::barred::is_barred;

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "CONC 7.3.14R",
        gist: "bankruptcy or retaking only when everything milder was explored, and then a person judges",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(proportionate),
    },
    Rule {
        cite: "CONC 7.11.6R",
        gist: "no enforcement is threatened against who pays under a debt payment programme",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(empty_threat),
    },
    Rule {
        cite: "CONC 7.3.15G",
        gist: "statutory demands sparingly",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(statutory_demand),
    },
    Rule {
        cite: "CONC 7.13.5G",
        gist: "vulnerability, dispute and plan go with the account",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(what_goes_along),
    },
    Rule {
        cite: "CONC 7.15",
        gist: "a barred debt is sold as barred, and nobody sues while the ombudsman looks",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(barred_and_ombudsman),
    },
];

/// CONC 7.3.14R: no disproportionate action; in particular no petition without having fully explored anything more
/// proportionate. Explored or not, whether a petition is proportionate is for a person; so is taking goods back without
/// an order and without consent.
fn proportionate(asked: &Asked<AskAct>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    match asked.ask.act {
        Act::PetitionBankruptcy if asks_of_credit(asked) => {
            if detail.options_explored == Some(true) {
                findings.refers("CONC 7.3.14R", Effect::Prohibits);
            } else {
                findings.prohibits("CONC 7.3.14R");
            }
        }
        Act::Repossess if detail.court_order != Some(true) && detail.consent != Some(true) => {
            if any_debt(asked, |d| d.agreement.as_ref().and_then(|a| a.type_) == Some(AgreementType::Mortgage)) {
                // A home: MCOB 13.3 leaves possession to the last; the paragraph was not read.
                findings.refers("MCOB 13.3", Effect::Prohibits);
            } else {
                findings.refers("CONC 7.3.14R", Effect::Prohibits);
            }
        }
        _ => {}
    }
}

/// CONC 7.11.6R, 7.11.7G: no step is threatened that cannot be taken, as enforcement while a debt payment programme
/// stands.
fn empty_threat(asked: &Asked<AskAct>, findings: &mut Findings) {
    let threat = matches!(asked.ask.act, Act::ThreatenSuit | Act::ThreatenRepossess | Act::StatutoryDemand);
    if !threat || !asks_of_credit(asked) {
        return;
    }
    let plan = latest(asked, StatusKind::Arrangement).filter(|c| c.scheme == Some(Scheme::DebtPaymentProgramme));
    if plan.is_some_and(|c| c.detail.as_deref() != Some("broken")) {
        findings.prohibits("CONC 7.11.6R");
    }
}

/// CONC 7.3.15G: a statutory demand is not used unduly, excessively or unfairly: a person must judge it.
fn statutory_demand(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act == Act::StatutoryDemand {
        findings.advises("CONC 7.3.15G");
    }
}

/// CONC 7.13.5G: what is known of her vulnerability, of a dispute and of a repayment plan goes with an account that is
/// placed or sold.
fn what_goes_along(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !matches!(asked.ask.act, Act::Place | Act::Sell) || !asks_of_credit(asked) {
        return;
    }
    let held = [
        (is_vulnerable(asked), Part::Vulnerability),
        (open_dispute(asked), Part::Dispute),
        (has_plan(asked), Part::RepaymentPlan),
    ];
    for (held, part) in held {
        if !held {
            continue;
        }
        let name = part.as_str();
        let passed = asked.ask.detail.passes.iter().any(|p| p == name);
        let verdict = if passed { Verdict::Permit } else { Verdict::PermitIf };
        findings.add("CONC 7.13.5G", Effect::Advises, verdict).part = Some(name);
    }
}

fn is_vulnerable(asked: &Asked<AskAct>) -> bool {
    let told = |m: &Meaning| matches!(m, Meaning::Circumstance { kind, .. } if kind.as_deref() != Some("work_pattern"));
    asked.standing.said().iter().any(|s| told(&s.means) && s.about.meets(asked.debts))
}

fn has_plan(asked: &Asked<AskAct>) -> bool {
    latest(asked, StatusKind::Arrangement).is_some_and(|c| c.detail.as_deref() != Some("broken"))
}

/// CONC 7.15: a barred debt is marked as such when it is sold or placed; while a complaint is open with the Financial
/// Ombudsman Service no claim is issued.
fn barred_and_ombudsman(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !asks_of_credit(asked) {
        return;
    }
    let act = asked.ask.act;
    if matches!(act, Act::Sell | Act::Place) && asked.debts.iter().any(|debt| is_barred(asked, debt)) {
        let marked = || {
            let said = asked.ask.detail.marked_statute_barred == Some(true);
            said || asked.ask.detail.passes.iter().any(|p| p == Part::StatuteBarredMark.as_str())
        };
        findings.requires("CONC 7.15", Part::StatuteBarredMark, Carried::when(marked));
    }
    let open = latest(asked, StatusKind::Ombudsman).is_some_and(|c| c.detail.as_deref() != Some("closed"));
    if act == Act::Sue && open {
        findings.prohibits("CONC 7.15");
    }
}
