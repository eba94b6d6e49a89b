//! Invented people, for demonstrations: each can be told from a real one at sight.
//!
//! Surnames are words that nobody is called by; e-mail addresses are at `example.com` and `example.co.uk`; telephone
//! numbers come from the ranges that are kept for fiction (555-0100 to 555-0199; 07700 900000 to 900999).

use facts::{Currency, DebtKind, Money};
use jiff::civil::Date;

use crate::place::{Account, Address, Itemization};

/// A small generator: the same seed gives the same people on every machine (SplitMix64).
#[derive(Debug, Clone)]
pub struct Seed(u64);

impl Seed {
    pub fn new(seed: u64) -> Seed {
        Seed(seed)
    }

    /// A seed of its own for a word, so that what is invented for an account doesn't hang on the order of the file.
    pub fn of(seed: u64, word: &str) -> Seed {
        let folded =
            word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        Seed(seed ^ folded)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n.max(1)).unwrap_or(1);
        usize::try_from(self.next() % n).unwrap_or(0)
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> Option<&'a T> {
        let place = self.below(from.len());
        from.get(place).copied()
    }

    /// So many times in a hundred.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

const FIRST_NAMES: [&str; 40] = [
    "Ada", "Alma", "Amir", "Ben", "Bea", "Carl", "Cleo", "Dan", "Dora", "Eli", "Emma", "Farah", "Finn", "Gail", "Hana",
    "Hugo", "Ida", "Ivan", "Jade", "Joel", "Kai", "Lena", "Luis", "Maya", "Milo", "Nia", "Noor", "Omar", "Opal", "Pia",
    "Quinn", "Rosa", "Sami", "Tara", "Theo", "Uma", "Vera", "Wes", "Yara", "Zoe",
];
const SURNAMES: [&str; 24] = [
    "Sample",
    "Example",
    "Placeholder",
    "Testwell",
    "Mockingham",
    "Demoson",
    "Inventa",
    "Fictioner",
    "Specimen",
    "Pretendley",
    "Madeupson",
    "Nonesuch",
    "Imaginer",
    "Standin",
    "Prototype",
    "Draftsby",
    "Fabler",
    "Makebelieve",
    "Whatsname",
    "Soandso",
    "Somebody",
    "Anyone",
    "Trialson",
    "Dummyfield",
];
const STREETS: [&str; 12] = [
    "Example Street",
    "Sample Avenue",
    "Specimen Road",
    "Placeholder Lane",
    "Invented Way",
    "Nowhere Drive",
    "Pretend Terrace",
    "Fable Court",
    "Imaginary Row",
    "Demo Close",
    "Trial Place",
    "Model Square",
];
const CREDITORS: [&str; 4] =
    ["Mockbank (invented)", "Sample Card Co (invented)", "Placeholder Credit (invented)", "Example Bank (invented)"];

/// Fills in what a placed account lacks, from the seed and the account's own number.
pub fn complete(account: &mut Account, seed: u64) {
    let mut dice = Seed::of(seed, &account.account);
    let first = dice.pick(&FIRST_NAMES).unwrap_or("Ada");
    let last = dice.pick(&SURNAMES).unwrap_or("Sample");
    let number = dice.below(9_000) + 1_000;
    if account.name.is_none() {
        account.name = Some(format!("{first} {last}"));
    }
    if account.creditor.is_none() {
        account.creditor = dice.pick(&CREDITORS).map(str::to_owned);
    }
    complete_address(&mut account.address, &mut dice);
    // Not everybody gives every contact point.
    let british = account.address.country == "GB";
    if account.email.is_none() && dice.percent(60) {
        let domain = if british { "example.co.uk" } else { "example.com" };
        account.email = Some(format!("{}.{}{number}@{domain}", first.to_lowercase(), last.to_lowercase()));
    }
    if account.mobile.is_none() && dice.percent(20) {
        account.mobile = Some(if british {
            format!("+447700900{:03}", dice.below(1_000))
        } else {
            let code = AREA_CODES.get(dice.below(AREA_CODES.len())).copied().unwrap_or(212);
            format!("+1{code}55501{:02}", dice.below(100))
        });
    }
}

