//! `forbear statement PERSON`: a person's statement of account.

use casework::bank::spoken_reference;
use casework::statement::statements;
#[cfg(feature = "letters")]
use casework::statement::{AccountStatement, paper};
use clap::Args;
use jiff::civil::{Date, date};
use store::DossierId;

use super::{Ended, Failure};
use crate::clock::today;
use crate::installation::Where;

#[derive(Debug, Args)]
pub(super) struct Statement {
    /// The person: `pers_…`
    person: DossierId,
    /// The first day; from the beginning where it is left out
    #[arg(long)]
    from: Option<Date>,
    /// The last day; today where it is left out
    #[arg(long)]
    until: Option<Date>,
    /// As CSV
    #[arg(long)]
    csv: bool,
    /// As JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// As PDF, to the standard output
    #[cfg(feature = "letters")]
    #[arg(long, conflicts_with_all = ["csv", "json"])]
    pdf: bool,
    #[command(flatten)]
    place: Where,
}

impl Statement {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let from = self.from.unwrap_or(date(1900, 1, 1));
        let until = self.until.unwrap_or_else(today);
        if until < from {
            return Err(format!("{until} is before {from}: choose a later last day").into());
        }
        let all = store.read(|tx| statements(tx, self.person, (from, until)))?;
        if all.is_empty() {
            eprintln!("nothing is in the books for `{}`", self.person);
            return Ok(Ended::Short);
        }
        #[cfg(feature = "letters")]
        if self.pdf {
            return self.print_pdf(&store, &all);
        }
        for one in &all {
            if self.csv {
                print!("{}", one.statement.to_csv()?);
            } else if self.json {
                println!("{}", serde_json::to_string(one)?);
            } else {
                print(self.person, one);
            }
        }
        Ok(Ended::Well)
    }
}

#[cfg(feature = "letters")]
impl Statement {
    /// One file for each currency would be several on one output: a person's debts are in one.
    fn print_pdf(&self, store: &store::Store, all: &[AccountStatement]) -> Result<Ended, Failure> {
        let [one] = all else {
            return Err("their debts are in several currencies: give them the page or the CSV".into());
        };
        let house = self.place.house()?;
        let data = store.read(|tx| paper(tx, &house, self.person, one, today()))?;
        let letter = letters::Letter::from_json(&data.to_string())?;
        std::io::Write::write_all(&mut std::io::stdout(), letters::render(&letter)?.bytes())?;
        Ok(Ended::Well)
    }
}

fn print(person: DossierId, one: &casework::statement::AccountStatement) {
    let statement = &one.statement;
    println!("brought forward  {}", statement.opening.spoken());
    for row in &statement.rows {
        println!("{}  {:>14}  {:>14}  {}, {}", row.on, row.amount.spoken(), row.balance.spoken(), row.what, row.why);
    }
    println!("owed             {}", statement.closing.spoken());
    for debt in &one.debts {
        println!("  {} to {}: {}", debt.debt, debt.creditor, debt.balance.spoken());
    }
    if !one.aside.is_zero() {
        println!("waits for your word: {}", one.aside.spoken());
    }
    if !one.refund_due.is_zero() {
        println!("goes back to you: {}", one.refund_due.spoken());
    }
    println!("reference for transfers: {}", spoken_reference(person));
}
