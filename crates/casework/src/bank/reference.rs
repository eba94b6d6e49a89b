//! The reference that a person writes on a transfer: made of their record's number alone, with two digits that tell a
//! slip of the hand.

use money::bank::normal_reference;
use store::DossierId;

/// Every reference begins so.
const PREFIX: &str = "FB";
/// The digits of a record's number, as its id writes them.
const DIGITS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGITS_MAX: usize = 13;
/// A reference that a bank or a person broke up has at most so many pieces.
const WORDS_MAX: usize = 4;

/// A person's reference: `FBG00000142`. The last two digits are the number's remainder by 97, which no single wrong sign
/// and no two swapped ones leave as it is.
pub fn payment_reference(dossier: DossierId) -> String {
    let id = dossier.to_string().to_uppercase();
    let digits = id.rsplit('_').next().unwrap_or_default().trim_start_matches('0');
    format!("{PREFIX}{digits}{:02}", remainder(digits).unwrap_or(0))
}

/// The reference in groups of four, as a person reads it.
pub fn spoken_reference(dossier: DossierId) -> String {
    let reference: Vec<char> = payment_reference(dossier).chars().collect();
    reference.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Whose reference this is, where it is one.
pub fn dossier_of(text: &str) -> Option<DossierId> {
    let normal = normal_reference(text);
    let body = normal.strip_prefix(PREFIX)?;
    let (digits, check) = body.split_at_checked(body.len().checked_sub(2)?)?;
    if digits.is_empty() || digits.len() > DIGITS_MAX || check != format!("{:02}", remainder(digits)?) {
        return None;
    }
    format!("pers_{digits:0>DIGITS_MAX$}").to_lowercase().parse().ok()
}

/// The references in what a payer wrote: whole, a word, or words in a row.
pub(super) fn references(text: &str) -> Vec<DossierId> {
    if let Some(dossier) = dossier_of(text) {
        return vec![dossier];
    }
    let cuts = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '*' | '/' | '(' | ')');
    let words: Vec<&str> = text.split(cuts).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for start in 0..words.len() {
        let rest = words.get(start..).unwrap_or_default();
        for n in 1..=rest.len().min(WORDS_MAX) {
            found.extend(dossier_of(&rest.iter().take(n).copied().collect::<String>()));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn remainder(digits: &str) -> Option<u64> {
    digits.chars().try_fold(0, |sum: u64, digit| {
        let value = u64::try_from(DIGITS.find(digit)?).ok()?;
        Some((sum * 32 + value) % 97)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_back_through_what_banks_do_to_it() {
        let dossier: DossierId = "pers_00000g0000001".parse().unwrap();
        let reference = payment_reference(dossier);
        let spoken = spoken_reference(dossier);
        for text in [reference.clone(), spoken.clone(), reference.to_lowercase(), reference.replace('G', "G-")] {
            assert_eq!(dossier_of(&text), Some(dossier), "{text}");
        }
        assert_eq!(references(&format!("RENT/{spoken} thank you")), [dossier]);
        assert_eq!(references("FB thanks"), []);
    }

    #[test]
    fn a_slip_of_the_hand_is_nobodys_reference() {
        let reference = payment_reference("pers_00000g0000123".parse().unwrap());
        let signs: Vec<char> = reference.chars().collect();
        for place in 2..signs.len() {
            for wrong in DIGITS.chars().filter(|digit| *digit != signs[place]) {
                let mut slipped = signs.clone();
                slipped[place] = wrong;
                assert_eq!(dossier_of(&slipped.iter().collect::<String>()), None, "{slipped:?}");
            }
            if place + 1 < signs.len() && signs[place] != signs[place + 1] {
                let mut swapped = signs.clone();
                swapped.swap(place, place + 1);
                assert_eq!(dossier_of(&swapped.iter().collect::<String>()), None, "{swapped:?}");
            }
        }
    }
}
