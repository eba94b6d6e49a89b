//! When a debt is barred by time: six years in England and Wales, five in Scotland (and there it is extinguished).

use facts::{Channel, Meaning, Pack, Role, StatusKind};

use crate::calendar::Holidays;
use crate::rule::Asked;
use crate::standing::{Day, Paid, Said, Standing};

/// Whose law of limitation, courts and holidays counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nation {
    EnglandAndWales,
    Scotland,
    NorthernIreland,
}

impl Nation {
    /// The nation of the packs in force; none where only `uk` is.
    pub(super) fn of(regime: &[Pack]) -> Option<Nation> {
        if regime.contains(&Pack::UkEw) {
            Some(Nation::EnglandAndWales)
        } else if regime.contains(&Pack::UkSct) {
            Some(Nation::Scotland)
        } else if regime.contains(&Pack::UkNi) {
            Some(Nation::NorthernIreland)
        } else {
            None
        }
    }

    /// The nation's bank holidays.
    pub(super) const fn holidays(self) -> Holidays {
        match self {
            Nation::EnglandAndWales => Holidays::EnglandAndWales,
            Nation::Scotland => Holidays::Scotland,
            Nation::NorthernIreland => Holidays::NorthernIreland,
        }
    }
}

/// How a period of limitation ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limit {
    /// The last day on which a claim is in time.
    pub(super) last: Day,
    /// The period was started again by a payment.
    pub(super) paid: bool,
    /// The period was started again by an acknowledgment.
    pub(super) acknowledged: bool,
    /// How often it was started again.
    pub(super) restarts: u32,
    /// A payment or acknowledgment came when the period had run, and revived nothing.
    pub(super) came_too_late: bool,
    /// An acknowledgment did not count for want of writing or signature.
    pub(super) informal: bool,
}

/// LA s.5: six years.
const MONTHS_ENGLAND: i32 = 72;
/// PLSA s.6: five years.
const MONTHS_SCOTLAND: i32 = 60;

/// The period of limitation of a debt, as far as its facts fix it. A claim that was made in time stops the period.
///
/// England and Wales: LA s.5 (six years, the day of accrual left out), s.29(5) (a signed written acknowledgment or a
/// payment starts it again), s.29(7) (again and again, but never once it has run), s.30 (in writing and signed).
/// Scotland: PLSA s.6 (five years), s.10 (performance, or an unequivocal written admission).
pub(super) fn limit(standing: &Standing, debt: usize, nation: Nation) -> Option<Limit> {
    run(standing, debt, nation, accrued(standing, debt)?)
}

/// The same for a cause of action that accrued on a given day.
pub(super) fn run(standing: &Standing, debt: usize, nation: Nation, accrued: Day) -> Option<Limit> {
    let months = match nation {
        Nation::EnglandAndWales => MONTHS_ENGLAND,
        Nation::Scotland => MONTHS_SCOTLAND,
        // The Limitation (Northern Ireland) Order 1989 was not read.
        Nation::NorthernIreland => return None,
    };
    let mut limit = Limit {
        last: accrued.plus_months(months),
        paid: false,
        acknowledged: false,
        restarts: 0,
        came_too_late: false,
        informal: false,
    };
    let mut events = restarts(standing, debt, nation, &mut limit);
    events.sort_unstable();
    for (day, is_payment) in events {
        if day < accrued {
            continue;
        }
        if day > limit.last {
            limit.came_too_late = true;
            continue;
        }
        limit.last = day.plus_months(months);
        limit.restarts = limit.restarts.saturating_add(1);
        limit.paid |= is_payment;
        limit.acknowledged |= !is_payment;
    }
    if claimed_by(standing, debt, limit.last) { None } else { Some(limit) }
}

/// Is the debt barred on the day of the question: because the facts say so, or because its days came to it?
pub(super) fn is_barred<A>(asked: &Asked<A>, debt: usize) -> bool {
    if asked.standing.debt(debt).is_some_and(|d| d.time_barred == Some(true)) {
        return true;
    }
    // Where it isn't known whose law holds, several packs stand together, and the strictest answers.
    [(Pack::UkEw, Nation::EnglandAndWales), (Pack::UkSct, Nation::Scotland)].into_iter().any(|(pack, nation)| {
        asked.regime.contains(&pack)
            && limit(asked.standing, debt, nation).is_some_and(|limit| asked.day() > limit.last)
    })
}

/// The day on which the cause of action accrued: as known, else the day that a default notice gave (a claim that
/// needs the notice accrues only then: Doyle v PRA).
fn accrued(standing: &Standing, debt: usize) -> Option<Day> {
    let known = standing.debt(debt)?.accrued.map(Day::of);
    known.or_else(|| notice_expiry(standing, debt))
}

/// The day that the first default notice about the debt gave, but for one by which the breach was put right.
pub(super) fn notice_expiry(standing: &Standing, debt: usize) -> Option<Day> {
    let notice = standing
        .notices()
        .iter()
        .find(|n| n.kind == facts::NoticeKind::Default && n.debts.holds(debt) && n.fields.remedied != Some(true))?;
    notice.fields.act_before.map(Day::of)
}

fn restarts(standing: &Standing, debt: usize, nation: Nation, limit: &mut Limit) -> Vec<(Day, bool)> {
    let mut events: Vec<(Day, bool)> = Vec::new();
    // A payment that names no debt is for all of them.
    let of_debt = |paid: &&Paid| paid.debts.is_empty() || paid.debts.holds(debt);
    for paid in standing.payments().iter().filter(of_debt).filter(|p| !p.refused) {
        events.push((paid.dated.map_or(paid.at.day, Day::of), true));
    }
    for said in standing.said().iter().filter(|s| s.about.holds(debt)) {
        let Meaning::Acknowledges { signed } = said.means else { continue };
        // LA s.31(6): an acknowledgment binds only the one who makes it.
        if standing.role(said.by) == Some(Role::JointDebtor) {
            continue;
        }
        let counts = is_written(said) && (nation == Nation::Scotland || signed == Some(true));
        if counts {
            events.push((said.at.day, false));
        } else {
            limit.informal = true;
        }
    }
    events
}

fn is_written(said: &Said) -> bool {
    said.written.unwrap_or(matches!(said.via, Channel::Letter | Channel::Email))
}

/// A claim was issued, or judgment given, while the period ran.
fn claimed_by(standing: &Standing, debt: usize, last: Day) -> bool {
    standing.changes().iter().any(|c| {
        matches!(c.kind, StatusKind::Litigation | StatusKind::Judgment)
            && c.debts.holds(debt)
            && c.from.unwrap_or(c.at).day <= last
    })
}
