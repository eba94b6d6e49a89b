//! `forbear inbox`: what came in and waits for a human, because nobody knows whose it is.

use casework::hear::{Unclaimed, claim};
use clap::{Args, Subcommand};
use store::{DossierId, InboxId};

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;

/// So many are listed at once.
const PAGE_ROWS: u32 = 200;

/// What came in and waits for a human to find out whose it is
#[derive(Debug, Args)]
pub(super) struct Inbox {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    place: Where,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// The words are this person's: they are taken in as theirs, and bind
    Claim { message: InboxId, person: DossierId },
    /// Nothing follows from it
    Close { message: InboxId },
}

impl Inbox {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        match self.verb {
            Some(Verb::Claim { message, person }) => {
                let house = self.place.house()?;
                match claim(&store, &house, message, person, now())? {
                    Some(taken) => println!("taken in for {}: {}", taken.dossier, taken.recorded.join(", ")),
                    None => {
                        eprintln!("there is no message {message}: see `forbear inbox`");
                        return Ok(Ended::Short);
                    }
                }
            }
            Some(Verb::Close { message }) => {
                store.write(|tx| store::inbox::settle(tx, message, None, now()))?;
                println!("closed");
            }
            None => {
                let waiting = store.read(|tx| store::inbox::waiting(tx, None, PAGE_ROWS))?;
                for message in &waiting {
                    let words: Unclaimed = serde_json::from_slice(&message.body)?;
                    println!(
                        "{} {} by {} from {}: {}",
                        message.id, message.received, message.channel, words.from, message.why
                    );
                    for line in words.text.lines().take(5) {
                        println!("    {line}");
                    }
                    for person in &words.perhaps {
                        println!("    perhaps {person}");
                    }
                }
                println!("{} wait", waiting.len());
            }
        }
        Ok(Ended::Well)
    }
}
