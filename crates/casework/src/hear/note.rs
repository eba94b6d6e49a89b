//! What an agent noted of a call: read for what binds us, never taken for the person's own statement.

use facts::{Channel, When};

use super::meanings::{Said, meant};
use super::{LISTENER, start_of};

/// What a note says that a human must look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noted {
    /// Nothing of weight.
    Nothing,
    /// A wish, a stop, a dispute, hardship: somebody records what it means.
    Binding,
    /// Somebody may be in danger.
    Danger,
}

/// Reads an agent's note.
pub(crate) fn noted(text: &str, at: When) -> Noted {
    let said = Said { by: crate::place::consumer(), at, via: Channel::Call, text, about: Vec::new(), key: "note" };
    let meant = meant(&said, &LISTENER.listen(start_of(text)));
    if meant.safety.is_some() {
        return Noted::Danger;
    }
    let binds = !meant.facts.is_empty() || !meant.stops.is_empty() || !meant.reasons.is_empty();
    if binds { Noted::Binding } else { Noted::Nothing }
}
