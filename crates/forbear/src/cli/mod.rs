//! The command line: one file a command. Names, flags and JSON keys are relied on by others.

mod bank;
mod card;
mod check;
mod decide;
mod demo;
mod dialler;
mod history;
mod inbox;
#[cfg(feature = "letters")]
mod letter;
mod listen;
mod operate;
mod place;
mod plan;
mod proof;
mod receive;
mod remit;
mod report;
mod returned;
mod round;
mod say;
mod statement;
mod stream;
mod switch;
mod town;
mod user;
mod words;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "forbear", version, about = "Debt collection that treats people as people")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The main job with no set-up: a portfolio placed, decided, worked for a day, and shown
    Demo(demo::Demo),
    /// Place a creditor's accounts from a file
    Place(place::Place),
    /// Take in a bank file: each payment to whom it belongs, once; what is unclear waits for a human
    Bank(bank::Bank),
    Checkout(card::Checkout),
    Webhook(card::Webhook),
    Refund(card::Refund),
    Terms(remit::Terms),
    Remit(remit::Remit),
    Interest(remit::Interest),
    /// A person's statement of account: what happened, why, and what was owed after it
    Statement(statement::Statement),
    /// The daily round: for each person the next kind and lawful contact, or the reason for none
    Round(round::Round),
    /// Send what is queued, each message decided again before it goes
    Work(work::Work),
    History(history::History),
    NoHistory(history::NoHistory),
    Report(report::Report),
    Dialler(dialler::Dialler),
    Stop(switch::Stop),
    Resume(switch::Resume),
    Receive(receive::Receive),
    Say(say::Say),
    Inbox(inbox::Inbox),
    Returned(returned::Returned),
    /// Why a decision came out as it did
    Explain(proof::Explain),
    /// Make a past decision again, from the facts as they then stood
    Replay(proof::Replay),
    /// Check the chain of the whole log
    Verify(proof::Verify),
    /// Everything held about a person
    Export(proof::Export),
    Init(operate::Init),
    Serve(operate::Serve),
    Migrate(operate::Migrate),
    Backup(operate::Backup),
    Restore(operate::Restore),
    User(user::User),
    /// Run conduct cases: files, or folders read recursively
    Check(check::Check),
    /// Answer cases without `expect`, a line each, from standard input
    Decide(decide::Decide),
    /// Read cues, circumstances, intents and safety in what people write: a JSON line each, from standard input
    Listen(listen::Listen),
    /// Check the words of what is to be sent: a JSON line each, from standard input
    Words(words::Words),
    /// Render a letter as PDF: its data as JSON from standard input, the PDF to standard output
    #[cfg(feature = "letters")]
    Letter(letter::Letter),
    /// Work out what a household can pay, and its choices: a JSON line each, from standard input
    Plan(plan::Plan),
    /// The simulated town: lives through the real code, and what independent auditors find; exit 1 if anything
    Town(town::Town),
}

/// How a command ended: 0 for success, 1 where something fell short, 2 for bad use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Well,
    Short,
    BadUse,
}

pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = match arguments.command {
        Command::Demo(command) => command.run(),
        Command::Place(command) => command.run(),
        Command::Bank(command) => command.run(),
        Command::Checkout(command) => command.run(),
        Command::Webhook(command) => command.run(),
        Command::Refund(command) => command.run(),
        Command::Statement(command) => command.run(),
        Command::Terms(command) => command.run(),
        Command::Remit(command) => command.run(),
        Command::Interest(command) => command.run(),
        Command::Round(command) => command.run(),
        Command::Work(command) => command.run(),
        Command::History(command) => command.run(),
        Command::NoHistory(command) => command.run(),
        Command::Report(command) => command.run(),
        Command::Dialler(command) => command.run(),
        Command::Stop(command) => command.run(),
        Command::Resume(command) => command.run(),
        Command::Receive(command) => command.run(),
        Command::Say(command) => command.run(),
        Command::Inbox(command) => command.run(),
        Command::Returned(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Replay(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Migrate(command) => command.run(),
        Command::Backup(command) => command.run(),
        Command::Restore(command) => command.run(),
        Command::User(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Decide(command) => command.run(),
        Command::Listen(command) => command.run(),
        Command::Plan(command) => command.run(),
        Command::Words(command) => command.run(),
        Command::Town(command) => command.run(),
        #[cfg(feature = "letters")]
        Command::Letter(command) => command.run(),
    };
    match ended {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::Short) => ExitCode::from(1),
        Ok(Ended::BadUse) => ExitCode::from(2),
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(1)
        }
    }
}

/// Any error that ends a command; its text is for the person who typed it.
pub(crate) type Failure = Box<dyn std::error::Error>;
