//! Ours, without a standing: the twenty events in sixteen bytes each, folded into a row and asked.

use conduct::{Gate, Mark, Reason, Stretch};

use super::facts::{CONSUMER, EVENTS, Facts, OWNERS, THIRD, What};

#[derive(Clone, Copy)]
pub struct Packed {
    pub at: i64,
    home: i16,
    west: i16,
    east: i16,
    to: u8,
    debt: u8,
    person: u8,
    events: [PackedEvent; EVENTS],
}

#[derive(Clone, Copy, Default)]
struct PackedEvent {
    day: u16,
    kind: Kind,
    debt: u8,
    /// The contact point of a call, the cause of a hold.
    of: u8,
    days: u8,
    from: u16,
    to: u16,
    until: u16,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    #[default]
    Other,
    Attempt,
    Conversation,
    CallsUs,
    Stops,
    Allows,
    Ceases,
    Represented,
    NoLongerRepresented,
    EmployerForbids,
    Inconvenient,
    Hold,
    Release,
}

const _: () = assert!(size_of::<PackedEvent>() <= 16);

impl Packed {
    pub fn of(facts: &Facts) -> Packed {
        let mut events = [PackedEvent::default(); EVENTS];
        for (packed, event) in events.iter_mut().zip(&facts.events) {
            let plain = |kind: Kind, debt: u8, of: u8| PackedEvent { kind, debt, of, ..PackedEvent::default() };
            *packed = match event.what {
                What::Call { outcome: 0, .. } | What::Pays => plain(Kind::Other, 0, 0),
                What::Call { to, debt, outcome: 2 } => plain(Kind::Conversation, debt, to),
                What::Call { to, debt, .. } => plain(Kind::Attempt, debt, to),
                What::CallsUs { debt } => plain(Kind::CallsUs, debt, 0),
                What::StopsCalls => plain(Kind::Stops, 0, 0),
                What::AllowsCalls => plain(Kind::Allows, 0, 0),
                What::Ceases { debt } => plain(Kind::Ceases, debt, 0),
                What::Represented { debt } => plain(Kind::Represented, debt, 0),
                What::NoLongerRepresented { debt } => plain(Kind::NoLongerRepresented, debt, 0),
                What::EmployerForbids => plain(Kind::EmployerForbids, 0, 0),
                What::Inconvenient { days, from, to, until } => {
                    PackedEvent { kind: Kind::Inconvenient, days, from, to, until, ..PackedEvent::default() }
                }
                What::Hold { cause, debt, until } => {
                    PackedEvent { kind: Kind::Hold, debt, of: cause, until, ..PackedEvent::default() }
                }
                What::Release { cause, debt } => plain(Kind::Release, debt, cause),
            };
            packed.day = facts.day(event.at) as u16;
        }
        let Facts { home, west, east, to, debt, at, .. } = *facts;
        Packed { at, home, west, east, to, debt, person: OWNERS[usize::from(to)], events }
    }

    /// Scans the events for those that bear on the contact point and the debt.
    pub fn fold(&self) -> Gate {
        let mut gate = Gate::open(0, u32::MAX, self.home, self.west, self.east);
        if self.person == THIRD {
            gate.apply(Mark::Bars(Reason::ThirdParty));
            gate.apply(Mark::Eases(conduct::Reasons::of(&[Reason::Hours, Reason::Inconvenient])));
        }
        for event in &self.events {
            match event.kind {
                Kind::Hold | Kind::Release => self.hold(&mut gate, event),
                Kind::Attempt | Kind::Conversation => self.call(&mut gate, event),
                _ if self.person == CONSUMER => self.consumer(&mut gate, event),
                _ => {}
            }
        }
        gate
    }

    #[inline]
    fn call(&self, gate: &mut Gate, event: &PackedEvent) {
        if event.debt == self.debt && OWNERS[usize::from(event.of)] == self.person {
            gate.apply(Mark::Call(event.day));
            if event.kind == Kind::Conversation {
                gate.apply(Mark::Talk(event.day));
            }
        }
    }

    #[inline]
    fn consumer(&self, gate: &mut Gate, event: &PackedEvent) {
        let same_debt = event.debt == self.debt;
        match event.kind {
            Kind::CallsUs if same_debt => gate.apply(Mark::Talk(event.day)),
            Kind::Stops => gate.apply(Mark::Bars(Reason::OptOut)),
            Kind::Allows => gate.apply(Mark::Lifts(Reason::OptOut)),
            Kind::Ceases if same_debt => gate.apply(Mark::Bars(Reason::Cease)),
            Kind::Represented if same_debt => gate.apply(Mark::Bars(Reason::Attorney)),
            Kind::NoLongerRepresented if same_debt => gate.apply(Mark::Lifts(Reason::Attorney)),
            Kind::EmployerForbids if self.to == 1 => gate.apply(Mark::Bars(Reason::Workplace)),
            Kind::Inconvenient => {
                let PackedEvent { days, from, to, until, .. } = *event;
                gate.apply(Mark::Closes(Stretch { days, from, to, until }));
            }
            _ => {}
        }
    }

    #[inline]
    fn hold(&self, gate: &mut Gate, event: &PackedEvent) {
        if event.debt != self.debt {
            return;
        }
        let reason = [Reason::Bankruptcy, Reason::Death, Reason::Moratorium][usize::from(event.of)];
        match (event.kind, event.until) {
            (Kind::Release, _) => gate.apply(Mark::Lifts(reason)),
            (_, u16::MAX) => gate.apply(Mark::Bars(reason)),
            (_, until) => gate.apply(Mark::Rests(reason, until)),
        }
    }
}
