//! Sending what is queued: decided again on fresh facts, carried, and written into the record.

mod sent;

use conduct::{Question, decide};
use facts::{Ask, AskContact, Channel, Fields, Reading, Verdict, When};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::outbox::{Claimed, Outcome};
use store::{DossierId, Store, StoreError, WriteTx};
use words::compose::Kind;

use crate::house::House;
use crate::ports::{Courier, CourierError, Parcel};
use crate::round::RoundError;
use crate::round::{Scene, in_hours, no_longer_wanted, open_task, record_decision, tomorrow};

/// So many rows are claimed at once.
const CLAIM_ROWS: u32 = 100;
/// The channels by which something is carried.
const CHANNELS: [Channel; 3] = [Channel::Email, Channel::Letter, Channel::Text];
/// So long a claimed row is ours; after that another worker may have it.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// So often a courier is asked before a human looks.
const TRIES_MAX: i64 = 8;

/// The purpose of a link by which one click stops e-mails, and nothing else can be done or seen.
pub const STOP_EMAIL: &str = "stop_email";
/// A mail is found again after years, and its link still works.
const STOP_LINK_HOURS: i64 = 24 * 366 * 2;

/// The purpose of a link to a person's own page.
pub const PAGE: &str = "portal";
/// Thirty days: a message is read late, and whoever finds it later still has to say who they are.
pub const PAGE_LINK_HOURS: i64 = 24 * 30;

/// A row of the outbox, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queued {
    pub ask: AskContact,
    pub kind: Kind,
    /// Of a US first letter: what it says, as the law's fields.
    pub notice: Option<Box<Fields>>,
    pub parcel: Parcel,
}

/// What a delivery came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deliveries {
    pub sent: u64,
    /// On fresh facts, the gate said no.
    pub refused: u64,
    /// The courier will be asked again.
    pub later: u64,
    /// The courier will never take it.
    pub failed: u64,
    /// Nobody knows whether it was taken: it counts as sent, is not sent again, and a human looks.
    pub unclear: u64,
}

