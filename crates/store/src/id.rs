//! Ids: a number in the database, a word with a prefix everywhere else.

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

/// The digits of an id as text: base 32 in ascending order of bytes, without letters that look like digits.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 13 digits of five bits hold any positive number of 63 bits, so that text sorts as the numbers do.
const LENGTH: usize = 13;

/// How many ids one opening of a store can mint: 2³⁹, about half a million million.
const COUNTER_BITS: u32 = 39;
/// How often a database can be opened for writing: 2²⁴ times.
pub(crate) const NODE_MAX: i64 = (1 << (63 - COUNTER_BITS)) - 1;

/// Mints ids that never meet those of another process: each opening of a store has its own number, and counts from there.
///
/// No clock and no chance: the same run mints the same ids, and new rows go to the end of their table.
#[derive(Debug, Default)]
pub(crate) struct Mint {
    /// The next id, or zero while this opening has no number of its own.
    next: AtomicI64,
    /// Held while the number is being fetched, so that only one thread does.
    pub(crate) claiming: Mutex<()>,
}

impl Mint {
    pub(crate) fn is_ready(&self) -> bool {
        self.next.load(Ordering::Acquire) != 0
    }

    pub(crate) fn begin(&self, node: i64) {
        self.next.store((node << COUNTER_BITS) + 1, Ordering::Release);
    }

    pub(crate) fn next(&self) -> i64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }
}

fn write_id(formatter: &mut fmt::Formatter<'_>, prefix: &str, number: i64) -> fmt::Result {
    formatter.write_str(prefix)?;
    formatter.write_str("_")?;
    for place in (0..LENGTH).rev() {
        let digit = usize::try_from((number >> (5 * place)) & 31).unwrap_or(0);
        formatter.write_str(DIGITS.get(digit).map_or("0", |byte| digit_text(byte)))?;
    }
    Ok(())
}

fn digit_text(byte: &u8) -> &str {
    std::str::from_utf8(std::slice::from_ref(byte)).unwrap_or("0")
}

fn read_id(text: &str, prefix: &'static str) -> Result<i64, IdError> {
    let wrong = || IdError { text: text.chars().take(40).collect(), prefix };
    let digits = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).ok_or_else(wrong)?;
    if digits.len() != LENGTH {
        return Err(wrong());
    }
    let mut number: i64 = 0;
    for byte in digits.bytes() {
        let digit = DIGITS.iter().position(|known| *known == byte).ok_or_else(wrong)?;
        number = number.checked_mul(32).and_then(|n| n.checked_add(i64::try_from(digit).ok()?)).ok_or_else(wrong)?;
    }
    Ok(number)
}

/// A text that is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id of this kind: it must be `{prefix}_` and 13 digits or small letters")]
pub struct IdError {
    text: String,
    prefix: &'static str,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) i64);

        impl $name {
            /// The number in the database.
            #[must_use]
            pub fn number(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(formatter, $prefix, self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(formatter, $prefix, self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<$name, IdError> {
                read_id(text, $prefix).map($name)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// One person's record, and with it the person.
    DossierId "pers";
    /// A decision on a question.
    DecisionId "deci";
    /// A row of the outbox.
    OutboxId "outb";
    /// A promise, ours or theirs.
    PromiseId "prom";
    /// A placement file.
    BatchId "batc";
    /// An entry of the books.
    EntryId "entr";
    /// A payment, by whatever way it came.
    PaymentId "paym";
    /// A payment page at a processor.
    CheckoutId "chec";
    /// A plan.
    PlanId "plan";
    /// A period that was paid out to a creditor.
    RemittanceId "remi";
    /// A doubtful match of two people.
    ReviewId "revi";
    /// Work for a human.
    TaskId "task";
    /// Somebody who works here.
    UserId "user";
    /// A link that was given to a person.
    LinkId "link";
    /// A message that came in.
    InboxId "inbx";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_sorts_as_its_number() {
        let mut texts = Vec::new();
        for number in [0, 1, 31, 32, (1 << 39) + 1, i64::MAX - 1, i64::MAX] {
            let text = DossierId(number).to_string();
            assert_eq!(text.parse(), Ok(DossierId(number)));
            texts.push(text);
        }
        assert!(texts.is_sorted());
        assert_eq!(texts[4], "pers_00000g0000001");
    }

    #[test]
    fn another_kind_another_length_and_other_digits_are_refused() {
        for text in ["", "pers_", "deci_0000000000001", "pers_000000000001", "pers_000000000000i", "pers_zzzzzzzzzzzzz"]
        {
            assert!(text.parse::<DossierId>().is_err(), "{text}");
        }
        assert!("pers_é000000000001".parse::<DossierId>().is_err());
    }

    #[test]
    fn two_openings_never_mint_the_same_id() {
        let (one, two) = (Mint::default(), Mint::default());
        one.begin(1);
        two.begin(2);
        let first: Vec<i64> = (0..1000).map(|_| one.next()).collect();
        assert!(first.is_sorted());
        assert!((0..1000).map(|_| two.next()).all(|id| !first.contains(&id)));
    }
}
