//! What lies on the table when a plan is made: the budget, the debts in the books, and the choices.

use std::collections::BTreeSet;

use facts::{Currency, DebtId, Money};
use jiff::civil::Date;
use money::budget::{Allowances, irs_allowances, total};
use money::plan::{Authority, Available, Holder, Offered, PlanDebt, Proposal, Rules, Table, available};
use store::{DossierId, ReadTx};

use super::PlanError;
use crate::books::OwedDebt;
use crate::budget::{Around, household};
use crate::payment::open_debts;
use crate::terms::{self, TermsError};

/// The choices of a person, and by what they were measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offers {
    /// What the household can spare, step by step.
    pub available: Available,
    /// The choices side by side, and why a proposal of theirs can't be.
    pub offered: Offered,
    /// Whether anything was said of income and spending yet: without it nothing can be asked.
    pub budget_changes: usize,
}

/// What a plan is measured by, owned.
pub(super) struct Means {
    pub available: Available,
    pub debts: Vec<PlanDebt>,
    /// What the creditors of these debts allow together.
    pub authority: Option<Authority>,
    pub rules: Rules,
    pub around: Around,
    pub budget_changes: usize,
    pub today: Date,
}

/// The choices of a person, their own proposal first.
///
/// # Errors
/// No debt in the books; a budget that can't be read; the store's.
pub fn options(
    tx: &mut ReadTx<'_>,
    dossier: DossierId,
    proposal: Option<&Proposal>,
    today: Date,
) -> Result<Offers, PlanError> {
    let means = means(tx, dossier, today)?;
    let offered = money::plan::options(proposal, &means.table())?;
    Ok(Offers { offered, budget_changes: means.budget_changes, available: means.available })
}

pub(super) fn means(tx: &mut ReadTx<'_>, dossier: DossierId, today: Date) -> Result<Means, PlanError> {
    let currency = crate::books::balance(tx, dossier)?.ok_or(PlanError::NoDebt(dossier))?.currency();
    let standing = crate::dossier::standing(tx, dossier)?;
    let ours = open_debts(tx, dossier, &standing, currency, today)?;
    let household = household(tx, dossier, currency)?;
    let authority = authority(tx, ours.iter().filter(|(_, open)| open.barrier.is_none()).map(|(debt, _)| debt))?;
    let allowances = match currency {
        Currency::USD => irs_allowances(&household.budget.household, today),
        _ => Allowances::none(),
    };
    let totals = total(&household.budget, &allowances)?;
    let rules = Rules::of(currency);
    let available = available(&totals, household.around.priority(currency)?, &rules)?;
    let mut debts: Vec<PlanDebt> = ours
        .into_iter()
        .map(|(debt, open)| PlanDebt {
            debt: debt.debt,
            balance: debt.balance,
            holder: Holder::Us,
            barrier: open.barrier,
        })
        .collect();
    let others = household.around.others.iter().filter(|debt| debt.class == money::budget::DebtClass::NonPriority);
    let zero = Money::zero(currency);
    debts.extend(others.enumerate().map(|(i, debt)| PlanDebt {
        debt: DebtId::numbered("other", i + 1),
        balance: if debt.balance.currency() == currency { debt.balance } else { zero },
        holder: Holder::Another,
        barrier: None,
    }));
    let (around, budget_changes) = (household.around, household.changes);
    Ok(Means { available, debts, authority, rules, around, budget_changes, today })
}

/// What the creditors of some debts allow us to give up, all together: no more than each of them.
fn authority<'a>(
    tx: &mut ReadTx<'_>,
    debts: impl Iterator<Item = &'a OwedDebt>,
) -> Result<Option<Authority>, PlanError> {
    let creditors: BTreeSet<&str> =
        debts.filter(|debt| debt.balance.minor() > 0).map(|debt| debt.creditor.as_str()).collect();
    let allowed: Vec<Option<Authority>> =
        creditors.into_iter().map(|one| Ok(terms::of(tx, one)?.authority)).collect::<Result<_, TermsError>>()?;
    Ok(Authority::of_all(allowed.iter().map(Option::as_ref)))
}

impl Means {
    pub fn table(&self) -> Table<'_> {
        Table {
            available: &self.available,
            debts: &self.debts,
            rules: &self.rules,
            payday: self.around.payday,
            authority: self.authority.as_ref(),
            unpaid_priority: &self.around.unpaid_priority,
            today: self.today,
        }
    }
}
