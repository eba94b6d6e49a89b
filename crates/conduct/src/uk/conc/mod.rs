//! The FCA's Consumer Credit sourcebook, chapters 3, 7 and 8: one file a section.

pub(super) mod s7_10;
pub(super) mod s7_11_words;
pub(super) mod s7_12;
pub(super) mod s7_13;
pub(super) mod s7_14;
pub(super) mod s7_14_words;
pub(super) mod s7_15;
pub(super) mod s7_3;
pub(super) mod s7_3_words;
pub(super) mod s7_4_words;
pub(super) mod s7_5;
pub(super) mod s7_6_words;
pub(super) mod s7_9;
pub(super) mod s7_9_visits;
pub(super) mod s7_9_words;
pub(super) mod s8_2_words;

use facts::{AskContent, DebtKind};
use jiff::civil::date;

use crate::rule::{Asked, Findings, Rule, Run};
use crate::wording::to_consumer;

const fn words(cite: &'static str, gist: &'static str, run: fn(&Asked<AskContent>, &mut Findings)) -> Rule {
    Rule { cite, gist, from: date(2014, 4, 1), until: None, run: Run::Content(run) }
}

/// CONC is about consumer credit: a debt between traders, or one whose agreement is known not to be regulated, is none.
fn is_credit(asked: &Asked<AskContent>) -> bool {
    asked.debts.iter().filter_map(|ix| asked.standing.debt(ix)).any(|debt| {
        let regulated = debt.agreement.as_ref().and_then(|a| a.regulated);
        debt.kind != DebtKind::Invoice && regulated != Some(false)
    })
}

/// Words to the customer about their credit.
fn to_customer(asked: &Asked<AskContent>) -> bool {
    is_credit(asked) && to_consumer(asked)
}

/// Is any of the debts too old to sue for, because the facts say so or its days came to it?
fn is_barred(asked: &Asked<AskContent>) -> bool {
    asked.debts.iter().any(|ix| super::barred::is_barred(asked, ix))
}

const fn contact(cite: &'static str, gist: &'static str, run: fn(&Asked<facts::AskContact>, &mut Findings)) -> Rule {
    Rule { cite, gist, from: date(2014, 4, 1), until: None, run: Run::Contact(run) }
}
