//! DC 28-3814(d)(4)(B) and (f)(2): texts, e-mails, private messages, and what every writing says.

use facts::{AskContact, Channel, ConsentTo, Effect, Meaning, Part, Purpose};

use super::{is_original_creditor, with_consumer};
use crate::rule::{Asked, Carried, Findings};
use crate::standing::{Contact, Day, DebtSet, PartSet, Party, PersonIx, Standing};
use crate::us::calls::{in_the_week, particular_debt};
use crate::us::closed::opens;
use crate::us::consent::{has_run_out, is_withdrawn};
use crate::us::consumer::{is_direct, is_response, other_side};
use crate::us::limited_content::is_bare_confirmation;
use crate::us::medium::{Way, is_anothers, is_same_medium, stopped};
use crate::us::reply::unanswered;

/// "More than 5 text messages, emails, and private messages per account in any 7-day period."
const MESSAGES_MAX: usize = 5;
const DAYS: i32 = 7;

fn is_message(channel: Channel) -> bool {
    matches!(channel, Channel::Text | Channel::Email | Channel::SocialPrivate)
}

/// (d)(4)(B): no text, e-mail or private message before the notice of (m)(2)(A) was mailed (i), nor before the person's
/// express consent to that method, but for one message in seven days that asks for it (ii); then no more than five per
/// account in seven days, answers that the person asked for left out, each with a way out (iii).
pub(super) fn messages(asked: &Asked<AskContact>, findings: &mut Findings) {
    let Some((person, debts)) = with_consumer(asked) else { return };
    if !is_message(asked.ask.channel) || is_bare_confirmation(asked.ask) {
        return;
    }
    let standing = asked.standing;
    let parts = PartSet::of(&asked.ask.contains);
    let carried = Carried::when(|| parts.has(Part::OptOutNotice));
    findings.requires("DC 28-3814(d)(4)(B)(iii)(III)", Part::OptOutNotice, carried);
    if !is_original_creditor(asked.firm) && !is_notice_mailed(asked, debts) {
        findings.prohibits("DC 28-3814(d)(4)(B)(i)");
    }
    if !has_consented(asked, person) {
        let asks = asked.ask.purpose == Purpose::ObtainConsent;
        let earlier = || {
            ours(standing, person)
                .rfind(|c| c.purpose == Some(Purpose::ObtainConsent) && in_the_week(c.at.day, asked.day()))
        };
        match earlier() {
            None if asks => {
                findings.permits("DC 28-3814(d)(4)(B)(ii)");
            }
            Some(last) if asks => {
                let until = opens(standing, asked.at, last.at.day.plus(DAYS));
                findings.prohibits("DC 28-3814(d)(4)(B)(ii)").until(until);
            }
            _ => {
                findings.prohibits("DC 28-3814(d)(4)(B)(ii)");
            }
        }
        return;
    }
    let answers = is_response(asked.ask.purpose)
        && unanswered(standing, person, asked.ask.channel, |begun| in_the_week(begun.at.day, asked.day())) > 0;
    if let Some(day) = open_from(asked, person, debts).filter(|_| !answers) {
        findings.prohibits("DC 28-3814(d)(4)(B)(iii)(I)").until(opens(standing, asked.at, day));
    }
}

/// Our messages to the person by those methods, to points that are theirs.
fn ours(standing: &Standing, person: PersonIx) -> impl DoubleEndedIterator<Item = &Contact> + '_ {
    standing.contacts().iter().filter(move |c| {
        c.is_ours()
            && is_message(c.channel)
            && other_side(standing, c) == Some(person)
            && !c.to.is_some_and(|to| is_anothers(standing, to))
    })
}

fn open_from(asked: &Asked<AskContact>, person: PersonIx, debts: DebtSet) -> Option<Day> {
    let standing = asked.standing;
    let mut open = None;
    for (ix, _) in standing.debts().iter().enumerate().filter(|(ix, _)| debts.holds(*ix)) {
        let account = particular_debt(standing, ix);
        let days: Vec<Day> = ours(standing, person)
            .filter(|c| c.debts.is_empty() || c.debts.meets(account))
            .filter(|c| !c.purpose.is_some_and(is_response) && in_the_week(c.at.day, asked.day()))
            .map(|c| c.at.day)
            .collect();
        let surplus = days.len().checked_sub(MESSAGES_MAX).and_then(|n| days.get(n));
        open = open.max(surplus.map(|day| day.plus(DAYS)));
    }
    open
}

/// Was the notice of (m)(2)(A) mailed about all of the debts for which it is due? It is due for charged-off debts; where
/// nobody knows whether a debt is charged off, it must have been mailed.
fn is_notice_mailed(asked: &Asked<AskContact>, debts: DebtSet) -> bool {
    let standing = asked.standing;
    let due = standing.debts().iter().enumerate().filter(|(ix, d)| debts.holds(*ix) && d.charged_off != Some(false));
    let due = due.fold(DebtSet::EMPTY, |set, (ix, _)| set.or(DebtSet::one(ix)));
    super::documents::rights_notice_sent(standing, asked.at, |channel| channel == Channel::Letter).covers(due)
}

/// The person's express consent, given to us, to messages by this method, not taken back and not stopped.
fn has_consented(asked: &Asked<AskContact>, person: PersonIx) -> bool {
    let standing = asked.standing;
    let way = Way { channel: asked.ask.channel, to: asked.to };
    let fits = |endpoint: &Option<facts::EndpointId>| {
        endpoint.as_ref().is_none_or(|id| asked.to.is_some() && standing.endpoint_ix(id) == asked.to)
    };
    stopped(standing, person, way).is_none()
        && standing.said().iter().enumerate().any(|(place, said)| {
            let expressly = match &said.means {
                Meaning::Consent { to, endpoint, until, .. } => {
                    let method = match to {
                        ConsentTo::Text => Channel::Text,
                        ConsentTo::Email => Channel::Email,
                        _ => return false,
                    };
                    method == way.channel && fits(endpoint) && !has_run_out(*until, asked.at, &standing.home_zone())
                }
                Meaning::AllowChannel { channel: Some(channel), endpoint } => {
                    is_same_medium(*channel, way.channel) && fits(endpoint)
                }
                _ => return false,
            };
            expressly && said.by.is(person) && is_direct(said) && !is_withdrawn(standing, place)
        })
}

/// (f)(2): every written communication to collect a debt, not only the first, says that it is an attempt to collect it
/// and that information will be used for that. A writing to somebody else that asks where a person is must say so here
/// and must not in federal law (1006.10(b)(2)): a person must look.
pub(super) fn disclosure(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !asked.ask.channel.is_message() || is_bare_confirmation(asked.ask) {
        return;
    }
    if with_consumer(asked).is_some() {
        let parts = PartSet::of(&asked.ask.contains);
        let carried = Carried::when(|| parts.has(Part::InitialDisclosure));
        findings.requires("DC 28-3814(f)(2)", Part::InitialDisclosure, carried);
    } else if asked.ask.purpose == Purpose::Location && !super::covered(asked.standing, asked.debts).is_empty() {
        findings.refers("DC 28-3814(f)(2)", Effect::Advises);
    }
}

/// Written by this collector to the consumer.
pub(super) fn is_ours(by: Party, with: Option<Party>) -> bool {
    by == Party::Collector && with.is_none()
}
