//! Is it said, or denied? Negation, conditions, reported speech and reassurance, sentence by sentence.

use crate::listen::phrase::Hit;
use crate::listen::token::{Shape, Token, hash_word};

/// What a word or phrase does to the meaning of what stands near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// `not`, `never`, `cannot`, `nobody`.
    Negator,
    /// `no`, `without`, `neither`: denies a noun, and the nouns joined to it.
    NounNegator,
    /// A phrase with a negator in it that denies nothing: `will not hesitate to`, `no later than`.
    Pseudo,
    /// What follows is reported, feared or asked, not said: `you asked whether`, `anyone who says`.
    Shield,
    /// What stood before is called untrue: `is a scam`, `does not come into it`.
    AfterShield,
    /// `if`, `unless`, `when`: a negator in such a clause denies nothing outside it.
    Condition,
    /// `but`, `otherwise`, `because`: a negation ends here.
    Turn,
    /// `and`, `or`, `so`, `then`.
    Joiner,
    /// `we`, `you`, `they`: begins a new clause after a comma or a joiner.
    Subject,
    /// `will`, `may`, `is`, `has`.
    Auxiliary,
    /// An answer that denies the question before it: `No.` at the beginning of a sentence.
    Answer,
}

/// The signals at each token of a text.
#[derive(Debug, Default)]
pub(super) struct Scope {
    marks: Vec<u16>,
    /// A comma, colon or dash stands right before the token.
    comma: Vec<bool>,
    stop: Vec<bool>,
}

/// Does the text say it, or deny it?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Polarity {
    Said,
    Denied,
}

const AFTER_REACH: usize = 6;

impl Scope {
    /// Reads the marks between the tokens.
    pub(super) fn begin(&mut self, text: &str, tokens: &[Token]) {
        self.marks.clear();
        self.marks.resize(tokens.len(), 0);
        self.comma.clear();
        self.stop.clear();
        let bytes = text.as_bytes();
        let mut before = 0usize;
        for token in tokens {
            let between = bytes.get(before..token.start as usize).unwrap_or_default();
            self.comma.push(between.contains(&b','));
            let dash =
                between.windows(3).any(|w| w == b" - " || w == "\u{2014}".as_bytes() || w == "\u{2013}".as_bytes());
            self.stop.push(between.contains(&b':') || dash);
            before = token.end as usize;
        }
    }

    pub(super) fn mark(&mut self, hit: &Hit, signal: Signal) {
        for at in hit.first..=hit.last {
            if let Some(mark) = self.marks.get_mut(at as usize) {
                *mark |= 1 << (signal as u16);
            }
        }
    }

    fn is(&self, at: usize, signal: Signal) -> bool {
        self.marks.get(at).is_some_and(|mark| mark >> (signal as u16) & 1 == 1)
    }

    fn negates(&self, at: usize) -> bool {
        (self.is(at, Signal::Negator) || self.is(at, Signal::NounNegator)) && !self.is(at, Signal::Pseudo)
    }

    /// Is what was found at `first..=last` said or denied?
    pub(super) fn polarity(&self, tokens: &[Token], first: usize, last: usize) -> Polarity {
        let inside = (first..=last).any(|at| self.negates(at));
        if inside { Polarity::Denied } else { self.around(tokens, first, last) }
    }

    /// As [`Scope::polarity`], for words that have a negation of their own.
    pub(super) fn around(&self, tokens: &[Token], first: usize, last: usize) -> Polarity {
        let start = sentence_start(tokens, first);
        let end = sentence_end(tokens, last);
        let denied = self.negated_before(start, first, last)
            || self.shielded(start, first)
            || self.negated_after(tokens, last, end)
            || (last + 1..end).any(|at| self.is(at, Signal::AfterShield))
            || self.answered(tokens, end);
        if denied { Polarity::Denied } else { Polarity::Said }
    }

    /// Is a negator in force when the words begin?
    fn negated_before(&self, start: usize, first: usize, last: usize) -> bool {
        (start..first).rev().any(|at| self.negates(at) && self.reaches(start, at, first, last))
    }

