//! Is this a person whom we know? By what identifies somebody, never by what merely resembles.

use std::collections::BTreeSet;

use store::lookup::Kind;
use store::{DossierId, StoreError, WriteTx};

use super::line::Account;

/// So many people with the same name or number are looked at; more than this is no help to anybody.
const HITS_MAX: u32 = 50;

/// A contact point or an address that more people share than this is a house, a shelter or a switchboard: without the
/// name it says nothing of who somebody is, and a human would only be asked to compare strangers.
const SHARED_MAX: usize = 4;

/// What was found about an account's person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Match {
    /// Nobody whom we know.
    New,
    /// One whom we know: the name and something that only they have agree.
    Known(DossierId),
    /// Perhaps these: a human looks. The account gets a dossier of its own until then.
    Doubtful(Vec<DossierId>),
}

/// What identifies the account's person, by the kinds of the store's keyed-hash index.
pub(super) struct Keys {
    keys: Vec<(Kind, String)>,
}

impl Keys {
    pub(super) fn of(account: &Account) -> Keys {
        let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let name = account.name.as_deref().map(fold);
        let address = &account.address;
        let mut keys = Vec::new();
        if let Some(name) = &name {
            keys.push((Kind::Name, name.clone()));
            if let Some(birth) = account.birth_date {
                keys.push((Kind::NameAndBirth, format!("{name}|{birth}")));
            }
        }
        if let Some(email) = account.email.as_deref() {
            keys.push((Kind::Email, fold(email)));
        }
        let phones = [&account.mobile, &account.landline].into_iter().flatten();
        keys.extend(phones.map(|phone| (Kind::Telephone, phone.clone())));
        if let (Some(street), Some(postcode)) = (&address.street, &address.postcode) {
            keys.push((Kind::Address, format!("{}|{}", fold(street), fold(postcode))));
        }
        Keys { keys }
    }

    /// What may lead to the person: everything but the bare name.
    pub(super) fn leading(&self) -> impl Iterator<Item = (Kind, &str)> {
        self.keys.iter().filter(|(kind, _)| *kind != Kind::Name).map(|(kind, value)| (*kind, value.as_str()))
    }

    /// Looks for the person among those whom we know: name and birth date together are one person, and so are a name
    /// and a contact point or an address of theirs. A contact point without the name is a doubt,
    /// unless many share it.
    pub(super) fn find(&self, tx: &mut WriteTx<'_>) -> Result<Match, StoreError> {
        let mut known = BTreeSet::new();
        let mut touched = BTreeSet::new();
        let mut doubtful = BTreeSet::new();
        for (kind, value) in self.leading() {
            let hits = store::lookup::find(tx, kind, value, HITS_MAX)?;
            match kind {
                Kind::NameAndBirth => known.extend(hits),
                _ => {
                    if hits.len() <= SHARED_MAX {
                        doubtful.extend(&hits);
                    }
                    touched.extend(hits);
                }
            }
        }
        if !touched.is_empty() {
            let name = self.keys.iter().find(|(kind, _)| *kind == Kind::Name);
            let named = match name {
                Some((kind, value)) => store::lookup::find(tx, *kind, value, HITS_MAX)?,
                None => Vec::new(),
            };
            known.extend(named.into_iter().filter(|id| touched.contains(id)));
        }
        Ok(match (known.len(), known.first()) {
            (1, Some(one)) => Match::Known(*one),
            (0, _) if doubtful.is_empty() => Match::New,
            (0, _) => Match::Doubtful(doubtful.into_iter().collect()),
            _ => Match::Doubtful(known.into_iter().collect()),
        })
    }

    /// Every key with whose it is, for the index.
    pub(super) fn of_dossier(&self, dossier: DossierId) -> impl Iterator<Item = (DossierId, Kind, &str)> {
        self.keys.iter().map(move |(kind, value)| (dossier, *kind, value.as_str()))
    }
}
