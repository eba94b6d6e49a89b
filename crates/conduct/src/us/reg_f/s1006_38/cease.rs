//! 1006.38(c) and (d)(2): collection rests until a dispute or a request is answered.

use facts::{Act, AskAct, AskContact, Effect, Money, Purpose, Role, Verdict};

use super::requests::{Open, Requests, Wish};
use crate::calendar::Holidays;
use crate::rule::{Asked, Findings};

/// How surely something is collection of the debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Collecting {
    No,
    /// A step in a suit or a bankruptcy: a person must look.
    Perhaps,
    Yes,
}

/// 1006.38(c) and (d)(2) on what is done: collecting goes not on, in whatever way.
pub(super) fn acts(asked: &Asked<AskAct>, findings: &mut Findings) {
    let collecting = match asked.ask.act {
        Act::ContinueCollecting
        | Act::Sue
        | Act::ThreatenSuit
        | Act::Repossess
        | Act::Disable
        | Act::ThreatenRepossess
        | Act::RequestPayment
        | Act::RequirePayment
        | Act::SolicitPostdated => Collecting::Yes,
        Act::FileProofOfClaim | Act::DepositPostdated => Collecting::Perhaps,
        _ => Collecting::No,
    };
    if collecting == Collecting::No {
        return;
    }
    let detail = &asked.ask.detail;
    let part = detail.part;
    for open in requests(asked).open() {
        let allowed = match open.wish {
            Wish::Dispute { part: Some(disputed) } => is_beside(asked, part, disputed),
            _ => false,
        };
        if !allowed {
            report(open, collecting, findings);
        }
    }
}

/// Is the part that is asked for beside the disputed one? It is where the two fit into the debt together, and are not
/// the same amount.
fn is_beside<A>(asked: &Asked<A>, part: Option<Money>, disputed: Money) -> bool {
    let Some(part) = part.filter(|p| *p != disputed) else { return false };
    let both = part.plus(disputed);
    let balances = asked.debts.iter().filter_map(|i| asked.standing.debt(i)?.balance);
    let owed = balances.map(Some).reduce(|sum, balance| sum?.plus(balance?).ok()).flatten();
    match (both, owed) {
        (Ok(both), Some(owed)) => both.currency() == owed.currency() && both <= owed,
        _ => false,
    }
}

/// 1006.38(c) and (d)(2) on contacts: one to collect is collection of the debt. To answer, to inform and to say what
/// other law asks for is not.
pub(super) fn contacts(asked: &Asked<AskContact>, findings: &mut Findings) {
    let role = asked.person.and_then(|ix| asked.standing.person(ix)).map(|p| p.role);
    let beside = matches!(
        role,
        Some(Role::Creditor | Role::CreditorAttorney | Role::CollectorAttorney | Role::ConsumerReportingAgency)
    );
    let collecting = match asked.ask.purpose {
        Purpose::Collect | Purpose::Reminder | Purpose::CompleteCall => Collecting::Yes,
        Purpose::NotifyRemedy
        | Purpose::LegalProcess
        | Purpose::ProofOfClaim
        | Purpose::Litigation
        | Purpose::Postjudgment => Collecting::Perhaps,
        _ => Collecting::No,
    };
    if beside || collecting == Collecting::No {
        return;
    }
    for open in requests(asked).open() {
        // The contact may keep to what is not disputed.
        let partial = matches!(open.wish, Wish::Dispute { part: Some(_) });
        report(open, if partial { Collecting::Perhaps } else { collecting }, findings);
    }
}

pub(super) fn requests<'a, A>(asked: &'a Asked<A>) -> Requests<'a> {
    let calendar = asked.calendar(Holidays::UsFederal);
    Requests { standing: asked.standing, firm: asked.firm, calendar, debts: asked.debts }
}

fn report(open: Open, collecting: Collecting, findings: &mut Findings) {
    let rule = match open.wish {
        Wish::Dispute { .. } | Wish::Validation => "1006.38(d)(2)",
        Wish::OriginalCreditor => "1006.38(c)",
    };
    let unsure = open.early || open.wish == Wish::Validation || collecting == Collecting::Perhaps;
    if unsure {
        findings.refers(rule, Effect::Prohibits);
    } else {
        findings.prohibits(rule);
    }
    if let Some(failed) = open.failed {
        findings.add(failed, Effect::Withholds, if unsure { Verdict::Refer } else { Verdict::Deny });
    }
}
