//! `forbear round`: the daily round.

use std::collections::BTreeMap;
use std::path::PathBuf;

use casework::proof::{TRIED_DAYS, TRIED_MAX, Tried};
use casework::{hold, plan, proof, round};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::demo::print_round;
use super::{Ended, Failure};
use crate::clock::now;
use crate::installation::{Where, house_from};

#[derive(Debug, Args)]
pub(super) struct Round {
    /// The day to work, as if it were nine in the morning in UTC; today's moment where it is left out
    #[arg(long)]
    on: Option<Date>,
    /// Only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run: another firm.toml, to see what its house rules would change
    #[arg(long, value_name = "FILE")]
    house: Option<PathBuf>,
    #[command(flatten)]
    place: Where,
}

impl Round {
    pub(super) fn run(self) -> Result<Ended, Failure> {
        let at = match self.on {
            Some(day) => morning(day)?,
            None => now(),
        };
        let store = self.place.store()?;
        let house = self.place.house()?;
        if let Some(other) = &self.house {
            if !self.dry_run {
                eprintln!("--house only tries rules out: say --dry-run too");
                return Ok(Ended::BadUse);
            }
            let ours = round::run(&store, &house, at, true)?;
            let theirs = round::run(&store, &house_from(other)?, at, true)?;
            println!("by the rules in force:");
            print_round(&ours);
            println!("by the rules of `{}`:", other.display());
            print_round(&theirs);
            print_tried(&proof::tried(&store, &house, &house_from(other)?.rules, at)?);
            return Ok(Ended::Well);
        }
        print_looks(
            &hold::look_at_due(&store, at, self.dry_run)?,
            &plan::look_at_due(&store, &house, at, self.dry_run)?,
        );
        print_round(&round::run(&store, &house, at, self.dry_run)?);
        Ok(Ended::Well)
    }
}

/// What was due of holds and plans, where anything was.
fn print_looks(holds: &hold::Looks, plans: &plan::Looks) {
    if *holds != hold::Looks::default() {
        println!("holds");
        println!("{:>11} rest", holds.rests);
        println!("{:>11} ended", holds.ended);
        println!("{:>11} for a human", holds.for_humans);
    }
    if *plans != plan::Looks::default() {
        println!("plans");
        println!("{:>11} as agreed, or waiting", plans.well);
        println!("{:>11} kind check-ins about a payment that did not come", plans.checked_in);
        println!("{:>11} for a human", plans.for_humans);
    }
}

/// What the contacts of the last month would have come to.
fn print_tried(tried: &Tried) {
    println!("the last {TRIED_DAYS} days again, on the facts known then");
    println!("{:>11} decided", tried.decisions);
    println!("{:>11} the same", tried.same);
    let sum = |by_rule: &BTreeMap<String, u64>| by_rule.values().sum::<u64>();
    println!("{:>11} permitted then, refused by the other rules", sum(&tried.closed));
    for (rule, count) in &tried.closed {
        println!("{count:>15} by {rule}");
    }
    println!("{:>11} refused then, permitted by the other rules", sum(&tried.opened));
    for (rule, count) in &tried.opened {
        println!("{count:>15} that {rule} refused");
    }
    println!("{:>11} refused by both, for another reason or until another day", tried.otherwise);
    if tried.decisions >= u64::from(TRIED_MAX) {
        println!("            no more than the newest {TRIED_MAX} were tried");
    }
}

fn morning(day: Date) -> Result<Timestamp, Failure> {
    let nine = Time::constant(9, 0, 0, 0);
    Ok(day.to_datetime(nine).to_zoned(TimeZone::UTC)?.timestamp())
}
