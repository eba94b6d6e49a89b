//! The facts of one question to the gate, by chance: a person, three contact points, two debts, twenty events.
//!
//! The same facts are written in each side's own form: as the log that we keep, packed, as JSON for Rego, and as the
//! flags, counts and clocks that Cedar needs to be given.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use serde_json::{Value, json};

use crate::dice::Dice;

pub const EVENTS: usize = 20;
pub const DAY: i64 = 86_400;
/// Tuesday 10 November 2026: no clock changes within the weeks around it.
const FIRST_DAY: i64 = 20_767;

pub const ZONES: [&str; 4] = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"];
pub const CONSUMER: u8 = 0;
pub const THIRD: u8 = 1;
pub const PEOPLE: [&str; 3] = ["ana", "tom", "law"];
/// The consumer's mobile and their telephone at work, and the mobile of somebody else.
pub const POINTS: [&str; 3] = ["cell", "work", "other"];
pub const OWNERS: [u8; 3] = [CONSUMER, CONSUMER, THIRD];
pub const DEBTS: [&str; 2] = ["card", "loan"];
pub const CAUSES: [&str; 3] = ["bankruptcy", "death", "breathing_space"];

pub struct Facts {
    /// The residence's zone, and that of the consumer's mobile.
    pub zones: [&'static str; 2],
    /// Offsets in minutes.
    pub home: i16,
    pub west: i16,
    pub east: i16,
    pub events: [Event; EVENTS],
    pub to: u8,
    pub debt: u8,
    pub at: i64,
}

/// Something that happened, at a second since 1970.
#[derive(Clone, Copy)]
pub struct Event {
    pub at: i64,
    pub what: What,
}

#[derive(Clone, Copy)]
pub enum What {
    /// We called; 0 busy, 1 rang out, 2 a talk, 3 a voicemail.
    Call {
        to: u8,
        debt: u8,
        outcome: u8,
    },
    /// They called us, and we talked.
    CallsUs {
        debt: u8,
    },
    StopsCalls,
    AllowsCalls,
    Ceases {
        debt: u8,
    },
    Represented {
        debt: u8,
    },
    NoLongerRepresented {
        debt: u8,
    },
    EmployerForbids,
    Inconvenient {
        days: u8,
        from: u16,
        to: u16,
        until: u16,
    },
    /// A hold, by its cause; `until` is its last day, `u16::MAX` without one.
    Hold {
        cause: u8,
        debt: u8,
        until: u16,
    },
    /// All holds for that cause about that debt end.
    Release {
        cause: u8,
        debt: u8,
    },
    Pays,
}

pub const OUTCOMES: [&str; 4] = ["busy", "no_answer", "conversation", "voicemail"];

impl Facts {
    pub fn by_chance(dice: &mut Dice) -> Facts {
        let zones = [pick(dice, &ZONES), pick(dice, &ZONES)];
        let offsets = zones.map(offset);
        let home = offsets[0];
        let (west, east) = (offsets[0].min(offsets[1]), offsets[0].max(offsets[1]));
        let to = if dice.percent(4) { 2 } else { dice.below(2) as u8 };
        let debt = dice.below(2) as u8;
        // Twelve days of history, then the question, in the daytime more often than not.
        // Between 17:00 and 23:00 UTC it is day by all the clocks: a call of ours at night would be held against us.
        let moment = |dice: &mut Dice| {
            let day = FIRST_DAY + dice.below(12) as i64;
            day * DAY + 17 * 3600 + dice.below(6 * 3600) as i64
        };
        let mut times: Vec<i64> = (0..EVENTS).map(|_| moment(dice)).collect();
        times.sort_unstable();
        times.dedup();
        while times.len() < EVENTS {
            times.push(times[times.len() - 1] + 1);
        }
        let hour = if dice.percent(80) { 16 + dice.below(8) } else { dice.below(24) };
        let day = FIRST_DAY + 12 + dice.below(4) as i64;
        let at = day * DAY + hour as i64 * 3600 + dice.below(3600) as i64;
        let busy = dice.percent(25);
        let mut events = [Event { at: 0, what: What::Pays }; EVENTS];
        for (event, at) in events.iter_mut().zip(times) {
            *event = Event { at, what: happening(dice, at) };
            if busy && let What::Call { to: placed, debt: about, outcome } = &mut event.what {
                // Somebody whom we try again and again at one number.
                (*placed, *about, *outcome) = (to, debt, (*outcome).min(1));
            }
        }
        one_hold_each(&mut events);
        Facts { zones, home, west, east, events, to, debt, at }
    }

