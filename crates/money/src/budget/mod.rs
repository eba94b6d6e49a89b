//! The budget: what comes in, what a household needs, and what is left, in its own favour.

pub(crate) mod by_code;
mod category;
mod every;
mod exchange;
mod guideline;
mod irs;
mod line;
mod sheet;
mod total;

pub use category::{Class, Heading, Item};
pub use every::{Every, Rhythm};
pub use exchange::{BudgetFile, DebtClass, DebtOffer, ExchangeError, FORMAT, export, import};
pub use guideline::{Allowances, GuidelinePack, GuidelineRow, Pooling, Word, words_to_ask};
pub use irs::{Standard, allowances as irs_allowances, national as irs_national, poverty_guideline};
pub use line::{
    AMOUNT_MAX, Budget, BudgetError, Household, Income, IncomeKind, LINES_MAX, NAME_MAX, Said, Spending, Varying,
};
pub use sheet::{Change, Edit, Sheet};
pub use total::{MonthLine, Side, Totals, total};
