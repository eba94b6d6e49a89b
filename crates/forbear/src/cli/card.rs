//! `forbear checkout` and `forbear webhook`: card payments on a processor's own page.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use casework::payment::{Known, Wish};
use casework::processor::{CardPayment, begin, send_back};
use clap::Args;
use facts::Money;
use store::{DossierId, PaymentId};

use super::{Ended, Failure};
use crate::clock::now;
use crate::inbound::{CardHook, take_card};
use crate::installation::Where;
use crate::processor::Stripe;

/// The longest message of a processor, in bytes.
const BODY_MAX: u64 = 1024 * 1024;

/// Where the processor is.
#[derive(Debug, Args)]
struct At {
    /// The processor's address
    #[arg(long, default_value = "https://api.stripe.com", env = "FORBEAR_PROCESSOR")]
    processor: String,
    /// The file with our secret key there
    #[arg(long, value_name = "FILE")]
    processor_key: PathBuf,
}

/// Open a page on which a person pays by card; prints its address
#[derive(Debug, Args)]
pub(super) struct Checkout {
    /// The person: `pers_…`
    person: DossierId,
    /// As in `20.00 USD`
    amount: Money,
    /// By what it is known again: the same key opens the same page
    #[arg(long)]
    key: String,
    /// Where the person comes back to
    #[arg(long)]
    back: String,
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    place: Where,
}

/// Send money that is due back to a person to the card that a payment came from
#[derive(Debug, Args)]
pub(super) struct Refund {
    /// The person: `pers_…`
    person: DossierId,
    /// As in `20.00 USD`
    amount: Money,
    /// The payment that it came by: `paym_…`
    #[arg(long)]
    payment: PaymentId,
    /// By what it is known again: the same key sends it once
    #[arg(long)]
    key: String,
    /// Who sends it
    #[arg(long, default_value = "operator")]
    by: String,
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    place: Where,
}

/// Take in what a processor tells: its raw bytes from standard input, with the signature that came beside them
#[derive(Debug, Args)]
pub(super) struct Webhook {
    /// The header `Stripe-Signature` as it came
    #[arg(long)]
    signature: String,
    /// The file with the secret of the signatures
    #[arg(long, value_name = "FILE")]
    secret: PathBuf,
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    place: Where,
}

impl Checkout {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let mut processor = self.at.open()?;
        let new = CardPayment {
            key: &self.key,
            dossier: self.person,
            amount: self.amount,
            wish: Wish::default(),
            back: &self.back,
        };
        let page = begin(&store, &mut processor, &new, now())?;
        match page.url {
            Some(url) => println!("{url}"),
            None => println!("the page `{}` is over", page.reference),
        }
        Ok(Ended::Well)
    }
}

impl Refund {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let mut processor = self.at.open()?;
        let done =
            send_back(&store, &mut processor, (&self.key, self.person), self.payment, self.amount, now(), &self.by)?;
        let again = if done.known == Known::Before { ", as before" } else { "" };
        println!("{} went back to the card{again}", done.amount.spoken());
        Ok(Ended::Well)
    }
}

impl Webhook {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let mut body = Vec::new();
        std::io::stdin().lock().take(BODY_MAX).read_to_end(&mut body)?;
        let store = self.place.store()?;
        let (key, secret) = (secret(&self.at.processor_key)?, secret(&self.secret)?);
        let hook = CardHook { processor: self.at.processor, key, secret };
        let answer = take_card(&store, &hook, (&self.signature, &body), now())?;
        println!("{answer}");
        Ok(Ended::Well)
    }
}

impl At {
    fn open(&self) -> Result<Stripe, Failure> {
        Ok(Stripe::new(&self.processor, &secret(&self.processor_key)?))
    }
}

fn secret(path: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(path).map_err(|e| format!("`{}` can't be read: {e}", path.display()))?;
    Ok(text.trim().to_owned())
}
