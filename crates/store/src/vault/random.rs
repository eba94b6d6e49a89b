//! Chance, from one source that a simulator can replace.

use std::sync::{Mutex, PoisonError};

use crate::error::StoreError;

/// Fills the bytes it is given, or says why it cannot.
pub type RandomSource = Box<dyn FnMut(&mut [u8]) -> std::io::Result<()> + Send>;

/// How many bytes are fetched at once: asking the system for each nonce would cost more than sealing.
const BUFFER: usize = 4096;

/// A source of chance for all threads.
pub(crate) struct Random(Mutex<Buffered>);

struct Buffered {
    source: RandomSource,
    bytes: Vec<u8>,
}

impl Random {
    pub(crate) fn new(source: RandomSource) -> Random {
        Random(Mutex::new(Buffered { source, bytes: Vec::new() }))
    }

    /// Random bytes, each given out once.
    pub(crate) fn bytes<const N: usize>(&self) -> Result<[u8; N], StoreError> {
        let mut buffered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buffered.bytes.len() < N {
            let mut fresh = vec![0; BUFFER.max(N)];
            (buffered.source)(&mut fresh).map_err(|error| StoreError::Random { reason: error.to_string() })?;
            buffered.bytes = fresh;
        }
        let rest = buffered.bytes.len() - N;
        let taken = buffered.bytes.split_off(rest);
        taken.try_into().map_err(|_| StoreError::Random { reason: "too few bytes".to_owned() })
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Random")
    }
}

/// The system's own source.
pub(crate) fn system() -> RandomSource {
    Box::new(|bytes| getrandom::fill(bytes).map_err(|error| std::io::Error::other(error.to_string())))
}
