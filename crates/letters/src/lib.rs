//! On paper: tagged PDF letters, the same bytes for the same data.
//!
//! [`render`] lays one [`Letter`] out with the templates in `templates/` and gives a [`Pdf`] that
//! conforms to PDF/UA-1 (a screen reader can read it) and PDF/A-2a (it can be kept for decades).
//! Nothing here reads files, the network or today's date: fonts and templates are in the binary, and
//! the date is in the letter. What a letter says is composed elsewhere; the only sentences kept here
//! are the labels of the page and the words that the US Model Form B-1 prescribes.

mod batch;
mod check;
mod fonts;
mod letter;
mod limits;
mod render;
mod world;

#[cfg(test)]
mod layout_tests;

pub use batch::{Batch, BatchError, Manifest, Printed, batch};
pub use letter::{
    Block, Choice, Disclosure, HelpLine, Itemization, Lang, Letter, Notice, Offer, Paper, Recipient, ReplyChoice, Row,
    Sender, Style,
};
pub use limits::{
    ADDRESS_LINES_MAX, BATCH_LETTERS_MAX, BLOCKS_MAX, EASY_LINE_CHARS_MAX, PAGES_MAX, SENDER_LINES_MAX, TEXT_CHARS_MAX,
    WORD_CHARS_MAX,
};
pub use render::{LetterError, Pdf, render};
