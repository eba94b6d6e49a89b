//! Were creditor and customer in touch in the limitation period (CONC 7.15.4R, 7.15.5G)?

use super::barred::{Nation, limit};
use crate::rule::Asked;
use crate::standing::Day;

/// How creditor and customer were in touch in the limitation period of a debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InTouch {
    Regularly,
    /// There was some contact, and nobody says that it was regular.
    Sometimes,
    Never,
    Unknown,
}

pub(super) fn in_touch<A>(asked: &Asked<A>, ix: usize) -> InTouch {
    let Some(debt) = asked.standing.debt(ix) else { return InTouch::Unknown };
    if debt.regular_contact == Some(true) {
        return InTouch::Regularly;
    }
    let first = debt.accrued.map(Day::of);
    let limit = Nation::of(asked.regime).and_then(|nation| limit(asked.standing, ix, nation));
    let within = |day: Day| first.is_none_or(|f| f <= day) && limit.is_none_or(|l| day <= l.last);
    let last = debt.last_contact.map(Day::of);
    // Any contact after the period says nothing of what was in it.
    match (last, debt.regular_contact) {
        (Some(last), _) if first.is_some_and(|first| last < first) => InTouch::Never,
        (Some(last), _) if first.is_some() && within(last) => InTouch::Sometimes,
        (_, Some(false)) => InTouch::Never,
        _ => InTouch::Unknown,
    }
}