    /// Does the negator at `from` reach what begins at `first`?
    fn reaches(&self, start: usize, from: usize, first: usize, last: usize) -> bool {
        if self.conditional(start, from) {
            return false;
        }
        let closed = |at: usize| (from + 1..at).any(|i| self.is(i, Signal::Auxiliary));
        for at in from + 1..=first {
            if self.stop.get(at).copied().unwrap_or(false) || self.is(at, Signal::Turn) {
                return false;
            }
            let joined = self.is(at, Signal::Joiner);
            if !joined && !self.comma.get(at).copied().unwrap_or(false) {
                continue;
            }
            let next = if joined { at + 1 } else { at };
            if self.is(next, Signal::Subject) || self.is(at, Signal::Condition) {
                return false;
            }
            let listed = self.is(from, Signal::NounNegator) && !closed(at);
            let own_verb = (next..=last + 2).any(|i| self.is(i, Signal::Auxiliary));
            if own_verb && !listed {
                return false;
            }
        }
        true
    }

    /// Does the negator stand in an `if` clause?
    fn conditional(&self, start: usize, from: usize) -> bool {
        for at in (start..from).rev() {
            if self.is(at, Signal::Condition) {
                return true;
            }
            if self.comma.get(at + 1).copied().unwrap_or(false) {
                return false;
            }
        }
        false
    }

    /// Is it reported, feared or asked?
    fn shielded(&self, start: usize, first: usize) -> bool {
        for at in (start..=first).rev() {
            if self.is(at, Signal::Shield) {
                return true;
            }
            let ends = self.stop.get(at).copied().unwrap_or(false)
                || self.is(at, Signal::Turn)
                || self.comma.get(at).copied().unwrap_or(false)
                    && self.is(at, Signal::Subject)
                    && self.says_more(at, first);
            if ends {
                return false;
            }
        }
        false
    }

    /// A clause with a verb of its own begins at the comma.
    fn says_more(&self, at: usize, first: usize) -> bool {
        (at..=first).any(|i| self.is(i, Signal::Auxiliary))
    }

    /// `Court action is not planned`: a denial right after the words.
    fn negated_after(&self, tokens: &[Token], last: usize, end: usize) -> bool {
        for at in last + 1..end.min(last + 1 + AFTER_REACH) {
            if tokens.get(at).is_none() || self.is(at, Signal::Condition) || self.is(at, Signal::Joiner) {
                return false;
            }
            if self.comma.get(at).copied().unwrap_or(false) || self.stop.get(at).copied().unwrap_or(false) {
                return false;
            }
            if self.is(at, Signal::Negator) && !self.is(at, Signal::Pseudo) {
                return true;
            }
            if !self.is(at, Signal::Auxiliary) {
                return false;
            }
        }
        false
    }

    /// `Can you be arrested? No.`, and `They may say so. That is a lie.`
    fn answered(&self, tokens: &[Token], end: usize) -> bool {
        let mut next = end;
        while tokens.get(next).is_some_and(|t| t.shape == Shape::Break) {
            next += 1;
        }
        if next == end || next >= tokens.len() {
            return false;
        }
        let asked = tokens.get(end).is_some_and(|t| t.hash == hash_word(b"?"));
        if asked && self.is(next, Signal::Answer) {
            return true;
        }
        let stop = sentence_end(tokens, next).min(next + AFTER_REACH);
        self.is(next, Signal::AfterShield) && (next..stop).any(|at| self.is(at, Signal::AfterShield))
    }
}

pub(super) fn sentence_start(tokens: &[Token], at: usize) -> usize {
    let before = tokens.get(..at).unwrap_or_default();
    before.iter().rposition(|t| t.shape == Shape::Break).map_or(0, |place| place + 1)
}

pub(super) fn sentence_end(tokens: &[Token], at: usize) -> usize {
    let after = tokens.get(at..).unwrap_or_default();
    after.iter().position(|t| t.shape == Shape::Break).map_or(tokens.len(), |place| at + place)
}
