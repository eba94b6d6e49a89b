//! Is this a person whom we know? By what identifies somebody, never by what merely resembles.

use std::collections::BTreeSet;

use store::{DossierId, StoreError, WriteTx};

use super::line::Account;

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

/// Kinds of keys, as the store's keyed-hash index names them.
const BIRTH: &str = "name+birth";
const EMAIL_NAME: &str = "name+email";
const PHONE_NAME: &str = "name+phone";
const HOME_NAME: &str = "name+home";
const EMAIL: &str = "email";
const PHONE: &str = "phone";

/// What identifies the account's person, and what only hints at them.
pub(super) struct Keys {
    strong: Vec<(&'static str, String)>,
    weak: Vec<(&'static str, String)>,
}

impl Keys {
    pub(super) fn of(account: &Account) -> Keys {
        let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let name = account.name.as_deref().map(fold);
        let email = account.email.as_deref().map(fold);
        let phones: Vec<&String> = [&account.mobile, &account.landline].into_iter().flatten().collect();
        let mut strong = Vec::new();
        let mut weak = Vec::new();
        if let Some(name) = &name {
            if let Some(birth) = account.birth_date {
                strong.push((BIRTH, format!("{name}|{birth}")));
            }
            if let Some(email) = &email {
                strong.push((EMAIL_NAME, format!("{name}|{email}")));
            }
            strong.extend(phones.iter().map(|phone| (PHONE_NAME, format!("{name}|{phone}"))));
            if let (Some(street), Some(postcode)) = (&account.address.street, &account.address.postcode) {
                strong.push((HOME_NAME, format!("{name}|{}|{}", fold(street), fold(postcode))));
            }
        }
        if let Some(email) = email {
            weak.push((EMAIL, email));
        }
        weak.extend(phones.into_iter().map(|phone| (PHONE, phone.clone())));
        Keys { strong, weak }
    }

    /// Looks for the person among those whom we know.
    pub(super) fn find(&self, tx: &mut WriteTx) -> Result<Match, StoreError> {
        let mut known = BTreeSet::new();
        for (kind, value) in &self.strong {
            known.extend(store::lookup::find(tx, kind, value)?);
        }
        match known.len() {
            1 => return Ok(known.into_iter().next().map_or(Match::New, Match::Known)),
            0 => {}
            _ => return Ok(Match::Doubtful(known.into_iter().collect())),
        }
        let mut perhaps = BTreeSet::new();
        for (kind, value) in &self.weak {
            perhaps.extend(store::lookup::find(tx, kind, value)?);
        }
        Ok(if perhaps.is_empty() { Match::New } else { Match::Doubtful(perhaps.into_iter().collect()) })
    }

    /// Every key, for the index.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.strong.iter().chain(&self.weak).map(|(kind, value)| (*kind, value.as_str()))
    }
}
