//! Small linear models: one table of whole-number weights for all labels, read once for all of them.
//!
//! A slot holds a fingerprint of its feature and a weight for each label. A feature that training didn't keep is
//! simply not found, so that words never seen add no noise. The sum is over whole numbers, so the same text gives
//! the same score on every machine.

use super::ngram::Feature;

/// Most labels that one table may hold.
pub const HEADS_MAX: usize = 32;
/// A feature is looked for in so many neighbouring slots.
pub const PROBES_MAX: usize = 16;
/// So many words are shown for a label that the model found.
pub const LOUDEST: usize = 3;
const MAGIC: &[u8] = b"FBW2";
const HEADER_BYTES: usize = 12;
const HEAD_BYTES: usize = 12;
const PRINT_BYTES: usize = 2;

/// What turns a label's sum into a score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Head {
    /// Added to each sum.
    pub bias: f32,
    /// Worth of one unit of weight.
    pub scale: f32,
    /// The label is held from this sum on.
    pub threshold: f32,
}

/// A table of weights.
#[derive(Debug, Default)]
pub struct Table {
    heads: Vec<Head>,
    mask: usize,
    slots: &'static [u8],
}

/// Sums for one stretch of text.
#[derive(Clone, Copy, Debug)]
pub struct Sums {
    /// One for each label.
    pub of: [f32; HEADS_MAX],
}

/// Notes which features were counted already; a word said twice counts once.
#[derive(Debug, Default)]
pub struct Seen {
    stamps: Vec<u32>,
    stamp: u32,
    /// The slots found by the last sum, each with its token.
    found: Vec<(usize, u32)>,
}

/// The place and fingerprint of a feature.
#[must_use]
pub fn address(hash: u64, mask: usize) -> (usize, u16) {
    let place = usize::try_from(hash >> 24 & 0xffff_ffff).unwrap_or(0) & mask;
    let print = u16::try_from(hash & 0xffff).unwrap_or(0).max(1);
    (place, print)
}

impl Table {
    /// Reads the weights that `cargo xtask train` wrote. A file that isn't whole gives an empty table.
    #[must_use]
    pub fn read(bytes: &'static [u8]) -> Self {
        Self::parse(bytes).unwrap_or_default()
    }

    fn parse(bytes: &'static [u8]) -> Option<Self> {
        if bytes.get(..4)? != MAGIC {
            return None;
        }
        let heads = usize::from(u16::from_le_bytes(bytes.get(4..6)?.try_into().ok()?));
        let slots = u32::from_le_bytes(bytes.get(8..HEADER_BYTES)?.try_into().ok()?) as usize;
        if heads > HEADS_MAX || !slots.is_power_of_two() {
            return None;
        }
        let mut table = Self {
            heads: Vec::with_capacity(heads),
            mask: slots - 1,
            slots: bytes.get(HEADER_BYTES + heads * HEAD_BYTES..)?,
        };
        for number in 0..heads {
            let at = HEADER_BYTES + number * HEAD_BYTES;
            let read = |at: usize| -> Option<f32> { Some(f32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) };
            table.heads.push(Head { bias: read(at)?, scale: read(at + 4)?, threshold: read(at + 8)? });
        }
        (table.slots.len() == slots * (PRINT_BYTES + heads)).then_some(table)
    }

