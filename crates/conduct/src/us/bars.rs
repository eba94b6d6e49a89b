//! What Regulation F says to the gate of sweeps: the marks of one person, contact point and debt.
//!
//! Each mark is read by the same functions as the rules', and only where nothing known might open it again is it a bar.

use facts::{Channel, ConsentTo, Firm, Meaning, Place, Role, StatusKind, Window};
use jiff::tz::TimeZone;

use super::calls::{is_invitation, particular_debt, placed, talks, was_invited};
use super::consumer::{speaks_of, stands_as_consumer};
use super::counsel::{Counsel, counsel};
use super::medium::{Way, stopped};
use super::reach::{Reach, Whereabouts};
use super::reg_f::{is_forbidden_at_work, notified_to_cease};
use super::zones::{Ground, Zones};
use crate::gate::{Mark, Reason, Reasons, Stretch};
use crate::standing::{Day, DebtSet, EndpointIx, Moment, PersonIx, Said, Standing};

const TIMES: Reasons = Reasons::of(&[Reason::Hours, Reason::Inconvenient]);

/// A call that a sweep thinks of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    pub firm: &'a Firm,
    pub standing: &'a Standing,
    pub person: PersonIx,
    pub to: EndpointIx,
    pub debt: usize,
}

/// Every clock by which the person may live; none where they live abroad and nothing points to a clock.
pub(crate) fn clocks(standing: &Standing, person: PersonIx) -> Option<Vec<TimeZone>> {
    let zones = Zones::of(standing, person);
    (zones.ground != Ground::Abroad && !zones.zones.is_empty()).then_some(zones.zones)
}

