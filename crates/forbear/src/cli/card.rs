//! `forbear checkout` and `forbear webhook`: card payments on a processor's own page.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use casework::payment::Wish;
use casework::processor::{CardPayment, Told, begin, told};
use clap::Args;
use facts::Money;
use sha2::{Digest, Sha256};
use store::DossierId;

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;
use crate::processor::{Stripe, news_of, verify};

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

impl Webhook {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let mut body = Vec::new();
        std::io::stdin().lock().take(BODY_MAX).read_to_end(&mut body)?;
        verify(secret(&self.secret)?.as_bytes(), &self.signature, &body, now())?;
        let event: serde_json::Value = serde_json::from_slice(&body)?;
        let (id, news) = news_of(&event).ok_or("the event has no id or type: it is not of the shape that we know")?;
        let (store, house) = (self.place.store()?, self.place.house()?);
        let digest: [u8; 32] = Sha256::digest(&body).into();
        let answer = told(&store, &house, &mut self.at.open()?, &Told { id, digest: &digest, news }, now())?;
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
