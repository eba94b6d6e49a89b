//! `forbear town`: simulated lives through the real code, and what an independent auditor finds in their logs.

mod acts;
mod calls;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ::town::{Dice, Finding, audit};
use casework::deliver::{Deliveries, deliver};
use casework::dialler::Dialler;
use casework::dossier;
use casework::house::House;
use casework::invent;
use casework::place::{Before, Placement, Profile, place_accounts};
use casework::ports::{Courier, CourierError, Delivered, Parcel};
use casework::round;
use clap::{Args, ValueEnum};
use conduct::Permit;
use facts::{Entry, Event, Fact, MessageOutcome};
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::dossier::Which;
use store::{DossierId, Store};

use self::acts::Act;
use self::calls::Phone;
use super::{Ended, Failure};
use crate::installation::Where;

/// The round begins at this hour, UTC.
const ROUND_HOUR: i64 = 9;
/// At every such hour, UTC, what is queued is delivered.
const DELIVERY_HOURS: i64 = 2;
/// So many people are read at once.
const PAGE_PEOPLE: u32 = 500;
/// So many findings are shown in full.
const SHOWN_MAX: usize = 20;

#[derive(Debug, Args)]
pub(super) struct Town {
    /// How many people live there
    #[arg(long, default_value_t = 50)]
    people: usize,
    /// For how many years
    #[arg(long, conflicts_with = "days")]
    years: Option<u32>,
    /// For how many days, instead of years; 30 where neither is given
    #[arg(long)]
    days: Option<u32>,
    /// Everything that happens hangs on it
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Couriers refuse, fail, and forget to answer
    #[arg(long)]
    faults: bool,
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    engine: Engine,
    /// With `--engine postgres`: the address of an empty database
    #[arg(long)]
    database: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Town {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let days = self.years.map_or(self.days.unwrap_or(30), |years| years.saturating_mul(365));
        match (self.engine, &self.database) {
            (Engine::Postgres, None) => {
                eprintln!("`--engine postgres` needs the address of an empty database: add --database postgres://…");
                return Ok(Ended::BadUse);
            }
            (Engine::Sqlite, Some(_)) => {
                eprintln!("the town makes its own SQLite database: leave out `--database`, or add --engine postgres");
                return Ok(Ended::BadUse);
            }
            _ => {}
        }
        let ground = Ground::new(self.seed)?;
        let place = Where::of(&ground.folder, self.database.clone());
        let store = place.store()?;
        if !store.read(store::dossier::counts)?.is_empty() {
            return Err("the database holds people already: give the address of an empty one".into());
        }
        let house = House { dialler: Dialler { lists: true }, ..place.house()? };
        let start = date(2027, 1, 4).to_zoned(TimeZone::UTC)?.timestamp();
        self.settle(&store, start)?;
        let faults = if self.faults { Faults::Seeded } else { Faults::None };
        let van = Van { dice: Dice::of(self.seed, "courier"), faults, parcels: BTreeMap::new() };
        let mut life = Life {
            store: &store,
            house: &house,
            seed: self.seed,
            van,
            phone: Phone::new(self.seed),
            folder: &ground.folder,
            delivered: Deliveries::default(),
        };
        for day in 0..days {
            life.live(day, start.checked_add(SignedDuration::from_hours(24 * i64::from(day)))?)?;
        }
        let verdict = life.audit()?;
        println!("a town of {} people, {days} days, seed {}", self.people, self.seed);
        verdict.print(&life);
        let checked = store.verify()?;
        let whole = if checked.is_sound() { "whole" } else { "BROKEN" };
        println!("the log: {} people, {} events, the chain is {whole}", checked.dossiers, checked.events);
        let well = verdict.findings.is_empty() && verdict.astray.is_empty() && checked.is_sound();
        Ok(if well { Ended::Well } else { Ended::Short })
    }

    fn settle(&self, store: &Store, start: Timestamp) -> Result<(), Failure> {
        let placement = Placement {
            creditor: "town".to_owned(),
            creditor_name: "Mockbank (invented)".to_owned(),
            file_hash: format!("the town of seed {}", self.seed),
            file_name: String::new(),
            before: Before::None,
        };
        let today = start.to_zoned(TimeZone::UTC).date();
        let accounts = (0..self.people).map(|index| {
            let mut account = invent::account(index, self.seed, today);
            if account.address.country == "US" && account.mobile.is_none() {
                // From the exchange that is kept for fiction.
                account.mobile = Some(format!("+1212555{:04}", index % 10_000));
            }
            account
        });
        place_accounts(store, &placement, start, accounts)?;
        Ok(())
    }
}

