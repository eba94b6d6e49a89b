//! Answers the plan question of a conduct case: what can she pay, and to whom?

use facts::{AskPlan, Debt, Effect, ExpectedFinding, Money, MoneyError, Shares, Value, Values};

use crate::budget::{Allowances, Budget, BudgetError, total};
use crate::ratio;
use crate::share;

/// The values and findings of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    pub values: Values,
    pub findings: Vec<ExpectedFinding>,
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    #[error(transparent)]
    Budget(#[from] BudgetError),
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// The answer from budget or surplus: priority repayments come first, the rest is shared pro rata by
/// balance, and where nothing is left nothing is asked. Savings lines and guard rails are ours, not
/// the sources', and have no part in it.
pub fn answer_case(ask: &AskPlan, debts: &[Debt]) -> Result<Answer, AnswerError> {
    let mut answer = Answer::default();
    let Some(surplus) = surplus(ask)? else { return Ok(answer) };
    answer.values.insert("surplus".to_owned(), Value::Money(surplus));
    let first = ask.detail.priority_repayment.clone().unwrap_or_default();
    if ask.budget.is_some() || !first.is_empty() {
        answer.find("priority first");
    }
    let left = surplus.minus(ratio::sum(surplus.currency(), first.values().copied())?)?;
    let asked = debts.iter().filter(|debt| ask.debts.is_empty() || ask.debts.contains(&debt.id));
    let to_share: Vec<_> = asked
        .filter(|debt| !first.contains_key(&debt.id))
        .filter_map(|debt| Some((debt.id.clone(), debt.balance?)))
        .collect();
    if to_share.is_empty() {
        return Ok(answer);
    }
    let balances: Vec<Money> = to_share.iter().map(|(_, balance)| *balance).collect();
    let shares = share::pro_rata(left, &balances)?;
    let total = ratio::sum(surplus.currency(), shares.iter().copied())?;
    let offers: Shares = to_share.into_iter().map(|(debt, _)| debt).zip(shares).collect();
    answer.values.insert("offers".to_owned(), Value::Shares(offers));
    answer.values.insert("total_offered".to_owned(), Value::Money(total));
    answer.find("pro rata");
    Ok(answer)
}

fn surplus(ask: &AskPlan) -> Result<Option<Money>, AnswerError> {
    if let Some(surplus) = ask.surplus {
        return Ok(Some(surplus));
    }
    let Some(budget) = &ask.budget else { return Ok(None) };
    let budget = Budget::try_from(budget)?;
    Ok(Some(total(&budget, &Allowances::none())?.surplus))
}

impl Answer {
    fn find(&mut self, rule: &str) {
        self.findings.push(ExpectedFinding { rule: rule.to_owned(), effect: Effect::Defines });
    }
}
