//! What comes next for one person. Pure: the standing, the rules and the moment decide.

use conduct::{Contact, Day, Decision, Moment, Packs, Party, Question, Standing, decide};
use facts::{
    Ask, AskContact, Channel, DebtId, Detail, EndpointId, EndpointKind, Firm, Meaning, NoticeKind, Part, Place,
    Purpose, Reading, Verdict, When,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use words::compose::Kind;

/// So long we wait for an answer before we write again.
pub(crate) const BETWEEN_DAYS: i32 = 14;
/// After so many contacts without a word from them, a human looks before anything else is sent.
const UNANSWERED_MAX: usize = 4;
/// When nothing says when to look again, we look after so many days.
const LOOK_AGAIN_DAYS: i32 = 7;

/// What comes next for a person.
#[derive(Debug, Clone)]
pub enum Next {
    /// A contact that is lawful and kind at its moment.
    Contact(Box<Proposed>),
    /// Nothing goes out by itself; a human does something by a day.
    Human { kind: HumanTask, why: String, due: Timestamp },
    /// Nothing now.
    Wait { why: Why, until: Timestamp, refused: Option<Box<(AskContact, Decision)>> },
}

/// What a human does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HumanTask {
    /// They wrote and wait for our answer.
    Reply,
    /// We promised something.
    OurPromise,
    /// Somebody may be in danger, or a hand-over is open.
    Care,
    /// We have written often enough without an answer.
    LookAgain,
    /// A rule leaves the contact to a human's judgement.
    Judge,
    /// A contact would be lawful, and its words can't be complete: a fact is missing or wrong.
    Complete,
}

impl HumanTask {
    pub fn as_str(self) -> &'static str {
        match self {
            HumanTask::Reply => "reply",
            HumanTask::OurPromise => "our_promise",
            HumanTask::Care => "care",
            HumanTask::LookAgain => "look_again",
            HumanTask::Judge => "judge",
            HumanTask::Complete => "complete",
        }
    }
}

/// Why nothing goes out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Facts are missing.
    NotContactable,
    /// It rests.
    OnHold,
    /// They have heard from us; it is their turn.
    TheirTurn,
    /// No way to reach them is lawful and kind today.
    NoLawfulWay,
    /// Nothing is owed any more.
    NothingOwed,
    /// A dialler has a call to them on its list, and has not said what became of it.
    CallListed,
}

impl Why {
    pub fn sentence(self) -> &'static str {
        match self {
            Why::NotContactable => "facts are missing that a first contact needs",
            Why::OnHold => "it rests",
            Why::TheirTurn => "we wrote, and give them time",
            Why::NoLawfulWay => "no way to reach them is lawful and kind today",
            Why::NothingOwed => "nothing is open",
            Why::CallListed => "a call to them is on a list, and nobody has said yet what became of it",
        }
    }
}

/// A contact that is lawful and kind at its moment.
#[derive(Debug, Clone)]
pub struct Proposed {
    pub kind: Kind,
    pub ask: AskContact,
    pub at: Timestamp,
    pub decision: Decision,
    /// Why we get in touch, in a sentence that the person would accept.
    pub reason: String,
}

/// Whom, when and by which rules.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub packs: &'a Packs,
    pub firm: &'a Firm,
    pub standing: &'a Standing,
    pub now: Timestamp,
    /// What keeps them from being contacted, found at placement.
    pub missing: &'a [String],
}

/// Whether calls of our own accord go onto a dialler's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Calls {
    /// Agents call from their own list, and nothing proposes a call.
    #[default]
    ByHand,
    /// A call is proposed to those who like calls best, and where no other way is open.
    ByList,
}

/// What comes next for one person: inbound first, our promises next, then at most one contact in writing.
pub fn propose(scene: &Scene) -> Next {
    propose_by(scene, Calls::ByHand)
}