impl Call<'_> {
    /// Gives each mark to `give`, calls and talks in time order.
    pub(crate) fn mark(&self, give: &mut impl FnMut(Mark)) {
        give(Mark::Eases(self.eased()));
        let way = Way { channel: Channel::Call, to: Some(self.to) };
        if stopped(self.standing, self.person, way).is_some() {
            give(Mark::Bars(Reason::OptOut));
        }
        if stands_as_consumer(self.standing, self.person) {
            self.mark_consumer(give);
            return;
        }
        // Hours and inconvenient times are the consumer's (1006.6(b)(1)).
        give(Mark::Eases(TIMES));
        if !self.may_always_hear() {
            give(Mark::Bars(Reason::ThirdParty));
            self.mark_calls(give);
        }
    }

    fn mark_consumer(&self, give: &mut impl FnMut(Mark)) {
        let (standing, debt) = (self.standing, DebtSet::one(self.debt));
        if notified_to_cease(standing, self.firm, debt).is_some() {
            give(Mark::Bars(Reason::Cease));
        }
        if matches!(counsel(standing, debt), Counsel::Known { .. }) {
            give(Mark::Bars(Reason::Attorney));
        }
        if self.place() == Whereabouts::At(Place::Work) && is_forbidden_at_work(standing, self.person, Some(self.to)) {
            give(Mark::Bars(Reason::Workplace));
        }
        self.mark_calls(give);
        for said in standing.said() {
            self.mark_times(said, give);
        }
    }

    /// Calls and talks count for each person and particular debt (1006.14(b)(2), (4)).
    fn mark_calls(&self, give: &mut impl FnMut(Mark)) {
        let standing = self.standing;
        let debts = particular_debt(standing, self.debt);
        let ever = Moment::whole(Day(i32::MAX));
        for call in placed(standing, self.person, debts, ever) {
            if !was_invited(standing, self.person, debts, call) {
                give(Mark::Call(day(call.at.day)));
            }
        }
        for talk in talks(standing, self.person, debts, ever) {
            give(Mark::Talk(day(talk.at.day)));
        }
    }

    /// Who hears of the debt whatever happens, 1006.6(d)(1)(ii) to (vi).
    fn may_always_hear(&self) -> bool {
        self.standing.person(self.person).is_some_and(|p| {
            matches!(
                p.role,
                Role::Attorney
                    | Role::ConsumerReportingAgency
                    | Role::Creditor
                    | Role::CreditorAttorney
                    | Role::CollectorAttorney
            )
        })
    }

    fn place(&self) -> Whereabouts {
        let reach = Reach {
            at: Moment::whole(Day(0)),
            channel: Channel::Call,
            to: Some(self.to),
            person: Some(self.person),
            person_at: None,
            debts: DebtSet::one(self.debt),
        };
        reach.whereabouts(self.standing)
    }

    /// What might open something: the whole decision weighs it, the gate only knows that it is there.
    fn eased(&self) -> Reasons {
        const BY_COURT: Reasons = Reasons::of(&[
            Reason::ThirdParty,
            Reason::Attorney,
            Reason::Hours,
            Reason::Inconvenient,
            Reason::Workplace,
        ]);
        const BY_CONSENT: Reasons =
            Reasons::of(&[Reason::Attorney, Reason::Hours, Reason::Inconvenient, Reason::Workplace]);
        const BY_INVITATION: Reasons = Reasons::of(&[Reason::SevenCalls, Reason::RecentTalk]);
        let court = self.standing.changes().iter().any(|c| c.kind == StatusKind::CourtPermission);
        let first = if court { BY_COURT } else { Reasons::NONE };
        self.standing.said().iter().fold(first, |eased, said| {
            let invites = if is_invitation(&said.means) { BY_INVITATION } else { Reasons::NONE };
            eased.or(invites).or(match &said.means {
                Meaning::Consent { to: ConsentTo::Contact, .. } => BY_CONSENT,
                Meaning::Consent { to: ConsentTo::DirectContact, .. } => Reasons::one(Reason::Attorney),
                Meaning::Consent { to: ConsentTo::ThirdParty, .. } => Reasons::one(Reason::ThirdParty),
                Meaning::Convenient { .. } => TIMES,
                _ => Reasons::NONE,
            })
        })
    }

    /// The times that somebody told us are inconvenient.
    fn mark_times(&self, said: &Said, give: &mut impl FnMut(Mark)) {
        let Meaning::Inconvenient { times, places, until } = &said.means else { return };
        if !places.is_empty() || !speaks_of(self.standing, said, self.person) {
            return;
        }
        let zone = self.standing.home_zone();
        let until = match until {
            Some(until) => {
                let last = Moment::of(*until, &zone);
                // One that ends within a day holds for certain on the days before it.
                day(last.day).saturating_sub(u16::from(last.instant.is_some()))
            }
            None if times.is_empty() => day(said.at.day),
            None => u16::MAX,
        };
        if times.is_empty() {
            give(Mark::Closes(Stretch { days: Stretch::WEEK, from: 0, to: 1440, until }));
        }
        for stretch in times.iter().filter_map(|window| stretch(window, until)) {
            give(Mark::Closes(stretch));
        }
    }
}

/// Days of before 1970 are never asked about.
fn day(day: Day) -> u16 {
    u16::try_from(day.0.max(0)).unwrap_or(u16::MAX)
}

/// A window by the person's own clocks, to the minute. Of others the gate knows nothing.
fn stretch(window: &Window, until: u16) -> Option<Stretch> {
    let minute = |clock: facts::Clock| {
        let time = clock.0;
        let whole = time.second() == 0 && time.subsec_nanosecond() == 0;
        whole.then(|| u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs()))
    };
    if window.time_zone.is_some() {
        return None;
    }
    let bits = |days: &[facts::Day]| {
        days.iter().fold(0u8, |set, d| set | 1 << d.weekday().to_monday_zero_offset().unsigned_abs())
    };
    Some(Stretch {
        days: if window.days.is_empty() { Stretch::WEEK } else { bits(&window.days) },
        from: window.from.map_or(Some(0), minute)?,
        to: window.to.map_or(Some(1440), minute)?,
        until,
    })
}
