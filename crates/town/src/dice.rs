//! Chance that can be had again: the same seed gives the same town on every machine.

/// A small generator (SplitMix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice of their own for a word, so that what one person does doesn't hang on who came before them.
    pub fn of(seed: u64, word: &str) -> Dice {
        let folded =
            word.bytes().fold(0x6a09_e667_f3bc_c909_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ folded)
    }

    /// A number below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        u32::try_from(z % u64::from(n.max(1))).unwrap_or(0)
    }

    /// So many times in a hundred.
    pub fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_word_give_the_same_throws_and_others_give_others() {
        let throws = |seed, word| {
            let mut dice = Dice::of(seed, word);
            (0..20).map(|_| dice.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(7, "a"), throws(7, "a"));
        assert_ne!(throws(7, "a"), throws(8, "a"));
        assert_ne!(throws(7, "a"), throws(7, "b"));
        assert!(throws(7, "a").iter().all(|n| *n < 1_000));
    }
}
