//! Names for people, endpoints and debts that can't be mistaken for each other.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The id of a `K`: a lower-case letter, then lower-case letters, digits and `_`.
///
/// The product's own ids carry their kind as a prefix (`pers_`, `debt_`); the cases use short words.
pub struct Id<K>(Box<str>, PhantomData<fn() -> K>);

/// Who acts, speaks or is spoken to. The collector itself is [`PersonId::collector`].
pub type PersonId = Id<crate::Person>;
/// A contact point.
pub type EndpointId = Id<crate::Endpoint>;
/// A debt.
pub type DebtId = Id<crate::Debt>;

/// A text that can't be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: begin with a small letter, then use small letters, digits and `_`")]
pub struct MalformedId(String);

const COLLECTOR: &str = "collector";

impl<K> Id<K> {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<K> Id<K> {
    /// An id that the program itself writes.
    ///
    /// # Panics
    /// On a word that can't be an id: an error of ours, which no input can cause.
    pub fn named(word: &'static str) -> Id<K> {
        assert!(word.parse::<Id<K>>().is_ok(), "`{word}` is written in the program and is no id");
        Id(word.into(), PhantomData)
    }

    /// A numbered id, as `d12`: the prefix is an id itself.
    pub fn numbered(prefix: &'static str, number: usize) -> Id<K> {
        let stem = Id::<K>::named(prefix);
        Id(format!("{stem}{number}").into(), PhantomData)
    }
}

impl PersonId {
    /// The firm that runs Forbear, as `by` names it.
    pub fn collector() -> PersonId {
        Id(COLLECTOR.into(), PhantomData)
    }

    pub fn is_collector(&self) -> bool {
        &*self.0 == COLLECTOR
    }
}

impl<K> FromStr for Id<K> {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        let mut bytes = text.bytes();
        let starts = bytes.next().is_some_and(|b| b.is_ascii_lowercase());
        let goes_on = bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if starts && goes_on { Ok(Id(text.into(), PhantomData)) } else { Err(MalformedId(text.to_owned())) }
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Id(self.0.clone(), PhantomData)
    }
}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<K> Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
