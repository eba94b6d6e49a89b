//! The sums of money in a text, and what each is said to be.

use facts::{AmountOf, AmountRead, Currency, Money};

use super::scan::Scan;
use super::scope::{sentence_end, sentence_start};
use crate::listen::token::{Shape, Token};

const REACH: usize = 7;
const FIGURE_BYTES_MAX: usize = 18;

const FEE: &[&str] = &[
    "fee",
    "fees",
    "cost",
    "costs",
    "charge",
    "charges",
    "surcharge",
    "penalty",
    "interest",
    "investigation",
    "postage",
];
const ARREARS: &[&str] = &["arrears", "behind", "overdue", "missed"];
const BALANCE: &[&str] = &["balance", "owe", "owes", "owed", "owing", "debt", "saldo", "outstanding", "total", "debe"];
const OFFERED: &[&str] = &[
    "accept",
    "accepts",
    "offer",
    "settlement",
    "settle",
    "settles",
    "discount",
    "fine",
    "plan",
    "instalments",
    "arrived",
    "received",
    "thank",
    "manage",
    "left",
];
const ASKED: &[&str] =
    &["pay", "payment", "must", "send", "required", "demand", "expect", "need", "bring", "clear", "find", "paying"];

/// Reads every sum that stands with a currency sign.
pub(super) fn read(text: &str, scan: &Scan) -> Vec<AmountRead> {
    let tokens = &scan.tokens.list;
    let mut amounts = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.shape != Shape::Number {
            continue;
        }
        let start = token.start as usize;
        let before = text.as_bytes().get(..start).unwrap_or_default();
        let (currency, sign) = match before {
            [.., b'$'] => (Currency::USD, 1),
            [.., 0xc2, 0xa3] => (Currency::GBP, 2),
            _ => continue,
        };
        let figure = text.get(start..token.end as usize).unwrap_or_default();
        let Some(minor) = minor(figure) else { continue };
        let of = said_of(scan, tokens, at);
        amounts.push(AmountRead { money: Money::new(minor, currency), of, span: (start - sign, token.end as usize) });
    }
    amounts
}

/// `1,840.50` in minor units; nothing where it is no plain figure.
fn minor(figure: &str) -> Option<i64> {
    let figure = figure.trim_end_matches(['.', ',']);
    if figure.len() > FIGURE_BYTES_MAX {
        return None;
    }
    let (whole, part) = figure.split_once('.').unwrap_or((figure, ""));
    let digits: String = whole.chars().filter(|c| *c != ',').collect();
    let whole: i64 = digits.parse().ok()?;
    let part: i64 = match part.len() {
        0 => 0,
        1 => part.parse::<i64>().ok()? * 10,
        2 => part.parse().ok()?,
        _ => return None,
    };
    whole.checked_mul(100)?.checked_add(part)
}

/// By the nearest telling word of the sentence, those before the figure first.
fn said_of(scan: &Scan, tokens: &[Token], at: usize) -> AmountOf {
    let from = sentence_start(tokens, at).max(at.saturating_sub(REACH));
    let to = sentence_end(tokens, at).min(at + REACH);
    let mut best = (usize::MAX, AmountOf::Unsaid);
    for (i, token) in tokens.iter().enumerate().take(to).skip(from) {
        if i == at || token.shape != Shape::Word {
            continue;
        }
        let word = scan.tokens.letters_of(token);
        let is = |list: &[&str]| list.iter().any(|w| w.as_bytes() == word);
        let of = if is(FEE) {
            AmountOf::Fee
        } else if is(ARREARS) {
            AmountOf::Arrears
        } else if is(BALANCE) {
            AmountOf::Balance
        } else if is(OFFERED) {
            AmountOf::Offered
        } else if is(ASKED) {
            AmountOf::Asked
        } else {
            continue;
        };
        // What follows the figure counts as half as near as what stands before it.
        let away = if i < at { (at - i) * 2 } else { (i - at) * 3 };
        if away < best.0 {
            best = (away, of);
        }
    }
    best.1
}
