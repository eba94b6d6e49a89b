//! `forbear init`, `serve`, `migrate`, `backup`, `restore`: operating an installation.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::{Ended, Failure};
use crate::inbound::Hook;
use crate::installation::Where;
use crate::web::{self, Hooks, Listen, Web};

/// Make an installation: its folder, key, firm's card and database.
#[derive(Debug, Args)]
pub(super) struct Init {
    #[command(flatten)]
    place: Where,
}

impl Init {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        self.place.store()?;
        self.place.house()?;
        println!(
            "made in {}: correct firm.toml there, and keep master.key safe and apart from backups",
            self.place.dir.display()
        );
        Ok(Ended::Well)
    }
}

/// Serve the desk, and on another port the pages for the people we write to.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The desk's port
    #[arg(long, default_value_t = 7878)]
    port: u16,
    /// The port that the public may reach
    #[arg(long, default_value_t = 7879)]
    public_port: u16,
    /// The address of both; put a proxy with TLS before it
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    #[command(flatten)]
    place: Where,
}

impl Serve {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let texts = self.place.sms()?.map(|(card, secret)| Hook { secret, names: card.inbound });
        let web = Web { store: self.place.store()?, house: Arc::new(self.place.house()?) };
        let listen = Listen { desk: (self.host, self.port).into(), public: (self.host, self.public_port).into() };
        web::serve(&web, listen, Hooks { texts, cards: self.place.processor()? })?;
        Ok(Ended::Well)
    }
}

/// Bring the database up to this program, and check each statement against it.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(flatten)]
    place: Where,
}

impl Migrate {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let statements = self.place.store()?.check_statements()?;
        println!("the database is up to date: {statements} statements fit it");
        Ok(Ended::Well)
    }
}

/// Copy the database, while it is in use, into a new file.
#[derive(Debug, Args)]
pub(super) struct Backup {
    file: PathBuf,
    #[command(flatten)]
    place: Where,
}

impl Backup {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        store::backup(&self.place.address(), &self.file)?;
        println!("copied into {}; the key is not in it", self.file.display());
        Ok(Ended::Well)
    }
}

/// Put a backup where an installation has no database yet.
#[derive(Debug, Args)]
pub(super) struct Restore {
    file: PathBuf,
    #[command(flatten)]
    place: Where,
}

impl Restore {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let path = self.place.dir.join("forbear.db");
        if path.exists() {
            eprintln!("`{}` is there: move it away first, so that nothing is lost", path.display());
            return Ok(Ended::BadUse);
        }
        if !self.place.dir.join("master.key").exists() {
            eprintln!(
                "`{}` has no master.key: put the key there that the backup was made with",
                self.place.dir.display()
            );
            return Ok(Ended::BadUse);
        }
        std::fs::copy(&self.file, &path).map_err(|e| format!("`{}` can't be copied: {e}", self.file.display()))?;
        let report = self.place.store()?.verify()?;
        println!("restored: {} people, {} events", report.dossiers, report.events);
        Ok(if report.is_sound() { Ended::Well } else { Ended::Short })
    }
}
