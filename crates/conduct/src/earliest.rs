//! Not only no, but when yes: the first moment at which the same contact would be permitted.

use facts::{Firm, Verdict, When};

use crate::decide::{Question, decide_at, moment};
use crate::decision::Decision;
use crate::rule::Packs;
use crate::standing::{Moment, Standing};

/// So many times a later moment is tried before we say that none is known.
const TRIES_MAX: usize = 64;

/// Each finding that stands in the way says until when it stands; the latest of these is tried next.
/// Where one has no end, there is no earliest moment that the rules fix.
pub(crate) fn earliest(
    packs: &Packs,
    firm: &Firm,
    standing: &Standing,
    question: &Question,
    first: &Decision,
) -> Option<When> {
    let mut at = moment(standing, question.ask)?;
    let mut ends = ends(first)?;
    for _ in 0..TRIES_MAX {
        if !at.is_before(ends) {
            return None;
        }
        at = ends;
        let decision = decide_at(packs, firm, standing, question, Some(at));
        if decision.verdict == Some(Verdict::Permit) {
            return Some(at.when(&standing.home_zone()));
        }
        ends = self::ends(&decision)?;
    }
    None
}

/// When the last of the findings that stand in the way ends; nothing where one of them doesn't.
fn ends(decision: &Decision) -> Option<Moment> {
    let mut latest: Option<Moment> = None;
    for finding in decision.findings.iter().filter(|f| f.verdict > Verdict::Permit) {
        let until = finding.until?;
        latest = Some(match latest {
            Some(known) if !known.is_before(until) => known,
            _ => until,
        });
    }
    latest
}
