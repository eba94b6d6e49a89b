//! `forbear demo`: the main job, with no set-up of any kind.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use casework::deliver::{Deliveries, deliver, link_to_page};
use casework::house::House;
use casework::place::{Before, Map, Placement, Report, place_accounts, place_file};
use casework::round::{self, RoundReport};
use casework::staff::Role;
use casework::{invent, story};
use clap::Args;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::Store;
use store::access::user;

use super::{Ended, Failure};
use crate::clock::now;
use crate::couriers::Folder;
use crate::installation::Where;
use crate::password;
use crate::web::{self, Hooks, Listen, Web};

/// The map of the demonstration's placement file.
const MAP: &str = include_str!("../../demo/placement.toml");

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// End after the summary
    #[arg(long)]
    once: bool,
    /// A placement file (`.csv`, `.csv.gz`); invented accounts where it is left out
    #[arg(long)]
    placement: Option<PathBuf>,
    /// How many people to invent
    #[arg(long, default_value_t = 200)]
    people: usize,
    /// What is invented hangs on it
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The port of the desk; the portal's is the next
    #[arg(long, default_value_t = 7878, value_parser = clap::value_parser!(u16).range(1..65_535))]
    port: u16,
    #[command(flatten)]
    place: Where,
}

impl Demo {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let house = self.place.house()?;
        let start = now();
        let report = self.place_portfolio(&store, start)?;
        println!("placement");
        print!("{report}");
        let told = story::tell(&store, self.seed, start)?;
        println!("  {told:>9} people with a story of before, invented");
        let day = work_a_day(&store, &house, &self.place, start)?;
        println!("\ntoday's round");
        print_round(&day.round);
        println!(
            "\ndelivered into {}, letters as pages (`forbear work` writes them as PDF)",
            self.place.outbox().display()
        );
        println!("  {:>9} sent, each decided again before it went", day.sent.sent);
        println!("  {:>9} refused on fresh facts", day.sent.refused);
        if day.sent.later + day.sent.failed > 0 {
            println!("  {:>9} not taken by the courier", day.sent.later + day.sent.failed);
        }
        let checked = store.verify()?;
        println!(
            "\nthe log: {} people, {} events, the chain is {}",
            checked.dossiers,
            checked.events,
            sound(checked.is_sound())
        );
        if self.once {
            return Ok(Ended::Well);
        }
        let web = Web { store, house: Arc::new(house) };
        let password = invite(&web.store)?;
        println!("\nsign in at the desk as amara (agent), lee (lead), omar (compliance) or ada (admin), all invented");
        println!("their password until the demonstration starts anew: {password}");
        if let Some(page) = visit(&web.store, self.port.saturating_add(1))? {
            println!("\nan invented person's own page: {}", page.address);
            println!("it asks {} for their ZIP code: {}", page.name, page.postcode);
            println!("or come in at /code with the code of a letter: {}", page.code);
        }
        let here = |port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        web::serve(
            &web,
            Listen { desk: here(self.port), public: here(self.port.saturating_add(1)) },
            Hooks::default(),
        )?;
        Ok(Ended::Well)
    }

    fn place_portfolio(&self, store: &Store, now: Timestamp) -> Result<Report, Failure> {
        let seed = self.seed;
        if let Some(path) = &self.placement {
            let map = Map::parse(MAP)?;
            let complete = move |account: &mut casework::place::Account| invent::complete(account, seed);
            return Ok(place_file(store, path, &map, ("demo", "Mockbank (invented)"), now, false, &complete)?);
        }
        let today = now.to_zoned(TimeZone::UTC).date();
        let placement = Placement {
            creditor: "demo".to_owned(),
            creditor_name: "Mockbank (invented)".to_owned(),
            file_hash: format!("invented from seed {seed}"),
            file_name: String::new(),
            before: Before::None,
        };
        let accounts = (0..self.people).map(|index| invent::account(index, seed, today));
        Ok(place_accounts(store, &placement, now, accounts)?)
    }
}