/// As [`propose`], with calls where the house has them on lists.
pub fn propose_by(scene: &Scene, calls: Calls) -> Next {
    let standing = scene.standing;
    let today = Moment::of(When::utc(scene.now), &standing.home_zone());
    if let Some(next) = people_first(scene, today) {
        return next;
    }
    let open: Vec<DebtId> = standing
        .debts()
        .iter()
        .enumerate()
        .filter(|(i, debt)| is_open(standing, *i) && debt.balance.is_none_or(|b| b.minor() > 0))
        .filter(|(i, _)| !standing.house().holds.iter().any(|h| h.stands(today.day, conduct::DebtSet::one(*i))))
        .map(|(_, debt)| debt.id.clone())
        .collect();
    if open.is_empty() {
        let rests = (0..standing.debts().len()).any(|i| is_open(standing, i));
        let why = if rests { Why::OnHold } else { Why::NothingOwed };
        return wait(scene, why, today.day.plus(LOOK_AGAIN_DAYS));
    }
    if !scene.missing.is_empty() {
        return wait(scene, Why::NotContactable, today.day.plus(LOOK_AGAIN_DAYS));
    }
    let ours = our_contact_days(standing);
    if let Some(last) = ours.last()
        && today.day.since(*last) < BETWEEN_DAYS
    {
        return wait(scene, Why::TheirTurn, last.plus(BETWEEN_DAYS));
    }
    if unanswered(standing) >= UNANSWERED_MAX {
        let why = "we wrote several times and heard nothing: look for another way, or let it rest".to_owned();
        return Next::Human { kind: HumanTask::LookAgain, why, due: in_days(scene.now, 3) };
    }
    best_contact(scene, today, &open, ours.last().copied(), calls)
}

/// Why a contact of our own accord, lawful as it may be, should not be made any more: what the round looks at before
/// it asks the gate, looked at again right before something leaves the house.
pub(crate) fn no_longer_wanted(scene: &Scene, debts: &[DebtId]) -> Option<String> {
    let standing = scene.standing;
    let today = Moment::of(When::utc(scene.now), &standing.home_zone());
    if let Some(Next::Human { why, .. }) = people_first(scene, today) {
        return Some(why);
    }
    for debt in debts.iter().filter_map(|id| standing.debt_ix(id)) {
        if !is_open(standing, debt) {
            return Some(Why::NothingOwed.sentence().to_owned());
        }
        if standing.house().holds.iter().any(|h| h.stands(today.day, conduct::DebtSet::one(debt))) {
            return Some(Why::OnHold.sentence().to_owned());
        }
    }
    None
}

/// What may be done now by one channel, for the desk.
#[derive(Debug, Clone)]
pub struct WayNow {
    pub channel: Channel,
    pub verdict: String,
    pub why: String,
    pub earliest: String,
}

/// Each way to reach them, with the gate's answer at this moment.
pub fn ways_now(scene: &Scene) -> Vec<WayNow> {
    let consumer = scene.standing.consumer().and_then(|ix| scene.standing.person(ix));
    let mut answers = Vec::new();
    for endpoint in scene.standing.endpoints().iter().filter(|e| consumer.is_some_and(|c| c.id == e.person)) {
        let channels: &[Channel] = match endpoint.kind {
            EndpointKind::Mobile => &[Channel::Call, Channel::Text],
            EndpointKind::Landline => &[Channel::Call],
            EndpointKind::Email => &[Channel::Email],
            EndpointKind::Postal => &[Channel::Letter],
            _ => &[],
        };
        for channel in channels {
            let mut ask = ask(scene, Kind::Reminder, Purpose::Reminder, *channel, endpoint.id.clone(), &[]);
            if channel.is_by_telephone() {
                ask.contains.push(Part::CallerIdentity);
            }
            let decision = judge(scene, &ask);
            let why = decision.deciding().filter(|_| decision.verdict != Some(Verdict::Permit));
            answers.push(WayNow {
                channel: *channel,
                verdict: decision.verdict.map_or("none", Verdict::as_str).to_owned(),
                why: why.map(|f| format!("{}: {}", f.rule, f.gist)).unwrap_or_default(),
                earliest: decision.earliest.map(|e| spoken_moment(e, scene.standing)).unwrap_or_default(),
            });
        }
    }
    answers
}

/// `24 November, 09:00` at the consumer's place.
fn spoken_moment(when: When, standing: &Standing) -> String {
    let zone = standing.home_zone();
    let day = when.day_in(&zone).strftime("%-d %B").to_string();
    match when.time_in(&zone) {
        Some(time) => format!("{day}, {}", time.strftime("%H:%M")),
        None => day,
    }
}