    /// The bytes of a table: what [`Table::read`] reads.
    #[must_use]
    pub fn write(heads: &[Head], slots: &[(u16, Vec<i8>)]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(u16::try_from(heads.len()).unwrap_or(0).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(u32::try_from(slots.len()).unwrap_or(0).to_le_bytes());
        for head in heads {
            for value in [head.bias, head.scale, head.threshold] {
                bytes.extend(value.to_le_bytes());
            }
        }
        for (print, weights) in slots {
            bytes.extend(print.to_le_bytes());
            bytes.extend(weights.iter().flat_map(|weight| weight.to_le_bytes()));
        }
        bytes
    }

    /// The labels' heads.
    #[must_use]
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// The slot and the weights of a feature, where training kept it.
    fn find(&self, hash: u64) -> Option<(usize, &'static [u8])> {
        let width = PRINT_BYTES + self.heads.len();
        let (place, print) = address(hash, self.mask);
        for probe in 0..PROBES_MAX {
            let slot = (place + probe) & self.mask;
            let entry = self.slots.get(slot * width..slot * width + width)?;
            let (found, weights) = entry.split_first_chunk::<PRINT_BYTES>()?;
            let found = u16::from_le_bytes(*found);
            if found == print {
                return Some((slot, weights));
            }
            if found == 0 {
                return None;
            }
        }
        None
    }

    /// Sums the weights of the features, each once, divided by the root of how many were known; phrases count in full.
    pub fn sum(&self, features: &[Feature], phrases: &[Feature], seen: &mut Seen) -> Sums {
        seen.begin(self.mask + 1);
        let (sums, known) = self.add(features, seen);
        let (loud, _) = self.add(phrases, seen);
        let norm = root(known.max(1));
        let mut out = Sums { of: [0.0; HEADS_MAX] };
        for (((value, sum), loud), head) in out.of.iter_mut().zip(sums).zip(loud).zip(&self.heads) {
            *value = head.bias + head.scale * (whole(sum) / norm + whole(loud));
        }
        out
    }

    /// Adds up the weights of features not seen before, and counts them.
    fn add(&self, features: &[Feature], seen: &mut Seen) -> ([i32; HEADS_MAX], u32) {
        let mut sums = [0i32; HEADS_MAX];
        let mut known = 0u32;
        for feature in features {
            let Some((slot, weights)) = self.find(feature.hash) else {
                continue;
            };
            if !seen.first(slot) {
                continue;
            }
            seen.found.push((slot, feature.token));
            known += 1;
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(weight.cast_signed());
            }
        }
        (sums, known)
    }

    /// The tokens of the last sum that spoke loudest for a label.
    #[must_use]
    pub fn loudest(&self, seen: &Seen, label: usize) -> [Option<u32>; LOUDEST] {
        let width = PRINT_BYTES + self.heads.len();
        let mut best: [(i8, Option<u32>); LOUDEST] = [(0, None); LOUDEST];
        for (slot, token) in &seen.found {
            let weight = self.slots.get(slot * width + PRINT_BYTES + label).map_or(0, |weight| weight.cast_signed());
            let lowest = best.last().map_or(i8::MAX, |lowest| lowest.0);
            if weight <= lowest || best.iter().any(|(_, known)| *known == Some(*token)) {
                continue;
            }
            if let Some(last) = best.last_mut() {
                *last = (weight, Some(*token));
            }
            best.sort_by_key(|(weight, token)| (-i16::from(*weight), *token));
        }
        best.map(|(_, token)| token)
    }
}

impl Seen {
    fn begin(&mut self, slots: usize) {
        self.found.clear();
        if self.stamps.len() < slots {
            self.stamps.resize(slots, 0);
        }
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.stamps.fill(0);
            self.stamp = 1;
        }
    }

    fn first(&mut self, slot: usize) -> bool {
        match self.stamps.get_mut(slot) {
            Some(stamp) if *stamp != self.stamp => {
                *stamp = self.stamp;
                true
            }
            _ => false,
        }
    }
}

/// The square root, exact to the last bit on every machine (IEEE 754 demands it).
fn root(known: u32) -> f32 {
    whole(i32::try_from(known).unwrap_or(i32::MAX)).sqrt()
}

#[expect(clippy::cast_precision_loss, reason = "sums stay far below 2^24")]
fn whole(sum: i32) -> f32 {
    sum as f32
}

/// Turns how far a sum lies above its threshold into a score from 0 to 1: a half at the threshold, rounded to
/// thousandths. A rational curve, because the exponential of the standard library differs between machines.
#[must_use]
pub fn score(sum: f32, threshold: f32) -> f32 {
    let above = sum - threshold;
    let raw = 0.5 + 0.5 * above / (1.0 + above.abs());
    (raw * 1000.0).round() / 1000.0
}