/// A folder that is gone when the town is.
struct Ground {
    folder: PathBuf,
}

impl Ground {
    fn new(seed: u64) -> Result<Ground, Failure> {
        let folder = std::env::temp_dir().join(format!("forbear-town-{seed}-{}", std::process::id()));
        if Path::new(&folder).exists() {
            return Err(format!("`{}` is in the way: move it and try again", folder.display()).into());
        }
        fs::create_dir_all(&folder)?;
        Ok(Ground { folder })
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        // A folder that stays behind in the system's own place for such harms nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

struct Life<'a> {
    store: &'a Store,
    house: &'a House,
    seed: u64,
    van: Van,
    phone: Phone,
    folder: &'a Path,
    delivered: Deliveries,
}

impl Life<'_> {
    /// A day from its midnight, UTC: people act at any minute, the round and the deliveries at their hours.
    fn live(&mut self, day: u32, dawn: Timestamp) -> Result<(), Failure> {
        let mut acts = self.acts(day, dawn)?;
        for hour in 0..24 {
            let now = dawn.checked_add(SignedDuration::from_hours(hour))?;
            acts = self.happen(acts, now)?;
            if hour == ROUND_HOUR {
                round::run(self.store, self.house, now, false)?;
            }
            if hour % DELIVERY_HOURS == 0 {
                let done = deliver(self.store, self.house, &mut self.van, now)?;
                self.delivered.sent += done.sent;
                self.delivered.refused += done.refused;
                self.delivered.later += done.later;
                self.delivered.failed += done.failed;
                self.phone.list(self.store, self.house, now)?;
            }
            self.phone.report(self.store, self.folder, now)?;
        }
        self.happen(acts, dawn.checked_add(SignedDuration::from_hours(24))?)?;
        Ok(())
    }

    fn acts(&self, day: u32, dawn: Timestamp) -> Result<Vec<Act>, Failure> {
        let mut acts: Vec<Act> = Vec::new();
        self.everybody(|dossier, name, log| {
            acts.extend(acts::of_day((self.seed, name), (day, dawn), dossier, log));
        })?;
        acts.sort_by_key(|act| (act.at, act.dossier));
        Ok(acts)
    }

    /// Lets happen what happens by now, in the order of time; what is still to come is given back. After each act the
    /// dialler hears what it must not do any more.
    fn happen(&mut self, acts: Vec<Act>, now: Timestamp) -> Result<Vec<Act>, Failure> {
        let (past, to_come): (Vec<Act>, Vec<Act>) = acts.into_iter().partition(|act| act.at < now);
        for act in past {
            act.happen(self.store, self.house)?;
            self.phone.recalls(self.store, self.house, act.at)?;
        }
        Ok(to_come)
    }

    /// Calls `each` with everybody's dossier, the name of their first account, and their log.
    fn everybody(&self, mut each: impl FnMut(DossierId, &str, &[Entry])) -> Result<(), Failure> {
        let mut after: Option<DossierId> = None;
        loop {
            let page = self.store.read(|tx| store::dossier::list(tx, Which::All, after, PAGE_PEOPLE))?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            for row in &page {
                let profile = row.profile.as_deref().ok_or("a record has no profile: run `forbear verify`")?;
                let profile: Profile = serde_json::from_slice(profile)?;
                let log = self.store.read(|tx| dossier::log(tx, row.id))?;
                each(row.id, &profile.reference, &log);
            }
        }
    }

    fn audit(&self) -> Result<Verdict, Failure> {
        let mut verdict = Verdict::default();
        let mut recorded: BTreeSet<String> = BTreeSet::new();
        self.everybody(|_, name, log| {
            verdict.findings.extend(audit(log).into_iter().map(|finding| (name.to_owned(), finding)));
            for entry in log {
                verdict.count(entry);
                let sent = entry.id.strip_prefix("evt_sent_").filter(|_| !came_to_nothing(&entry.fact));
                recorded.extend(sent.map(str::to_owned));
            }
        })?;
        for (parcel, answer) in &self.van.parcels {
            match (recorded.contains(parcel.as_str()), answer) {
                (true, _) => {}
                (false, Answer::Given) => verdict.astray.push(format!("`{parcel}` was carried and is not in the log")),
                (false, Answer::Lost) => verdict.unanswered += 1,
            }
        }
        verdict.astray.extend(self.phone.told.wrong.iter().cloned());
        let never = recorded.iter().filter(|id| !self.van.parcels.contains_key(*id));
        verdict.astray.extend(never.map(|id| format!("`{id}` is in the log and was never carried")));
        Ok(verdict)
    }
}