/// What people need from us comes before anything that we would like from them.
fn people_first(scene: &Scene, today: Moment) -> Option<Next> {
    let house = scene.standing.house();
    if house.safety.is_some() {
        let why = "they may be in danger: see how they are, and speak of nothing else".to_owned();
        return Some(Next::Human { kind: HumanTask::Care, why, due: scene.now });
    }
    if let Some(why) = &house.handover {
        return Some(Next::Human { kind: HumanTask::Care, why: why.clone(), due: in_days(scene.now, 1) });
    }
    if let Some(wrote) = waiting_message(scene.standing) {
        let why = format!("they wrote by {} on {} and wait for an answer", wrote.channel.as_str(), wrote.at.day.date());
        return Some(Next::Human { kind: HumanTask::Reply, why, due: in_days(scene.now, 1) });
    }
    let overdue = house.promises.iter().filter(|p| p.ours && p.due.is_by(today)).min_by_key(|p| p.due.key())?;
    let why = format!("we promised by {}: {}", overdue.due.day.date(), overdue.what);
    Some(Next::Human { kind: HumanTask::OurPromise, why, due: scene.now })
}

/// The latest message of theirs that nobody has answered.
fn waiting_message(standing: &Standing) -> Option<&Contact> {
    let wrote = standing.contacts().iter().rfind(|c| c.is_to_us() && c.is_message())?;
    let answer = |c: &Contact| {
        c.is_ours()
            && !c.at.is_before(wrote.at)
            && (c.is_conversation()
                || matches!(c.purpose, Some(Purpose::Reply | Purpose::ConfirmOptOut | Purpose::InformationRequested)))
    };
    (!standing.contacts().iter().any(answer)).then_some(wrote)
}

/// Is the debt still owed to somebody for whom we act?
fn is_open(standing: &Standing, debt: usize) -> bool {
    use facts::StatusKind::{CollectionEnded, Paid, Recalled, Settled, Sold};
    // Two people may have decided that nothing more is done: then it stays owed, and is not asked for.
    let ends = |kind| matches!(kind, Paid | Settled | Recalled | Sold | CollectionEnded);
    let over = |c: &&conduct::Change| ends(c.kind) && c.debts.holds(debt);
    !standing.changes().iter().any(|c| over(&c))
}

