//! When this collector conveyed information on a debt to the consumer, and when first (1006.2(d), 1006.18(e), 1006.34(b)(2)).

use facts::{CallOutcome, Channel, NoticeKind, Part, Person, Place, Purpose, Role, StatusKind};

use crate::standing::{Contact, DebtSet, EndpointIx, Moment, NoticeSent, Outcome, PartSet, Party, PersonIx, Standing};

/// What a limited-content message must have, 1006.2(j)(1).
const LIMITED_REQUIRED: [Part; 4] = [Part::BusinessName, Part::ReplyRequest, Part::ContactName, Part::ReplyNumber];

/// All that it may have, 1006.2(j)(1) and (2).
const LIMITED_ALLOWED: [Part; 8] = [
    Part::BusinessName,
    Part::ReplyRequest,
    Part::ContactName,
    Part::ReplyNumber,
    Part::Salutation,
    Part::DateTime,
    Part::ReplyTimes,
    Part::AnyRepresentative,
];

/// Spoken or written words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Oral,
    Written,
}

/// One time at which this collector conveyed information on debts to the consumer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Conveyed {
    pub at: Moment,
    pub debts: DebtSet,
    pub form: Form,
    pub contains: PartSet,
    /// It gave the validation information.
    pub gives_validation: bool,
    /// A call, a message or a visit, and no notice.
    pub is_contact: bool,
    /// To the consumer, and not to who acts for the estate.
    pub to_consumer_themselves: bool,
}

/// What a voicemail is, by its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voicemail {
    /// All that 1006.2(j)(1) asks for, and nothing beyond (j)(2): no communication.
    Limited,
    /// Fewer parts than that, and none beyond: whether it conveys a debt is a matter of facts.
    Short,
    /// It says more, or nobody knows what: a communication.
    Communication,
}

/// What a voicemail with these parts is.
pub(crate) fn voicemail(contains: PartSet) -> Voicemail {
    if contains.is_empty() || !contains.only(&LIMITED_ALLOWED) {
        Voicemail::Communication
    } else if contains.has_all(&LIMITED_REQUIRED) {
        Voicemail::Limited
    } else {
        Voicemail::Short
    }
}

/// Every time at which this collector conveyed information on a debt to the consumer, or to who acts for the estate
/// of a deceased one. Pleadings, and the notices that other law asks for and that are no collection, are left out
/// (1006.34(b)(2); 1006.18(e)(3)); so is what is known not to have arrived.
pub(crate) fn conveyed(standing: &Standing) -> impl Iterator<Item = Conveyed> {
    let contacts = standing.contacts().iter().filter_map(|c| of_contact(standing, c));
    let notices = standing.notices().iter().filter_map(|n| of_notice(standing, n));
    contacts.chain(notices)
}

/// The debts about which this collector has communicated with the consumer, in any form and in writing.
pub(crate) fn spoken_of(standing: &Standing) -> (DebtSet, DebtSet) {
    conveyed(standing).fold((DebtSet::EMPTY, DebtSet::EMPTY), |(all, written), c| match c.form {
        Form::Oral => (all.or(c.debts), written),
        Form::Written => (all.or(c.debts), written.or(c.debts)),
    })
}

/// The initial communication about one debt, by whoever started it (comment 18(e)(1)-1).
pub(crate) fn initial(standing: &Standing, debt: usize) -> Option<Conveyed> {
    conveyed(standing).filter(|c| c.debts.holds(debt)).min_by_key(|c| c.at.key())
}

