//! CONC 7.9: when, where and how somebody may be contacted, and what others may learn.

use facts::{
    AskContact, Assertion, Channel, CheckKind, ConsentTo, Domain, Effect, Meaning, Part, Purpose, Role, Verdict,
};

use super::contact;
use crate::rule::{Asked, Carried, Findings, Rule};
use crate::uk::hours::{Hours, Wish, place};
use crate::uk::pursuit::{
    customer_id, is_answer, is_credit, is_customer, is_statutory, is_with_customer, may_act_for_customer, person,
    pursues, tells,
};

pub(in crate::uk) static CONTACT: &[Rule] = &[
    contact("CONC 7.9.2R", "no bait: don't make somebody answer for a wrong reason", bait),
    contact("CONC 7.9.4R", "contact people when, where and how they asked, and at reasonable hours", when_and_how),
    contact("CONC 7.9.6R", "tell nobody else of somebody's debt, and don't threaten to", disclosure),
    contact("CONC 7.9.7R", "nothing that lets others see that somebody owes", seen_by_others),
    contact("CONC 7.9.10R", "no detail of a debt before it is known who hears it", identity_first),
];

/// CONC 7.9.2R, 7.9.3G(1): no missed parcel or other pretext.
fn bait(asked: &Asked<AskContact>, findings: &mut Findings) {
    if is_credit(asked) && asked.reading.is_some_and(|r| r.asserts(Assertion::UsesPretext)) {
        findings.prohibits("CONC 7.9.2R");
    }
}

/// CONC 7.9.4R: what the customer asked of time, place, medium and contact point is honoured; outside ordinary hours, at
/// other times than those they named, and where we know that they work in shifts and not when, a person looks. A letter that a law requires goes by post in any case.
fn when_and_how(asked: &Asked<AskContact>, findings: &mut Findings) {
    let by_law = is_statutory(asked.ask.purpose) && asked.ask.channel == Channel::Letter;
    if !is_with_customer(asked) || !is_credit(asked) || by_law || asked.ask.continuing == Some(true) {
        return;
    }
    match asked_to_stop(asked) {
        Stop::This => {
            findings.prohibits("CONC 7.9.4R");
        }
        Stop::All if pursues(asked) => {
            findings.refers("CONC 7.9.4R", Effect::Prohibits);
        }
        Stop::All | Stop::Nothing => {}
    }
    if !Hours::matter(asked.ask.channel) {
        return;
    }
    let Some(hours) = Hours::of(asked) else {
        findings.unknown("CONC 7.9.4R", "time_zone");
        return;
    };
    let odd = hours.are_odd();
    let open = |t: i64| match hours.wish(t) {
        Wish::Wanted => true,
        Wish::Unsaid => !odd && hours.is_ordinary(t),
        Wish::Unwanted | Wish::Elsewhen => false,
    };
    let instants = hours.instants();
    if instants.iter().any(|t| open(*t)) {
        return;
    }
    let until = hours.next(open);
    let unwanted = instants.iter().all(|t| hours.wish(*t) == Wish::Unwanted);
    let verdict = if unwanted { Verdict::Deny } else { Verdict::Refer };
    findings.add("CONC 7.9.4R", Effect::Prohibits, verdict).until = until;
}

/// What the customer asked us not to use.
enum Stop {
    Nothing,
    /// This medium, contact point or place.
    This,
    /// Everything: whether that is a reasonable request, a person judges.
    All,
}

fn asked_to_stop(asked: &Asked<AskContact>) -> Stop {
    let (mut this, mut all) = (false, false);
    let same = |channel: Channel| {
        channel == asked.ask.channel || channel.is_by_telephone() && asked.ask.channel.is_by_telephone()
    };
    let names = |channel: &Option<Channel>, endpoint: &Option<facts::EndpointId>, via: Channel| {
        let point = endpoint.as_ref().is_none_or(|e| asked.ask.to.as_ref() == Some(e));
        let medium = channel.map_or_else(|| endpoint.is_some() || same(via), same);
        point && medium
    };
    for said in asked.standing.said().iter().filter(|s| s.with.is_none()) {
        match &said.means {
            Meaning::StopChannel { channel, endpoint } if names(channel, endpoint, said.via) => {
                this = asked.ask.purpose != Purpose::ConfirmOptOut;
            }
            Meaning::AllowChannel { channel, endpoint } if names(channel, endpoint, said.via) => this = false,
            Meaning::EmployerForbids {} => this |= place(asked) == Some(facts::Place::Work),
            Meaning::Cease {} if said.about.meets(asked.debts) => all = true,
            Meaning::AsksCallback { .. } if asked.ask.channel == Channel::Call => (this, all) = (false, false),
            Meaning::AsksInformation { .. } | Meaning::AsksCallback { .. }
                if is_answer(asked.ask.purpose) && same(said.via) =>
            {
                (this, all) = (false, false);
            }
            _ => {}
        }
    }
    match (this, all) {
        (true, _) => Stop::This,
        (false, true) => Stop::All,
        (false, false) => Stop::Nothing,
    }
}

