//! How hard a text is to read: words, sentences, syllables and the Flesch-Kincaid grade.

use serde::Serialize;

use super::syllables::syllables;

/// The counts of a text, and its grade.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Grade {
    /// Flesch-Kincaid: the US school grade that reads the text with ease. Nought where there is no word.
    pub flesch_kincaid: f64,
    pub words: usize,
    pub sentences: usize,
    pub syllables: usize,
}

/// Grades a text. A sentence ends after `.`, `!` or `?` and white space, and has a letter; a word is a row of letters,
/// with an apostrophe inside it or without.
pub fn grade(text: &str) -> Grade {
    let mut sentences = 0;
    let (mut words, mut sounds) = (0, 0);
    for sentence in sentences_of(text) {
        if sentence.bytes().any(|b| b.is_ascii_alphabetic()) {
            sentences += 1;
        }
        for word in words_of(sentence) {
            words += 1;
            sounds += syllables(word);
        }
    }
    Grade { flesch_kincaid: flesch_kincaid(words, sentences, sounds), words, sentences, syllables: sounds }
}

/// 0.39 words a sentence and 11.8 syllables a word, less 15.59 (Kincaid and others, 1975).
fn flesch_kincaid(words: usize, sentences: usize, syllables: usize) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if words == 0 || sentences == 0 {
        return 0.0;
    }
    let grade = 0.39 * count(words) / count(sentences) + 11.8 * count(syllables) / count(words) - 15.59;
    (grade * 1000.0).round() / 1000.0
}

/// The sentences of a text, with what ends them.
pub(super) fn sentences_of(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        let end =
            bytes.windows(2).position(|pair| matches!(pair, [b'.' | b'!' | b'?', next] if next.is_ascii_whitespace()));
        let (sentence, after) = rest.split_at_checked(end.map_or(rest.len(), |at| at + 1))?;
        rest = after;
        Some(sentence)
    })
}

/// The words of a text.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(|b| !b.is_ascii_alphabetic()) {
            at += 1;
        }
        let start = at;
        loop {
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b), _) if b.is_ascii_alphabetic() => at += 1,
                (Some(b'\''), Some(next)) if next.is_ascii_alphabetic() && at > start => at += 1,
                _ => break,
            }
        }
        (at > start).then(|| text.get(start..at)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_has_a_low_grade() {
        let grade = grade("We got your note. We will look at it, and we'll write to you by Friday.");
        assert_eq!((grade.words, grade.sentences, grade.syllables), (16, 2, 17));
        assert!(grade.flesch_kincaid < 2.0);
    }
}
