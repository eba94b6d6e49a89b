//! Facts for the properties: cases of the corpus, changed at random into neighbours that nobody wrote down.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use facts::{Ask, Case, Channel, Event, Pack, Purpose, When};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

/// Every case of the corpus whose packs are all written.
pub static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut paths = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases"), &mut paths);
    paths.sort();
    let cases = paths.iter().map(|p| serde_json::from_str::<Case>(&fs::read_to_string(p).unwrap()).unwrap());
    let cases: Vec<Case> = cases.filter(|c| c.regime.iter().all(|p| conduct::Packs::are_written(*p))).collect();
    assert!(cases.len() > 400, "only {} cases were found", cases.len());
    cases
});

/// Those of them that ask whether somebody may be contacted.
pub static CONTACTS: LazyLock<Vec<Case>> =
    LazyLock::new(|| CASES.iter().filter(|c| matches!(c.ask, Ask::Contact(_))).cloned().collect());

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|e| e == "json") {
            found.push(path);
        }
    }
}

/// A case that shows itself as the JSON from which it can be run again.
#[derive(Clone)]
pub struct Shown(pub Case);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&self.0).unwrap())
    }
}

/// One change of a case.
#[derive(Debug, Clone)]
pub enum Change {
    /// The question is asked so many seconds later.
    Later(i64),
    /// One of the events did not happen.
    Without(prop::sample::Index),
    /// One of the events happened once more, so many seconds later.
    Again(prop::sample::Index, i64),
    /// Another way of reaching them.
    By(Channel),
    /// For another end.
    For(Purpose),
    /// To another of the known contact points.
    To(prop::sample::Index),
    /// The person lives by another clock.
    Lives(&'static str),
    /// One part of the communication is left out.
    Lacks(prop::sample::Index),
    /// What happened in another case happened here too, so far as the same people and debts are known.
    Also(prop::sample::Index),
}

const ZONES: [&str; 6] = [
    "America/New_York",
    "America/Chicago",
    "America/Phoenix",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Europe/London",
];

const WEEKS_SECONDS: i64 = 5 * 7 * 24 * 3600;

pub fn change() -> impl Strategy<Value = Change> {
    use Channel::{Call, Email, InPerson, Letter, SocialPrivate, Text, Voicemail};
    use Purpose::{Collect, ConfirmOptOut, Location, NotifyRemedy, Reply, TerminateEfforts};
    let channels = prop::sample::select(vec![Call, Voicemail, Text, Email, Letter, InPerson, SocialPrivate]);
    let purposes =
        prop::sample::select(vec![Collect, Collect, Reply, Location, NotifyRemedy, TerminateEfforts, ConfirmOptOut]);
    prop_oneof![
        4 => (-7200i64..WEEKS_SECONDS).prop_map(Change::Later),
        2 => any::<prop::sample::Index>().prop_map(Change::Without),
        2 => (any::<prop::sample::Index>(), -WEEKS_SECONDS..WEEKS_SECONDS).prop_map(|(i, s)| Change::Again(i, s)),
        2 => channels.prop_map(Change::By),
        1 => purposes.prop_map(Change::For),
        1 => any::<prop::sample::Index>().prop_map(Change::To),
        1 => prop::sample::select(&ZONES[..]).prop_map(Change::Lives),
        1 => any::<prop::sample::Index>().prop_map(Change::Lacks),
        1 => any::<prop::sample::Index>().prop_map(Change::Also),
    ]
}

/// A case of the corpus with up to four changes.
pub fn case(from: &'static [Case]) -> impl Strategy<Value = Shown> {
    (prop::sample::select(from), prop::collection::vec(change(), 0..4)).prop_map(|(mut case, changes)| {
        for change in &changes {
            apply(change, &mut case);
        }
        case.expect = None;
        Shown(case)
    })
}

fn apply(change: &Change, case: &mut Case) {
    match change {
        Change::Later(seconds) => ask_at(&mut case.ask, |at| moved(at, *seconds)),
        Change::Without(index) if !case.history.is_empty() => {
            case.history.remove(index.index(case.history.len()));
        }
        Change::Again(index, seconds) if !case.history.is_empty() => {
            let event = index.get(&case.history).clone();
            case.history.push(event_at(&event, |at| moved(at, *seconds)));
        }
        Change::Also(index) => {
            let other = index.get(&CASES);
            let same_regime = other.regime.iter().any(|p| case.regime.contains(p));
            if same_regime {
                case.history.extend(other.history.iter().cloned());
            }
        }
        Change::Lives(zone) => {
            for residence in case.people.iter_mut().filter_map(|p| p.residence.as_mut()) {
                // Nobody lives in a country and by another's clock.
                let fits = (residence.country == "GB") == (*zone == "Europe/London");
                if residence.time_zone.is_some() && fits {
                    residence.time_zone = Some((*zone).to_owned());
                }
            }
        }
        _ => ask_otherwise(change, case),
    }
}

fn ask_otherwise(change: &Change, case: &mut Case) {
    let Ask::Contact(ask) = &mut case.ask else { return };
    match change {
        Change::By(channel) => ask.channel = *channel,
        Change::For(purpose) => ask.purpose = *purpose,
        Change::To(index) if !case.endpoints.is_empty() => {
            let endpoint = index.get(&case.endpoints);
            ask.to = Some(endpoint.id.clone());
            ask.person = Some(endpoint.person.clone());
        }
        Change::Lacks(index) if !ask.contains.is_empty() => {
            ask.contains.remove(index.index(ask.contains.len()));
        }
        _ => {}
    }
}

/// The question at another moment.
pub fn ask_at(ask: &mut Ask, change: impl Fn(When) -> When) {
    let optional = |at: &mut Option<When>| *at = at.map(&change);
    match ask {
        Ask::Contact(ask) => ask.at = change(ask.at),
        Ask::Notice(ask) => ask.at = change(ask.at),
        Ask::Act(ask) => ask.at = change(ask.at),
        Ask::Content(ask) => optional(&mut ask.at),
        Ask::Date(ask) => optional(&mut ask.at),
        Ask::Plan(ask) => optional(&mut ask.at),
    }
}

/// So many seconds later; of a day, so many whole days.
pub fn moved(at: When, seconds: i64) -> When {
    const DAY: i64 = 24 * 3600;
    match at {
        When::Day(day) => {
            let days = jiff::Span::new().days(seconds.div_euclid(DAY));
            When::Day(day.checked_add(days).unwrap())
        }
        When::Time { instant, offset } => {
            let instant: Timestamp = instant.checked_add(SignedDuration::from_secs(seconds)).unwrap();
            When::Time { instant, offset }
        }
    }
}

/// The same event at another moment.
pub fn event_at(event: &Event, change: impl Fn(When) -> When) -> Event {
    let mut event = event.clone();
    let at = match &mut event {
        Event::Call(e) => &mut e.at,
        Event::Message(e) => &mut e.at,
        Event::Visit(e) => &mut e.at,
        Event::Statement(e) => {
            e.received = e.received.map(&change);
            &mut e.at
        }
        Event::Notice(e) => &mut e.at,
        Event::Check(e) => &mut e.at,
        Event::Status(e) => &mut e.at,
        Event::Payment(e) => &mut e.at,
    };
    *at = change(*at);
    event
}

/// Does the case belong to the law of the United States?
pub fn is_american(case: &Case) -> bool {
    !case.regime.iter().any(|p| matches!(p, Pack::Uk | Pack::UkEw | Pack::UkSct | Pack::UkNi))
}
