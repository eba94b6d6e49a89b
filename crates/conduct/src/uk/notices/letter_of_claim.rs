//! The letter of claim: Pre-Action Protocol for Debt Claims 3.1 to 3.3.

use facts::{AskNotice, Channel, Fields, NoticeKind, SentBy, Stated};
use jiff::civil::date;

use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::standing::Day;
use crate::uk::acts::pap_debt::{applies, refuses_post};
use crate::uk::moratorium::in_force;

pub(crate) static RULES: &[Rule] = &[Rule {
    cite: "PAP-Debt 3.1",
    gist: "a letter of claim says what is owed and why, how to answer, and encloses the forms",
    from: date(2017, 10, 1),
    until: None,
    run: Run::Notice(letter_of_claim),
}];

/// A field that must be there: its name, and whether it is.
type Part = (&'static str, fn(&Fields) -> bool);

/// PAP-Debt 3.1(a), (b): what the letter says, and what goes with it. `assignment` only where the debt was assigned.
static PARTS: &[Part] = &[
    ("amount", |f| match f.amount {
        Some(Stated::Amount(_)) => true,
        Some(Stated::Present(there)) => there,
        None => false,
    }),
    ("interest_continuing", |f| f.interest_continuing == Some(true)),
    ("agreement_details", |f| f.agreement_details == Some(true)),
    ("how_to_pay", |f| f.how_to_pay == Some(true)),
    ("how_to_discuss", |f| f.how_to_discuss == Some(true)),
    ("reply_address", |f| f.reply_address == Some(true)),
    ("statement_of_account", |f| f.statement_of_account == Some(true)),
    ("information_sheet", |f| f.information_sheet == Some(true)),
    ("reply_form", |f| f.reply_form == Some(true)),
    ("financial_statement_form", |f| f.financial_statement_form == Some(true)),
];

/// PAP-Debt 3.1 to 3.3, and in a moratorium no such letter at all (DRS reg 11(1)): it is a step towards enforcement, and
/// no notice that the 1974 Act or FCA rules require.
fn letter_of_claim(asked: &Asked<AskNotice>, findings: &mut Findings) {
    if asked.ask.notice_kind != NoticeKind::LetterOfClaim {
        return;
    }
    if in_force(asked).is_some() {
        findings.prohibits("DRS reg 11(1)");
    }
    if !applies(asked) {
        return;
    }
    let fields = asked.ask.fields.as_deref();
    for (name, there) in PARTS {
        findings.requires_field("PAP-Debt 3.1", name, Carried::when(|| fields.is_some_and(there)));
    }
    if is_assigned(asked) {
        let there = || fields.and_then(|f| f.assignment) == Some(true);
        findings.requires_field("PAP-Debt 3.1", "assignment", Carried::when(there));
    }
    let dated = fields.and_then(|f| f.dated).map(Day::of);
    findings.requires_field("PAP-Debt 3.2", "dated", Carried::when(|| dated.is_some()));
    let posted = fields.and_then(|f| f.posted).map(Day::of);
    if matches!((dated, posted), (Some(dated), Some(posted)) if posted > dated.plus(1)) {
        findings.prohibits("PAP-Debt 3.2");
    }
    let email = fields.and_then(|f| f.sent_by) == Some(SentBy::Email) || asked.ask.channel == Some(Channel::Email);
    if email && !refuses_post(asked.standing, asked.at) {
        findings.prohibits("PAP-Debt 3.3");
    }
}

fn is_assigned(asked: &Asked<AskNotice>) -> bool {
    let mut debts = asked.debts.iter().filter_map(|i| asked.standing.debt(i));
    asked.firm.capacity == Some(facts::Capacity::OwnerByAssignment)
        || debts.any(|d| d.original_creditor.as_ref().is_some_and(|first| *first != d.creditor))
}
