//! Whose words are these? By contact points that we know to be theirs, and never by what a message claims.

use conduct::Standing;
use facts::{Channel, Endpoint, EndpointKind};
use store::lookup::Kind;
use store::{DossierId, OutboxId, ReadTx};

use super::Sender;
use crate::dossier::{DossierError, standing};

/// So many people at one address are looked at; more than this is no help to anybody.
const HITS_MAX: u32 = 20;

/// Whose the words are.
#[derive(Debug)]
pub(crate) enum Whose {
    /// One person, with the contact point from which they wrote.
    One(DossierId, Box<Standing>, Option<Endpoint>),
    /// Nobody whom we know.
    Nobody,
    /// Several people have this contact point.
    Several(Vec<DossierId>),
}

/// Finds the person. Where several share an address, the message of ours that this one answers says who: the answer comes
/// from the address to which it went.
pub(crate) fn whose(
    tx: &mut ReadTx<'_>,
    channel: Channel,
    from: Sender<'_>,
    answers: Option<OutboxId>,
) -> Result<Whose, DossierError> {
    let address = match from {
        Sender::Person(dossier) => return Ok(Whose::One(dossier, Box::new(standing(tx, dossier)?), None)),
        Sender::Address(address) => address,
    };
    let mut found = Vec::new();
    let Some((kind, value)) = key(channel, address) else { return Ok(Whose::Nobody) };
    for dossier in store::lookup::find(tx, kind, &value, HITS_MAX)? {
        if store::dossier::get(tx, dossier)?.is_none_or(|row| row.profile.is_none()) {
            continue;
        }
        let standing = standing(tx, dossier)?;
        // A keyed hash can meet another: the log says whether the contact point is theirs.
        let theirs = |e: &&Endpoint| key_of_endpoint(e).is_some_and(|k| k == (kind, value.clone()));
        if let Some(endpoint) = standing.endpoints().iter().find(theirs).cloned() {
            found.push((dossier, standing, endpoint));
        }
    }
    if found.len() > 1
        && let Some(answered) = answers
        && let Some(row) = store::outbox::get(tx, answered)?
    {
        found.retain(|(dossier, ..)| *dossier == row.dossier);
    }
    Ok(match found.len() {
        0 => Whose::Nobody,
        1 => match found.pop() {
            Some((dossier, standing, endpoint)) => Whose::One(dossier, Box::new(standing), Some(endpoint)),
            None => Whose::Nobody,
        },
        _ => Whose::Several(found.into_iter().map(|(dossier, ..)| dossier).collect()),
    })
}

/// The form in which a contact point is kept and looked for.
pub(crate) fn key(channel: Channel, address: &str) -> Option<(Kind, String)> {
    match channel {
        Channel::Email => Some((Kind::Email, fold(address))),
        Channel::Text | Channel::Call => {
            let plus = address.trim_start().starts_with('+');
            let digits: String = address.chars().filter(char::is_ascii_digit).collect();
            let full = digits.len() >= 8;
            full.then(|| (Kind::Telephone, if plus || digits.len() > 10 { format!("+{digits}") } else { digits }))
        }
        _ => None,
    }
}

/// An e-mail address or a telephone number as somebody typed it, in the form in which it is kept and looked for. A number
/// without its country is one of the United States (ten digits) or the United Kingdom (eleven, from nought).
pub(crate) fn typed_key(address: &str) -> Option<(Kind, String)> {
    if address.contains('@') {
        return key(Channel::Email, address);
    }
    let digits: String = address.chars().filter(char::is_ascii_digit).collect();
    let full = match (address.trim_start().starts_with('+'), digits.len(), digits.strip_prefix('0')) {
        (false, 10, None) => format!("+1{digits}"),
        (false, 11, Some(rest)) => format!("+44{rest}"),
        _ => format!("+{digits}"),
    };
    key(Channel::Text, &full)
}

fn key_of_endpoint(endpoint: &Endpoint) -> Option<(Kind, String)> {
    match endpoint.kind {
        EndpointKind::Email => Some((Kind::Email, fold(&endpoint.value))),
        EndpointKind::Mobile | EndpointKind::Landline => key(Channel::Text, &endpoint.value),
        _ => None,
    }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
