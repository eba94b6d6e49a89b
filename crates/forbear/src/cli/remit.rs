//! `forbear terms`, `forbear remit` and `forbear interest`: what a creditor's contract says, and what follows from it.

use std::path::PathBuf;

use casework::remit::{Draft, Month, ThreeWay, close, closed, draft, three_way};
use casework::{charge, terms};
use clap::{Args, ValueEnum};
use facts::Money;
use jiff::civil::Date;
use money::remit::Mode;

use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::Where;

/// Set what a creditor's contract says, from a file; or show what is set
#[derive(Debug, Args)]
pub(super) struct Terms {
    /// The creditor's short name, as it was placed under
    #[arg(long)]
    creditor: String,
    /// The terms (TOML); what is set is shown where it is left out
    file: Option<PathBuf>,
    /// Who sets them
    #[arg(long, default_value = "operator")]
    by: String,
    #[command(flatten)]
    place: Where,
}

/// A month's account with a creditor, and whether bank, ledger and sub-ledgers agree
#[derive(Debug, Args)]
pub(super) struct Remit {
    /// The creditor's short name
    #[arg(long)]
    creditor: String,
    /// The month, as in 2026-11
    #[arg(long)]
    period: Month,
    /// How the creditor is paid; as its terms say where it is left out
    #[arg(long)]
    mode: Option<How>,
    /// What the bank says that the trust account held at the end of the month, as in `1200.00 USD`
    #[arg(long, value_name = "SUM")]
    bank_balance: Option<Money>,
    /// Pay it out: write the entries and lock the month
    #[arg(long, requires = "by")]
    close: bool,
    /// Who pays it out
    #[arg(long)]
    by: Option<String>,
    /// As CSV
    #[arg(long)]
    csv: bool,
    /// As JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    #[command(flatten)]
    place: Where,
}

/// Add the interest that a creditor's terms give, until a day that is over; again changes nothing
#[derive(Debug, Args)]
pub(super) struct Interest {
    /// The creditor's short name
    #[arg(long)]
    creditor: String,
    /// The last day
    #[arg(long)]
    until: Date,
    /// Who adds it
    #[arg(long, default_value = "operator")]
    by: String,
    /// The report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Where,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum How {
    Net,
    Gross,
    Combined,
}

impl Terms {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        if let Some(file) = &self.file {
            let shown = file.display();
            let text = std::fs::read_to_string(file).map_err(|e| format!("`{shown}` can't be read: {e}"))?;
            let new: terms::Terms = toml::from_str(&text).map_err(|e| format!("`{shown}` is not understood: {e}"))?;
            store.write(|tx| terms::set(tx, &self.creditor, &new, now(), &self.by))?;
        }
        print!("{}", toml::to_string_pretty(&store.read(|tx| terms::of(tx, &self.creditor))?)?);
        Ok(Ended::Well)
    }
}

impl Remit {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let store = self.place.store()?;
        let mode = self.mode.map(How::mode);
        if self.close {
            let by = self.by.as_deref().unwrap_or_default();
            store.write(|tx| close(tx, &self.creditor, self.period, mode, now(), by))?;
        }
        let (_, until) = self.period.days();
        let (account, paid_out, three) = store.read(|tx| {
            let known = closed(tx, &self.creditor, self.period)?;
            let paid_out = known.is_some();
            let account = match known {
                Some(known) => known,
                None => draft(tx, &self.creditor, self.period, mode)?,
            };
            let mut three = Vec::new();
            for one in &account.accounts {
                let currency = one.collected.currency();
                let bank = self.bank_balance.filter(|bank| bank.currency() == currency);
                three.push(three_way(tx, currency, until, bank)?);
            }
            Ok::<_, Failure>((account, paid_out, three))
        })?;
        if self.json {
            let all = serde_json::json!({ "account": account, "paid_out": paid_out, "reconciliation": three });
            println!("{all}");
        } else if self.csv {
            for one in &account.accounts {
                print!("{}", one.to_csv()?);
            }
        } else {
            print(&account, paid_out);
            three.iter().for_each(print_three);
        }
        Ok(if three.iter().all(ThreeWay::agrees) { Ended::Well } else { Ended::Short })
    }
}

impl Interest {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let report = charge::run(&self.place.store()?, &self.creditor, self.until, now(), &self.by)?;
        if self.json {
            println!("{}", serde_json::to_string(&report)?);
            return Ok(Ended::Well);
        }
        println!("{} debts looked at, interest added to {}", report.debts, report.added_to);
        for sum in report.added.values() {
            println!("{}", sum.spoken());
        }
        Ok(Ended::Well)
    }
}

impl How {
    fn mode(self) -> Mode {
        match self {
            How::Net => Mode::Net,
            How::Gross => Mode::Gross,
            How::Combined => Mode::Combined,
        }
    }
}

fn print(account: &Draft, paid_out: bool) {
    let state = if paid_out { "paid out and locked" } else { "a draft: nothing is paid out yet" };
    println!("{}, {} to {}: {state}", account.creditor, account.from, account.until);
    if account.accounts.is_empty() {
        println!("nothing came, and nothing is held");
    }
    for one in &account.accounts {
        for row in &one.rows {
            println!(
                "{}  {:>14}  {:>12}  {}, {}",
                row.on,
                row.amount.spoken(),
                row.commission.spoken(),
                row.what,
                row.entry
            );
        }
        for (what, sum) in [
            ("paid to us", one.collected),
            ("paid to the creditor", one.direct),
            ("commission", one.commission),
            ("held for the creditor", one.held),
            ("kept of it", one.kept),
            ("paid out", one.to_creditor),
            ("to be invoiced", one.invoiced),
            ("short, carried on", one.short),
        ] {
            println!("{what:<24}{:>14}", sum.spoken());
        }
    }
}

fn print_three(three: &ThreeWay) {
    println!("at the end of {}:", three.on);
    match three.bank {
        Some(bank) => println!("{:<24}{:>14}", "the bank says", bank.spoken()),
        None => println!("the bank's balance was not given: --bank-balance SUM"),
    }
    println!("{:<24}{:>14}", "the trust ledger says", three.ledger.spoken());
    println!("{:<24}{:>14}", "owed out of it", three.sub_ledgers.spoken());
    for one in &three.owed_to {
        println!("  {:<30}{:>14}", one.whose, one.amount.spoken());
    }
    println!(
        "{}",
        if three.agrees() { "all agree" } else { "they do NOT agree: find out why before anything is paid" }
    );
}