/// CONC 7.9.6R: nobody is told of the debt, and nobody threatened with it.
fn disclosure(asked: &Asked<AskContact>, findings: &mut Findings) {
    let threats = &[Assertion::ThreatensDisclosure, Assertion::ThreatensPublication];
    let threatens = asked.reading.is_some_and(|r| r.asserts_any(threats));
    if is_credit(asked) && (threatens || listener(asked) == Listener::Other && tells(asked)) {
        findings.prohibits("CONC 7.9.6R");
    }
}

/// Who hears what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listener {
    Customer,
    /// Somebody who is known to act for the customer, or with whom the customer lets us deal.
    Authorised,
    /// Somebody who by their role may act for the customer; that they do is not known.
    Unproven,
    /// The creditor, a credit reference agency and others who have the debt before them.
    Professional,
    Other,
}

fn listener(asked: &Asked<AskContact>) -> Listener {
    let Some(person) = person(asked) else { return Listener::Customer };
    if is_customer(person.role) {
        return Listener::Customer;
    }
    if may_act_for_customer(person.role) && is_authorised(asked, &person.id) {
        return Listener::Authorised;
    }
    match person.role {
        Role::Attorney
        | Role::DebtAdviser
        | Role::Guardian
        | Role::PersonalRepresentative
        | Role::SuccessorInInterest => Listener::Unproven,
        Role::Creditor
        | Role::CreditorAttorney
        | Role::CollectorAttorney
        | Role::PriorCollector
        | Role::ConsumerReportingAgency => Listener::Professional,
        _ => Listener::Other,
    }
}

/// Is it known that this person acts for the customer?
fn is_authorised(asked: &Asked<AskContact>, id: &facts::PersonId) -> bool {
    let mut known = false;
    for said in asked.standing.said().iter().filter(|s| s.with.is_none() && s.about.meets(asked.debts)) {
        match &said.means {
            Meaning::Consent { to: ConsentTo::ThirdParty, person, .. } if person.as_ref() == Some(id) => known = true,
            Meaning::Represented { attorney, .. } if attorney.as_ref() == Some(id) => known = true,
            Meaning::DevelopsPlan { adviser, .. } | Meaning::SeeksAdvice { adviser }
                if adviser.as_ref() == Some(id) =>
            {
                known = true;
            }
            Meaning::NoLongerRepresented {} => known = false,
            Meaning::WithdrawsConsent { to, person, .. }
                if to.is_none_or(|to| to == ConsentTo::ThirdParty) && person.as_ref().is_none_or(|p| p == id) =>
            {
                known = false;
            }
            _ => {}
        }
    }
    known
}

/// CONC 7.9.7R, 7.9.8G, 7.9.9G: no public post, no postcard; a letter marked private in a cover on which nothing tells.
/// A notice that a law requires may so go to the last known address.
fn seen_by_others(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_credit(asked) {
        return;
    }
    match asked.ask.channel {
        Channel::SocialPublic | Channel::Postcard => {
            findings.prohibits("CONC 7.9.7R");
        }
        _ if listener(asked) == Listener::Other && tells(asked) => {
            findings.prohibits("CONC 7.9.7R");
        }
        // What is said to a third person decides; nobody has written it down.
        Channel::Call | Channel::Voicemail | Channel::Text | Channel::Email
            if listener(asked) == Listener::Other && pursues(asked) && asked.ask.text.is_none() =>
        {
            findings.unknown("CONC 7.9.7R", "text");
        }
        // Others see what comes here: who hears it, a person finds out first.
        _ if is_seen_by_others(asked) && (pursues(asked) || tells(asked)) => {
            findings.refers("CONC 7.9.7R", Effect::Requires);
        }
        Channel::Letter if is_with_customer(asked) => letter(asked, findings),
        _ => {}
    }
}

