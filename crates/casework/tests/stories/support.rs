//! What every story needs: a fresh store on each engine, a house, a file, a courier that remembers.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use casework::deliver::{Deliveries, deliver};
use casework::firm::{Agent, Letterhead};
use casework::house::House;
use casework::place::{Map, PlaceError, Report, place_file};
use casework::ports::{Courier, CourierError, Delivered, Parcel};
use casework::round::{self, RoundReport};
use conduct::{HouseRules, Permit};
use facts::{Channel, Entry, When};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::dossier::Which;
use store::{DossierId, Store, StoreError};

/// A Tuesday, ten o'clock in New York.
pub const MORNING: &str = "2026-11-24T15:00:00Z";

pub const HEADER: &str = "Acct,Owed,Name,State,Email,Street,City,Zip,Born,Since,Then\n";
pub const ADA: &str =
    "10000001,120.50,Ada Sample,NY,ada@example.com,1 Example Street,Sampleton,12207,1980-02-03,2026-08-31,120.50\n";

pub const MAP: &str = r#"
[file]
currency = "USD"
country = "US"
packs = ["us"]
[columns]
account = "Acct"
balance = "Owed"
name = "Name"
region = "State"
email = "Email"
street = "Street"
city = "City"
postcode = "Zip"
birth_date = "Born"
itemization_date = "Since"
itemization_amount = "Then"
[constants]
kind = "credit_card"
"#;

/// A store of its own for one story, and a folder for its files that goes with it.
pub struct Fresh<'a> {
    pub store: Store,
    pub engine: &'a store::testing::Fresh,
    pub folder: tempfile::TempDir,
}

/// Tells a story on SQLite and on PostgreSQL.
pub fn on_engines(story: impl Fn(&Fresh)) {
    store::testing::on_both(|engine| {
        story(&Fresh { store: engine.store.clone(), engine, folder: tempfile::tempdir().unwrap() });
    });
}

pub fn open(address: &str) -> Store {
    store::testing::open(address).unwrap()
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn days_after(moment: Timestamp, days: i64) -> Timestamp {
    moment + SignedDuration::from_hours(24 * days)
}

pub fn minutes_after(moment: Timestamp, minutes: i64) -> Timestamp {
    moment + SignedDuration::from_mins(minutes)
}

pub fn map() -> Map {
    Map::parse(MAP).unwrap()
}

pub fn house() -> House {
    let firm = serde_json::from_value(json!({
        "name": "Kindly Recoveries",
        "capacity": "agent",
        "licence": "TEST-1",
        "accepts_electronic": ["email"],
    }));
    let head = Letterhead {
        firm: firm.unwrap(),
        address: "1 Example Square, Sampleton, NY 12207".to_owned(),
        phone: "+1 212 555 0100".to_owned(),
        email: "hello@kindly.example".to_owned(),
        web: "https://kindly.example".to_owned(),
        portal: "https://pages.kindly.example".to_owned(),
        agent: Agent { name: "Amara".to_owned(), phone: "+1 212 555 0101".to_owned() },
        reports: Some("We told no credit bureau about this account.".to_owned()),
    };
    House::new(head, HouseRules::default()).unwrap()
}

impl Fresh<'_> {
    /// Writes a file into the story's folder.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn place(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<Report, PlaceError> {
        self.place_as("mockbank", name, bytes)
    }

    pub fn place_as(&self, creditor: &str, name: &str, bytes: impl AsRef<[u8]>) -> Result<Report, PlaceError> {
        let path = self.file(name, bytes);
        place_file(&self.store, &path, &map(), (creditor, "Mockbank"), at(MORNING), false, &|_| {})
    }

    /// Places one person with one debt, and says who it is.
    pub fn place_ada(&self) -> DossierId {
        self.place("ada.csv", format!("{HEADER}{ADA}")).unwrap();
        let people = self.people();
        assert_eq!(people.len(), 1);
        people[0]
    }

    pub fn people(&self) -> Vec<DossierId> {
        let rows = self.store.read(|tx| store::dossier::list(tx, Which::All, None, 10_000)).unwrap();
        rows.into_iter().map(|row| row.id).collect()
    }

    pub fn log(&self, person: DossierId) -> Vec<Entry> {
        self.store.read(|tx| casework::dossier::log(tx, person)).unwrap()
    }

    /// The kinds of the log's entries, in order.
    pub fn kinds(&self, person: DossierId) -> Vec<&'static str> {
        self.log(person).iter().map(|entry| entry.fact.kind()).collect()
    }

    pub fn decisions(&self, person: DossierId) -> Vec<store::decision::Decision> {
        self.store.read(|tx| store::decision::of_dossier(tx, person, None, 1_000)).unwrap()
    }

    pub fn outbox(&self, person: DossierId) -> Vec<store::outbox::Message> {
        self.store.read(|tx| store::outbox::of_dossier(tx, person, None, 1_000)).unwrap()
    }

    /// What humans have to do for a person, in their order: the kinds of the open tasks.
    pub fn tasks(&self, person: DossierId) -> Vec<String> {
        let tasks = self.store.read(|tx| store::task::of_dossier(tx, person)).unwrap();
        tasks.into_iter().filter(|t| t.state == store::task::State::Open).map(|t| t.kind).collect()
    }

    pub fn due(&self, person: DossierId) -> Option<Timestamp> {
        self.store.read(|tx| store::dossier::get(tx, person)).unwrap().unwrap().due_at
    }

    /// Records something that happened, and makes the person due now.
    pub fn record(&self, person: DossierId, now: Timestamp, fact: Value) {
        thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });
        let number = COUNT.replace(COUNT.get() + 1);
        let entry = Entry {
            id: format!("evt_story_{number}"),
            recorded: When::utc(now),
            by: "story".to_owned(),
            words: None,
            document: None,
            fact: serde_json::from_value(fact).unwrap(),
        };
        self.store
            .write(|tx| {
                casework::dossier::record(tx, person, std::slice::from_ref(&entry), now, "story", Some(now)).map(|_| ())
            })
            .unwrap();
    }

    pub fn round(&self, now: Timestamp) -> RoundReport {
        round::run(&self.store, &house(), now, false).unwrap()
    }

    pub fn deliver(&self, courier: &mut dyn Courier, now: Timestamp) -> Deliveries {
        deliver(&self.store, &house(), courier, now).unwrap()
    }

    /// All that is counted, to see that something changed nothing.
    pub fn census(&self) -> Vec<(DossierId, i64, usize, usize, usize, Option<Timestamp>)> {
        let people = self.people();
        let one = |person: DossierId| {
            self.store.read(|tx| {
                let events = i64::try_from(store::event::list(tx, person)?.len()).unwrap();
                let decisions = store::decision::of_dossier(tx, person, None, 1_000)?.len();
                let outbox = store::outbox::of_dossier(tx, person, None, 1_000)?.len();
                let tasks = store::task::of_dossier(tx, person)?.len();
                let due = store::dossier::get(tx, person)?.and_then(|row| row.due_at);
                Ok::<_, StoreError>((person, events, decisions, outbox, tasks, due))
            })
        };
        people.into_iter().map(|person| one(person).unwrap()).collect()
    }
}