    /// The day of a moment at home.
    pub fn day(&self, at: i64) -> i64 {
        (at + i64::from(self.home) * 60).div_euclid(DAY)
    }
}

/// The gate keeps three stretches of time and the last hold of a kind; so do the facts.
fn one_hold_each(events: &mut [Event]) {
    let mut stretches = 0;
    let mut held = [[false; 2]; 3];
    for event in events {
        match event.what {
            What::Inconvenient { .. } => {
                stretches += 1;
                if stretches > 3 {
                    event.what = What::Pays;
                }
            }
            What::Hold { cause, debt, .. } => {
                let before = &mut held[usize::from(cause)][usize::from(debt)];
                if *before {
                    event.what = What::Pays;
                }
                *before = true;
            }
            _ => {}
        }
    }
}

fn happening(dice: &mut Dice, at: i64) -> What {
    let debt = dice.below(2) as u8;
    let cause = dice.below(3) as u8;
    let day = (at / DAY) as u16;
    match dice.below(1000) {
        0..660 => {
            let to = if dice.percent(10) { 2 } else { dice.below(2) as u8 };
            let outcome = match dice.below(100) {
                0..15 => 0,
                15..70 => 1,
                70..77 => 2,
                _ => 3,
            };
            What::Call { to, debt, outcome }
        }
        660..680 => What::CallsUs { debt },
        680..695 => What::StopsCalls,
        695..715 => What::AllowsCalls,
        715..725 => What::Ceases { debt },
        725..740 => What::Represented { debt },
        740..755 => What::NoLongerRepresented { debt },
        755..770 => What::EmployerForbids,
        770..800 => {
            let from = dice.below(96) as u16 * 15;
            let to = dice.below(96) as u16 * 15;
            let days = if dice.percent(30) { 0x7f } else { 1 + dice.below(127) as u8 };
            let until = if dice.percent(50) { u16::MAX } else { day + dice.below(10) as u16 };
            What::Inconvenient { days, from, to, until }
        }
        800..820 => {
            let until = if dice.percent(50) { u16::MAX } else { day + dice.below(14) as u16 };
            What::Hold { cause, debt, until }
        }
        820..850 => What::Release { cause, debt },
        _ => What::Pays,
    }
}

fn pick(dice: &mut Dice, from: &[&'static str]) -> &'static str {
    from[dice.below(from.len() as u64) as usize]
}

fn offset(zone: &str) -> i16 {
    let at = Timestamp::from_second(FIRST_DAY * DAY).expect("a moment of 2026");
    (TimeZone::get(zone).expect("a zone").to_offset(at).seconds() / 60) as i16
}

pub fn date(day: i64) -> String {
    civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(day)).expect("a day of 2026").to_string()
}

fn moment(at: i64) -> String {
    Timestamp::from_second(at).expect("a moment of 2026").to_string()
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Facts {
    /// People, contact points and debts as a case has them.
    pub fn dossier(&self) -> Value {
        let person = |id: &str, role: &str| json!({"id": id, "role": role, "name": format!("Somebody {id}")});
        let mut consumer = person(PEOPLE[0], "consumer");
        consumer["residence"] = json!({"country": "US", "time_zone": self.zones[0]});
        json!({
            "people": [consumer, person(PEOPLE[1], "third_party"), person(PEOPLE[2], "attorney")],
            "endpoints": [
                {"id": "cell", "kind": "mobile", "value": "+12125550100", "person": "ana", "time_zone": self.zones[1],
                 "source": "consumer"},
                {"id": "work", "kind": "landline", "value": "+12125550101", "person": "ana", "place": "work",
                 "time_zone": self.zones[0], "source": "consumer"},
                {"id": "other", "kind": "mobile", "value": "+12125550102", "person": "tom", "source": "consumer"},
            ],
            "debts": [
                {"id": "card", "kind": "credit_card", "creditor": "First Bank", "balance": "640.00 USD"},
                {"id": "loan", "kind": "other", "creditor": "Second Bank", "balance": "90.00 USD"},
            ],
        })
    }

    /// The events as a case has them, without our own (holds).
    pub fn history(&self) -> Vec<Value> {
        self.events.iter().filter_map(event_of_case).collect()
    }

    /// The whole log as it is kept, our own events among it.
    pub fn log(&self) -> Value {
        let mut recorded = self.dossier();
        recorded["event"] = json!("recorded");
        recorded["at"] = json!(moment(FIRST_DAY * DAY - DAY));
        let facts = std::iter::once(json!({"house": recorded}));
        let mut open: Vec<(u8, u8, usize)> = Vec::new();
        let mut entries = Vec::new();
        for (n, event) in self.events.iter().enumerate() {
            match event.what {
                What::Hold { cause, debt, until } => {
                    open.push((cause, debt, n));
                    let mut hold = json!({"event": "hold", "at": moment(event.at), "hold": format!("h{n}"),
                        "cause": CAUSES[usize::from(cause)], "debts": [DEBTS[usize::from(debt)]]});
                    if until != u16::MAX {
                        hold["until"] = json!(date(i64::from(until)));
                    }
                    entries.push(json!({"house": hold}));
                }
                What::Release { cause, debt } => {
                    for (_, _, n) in open.iter().filter(|(c, d, _)| (*c, *d) == (cause, debt)) {
                        entries.push(json!({"house": {"event": "hold_released", "at": moment(event.at),
                            "hold": format!("h{n}"), "why": "it is over"}}));
                    }
                }
                _ => entries.extend(event_of_case(event).map(|e| json!({"event": e}))),
            }
        }
        let all = facts.chain(entries).enumerate();
        Value::Array(
            all.map(
                |(n, fact)| json!({"id": format!("evt_{n}"), "recorded": moment(self.at), "by": "bench", "fact": fact}),
            )
            .collect(),
        )
    }

    /// The question as a case has it.
    pub fn ask(&self) -> Value {
        json!({
            "kind": "contact", "at": moment(self.at), "channel": "call", "purpose": "collect",
            "to": POINTS[usize::from(self.to)], "debts": [DEBTS[usize::from(self.debt)]],
            "contains": ["caller_identity", "initial_disclosure", "collector_disclosure", "validation_information"],
        })
    }
}

fn event_of_case(event: &Event) -> Option<Value> {
    let at = moment(event.at);
    let said = |mut said: Value, about: Option<u8>, via: &str| {
        said["at"] = json!(at);
        said["event"] = json!("statement");
        said["by"] = json!("ana");
        said["via"] = json!(via);
        if let Some(debt) = about {
            said["about"] = json!([DEBTS[usize::from(debt)]]);
        }
        said
    };
    Some(match event.what {
        What::Call { to, debt, outcome } => json!({"at": at, "event": "call", "by": "collector",
            "to": POINTS[usize::from(to)], "person": PEOPLE[usize::from(OWNERS[usize::from(to)])],
            "debts": [DEBTS[usize::from(debt)]], "outcome": OUTCOMES[usize::from(outcome)]}),
        What::CallsUs { debt } => json!({"at": at, "event": "call", "by": "ana", "from": "cell", "person": "ana",
            "debts": [DEBTS[usize::from(debt)]], "outcome": "conversation"}),
        What::StopsCalls => said(json!({"means": "stop_channel", "channel": "call"}), None, "email"),
        What::AllowsCalls => said(json!({"means": "allow_channel", "channel": "call"}), None, "email"),
        What::Ceases { debt } => said(json!({"means": "cease"}), Some(debt), "letter"),
        What::Represented { debt } => {
            said(json!({"means": "represented", "attorney": "law", "ascertainable": true}), Some(debt), "letter")
        }
        What::NoLongerRepresented { debt } => said(json!({"means": "no_longer_represented"}), Some(debt), "letter"),
        What::EmployerForbids => said(json!({"means": "employer_forbids"}), None, "letter"),
        What::Inconvenient { days, from, to, until } => {
            let named: Vec<&str> = (0..7).filter(|n| days >> n & 1 == 1).map(|n| WEEK[n]).collect();
            let mut means =
                json!({"means": "inconvenient", "times": [{"days": named, "from": clock(from), "to": clock(to)}]});
            if until != u16::MAX {
                means["until"] = json!(date(i64::from(until)));
            }
            said(means, None, "email")
        }
        What::Pays => json!({"at": at, "event": "payment", "by": "ana", "amount": "10.00 USD",
            "debts": ["card"]}),
        What::Hold { .. } | What::Release { .. } => return None,
    })
}
