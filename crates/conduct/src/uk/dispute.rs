//! A dispute of a debt: is it open, and was it answered with reasons?

use facts::{Meaning, NoticeKind};

use crate::rule::Asked;
use crate::standing::{Moment, Said};

/// How a dispute of the debts stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dispute {
    /// Nobody disputes them.
    None,
    /// It was raised and not answered.
    Open,
    /// We said that it is not upheld, and showed nothing for it.
    AnsweredBare,
    /// It was not upheld, and we showed why.
    Answered,
}

/// How the latest dispute of any of the debts stands. One that repeats an earlier one and brings nothing new does not
/// open again what was answered.
pub(super) fn dispute<A>(asked: &Asked<A>) -> Dispute {
    let mut standing = Dispute::None;
    let mut answered = false;
    for said in asked.standing.said().iter().filter(|s| s.with.is_none() && s.about.meets(asked.debts)) {
        let Meaning::Dispute { like, new_information, .. } = &said.means else { continue };
        if like.is_some() && *new_information != Some(true) && answered {
            continue;
        }
        let answer = answer_after(asked, said);
        // A dispute that is open stays so until it is answered, whatever came of others.
        if standing != Dispute::Open {
            standing = answer;
        }
        answered = answer != Dispute::Open;
    }
    standing
}

/// Was there a deadlock: the debt is acknowledged, and a plan proposed that is not acceptable?
pub(super) fn is_deadlocked<A>(asked: &Asked<A>) -> bool {
    let kind = facts::StatusKind::Deadlocked;
    asked.standing.changes().iter().any(|c| c.kind == kind && c.debts.meets(asked.debts))
}

fn answer_after<A>(asked: &Asked<A>, said: &Said) -> Dispute {
    let after = |at: Moment| said.known.is_by(at);
    let answer = asked.standing.notices().iter().rfind(|n| {
        n.kind == NoticeKind::DisputeOutcome && n.with.is_none() && n.debts.meets(said.about) && after(n.at)
    });
    match answer {
        // What was upheld, or ended in a way that nobody told, is no debt to pursue.
        Some(notice) if notice.fields.outcome.as_deref() != Some("not_upheld") => Dispute::Open,
        Some(notice) if !notice.fields.evidence.is_empty() => Dispute::Answered,
        Some(_) => Dispute::AnsweredBare,
        None => Dispute::Open,
    }
}
