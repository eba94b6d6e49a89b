//! Acts in a breathing space (SI 2020/1311, regs 7 and 12): interest, charges, collection, enforcement, agents.

use facts::{Act, AgreementType, AskAct, Capacity, Debt, DebtKind, Role, Scheme, StatusKind};
use jiff::civil::date;

use super::grounds::{any_debt, court_permits, latest, recovers};
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::{Day, Moment};
use crate::uk::moratorium::{begun, in_force, moratoria};

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "DRS reg 7(2)",
        gist: "in a moratorium no interest, no charges, no collection, no enforcement",
        from: date(2021, 5, 4),
        until: None,
        run: Run::Act(protected),
    },
    Rule {
        cite: "DRS reg 12(1)",
        gist: "tell your agent of the moratorium",
        from: date(2021, 5, 4),
        until: None,
        run: Run::Act(agent_untold),
    },
    Rule {
        cite: "DRS reg 12(4)",
        gist: "an enforcement agent who knows of a moratorium takes no step",
        from: date(2021, 5, 4),
        until: None,
        run: Run::Act(enforcement_agent),
    },
];

/// The bans of Scotland's own moratorium, which stops neither contact nor interest, and of its payment programme. The
/// texts were not read for this pack: these two rules can only forbid.
pub(crate) static SCOTLAND: &[Rule] = &[
    Rule {
        cite: "BSA s.197",
        gist: "in the Scottish moratorium no diligence and no bankruptcy by a creditor",
        from: date(2016, 11, 30),
        until: None,
        run: Run::Act(diligence),
    },
    Rule {
        cite: "DAASA s.4",
        gist: "in a debt payment programme no diligence and no bankruptcy by a creditor",
        from: date(2004, 11, 30),
        until: None,
        run: Run::Act(payment_programme),
    },
];

/// DRS reg 7(2), (6), (7): on a moratorium debt no interest, fee, penalty or charge that accrues in the moratorium
/// (nor a demand for it afterwards, where it ran on by itself), no enforcement, and no agent set to it. Not bound: what
/// falls due in the moratorium of an ongoing liability (reg 16(2)(b)); a joint debtor's own interest; with a court's
/// permission, the step permitted.
fn protected(asked: &Asked<AskAct>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    let accrued_inside = detail.accrued_in.as_deref() == Some("moratorium");
    let biting = match asked.ask.act {
        Act::AddInterest => !charged_to_another(asked) && accrues_inside(asked, accrued_inside),
        Act::Charge => in_force(asked).is_some() || (accrued_inside && begun(asked).is_some()),
        Act::RequirePayment | Act::RequestPayment => demand(asked, accrued_inside),
        Act::Enforce | Act::Repossess if asked.firm.capacity == Some(Capacity::EnforcementAgent) => false,
        // To set an agent to collect is itself a step (reg 7(7)).
        Act::Place => in_force(asked).is_some(),
        act => recovers(act) && in_force(asked).is_some(),
    };
    if !biting || court_permits(asked) {
        return;
    }
    // What accrued in the moratorium stays barred after it; any other step opens with the day after its last.
    let until =
        in_force(asked).and_then(|m| m.last).filter(|_| !accrued_inside).map(|last| Moment::whole(last.plus(1)));
    findings.prohibits("DRS reg 7(2)").until = until;
}

/// A credit that no security holds: a card, a loan, an overdraft.
fn is_unsecured_credit(debt: &Debt) -> bool {
    match debt.agreement.as_ref().and_then(|a| a.type_) {
        Some(AgreementType::FixedSum | AgreementType::RunningAccount) => true,
        Some(AgreementType::HirePurchase | AgreementType::Mortgage) => false,
        None => matches!(debt.kind, DebtKind::CreditCard | DebtKind::PersonalLoan | DebtKind::Overdraft),
    }
}

fn accrues_inside(asked: &Asked<AskAct>, said: bool) -> bool {
    match asked.ask.detail.accrued_in.as_deref() {
        Some(_) => said && begun(asked).is_some(),
        None => in_force(asked).is_some(),
    }
}

