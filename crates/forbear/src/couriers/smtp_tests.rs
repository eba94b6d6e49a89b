//! The SMTP courier against a server on this machine that takes, refuses, delays or lies.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use casework::deliver::{Deliveries, deliver};
use casework::firm::{Agent, Letterhead};
use casework::hear::{Inbound, Outcome, Sender, hear};
use casework::house::House;
use casework::place::{Map, place_file};
use conduct::HouseRules;
use facts::Channel;
use jiff::{SignedDuration, Timestamp};
use store::outbox::State;
use store::{DossierId, MasterKey, Store};

use super::Smtp;

/// What the server does with the next mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Takes,
    RefusesTheRecipient,
    /// Greylisting: later, please.
    Delays,
    RefusesTheContent,
    DelaysTheContent,
    /// It takes the content, and hangs up without an answer.
    LiesAfterData,
    HangsUpBeforeData,
}

/// A server, with what it took.
struct Server {
    address: String,
    mood: Arc<Mutex<Mood>>,
    took: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(mood: Mood) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let server = Server { address, mood: Arc::new(Mutex::new(mood)), took: Arc::default() };
        let (mood, took) = (Arc::clone(&server.mood), Arc::clone(&server.took));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // A client that hangs up ends its own talk only.
                let _ = talk(stream.unwrap(), &mood, &took);
            }
        });
        server
    }

    fn is_now(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn took(&self) -> Vec<String> {
        self.took.lock().unwrap().clone()
    }
}

fn talk(stream: TcpStream, mood: &Mutex<Mood>, took: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut out = stream;
    let mut say = |line: &str| out.write_all(format!("{line}\r\n").as_bytes());
    say("220 here")?;
    while let Some(line) = lines.next() {
        let verb = line?.to_uppercase();
        let mood = *mood.lock().unwrap();
        if verb.starts_with("RCPT") {
            match mood {
                Mood::RefusesTheRecipient => say("550 5.1.1 no such user")?,
                Mood::Delays => say("451 4.7.1 greylisted, try again later")?,
                Mood::HangsUpBeforeData => return Ok(()),
                _ => say("250 fine")?,
            }
        } else if verb == "DATA" {
            say("354 go on")?;
            let mut content = String::new();
            for line in lines.by_ref() {
                let line = line?;
                if line == "." {
                    break;
                }
                content.push_str(&line);
                content.push('\n');
            }
            match mood {
                Mood::RefusesTheContent => say("554 5.7.1 not wanted")?,
                Mood::DelaysTheContent => say("452 4.3.1 no room now")?,
                _ => {
                    took.lock().unwrap().push(content);
                    if mood == Mood::LiesAfterData {
                        return Ok(());
                    }
                    say("250 2.0.0 taken as 42")?;
                }
            }
        } else if verb == "QUIT" {
            return say("221 bye");
        } else {
            say("250 fine")?;
        }
    }
    Ok(())
}

const MAP: &str = include_str!("../../tests/data/ada.toml");
const ADA: &str = "Acct,Owed,Name,State,Email,Since,Then\n1,120.50,Ada Sample,NY,ada@example.com,2026-08-31,120.50\n";

/// A Tuesday, ten o'clock in New York.
fn morning() -> Timestamp {
    "2026-11-24T15:00:00Z".parse().unwrap()
}

