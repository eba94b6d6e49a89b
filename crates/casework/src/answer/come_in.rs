//! Coming in: a link or a code says whose page it may be, and one thing that they know says that it is them. A link may be
//! opened by a scanner, guessed, or found by somebody else, so neither is enough by itself.

use conduct::Standing;
use facts::{Channel, Endpoint, EndpointKind, Purpose};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::access::{code, guest, link, tries};
use store::lookup::{self, Kind};
use store::{DossierId, LinkId, ReadTx, Store, WriteTx};

use super::AnswerError;
use crate::deliver::{PAGE, PAGE_LINK_HOURS};
use crate::house::{House, code_number};
use crate::letter::{Letter, Said, say};
use crate::place::Profile;
use crate::round::{Beside, in_hours};

/// Signed out after so long without a click.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// Signed out after so long in any case.
const VISIT_HOURS: i64 = 12;
/// So often somebody may try who they are at one link, while it works.
pub const TRIES_MAX: i64 = 5;
/// So often in an hour codes may be wrong in the whole house before they rest: ten digits are guessed by nobody who has to wait.
const WRONG_CODES_MAX: i64 = 300;
/// So often a day a new link goes to one address, and so often an hour to all.
const LINKS_A_DAY_MAX: i64 = 3;
const LINKS_AN_HOUR_MAX: i64 = 500;
const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// So many people who share an address or a name are looked at.
const HITS_MAX: u32 = 50;

/// What somebody says to show that it is them: one of the two is enough.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Light<'a> {
    pub postcode: &'a str,
    pub birth: Option<Date>,
}

/// How a try to come in ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// The token of their visit, for their browser alone.
    In([u8; 32]),
    /// It did not agree; so often they may try again.
    NotYet { left: i64 },
    /// Too many tries: this way in rests. A new link, or a call.
    Rests,
    /// The link is unknown, has run out or was taken back.
    Nowhere,
}

/// Is this a link by which somebody may come in? Looking at it changes nothing.
///
/// # Errors
/// A store that can't be read.
pub fn is_open(tx: &mut ReadTx<'_>, token: &[u8], now: Timestamp) -> Result<bool, AnswerError> {
    Ok(open_link(tx, token, now)?.is_some())
}

/// A try to come in by a link.
///
/// # Errors
/// A store that can't be written.
pub fn by_link(store: &Store, token: &[u8], light: Light<'_>, now: Timestamp) -> Result<Came, AnswerError> {
    store.write(|tx: &mut WriteTx| {
        let Some(link) = open_link(tx, token, now)? else { return Ok(Came::Nowhere) };
        let door = format!("link {}", link.id);
        let tried = tries::count(tx, &door, SignedDuration::from_hours(PAGE_LINK_HOURS), now)?;
        if tried > TRIES_MAX {
            return Ok(Came::Rests);
        }
        if !agrees(tx, link.dossier, light)? {
            return Ok(not_yet(TRIES_MAX - tried));
        }
        tries::clear(tx, &door)?;
        link::opened(tx, link.id, now)?;
        let_in(tx, link.dossier, Some(link.id), now)
    })
}

/// A try to come in by the short code of a message or letter.
///
/// # Errors
/// A store that can't be written.
pub fn by_code(store: &Store, typed: &str, light: Light<'_>, now: Timestamp) -> Result<Came, AnswerError> {
    store.write(|tx: &mut WriteTx| {
        let number = code_number(typed);
        // Codes that nobody has are counted at a door of their own, so that guessing one after another rests too.
        let door = number.map_or_else(|| "code none".to_owned(), |number| format!("code {number}"));
        let tried = tries::count(tx, &door, DAY, now)?;
        let wrong = "codes that did not agree";
        if (number.is_some() && tried > TRIES_MAX) || tries::count(tx, wrong, HOUR, now)? > WRONG_CODES_MAX {
            return Ok(Came::Rests);
        }
        let mut found = Vec::new();
        for dossier in number.map_or_else(|| Ok(Vec::new()), |number| code::find(tx, number))? {
            // A look-up can meet another's: the code itself says.
            if Some(code::of(tx, dossier)) == number && agrees(tx, dossier, light)? {
                found.push(dossier);
            }
        }
        match found.as_slice() {
            [one] => {
                tries::clear(tx, &door)?;
                tries::take_back(tx, wrong)?;
                let_in(tx, *one, None, now)
            }
            _ => Ok(not_yet(TRIES_MAX - tried.min(TRIES_MAX))),
        }
    })
}

