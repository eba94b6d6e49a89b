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

pub use heard::{Complaint, Hardship, Heard, Mark, Safety, Span};
pub use labels::{Circumstance, Cue, Intent, Issue, Kind, Language, SafetyLevel};

use language::SmallWords;
use model::{Seen, Table};
use ngram::{Feature, Grain};
use phrase::{Book, Hit};
use token::{Shape, Tokens};

const CUE_WEIGHTS: &[u8] = include_bytes!("../../weights/cues.bin");
const NARRATIVE_WEIGHTS: &[u8] = include_bytes!("../../weights/narratives.bin");
const BOOKS: &[(&str, &str)] = &[
    ("classes", include_str!("phrases/classes.txt")),
    ("circumstances", include_str!("phrases/circumstances.txt")),
    ("intents", include_str!("phrases/intents.txt")),
    ("cues", include_str!("phrases/cues.txt")),
    ("safety", include_str!("phrases/safety.txt")),
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
    narratives: Table,
    small_words: SmallWords,
}

/// What listening needs while it reads; keep it between texts to save allocation.
#[derive(Debug, Default)]
pub struct Scratch {
    tokens: Tokens,
    hits: Vec<Hit>,
    features: Vec<Feature>,
    seen: Seen,
    votes: decide::Votes,
}

/// What the models see of a text; for training.
#[derive(Clone, Debug, Default)]
pub struct Seeing {
    /// Features of each stretch of sentences.
    pub stretches: Vec<Vec<u64>>,
    /// Features of the whole text.
    pub whole: Vec<u64>,
}

impl Listener {
    /// Reads the phrase books and the weights that come with the program.
    #[must_use]
    pub fn new() -> Self {
        Self::with_weights(CUE_WEIGHTS, NARRATIVE_WEIGHTS)
    }

    /// Reads the phrase books, and weights that were just trained.
    #[must_use]
    pub fn with_weights(cues: &'static [u8], narratives: &'static [u8]) -> Self {
        let texts: Vec<&str> = BOOKS.iter().map(|(_, text)| *text).collect();
        let book = Book::read(&texts);
        Self {
            speaks_for: decide::Sections::of(&book),
            book,
            cues: Table::read(cues),
            narratives: Table::read(narratives),
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
        let mut seeing = Seeing::default();
        let hashes = |features: &[Feature]| features.iter().map(|feature| feature.hash).collect();
        for (from, to) in stretches(&scratch.tokens) {
            scratch.features.clear();
            ngram::read(&scratch.tokens, from, to, Grain::Fine, &mut scratch.features);
            ngram::read_hits(&scratch.hits, from, to, &mut scratch.features);
            seeing.stretches.push(hashes(&scratch.features));
        }
        scratch.features.clear();
        let all = scratch.tokens.list.len();
        ngram::read(&scratch.tokens, 0, all, Grain::Coarse, &mut scratch.features);
        ngram::read_hits(&scratch.hits, 0, all, &mut scratch.features);
        seeing.whole = hashes(&scratch.features);
        seeing
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
    }
}

impl Default for Listener {
    fn default() -> Self {
        Self::new()
    }
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