fn house() -> House {
    let firm = serde_json::json!({"name": "Kindly Recoveries", "capacity": "agent", "accepts_electronic": ["email"]});
    let head = Letterhead {
        firm: serde_json::from_value(firm).unwrap(),
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

/// Ada has written, and a reply waits for her.
struct Scene {
    store: Store,
    house: House,
    ada: DossierId,
    smtp: Smtp,
    server: Server,
}

impl Scene {
    fn new(mood: Mood) -> Scene {
        let store = Store::open("sqlite::memory:", &MasterKey::new([7; 32])).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ada.csv");
        std::fs::write(&file, ADA).unwrap();
        place_file(&store, &file, &Map::parse(MAP).unwrap(), ("mockbank", "Mockbank"), morning(), false, &|_| {})
            .unwrap();
        let house = house();
        let inbound = Inbound {
            channel: Channel::Email,
            from: Sender::Address("ada@example.com"),
            id: "<1@example.com>",
            text: "Can I talk to a person?",
            received: morning(),
            answers: None,
            document: None,
        };
        let Outcome::Taken(taken) = hear(&store, &house, &inbound).unwrap() else { panic!("she is known") };
        assert!(taken.reply.is_some(), "{taken:?}");
        let server = Server::start(mood);
        let smtp = Smtp::new(&server.address, house.head.clone()).unwrap();
        Scene { store, house, ada: taken.dossier, smtp, server }
    }

    fn deliver(&mut self, minutes: i64) -> Deliveries {
        let now = morning() + SignedDuration::from_mins(minutes);
        deliver(&self.store, &self.house, &mut self.smtp, now).unwrap()
    }

    fn row(&self) -> store::outbox::Message {
        self.store.read(|tx| store::outbox::of_dossier(tx, self.ada, None, 9)).unwrap().remove(0)
    }

    fn tasks(&self) -> Vec<String> {
        let tasks = self.store.read(|tx| store::task::of_dossier(tx, self.ada)).unwrap();
        tasks.into_iter().map(|t| t.kind).collect()
    }

    /// How many messages of ours stand in her log.
    fn messages(&self) -> usize {
        let log = self.store.read(|tx| casework::dossier::log(tx, self.ada)).unwrap();
        log.iter().filter(|e| e.id.starts_with("evt_sent_")).count()
    }
}

#[test]
fn a_mail_that_is_taken_carries_both_texts_and_one_click() {
    let mut scene = Scene::new(Mood::Takes);
    assert_eq!(scene.deliver(1), Deliveries { sent: 1, ..Deliveries::default() });
    let took = scene.server.took();
    let row = scene.row();
    assert_eq!((took.len(), row.state, row.result.as_deref()), (1, State::Sent, Some("2.0.0 taken as 42")));
    let mail = &took[0];
    for part in [
        &format!("Message-ID: <{}@kindly.example>", row.id),
        "multipart/alternative",
        "text/plain",
        "text/html",
        "List-Unsubscribe: <https://pages.kindly.example/u/",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ] {
        assert!(mail.contains(part), "{part} is missing:\n{mail}");
    }
    assert_eq!(scene.messages(), 1);
    assert_eq!(scene.deliver(60), Deliveries::default());
}

#[test]
fn a_server_that_delays_is_asked_again_and_takes_it_once() {
    for mood in [Mood::Delays, Mood::DelaysTheContent, Mood::HangsUpBeforeData] {
        let mut scene = Scene::new(mood);
        assert_eq!(scene.deliver(1), Deliveries { later: 1, ..Deliveries::default() }, "{mood:?}");
        assert_eq!(scene.deliver(2), Deliveries::default(), "{mood:?}: not at once");
        scene.server.is_now(Mood::Takes);
        assert_eq!(scene.deliver(20), Deliveries { sent: 1, ..Deliveries::default() }, "{mood:?}");
        assert_eq!((scene.server.took().len(), scene.messages()), (1, 1), "{mood:?}");
    }
}

#[test]
fn a_server_that_refuses_for_good_is_not_asked_again() {
    for mood in [Mood::RefusesTheRecipient, Mood::RefusesTheContent] {
        let mut scene = Scene::new(mood);
        assert_eq!(scene.deliver(1), Deliveries { failed: 1, ..Deliveries::default() }, "{mood:?}");
        assert_eq!(scene.row().state, State::Failed);
        assert!(scene.tasks().contains(&"undeliverable".to_owned()));
        assert_eq!(scene.messages(), 1, "the attempt stands in the record");
        scene.server.is_now(Mood::Takes);
        assert_eq!(scene.deliver(90), Deliveries::default());
        assert_eq!(scene.server.took().len(), 0);
    }
}

#[test]
fn a_server_that_takes_it_and_loses_its_answer_never_gets_it_twice() {
    let mut scene = Scene::new(Mood::LiesAfterData);
    assert_eq!(scene.deliver(1), Deliveries { unclear: 1, ..Deliveries::default() });
    scene.server.is_now(Mood::Takes);
    for minutes in [2, 20, 120, 60 * 30] {
        assert_eq!(scene.deliver(minutes), Deliveries::default());
    }
    assert_eq!((scene.server.took().len(), scene.messages()), (1, 1));
    assert!(scene.tasks().contains(&"unclear_delivery".to_owned()), "{:?}", scene.tasks());
}

#[test]
fn a_server_that_is_not_there_is_tried_later() {
    let mut scene = Scene::new(Mood::Takes);
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    scene.smtp = Smtp::new(&format!("smtp://{free}"), scene.house.head.clone()).unwrap();
    assert_eq!(scene.deliver(1), Deliveries { later: 1, ..Deliveries::default() });
}
