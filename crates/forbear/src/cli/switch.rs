//! `forbear stop` and `forbear resume`: the switch for everything that goes out.

use std::io::Read;

use casework::switch::{self, Released, SwitchError};
use clap::Args;
use store::access::user;

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;
use crate::password;

/// Stop everything, at once: no round, no sending, until two people let it go on
#[derive(Debug, Args)]
pub(super) struct Stop {
    /// Who stops it; anybody may
    #[arg(long)]
    by: String,
    /// Why, for whoever comes next
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    place: Where,
}

impl Stop {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        self.place.store()?.write(|tx| switch::stop(tx, &self.by, &self.reason, now()))?;
        println!("everything is stopped: what is queued waits, and nobody is looked at");
        Ok(Ended::Well)
    }
}

/// Ask to let everything go on, or agree where somebody else has asked; your password is read from standard input
#[derive(Debug, Args)]
pub(super) struct Resume {
    /// The name you sign in with
    #[arg(long)]
    by: String,
    /// What was found and mended
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    place: Where,
}

impl Resume {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let mut password = String::new();
        std::io::stdin().take(1_024).read_to_string(&mut password)?;
        let password = password.trim_end_matches(['\r', '\n']);
        let user = store.read(|tx| user::by_name(tx, &self.by))?;
        if !password::is_right(user.as_ref(), password) {
            eprintln!("name and password do not belong together: give the password of `{}` on standard input", self.by);
            return Ok(Ended::BadUse);
        }
        let released = store.write(|tx| switch::resume(tx, &self.by, &self.reason, now()));
        match released {
            Ok(Released::AskedFirst) => println!("you asked to let it go on; a second person has to agree"),
            Ok(Released::GoesOn) => println!("everything goes on"),
            Err(refused @ (SwitchError::SamePerson(_) | SwitchError::NotStopped | SwitchError::NoReason)) => {
                eprintln!("{refused}");
                return Ok(Ended::Short);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(Ended::Well)
    }
}