/// Does the contact for the customer go to somebody else's contact point, to an employer's mailbox, or to one that, as we
/// were told, somebody else sees?
fn is_seen_by_others(asked: &Asked<AskContact>) -> bool {
    let (Some(to), Some(person)) = (asked.to.and_then(|ix| asked.standing.endpoint(ix)), person(asked)) else {
        return false;
    };
    let told = || {
        let mut said = asked.standing.said().iter().filter(|s| s.with.is_none());
        said.any(|s| matches!(&s.means, Meaning::ThirdPartySaw { endpoint: Some(e) } if *e == to.id))
    };
    let employers = to.domain == Some(Domain::Employer);
    is_customer(person.role) && (to.person != person.id || employers || told())
}

fn letter(asked: &Asked<AskContact>, findings: &mut Findings) {
    let has = |part: Part| asked.ask.contains.contains(&part);
    // The cover matters where a name is said to be on it, and tells.
    let plain = has(Part::PlainEnvelope) || !has(Part::SenderNameOnEnvelope) || !name_tells(&asked.firm.name);
    let private = has(Part::PrivateAndConfidential);
    if plain && private {
        if is_statutory(asked.ask.purpose) || has(Part::DefaultNotice) || has(Part::ArrearsNotice) {
            findings.permits("CONC 7.9.9G");
        }
        return;
    }
    for (part, there) in [(Part::PrivateAndConfidential, private), (Part::PlainEnvelope, plain)] {
        if !there {
            findings.requires("CONC 7.9.7R", part, Carried::Missing);
        }
    }
    findings.add("CONC 7.9.8G", Effect::Advises, Verdict::PermitIf);
}

/// Does the firm's name tell that it collects debts?
fn name_tells(name: &str) -> bool {
    const TELLING: [&str; 8] = ["recover", "collect", "debt", "credit", "arrears", "enforce", "bailiff", "receivable"];
    let name = name.to_lowercase();
    TELLING.iter().any(|word| name.contains(word))
}

/// CONC 7.9.10R, 7.9.11G: details of a debt only to who was shown to be the borrower or to act for them; nothing to "the
/// occupier", or to all who share a name and a birth date.
fn identity_first(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !is_credit(asked) {
        return;
    }
    if asked.ask.detail.sent_to_all_of_name_and_birth_date == Some(true) || to_the_occupier(asked) {
        findings.presumes_violation("CONC 7.9.10R");
        return;
    }
    match listener(asked) {
        Listener::Other if tells(asked) => {
            findings.prohibits("CONC 7.9.10R");
        }
        Listener::Unproven if tells(asked) || pursues(asked) && asked.ask.text.is_none() => {
            findings.unknown("CONC 7.9.10R", "authority");
        }
        Listener::Customer => {
            let details = &[Assertion::DetailsOfDebt, Assertion::StatesDebt];
            if asked.reading.is_some_and(|r| r.asserts_any(details)) && !is_identified(asked) {
                findings.prohibits("CONC 7.9.10R");
            }
        }
        Listener::Unproven | Listener::Other | Listener::Authorised | Listener::Professional => {}
    }
}

/// A demand by post that names nobody but the occupier, the householder or the resident.
fn to_the_occupier(asked: &Asked<AskContact>) -> bool {
    const NOBODY: [&str; 5] = ["the occupier", "the occupant", "the householder", "the resident", "the homeowner"];
    if asked.ask.person.is_some() || !pursues(asked) {
        return false;
    }
    let Some(text) = asked.ask.text.as_deref() else { return false };
    let text = text.to_lowercase();
    NOBODY.iter().any(|name| text.contains(name))
}

/// Did the last check of the customer's identity match?
fn is_identified(asked: &Asked<AskContact>) -> bool {
    let Some(id) = customer_id(asked) else { return false };
    let check = asked.standing.checks().iter().rfind(|c| c.kind == CheckKind::Identity && c.of == id.as_str());
    check.is_some_and(|c| c.result == "matched")
}
