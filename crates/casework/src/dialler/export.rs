//! A list of calls: each claimed, decided again on fresh facts, and listed with the window in which it may be made.

use conduct::Decision;
use facts::{Ask, AskContact, Channel, Verdict, When};
use jiff::{SignedDuration, Timestamp};
use store::dialler::NewListed;
use store::outbox::{Claimed, Outcome};
use store::{Store, WriteTx};

use super::window::closes;
use super::{DiallerError, missing};
use crate::deliver::Queued;
use crate::dossier::DossierError;
use crate::house::House;
use crate::place::Profile;
use crate::ports::{Call, CallList};
use crate::round::{Calls, RoundError, Scene, cut_short, judge, no_longer_wanted, record_decision, rule_of};

/// So many rows are claimed at once.
const CLAIM_ROWS: u32 = 100;
/// So long a claimed row is ours; after that another may list it.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// A window shorter than this is no time for a talk.
const WINDOW_MIN: SignedDuration = SignedDuration::from_mins(15);

/// What a list came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Calls on the list.
    pub calls: u64,
    /// On fresh facts, the gate said no.
    pub refused: u64,
    /// Their window closed before anybody asked for a list.
    pub expired: u64,
}

/// Puts each call whose day has come onto a list, under the list's name. Expired rows never are.
///
/// A call is on record as listed before it is in the list: where writing breaks off, it counts as made.
///
/// # Errors
/// Lists being off, everything being stopped, a store or a list that can't be written.
pub fn export(
    store: &Store,
    house: &House,
    list: &mut dyn CallList,
    name: &str,
    now: Timestamp,
) -> Result<Exported, DiallerError> {
    if house.dialler.calls() == Calls::ByHand {
        return Err(DiallerError::Off);
    }
    store.read(crate::switch::go_on)?;
    missing(store, now)?;
    let mut done = Exported::default();
    let expired = store.write(|tx: &mut WriteTx| {
        let expired = store::outbox::expire(tx, now)?;
        for (_, dossier) in &expired {
            match store::dossier::set_due(tx, *dossier, Some(now)) {
                Ok(()) | Err(store::StoreError::Forgotten(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(expired.len())
    })?;
    done.expired = u64::try_from(expired).unwrap_or(u64::MAX);
    loop {
        let claimed = store.claim_outbox(Channel::Call.as_str(), now, LEASE, CLAIM_ROWS)?;
        if claimed.is_empty() {
            return Ok(done);
        }
        for row in claimed {
            list_one(store, house, list, name, now, &row, &mut done)?;
        }
    }
}

fn list_one(
    store: &Store,
    house: &House,
    list: &mut dyn CallList,
    name: &str,
    now: Timestamp,
    row: &Claimed,
    done: &mut Exported,
) -> Result<(), DiallerError> {
    let Some(body) = &row.body else {
        store
            .write(|tx: &mut WriteTx| store::outbox::finish(tx, row.id, row.tries, Outcome::Refused, "erased", now))?;
        done.refused += 1;
        return Ok(());
    };
    let queued: Queued = serde_json::from_slice(body)?;
    let (standing, record) = store.read(|tx| {
        let standing = crate::dossier::standing(tx, row.dossier)?;
        let record = store::dossier::get(tx, row.dossier)?.ok_or(DossierError::Erased(row.dossier))?;
        Ok::<_, RoundError>((standing, record))
    })?;
    let profile: Profile = serde_json::from_slice(&record.profile.ok_or(DossierError::Erased(row.dossier))?)?;
    let packs = house.packs(&standing);
    let scene = Scene { packs: &packs, firm: &house.head.firm, standing: &standing, now, missing: &profile.missing };
    let Judged { ask, opens, closes, decision, refused } = judged(&scene, &queued.ask, now, row.expires);
    let question = Ask::Contact(ask);
    let reason = match &refused {
        None => queued.parcel.reason.clone(),
        Some(why) => format!("it was fine when it was queued, and is not any more: {why}"),
    };
    let listed =
        NewListed { id: row.id, dossier: row.dossier, list: name, listed: now, opens, closes, events: record.events };
    store.write(|tx: &mut WriteTx| {
        // A stop that came while others were being listed counts for this one too.
        crate::switch::go_on(tx)?;
        record_decision(tx, house, row.dossier, &standing, record.events, now, &question, &decision, &reason)?;
        match &refused {
            None => {
                store::dialler::add(tx, &listed)?;
                store::outbox::finish(tx, row.id, row.tries, Outcome::Sent, &format!("on the list {name}"), now)?;
            }
            Some(why) => {
                store::outbox::finish(tx, row.id, row.tries, Outcome::Refused, why, now)?;
                store::dossier::set_due(tx, row.dossier, Some(now))?;
            }
        }
        Ok::<_, RoundError>(())
    })?;
    match decision.permit().filter(|_| refused.is_none()) {
        Some(permit) => {
            let zone = standing.home_zone().iana_name().unwrap_or("UTC").to_owned();
            list.call(permit, &call(row, &queued, &profile, (opens, closes), zone))?;
            done.calls += 1;
        }
        None => done.refused += 1,
    }
    Ok(())
}

/// A call, decided again.
struct Judged {
    ask: AskContact,
    opens: Timestamp,
    closes: Timestamp,
    decision: Decision,
    /// Why it doesn't go onto the list.
    refused: Option<String>,
}

fn judged(scene: &Scene, asked: &AskContact, now: Timestamp, expires: Timestamp) -> Judged {
    // Where the hour of the decision is still to come, the window begins there.
    let opens = asked.at.instant().map_or(now, |at| at.max(now));
    let at = When::at(&opens.to_zoned(scene.standing.home_zone()));
    let ask = AskContact { at, ..asked.clone() };
    let decision = judge(scene, &ask);
    let closes = closes(scene, &ask, opens).min(expires);
    let refused = if decision.verdict == Some(Verdict::Permit) {
        let short = (closes.duration_since(opens) < WINDOW_MIN).then(|| "too little is left of its hours".to_owned());
        no_longer_wanted(scene, &ask.debts).or(short)
    } else {
        Some(rule_of(&decision).1)
    };
    Judged { ask, opens, closes, decision, refused }
}

fn call(
    row: &Claimed,
    queued: &Queued,
    profile: &Profile,
    (opens, closes): (Timestamp, Timestamp),
    time_zone: String,
) -> Call {
    Call {
        row: row.id,
        opens,
        closes,
        time_zone,
        number: queued.parcel.to.clone(),
        name: queued.parcel.to_name.clone(),
        language: queued.parcel.language.clone(),
        code: queued.parcel.code.clone(),
        account: cut_short(&profile.reference),
        reason: queued.parcel.reason.clone(),
    }
}
