//! How many syllables an English word has: rules for the sound of vowels, and a list of the words that break them.

use std::sync::OnceLock;

/// Words that the rules get wrong, a line each: `business 2`. Written by `cargo xtask syllables`, from CMUdict's
/// pronunciations of the words in public complaint texts.
const EXCEPTIONS: &str = include_str!("../../weights/syllables.txt");

/// Ends of compounds before which an `e` is silent: `some-body`, `safe-guard`.
const TAILS: &[&str] = &[
    "less", "ful", "fully", "lessly", "ly", "ment", "ments", "mental", "ness", "body", "where", "style", "styles",
    "guard", "guards", "way", "ways", "frame", "frames", "time", "times", "soever", "thing", "things", "one", "side",
    "line", "lines", "work", "works", "ware", "land", "man", "men", "shop", "theless", "ty", "some", "town", "book",
    "house", "holder", "holders", "board", "back", "long", "keeper", "place", "wood", "day", "room", "rooms", "paper",
    "maker", "makers", "making", "port", "over", "up", "out", "off", "cycle", "point", "boat", "top", "bone", "hood",
    "like", "ship", "ships", "fold", "how", "by", "after", "fore", "hand", "stead", "person", "sale", "worthy",
    "spread", "hearted", "giver", "well", "wise", "bank", "buyer", "owner", "owners", "worker", "workers", "sick",
    "safe", "bound",
];

/// Beginnings of compounds that end in a silent `e`.
const HEADS: &[&str] = &[
    "fore", "care", "home", "note", "wide", "rule", "safe", "life", "time", "base", "whole", "some", "there", "where",
    "here", "house", "trade", "name", "state", "sales", "use", "lone", "more", "these", "those", "wire", "price",
    "case", "face", "fire", "store", "voice", "phone",
];

/// Two vowels side by side that are two syllables, wherever they stand in a word.
const APART: &[&str] =
    &["creat", "idea", "area", "oem", "oet", "oel", "eol", "eou", "eog", "coop", "coor", "ideal", "nuit", "duit"];

/// Ends of words with one syllable more than their vowel groups.
const LONGER_ENDS: &[&str] = &[
    "ying", "eing", "oing", "uing", "ium", "iums", "ius", "uous", "uously", "uation", "uations", "uate", "uates",
    "uated", "uating", "aying", "oying", "eying", "uying", "oyee", "oyees", "oyer", "oyers", "ayer", "ayers", "uyer",
    "uyers", "oyal", "ire", "ires", "ired", "iring", "iety", "iet", "uel", "ual", "ually", "uals", "uity", "uities",
    "iest", "real",
];

/// Longer words are counted by their first letters.
const LETTERS_MAX: usize = 48;

/// The syllables of a word; one where it has no vowel.
pub fn syllables(word: &str) -> usize {
    static KNOWN: OnceLock<Vec<(&'static str, usize)>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let rows = EXCEPTIONS.lines().filter_map(|l| l.split_once(' '));
        let mut known: Vec<(&str, usize)> = rows.filter_map(|(w, n)| Some((w, n.parse().ok()?))).collect();
        known.sort_unstable();
        known
    });
    let mut letters = [0u8; LETTERS_MAX];
    let mut length = 0;
    let small = word.bytes().filter(u8::is_ascii_alphabetic).map(|b| b.to_ascii_lowercase());
    for (place, byte) in letters.iter_mut().zip(small) {
        *place = byte;
        length += 1;
    }
    let lower = letters.get(..length).and_then(|l| std::str::from_utf8(l).ok()).unwrap_or_default();
    match known.binary_search_by_key(&lower, |(word, _)| word) {
        Ok(at) => known.get(at).map_or(1, |(_, count)| *count),
        Err(_) => by_rule(lower),
    }
}

/// The syllables of a word in small letters, by the rules alone.
pub fn by_rule(word: &str) -> usize {
    let letters = word.as_bytes();
    if let Some((head, tail)) = compound(word) {
        return by_rule(head) + by_rule(tail);
    }
    if !letters.iter().any(|b| vowel(*b)) {
        // A short form that is not in the list counts as one, as the reference has it.
        return 1;
    }
    let mut count = groups(letters);
    if count > 1 && silent_end(letters) {
        count -= 1;
    }
    count += hiatus(letters);
    count += if letters.len() < 4 { 0 } else { APART.iter().filter(|part| word.contains(**part)).count() };
    if LONGER_ENDS.iter().any(|end| word.ends_with(end) && before_end(letters, end.len())) {
        count += 1;
    }
    let fewer = [
        word.ends_with("ically"),
        word.starts_with("every"),
        word.starts_with("evening"),
        word.contains("interest"),
        word.contains("busi"),
    ];
    count.saturating_sub(fewer.iter().filter(|is| **is).count()).max(1)
}

