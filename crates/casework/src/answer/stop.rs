//! Stopping a way to be reached, or all of them; and taking that back. Effective from the moment it is recorded.

use conduct::Standing;
use facts::{Channel, Meaning};
use store::{Store, WriteTx};

use super::{AnswerError, Done, Form, keep, statement};

/// A way to reach somebody that they can close or open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Calls,
    Texts,
    Emails,
    Letters,
    Everything,
}

impl Way {
    pub const ALL: [Way; 5] = [Way::Calls, Way::Texts, Way::Emails, Way::Letters, Way::Everything];

    /// The word for it in a form.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Calls => "calls",
            Way::Texts => "texts",
            Way::Emails => "emails",
            Way::Letters => "letters",
            Way::Everything => "everything",
        }
    }

    /// What the form's word means.
    pub fn of(word: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.as_str() == word)
    }

    /// The channel; none where it is all of them.
    pub fn channel(self) -> Option<Channel> {
        match self {
            Way::Calls => Some(Channel::Call),
            Way::Texts => Some(Channel::Text),
            Way::Emails => Some(Channel::Email),
            Way::Letters => Some(Channel::Letter),
            Way::Everything => None,
        }
    }
}

/// Closes a way to reach the person: from now on, and what waits to be sent is taken back. Sent twice, it is one.
///
/// # Errors
/// A store that can't be written. Then nothing was kept.
pub fn stop(store: &Store, form: &Form<'_>, way: Way) -> Result<Done, AnswerError> {
    store.write(|tx: &mut WriteTx| {
        let done = keep(tx, form, |at, _| {
            let closes = |channel| Meaning::StopChannel { channel: Some(channel), endpoint: None };
            let means = match way.channel() {
                Some(channel) => vec![closes(channel)],
                // Whether words on a page are a written notice hangs on what the firm accepts (12 CFR 1006.6(c)). Our word
                // does not: each way is closed by itself too.
                None => Way::ALL.into_iter().filter_map(Way::channel).map(closes).chain([Meaning::Cease {}]).collect(),
            };
            means.into_iter().map(|means| statement(at, Vec::new(), means)).collect()
        })?;
        if done == Done::Now {
            store::outbox::recall(tx, form.dossier, "they closed the channel", form.now)?;
        }
        Ok(done)
    })
}

/// Opens a way again that the person had closed. Sent twice, it is one.
///
/// # Errors
/// `ByHand`: all was closed, and the law lets only a human open that again, with the person. As [`stop`].
pub fn allow(store: &Store, form: &Form<'_>, way: Way) -> Result<Done, AnswerError> {
    let Some(channel) = way.channel() else { return Err(AnswerError::ByHand) };
    store.write(|tx: &mut WriteTx| {
        if stopped(&crate::dossier::standing(tx, form.dossier)?).contains(&Way::Everything) {
            return Err(AnswerError::ByHand);
        }
        keep(tx, form, |at, _| {
            let means = Meaning::AllowChannel { channel: Some(channel), endpoint: None };
            vec![statement(at, Vec::new(), means)]
        })
    })
}

/// The ways that a person has closed, by their last word on each. Everything, once closed, stays so until a human of ours
/// opens it with them, and then stands alone.
pub fn stopped(standing: &Standing) -> Vec<Way> {
    let mut closed = Vec::new();
    for said in standing.said() {
        let (channel, closes) = match &said.means {
            Meaning::StopChannel { channel: Some(channel), endpoint: None } => (Some(*channel), true),
            Meaning::AllowChannel { channel: Some(channel), endpoint: None } => (Some(*channel), false),
            Meaning::Cease {} => (None, true),
            _ => continue,
        };
        let Some(way) = Way::ALL.into_iter().find(|way| way.channel() == channel) else { continue };
        closed.retain(|known| *known != way);
        if closes {
            closed.push(way);
        }
    }
    if closed.contains(&Way::Everything) {
        closed.retain(|way| *way == Way::Everything);
    }
    closed
}
