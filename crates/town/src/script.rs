//! Scripted people: what somebody may do on a day. Mostly nothing; now and then what real people do.

use facts::{
    Call, CallOutcome, Channel, ConsentTo, EndpointId, EndpointKind, Entry, Event, Fact, Handover, Hold, HoldCause,
    HouseEvent, Meaning, Message, PersonId, Preference, Safety, SafetyLevel, SafetyReleased, Statement, When,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::Dice;

/// What one person does, by the seed of the town and their own name.
#[derive(Debug, Clone)]
pub struct Script<'a> {
    seed: u64,
    name: &'a str,
}

/// What the log tells of a person, as far as it matters for what they do next.
#[derive(Debug, Default)]
struct Life {
    consumer: Option<PersonId>,
    endpoints: Vec<(EndpointId, Channel)>,
    /// They wrote at this moment, and nobody has answered.
    waits_since: Option<Timestamp>,
    stopped: Vec<Channel>,
    stopped_points: Vec<EndpointId>,
    ceased: bool,
    danger_since: Option<Timestamp>,
    handed_over_since: Option<Timestamp>,
}

impl<'a> Script<'a> {
    /// The script of the person who is called `name` in a town.
    pub fn new(seed: u64, name: &'a str) -> Script<'a> {
        Script { seed, name }
    }

    /// What happens in their life on the day that begins at `dawn` (UTC), told from the log up to then. All entries
    /// of a day bear the same moment; most days have none.
    pub fn day(&self, day: u32, dawn: Timestamp, log: &[Entry]) -> Vec<Entry> {
        let mut dice = Dice::of(self.seed, &format!("day {day} of {}", self.name));
        let life = Life::read(log);
        let Some(by) = life.consumer.clone() else { return Vec::new() };
        let minutes = i64::from(dice.below(24 * 60));
        let Ok(at) = dawn.checked_add(SignedDuration::from_mins(minutes)) else { return Vec::new() };
        let scene = Scene { by, at: When::utc(at), moment: at, tag: format!("{}_{day}", self.name) };
        let acts = continued(&scene, &life, &mut dice).unwrap_or_else(|| begun(&scene, &life, &mut dice));
        acts.into_iter().enumerate().map(|(index, act)| self.entry(day, index, scene.at, act)).collect()
    }

    fn entry(&self, day: u32, index: usize, at: When, (words, fact): Act) -> Entry {
        Entry {
            id: format!("evt_town_{}_{day}_{index}", self.name),
            recorded: at,
            by: "town".to_owned(),
            words: (!words.is_empty()).then(|| words.to_owned()),
            document: None,
            fact,
        }
    }
}

/// The person's own words, where there are any, and the fact.
type Act = (&'static str, Fact);

struct Scene {
    by: PersonId,
    at: When,
    moment: Timestamp,
    /// Names the day of this life, for ids of what begins on it.
    tag: String,
}

impl Scene {
    fn said(&self, via: Channel, means: Meaning) -> Fact {
        Fact::Event(Event::Statement(Statement {
            at: self.at,
            by: self.by.clone(),
            with: None,
            via,
            written: Some(via.is_message()),
            received: None,
            about: Vec::new(),
            means,
        }))
    }

    fn wrote(&self, channel: Channel, from: Option<&EndpointId>) -> Fact {
        Fact::Event(Event::Message(Message {
            at: self.at,
            by: self.by.clone(),
            with: None,
            channel,
            from: from.cloned(),
            to: None,
            person: None,
            debts: Vec::new(),
            purpose: None,
            contains: Vec::new(),
            outcome: None,
            text: None,
            language: None,
        }))
    }

    fn called(&self) -> Fact {
        Fact::Event(Event::Call(Call {
            at: self.at,
            by: self.by.clone(),
            with: None,
            from: None,
            to: None,
            person: None,
            debts: Vec::new(),
            discussed: None,
            counted_to: Vec::new(),
            purpose: None,
            contains: Vec::new(),
            outcome: CallOutcome::Conversation,
        }))
    }

    fn hold(&self, cause: HoldCause, days: Option<i64>) -> Fact {
        let until = days.and_then(|days| self.date_in(days));
        let hold = format!("hold_{}", self.tag);
        Fact::House(HouseEvent::Hold(Hold { at: self.at, hold, cause, debts: Vec::new(), until }))
    }

    fn date_in(&self, days: i64) -> Option<Date> {
        let then = self.moment.checked_add(SignedDuration::from_hours(24 * days)).ok()?;
        Some(then.to_zoned(TimeZone::UTC).date())
    }

    fn days_since(&self, then: Timestamp) -> i64 {
        self.moment.duration_since(then).as_hours() / 24
    }
}

/// What follows from something that began before: the call after a letter that nobody answered, the end of a danger,
/// second thoughts about a stop.
fn continued(scene: &Scene, life: &Life, dice: &mut Dice) -> Option<Vec<Act>> {
    if let Some(since) = life.danger_since {
        let over = scene.days_since(since) >= 5 && dice.percent(20);
        let released = SafetyReleased { at: scene.at, by: "agent_one".to_owned(), and: "agent_two".to_owned() };
        return over.then(|| vec![("", Fact::House(HouseEvent::SafetyReleased(released)))]);
    }
    if let Some(since) = life.handed_over_since {
        let over = scene.days_since(since) >= 4 && dice.percent(25);
        let why = "they spoke with one of us".to_owned();
        let done = Handover { at: scene.at, why, done: Some(true) };
        return over.then(|| vec![("", Fact::House(HouseEvent::Handover(done)))]);
    }
    if life.waits_since.is_some_and(|since| scene.days_since(since) >= 2) && dice.percent(30) {
        return Some(vec![("I wrote to you and heard nothing.", scene.called())]);
    }
    if let Some(channel) = life.stopped.last().copied().filter(|_| dice.percent(8)) {
        let allow = Meaning::AllowChannel { channel: Some(channel), endpoint: None };
        return Some(vec![("You may write to me there again.", scene.said(Channel::Portal, allow))]);
    }
    None
}

/// Something new, in one day of about eight.
fn begun(scene: &Scene, life: &Life, dice: &mut Dice) -> Vec<Act> {
    let drawn = dice.below(1_000);
    let way = life.endpoints.get(usize::try_from(dice.below(8)).unwrap_or(0) % life.endpoints.len().max(1));
    let way = way.map(|(id, channel)| (id.clone(), *channel));
    match (drawn, way) {
        (0..18, way) => {
            let (from, channel) = way.map_or((None, Channel::Letter), |(id, channel)| (Some(id), channel));
            vec![("Can you tell me how this came about?", scene.wrote(channel, from.as_ref()))]
        }
        (18..22, _) if !life.ceased => {
            vec![("Stop contacting me.", scene.said(Channel::Letter, Meaning::Cease {}))]
        }
        (22..28, Some((_, channel))) => {
            let stop = Meaning::StopChannel { channel: Some(channel), endpoint: None };
            vec![("Please don't write to me like this.", scene.said(channel, stop))]
        }
        (28..31, Some((endpoint, channel))) => {
            let stop = Meaning::StopChannel { channel: None, endpoint: Some(endpoint) };
            vec![("Please don't use this address.", scene.said(channel, stop))]
        }
        (31..37, _) => {
            let dispute =
                Meaning::Dispute { part: None, reason: Some("not mine".to_owned()), like: None, new_information: None };
            let rest = dice.percent(50).then_some(21);
            vec![("This isn't mine.", scene.said(Channel::Letter, dispute)), ("", scene.hold(HoldCause::Dispute, rest))]
        }
        (37..45, _) => {
            let days = i64::from(dice.below(20)) + 5;
            vec![("I need some time.", scene.hold(HoldCause::Asked, Some(days)))]
        }
        (45..57, Some((_, channel))) => {
            let week_max = dice.percent(50).then_some(1);
            let wish =
                Preference { at: scene.at, channel: Some(channel), times: Vec::new(), week_max, clears: Vec::new() };
            vec![("This is how I like to hear from you.", Fact::House(HouseEvent::Preference(wish)))]
        }
        (57..80, _) => consent(scene, life),
        (80..83, _) => {
            let safety = Safety { at: scene.at, level: SafetyLevel::Review };
            vec![("I don't see a way out of this.", Fact::House(HouseEvent::Safety(safety)))]
        }
        (83..86, _) => {
            let why = "they asked for a person".to_owned();
            let begun = Handover { at: scene.at, why, done: None };
            vec![("I want to speak with somebody.", Fact::House(HouseEvent::Handover(begun)))]
        }
        (92..122, _) => {
            let channel = Some(Channel::Call);
            let wish = Preference { at: scene.at, channel, times: Vec::new(), week_max: None, clears: Vec::new() };
            vec![("Please call me, letters frighten me.", Fact::House(HouseEvent::Preference(wish)))]
        }
        (86..92, _) => vec![("I am calling about your letter.", scene.called())],
        _ => Vec::new(),
    }
}

/// E-mail is welcome, unless they have just stopped it: who takes a stop back says so.
fn consent(scene: &Scene, life: &Life) -> Vec<Act> {
    let email = life.endpoints.iter().find(|(_, channel)| *channel == Channel::Email);
    match email {
        Some((endpoint, channel)) if !life.stopped.contains(channel) && !life.stopped_points.contains(endpoint) => {
            let yes = Meaning::Consent {
                to: ConsentTo::Email,
                times: Vec::new(),
                places: Vec::new(),
                endpoint: Some(endpoint.clone()),
                person: None,
                until: None,
            };
            vec![("E-mail is fine.", scene.said(Channel::Portal, yes))]
        }
        _ => Vec::new(),
    }
}

impl Life {
    fn read(log: &[Entry]) -> Life {
        let mut life = Life::default();
        for entry in log {
            match &entry.fact {
                Fact::House(event) => life.house(event),
                Fact::Event(Event::Statement(said)) => life.said(&said.means),
                Fact::Event(Event::Message(message)) if !message.by.is_collector() => {
                    life.waits_since = message.at.instant();
                }
                Fact::Event(Event::Call(call)) if call.outcome == CallOutcome::Conversation => life.waits_since = None,
                Fact::Event(_) => {}
            }
        }
        life
    }

    fn house(&mut self, event: &HouseEvent) {
        match event {
            HouseEvent::Recorded(recorded) => {
                if let Some(person) = recorded.people.first() {
                    self.consumer.get_or_insert_with(|| person.id.clone());
                }
                let ways = recorded.endpoints.iter().filter_map(|e| Some((e.id.clone(), channel_of(e.kind)?)));
                self.endpoints.extend(ways);
            }
            HouseEvent::Safety(safety) => self.danger_since = safety.at.instant(),
            HouseEvent::SafetyReleased(_) => self.danger_since = None,
            HouseEvent::Handover(handover) => {
                self.handed_over_since = if handover.done == Some(true) { None } else { handover.at.instant() };
            }
            _ => {}
        }
    }

    fn said(&mut self, means: &Meaning) {
        match means {
            Meaning::Cease {} => self.ceased = true,
            Meaning::StopChannel { channel: Some(channel), .. } => self.stopped.push(*channel),
            Meaning::StopChannel { endpoint: Some(endpoint), .. } => self.stopped_points.push(endpoint.clone()),
            Meaning::AllowChannel { channel: Some(channel), .. } => self.stopped.retain(|c| c != channel),
            _ => {}
        }
    }
}

fn channel_of(kind: EndpointKind) -> Option<Channel> {
    match kind {
        EndpointKind::Mobile => Some(Channel::Text),
        EndpointKind::Email => Some(Channel::Email),
        EndpointKind::Postal => Some(Channel::Letter),
        EndpointKind::Portal => Some(Channel::Portal),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn newcomer() -> Vec<Entry> {
        let recorded = r#"{"id": "evt_1", "recorded": "2027-01-04T00:00:00Z", "by": "placement",
            "fact": {"house": {"event": "recorded", "at": "2027-01-04T00:00:00Z",
                "people": [{"id": "p1", "role": "consumer", "name": "Ada Sample"}],
                "endpoints": [{"id": "email", "kind": "email", "value": "ada@example.com", "person": "p1"},
                    {"id": "home", "kind": "postal", "value": "1 Example Street", "person": "p1"}]}}}"#;
        vec![serde_json::from_str(recorded).unwrap()]
    }

    /// A year of one life, whose own acts are all that happens in it.
    fn year(seed: u64, name: &str) -> Vec<Entry> {
        let start: Timestamp = "2027-01-04T00:00:00Z".parse().unwrap();
        let mut log = newcomer();
        for day in 0..365 {
            let dawn = start.checked_add(SignedDuration::from_hours(24 * i64::from(day))).unwrap();
            let acts = Script::new(seed, name).day(day, dawn, &log);
            let next = dawn.checked_add(SignedDuration::from_hours(24)).unwrap();
            assert!(acts.iter().all(|e| e.fact.at().instant().is_some_and(|at| at >= dawn && at < next)));
            log.extend(acts);
        }
        log
    }

    #[test]
    fn a_life_can_be_lived_again_and_is_mostly_quiet() {
        assert_eq!(year(7, "ada"), year(7, "ada"));
        assert_ne!(year(7, "ada"), year(8, "ada"));
        let acts = year(7, "ada").len();
        assert!((10..120).contains(&acts), "{acts}");
    }

    #[test]
    fn in_a_town_everything_happens_to_somebody() {
        let kinds: std::collections::BTreeSet<String> = (0..40)
            .flat_map(|n| year(7, &format!("person {n}")))
            .map(|entry| match &entry.fact {
                Fact::Event(Event::Statement(said)) => {
                    serde_json::to_value(&said.means).unwrap()["means"].as_str().unwrap().to_owned()
                }
                fact => fact.kind().to_owned(),
            })
            .collect();
        for kind in [
            "message",
            "call",
            "cease",
            "stop_channel",
            "allow_channel",
            "dispute",
            "hold",
            "preference",
            "consent",
            "safety",
            "safety_released",
            "handover",
        ] {
            assert!(kinds.contains(kind), "nobody ever: {kind}");
        }
    }

    #[test]
    fn ids_are_never_given_twice() {
        let log = year(7, "ada");
        let ids: std::collections::BTreeSet<&str> = log.iter().map(|e| e.id.as_str()).collect();
        assert_eq!(ids.len(), log.len());
    }
}
