//! `forbear user`: the people who work here, and what they may do.

use std::io::Read;

use casework::staff::Role;
use clap::{Args, Subcommand};
use store::access::user::{self, State};
use store::{Store, StoreError};

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;
use crate::password;

/// The people who work here.
#[derive(Debug, Args)]
pub(super) struct User {
    #[command(subcommand)]
    what: UserVerb,
    #[command(flatten)]
    place: Where,
}

#[derive(Debug, Subcommand)]
enum UserVerb {
    /// Add somebody; their password is read from standard input
    Add {
        name: String,
        /// What they may do: agent, lead, compliance or admin
        #[arg(long)]
        role: Role,
    },
    /// Give somebody another role
    Role { name: String, role: Role },
    /// Give somebody a new password, read from standard input; whoever is signed in with the old one is signed out
    Password { name: String },
    /// Somebody no longer works here: they are signed out at once, and what they did keeps their name
    Close { name: String },
    /// All who are on record
    List,
}

impl User {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        match self.what {
            UserVerb::Add { name, role } => {
                let secret = match password::hash(&read_password()?) {
                    Ok(secret) => secret,
                    Err(why) => return refused(&why),
                };
                let id = store.write(|tx| user::add(tx, &name, role.as_str(), &secret, now()))?;
                println!("{id} {name} ({})", role.as_str());
            }
            UserVerb::Role { name, role } => {
                change(&store, &name, |user| user.role = role.as_str().to_owned())?;
                println!("{name} is {} now", role.as_str());
            }
            UserVerb::Password { name } => {
                let secret = match password::hash(&read_password()?) {
                    Ok(secret) => secret,
                    Err(why) => return refused(&why),
                };
                change(&store, &name, |user| user.secret = secret.clone())?;
                println!("{name} signs in with the new password from now on");
            }
            UserVerb::Close { name } => {
                change(&store, &name, |user| user.state = State::Closed)?;
                println!("{name} can't sign in any more");
            }
            UserVerb::List => {
                for user in store.read(user::list)? {
                    println!("{} {} ({}, {})", user.id, user.name, user.role, user.state.as_str());
                }
            }
        }
        Ok(Ended::Well)
    }
}

/// Changes somebody, and signs them out everywhere: what they may do is read anew when they come in again.
fn change(store: &Store, name: &str, mut with: impl FnMut(&mut user::User)) -> Result<(), StoreError> {
    store.write(|tx| {
        let mut user =
            user::by_name(tx, name)?.ok_or_else(|| StoreError::Missing { what: "user", id: name.to_owned() })?;
        with(&mut user);
        user::change(tx, user.id, &user.role, user.state, &user.secret)
    })
}

fn read_password() -> Result<String, Failure> {
    let mut password = String::new();
    std::io::stdin().take(1_024).read_to_string(&mut password)?;
    Ok(password.trim_end_matches(['\r', '\n']).to_owned())
}

fn refused(why: &password::PasswordError) -> Result<Ended, Failure> {
    eprintln!("{why}");
    Ok(Ended::BadUse)
}