fn of_contact(standing: &Standing, contact: &Contact) -> Option<Conveyed> {
    if !is_with_consumer(standing, contact) || contact.purpose.is_some_and(|p| !conveys(p)) {
        return None;
    }
    let form = match contact.outcome {
        Outcome::Call(CallOutcome::Voicemail | CallOutcome::RinglessVoicemail) if contact.is_ours() => {
            (voicemail(contact.contains) == Voicemail::Communication).then_some(Form::Oral)?
        }
        Outcome::Call(_) => contact.is_conversation().then_some(Form::Oral)?,
        Outcome::Message(_) => (contact.is_ours() && !is_returned(standing, contact)).then_some(Form::Written)?,
        // Using our pages is no communication of ours.
        Outcome::Visit(Place::Portal, _) => return None,
        Outcome::Visit(..) => Form::Oral,
    };
    let other = if contact.is_ours() { contact.person.or_else(|| owner(standing, contact.to)) } else { by(contact) };
    Some(Conveyed {
        at: contact.at,
        debts: debts_of(standing, contact),
        form,
        contains: contact.contains,
        gives_validation: contact.contains.has(Part::ValidationInformation),
        is_contact: true,
        to_consumer_themselves: is_consumer(standing, other),
    })
}

fn of_notice(standing: &Standing, notice: &NoticeSent) -> Option<Conveyed> {
    let conveys = is_ours(notice) && !notice_came_back(standing, notice);
    let other = notice.person.or_else(|| owner(standing, notice.to));
    let form = if notice.channel.is_some_and(|c| c.is_by_telephone() || c == Channel::InPerson) {
        Form::Oral
    } else {
        Form::Written
    };
    (conveys && stands_for_consumer(standing, other)).then_some(Conveyed {
        at: notice.at,
        debts: notice.debts,
        form,
        contains: notice.contains,
        gives_validation: notice.kind == NoticeKind::Validation || notice.contains.has(Part::ValidationInformation),
        is_contact: false,
        to_consumer_themselves: is_consumer(standing, other),
    })
}

fn owner(standing: &Standing, endpoint: Option<EndpointIx>) -> Option<PersonIx> {
    endpoint.and_then(|ix| standing.endpoint(ix)).and_then(|e| standing.person_ix(&e.person))
}

fn by(contact: &Contact) -> Option<PersonIx> {
    match contact.by {
        Party::Person(person) => Some(person),
        Party::Collector | Party::Unknown => None,
    }
}

/// Is this the consumer? Where nobody is named, the consumer is meant.
fn is_consumer(standing: &Standing, person: Option<PersonIx>) -> bool {
    person.and_then(|ix| standing.person(ix)).is_none_or(|p| p.role == Role::Consumer)
}

/// The debts that a contact was about. A talk is about what was in fact spoken of; one that is counted to a debt
/// was about none; where nothing is said, about every debt.
pub(crate) fn debts_of(standing: &Standing, contact: &Contact) -> DebtSet {
    if let Some(discussed) = contact.discussed {
        discussed
    } else if !contact.debts.is_empty() {
        contact.debts
    } else if !contact.counted_to.is_empty() {
        DebtSet::EMPTY
    } else {
        standing.all_debts()
    }
}

/// Does a contact for this purpose convey information on a debt, other than as a pleading or as a form that other
/// law asks for and that is no collection (1006.34(b)(2), comment 2(d)-2)?
pub(crate) fn conveys(purpose: Purpose) -> bool {
    !matches!(
        purpose,
        Purpose::LegalProcess
            | Purpose::ProofOfClaim
            | Purpose::PrivacyNotice
            | Purpose::DataBreachNotice
            | Purpose::TaxForm
            | Purpose::Marketing
            | Purpose::ConfirmOptOut
            | Purpose::Location
    )
}

/// Between this collector and the consumer (or who acts for the estate of a deceased one), by whoever started it?
pub(crate) fn is_with_consumer(standing: &Standing, contact: &Contact) -> bool {
    if contact.is_ours() {
        return stands_for_consumer(standing, contact.person.or_else(|| owner(standing, contact.to)));
    }
    match contact.by {
        Party::Person(by) => contact.is_to_us() && stands_for_consumer(standing, Some(by)),
        Party::Collector | Party::Unknown => false,
    }
}

/// Did a notice go to the consumer, or to who acts for the estate of a deceased one?
pub(crate) fn is_to_consumer(standing: &Standing, notice: &NoticeSent) -> bool {
    stands_for_consumer(standing, notice.person.or_else(|| owner(standing, notice.to)))
}

