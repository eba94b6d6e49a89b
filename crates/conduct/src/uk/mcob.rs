//! MCOB 13.5: arrears of a mortgage of a home.

use facts::{AgreementType, AskContact, DebtKind, Effect, Meaning, Verdict};
use jiff::civil::date;

use super::harassment::many;
use super::hours::{Hours, Wish};
use super::pursuit::{is_with_customer, pursues};
use crate::rule::{Asked, Findings, Rule, Run};

pub(super) static CONTACT: &[Rule] = &[Rule {
    cite: "MCOB 13.5.3R",
    gist: "for a mortgage of a home: not too many contacts, and none at an unreasonable hour",
    from: date(2014, 4, 1),
    until: None,
    run: Run::Contact(pressure),
}];

/// MCOB 13.5.3R, 13.5.4G: a reasonable hour usually lies between 8 and 21, and less where the customer's pattern of work
/// or faith is known. What is unreasonable or excessive, a person judges.
fn pressure(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_with_customer(asked) || !is_mortgage(asked) || !pursues(asked) {
        return;
    }
    if many(asked) {
        findings.refers("MCOB 13.5.3R", Effect::Prohibits);
    }
    if !Hours::matter(asked.ask.channel) {
        return;
    }
    let Some(hours) = Hours::of(asked) else {
        findings.unknown("MCOB 13.5.3R", "time_zone");
        return;
    };
    let pattern = asked.standing.said().iter().any(|s| match &s.means {
        Meaning::Circumstance { kind, .. } => matches!(kind.as_deref(), Some("work_pattern" | "religion" | "faith")),
        _ => false,
    });
    let open = |t: i64| match hours.wish(t) {
        Wish::Wanted => true,
        Wish::Unsaid => !pattern && hours.is_ordinary(t),
        Wish::Unwanted | Wish::Elsewhen => false,
    };
    if hours.instants().into_iter().any(open) {
        return;
    }
    let until = hours.next(open);
    findings.refers("MCOB 13.5.3R", Effect::Prohibits).until = until;
    findings.add("MCOB 13.5.4G", Effect::Advises, Verdict::Refer).until = until;
}

/// A regulated mortgage contract; where it is not known whether it is regulated, it is treated as one.
fn is_mortgage(asked: &Asked<AskContact>) -> bool {
    asked.debts.iter().filter_map(|ix| asked.standing.debt(ix)).any(|debt| {
        let agreement = debt.agreement.as_ref();
        let type_ = agreement.and_then(|a| a.type_);
        let mortgage = type_ == Some(AgreementType::Mortgage) || type_.is_none() && debt.kind == DebtKind::Mortgage;
        mortgage && agreement.and_then(|a| a.regulated) != Some(false)
    })
}
