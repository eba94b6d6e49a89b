//! Adding interest: for one debt, and for all debts of a creditor, each person in a transaction of their own.

use std::collections::BTreeMap;

use facts::Money;
use jiff::Timestamp;
use jiff::civil::Date;
use money::ledger::write::{self, Claim, Head};
use money::ledger::{
    AccrualRow, InterestRule, Part, Provenance, Stop, accrue, fixed_sum, fixed_sum_ground, stopped_on,
};
use money::ratio;
use serde::Serialize;
use store::{DossierId, Store, WriteTx};

use super::rules::{History, history};
use super::{ChargeError, key_of, late, stops};
use crate::books::{self, OwedDebt};
use crate::terms::{self, FixedSum, Terms};

/// So many people are looked at in one transaction.
const STEP_PEOPLE: usize = 200;

/// What a run added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ChargeReport {
    /// Debts that were looked at.
    pub debts: u64,
    /// Debts to which something was added.
    pub added_to: u64,
    /// What was added, by currency.
    pub added: BTreeMap<String, Money>,
}

/// Adds the interest until a day that is over to all debts of a creditor. The same again adds nothing.
///
/// # Errors
/// Rules that overlap or name no authority; a Bank rate that nobody gave; the store's. Whole steps stay.
pub fn run(store: &Store, creditor: &str, until: Date, now: Timestamp, by: &str) -> Result<ChargeReport, ChargeError> {
    let (terms, people) = store.read(|tx| {
        let terms = terms::of(tx, creditor)?;
        Ok::<_, ChargeError>((terms, store::journal::owing_to(tx, creditor)?))
    })?;
    let mut report = ChargeReport::default();
    for step in people.chunks(STEP_PEOPLE) {
        let done: Vec<Option<Money>> = store.write(|tx: &mut WriteTx| {
            let mut done = Vec::new();
            for dossier in step {
                for debt in books::owed(tx, *dossier)?.iter().filter(|debt| debt.creditor.as_str() == creditor) {
                    done.push(charge_debt(tx, *dossier, debt, &terms, until, now, by)?);
                }
            }
            Ok::<_, ChargeError>(done)
        })?;
        for one in done {
            report.debts += 1;
            let Some(amount) = one else { continue };
            report.added_to += 1;
            let code = amount.currency().code().to_owned();
            let sum = report.added.get(&code).copied().unwrap_or(Money::zero(amount.currency()));
            report.added.insert(code, sum.plus(amount)?);
        }
    }
    Ok(report)
}

/// Adds the interest of one debt until a day, and the fixed sum of a late business debt; what was added, where anything was.
///
/// # Errors
/// As [`run`].
pub fn charge_debt(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    debt: &OwedDebt,
    terms: &Terms,
    until: Date,
    now: Timestamp,
    by: &str,
) -> Result<Option<Money>, ChargeError> {
    let standing = crate::dossier::standing(tx, dossier)?;
    let today = now.to_zoned(standing.home_zone()).date();
    if until >= today {
        return Err(ChargeError::NotOver { until, today });
    }
    let currency = debt.balance.currency();
    let late_rule = match &terms.late_payment {
        Some(late) if terms.interest.is_empty() => late::rule(&standing, &debt.debt, late, currency)?,
        _ => None,
    };
    let rules: Vec<InterestRule> = terms.interest.iter().cloned().chain(late_rule).collect();
    if rules.is_empty() {
        return Ok(None);
    }
    let known = history(tx, dossier, &debt.debt)?;
    let stops = stops(tx, dossier, &debt.debt)?;
    let charge = Charge { dossier, debt, known: &known, stops: &stops, now, by };
    let mut added = Money::zero(currency);
    if let Some(from) = known.since().filter(|from| *from <= until) {
        let accrual = accrue(currency, &known.steps, &rules, &stops, (from, until))?;
        added = added.plus(charge.interest(tx, &accrual.rows, (from, until))?)?;
    }
    if let Some(late) = terms.late_payment.as_ref().filter(|late| late.fixed_sum == FixedSum::Claimed)
        && late::rule(&standing, &debt.debt, late, currency)?.is_some_and(|rule| rule.from <= until)
    {
        added = added.plus(charge.fixed_sum(tx, until)?)?;
    }
    Ok((!added.is_zero()).then_some(added))
}

struct Charge<'a> {
    dossier: DossierId,
    debt: &'a OwedDebt,
    known: &'a History,
    stops: &'a [Stop],
    now: Timestamp,
    by: &'a str,
}

impl Charge<'_> {
    /// Posts one entry for each authority.
    fn interest(
        &self,
        tx: &mut WriteTx<'_>,
        rows: &[AccrualRow],
        (from, until): (Date, Date),
    ) -> Result<Money, ChargeError> {
        let mut by_basis: BTreeMap<&Provenance, (Money, Date)> = BTreeMap::new();
        let zero = Money::zero(self.debt.balance.currency());
        for row in rows {
            let sum = by_basis.entry(&row.basis).or_insert((zero, row.until));
            *sum = (sum.0.plus(row.amount)?, sum.1.max(row.until));
        }
        let mut added = zero;
        for (nth, (basis, (amount, last))) in (self.known.ever + 1..).zip(by_basis) {
            if amount.minor() <= 0 {
                continue;
            }
            let key = format!("{}{from}/{until}/{nth}", key_of(self.dossier, &self.debt.debt));
            let what = format!("interest from {from} to {until}");
            self.post(tx, (&key, &what), (Part::Interest, amount), basis, last)?;
            added = added.plus(amount)?;
        }
        Ok(added)
    }

    /// Posts the fixed sum, once for a debt, on a day on which nothing stops it.
    fn fixed_sum(&self, tx: &mut WriteTx<'_>, on: Date) -> Result<Money, ChargeError> {
        let zero = Money::zero(self.debt.balance.currency());
        let key = format!("fixed_sum/{}/{}", self.dossier, self.debt.debt);
        let principal = self.known.steps.first().map(|step| step.principal).filter(|principal| principal.minor() > 0);
        let Some(principal) = principal else { return Ok(zero) };
        if stopped_on(self.stops, on).is_some() || store::journal::find(tx, &key)?.is_some() {
            return Ok(zero);
        }
        let sum = ratio::not_negative(fixed_sum(principal));
        let what = "the fixed sum for a late business debt";
        self.post(tx, (&key, what), (Part::Costs, sum), &fixed_sum_ground(), on)?;
        Ok(sum)
    }

    fn post(
        &self,
        tx: &mut WriteTx<'_>,
        (key, what): (&str, &str),
        part: (Part, Money),
        why: &Provenance,
        last: Date,
    ) -> Result<(), ChargeError> {
        let on = books::open_day(tx, last, [self.debt.creditor.as_str()])?;
        // It is for days until the last, on which nothing stops it, on whatever day it is booked.
        let stops = if on == last { self.stops } else { &[] };
        let claim = Claim::new(&self.debt.debt, &self.debt.creditor);
        let entry = write::charge(Head::new(key, on, what), &claim, part, why, stops)?;
        books::post(tx, Some(self.dossier), &entry, None, self.now, self.by)?;
        Ok(())
    }
}
