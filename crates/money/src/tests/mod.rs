//! Properties and stories of the whole crate.

mod bank;
mod budget;
mod cases;
mod journal;
mod life;
mod offers;
mod plan;
mod remit;

use facts::{DebtId, Money, PersonId};

fn gbp(minor: i64) -> Money {
    Money::new(minor, facts::Currency::GBP)
}

fn debt(id: &str) -> DebtId {
    id.parse().unwrap()
}

fn person(id: &str) -> PersonId {
    id.parse().unwrap()
}
