//! The features of the linear models: words, pairs of words, parts of words, and phrases found.

use super::phrase::Hit;
use super::token::{Shape, Token, Tokens, hash_start, step};

const PAIR_STEP: u64 = 0x9e37_79b9_7f4a_7c15;
const PART_LETTERS: [usize; 2] = [4, 5];
const PART_LETTERS_MAX: usize = 20;
/// Sections of the phrase books beyond this number don't speak to the models.
const SECTIONS_MAX: usize = 256;

/// Which features a model reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Words, pairs and parts of words: for short talk, where each letter counts.
    Fine,
    /// Words and pairs: for long narratives.
    Coarse,
}

/// A feature: what it is, and the token it stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Hash over its kind and its letters.
    pub hash: u64,
    /// The token at which it ends.
    pub token: u32,
}

/// Spreads a hash over all its bits.
#[must_use]
pub fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Adds the features of the tokens from `from` to before `to`.
pub fn read(tokens: &Tokens, from: usize, to: usize, grain: Grain, features: &mut Vec<Feature>) {
    let mut before = 0x5bd1_e995_u64;
    let mut earlier = 0u64;
    let list = tokens.list.get(from..to).unwrap_or_default();
    if grain == Grain::Fine {
        manner(list, from, features);
    }
    for (place, token) in list.iter().enumerate() {
        let at = u32::try_from(from + place).unwrap_or(u32::MAX);
        let mut push = |hash: u64| features.push(Feature { hash: mix(hash), token: at });
        push(token.hash);
        push(before.wrapping_mul(PAIR_STEP).wrapping_add(token.hash));
        if grain == Grain::Fine {
            push(
                earlier
                    .wrapping_mul(PAIR_STEP)
                    .wrapping_add(before)
                    .wrapping_mul(PAIR_STEP)
                    .wrapping_add(token.hash.rotate_left(7)),
            );
            parts(tokens, token, &mut push);
        }
        earlier = before;
        before = token.hash;
    }
}

/// How a text is written, whatever its words: how long it is, and how much of it in capitals.
fn manner(list: &[Token], from: usize, features: &mut Vec<Feature>) {
    let shouted = list.iter().filter(|token| token.shouted).count();
    let all = u64::try_from(list.len()).unwrap_or(u64::MAX);
    let at = u32::try_from(from).unwrap_or(u32::MAX);
    let mut push = |hash: u64| features.push(Feature { hash: mix(hash ^ 0x6d61_6e6e), token: at });
    push((all / 4).min(9));
    if shouted > 0 {
        push(100);
    }
    if shouted > 2 && shouted * 2 > list.len() {
        push(101);
    }
}

/// Parts of a word: runs of letters, with marks for its begin and end.
fn parts(tokens: &Tokens, token: &Token, push: &mut impl FnMut(u64)) {
    let letters = tokens.letters_of(token);
    if token.shape != Shape::Word || letters.len() < 4 || letters.len() > PART_LETTERS_MAX {
        return;
    }
    for size in PART_LETTERS {
        for (place, run) in letters.windows(size).enumerate() {
            let edge = if place == 0 { b'<' } else { b'-' };
            let close = if place + size == letters.len() { b'>' } else { b'-' };
            let hash = run.iter().fold(step(hash_start(), edge), |hash, byte| step(hash, *byte));
            push(step(hash, close) ^ 0x5851_f42d);
        }
    }
}

/// The feature that stands for a section of the phrase books; `times` tells one find from several.
#[must_use]
pub fn phrase(section: u16, times: u16) -> u64 {
    let kind = u64::from(section) + 1 + (u64::from(times) << 20);
    mix(kind.wrapping_mul(PAIR_STEP) ^ 0x2545_f491)
}

/// Adds a feature for each section with a phrase between two tokens, and another where it has several.
pub fn read_hits(hits: &[Hit], from: usize, to: usize, features: &mut Vec<Feature>) {
    let mut times = [0u16; SECTIONS_MAX];
    for hit in hits {
        let first = hit.first as usize;
        if first < from || first >= to {
            continue;
        }
        let Some(seen) = times.get_mut(usize::from(hit.section)) else {
            continue;
        };
        if *seen >= 2 {
            continue;
        }
        *seen += 1;
        let times = *seen;
        features.push(Feature { hash: phrase(hit.section, times), token: hit.first });
    }
}
