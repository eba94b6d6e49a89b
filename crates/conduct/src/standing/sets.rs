//! Small sets as bits: the debts of a dossier, the parts of a communication.

use facts::Part;
use serde::{Deserialize, Serialize};

/// At most so many debts in one dossier; a fold refuses more.
pub const DEBTS_MAX: usize = 128;

/// Debts of the dossier, by their places in it.
///
/// ```
/// use conduct::{DebtSet, PartSet};
/// use facts::Part;
///
/// let both = DebtSet::first(2);
/// assert!(both.covers(DebtSet::one(1)) && !DebtSet::one(0).meets(DebtSet::one(1)) && both.len() == 2);
/// let parts = PartSet::of(&[Part::OptOutNotice]).with(Part::CallerIdentity);
/// assert!(parts.has(Part::CallerIdentity) && parts.has_all(&[Part::OptOutNotice]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct DebtSet(u128);

impl DebtSet {
    pub const EMPTY: DebtSet = DebtSet(0);

    /// The first `count` debts.
    pub fn first(count: usize) -> DebtSet {
        match count {
            0 => DebtSet(0),
            n if n >= DEBTS_MAX => DebtSet(u128::MAX),
            n => DebtSet((1 << n) - 1),
        }
    }

    pub fn one(index: usize) -> DebtSet {
        DebtSet(1u128.checked_shl(u32::try_from(index).unwrap_or(u32::MAX)).unwrap_or(0))
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub fn holds(self, index: usize) -> bool {
        self.meets(DebtSet::one(index))
    }

    /// Do the two share a debt?
    pub fn meets(self, other: DebtSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Is every debt of `other` in this one?
    pub fn covers(self, other: DebtSet) -> bool {
        other.0 & !self.0 == 0
    }

    pub fn and(self, other: DebtSet) -> DebtSet {
        DebtSet(self.0 & other.0)
    }

    pub fn or(self, other: DebtSet) -> DebtSet {
        DebtSet(self.0 | other.0)
    }

    pub fn without(self, other: DebtSet) -> DebtSet {
        DebtSet(self.0 & !other.0)
    }

    /// The places of the debts in it, in order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..DEBTS_MAX).filter(move |i| self.holds(*i))
    }
}

/// Parts of a communication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct PartSet(u128);

impl PartSet {
    pub const EMPTY: PartSet = PartSet(0);

    pub fn of(parts: &[Part]) -> PartSet {
        PartSet(parts.iter().fold(0, |set, part| set | 1 << (*part as u32)))
    }

    pub fn has(self, part: Part) -> bool {
        self.0 & (1 << (part as u32)) != 0
    }

    pub fn has_all(self, parts: &[Part]) -> bool {
        parts.iter().all(|p| self.has(*p))
    }

    pub fn with(self, part: Part) -> PartSet {
        PartSet(self.0 | 1 << (part as u32))
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Is every part of this set in `other`?
    pub fn is_within(self, other: PartSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// Are there no parts in it but these?
    pub fn only(self, parts: &[Part]) -> bool {
        self.0 & !PartSet::of(parts).0 == 0
    }
}
