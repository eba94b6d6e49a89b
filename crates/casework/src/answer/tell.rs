//! A person tells their story: it is heard like every message, and the page shows what was understood and done.

use facts::{Entry, Fact};
use store::{DossierId, ReadTx, Store};

use super::{AnswerError, Done, Form, take};
use crate::dossier::{DossierError, log};
use crate::hear::Given;
use crate::house::House;

/// Takes in a story. Sent twice, it is one.
///
/// # Errors
/// No words, or too many; a store that can't be written. Then nothing was kept.
pub fn tell(store: &Store, house: &House, form: &Form<'_>, words: &str) -> Result<Done, AnswerError> {
    if words.trim().is_empty() {
        return Err(AnswerError::Empty);
    }
    take(store, house, form, words, |_, _| Given::default())
}

/// What a form put on record, in order: the story, and what it was understood to mean.
///
/// # Errors
/// A dossier that can't be read.
pub fn told(tx: &mut ReadTx<'_>, dossier: DossierId, key: &str) -> Result<Vec<Entry>, DossierError> {
    let (own, over, page) = (format!("evt_in_{key}"), format!("evt_over_{key}"), format!("evt_portal_{key}"));
    let promise = format!("evt_{}{key}", crate::handover::ANSWER);
    let of_form = |entry: &Entry| {
        let id = entry.id.as_str();
        let numbered = |start: &str| id == start || id.strip_prefix(start).is_some_and(|rest| rest.starts_with('_'));
        id == over || id == promise || numbered(&own) || numbered(&page)
    };
    let entries = log(tx, dossier)?.into_iter().filter(of_form);
    Ok(entries.filter(|entry| !matches!(&entry.fact, Fact::House(facts::HouseEvent::Recorded(_)))).collect())
}
