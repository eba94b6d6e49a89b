//! `forbear work`: sends what is queued, each message decided again before it goes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use casework::deliver::{Deliveries, deliver};
use casework::dialler::{self, DiallerError};
use casework::house::House;
use casework::ports::{Courier, CourierError, Delivered, Parcel};
use casework::round::RoundError;
use clap::Args;
use conduct::Permit;
use facts::Channel;
use store::Store;

use super::{Ended, Failure};
use crate::clock::now;
use crate::couriers::{Empty, Folder, ListFile, Sms, Smtp};
use crate::installation::Where;

#[derive(Debug, Args)]
pub(super) struct Work {
    /// The mail server for e-mails: `smtp://host:port` or `smtps://user:password@host`; without it, they go into the folder
    #[arg(long)]
    smtp: Option<String>,
    /// The folder for letters; the installation's outbox where it is left out
    #[arg(long)]
    outbox: Option<PathBuf>,
    /// Go on until stopped, looking again after so many seconds
    #[arg(long, value_name = "SECONDS")]
    every: Option<u64>,
    #[command(flatten)]
    place: Where,
}

impl Work {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let house = self.place.house()?;
        let folder = self.outbox.clone().unwrap_or_else(|| self.place.outbox());
        let smtp = self.smtp.as_deref().map(|url| Smtp::new(url, house.head.clone())).transpose()?;
        let texts = self.place.sms()?.map(|(card, secret)| Sms::new(card, secret));
        let mut couriers = Couriers { folder: Folder::new(&folder, house.head.clone())?, smtp, texts };
        // Nobody ever sends: the channel only measures the wait.
        let (_open, waiting) = mpsc::channel::<()>();
        loop {
            let done = match deliver(&store, &house, &mut couriers, now()) {
                // A worker that goes on waits until people let it.
                Err(stopped @ RoundError::Stopped { .. }) if self.every.is_some() => {
                    eprintln!("{stopped}");
                    Deliveries::default()
                }
                done => done?,
            };
            println!("{} sent, {} refused, {} later, {} failed", done.sent, done.refused, done.later, done.failed);
            if done.unclear > 0 {
                println!("{} may have been sent or not: they are not sent again; see the tasks", done.unclear);
            }
            self.calls(&store, &house, &folder)?;
            let Some(seconds) = self.every else {
                return Ok(if done.failed == 0 { Ended::Well } else { Ended::Short });
            };
            if waiting.recv_timeout(Duration::from_secs(seconds)) == Err(RecvTimeoutError::Disconnected) {
                return Ok(Ended::Well);
            }
        }
    }
}

impl Work {
    /// Recalls go out in any case; new calls where the firm's card has lists. A file appears where there is anything in it.
    fn calls(&self, store: &Store, house: &House, folder: &Path) -> Result<(), Failure> {
        let now = now();
        let folder = folder.join("dialler");
        let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let mut recalls = ListFile::new(&folder.join(format!("recall-{stamp}.csv")), now)?;
        let recalled = dialler::recall(store, house, &mut recalls, now);
        recalls.finish(Empty::Nothing)?;
        let recalled = recalled?.recalled;
        let mut calls = 0;
        if house.dialler.lists {
            let name = format!("calls-{stamp}.csv");
            let mut list = ListFile::new(&folder.join(&name), now)?;
            let listed = dialler::export(store, house, &mut list, &name, now);
            list.finish(Empty::Nothing)?;
            calls = match listed {
                Ok(listed) => listed.calls,
                Err(DiallerError::Round(RoundError::Stopped { .. })) => 0,
                Err(why) => return Err(why.into()),
            };
        }
        if recalled + calls > 0 {
            println!("{calls} calls listed, {recalled} recalled, in {}", folder.display());
        }
        Ok(())
    }
}

/// E-mails by the server and texts by the provider, where there are such; all else into the folder.
struct Couriers {
    folder: Folder,
    smtp: Option<Smtp>,
    texts: Option<Sms>,
}

impl Couriers {
    fn of(&mut self, channel: Channel) -> &mut dyn Courier {
        match channel {
            Channel::Email => chosen(&mut self.smtp, &mut self.folder),
            Channel::Text => chosen(&mut self.texts, &mut self.folder),
            _ => &mut self.folder,
        }
    }
}

fn chosen<'a>(first: &'a mut Option<impl Courier>, folder: &'a mut Folder) -> &'a mut dyn Courier {
    match first {
        Some(courier) => courier,
        None => folder,
    }
}

impl Courier for Couriers {
    fn send(&mut self, permit: Permit, parcel: &Parcel) -> Result<Delivered, CourierError> {
        self.of(parcel.channel).send(permit, parcel)
    }

    fn knows_again(&self, channel: Channel) -> bool {
        match (channel, &self.smtp, &self.texts) {
            (Channel::Email, Some(smtp), _) => smtp.knows_again(channel),
            (Channel::Text, _, Some(texts)) => texts.knows_again(channel),
            _ => self.folder.knows_again(channel),
        }
    }
}