/// Writes the letters that are owed, and sends everything whose moment has come.
///
/// # Errors
/// A store that can't be written, a dossier that can't be read, and everything being stopped.
pub fn deliver(
    store: &Store,
    house: &House,
    courier: &mut dyn Courier,
    now: Timestamp,
) -> Result<Deliveries, RoundError> {
    let mut done = Deliveries::default();
    store.read(crate::switch::go_on)?;
    crate::letter::write_owed(store, house, now)?;
    // What missed its hour is not sent late: whoever it was for is looked at again by the next round.
    store.write(|tx: &mut WriteTx| {
        for (_, dossier) in store::outbox::expire(tx, now)? {
            match store::dossier::set_due(tx, dossier, Some(now)) {
                Ok(()) | Err(StoreError::Forgotten(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    })?;
    for channel in CHANNELS {
        loop {
            let claimed = store.claim_outbox(channel.as_str(), now, LEASE, CLAIM_ROWS)?;
            if claimed.is_empty() {
                break;
            }
            for row in claimed {
                send_one(store, house, courier, now, &row, &mut done)?;
            }
        }
    }
    Ok(done)
}

fn send_one(
    store: &Store,
    house: &House,
    courier: &mut dyn Courier,
    now: Timestamp,
    row: &Claimed,
    done: &mut Deliveries,
) -> Result<(), RoundError> {
    let Some(body) = &row.body else {
        // The person was erased: there is nothing left to send, and nobody to send it to.
        store.write(|tx: &mut WriteTx| finish(tx, row, Outcome::Refused, "erased", now))?;
        done.refused += 1;
        return Ok(());
    };
    let queued: Queued = serde_json::from_slice(body)?;
    if row.attempted.is_some() && (!courier.knows_again(queued.parcel.channel) || row.expires <= now) {
        done.unclear += 1;
        return unclear(store, row, &queued, "its answer was lost", now);
    }
    let (standing, events) = store.read(|tx| {
        let standing = crate::dossier::standing(tx, row.dossier)?;
        let events = store::dossier::get(tx, row.dossier)?.map_or(0, |d| d.events);
        Ok::<_, RoundError>((standing, events))
    })?;
    let ask = Ask::Contact(asked_now(&queued.ask, &standing, now));
    let packs = house.packs(&standing);
    let decision = decide(&packs, &house.head.firm, &standing, &Question::with(&ask, &Reading::default()));
    let scene = Scene { packs: &packs, firm: &house.head.firm, standing: &standing, now, missing: &[] };
    let unwanted = if is_of_our_own_accord(queued.kind) { no_longer_wanted(&scene, &queued.ask.debts) } else { None };
    let Some(permit) = decision.permit().filter(|_| unwanted.is_none()) else {
        let rule = decision.deciding().map_or("", |f| f.rule);
        let why = if decision.verdict == Some(Verdict::Permit) { unwanted.as_deref().unwrap_or(rule) } else { rule };
        store.write(|tx: &mut WriteTx| {
            let reason = format!("it was fine when it was queued, and is not any more: {why}");
            record_decision(tx, house, row.dossier, &standing, events, now, &ask, &decision, &reason)?;
            finish(tx, row, Outcome::Refused, why, now)?;
            Ok::<_, RoundError>(store::dossier::set_due(tx, row.dossier, Some(now))?)
        })?;
        done.refused += 1;
        return Ok(());
    };
    let today = now.to_zoned(standing.home_zone()).date();
    let parcel = attempt(store, house, row, &queued, today, now)?;
    match courier.send(permit, &parcel) {
        Ok(delivered) => {
            let entries =
                sent::entries(&standing, &queued, &Parcel { id: parcel.id.clone(), ..queued.parcel.clone() }, now);
            store.write(|tx: &mut WriteTx| {
                finish(tx, row, Outcome::Sent, &delivered.receipt, now)?;
                crate::dossier::record(tx, row.dossier, &entries, now, "courier", Some(tomorrow(now)))?;
                Ok::<_, RoundError>(())
            })?;
            done.sent += 1;
        }
        Err(CourierError::Unclear(why)) => {
            done.unclear += 1;
            unclear(store, row, &queued, &why, now)?;
        }
        Err(CourierError::Later(why)) if row.tries < TRIES_MAX => {
            let next = now.checked_add(wait_after(row.tries)).unwrap_or(now);
            store.write(|tx: &mut WriteTx| finish(tx, row, Outcome::Again(next), &why, now))?;
            done.later += 1;
        }
        Err(why) => {
            // Refused for good by whoever would carry it: that too is an attempt, and stands in the record.
            let refused = matches!(why, CourierError::Never { .. });
            let entries = if refused { sent::refused(&standing, &queued, &parcel, now) } else { Vec::new() };
            store.write(|tx: &mut WriteTx| {
                finish(tx, row, Outcome::Failed, &why.to_string(), now)?;
                crate::dossier::record(tx, row.dossier, &entries, now, "courier", Some(tomorrow(now)))?;
                open_task(tx, row.dossier, "undeliverable", &why.to_string(), now, now)?;
                Ok::<_, RoundError>(())
            })?;
            done.failed += 1;
        }
    }
    Ok(())
}

/// Notes that the courier is about to have the parcel, and mints the links: that to the person's page, and that by which
/// one click stops e-mails.
fn attempt(
    store: &Store,
    house: &House,
    row: &Claimed,
    queued: &Queued,
    today: Date,
    now: Timestamp,
) -> Result<Parcel, RoundError> {
    let notice = queued.notice.clone();
    let mut parcel = Parcel { id: row.id.to_string(), notice, dated: Some(today), ..queued.parcel.clone() };
    store.write(|tx: &mut WriteTx| {
        // A stop that came while others were being sent counts for this one too.
        crate::switch::go_on(tx)?;
        store::outbox::attempt(tx, row.id, row.tries, now)?;
        if parcel.channel == Channel::Email {
            let expires = in_hours(now, STOP_LINK_HOURS);
            let (_, token) = store::access::link::add(tx, row.dossier, STOP_EMAIL, now, expires)?;
            parcel.stop_token = Some(token.iter().map(|byte| format!("{byte:02x}")).collect());
        }
        let link = page(tx, house, row.dossier, queued.kind, parcel.channel, now)?;
        parcel.put_link(link);
        Ok::<_, RoundError>(())
    })?;
    Ok(parcel)
}

/// The address of the person's page, for a message: a link of its own, or on paper where they type the code. None in a
/// message that must say nothing else, or that a stranger may read.
fn page(
    tx: &mut WriteTx<'_>,
    house: &House,
    dossier: DossierId,
    kind: Kind,
    channel: Channel,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let base = house.head.portal.trim_end_matches('/');
    if base.is_empty() || matches!(kind, Kind::OptOutConfirmed | Kind::ReplyNotMine) {
        return Ok(None);
    }
    if channel == Channel::Letter {
        return Ok(Some(format!("{base}/code")));
    }
    Ok(Some(format!("{base}/p/{}", link_to_page(tx, dossier, now)?)))
}

/// A new link to a person's own page: its token, in 64 hex digits.
///
/// # Errors
/// The store's.
pub fn link_to_page(tx: &mut WriteTx<'_>, dossier: DossierId, now: Timestamp) -> Result<String, StoreError> {
    let (_, token) = store::access::link::add(tx, dossier, PAGE, now, in_hours(now, PAGE_LINK_HOURS))?;
    Ok(token.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether the courier took it, nobody knows. It is not sent again, stands in the record as sent, and a human looks.
fn unclear(store: &Store, row: &Claimed, queued: &Queued, why: &str, now: Timestamp) -> Result<(), RoundError> {
    let parcel = Parcel { id: row.id.to_string(), ..queued.parcel.clone() };
    let at = row.attempted.unwrap_or(now);
    store.write(|tx: &mut WriteTx| {
        let standing = crate::dossier::standing(tx, row.dossier)?;
        finish(tx, row, Outcome::Sent, why, now)?;
        let entries = sent::entries(&standing, queued, &parcel, at);
        crate::dossier::record(tx, row.dossier, &entries, now, "courier", Some(tomorrow(now)))?;
        let task = "a message may have been sent or not: it counts as sent; ask the carrier, and correct the record";
        open_task(tx, row.dossier, "unclear_delivery", task, now, in_hours(now, 24))?;
        Ok::<_, RoundError>(())
    })
}

/// How long to wait after the nth try: a quarter of an hour, which is as long as a server that greylists wants, then
/// twice as long, up to an hour.
fn wait_after(tries: i64) -> SignedDuration {
    SignedDuration::from_mins(match tries {
        ..=1 => 15,
        2 => 30,
        _ => 60,
    })
}

fn finish(
    tx: &mut WriteTx<'_>,
    row: &Claimed,
    outcome: Outcome,
    result: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    store::outbox::finish(tx, row.id, row.tries, outcome, result, now)
}

/// Does it begin with us, rather than answer somebody or do what the law asks?
fn is_of_our_own_accord(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::FirstUs | Kind::FirstUk | Kind::Reminder | Kind::CheckIn | Kind::MissedPayment | Kind::Settlement
    )
}

/// The same question, asked now.
pub(crate) fn asked_now(ask: &AskContact, standing: &conduct::Standing, now: Timestamp) -> AskContact {
    let zone = standing.home_zone();
    let at = When::at(&now.to_zoned(zone.clone()));
    let at = if ask.channel == Channel::Letter { When::Day(at.day_in(&zone)) } else { at };
    AskContact { at, ..ask.clone() }
}
