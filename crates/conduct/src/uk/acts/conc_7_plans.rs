//! Acts about plans and those who speak for her: CONC 7.3.8G, 7.3.9R, 7.3.10R, 7.5.4R, 7.12.2R, 7.14.10R.

use facts::{Act, AskAct, Capacity, Effect, Meaning, Money};
use jiff::civil::date;

use super::grounds::asks_of_credit;
use crate::rule::{Asked, Findings, Rule, Run};

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "CONC 7.3.8G",
        gist: "a reasonable offer isn't refused without an affordable alternative",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(refused_offer),
    },
    Rule {
        cite: "CONC 7.3.9R",
        gist: "no policy of refusing people who make their own plan",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(self_made_plan),
    },
    Rule {
        cite: "CONC 7.3.10R",
        gist: "nobody is pressed for more than their budget leaves",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(beyond_means),
    },
    Rule {
        cite: "CONC 7.5.4R",
        gist: "an agent without authority passes an offer of instalments on",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(passed_on),
    },
    Rule {
        cite: "CONC 7.12.2R",
        gist: "a lender takes payments that are tendered and deals with her adviser",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(adviser_and_payment),
    },
    Rule {
        cite: "CONC 7.14.10R",
        gist: "no harder step straight after an offer was turned down",
        from: date(2014, 4, 1),
        until: None,
        run: Run::Act(harder_step),
    },
];

/// CONC 7.3.8G: a reasonable offer (all that her budget leaves) refused, and no affordable amount allowed in its stead,
/// is likely a violation. With an alternative, or an offer of which it isn't known to be all she has, the duty of
/// CONC 7.14 to consider it is left to a person. An offer that is turned down without a reason given breaks CONC 7.14.
/// Accepting more than the budget leaves is no favour: a person weighs it (CONC 7.3.4R).
fn refused_offer(asked: &Asked<AskAct>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    if !asks_of_credit(asked) {
        return;
    }
    let above = matches!((detail.offer, detail.surplus), (Some(o), Some(s)) if o.minor() > s.minor().max(0));
    if asked.ask.act == Act::AcceptPlan && above {
        findings.refers("CONC 7.3.4R", Effect::Requires);
    }
    if asked.ask.act != Act::RefusePlan {
        return;
    }
    if detail.reasons_given == Some(false) {
        findings.prohibits("CONC 7.14");
    }
    if (is_reasonable(asked) || is_closed_to_all(asked)) && detail.alternative_offered != Some(true) {
        findings.presumes_violation("CONC 7.3.8G");
    } else {
        findings.refers("CONC 7.14", Effect::Requires);
    }
}

/// What she offers: as the question has it, else her last offer.
fn offer(asked: &Asked<AskAct>) -> Option<Money> {
    let told = || {
        asked.standing.said().iter().rev().filter(|s| s.about.meets(asked.debts)).find_map(|s| match s.means {
            Meaning::Offers { amount, .. } => amount,
            _ => None,
        })
    };
    asked.ask.detail.offer.or_else(told)
}

/// A reason that leaves no room for any affordable amount, whatever she offers.
fn is_closed_to_all(asked: &Asked<AskAct>) -> bool {
    matches!(asked.ask.detail.reason.as_deref(), Some("only_full_balance" | "policy_minimum_50"))
}

/// CONC 7.3.9R: no policy of refusing to negotiate with somebody who develops a plan.
fn self_made_plan(asked: &Asked<AskAct>, findings: &mut Findings) {
    let policy = asked.ask.detail.reason.as_deref() == Some("only_plans_from_advisers");
    if asked.ask.act == Act::RefusePlan && policy && asks_of_credit(asked) {
        findings.prohibits("CONC 7.3.9R");
    }
}

/// CONC 7.3.10R: pressed to pay in amounts that are unreasonably large for her. A demand of more than the budget leaves
/// is one; so, by the stricter reading, is a plan that we propose ourselves.
fn beyond_means(asked: &Asked<AskAct>, findings: &mut Findings) {
    let ours = matches!(asked.ask.act, Act::RequirePayment | Act::RequestPayment | Act::ProposePlan);
    let detail = &asked.ask.detail;
    let (Some(amount), Some(surplus)) = (detail.amount, detail.surplus) else { return };
    if ours && amount.minor() > surplus.minor().max(0) && asks_of_credit(asked) {
        findings.prohibits("CONC 7.3.10R");
    }
}

/// CONC 7.5.4R: who acts for a lender or owner refers a reasonable offer of instalments to them, unless authorised to
/// accept it. Without that it neither accepts nor refuses. Where neither a referral nor what she can pay is known, a person
/// finds it out.
fn passed_on(asked: &Asked<AskAct>, findings: &mut Findings) {
    let answers = matches!(asked.ask.act, Act::AcceptPlan | Act::RefusePlan) && offer(asked).is_some();
    let agent = asked.firm.capacity == Some(Capacity::Agent);
    let authorised = asked.firm.authority.iter().any(|a| a == "accept_instalments");
    let referred = asked.ask.detail.referred_to_lender;
    if !answers || !agent || authorised || referred == Some(true) || !asks_of_credit(asked) {
        return;
    }
    if referred == Some(false) || is_reasonable(asked) {
        findings.prohibits("CONC 7.5.4R");
    } else {
        findings.refers("CONC 7.5.4R", Effect::Requires);
    }
}

/// The offer is all that her budget leaves, or more.
fn is_reasonable(asked: &Asked<AskAct>) -> bool {
    let detail = &asked.ask.detail;
    matches!((offer(asked), detail.surplus), (Some(offer), Some(surplus))
        if offer.minor() > 0 && offer.minor() >= surplus.minor())
}

/// CONC 7.12.2R binds lenders: payments tendered are accepted, and a representative is refused only on an objectively
/// justifiable ground. For agents and owners forbearance (CONC 7.3.4R) says what a person must weigh.
fn adviser_and_payment(asked: &Asked<AskAct>, findings: &mut Findings) {
    let act = asked.ask.act;
    if !matches!(act, Act::RefusePayment | Act::RefuseAdviser) || !asks_of_credit(asked) {
        return;
    }
    if !matches!(asked.firm.capacity, Some(Capacity::Lender) | None) {
        findings.refers("CONC 7.3.4R", Effect::Requires);
        return;
    }
    match asked.ask.detail.reason.as_deref() {
        Some(reason) if act == Act::RefuseAdviser && reason != "prefers_customer" => {
            findings.refers("CONC 7.12.2R", Effect::Prohibits);
        }
        _ => {
            findings.prohibits("CONC 7.12.2R");
        }
    }
}

/// CONC 7.14.10R, 7.14.11G: a harder step immediately after an unacceptable offer may break it, by the circumstances.
fn harder_step(asked: &Asked<AskAct>, findings: &mut Findings) {
    let harder = matches!(
        asked.ask.act,
        Act::ThreatenSuit
            | Act::Sue
            | Act::Enforce
            | Act::StatutoryDemand
            | Act::PetitionBankruptcy
            | Act::Terminate
            | Act::Repossess
            | Act::ThreatenRepossess
            | Act::RequirePayment
            | Act::Place
            | Act::Sell
            | Act::UseCpa
    );
    let after = asked.ask.detail.immediately_after.as_deref() == Some("rejected_offer");
    if harder && after && asks_of_credit(asked) {
        findings.refers("CONC 7.14.10R", Effect::Prohibits);
    }
}