/// Sends a new link to an address, if it is somebody's and the gate permits. Whoever asked is told the same in any case.
///
/// # Errors
/// A store that can't be written.
pub fn ask_link(store: &Store, house: &House, address: &str, now: Timestamp) -> Result<(), AnswerError> {
    let address = address.trim();
    store.write(|tx: &mut WriteTx| {
        let Some((kind, value)) = crate::hear::typed_key(address) else { return Ok(()) };
        let many = tries::count(tx, &format!("new link {value}"), DAY, now)? > LINKS_A_DAY_MAX;
        if many || tries::count(tx, "new links", HOUR, now)? > LINKS_AN_HOUR_MAX {
            return Ok(());
        }
        for dossier in lookup::find(tx, kind, &value, HITS_MAX)? {
            if store::dossier::get(tx, dossier)?.is_none_or(|row| row.profile.is_none()) {
                continue;
            }
            let standing = crate::dossier::standing(tx, dossier)?;
            let Some(theirs) = theirs(&standing, kind, &value) else { continue };
            let until = in_hours(now, PAGE_LINK_HOURS).to_zoned(standing.home_zone()).date();
            let letter = Letter {
                kind: words::compose::Kind::NewLink,
                purpose: Purpose::InformationRequested,
                dossier,
                debts: &[],
                beside: Beside::default().day("link_until", until),
                reason: "you asked for a new link to your page",
                cause: &format!("new_link_{}", now.as_microsecond()),
                // To the address that they named; for a number, by the way that they like best.
                by: (theirs.kind == EndpointKind::Email).then_some((Channel::Email, theirs)),
            };
            match say(tx, house, &letter, &standing, now)? {
                // Where none may go, nobody is told more than that it goes if it may.
                Said::Queued(_) | Said::Unsaid(_) => {}
            }
        }
        Ok(())
    })
}

/// The contact point of the person themself that somebody named.
fn theirs<'a>(standing: &'a Standing, kind: Kind, value: &str) -> Option<&'a Endpoint> {
    let consumer = crate::place::consumer();
    standing
        .endpoints()
        .iter()
        .filter(|e| e.person == consumer && e.kind != EndpointKind::Postal)
        .find(|e| crate::hear::typed_key(&e.value).is_some_and(|key| key.0 == kind && key.1 == value))
}

/// Whether a form's birth date or postcode is that of this person.
fn agrees(tx: &mut ReadTx<'_>, dossier: DossierId, light: Light<'_>) -> Result<bool, AnswerError> {
    let Some(row) = store::dossier::get(tx, dossier)? else { return Ok(false) };
    let Some(profile) = row.profile else { return Ok(false) };
    let standing = crate::dossier::standing(tx, dossier)?;
    let person = standing.consumer().and_then(|ix| standing.person(ix));
    let known = person.and_then(|p| p.residence.as_ref()).and_then(|r| r.postcode.as_deref()).map(normal);
    let typed = normal(light.postcode);
    if !typed.is_empty() && known.as_deref().is_some_and(|known| same_postcode(known, &typed)) {
        return Ok(true);
    }
    let Some(birth) = light.birth else { return Ok(false) };
    let profile: Profile = serde_json::from_slice(&profile).map_err(crate::dossier::DossierError::from)?;
    let name = profile.name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let found = lookup::find(tx, Kind::NameAndBirth, &format!("{name}|{birth}"), HITS_MAX)?;
    Ok(found.contains(&dossier))
}

/// Letters and digits alone, in capitals.
fn normal(postcode: &str) -> String {
    postcode.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The same; or of a nine-digit ZIP code the first five.
fn same_postcode(known: &str, typed: &str) -> bool {
    let first = |code: &str| code.chars().take(5).collect::<String>();
    let is_zip = |code: &str| matches!(code.len(), 5 | 9) && code.bytes().all(|b| b.is_ascii_digit());
    known == typed || (is_zip(known) && is_zip(typed) && first(known) == first(typed))
}

fn open_link(tx: &mut ReadTx<'_>, token: &[u8], now: Timestamp) -> Result<Option<link::Link>, AnswerError> {
    Ok(link::find(tx, token)?.filter(|link| link.purpose == PAGE && link.is_open(now)))
}

fn let_in(tx: &mut WriteTx<'_>, dossier: DossierId, link: Option<LinkId>, now: Timestamp) -> Result<Came, AnswerError> {
    // Whoever comes in sweeps what is over: visits, and tries that count no more.
    guest::sweep(tx, now)?;
    tries::sweep(tx, in_hours(now, -2 * PAGE_LINK_HOURS))?;
    Ok(Came::In(guest::begin(tx, dossier, link, now, in_hours(now, VISIT_HOURS))?))
}

fn not_yet(left: i64) -> Came {
    if left > 0 { Came::NotYet { left } } else { Came::Rests }
}