/// A person's own page, for a visitor of the demonstration.
struct OwnPage {
    address: String,
    name: String,
    postcode: String,
    code: String,
}

/// The page of the first invented person who was written to, so that there is something to see; with what its door asks.
fn visit(store: &Store, port: u16) -> Result<Option<OwnPage>, Failure> {
    let people = store.read(|tx| store::dossier::list(tx, store::dossier::Which::All, None, VISITED_MAX))?;
    for row in people {
        let (standing, sent, code) = store.read(|tx| {
            let standing = casework::dossier::standing(tx, row.id)?;
            let sent = store::outbox::of_dossier(tx, row.id, None, 1)?;
            Ok::<_, casework::dossier::DossierError>((standing, sent, casework::house::code(tx, row.id)))
        })?;
        let person = standing.consumer().and_then(|ix| standing.person(ix));
        let postcode = person.and_then(|p| p.residence.as_ref()).and_then(|home| home.postcode.clone());
        let is_sent = sent.first().is_some_and(|message| message.state == store::outbox::State::Sent);
        if let (Some(person), Some(postcode), true) = (person, postcode, is_sent) {
            let token = store.write(|tx| link_to_page(tx, row.id, now()))?;
            let (address, name) = (format!("http://127.0.0.1:{port}/p/{token}"), person.name.clone());
            return Ok(Some(OwnPage { address, name, postcode, code }));
        }
    }
    Ok(None)
}

/// So many people are looked at for one whose page a visitor can see.
const VISITED_MAX: u32 = 200;

/// Who works in the demonstration, and as what.
const STAFF: [(&str, Role); 4] =
    [("amara", Role::Agent), ("lee", Role::Lead), ("omar", Role::Compliance), ("ada", Role::Admin)];

/// Lets the invented staff sign in, with a password that is new at each start: nobody can know it from elsewhere.
fn invite(store: &Store) -> Result<String, Failure> {
    let password = password::fresh()?;
    let secret = password::hash(&password)?;
    store.write(|tx| {
        for (name, role) in STAFF {
            match user::by_name(tx, name)? {
                Some(known) => user::change(tx, known.id, role.as_str(), user::State::Active, &secret)?,
                None => {
                    user::add(tx, name, role.as_str(), &secret, now())?;
                }
            }
        }
        Ok::<_, store::StoreError>(())
    })?;
    Ok(password)
}

struct Day {
    round: RoundReport,
    sent: Deliveries,
}

/// Works the first day from now to its end: the clock runs on in steps, so that what is queued for a kind hour later
/// today is sent at that hour.
fn work_a_day(store: &Store, house: &House, place: &Where, start: Timestamp) -> Result<Day, Failure> {
    let round = round::run(store, house, start, false)?;
    let mut courier = Folder::of_pages(&place.outbox(), house.head.clone())?;
    let mut sent = Deliveries::default();
    for half_hour in 0..48 {
        let at = start.checked_add(SignedDuration::from_mins(30 * half_hour))?;
        let done = deliver(store, house, &mut courier, at)?;
        sent.sent += done.sent;
        sent.refused += done.refused;
        sent.later += done.later;
        sent.failed += done.failed;
    }
    Ok(Day { round, sent })
}

/// What a round came to, for a reader.
pub(super) fn print_round(report: &RoundReport) {
    println!("  {:>9} people looked at", report.people);
    for (channel, people) in &report.queued {
        println!("  {people:>9} contacts queued by {channel}");
    }
    for (task, people) in &report.for_humans {
        println!("  {people:>9} for a human: {}", task.replace('_', " "));
    }
    for (why, people) in &report.waiting {
        println!("  {people:>9} left in peace: {why}");
    }
    println!("  decisions");
    for ((verdict, rule), people) in &report.decisions {
        println!("  {people:>9} {verdict}: {rule}");
    }
    println!("  when we look again");
    for (day, people) in report.earliest.iter().take(8) {
        println!("  {people:>9} on {day}");
    }
}

fn sound(is: bool) -> &'static str {
    if is { "whole" } else { "BROKEN: run `forbear verify`" }
}
