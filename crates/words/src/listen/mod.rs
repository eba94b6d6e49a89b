//! Listens to what a person wrote: feelings, circumstances, intents, safety, complaint, hardship, language.
//!
//! Phrases decide first, a small linear model second; each answer carries the words that decided. What is found may
//! soften, slow down, protect or fetch a human. It never decides against anyone.

mod decide;
mod heard;
mod labels;
mod language;
pub mod model;
pub mod ngram;
pub mod phrase;
mod safety;
pub mod token;

pub use decide::ISSUE_SHARE;
pub use heard::{Complaint, Hardship, Heard, Mark, Safety, Span};
pub use labels::{Circumstance, Cue, Intent, Issue, Kind, Language, SafetyLevel};

use language::SmallWords;
use model::{Seen, Table};
use ngram::{Feature, Grain};
use phrase::{Book, Hit};
use token::{Shape, Tokens};

const CUE_WEIGHTS: &[u8] = include_bytes!("../../weights/cues.bin");
const COMPLAINT_WEIGHTS: &[u8] = include_bytes!("../../weights/complaints.bin");
const HARDSHIP_WEIGHTS: &[u8] = include_bytes!("../../weights/hardship.bin");
const BOOKS: &[(&str, &str)] = &[
    ("classes", include_str!("phrases/classes.txt")),
    ("circumstances", include_str!("phrases/circumstances.txt")),
    ("intents", include_str!("phrases/intents.txt")),
    ("cues", include_str!("phrases/cues.txt")),
    ("safety", include_str!("phrases/safety.txt")),
    ("lexicon", include_str!("phrases/lexicon.txt")),
    ("kinds", include_str!("phrases/kinds.txt")),
];
/// Sentences are read together until they have so many tokens.
const STRETCH_TOKENS: usize = 24;

/// Everything needed to listen. Made once, used for all texts.
#[derive(Debug)]
pub struct Listener {
    book: Book,
    speaks_for: decide::Sections,
    cues: Table,
    complaints: Table,
    hardship: Table,
    small_words: SmallWords,
}

/// The files of weights, as `cargo xtask train` writes them.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// Eight cues, learnt from short talk.
    pub cues: &'static [u8],
    /// Six issues, then fifteen kinds of complaint.
    pub complaints: &'static [u8],
    /// Hardship alone.
    pub hardship: &'static [u8],
}

/// What listening needs while it reads; keep it between texts to save allocation.
#[derive(Debug, Default)]
pub struct Scratch {
    tokens: Tokens,
    hits: Vec<Hit>,
    caught: Vec<u32>,
    features: Vec<Feature>,
    phrases: Vec<Feature>,
    seen: Seen,
    votes: decide::Votes,
}

/// What the models see of a text; for training.
#[derive(Clone, Debug, Default)]
pub struct Seeing {
    /// Words, pairs and parts of words.
    pub fine: Vec<u64>,
    /// Words and pairs.
    pub coarse: Vec<u64>,
    /// Sections of the phrase books that had something to say.
    pub phrases: Vec<u64>,
}

impl Listener {
    /// Reads the phrase books and the weights that come with the program.
    #[must_use]
    pub fn new() -> Self {
        Self::with_weights(Weights { cues: CUE_WEIGHTS, complaints: COMPLAINT_WEIGHTS, hardship: HARDSHIP_WEIGHTS })
    }

    /// Reads the phrase books, and weights that were just trained.
    #[must_use]
    pub fn with_weights(weights: Weights) -> Self {
        let texts: Vec<&str> = BOOKS.iter().map(|(_, text)| *text).collect();
        let book = Book::read(&texts);
        Self {
            speaks_for: decide::Sections::of(&book),
            book,
            cues: Table::read(weights.cues),
            complaints: Table::read(weights.complaints),
            hardship: Table::read(weights.hardship),
            small_words: SmallWords::new(),
        }
    }

    /// Listens to a text.
    #[must_use]
    pub fn listen(&self, text: &str) -> Heard {
        self.listen_into(text, &mut Scratch::default())
    }

    /// Listens to a text, with room kept from the text before.
    pub fn listen_into(&self, text: &str, scratch: &mut Scratch) -> Heard {
        self.read(text, scratch);
        decide::decide(self, text, scratch)
    }

    /// What the models see of a text.
    #[must_use]
    pub fn see(&self, text: &str) -> Seeing {
        let mut scratch = Scratch::default();
        self.read(text, &mut scratch);
        let mut look = |grain: Grain| -> Vec<u64> {
            scratch.features.clear();
            let all = scratch.tokens.list.len();
            ngram::read(&scratch.tokens, 0, all, grain, &mut scratch.features);
            hashes(&scratch.features)
        };
        let fine = look(Grain::Fine);
        let coarse = look(Grain::Coarse);
        ngram::read_hits(&scratch.hits, 0, usize::MAX, &mut scratch.phrases);
        Seeing { fine, coarse, phrases: hashes(&scratch.phrases) }
    }

    /// The number of a section of the phrase books.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<u16> {
        let place = self.book.sections().iter().position(|section| section == name)?;
        u16::try_from(place).ok()
    }

    /// Lines of the phrase books that could not be understood.
    #[must_use]
    pub fn faults(&self) -> &[String] {
        self.book.faults()
    }

    fn read(&self, text: &str, scratch: &mut Scratch) {
        scratch.tokens.read(text);
        self.book.number(&mut scratch.tokens);
        self.book.find(&scratch.tokens.list, &mut scratch.hits);
        let tokens = scratch.tokens.list.len();
        self.speaks_for.spring(tokens, &mut scratch.hits, &mut scratch.caught);
    }
}

impl Default for Listener {
    fn default() -> Self {
        Self::new()
    }
}

fn hashes(features: &[Feature]) -> Vec<u64> {
    features.iter().map(|feature| feature.hash).collect()
}

/// Cuts a text into stretches of whole sentences.
fn stretches(tokens: &Tokens) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut from = 0;
    for (place, token) in tokens.list.iter().enumerate() {
        if token.shape == Shape::Break && place + 1 - from >= STRETCH_TOKENS {
            cuts.push((from, place + 1));
            from = place + 1;
        }
    }
    if from < tokens.list.len() {
        cuts.push((from, tokens.list.len()));
    }
    cuts
}
