//! A budget as it stands: the household, and its lines of income and spending.

use facts::{Currency, Money};
use serde::{Deserialize, Serialize};

use super::category::{Class, Item};
use super::every::Every;
use crate::id::LineId;

/// The most lines of one budget.
pub const LINES_MAX: usize = 200;
/// The longest name of a line, in bytes.
pub const NAME_MAX: usize = 120;
/// The largest amount of one line, in minor units: a hundred thousand.
pub const AMOUNT_MAX: i64 = 10_000_000;

/// What a household has and needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    pub currency: Currency,
    pub household: Household,
    pub income: Vec<Income>,
    pub spending: Vec<Spending>,
    /// What is put by, where the person likes to say.
    pub saved: Option<Money>,
    /// What else we should know, in the person's words.
    pub note: String,
}

/// Who lives from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Household {
    pub adults: u8,
    #[serde(default)]
    pub children_under_14: u8,
    #[serde(default)]
    pub children_14_and_over: u8,
    #[serde(default)]
    pub vehicles: u8,
}

/// What somebody said about an amount. Nobody has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    Exactly(Money),
    /// A guess: counted a tenth lower as income, a tenth higher as spending.
    About(Money),
    /// Counted as nothing where it is income, and as the guideline amount where it is spending.
    NotSure,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Income {
    pub line: LineId,
    pub name: String,
    pub kind: IncomeKind,
    pub said: Said,
    pub every: Every,
    pub varying: Option<Varying>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spending {
    pub line: LineId,
    pub name: String,
    pub item: Item,
    pub said: Said,
    pub every: Every,
}

/// Income that goes up and down: its monthly means. The lower counts (practice A-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Varying {
    pub mean_of_3_months: Money,
    pub mean_of_12_months: Money,
}

/// Where income comes from. Benefits, support and pensions are protected in law and no pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncomeKind {
    Wages,
    SelfEmployed,
    Benefit,
    Pension,
    Maintenance,
    Other,
}

/// What can't stand in a budget.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    #[error("`{name}` is {amount}: give an amount of nothing or more")]
    Negative { name: String, amount: Money },
    #[error("`{name}` is {amount}, more than a line can hold: check it")]
    Absurd { name: String, amount: Money },
    #[error("`{name}` is in {found}, and this budget in {budget}: give all amounts in {budget}")]
    Currency { name: String, found: Currency, budget: Currency },
    #[error("a household has at least one adult: say how many")]
    NoAdult,
    #[error("a budget has at most {LINES_MAX} lines: put some together")]
    TooManyLines,
    #[error("the name of line `{0}` is empty or longer than {NAME_MAX} letters: choose another")]
    Name(LineId),
}

impl Household {
    pub const ONE: Household = Household { adults: 1, children_under_14: 0, children_14_and_over: 0, vehicles: 0 };

    /// How many people.
    pub fn size(&self) -> u16 {
        u16::from(self.adults) + u16::from(self.children_under_14) + u16::from(self.children_14_and_over)
    }
}

impl IncomeKind {
    /// Whether it is pay from which the law lets a part be taken; what is not, is left alone.
    pub fn is_pay(self) -> bool {
        matches!(self, IncomeKind::Wages | IncomeKind::SelfEmployed | IncomeKind::Other)
    }
}

impl Said {
    /// The amount, where one was said.
    pub fn amount(self) -> Option<Money> {
        match self {
            Said::Exactly(amount) | Said::About(amount) => Some(amount),
            Said::NotSure => None,
        }
    }

    pub(crate) fn check(self, name: &str, budget: Currency) -> Result<(), BudgetError> {
        let Some(amount) = self.amount() else { return Ok(()) };
        check_amount(name, amount, budget)
    }
}

pub(crate) fn check_amount(name: &str, amount: Money, budget: Currency) -> Result<(), BudgetError> {
    let name = || name.to_owned();
    if amount.currency() != budget {
        return Err(BudgetError::Currency { name: name(), found: amount.currency(), budget });
    }
    if amount.is_negative() {
        return Err(BudgetError::Negative { name: name(), amount });
    }
    if amount.minor() > AMOUNT_MAX {
        return Err(BudgetError::Absurd { name: name(), amount });
    }
    Ok(())
}

impl Budget {
    /// An empty budget of one adult.
    pub fn new(currency: Currency) -> Budget {
        Budget {
            currency,
            household: Household::ONE,
            income: Vec::new(),
            spending: Vec::new(),
            saved: None,
            note: String::new(),
        }
    }

    /// Refuses what can't be true: negative or absurd amounts, other currencies, nobody at home.
    pub fn check(&self) -> Result<(), BudgetError> {
        if self.household.adults == 0 {
            return Err(BudgetError::NoAdult);
        }
        if self.income.len() + self.spending.len() > LINES_MAX {
            return Err(BudgetError::TooManyLines);
        }
        for income in &self.income {
            income.said.check(&income.name, self.currency)?;
            for mean in income.varying.iter().flat_map(|v| [v.mean_of_3_months, v.mean_of_12_months]) {
                check_amount(&income.name, mean, self.currency)?;
            }
        }
        self.spending.iter().try_for_each(|line| line.said.check(&line.name, self.currency))?;
        self.saved.map_or(Ok(()), |saved| check_amount("savings", saved, self.currency))
    }
}

impl TryFrom<&facts::Budget> for Budget {
    type Error = BudgetError;

    /// The budget of a question: no household, each line named, its class at most. All amounts are
    /// in the currency of the first.
    fn try_from(asked: &facts::Budget) -> Result<Budget, BudgetError> {
        let mut amounts = asked.income.iter().map(|l| l.amount).chain(asked.spending.iter().map(|l| l.amount));
        let mut budget = Budget::new(amounts.next().map_or(Currency::GBP, Money::currency));
        for (i, line) in asked.income.iter().enumerate() {
            budget.income.push(Income {
                line: LineId::from(format!("income_{}", i + 1)),
                name: line.name.clone(),
                kind: IncomeKind::Other,
                said: Said::Exactly(line.amount),
                every: line.every,
                varying: None,
            });
        }
        for (i, line) in asked.spending.iter().enumerate() {
            let class = match line.category {
                Some(facts::SpendingCategory::Priority) => Class::Priority,
                Some(facts::SpendingCategory::Fixed) | None => Class::Fixed,
                Some(facts::SpendingCategory::Flexible) => Class::Flexible,
            };
            budget.spending.push(Spending {
                line: LineId::from(format!("spending_{}", i + 1)),
                name: line.name.clone(),
                item: Item::of_class(class),
                said: Said::Exactly(line.amount),
                every: line.every,
            });
        }
        budget.check()?;
        Ok(budget)
    }
}
