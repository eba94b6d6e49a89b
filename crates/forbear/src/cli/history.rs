//! `forbear history FILE`, `forbear no-history`: what another system of ours did before.

use std::path::PathBuf;

use casework::cutover::{self, HistoryMap};
use clap::{Args, ValueEnum};
use facts::Channel;

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;

/// Import the history of accounts that another system worked: contacts, wishes, disputes, plans, needs
#[derive(Debug, Args)]
pub(super) struct History {
    /// The file: `.csv` or `.csv.gz`
    file: PathBuf,
    /// The creditor's id with us
    #[arg(long)]
    creditor: String,
    /// The map from the other system's columns and words to ours (TOML)
    #[arg(long)]
    map: PathBuf,
    /// The import's name, which stands with each entry; the file's name where it is left out
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
    /// Only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// The report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Where,
}

impl History {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let map = HistoryMap::read(&self.map)?;
        let store = self.place.store()?;
        let file_name = || self.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let name = self.name.clone().unwrap_or_else(|| format!("history {}", file_name()));
        let report = cutover::import(&store, &self.file, &map, (&self.creditor, &name), now(), self.dry_run)?;
        if self.json {
            println!("{}", serde_json::to_string(&report)?);
        } else {
            print!("{report}");
        }
        Ok(if report.rejected == 0 { Ended::Well } else { Ended::Short })
    }
}

/// Answer for it that a person's history is all on record, or that there is none
#[derive(Debug, Args)]
pub(super) struct NoHistory {
    /// The creditor's id with us
    #[arg(long)]
    creditor: String,
    /// The account's number with the creditor
    #[arg(long)]
    account: String,
    /// The channel that you answer for; may be repeated
    #[arg(long = "channel", value_name = "CHANNEL", required = true)]
    channels: Vec<Answered>,
    /// How you know
    #[arg(long)]
    why: String,
    /// Your name
    #[arg(long)]
    by: String,
    #[command(flatten)]
    place: Where,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Answered {
    Call,
    Text,
    Email,
    Letter,
}

impl NoHistory {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let channels: Vec<Channel> = self
            .channels
            .iter()
            .map(|channel| match channel {
                Answered::Call => Channel::Call,
                Answered::Text => Channel::Text,
                Answered::Email => Channel::Email,
                Answered::Letter => Channel::Letter,
            })
            .collect();
        let found = store.read(|tx| store::account::find(tx, &self.creditor, &self.account))?;
        let Some(account) = found else {
            eprintln!("`{}` has placed no account `{}` here: check its number", self.creditor, self.account);
            return Ok(Ended::BadUse);
        };
        let dossier = account.dossier;
        let standing = store.write(|tx| cutover::state_known(tx, dossier, &channels, &self.why, &self.by, now()))?;
        let missing = cutover::missing(&standing);
        println!("{dossier}: written down, by {}", self.by);
        for one in &missing {
            println!("  still not known: {one}");
        }
        Ok(Ended::Well)
    }
}
