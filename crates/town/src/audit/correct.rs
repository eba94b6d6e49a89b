//! The log with its corrections made: what was withdrawn is gone, what was replaced reads as it should have.

use facts::{Entry, Fact, HouseEvent};

/// An entry as it stands after corrections.
#[derive(Debug)]
pub(super) struct Read<'a> {
    /// Its place in the log.
    pub(super) index: usize,
    pub(super) entry: &'a Entry,
    pub(super) fact: Fact,
}

/// Reads a log from its beginning.
pub(super) fn read(log: &[Entry]) -> Vec<Read<'_>> {
    let mut read: Vec<Read> = Vec::new();
    for (index, entry) in log.iter().enumerate() {
        let Fact::House(HouseEvent::Correction(correction)) = &entry.fact else {
            read.push(Read { index, entry, fact: entry.fact.clone() });
            continue;
        };
        match correction.instead.as_deref() {
            Some(event) => {
                for wrong in read.iter_mut().filter(|r| r.entry.id == correction.of) {
                    wrong.fact = Fact::Event(event.clone());
                }
            }
            None => read.retain(|r| r.entry.id != correction.of),
        }
    }
    read
}
