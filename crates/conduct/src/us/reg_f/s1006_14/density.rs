//! 1006.14(a): the general standard, over all media together.

use facts::{AskContact, Meaning};

use crate::rule::{Asked, Findings};
use crate::standing::{Contact, Day, Moment, PersonIx, Standing};
use crate::us::calls::{connected, in_the_week, was_invited};
use crate::us::consumer::{collects, is_response, other_side};

/// "Numerous … per day for several consecutive days": three a day, on three days running; or as many on one day as the
/// comment on calls gives for a high concentration.
const NUMEROUS: usize = 3;
const SEVERAL_DAYS: i32 = 3;
const CONCENTRATED: usize = 6;

/// The full number of calls, with messages on top (comment 14(a)-2.i).
const FULL_CALLS: usize = 7;
const MULTIPLE_MESSAGES: usize = 2;

/// 1006.14(a), comments 14(a)-1.i and -2.i. Whether conduct harasses is a matter of facts and of the sum of all media:
/// a person must look where many electronic messages come on several days running without an answer, or messages come
/// on top of the full number of calls. The figures are ours; the text gives none.
pub(super) fn all_media(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some(person) = asked.person.filter(|_| collects(asked.ask)) else { return };
    if is_response(asked.ask.purpose) || asked.ask.continuing == Some(true) {
        return;
    }
    let (is_call, is_message) = (asked.ask.channel.is_by_telephone(), asked.ask.channel.is_electronic());
    if !is_call && !is_message {
        return;
    }
    let standing = asked.standing;
    let silent_since = last_word(standing, person, asked.at);
    let unsolicited = || {
        standing.contacts().iter().filter(move |c| {
            c.is_ours()
                && c.at.is_by(asked.at)
                && in_the_week(c.at.day, asked.day())
                && other_side(standing, c) == Some(person)
                && silent_since.is_none_or(|since| since.is_before(c.at))
                && !c.purpose.is_some_and(is_response)
        })
    };
    if unsolicited().take(CONCENTRATED).count() + 1 < CONCENTRATED {
        return;
    }
    let messages = |c: &&Contact| c.is_message() && c.channel.is_electronic();
    let on = |day: Day| {
        let now = usize::from(is_message && day == asked.day());
        unsolicited().filter(messages).filter(|c| c.at.day == day).count() + now
    };
    // Any three days running of the seven that end with this one.
    let several =
        (0..=7 - SEVERAL_DAYS).any(|start| (0..SEVERAL_DAYS).all(|n| on(asked.day().plus(-start - n)) >= NUMEROUS));
    let concentrated = on(asked.day()) >= CONCENTRATED;
    if is_message && (several || concentrated) {
        findings.advises("comment 14(a)-1.i");
        findings.advises("1006.14(a)");
        return;
    }
    let counted = |c: &&Contact| c.call().is_some_and(connected) && !was_invited(standing, person, asked.debts, c);
    let calls = unsolicited().filter(counted).count() + usize::from(is_call);
    let written = unsolicited().filter(messages).count() + usize::from(is_message);
    if calls >= FULL_CALLS && written >= MULTIPLE_MESSAGES {
        findings.advises("comment 14(a)-2.i");
        findings.advises("1006.14(a)");
    }
}

/// When the person last answered: by a contact of their own, by a talk, or by something said. A word that closes a
/// way to us invites nothing, and so is no answer.
fn last_word(standing: &Standing, person: PersonIx, at: Moment) -> Option<Moment> {
    let contact = standing.contacts().iter().rfind(|c| {
        c.at.is_by(at) && other_side(standing, c) == Some(person) && (c.by.is(person) || c.is_conversation())
    });
    let said = standing.said().iter().rfind(|s| s.by.is(person) && s.with.is_none() && !closes(&s.means));
    match (contact.map(|c| c.at), said.map(|s| s.known)) {
        (Some(a), Some(b)) => Some(if a.is_before(b) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// Does it close a way to us, or all of them?
fn closes(means: &Meaning) -> bool {
    matches!(
        means,
        Meaning::StopChannel { .. }
            | Meaning::Cease {}
            | Meaning::RefusesToPay {}
            | Meaning::Dispute { .. }
            | Meaning::Represented { .. }
            | Meaning::Inconvenient { .. }
            | Meaning::WithdrawsConsent { .. }
            | Meaning::WrongNumber { .. }
            | Meaning::EmployerForbids {}
            | Meaning::StatuteBarred {}
    )
}
