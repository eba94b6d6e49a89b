//! `forbear receive`: mails come in, from a mail server's hook or from a folder.

use std::fs::{self, File};
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};

use casework::hear::Outcome;
use casework::house::House;
use clap::Args;
use store::Store;

use super::{Ended, Failure};
use crate::clock::now;
use crate::inbound::{Received, receive};
use crate::installation::Where;

/// Take in e-mails: one from standing input as a mail server's pipe gives it, or all of a folder
#[derive(Debug, Args)]
pub(super) struct Receive {
    /// Take in each file of this folder; what was taken in moves to its `done` folder
    #[arg(long)]
    folder: Option<PathBuf>,
    #[command(flatten)]
    place: Where,
}

impl Receive {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let house = self.place.house()?;
        match &self.folder {
            Some(folder) => from_folder(&store, &house, folder),
            None => {
                println!("{}", one(&store, &house, stdin().lock())?);
                Ok(Ended::Well)
            }
        }
    }
}

fn one(store: &Store, house: &House, source: impl Read) -> Result<String, Failure> {
    Ok(told(&receive(store, house, source, now())?))
}

/// In the order of names, so that the same folder is always the same.
fn from_folder(store: &Store, house: &House, folder: &Path) -> Result<Ended, Failure> {
    let unreadable = |e: std::io::Error| format!("the folder `{}` can't be read: {e}", folder.display());
    let mut files = Vec::new();
    for found in fs::read_dir(folder).map_err(unreadable)? {
        let path = found.map_err(unreadable)?.path();
        let is_hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if path.is_file() && !is_hidden {
            files.push(path);
        }
    }
    files.sort();
    let done = folder.join("done");
    fs::create_dir_all(&done)?;
    let mut ended = Ended::Well;
    for path in files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match File::open(&path).map_err(Failure::from).and_then(|file| one(store, house, file)) {
            Ok(words) => {
                fs::rename(&path, done.join(&name))?;
                println!("{name}: {words}");
            }
            // One bad file keeps no other from coming in.
            Err(why) => {
                eprintln!("{name}: {why}");
                ended = Ended::Short;
            }
        }
    }
    Ok(ended)
}

/// What became of a mail, in a few lines; without names and words, for it may end up in a mail server's log.
fn told(received: &Received) -> String {
    let cut = if received.is_cut { " (larger than 30 MB: only its beginning was read)" } else { "" };
    let words = match &received.outcome {
        Outcome::Before => "it came in before: nothing changed".to_owned(),
        Outcome::Waits { inbox, why } => format!("waits for a human as {inbox}: {why}"),
        Outcome::Closed { why } => format!("closed: {why}"),
        Outcome::Taken(taken) => {
            let mut lines = vec![format!("taken in for {}: {}", taken.dossier, taken.recorded.join(", "))];
            if !taken.handed_over.is_empty() {
                lines.push(format!("a human takes over: {}", taken.handed_over.join("; ")));
            }
            if !taken.to_confirm.is_empty() {
                lines.push(format!("to confirm: {}", taken.to_confirm.join("; ")));
            }
            if !taken.offered_for_consent.is_empty() {
                lines.push(format!("offered for consent, not recorded: {}", taken.offered_for_consent.join(", ")));
            }
            if let (Some(day), Some(reply)) = (taken.answer_by, taken.reply) {
                lines.push(format!("promised: an answer by {day}; the reply waits as {reply}"));
            } else if let Some(reply) = taken.reply {
                lines.push(format!("the confirmation waits as {reply}"));
            }
            if let Some(why) = &taken.no_reply {
                lines.push(format!("no reply by itself: {why}"));
            }
            if taken.recalled > 0 {
                lines.push(format!("taken back from the outbox: {}", taken.recalled));
            }
            lines.join("\n  ")
        }
    };
    format!("{words}{cut}")
}
