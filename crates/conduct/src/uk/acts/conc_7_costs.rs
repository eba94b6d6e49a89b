//! Card authorities and charges: CONC 7.6, 7.7, 5A.

use facts::{Act, Agreement, AskAct, ConsentTo, Effect, Meaning};
use jiff::civil::date;

use super::grounds::{any_debt, asks_of_credit, is_credit};
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::Party;

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "CONC 7.6.1R",
        gist: "a card authority is used only as it was explained",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(explained),
    },
    Rule {
        cite: "CONC 7.6.12R",
        gist: "no third card request after two that were refused",
        from: date(2014, 7, 1),
        until: None,
        run: Run::Act(third_request),
    },
    Rule {
        cite: "CONC 7.6.14R",
        gist: "no card request for less than the full sum, save under an agreed plan",
        from: date(2014, 7, 1),
        until: None,
        run: Run::Act(part_request),
    },
    Rule {
        cite: "CONC 7.7",
        gist: "no costs without a clause, and no charge above what it costs",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(charges),
    },
    Rule {
        cite: "CONC 5A",
        gist: "default charges of a high-cost loan stay within £15 in all",
        from: date(2015, 1, 2),
        until: None,
        run: Run::Act(default_cap),
    },
];

/// £15, in pence: CONC 5A.2.14R, for the whole agreement.
const DEFAULT_CAP_PENCE: i64 = 1_500;
/// CONC 7.6.12R: two refused requests are all.
const REFUSED_MAX: usize = 2;

fn agreement_is(asked: &Asked<AskAct>, test: impl Fn(&Agreement) -> bool) -> bool {
    any_debt(asked, |d| is_credit(d) && d.agreement.as_ref().is_some_and(&test))
}

fn is_high_cost(asked: &Asked<AskAct>) -> bool {
    agreement_is(asked, |a| a.high_cost_short_term == Some(true))
}

/// CONC 7.6.1R(1): the authority was given, and it was explained that it would be used in this way.
fn explained(asked: &Asked<AskAct>, findings: &mut Findings) {
    let lacking = |a: &Agreement| a.cpa == Some(false) || a.cpa_explained != Some(true);
    if asked.ask.act == Act::UseCpa && agreement_is(asked, lacking) {
        findings.prohibits("CONC 7.6.1R");
    }
}

/// CONC 7.6.12R: for high-cost short-term credit no further request once two were made and refused. For other credit
/// repeated requests are judged by whether they are proportionate and not excessive: a person must look.
fn third_request(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::UseCpa || !asks_of_credit(asked) {
        return;
    }
    let refused = asked
        .standing
        .payments()
        .iter()
        .filter(|p| p.refused && p.debts.meets(asked.debts) && p.instrument.as_deref() == Some("cpa"))
        .filter(|p| matches!(p.by, Party::Collector | Party::Unknown))
        .count();
    if refused < REFUSED_MAX {
        return;
    }
    if is_high_cost(asked) {
        findings.prohibits("CONC 7.6.12R");
    } else {
        findings.advises("CONC 7.6");
    }
}

/// CONC 7.6.14R: for high-cost short-term credit no request for less than the full sum due, save under an agreed plan
/// to which she expressly consented (and has not taken that back).
fn part_request(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::UseCpa || !is_high_cost(asked) {
        return;
    }
    let detail = &asked.ask.detail;
    let due = detail
        .full_sum_due
        .or_else(|| asked.debts.iter().filter_map(|i| asked.standing.debt(i)).find_map(|d| d.arrears.or(d.balance)));
    let (Some(amount), Some(due)) = (detail.amount, due) else {
        findings.unknown("CONC 7.6.14R", "full_sum_due");
        return;
    };
    let agreed = detail.plan_consented == Some(true) && !took_back(asked);
    if amount.minor() < due.minor() && !agreed {
        findings.prohibits("CONC 7.6.14R");
    }
}

/// The latest word about instalments by card was to take the consent back.
fn took_back(asked: &Asked<AskAct>) -> bool {
    let latest = asked.standing.said().iter().rev().find_map(|s| match &s.means {
        Meaning::Consent { to: ConsentTo::CardInstalments, .. } => Some(false),
        Meaning::WithdrawsConsent { to: Some(ConsentTo::CardInstalments) | None, endpoint: None, person: None } => {
            Some(true)
        }
        _ => None,
    });
    latest == Some(true)
}

fn is_charge_to_her(asked: &Asked<AskAct>) -> bool {
    let kinds = ["late_payment", "default", "recovery_costs"];
    asked.ask.act == Act::Charge && asked.ask.detail.charge.as_deref().is_some_and(|c| kinds.contains(&c))
}

/// CONC 7.7.2R: no costs of recovery without a right to them in the agreement. 7.7.5R: to somebody in default or
/// arrears, no more than is necessary to cover the reasonable cost.
fn charges(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !is_charge_to_her(asked) {
        return;
    }
    let detail = &asked.ask.detail;
    let credit = asks_of_credit(asked);
    if detail.in_agreement != Some(true) {
        if credit {
            findings.prohibits("CONC 7.7.2R");
        } else {
            // Not credit: CONC is silent, but a charge without a clause needs a lawyer's look.
            findings.refers("CONC 7.7.2R", Effect::Prohibits);
        }
    }
    if !credit {
        return;
    }
    match (detail.amount, detail.reasonable_cost) {
        (Some(amount), Some(cost)) if amount.minor() > cost.minor() => {
            findings.prohibits("CONC 7.7.5R");
        }
        (Some(_), Some(_)) => {}
        _ => {
            findings.unknown("CONC 7.7.5R", "reasonable_cost");
        }
    }
}

/// CONC 5A.2.14R: the charges on default under one high-cost short-term agreement come to £15 at most, all together.
fn default_cap(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !is_charge_to_her(asked) || !is_high_cost(asked) {
        return;
    }
    let so_far = asked.ask.detail.default_charges_so_far.map_or(0, |m| m.minor());
    let now = asked.ask.detail.amount.map_or(0, |m| m.minor());
    if so_far.saturating_add(now) > DEFAULT_CAP_PENCE {
        findings.prohibits("CONC 5A");
    }
}