/// Area codes of the numbering plan, some for each part of the country; numbers move with people.
const AREA_CODES: [u16; 64] = [
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 225, 228, 229, 231, 240, 248, 251,
    253, 256, 262, 267, 281, 301, 302, 303, 304, 305, 307, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321,
    323, 330, 334, 336, 337, 339, 347, 352, 360, 361, 386, 401, 402, 404, 405, 406, 407, 412,
];

fn complete_address(address: &mut Address, dice: &mut Seed) {
    if address.street.is_none() {
        let street = dice.pick(&STREETS).unwrap_or("Example Street");
        address.street = Some(format!("{} {street}", dice.below(180) + 1));
    }
    if address.city.is_none() {
        address.city = Some("Sampleton".to_owned());
    }
    if address.postcode.is_none() && address.country == "GB" {
        address.postcode = Some(format!("ZZ{} {}ZZ", dice.below(9) + 1, dice.below(9) + 1));
    }
}

/// An account that is invented whole: in the United States, or (one in five) in the United Kingdom.
pub fn account(index: usize, seed: u64, today: Date) -> Account {
    let mut dice = Seed::of(seed, &format!("account {index}"));
    let british = dice.percent(20);
    let currency = if british { Currency::GBP } else { Currency::USD };
    let money = |minor: usize| Money::new(i64::try_from(minor).unwrap_or(0), currency);
    let amount = dice.below(180_000) + 4_000;
    let interest = if dice.percent(40) { dice.below(9_000) } else { 0 };
    let fees = if dice.percent(25) { dice.below(3_500) } else { 0 };
    let payments = if dice.percent(30) { dice.below(amount / 3) } else { 0 };
    let balance = amount + interest + fees - payments;
    let kinds = [DebtKind::CreditCard, DebtKind::Medical, DebtKind::Utility, DebtKind::PersonalLoan, DebtKind::Telecom];
    let kind = kinds.get(dice.below(kinds.len())).copied().unwrap_or(DebtKind::Other);
    let states = ["CA", "NY", "FL", "IL", "MA", "CO", "AZ", "GA", "OH", "PA", "MN", "VA"];
    let nations = ["england", "scotland"];
    let region = if british { dice.pick(&nations) } else { dice.pick(&states) };
    let months = i32::try_from(dice.below(5)).unwrap_or(0) + 2;
    let date = today.checked_sub(jiff::Span::new().months(months)).unwrap_or(today);
    let mut account = Account {
        line: u64::try_from(index).unwrap_or(0) + 2,
        account: format!("DEMO-{index:06}"),
        name: None,
        birth_date: None,
        language: None,
        kind,
        creditor: None,
        original_creditor: None,
        balance: money(balance),
        itemization: Some(Itemization {
            basis: "last_statement".to_owned(),
            date,
            amount: money(amount),
            interest: money(interest),
            fees: money(fees),
            payments: money(payments),
            credits: money(0),
        }),
        charged_off: None,
        accrued: None,
        address: Address {
            region: region.map(str::to_owned),
            country: if british { "GB" } else { "US" }.to_owned(),
            ..Address::default()
        },
        time_zone: None,
        mobile: None,
        landline: None,
        email: None,
    };
    complete(&mut account, seed);
    account
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_people_and_their_figures_add_up() {
        let today: Date = "2026-11-24".parse().unwrap();
        for index in 0..500 {
            let one = account(index, 7, today);
            assert_eq!(one, account(index, 7, today));
            assert_eq!(one.itemization.as_ref().unwrap().sum(), Some(one.balance));
            assert!(one.balance.minor() > 0);
            let email = one.email.unwrap_or("a@example.com".into());
            assert!(email.contains("@example.co"), "{email}");
        }
        assert_ne!(account(1, 7, today), account(1, 8, today));
    }
}
