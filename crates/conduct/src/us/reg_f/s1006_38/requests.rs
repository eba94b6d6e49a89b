//! 1006.38: what the consumer disputed or asked for, whether in writing and in time, and whether it was answered.

use facts::{Firm, Meaning, Money, NoticeKind, Part};
use jiff::civil::Date;

use super::super::s1006_34::periods;
use super::super::s1006_42::is_sent_as_required;
use crate::calendar::Calendar;
use crate::standing::{DebtSet, NoticeSent, Party, Said, Standing};
use crate::us::communication;
use crate::us::consumer::is_direct;

/// Is any of these debts disputed by anybody, in whatever form and whenever?
pub(in crate::us::reg_f) fn is_disputed(standing: &Standing, debts: DebtSet) -> bool {
    standing.said().iter().any(|s| matches!(s.means, Meaning::Dispute { .. }) && s.about.meets(debts))
}

/// All that decides about requests.
#[derive(Debug, Clone, Copy)]
pub(super) struct Requests<'a> {
    pub standing: &'a Standing,
    pub firm: &'a Firm,
    pub calendar: Calendar<'a>,
    pub debts: DebtSet,
}

/// What was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Dispute {
        part: Option<Money>,
    },
    /// It asks for proof, and doesn't say that the debt is disputed.
    Validation,
    OriginalCreditor,
}

/// A written request that nothing answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Open {
    pub wish: Wish,
    /// It came before the validation information was provided, so that no period was running.
    pub early: bool,
    /// The condition by which an answer failed that was begun.
    pub failed: Option<&'static str>,
}

/// When something was said, measured by the validation period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Timely {
    Early,
    InTime,
    Late,
}

/// A dispute, held against an earlier one (1006.38(a)(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    New,
    Duplicative,
    /// Whether it brings new and material information is not known.
    Unclear,
}