/// An attempt that the courier refused for good: it stands in the log, and reached nobody.
fn came_to_nothing(fact: &Fact) -> bool {
    matches!(fact, Fact::Event(Event::Message(message)) if message.outcome == Some(MessageOutcome::Undeliverable))
}

/// Something that the person did, rather than what we noted of it.
fn is_theirs(fact: &Fact) -> bool {
    matches!(fact, Fact::Event(event) if event.by().is_some_and(|by| !by.is_collector()))
}

/// What the auditors found, and what they looked at.
#[derive(Debug, Default)]
struct Verdict {
    contacts: BTreeMap<&'static str, u64>,
    said: BTreeMap<&'static str, u64>,
    /// Each with the person's account.
    findings: Vec<(String, Finding)>,
    /// Parcels and log that don't agree.
    astray: Vec<String>,
    /// Parcels that were carried by a courier who said otherwise, and that nobody asked about again.
    unanswered: u64,
}

impl Verdict {
    fn count(&mut self, entry: &Entry) {
        let channel = match &entry.fact {
            Fact::Event(Event::Message(message)) if message.by.is_collector() => Some(message.channel.as_str()),
            Fact::Event(Event::Call(call)) if call.by.is_collector() => Some("call"),
            Fact::Event(Event::Notice(notice)) if notice.by.as_ref().is_some_and(facts::PersonId::is_collector) => {
                Some(notice.channel.map_or("a notice", facts::Channel::as_str))
            }
            _ => None,
        };
        if let Some(channel) = channel {
            *self.contacts.entry(channel).or_default() += 1;
        } else if entry.by == "town" || (entry.by == "hear" && is_theirs(&entry.fact)) {
            *self.said.entry(entry.fact.kind()).or_default() += 1;
        }
    }

    fn print(&self, life: &Life) {
        for (channel, count) in &self.contacts {
            println!("  {count:>9} contacts by {channel}");
        }
        for (kind, count) in &self.said {
            println!("  {count:>9} acts of people: {}", kind.replace('_', " "));
        }
        let Deliveries { refused, later, failed, .. } = life.delivered;
        println!("  {refused:>9} contacts refused on fresh facts right before they went");
        println!("  {later:>9} times a courier asked for another try, {failed} times there was no more");
        let calls = &life.phone.told;
        println!(
            "  {:>9} calls on the dialler's lists, {} recalled, {} made and reported",
            calls.listed, calls.recalled, calls.made
        );
        if self.unanswered > 0 {
            println!(
                "  {:>9} carried, but the courier's answer was lost and they were not sent again",
                self.unanswered
            );
        }
        let mut kinds: BTreeMap<&'static str, u64> = BTreeMap::new();
        for (_, finding) in &self.findings {
            *kinds.entry(finding.kind.as_str()).or_default() += 1;
        }
        println!("auditors: {} findings", self.findings.len() + self.astray.len());
        for (kind, count) in kinds {
            println!("  {count:>9} {kind}");
        }
        for (name, finding) in self.findings.iter().take(SHOWN_MAX) {
            println!("  {name} {} {}: {}", finding.entry, finding.kind.as_str(), finding.why);
        }
        for astray in self.astray.iter().take(SHOWN_MAX) {
            println!("  {astray}");
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Faults {
    None,
    Seeded,
}

/// Did the courier say that it carried a parcel?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Given,
    Lost,
}

/// A courier that carries into memory, and fails as the seed has it.
#[derive(Debug)]
struct Van {
    dice: Dice,
    faults: Faults,
    parcels: BTreeMap<String, Answer>,
}

impl Courier for Van {
    fn send(&mut self, _permit: Permit, parcel: &Parcel) -> Result<Delivered, CourierError> {
        let drawn = if self.faults == Faults::Seeded { self.dice.below(100) } else { 100 };
        match drawn {
            0..10 => Err(CourierError::Later("the road is closed".to_owned())),
            10..13 => Err(CourierError::Never { to: parcel.to.clone(), why: "nobody lives there".to_owned() }),
            13..23 => {
                self.parcels.entry(parcel.id.clone()).or_insert(Answer::Lost);
                Err(CourierError::Later("the line went dead".to_owned()))
            }
            _ => {
                self.parcels.insert(parcel.id.clone(), Answer::Given);
                Ok(Delivered { receipt: format!("van {}", parcel.id) })
            }
        }
    }
}
