//! UK GDPR: notes of health (article 9), decisions by a machine from them (article 22).

use facts::{Act, AskAct, Effect};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "UK GDPR art 9",
        gist: "a note of health needs explicit consent or another recorded condition",
        from: date(2018, 5, 25),
        until: None,
        run: Run::Act(special_category),
    },
    Rule {
        cite: "UK GDPR art 22",
        gist: "no decision by a machine alone from data of health",
        from: date(2018, 5, 25),
        until: None,
        run: Run::Act(automated_decision),
    },
];

/// UK GDPR art 9(1), (2)(a): explicit consent will do, by word of mouth too. Without it another condition of art 9(2)
/// may apply: a person must find it and record it.
fn special_category(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::RecordSpecialCategory {
        return;
    }
    let detail = &asked.ask.detail;
    if detail.explicit_consent == Some(true) || detail.substantial_public_interest == Some(true) {
        findings.permits("UK GDPR art 9");
    } else {
        findings.refers("UK GDPR art 9", Effect::Prohibits);
    }
}

/// UK GDPR art 22(1), (4): no solely automated decision with a significant effect that rests on special-category data,
/// without explicit consent or substantial public interest. (Since the Data (Use and Access) Act 2025: arts 22A to 22D.)
fn automated_decision(asked: &Asked<AskAct>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    let special = detail.uses.is_some();
    let excused = detail.explicit_consent == Some(true) || detail.substantial_public_interest == Some(true);
    if detail.solely_automated == Some(true) && special && !excused {
        findings.prohibits("UK GDPR art 22");
    }
}
