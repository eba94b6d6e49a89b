//! `forbear letter KIND`: a letter as PDF, from its blocks or from the facts that its template names.

use std::io::{Read, Write};

use clap::Args;
use words::compose::{Composer, Use, is_order, on_paper};

use super::{Ended, Failure};

/// The longest data that is read for one letter.
const DATA_BYTES_MAX: u64 = 4 * 1024 * 1024;

#[derive(Debug, Args)]
pub(super) struct Letter {
    /// The kind of letter, as its data names it too
    kind: String,
    /// For those who are to approve a template: lay it out though nobody has, with a heading that says so
    #[arg(long)]
    draft: bool,
}

impl Letter {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let mut data = String::new();
        std::io::stdin().take(DATA_BYTES_MAX).read_to_string(&mut data)?;
        if is_order(&data) {
            let purpose = if self.draft { Use::Read } else { Use::Send };
            data = on_paper(&Composer::new()?, &data, purpose)?;
        }
        let letter = letters::Letter::from_json(&data)?;
        if letter.kind != self.kind {
            eprintln!(
                "the data is for a letter of kind `{}`, not `{}`: name that, or send other data",
                letter.kind, self.kind
            );
            return Ok(Ended::BadUse);
        }
        let pdf = letters::render(&letter)?;
        std::io::stdout().write_all(pdf.bytes())?;
        Ok(Ended::Well)
    }
}
