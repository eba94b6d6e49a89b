//! A human's own words to a person: looked at as they are typed, and sent through the gate like everything else.

use conduct::Standing;
use facts::{Channel, EndpointKind, Money, Purpose};
use jiff::Timestamp;
use store::{DossierId, WriteTx};
use words::check::{Checked, TextToCheck, check};
use words::compose::Kind;

use crate::house::House;
use crate::letter::{Letter, Said, say};
use crate::round::{Beside, RoundError};

/// A message longer than this is a letter that nobody reads.
const LETTERS_MAX: usize = 6_000;
/// A subject longer than this is no subject.
const SUBJECT_LETTERS_MAX: usize = 80;

/// What somebody of ours wants to write.
#[derive(Debug, Clone, Copy)]
pub struct OwnWords<'a> {
    pub dossier: DossierId,
    pub subject: &'a str,
    /// Paragraphs, with an empty line between them.
    pub text: &'a str,
    /// The way it should go; the one that they like best where there is none.
    pub channel: Option<Channel>,
    /// The id of the form: of one form, one message.
    pub id: &'a str,
}

/// Why it is not written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    #[error("say something: there are no words yet")]
    Empty,
    #[error("it is too long to be read: at most {LETTERS_MAX} letters, and {SUBJECT_LETTERS_MAX} for what it is about")]
    TooLong,
    #[error("they have no address for that way")]
    NoWay,
    #[error("it does not go out: {0}")]
    Unsaid(String),
    #[error(transparent)]
    Round(#[from] RoundError),
}

impl From<store::StoreError> for NotWritten {
    fn from(error: store::StoreError) -> NotWritten {
        NotWritten::Round(error.into())
    }
}

/// What our own check finds in words that somebody types: what can't be sent, and what could be said better.
pub fn look(text: &str, channel: Channel) -> Checked {
    check(&TextToCheck { text, channel, purpose: Some(Purpose::Reply), claims: None, requires: &[] })
}

/// Queues somebody's own words as an answer to a person. Sums in it must be sums that the record has.
///
/// # Errors
/// Nothing said, too much; words that our own check forbids, a sum that nobody knows, a gate that is closed; the store's.
pub fn write(tx: &mut WriteTx<'_>, house: &House, own: &OwnWords<'_>, now: Timestamp) -> Result<Said, NotWritten> {
    crate::switch::go_on(tx)?;
    let lines: Vec<String> = own.text.replace('\r', "").split("\n\n").map(one_line).filter(|l| !l.is_empty()).collect();
    let subject = one_line(own.subject);
    if lines.is_empty() || subject.is_empty() {
        return Err(NotWritten::Empty);
    }
    if own.text.chars().count() > LETTERS_MAX || subject.chars().count() > SUBJECT_LETTERS_MAX {
        return Err(NotWritten::TooLong);
    }
    let standing = crate::dossier::standing(tx, own.dossier).map_err(RoundError::from)?;
    let by = match own.channel {
        Some(channel) => Some((channel, theirs(&standing, channel).ok_or(NotWritten::NoWay)?)),
        None => None,
    };
    let beside = Beside::default().text("subject", subject).list("lines", lines);
    let beside = sums(&standing).into_iter().fold(beside, Beside::figure);
    let cause = format!("own_words_{}", own.id);
    let letter = Letter {
        kind: Kind::OwnWords,
        purpose: Purpose::Reply,
        dossier: own.dossier,
        debts: &[],
        beside,
        reason: "you wrote to us, or talked with us",
        cause: &cause,
        by,
    };
    match say(tx, house, &letter, &standing, now)? {
        // Nothing is kept of a message that did not go: it is corrected and sent again.
        Said::Unsaid(why) => Err(NotWritten::Unsaid(why)),
        queued @ Said::Queued(_) => Ok(queued),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the consumer is reached by a channel.
fn theirs(standing: &Standing, channel: Channel) -> Option<&facts::Endpoint> {
    let kind = match channel {
        Channel::Email => EndpointKind::Email,
        Channel::Letter => EndpointKind::Postal,
        Channel::Text => EndpointKind::Mobile,
        _ => return None,
    };
    let consumer = standing.consumer().and_then(|ix| standing.person(ix))?;
    standing.endpoints().iter().find(|e| e.kind == kind && e.person == consumer.id)
}

/// The sums that may be named: what is open, and how it came about.
fn sums(standing: &Standing) -> Vec<Money> {
    let open = standing.debts().iter().filter_map(|debt| debt.balance);
    let parts = standing.house().itemized.iter().flat_map(|i| [i.amount, i.interest, i.fees, i.payments, i.credits]);
    open.chain(parts).chain(standing.payments().iter().map(|paid| paid.amount)).collect()
}
