//! The default notice: Consumer Credit Act 1974 s.88.

use facts::{AskNotice, NoticeKind};
use jiff::civil::date;

use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::standing::Day;
use crate::uk::acts::cca::{NOTICE_DAYS, regulated};

pub(crate) static RULES: &[Rule] = &[Rule {
    cite: "CCA s.88",
    gist: "a default notice names breach, remedy and a date fourteen days on, with the information sheet",
    from: date(1985, 5, 19),
    until: None,
    run: Run::Notice(default_notice),
}];

/// CCA s.88(1): in the prescribed form, with the breach and what is to be done; (2): by a date not less than 14 days
/// after service; (4A): with the FCA's information sheet. Only for an agreement that the Act regulates.
fn default_notice(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let mut debts = asked.debts.iter().filter_map(|i| asked.standing.debt(i));
    if asked.ask.notice_kind != NoticeKind::Default || debts.all(|d| regulated(d).is_none()) {
        return;
    }
    let fields = asked.ask.fields.as_deref();
    let served = fields.and_then(|f| f.served).map_or(asked.day(), Day::of);
    let before = fields.and_then(|f| f.act_before).map(Day::of);
    findings.requires_field("CCA s.88(2)", "act_before", Carried::when(|| before.is_some()));
    if before.is_some_and(|before| before.since(served) < NOTICE_DAYS) {
        findings.prohibits("CCA s.88(2)");
    }
    let written = |text: Option<&String>| Carried::when(|| text.is_some_and(|t| !t.trim().is_empty()));
    let prescribed = || fields.and_then(|f| f.form.as_deref()) == Some("prescribed");
    findings.requires_field("CCA s.88(1)", "form", Carried::when(prescribed));
    findings.requires_field("CCA s.88(1)", "breach", written(fields.and_then(|f| f.breach.as_ref())));
    findings.requires_field("CCA s.88(1)", "action", written(fields.and_then(|f| f.action.as_ref())));
    let sheet = || fields.and_then(|f| f.information_sheet) == Some(true);
    findings.requires_field("CCA s.88(4A)", "information_sheet", Carried::when(sheet));
}
