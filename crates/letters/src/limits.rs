//! Every limit of a letter, in one place.

/// Pages of one letter, both sides of the sheet counted. A longer one belongs in several letters.
pub const PAGES_MAX: usize = 12;
/// Lines of the recipient's address below the name; what a window envelope can show.
pub const ADDRESS_LINES_MAX: usize = 6;
/// Lines of the sender's address in the letterhead.
pub const SENDER_LINES_MAX: usize = 5;
/// Blocks of one letter.
pub const BLOCKS_MAX: usize = 200;
/// Characters of one piece of text.
pub const TEXT_CHARS_MAX: usize = 6_000;
/// Characters of one word, a piece between spaces, `/` and `-`: a longer one would leave the page.
pub const WORD_CHARS_MAX: usize = 45;
/// Characters of one line of an Easy Read letter: one idea, at most about fifteen words.
pub const EASY_LINE_CHARS_MAX: usize = 90;
/// Letters of one batch for a print house.
pub const BATCH_LETTERS_MAX: usize = 10_000;
