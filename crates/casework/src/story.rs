//! Invented stories, for demonstrations: what some of the invented people have said or been through before today.
//!
//! A portfolio in which nobody ever wrote, moved or asked for rest would show nothing of what Forbear is for.

use facts::{Entry, Fact, HouseEvent, When};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::promise::{MadeBy, NewPromise};
use store::{DossierId, Store, WriteTx};

use crate::dossier::{DossierError, record};
use crate::invent::Seed;
use crate::place::Profile;
use crate::promise::end_of_day;

/// So many people are looked at in one transaction.
const STEP_PEOPLE: u32 = 500;

/// Gives some of the people in the store a story, by the seed and their own account number. Doing it again changes
/// nothing.
///
/// # Errors
/// A dossier that can't be read or written.
pub fn tell(store: &Store, seed: u64, now: Timestamp) -> Result<u64, DossierError> {
    let mut told = 0;
    let mut after: Option<DossierId> = None;
    loop {
        let page = store.read(|tx| store::dossier::list(tx, store::dossier::Which::All, after, STEP_PEOPLE))?;
        let Some(last) = page.last() else { return Ok(told) };
        after = Some(last.id);
        told += store.write(|tx: &mut WriteTx| {
            let mut told = 0;
            for dossier in &page {
                let Some(profile) = dossier.profile.as_deref() else { continue };
                let profile: Profile = serde_json::from_slice(profile)?;
                let entries = story(tx, dossier.id, &profile, seed, now)?;
                if !entries.is_empty() {
                    record(tx, dossier.id, &entries, now, "invented", Some(now))?;
                    keep_in_mind(tx, dossier.id, &entries)?;
                    told += 1;
                }
            }
            Ok::<_, DossierError>(told)
        })?;
    }
}

/// What was promised in a story stands on the list of promises too.
fn keep_in_mind(tx: &mut WriteTx<'_>, dossier: DossierId, entries: &[Entry]) -> Result<(), DossierError> {
    for entry in entries {
        let Fact::House(HouseEvent::Promise(promise)) = &entry.fact else { continue };
        let at = |when: When| {
            when.instant().or_else(|| Some(end_of_day(when.day_as_written()).to_zoned(TimeZone::UTC).ok()?.timestamp()))
        };
        let (Some(made), Some(due)) = (at(promise.at), at(promise.due)) else { continue };
        let what = promise.what.as_bytes();
        let new = NewPromise { dossier, made_by: MadeBy::Ours, made, due, owner: "Amara", what };
        store::promise::add(tx, &new)?;
    }
    Ok(())
}

/// One person's story; most have none.
fn story(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    profile: &Profile,
    seed: u64,
    now: Timestamp,
) -> Result<Vec<Entry>, DossierError> {
    let mut dice = Seed::of(seed, &format!("story of {}", profile.reference));
    let drawn = dice.below(1_000);
    if drawn >= 200 {
        return Ok(Vec::new());
    }
    if store::event::find(tx, dossier, &event_id(profile, 0))?.is_some() {
        return Ok(Vec::new());
    }
    let standing = crate::dossier::standing(tx, dossier)?;
    let has = |id: &str| standing.endpoints().iter().any(|e| e.id.as_str() == id);
    let ago = |hours: i64| {
        let at = now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(now);
        at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    };
    let day = |days: i64| {
        let at = now.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(now);
        at.strftime("%Y-%m-%d").to_string()
    };
    let said = |means: Value, via: &str, written: bool| {
        let mut event = json!({"event": "statement", "at": ago(30), "by": "p1", "via": via, "written": written});
        merge(&mut event, means);
        json!({"event": event})
    };
    let wrote =
        || json!({"event": {"event": "message", "at": ago(30), "by": "p1", "channel": "email", "from": "email"}});
    let (words, facts): (&str, Vec<Value>) = match drawn {
        0..60 if has("email") => (
            "Please write to me by e-mail, I read that.",
            vec![
                said(json!({"means": "consent", "to": "email", "endpoint": "email"}), "portal", true),
                json!({"house": {"event": "preference", "at": ago(30), "channel": "email"}}),
            ],
        ),
        60..85 if has("email") => (
            "My hours were cut in May and the rent comes first. What can I do?",
            vec![wrote(), said(json!({"means": "hardship", "detail": "hours cut"}), "email", true)],
        ),
        85..105 => (
            "This isn't mine. I never had a card with them.",
            vec![
                said(json!({"means": "dispute", "reason": "not mine"}), "letter", true),
                json!({"house": {"event": "hold", "at": ago(30), "hold": "dispute", "cause": "dispute"}}),
            ],
        ),
        105..115 => ("Please stop writing to me.", vec![said(json!({"means": "cease"}), "letter", true)]),
        115..125 => (
            "A lawyer helps me with this.",
            vec![said(json!({"means": "represented", "ascertainable": true}), "call", false)],
        ),
        125..150 => (
            "I have an appointment with a debt adviser.",
            vec![
                said(json!({"means": "seeks_advice"}), "portal", true),
                json!({"house": {"event": "hold", "at": ago(30), "hold": "advice", "cause": "advice", "until": day(29)}}),
            ],
        ),
        150..165 => (
            "You said you would send me the statement.",
            vec![json!({"house": {"event": "promise", "at": ago(200), "promise": "statement", "by": "collector",
                "what": "send the statement of the account", "due": day(-2)}})],
        ),
        165..170 => (
            "I don't see a way out of this any more.",
            vec![json!({"house": {"event": "safety", "at": ago(5), "level": "review"}})],
        ),
        170..185 => (
            "My husband died on Monday.",
            vec![
                said(json!({"means": "circumstance", "kind": "bereavement"}), "call", false),
                json!({"house": {"event": "hold", "at": ago(30), "hold": "rest", "cause": "bereavement", "until": day(59)}}),
            ],
        ),
        _ => return Ok(Vec::new()),
    };
    facts.into_iter().enumerate().map(|(i, fact)| entry(profile, i, words, fact)).collect()
}

fn entry(profile: &Profile, index: usize, words: &str, fact: Value) -> Result<Entry, DossierError> {
    let fact: Fact = serde_json::from_value(fact)?;
    Ok(Entry {
        id: event_id(profile, index),
        recorded: fact.at(),
        by: "invented".to_owned(),
        words: (index == 0).then(|| words.to_owned()),
        document: None,
        fact,
    })
}

fn event_id(profile: &Profile, index: usize) -> String {
    format!("evt_story{index}_{}", profile.reference)
}

fn merge(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}