fn vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn groups(letters: &[u8]) -> usize {
    let mut count = 0;
    let mut inside = false;
    for byte in letters {
        count += usize::from(vowel(*byte) && !inside);
        inside = vowel(*byte);
    }
    count
}

/// The letter at `back` places from the end; 1 is the last.
fn from_end(letters: &[u8], back: usize) -> u8 {
    letters.len().checked_sub(back).and_then(|at| letters.get(at)).copied().unwrap_or(0)
}

/// Before an end that adds a syllable stands a consonant, and no `q` or `g` before its `u`.
fn before_end(letters: &[u8], length: usize) -> bool {
    let before = from_end(letters, length + 1);
    let starts = from_end(letters, length);
    before != 0 && !vowel(before) && !(starts == b'u' && matches!(before, b'q' | b'g'))
        || matches!(starts, b'a' | b'o' | b'e') && before != 0
}

/// A word of two, the first with a silent `e` at its end.
fn compound(word: &str) -> Option<(&str, &str)> {
    // The shortest head with the shortest tail.
    if word.len() < 6 || !word.as_bytes().iter().take(word.len() - 1).any(|b| *b == b'e') {
        return None;
    }
    let heads_well = |head: &str| {
        let letters = head.as_bytes();
        letters.len() >= 4
            && from_end(letters, 1) == b'e'
            && !vowel(from_end(letters, 2))
            && letters.get(..letters.len() - 2).is_some_and(|rest| rest.iter().any(|b| vowel(*b)))
            && (from_end(letters, 2) != b'l' || vowel(from_end(letters, 3)))
    };
    let by_tail = TAILS.iter().find_map(|tail| word.strip_suffix(tail).filter(|h| heads_well(h)).map(|h| (h, *tail)));
    by_tail.and_then(|(head, tail)| Some((head, word.get(word.len() - tail.len()..)?))).or_else(|| {
        HEADS.iter().find_map(|head| {
            let tail = word.strip_prefix(head)?;
            let first = *tail.as_bytes().first()?;
            let fits =
                tail.len() > 3 && !vowel(first) && !matches!(first, b'r' | b'n' | b'd') && tail.bytes().any(vowel);
            fits.then_some((*head, tail))
        })
    })
}

/// A silent `e`, `ed` or `es` at the end.
fn silent_end(letters: &[u8]) -> bool {
    let at = |back| from_end(letters, back);
    match (at(2), at(1)) {
        (before, b'e') => !vowel(before) && (before != b'l' || vowel(at(3))),
        (b'e', b'd') => {
            let (before, earlier) = (at(3), at(4));
            let sounded = matches!(before, b'd' | b't') || vowel(before);
            let joined = before == b'l' && !vowel(earlier) && !matches!(earlier, b'l' | b'r' | b'n')
                || before == b'r' && !vowel(earlier) && earlier != b'r';
            !sounded && !joined
        }
        (b'e', b's') => {
            let (before, earlier) = (at(3), at(4));
            let sounded = matches!(before, b's' | b'x' | b'z' | b'c' | b'g') || vowel(before);
            let joined = before == b'l' && !vowel(earlier) || before == b'h' && matches!(earlier, b's' | b'c');
            !sounded && !joined
        }
        _ => false,
    }
}

/// `i` before `a` or `o` is a syllable of its own, but in `-tion`, `-cial`, `-nior` and their like.
fn hiatus(letters: &[u8]) -> usize {
    let mut count = 0;
    for at in 0..letters.len() {
        let rest = letters.get(at..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|b| letters.get(b)).copied().unwrap_or(0);
        let one = match rest {
            [b'i', b'o', b'u', b's', ..] | [b'i', b'o', b'n', ..] => {
                matches!(before, b't' | b's' | b'c' | b'g' | b'x' | b'l' | b'n')
            }
            [b'i', b'o', b'r', ..] | [b'i', b'a', b'r', ..] => matches!(before, b'n' | b'v' | b'l' | b'h' | b't'),
            [b'i', b'o', ..] => matches!(before, b't' | b's' | b'c' | b'g' | b'x'),
            [b'i', b'a', b'g', b'e', ..] => true,
            [b'i', b'a', b'l' | b'n', tail @ ..] => {
                let verb = tail.starts_with(b"t");
                matches!(before, b't' | b'c' | b's' | b'x') && !verb
            }
            [b'i', b'a', ..] => false,
            _ => continue,
        };
        count += usize::from(!one);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words() {
        for (word, count) in [
            ("debt", 1),
            ("payment", 2),
            ("business", 2),
            ("negotiate", 4),
            ("account", 2),
            ("somebody", 3),
            ("buyer", 2),
            ("don't", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }
}
