//! What the people of a town do, through the code that real people's acts go through: what they write by e-mail or text is
//! heard, what they pay is booked, and what they say to an agent is written down.

use ::town::{Dice, Script};
use casework::hear::{Inbound, Sender, hear};
use casework::house::House;
use casework::payment::{From, Method, NewPayment, PaymentError, Wish, receive};
use facts::{Channel, Currency, EndpointKind, Entry, Event, Fact, HouseEvent, Meaning, Money};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::{DossierId, Store, WriteTx};

use crate::cli::Failure;

/// One person in so many hundred days pays something.
const PAYS_PERCENT: u32 = 2;

/// What somebody does.
#[derive(Debug)]
pub(super) enum Deed {
    /// An agent writes it down.
    Told(Vec<Entry>),
    /// They write, from an address of theirs.
    Writes {
        channel: Channel,
        address: String,
        words: String,
    },
    Pays(Money),
}

/// What people will do today, and when.
#[derive(Debug)]
pub(super) struct Act {
    pub(super) at: Timestamp,
    pub(super) dossier: DossierId,
    id: String,
    deed: Deed,
}

/// What one person does on a day.
pub(super) fn of_day(
    (seed, name): (u64, &str),
    (day, dawn): (u32, Timestamp),
    dossier: DossierId,
    log: &[Entry],
) -> Vec<Act> {
    let mut acts = Vec::new();
    let entries = Script::new(seed, name).day(day, dawn, log);
    if let Some(at) = entries.first().and_then(|entry| entry.fact.at().instant()) {
        let deed = written(&entries, log).unwrap_or(Deed::Told(entries));
        acts.push(Act { at, dossier, id: format!("mail_{name}_{day}"), deed });
    }
    let mut dice = Dice::of(seed, &format!("payments on day {day} of {name}"));
    if dice.percent(PAYS_PERCENT) {
        let minutes = i64::from(dice.below(24 * 60));
        let amount = Money::new(i64::from(dice.below(2_000)) + 500, currency(log));
        let at = dawn.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(dawn);
        acts.push(Act { at, dossier, id: format!("pay_{name}_{day}"), deed: Deed::Pays(amount) });
    }
    acts
}

impl Act {
    /// Does it.
    pub(super) fn happen(&self, store: &Store, house: &House) -> Result<(), Failure> {
        match &self.deed {
            Deed::Told(entries) => {
                store.write(|tx: &mut WriteTx| {
                    casework::dossier::record(tx, self.dossier, entries, self.at, "town", Some(self.at))
                })?;
            }
            Deed::Writes { channel, address, words } => {
                let inbound = Inbound {
                    channel: *channel,
                    from: Sender::Address(address),
                    id: &self.id,
                    text: words,
                    received: self.at,
                    answers: None,
                    document: None,
                };
                hear(store, house, &inbound)?;
            }
            Deed::Pays(amount) => {
                let new = NewPayment {
                    key: &self.id,
                    dossier: self.dossier,
                    amount: *amount,
                    on: self.at.to_zoned(TimeZone::UTC).date(),
                    method: Method::Card,
                    reference: None,
                    wish: Wish::default(),
                    from: From::Outside,
                    by: "town",
                };
                match store.write(|tx: &mut WriteTx| receive(tx, &new, self.at)) {
                    // Nothing is owed any more.
                    Ok(_) | Err(PaymentError::NoDebt(..)) => {}
                    Err(why) => return Err(why.into()),
                }
            }
        }
        Ok(())
    }
}

/// What they write themselves, where the script's act is one that comes in by e-mail or text.
fn written(entries: &[Entry], log: &[Entry]) -> Option<Deed> {
    let first = entries.first()?;
    let (channel, words) = match &first.fact {
        Fact::Event(Event::Message(message)) => (message.channel, first.words.clone()?),
        Fact::Event(Event::Statement(said)) => match said.means {
            Meaning::StopChannel { channel: Some(Channel::Email), .. } => {
                (said.via, "Please stop emailing me.".to_owned())
            }
            Meaning::StopChannel { channel: Some(Channel::Text), .. } => (said.via, "Stop texting me.".to_owned()),
            _ => return None,
        },
        _ => return None,
    };
    let kind = match channel {
        Channel::Email => EndpointKind::Email,
        Channel::Text => EndpointKind::Mobile,
        _ => return None,
    };
    let endpoints = log.iter().filter_map(|entry| match &entry.fact {
        Fact::House(HouseEvent::Recorded(recorded)) => Some(&recorded.endpoints),
        _ => None,
    });
    let address = endpoints.flatten().find(|endpoint| endpoint.kind == kind)?.value.clone();
    Some(Deed::Writes { channel, address, words })
}

fn currency(log: &[Entry]) -> Currency {
    let balance = log.iter().find_map(|entry| match &entry.fact {
        Fact::House(HouseEvent::Recorded(recorded)) => recorded.debts.first()?.balance,
        _ => None,
    });
    balance.map_or(Currency::USD, Money::currency)
}
