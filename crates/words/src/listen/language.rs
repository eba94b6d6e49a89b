//! Which language a text is in: a count of small words that each language can't do without.

use super::labels::Language;
use super::token::{Shape, Tokens, hash_word};

const ENGLISH: &[&str] = &[
    "the", "and", "to", "of", "is", "my", "you", "this", "that", "it", "for", "not", "have", "with", "was", "are",
    "be", "im", "dont", "your", "me", "they", "we", "please", "stop", "on", "in", "at", "what", "do", "can", "cant",
    "will", "am", "has", "had", "but", "by", "from", "ive", "who", "why", "when", "if", "so", "thank", "thanks",
    "call", "calling", "been", "were", "her", "his", "he", "she", "about", "would", "lost", "need", "help", "owe",
    "debt", "money", "pay",
];
const SPANISH: &[&str] = &[
    "el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "por", "para", "con", "es", "mi", "su", "se", "lo",
    "le", "al", "del", "pero", "como", "mas", "ya", "esta", "este", "esto", "yo", "muy", "porque", "cuando", "deuda",
    "pagar", "puedo", "quiero", "tengo", "trabajo", "favor", "gracias", "llamar", "llamen", "llame", "dejen", "deje",
    "mensajes", "dinero", "estoy", "soy", "hola", "nunca", "hablar", "espanol", "abogado", "alto", "basta", "cancelar",
    "baja", "parar", "detener", "ingles", "hablo", "eso", "esa", "nada", "sin", "usted", "ustedes", "mia",
];
const WELSH: &[&str] = &[
    "y",
    "yr",
    "yn",
    "i",
    "a",
    "ar",
    "dw",
    "dwi",
    "mae",
    "nid",
    "ddim",
    "fy",
    "eich",
    "ei",
    "wedi",
    "gyda",
    "gan",
    "oes",
    "ydw",
    "rwyf",
    "rydw",
    "rwy",
    "wyf",
    "os",
    "gwelwch",
    "diolch",
    "peidiwch",
    "stopiwch",
    "ffonio",
    "arian",
    "dyled",
    "swydd",
    "talu",
    "eisiau",
    "gallu",
    "methu",
    "cymraeg",
    "siarad",
    "tecstio",
    "ac",
    "am",
    "hwn",
    "hon",
    "hyn",
    "dim",
    "mwy",
    "rhoi",
    "gorau",
    "colli",
    "helpu",
    "nad",
    "yw",
    "ydy",
    "dyw",
    "cysylltu",
    "anfon",
    "negeseuon",
    "neges",
    "mewn",
    "cymorth",
];
/// From this share of small words on, a text is held to be in the language.
const SHARE_PERCENT_MIN: usize = 12;

/// Small words of the three languages, by hash.
#[derive(Debug)]
pub struct SmallWords {
    lists: [(Language, Vec<u64>); 3],
    bloom: [u64; 64],
}

impl SmallWords {
    /// Prepares the lists.
    #[must_use]
    pub fn new() -> Self {
        let hashes = |words: &[&str]| {
            let mut list: Vec<u64> = words.iter().map(|word| hash_word(word.as_bytes())).collect();
            list.sort_unstable();
            list
        };
        let lists = [
            (Language::English, hashes(ENGLISH)),
            (Language::Spanish, hashes(SPANISH)),
            (Language::Welsh, hashes(WELSH)),
        ];
        let mut bloom = [0; 64];
        for hash in lists.iter().flat_map(|(_, list)| list) {
            let (word, bit) = bloom_place(*hash);
            if let Some(bits) = bloom.get_mut(word) {
                *bits |= bit;
            }
        }
        Self { lists, bloom }
    }

    /// The language of a text.
    #[must_use]
    pub fn language(&self, tokens: &Tokens) -> Language {
        let mut counts = [0usize; 3];
        let mut words = 0;
        for token in tokens.list.iter().take(400) {
            if token.shape != Shape::Word {
                continue;
            }
            words += 1;
            let (word, bit) = bloom_place(token.hash);
            if self.bloom.get(word).is_none_or(|bits| bits & bit == 0) {
                continue;
            }
            for (count, (_, list)) in counts.iter_mut().zip(&self.lists) {
                *count += usize::from(list.binary_search(&token.hash).is_ok());
            }
        }
        let mut best = Language::Unknown;
        let mut most = 0;
        for (count, (language, _)) in counts.iter().zip(&self.lists) {
            if *count > most && *count * 100 >= words * SHARE_PERCENT_MIN {
                most = *count;
                best = *language;
            }
        }
        best
    }
}

impl Default for SmallWords {
    fn default() -> Self {
        Self::new()
    }
}

fn bloom_place(hash: u64) -> (usize, u64) {
    let word = usize::try_from(hash >> 20 & 63).unwrap_or(0);
    (word, 1 << (hash >> 40 & 63))
}
