//! The notice by which somebody can stop messages: is there a simple way, at no cost, for no more than the wish?

use facts::{Assertion, Part, Reading, Tongue};

use super::read::{assert_that, carry};
use super::scan::{Found, Scan, Topic};
use super::scope::{Polarity, sentence_end, sentence_start};
use crate::listen::token::hash_word;

/// Reads the opt-out notice of a text, and what is wrong with it.
pub(super) fn read(scan: &Scan, reading: &mut Reading) {
    let talks: Vec<&Found> = scan.mentioned("optout_talk").chain(scan.mentioned("optout_simple")).collect();
    let Some(first) = talks.first() else { return };
    let span = scan.span(first.first, first.last);
    let near = |section: &str| scan.mentioned(section).find(|f| talks.iter().any(|t| same_sentence(scan, t, f)));
    let simple = scan.mentioned("optout_simple").next().is_some();
    if simple && scan.mentioned("optout_talk").next().is_some() {
        carry(reading, Part::OptOutNotice, span, Tongue::English);
    } else if !simple && let Some(hard) = near("optout_hard") {
        assert_that(reading, Assertion::OptOutHard, scan.span(hard.first, hard.last));
    }
    if let Some(more) = near("optout_more") {
        let denied = more.polarity == Polarity::Denied;
        if !denied {
            assert_that(reading, Assertion::OptOutAsksMore, scan.span(more.first, more.last));
        }
    }
    let fee = scan.said(Topic::Says(Assertion::ClaimsFee)).find(|f| talks.iter().any(|t| same_sentence(scan, t, f)));
    if let Some(fee) = fee {
        assert_that(reading, Assertion::OptOutCosts, scan.span(fee.first, fee.last));
    }
    if scan.mentioned("part_opt_confirm").next().is_some() {
        carry(reading, Part::OptOutConfirmation, span, Tongue::English);
    }
}

fn same_sentence(scan: &Scan, one: &Found, other: &Found) -> bool {
    let tokens = &scan.tokens.list;
    let semicolon = |at: usize| tokens.get(at).is_some_and(|t| t.hash == hash_word(b";"));
    let (mut start, mut end) = (sentence_start(tokens, one.first), sentence_end(tokens, one.last));
    while semicolon(end) {
        end = sentence_end(tokens, end + 1);
    }
    while start > 0 && semicolon(start - 1) {
        start = sentence_start(tokens, start - 1);
    }
    other.first >= start && other.last < end
}
