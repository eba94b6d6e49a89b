//! Checking words: what a text says, which parts it carries, how hard it is to read, and what we never say.
//!
//! [`read`] turns a text into a [`facts::Reading`], which the rules judge by the facts. Meaning is read, not
//! words: what a sentence denies, reports or warns of is not taken as said.
//!
//! ```
//! use facts::{Assertion, Channel};
//! use words::check::{Names, Words, read};
//!
//! let threat = read(&Words::of("We will sue you on Monday.", Channel::Letter));
//! assert!(threat.asserts(Assertion::ThreatensSuit));
//! let promise = read(&Words::of("We will not sue you.", Channel::Letter));
//! assert!(!promise.asserts(Assertion::ThreatensSuit));
//! ```

mod amounts;
mod envelope;
mod grade;
mod lint;
mod names;
mod optout;
mod parts;
mod read;
mod scan;
mod scope;
mod syllables;
mod voicemail;

pub use grade::{Grade, grade};
pub use lint::{Checked, Flagged, GRADE_MAX, SENTENCE_WORDS_MAX, TextToCheck, Weight, check};
pub use read::{Names, Words, read, read_ask, read_content};
pub use scan::warm_up;
pub use syllables::{by_rule, syllables};