fn demand(asked: &Asked<AskAct>, accrued_inside: bool) -> bool {
    let detail = &asked.ask.detail;
    match detail.of.as_deref() {
        Some("interest") if accrued_inside => begun(asked).is_some(),
        Some("ongoing_instalment") => {
            let Some(moratorium) = in_force(asked) else { return false };
            // An instalment that fell due before the start is a debt of the moratorium itself, and an unsecured credit
            // is in it whole: nothing of it is an ongoing liability.
            let before = detail.due.is_some_and(|due| Day::of(due) < moratorium.first);
            before || !moratorium.arrears_only && any_debt(asked, is_unsecured_credit)
        }
        _ => in_force(asked).is_some(),
    }
}

/// A person jointly liable who has no moratorium of their own may still be charged.
fn charged_to_another(asked: &Asked<AskAct>) -> bool {
    let Some(id) = &asked.ask.detail.charged_to else { return false };
    let Some(index) = asked.standing.person_ix(id) else { return false };
    asked.standing.person(index).is_some_and(|p| p.role == Role::JointDebtor)
}

/// DRS reg 12(1): a creditor who was notified tells its agent of the moratorium and its effect. (2) sets no days.
fn agent_untold(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::KeepFromAgent {
        return;
    }
    let zone = asked.standing.home_zone();
    let received = asked.ask.detail.notification_received.map(|when| Day::of(when.day_in(&zone)));
    let told = received.is_none_or(|day| day <= asked.day());
    // The entry precedes the start by a day, and the notice may come on that day.
    let running = moratoria(asked.standing)
        .iter()
        .any(|m| m.last.is_none_or(|last| asked.day() <= last) && m.debts.meets(asked.debts));
    if told && running {
        findings.prohibits("DRS reg 12(1)");
    }
}

/// DRS reg 12(4): an enforcement agent who was notified, or is otherwise aware, takes no step to take control of goods,
/// nor visits for it. This dossier knows of the moratorium, so its agent does too unless the facts say otherwise; even
/// then the step is one that no creditor may have taken.
fn enforcement_agent(asked: &Asked<AskAct>, findings: &mut Findings) {
    let ours = asked.firm.capacity == Some(Capacity::EnforcementAgent);
    let step = matches!(asked.ask.act, Act::Enforce | Act::Repossess);
    if !ours || !step || in_force(asked).is_none() || court_permits(asked) {
        return;
    }
    match asked.ask.detail.aware_of_moratorium {
        Some(false) => findings.prohibits("DRS reg 7(2)"),
        _ => findings.prohibits("DRS reg 12(4)"),
    };
}

/// Bankruptcy (Scotland) Act 2016 s.197: while the moratorium lasts no diligence is commenced or executed and no
/// creditor asks for sequestration. Six months, unless its end is known.
fn diligence(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !matches!(asked.ask.act, Act::Enforce | Act::PetitionBankruptcy) {
        return;
    }
    let held = asked.standing.changes().iter().any(|c| {
        let began = c.from.unwrap_or(c.at).day;
        let end = c.until.map_or(began.plus_months(6), |m| m.day);
        c.kind == StatusKind::Moratorium
            && c.scheme == Some(Scheme::ScottishStatutory)
            && c.debts.meets(asked.debts)
            && began <= asked.day()
            && asked.day() <= end
    });
    if held {
        findings.prohibits("BSA s.197");
    }
}

/// Debt Arrangement and Attachment (Scotland) Act 2002 s.4: for a debt in an approved programme no diligence is executed
/// and no sequestration asked for, while the programme stands.
fn payment_programme(asked: &Asked<AskAct>, findings: &mut Findings) {
    if !matches!(asked.ask.act, Act::Enforce | Act::PetitionBankruptcy) {
        return;
    }
    let programme = latest(asked, StatusKind::Arrangement);
    let stands = programme.is_some_and(|c| c.detail.as_deref() != Some("broken"));
    if stands && programme.is_some_and(|c| c.scheme == Some(Scheme::DebtPaymentProgramme)) {
        findings.prohibits("DAASA s.4");
    }
}