/// What a courier does with the next parcels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Takes,
    /// It carries, and breaks before it can say so.
    BreaksAfterCarrying,
    /// It carries, and its answer is lost.
    FailsAfterCarrying,
    Never,
    /// It carries, and says that it can't know whether it did.
    Unclear,
}

/// A courier that remembers what it carried, and carries nothing twice.
pub struct Memory {
    pub mood: Mood,
    /// Each parcel by its id, with how often it was brought.
    pub carried: BTreeMap<String, (Parcel, u32)>,
    /// How often something left the house.
    pub left: u32,
    /// Whether a parcel brought twice leaves the house once.
    pub knows_again: bool,
}

impl Memory {
    pub fn new(mood: Mood) -> Memory {
        Memory { mood, carried: BTreeMap::new(), left: 0, knows_again: true }
    }

    /// The one parcel that was carried.
    pub fn only(&self) -> &Parcel {
        assert_eq!(self.carried.len(), 1);
        &self.carried.first_key_value().unwrap().1.0
    }
}

impl Courier for Memory {
    fn send(&mut self, _permit: Permit, parcel: &Parcel) -> Result<Delivered, CourierError> {
        if self.mood == Mood::Never {
            return Err(CourierError::Never { to: parcel.to.clone(), why: "no such place".to_owned() });
        }
        let (_, brought) = self.carried.entry(parcel.id.clone()).or_insert_with(|| (parcel.clone(), 0));
        *brought += 1;
        if *brought == 1 {
            self.left += 1;
        }
        match self.mood {
            Mood::BreaksAfterCarrying => panic!("the courier breaks after carrying"),
            Mood::Unclear => Err(CourierError::Unclear("the line broke".to_owned())),
            Mood::FailsAfterCarrying => Err(CourierError::Later("the answer was lost".to_owned())),
            _ => Ok(Delivered { receipt: format!("memory {}", parcel.id) }),
        }
    }

    fn knows_again(&self, _: Channel) -> bool {
        self.knows_again
    }
}