/// Is this the consumer, or who is authorised to act for the estate of a deceased one (comments 34(a)(1)-1 and 38-3)?
/// Where nobody is named, the consumer is meant.
pub(crate) fn stands_for_consumer(standing: &Standing, person: Option<PersonIx>) -> bool {
    let Some(person) = person.and_then(|ix| standing.person(ix)) else { return true };
    match person.role {
        Role::Consumer => true,
        Role::PersonalRepresentative => is_deceased(standing),
        _ => false,
    }
}

/// Is the consumer known to have died?
pub(crate) fn is_deceased(standing: &Standing) -> bool {
    let consumer: Option<&Person> = standing.consumer().and_then(|ix| standing.person(ix));
    consumer.is_some_and(|p| p.deceased == Some(true))
        || standing.changes().iter().any(|c| c.kind == StatusKind::Death && c.with.is_none())
}

/// A notice of this collector's own.
pub(crate) fn is_ours(notice: &NoticeSent) -> bool {
    notice.by == Party::Collector && notice.with.is_none() && notice.kind != NoticeKind::Undeliverability
}

/// A notice of undeliverability speaks of the last thing that we sent there, and of what went there in the fortnight
/// before it (the time that comment 30(a)(1)-2 takes to be enough for one to come).
const RETURN_DAYS: i32 = 14;

/// One thing that we sent.
#[derive(Debug, Clone, Copy)]
struct Sending {
    at: Moment,
    channel: Option<Channel>,
    to: Option<EndpointIx>,
    debts: DebtSet,
}

/// Did a notice come back as undeliverable, as far as is known (comment 42(a)(1)-2)?
pub(crate) fn notice_came_back(standing: &Standing, notice: &NoticeSent) -> bool {
    came_back(standing, sending_of_notice(notice))
}

/// Did a message come back as undeliverable, as far as is known?
pub(crate) fn is_returned(standing: &Standing, message: &Contact) -> bool {
    message.is_undeliverable() || came_back(standing, sending_of_message(standing, message))
}

fn sending_of_notice(notice: &NoticeSent) -> Sending {
    Sending { at: notice.at, channel: notice.channel, to: notice.to, debts: notice.debts }
}

fn sending_of_message(standing: &Standing, message: &Contact) -> Sending {
    let debts = debts_of(standing, message);
    Sending { at: message.at, channel: Some(message.channel), to: message.to, debts }
}

fn came_back(standing: &Standing, sending: Sending) -> bool {
    bounces(standing, sending.channel, sending.to, sending.debts).any(|bounce| {
        sending.at.is_by(bounce)
            && (bounce.day.since(sending.at.day) <= RETURN_DAYS || !was_followed(standing, sending, bounce))
    })
}

/// Did we send something else there between this sending and the bounce?
fn was_followed(standing: &Standing, sending: Sending, bounce: Moment) -> bool {
    let follows = |other: Sending| {
        sending.at.is_before(other.at)
            && other.at.is_by(bounce)
            && is_same_point((sending.channel, sending.to), (other.channel, other.to))
    };
    standing.notices().iter().filter(|n| is_ours(n)).any(|n| follows(sending_of_notice(n)))
        || standing
            .contacts()
            .iter()
            .filter(|c| c.is_ours() && c.is_message())
            .any(|c| follows(sending_of_message(standing, c)))
}

/// The same contact point; where either is not named, the same channel.
fn is_same_point(a: (Option<Channel>, Option<EndpointIx>), b: (Option<Channel>, Option<EndpointIx>)) -> bool {
    match (a.1, b.1) {
        (Some(a), Some(b)) => a == b,
        _ => match (a.0, b.0) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        },
    }
}

/// When notices of undeliverability came that fit a sending by this channel to this contact point.
pub(crate) fn bounces(
    standing: &Standing,
    channel: Option<Channel>,
    to: Option<EndpointIx>,
    debts: DebtSet,
) -> impl Iterator<Item = Moment> {
    standing.notices().iter().filter(|n| n.kind == NoticeKind::Undeliverability).filter_map(move |bounce| {
        let fits = is_same_point((bounce.channel, bounce.to), (channel, to));
        (fits && (bounce.debts.meets(debts) || debts.is_empty())).then_some(bounce.at)
    })
}
