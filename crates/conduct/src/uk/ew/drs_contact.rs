//! SI 2020/1311, regulation 11: contact in a breathing space.

use facts::{AskContact, Effect, Meaning, Part, Purpose, Role};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::DebtSet;
use crate::uk::moratorium::{covered, free_from, moratoria};
use crate::uk::pursuit::{is_answer, is_statutory, opens, person, presses, pursues};

pub(super) static CONTACT: &[Rule] = &[Rule {
    cite: "DRS reg 11",
    gist: "in a breathing space nobody is contacted to enforce what it covers",
    from: date(2021, 5, 4),
    until: None,
    run: Run::Contact(breathing_space),
}];

/// DRS reg 11(1), (2): neither creditor nor agent contacts the debtor to enforce a moratorium debt; the exceptions by
/// name. Whether a contact that is none of these is in relation to enforcement, a person judges. A joint debtor who is
/// not in the moratorium is not the debtor.
fn breathing_space(asked: &Asked<AskContact>, findings: &mut Findings) {
    let day = asked.day();
    let all = covered(asked.standing, day);
    if all == DebtSet::EMPTY {
        return;
    }
    let debts = asked.debts.and(all);
    match person(asked).map(|p| p.role) {
        Some(Role::DebtAdviser) => {
            findings.permits("DRS reg 11(2)(a)");
            return;
        }
        None | Some(Role::Consumer | Role::Business | Role::Attorney | Role::Guardian) => {}
        Some(_) => return,
    }
    if debts == DebtSet::EMPTY || is_of_ongoing_liability(asked, debts) {
        findings.permits("DRS reg 11(2)(b)(i)");
        return;
    }
    let until = free_from(asked.standing, debts, day).map(|day| opens(asked, day));
    let asked_for = request(asked, debts);
    let answers = is_answer(asked.ask.purpose) || asked.ask.contains.contains(&Part::ComplaintResponse);
    if presses(asked) {
        findings.prohibits("DRS reg 11(1)").until = until;
    } else if answers && let Some(rule) = asked_for {
        findings.permits(rule);
    } else if pursues(asked) {
        findings.prohibits("DRS reg 11(1)").until = until;
    } else if asked.ask.contains.contains(&Part::DefaultNotice) {
        // Nobody has to serve one: whether it is a precursor to proceedings is for a person.
        findings.refers("DRS reg 11(1)", Effect::Prohibits).until = until;
    } else if asked.ask.purpose == Purpose::Service {
        let credit_act = asked.ask.contains.contains(&Part::ArrearsNotice);
        findings.permits(if credit_act { "DRS reg 11(2)(b)(v)(aa)" } else { "DRS reg 11(2)(b)(v)" });
    } else if is_statutory(asked.ask.purpose)
        || matches!(asked.ask.purpose, Purpose::Wellbeing | Purpose::AvoidHarm | Purpose::ConfirmOptOut)
    {
        findings.permits("DRS reg 11(2)(b)(i)");
    } else {
        findings.refers("DRS reg 11(1)", Effect::Prohibits).until = until;
    }
}

/// What the debtor last asked for, before the moratorium or in it: the text asks only that they raised it.
fn request(asked: &Asked<AskContact>, debts: DebtSet) -> Option<&'static str> {
    let of_debtor = |said: &&crate::standing::Said| {
        said.with.is_none() && asked.person.is_some_and(|p| said.by.is(p)) && said.about.meets(debts)
    };
    asked.standing.said().iter().rev().filter(of_debtor).find_map(|s| match s.means {
        Meaning::AsksInformation { .. }
        | Meaning::Complaint {}
        | Meaning::Dispute { .. }
        | Meaning::RequestsAgreement { .. } => Some("DRS reg 11(2)(b)(iii)"),
        Meaning::AsksCallback { .. } | Meaning::Offers { .. } => Some("DRS reg 11(2)(b)(ii)"),
        _ => None,
    })
}

/// Is it about what falls due of a secured debt of which only the arrears are in the moratorium (reg 16(2)(b))?
fn is_of_ongoing_liability(asked: &Asked<AskContact>, debts: DebtSet) -> bool {
    let day = asked.day();
    asked.ask.detail.of.as_deref() == Some("ongoing_instalment")
        && moratoria(asked.standing).iter().all(|m| m.arrears_only || !m.debts.meets(debts) || !m.is_in_force(day))
}
