//! Invents households for `forbear plan`: a JSON line each, the same for the same seed.
//!
//! `cargo run -p money --example households -- 1000 7 | forbear plan`

use std::fmt::Write;

fn main() {
    let mut numbers = std::env::args().skip(1).map(|word| word.parse::<u64>());
    let (Some(Ok(count)), Some(Ok(seed))) = (numbers.next(), numbers.next()) else {
        eprintln!("say how many households, and from which seed: households 1000 7");
        std::process::exit(2);
    };
    print!("{}", households(count, seed));
}

/// So many households from a seed, a line each.
pub fn households(count: u64, seed: u64) -> String {
    let mut dice = Dice(seed);
    let mut lines = String::new();
    for number in 0..count {
        lines.push_str(&household(number, &mut dice));
        lines.push('\n');
    }
    lines
}

fn household(number: u64, dice: &mut Dice) -> String {
    let code = if dice.below(2) == 0 { "GBP" } else { "USD" };
    let mut income = Vec::new();
    for _ in 0..dice.below(4) {
        income.push(line("pay", dice.below(250_000), code, dice.every(), ""));
    }
    let mut spending = Vec::new();
    for need in ["rent", "food", "heat", "travel", "children"] {
        if dice.below(5) > 0 {
            spending.push(line(need, dice.below(70_000), code, dice.every(), ",\"category\":\"priority\""));
        }
    }
    let mut debts = String::new();
    for debt in 0..=dice.below(5) {
        let comma = if debt == 0 { "" } else { "," };
        let sum = amount(dice.below(1_500_000), code);
        // Writing into a text can't go wrong.
        let _ = write!(debts, r#"{comma}{{"id":"d{debt}","kind":"credit_card","creditor":"one","balance":"{sum}"}}"#);
    }
    let proposal = if dice.below(3) == 0 {
        String::new()
    } else {
        format!(r#","proposal":{{"amount":"{}","every":"{}"}}"#, amount(1 + dice.below(90_000), code), dice.every())
    };
    format!(
        r#"{{"id":"h{number}","budget":{{"income":[{}],"spending":[{}]}},"debts":[{debts}]{proposal}}}"#,
        income.join(","),
        spending.join(",")
    )
}

fn line(name: &str, minor: u64, code: &str, every: &str, more: &str) -> String {
    format!(r#"{{"name":"{name}","amount":"{}","every":"{every}"{more}}}"#, amount(minor, code))
}

fn amount(minor: u64, code: &str) -> String {
    format!("{}.{:02} {code}", minor / 100, minor % 100)
}

/// SplitMix64: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn every(&mut self) -> &'static str {
        match self.below(4) {
            0 => "week",
            1 => "two_weeks",
            2 => "four_weeks",
            _ => "month",
        }
    }
}
