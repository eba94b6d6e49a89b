//! Insolvency Act 1986: debt relief orders, voluntary arrangements, bankruptcy, the level for a petition.

use facts::{Act, AskAct};
use jiff::civil::date;

use super::grounds::recovers;
use crate::rule::{Asked, Findings, Rule, Run};
use crate::uk::insolvent::bars;

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "IA s.251G(2)",
        gist: "what a relief order, an arrangement or a bankruptcy holds can't be collected or sued for",
        from: date(1986, 12, 29),
        until: None,
        run: Run::Act(no_remedy),
    },
    Rule {
        cite: "IA s.267(2)",
        gist: "a bankruptcy petition needs debts of £5,000 or more",
        from: date(1986, 12, 29),
        until: None,
        run: Run::Act(level),
    },
];

/// £5,000, in pence (IA s.267(4), since 1 October 2015).
const LEVEL_PENCE: i128 = 500_000;

/// IA ss.251G(2), 260(2), 285(3): see [`bars`].
fn no_remedy(asked: &Asked<AskAct>, findings: &mut Findings) {
    if recovers(asked.ask.act) {
        for rule in bars(asked) {
            findings.prohibits(rule);
        }
    }
}

/// IA s.267(1), (2)(a), (4): the debts of the petition together are equal to or exceed £5,000.
fn level(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::PetitionBankruptcy {
        return;
    }
    let mut pence: i128 = 0;
    for debt in asked.debts.iter().filter_map(|i| asked.standing.debt(i)) {
        match debt.balance {
            Some(balance) => pence += i128::from(balance.minor()),
            None => {
                findings.unknown("IA s.267(2)", "balance");
                return;
            }
        }
    }
    if pence < LEVEL_PENCE {
        findings.prohibits("IA s.267(2)");
    }
}
