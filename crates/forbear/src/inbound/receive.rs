//! One raw e-mail taken in: a person's words, a report on a mail of ours, or what waits for a human.

use std::io::Read;

use casework::hear::{Button, Inbound, Outcome, Sender, came_back, hear, set_aside, stop_channel, went};
use casework::house::House;
use casework::round::RoundError;
use facts::Channel;
use jiff::Timestamp;
use store::Store;
use store::inbox::State;

use super::mail::{Mail, read};
use super::report::{Report, ReportKind};

/// A mail larger than this is read by its beginning alone.
const MAIL_BYTES_MAX: u64 = 30 * 1024 * 1024;
/// So much of it: the words come before what is attached.
const BEGINNING_BYTES: usize = 1024 * 1024;

/// What became of a mail.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) outcome: Outcome,
    /// It was too large, and only its beginning was read.
    pub(crate) is_cut: bool,
}

/// Why a mail could not be taken in. Nothing of it was kept: bring it again.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReceiveError {
    #[error("the mail can't be read: {0}; bring it again")]
    Unread(#[from] std::io::Error),
    #[error("the mail is empty: nothing came in")]
    Empty,
    #[error(transparent)]
    Kept(#[from] RoundError),
}

/// Takes one mail in.
///
/// # Errors
/// A mail that can't be read or is empty, a store that can't be written.
pub(crate) fn receive(
    store: &Store,
    house: &House,
    mut source: impl Read,
    now: Timestamp,
) -> Result<Received, ReceiveError> {
    let mut raw = Vec::new();
    source.by_ref().take(MAIL_BYTES_MAX + 1).read_to_end(&mut raw)?;
    if raw.iter().all(u8::is_ascii_whitespace) {
        return Err(ReceiveError::Empty);
    }
    let is_cut = u64::try_from(raw.len()).is_ok_and(|length| length > MAIL_BYTES_MAX);
    if is_cut {
        raw.truncate(BEGINNING_BYTES);
        // A pipe that isn't emptied would be a mail that is brought again and again.
        std::io::copy(&mut source, &mut std::io::sink())?;
    }
    let mail = read(&raw);
    let outcome = sort(store, house, &mail, is_cut, now)?;
    Ok(Received { outcome, is_cut })
}

fn sort(store: &Store, house: &House, mail: &Mail, is_cut: bool, now: Timestamp) -> Result<Outcome, ReceiveError> {
    let mut notes: Vec<String> = mail.attachments.iter().map(|name| format!("attached: {name}")).collect();
    if is_cut {
        notes.push("larger than 30 MB: only its beginning was read, ask for the rest".to_owned());
    }
    let document = (!notes.is_empty()).then(|| notes.join("; "));
    let inbound = Inbound {
        channel: Channel::Email,
        from: Sender::Address(&mail.from),
        id: &mail.id,
        text: &mail.text,
        received: now,
        answers: mail.answers,
        document: document.as_deref(),
    };
    if let Some(report) = &mail.report {
        return reported(store, &inbound, report, now);
    }
    if mail.from.eq_ignore_ascii_case(&house.head.email) {
        return Ok(set_aside(store, &inbound, State::Closed, "it came from our own address")?);
    }
    if mail.is_automatic {
        return Ok(set_aside(store, &inbound, State::Closed, "a machine wrote it: it is not answered")?);
    }
    if mail.from.is_empty() {
        return Ok(set_aside(store, &inbound, State::Waits, "it names no sender, or is no mail: read it")?);
    }
    Ok(hear(store, house, &inbound)?)
}

/// A report is believed only of a mail that we did send, to the one to whom we sent it.
fn reported(store: &Store, inbound: &Inbound<'_>, report: &Report, now: Timestamp) -> Result<Outcome, ReceiveError> {
    let ours = match report.about {
        Some(id) => went(store, id)?,
        None => None,
    };
    let names = |address: &str| report.recipient.as_deref().is_none_or(|named| named.eq_ignore_ascii_case(address));
    let Some(ours) = ours.filter(|went| names(&went.address)) else {
        return Ok(set_aside(store, inbound, State::Waits, "a report on a mail that we do not know: read it")?);
    };
    Ok(match report.kind {
        ReportKind::Undeliverable => came_back(store, &ours, inbound.id, &report.why, now)?,
        ReportKind::Passing => set_aside(store, inbound, State::Closed, "a report of a delay or a delivery")?,
        ReportKind::Unwanted => {
            stop_channel(store, ours.dossier, Channel::Email, Button::MarkedUnwanted, inbound.id, now)?
        }
    })
}