impl<'a> Requests<'a> {
    /// The requests about these debts that stand open.
    pub(super) fn open(self) -> impl Iterator<Item = Open> + 'a {
        self.standing.said().iter().enumerate().filter_map(move |(place, said)| self.judge(place, said))
    }

    fn judge(self, place: usize, said: &Said) -> Option<Open> {
        let wish = match &said.means {
            Meaning::Dispute { part, .. } => Wish::Dispute { part: *part },
            Meaning::AsksValidation {} => Wish::Validation,
            Meaning::AsksOriginalCreditor {} => Wish::OriginalCreditor,
            _ => return None,
        };
        if !self.counts(said) {
            return None;
        }
        let timely = self.timely(said);
        if timely == Timely::Late {
            return None;
        }
        let failed = match wish {
            Wish::Dispute { .. } | Wish::Validation => self.failed_verification(place, said)?,
            Wish::OriginalCreditor => self.failed_naming(said)?,
        };
        Some(Open { wish, early: timely == Timely::Early, failed: failed.0 })
    }

    /// By the consumer (or who acts for the estate of a deceased one, comment 38-3), to us, in writing, about these debts.
    fn counts(self, said: &Said) -> bool {
        let by = match said.by {
            Party::Person(person) => communication::stands_for_consumer(self.standing, Some(person)),
            _ => false,
        };
        by && is_direct(said) && said.about.meets(self.debts) && self.is_in_writing(said)
    }

    /// Comment 38-1: on paper, handed over, or by an electronic medium through which we accept what people write.
    fn is_in_writing(self, said: &Said) -> bool {
        let written = said.written.unwrap_or(said.via.is_message());
        written && (!said.via.is_electronic() || self.firm.accepts_electronic.contains(&said.via))
    }

    /// A letter is submitted when it is sent, and binds from receipt. Who answers a notice had it, though it seemed to
    /// come back; but one that came back makes nobody late.
    fn timely(self, said: &Said) -> Timely {
        let about = said.about.and(self.debts);
        let mut timely = Timely::Early;
        for period in periods(self.standing, self.calendar).filter(|p| p.debts.meets(about)) {
            let day = said.at.day;
            if period.from <= day && day <= period.end {
                return Timely::InTime;
            }
            if day > period.end && !period.came_back {
                timely = Timely::Late;
            }
        }
        timely
    }

    /// The debts that still wait for an answer to this.
    fn waiting(self, said: &Said, answers: impl Iterator<Item = &'a NoticeSent>) -> DebtSet {
        let sent = answers.filter(|n| said.known.is_by(n.at) && !communication::notice_came_back(self.standing, n));
        said.about.and(self.debts).without(sent.fold(DebtSet::EMPTY, |all, n| all.or(n.debts)))
    }

    fn notices(self) -> impl Iterator<Item = &'a NoticeSent> {
        self.standing.notices().iter().filter(|n| communication::is_ours(n))
    }

    /// Verification or a copy of a judgment, sent in the manner of 1006.42.
    fn verifications(self) -> impl Iterator<Item = &'a NoticeSent> {
        self.notices().filter(move |n| gives_verification(n) && is_sent_as_required(self.standing, n))
    }

    /// Nothing where the dispute is answered; else why an answer that was begun is none.
    fn failed_verification(self, place: usize, said: &Said) -> Option<(Option<&'static str>,)> {
        let waiting = self.waiting(said, self.verifications());
        if waiting.is_empty() {
            return None;
        }
        let duplicates = || self.notices().filter(|n| n.kind == NoticeKind::DuplicateDispute);
        let is_duplicative = self.likeness(place, said) == Likeness::Duplicative;
        if is_duplicative {
            let complete = duplicates().filter(|n| is_complete_duplicate(n));
            if self.waiting(said, complete).and(waiting).is_empty() {
                return None;
            }
        }
        let later = |n: &&NoticeSent| said.known.is_by(n.at) && n.debts.meets(waiting);
        let failed = if duplicates().any(|n| later(&n)) {
            Some(if is_duplicative { "1006.38(d)(2)(ii)(A)" } else { "1006.38(d)(2)(ii)" })
        } else {
            self.notices().any(|n| n.kind == NoticeKind::Verification && later(&n)).then_some("1006.38(d)(2)(i)")
        };
        Some((failed,))
    }

    /// Nothing where the original creditor was named, or said to be the current one where that is so.
    fn failed_naming(self, said: &Said) -> Option<(Option<&'static str>,)> {
        let named = self.notices().filter(|n| {
            n.kind == NoticeKind::OriginalCreditor
                && says(n, Part::OriginalCreditorName, n.fields.original_creditor_name)
                && is_sent_as_required(self.standing, n)
        });
        let same = self.notices().filter(|n| {
            n.kind == NoticeKind::SameCreditor
                && says(n, Part::SameCreditorStatement, n.fields.same_creditor_statement)
                && says(n, Part::RefersToValidation, n.fields.refers_to_validation)
                && is_sent_as_required(self.standing, n)
                && is_same_creditor(self.standing, said.about.and(self.debts).and(n.debts))
        });
        let waiting = self.waiting(said, named.chain(same));
        if waiting.is_empty() {
            return None;
        }
        let later = |kind| self.notices().any(|n| n.kind == kind && said.known.is_by(n.at) && n.debts.meets(waiting));
        let failed = if later(NoticeKind::SameCreditor) {
            Some("1006.38(c)(2)")
        } else {
            later(NoticeKind::OriginalCreditor).then_some("1006.38(c)(1)")
        };
        Some((failed,))
    }

    /// 1006.38(a)(1), comments -1 and -2: substantially the same as an earlier written dispute within the period that was
    /// already answered with verification, and without new and material information.
    pub(super) fn likeness(self, place: usize, said: &Said) -> Likeness {
        let Meaning::Dispute { like: Some(like), new_information, .. } = &said.means else { return Likeness::New };
        if *new_information == Some(true) || !self.was_answered_before(place, said, *like) {
            return Likeness::New;
        }
        match new_information {
            Some(false) => Likeness::Duplicative,
            _ => Likeness::Unclear,
        }
    }

    fn was_answered_before(self, place: usize, said: &Said, like: Date) -> bool {
        self.standing.said().iter().take(place).any(|earlier| {
            matches!(earlier.means, Meaning::Dispute { .. })
                && (earlier.at.day.date() == like || earlier.known.day.date() == like)
                && self.counts(earlier)
                && self.timely(earlier) == Timely::InTime
                && self.waiting(earlier, self.verifications().filter(|n| n.at.is_by(said.known))).is_empty()
        })
    }

    /// The latest written, timely dispute about these debts, with its place among what was said.
    pub(super) fn latest_dispute(self) -> Option<(usize, &'a Said)> {
        self.standing.said().iter().enumerate().rfind(|(_, s)| {
            matches!(s.means, Meaning::Dispute { .. }) && self.counts(s) && self.timely(s) == Timely::InTime
        })
    }
}

fn gives_verification(notice: &NoticeSent) -> bool {
    notice.kind == NoticeKind::Verification
        && (says(notice, Part::Verification, notice.fields.verification) || notice.contains.has(Part::JudgmentCopy))
}

fn is_complete_duplicate(notice: &NoticeSent) -> bool {
    let fields = &notice.fields;
    says(notice, Part::DuplicateStatement, fields.duplicate_statement)
        && says(notice, Part::DuplicateReasons, fields.duplicate_reasons)
        && says(notice, Part::EarlierResponseReference, fields.earlier_response_reference)
}

fn says(notice: &NoticeSent, part: Part, field: Option<bool>) -> bool {
    notice.contains.has(part) || field == Some(true)
}

/// Is the current creditor the original one, as far as we know otherwise?
pub(super) fn is_same_creditor(standing: &Standing, debts: DebtSet) -> bool {
    debts.iter().filter_map(|i| standing.debt(i)).all(|debt| {
        debt.original_creditor.as_deref().is_none_or(|o| o.trim().eq_ignore_ascii_case(debt.creditor.trim()))
    })
}