/// The days on which we got in touch, or tried to.
fn our_contact_days(standing: &Standing) -> Vec<Day> {
    let contacts = standing.contacts().iter().filter(|c| c.is_ours()).map(|c| c.at.day);
    let wrote = |n: &&conduct::NoticeSent| {
        n.by == Party::Collector && n.with.is_none() && n.kind != NoticeKind::Undeliverability
    };
    let notices = standing.notices().iter().filter(wrote).map(|n| n.at.day);
    let mut days: Vec<Day> = contacts.chain(notices).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// How often we got in touch since we last heard from them.
fn unanswered(standing: &Standing) -> usize {
    let heard = standing.contacts().iter().filter(|c| c.is_to_us() || c.is_conversation()).map(|c| c.at.day).max();
    our_contact_days(standing).into_iter().filter(|d| heard.is_none_or(|heard| *d > heard)).count()
}

/// The first way in the order of their liking that is lawful and kind today; else when to look again.
fn best_contact(scene: &Scene, today: Moment, debts: &[DebtId], last: Option<Day>, calls: Calls) -> Next {
    let (kind, purpose) = match last {
        Some(_) if unanswered(scene.standing).is_multiple_of(2) => (Kind::CheckIn, Purpose::Reminder),
        Some(_) => (Kind::Reminder, Purpose::Reminder),
        None if lives_in(scene.standing, "US") => (Kind::FirstUs, Purpose::Validation),
        None => (Kind::FirstUk, Purpose::Collect),
    };
    let mut refused: Option<(AskContact, Decision)> = None;
    let mut earliest: Option<Timestamp> = None;
    let mut referred: Option<String> = None;
    for (channel, endpoint) in ways(scene.standing, kind, calls) {
        let ask = ask(scene, kind, purpose, channel, endpoint, debts);
        match try_way(scene, today, ask) {
            Tried::Lawful { ask, at, decision } => {
                let reason = reason(scene.standing, kind, last);
                return Next::Contact(Box::new(Proposed { kind, ask, at, decision, reason }));
            }
            Tried::Refused { ask, decision, opens } => {
                if decision.verdict == Some(Verdict::Refer) && referred.is_none() {
                    referred = decision.deciding().map(|f| f.rule.to_owned());
                }
                earliest = match (earliest, opens) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                refused.get_or_insert((ask, decision));
            }
        }
    }
    match (referred, earliest) {
        (Some(rule), None) => {
            let why = format!("{rule} leaves it to a human whether they may be contacted in this way");
            Next::Human { kind: HumanTask::Judge, why, due: in_days(scene.now, 2) }
        }
        (_, opens) => Next::Wait {
            why: Why::NoLawfulWay,
            until: opens.unwrap_or_else(|| in_days(scene.now, i64::from(LOOK_AGAIN_DAYS))),
            refused: refused.map(Box::new),
        },
    }
}

enum Tried {
    Lawful { ask: AskContact, at: Timestamp, decision: Decision },
    Refused { ask: AskContact, decision: Decision, opens: Option<Timestamp> },
}

/// Is this way open now, or later today? A moment on another day is for that day's round.
fn try_way(scene: &Scene, today: Moment, ask: AskContact) -> Tried {
    let zone = scene.standing.home_zone();
    let first = judge(scene, &ask);
    if first.verdict == Some(Verdict::Permit) {
        return Tried::Lawful { ask, at: scene.now, decision: first };
    }
    let Some(opens) = first.earliest else { return Tried::Refused { ask, decision: first, opens: None } };
    let start_of = |when: When| match when {
        When::Time { instant, .. } => Some(instant),
        When::Day(day) => day.to_zoned(zone.clone()).ok().map(|z| z.timestamp()),
    };
    if opens.day_in(&zone) == today.day.date()
        && let Some(instant) = opens.instant()
    {
        let later = AskContact { at: opens, ..ask.clone() };
        let decision = judge(scene, &later);
        if decision.verdict == Some(Verdict::Permit) {
            return Tried::Lawful { ask: later, at: instant, decision };
        }
    }
    Tried::Refused { ask, decision: first, opens: start_of(opens) }
}

/// The gate. The words of the message come from our own templates, whose parts the question names.
pub(crate) fn judge(scene: &Scene, ask: &AskContact) -> Decision {
    let ask = Ask::Contact(ask.clone());
    decide(scene.packs, scene.firm, scene.standing, &Question::with(&ask, &Reading::default()))
}

/// The ways to reach them, in the order of their own liking, then the least intrusive first (M-07).
pub(crate) fn ways(standing: &Standing, kind: Kind, calls: Calls) -> Vec<(Channel, EndpointId)> {
    let consumer = standing.consumer().and_then(|ix| standing.person(ix));
    let mut ways: Vec<(Channel, EndpointId)> = Vec::new();
    let theirs = standing.endpoints().iter().filter(|e| consumer.is_some_and(|c| c.id == e.person));
    for endpoint in theirs.filter(|e| !is_dead(standing, &e.id)) {
        match endpoint.kind {
            EndpointKind::Email => ways.push((Channel::Email, endpoint.id.clone())),
            EndpointKind::Postal => ways.push((Channel::Letter, endpoint.id.clone())),
            // Whoever hears from us for the first time can read it in peace; and nobody is called at work by a list.
            EndpointKind::Mobile | EndpointKind::Landline
                if calls == Calls::ByList
                    && !is_first(kind)
                    && endpoint.place.is_none_or(|place| place == Place::Home) =>
            {
                ways.push((Channel::Call, endpoint.id.clone()));
            }
            _ => {}
        }
    }
    // What must be kept goes on paper unless they like e-mail better.
    let paper_first =
        is_first(kind) || matches!(kind, Kind::ArrearsUk | Kind::DefaultUk | Kind::ClaimUk | Kind::Closed);
    let liking = standing.house().channel;
    ways.sort_by_key(|(channel, _)| match channel {
        channel if Some(*channel) == liking => 0,
        Channel::Letter if paper_first => 1,
        Channel::Email => 2,
        Channel::Call => 4,
        _ => 3,
    });
    ways
}

fn is_first(kind: Kind) -> bool {
    matches!(kind, Kind::FirstUs | Kind::FirstUk)
}

/// Did the last that we sent there come back?
fn is_dead(standing: &Standing, endpoint: &EndpointId) -> bool {
    let Some(ix) = standing.endpoint_ix(endpoint) else { return true };
    let back = standing.notices().iter().rfind(|n| n.kind == NoticeKind::Undeliverability && n.to == Some(ix));
    let given = |at: Moment| {
        standing.said().iter().any(|s| {
            let gives = matches!(&s.means, Meaning::GivesEndpoint { endpoint: Some(id), .. } if id == endpoint);
            gives && !s.at.is_before(at)
        })
    };
    back.is_some_and(|notice| !given(notice.at))
}

fn ask(scene: &Scene, kind: Kind, purpose: Purpose, channel: Channel, to: EndpointId, debts: &[DebtId]) -> AskContact {
    let zone = scene.standing.home_zone();
    let now = When::at(&scene.now.to_zoned(zone.clone()));
    // A letter has no hour.
    let at = if channel == Channel::Letter { When::Day(now.day_in(&zone)) } else { now };
    AskContact {
        at,
        channel,
        to: Some(to),
        person: scene.standing.consumer().and_then(|ix| scene.standing.person(ix)).map(|p| p.id.clone()),
        debts: debts.to_vec(),
        purpose,
        contains: parts(scene, kind, channel),
        text: None,
        continuing: None,
        person_at: None,
        grounds: Vec::new(),
        language: None,
        detail: Box::new(Detail::default()),
    }
}

/// The parts that our templates carry.
fn parts(scene: &Scene, kind: Kind, channel: Channel) -> Vec<Part> {
    parts_of(scene.firm, scene.standing, kind, channel)
}

/// The parts that the template of a kind carries.
pub(crate) fn parts_of(firm: &Firm, standing: &Standing, kind: Kind, channel: Channel) -> Vec<Part> {
    let mut parts = match kind {
        Kind::FirstUs => vec![Part::InitialDisclosure, Part::CollectorDisclosure, Part::ValidationInformation],
        Kind::FirstUk => vec![Part::CallerRole, Part::ContactPurpose, Part::BalanceOwing],
        Kind::OptOutConfirmed => return vec![Part::OptOutConfirmation],
        // Whoever reads it may be a stranger: it speaks of no debt and of nobody.
        Kind::ReplyNotMine => Vec::new(),
        _ if lives_in(standing, "US") => vec![Part::InitialDisclosure, Part::CollectorDisclosure],
        _ => vec![Part::CallerRole, Part::ContactPurpose],
    };
    match channel {
        Channel::Letter => parts.extend([Part::PrivateAndConfidential, Part::PlainEnvelope]),
        Channel::Call => parts.push(Part::CallerIdentity),
        _ => parts.push(Part::OptOutNotice),
    }
    if firm.licence.is_some() {
        parts.push(Part::LicenceNumber);
    }
    parts
}

fn reason(standing: &Standing, kind: Kind, last: Option<Day>) -> String {
    let creditor = standing.debts().first().map_or("your creditor", |d| d.creditor.as_str());
    match (kind, last) {
        (Kind::FirstUs | Kind::FirstUk, _) => {
            format!("{creditor} asked us to talk with you, and you have a right to know how the sum came about")
        }
        (Kind::CheckIn, Some(last)) => {
            format!("we last wrote on {} and would like to know how things are for you", last.date())
        }
        (_, Some(last)) => {
            format!("we wrote on {} and would like to know if this is a good way to reach you", last.date())
        }
        (_, None) => "you have an account with us".to_owned(),
    }
}

pub(crate) fn lives_in(standing: &Standing, country: &str) -> bool {
    let residence = standing.consumer().and_then(|ix| standing.person(ix)).and_then(|p| p.residence.as_ref());
    residence.is_some_and(|r| r.country == country)
}

fn wait(scene: &Scene, why: Why, day: Day) -> Next {
    let zone = scene.standing.home_zone();
    let until = day.date().to_zoned(zone).map_or_else(|_| in_days(scene.now, 7), |z| z.timestamp());
    Next::Wait { why, until: until.max(in_days(scene.now, 0)), refused: None }
}

fn in_days(now: Timestamp, days: i64) -> Timestamp {
    now.checked_add(jiff::SignedDuration::from_hours(24 * days)).unwrap_or(now)
}
