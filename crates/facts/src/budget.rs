//! A household's budget, as a question carries it.

use serde::{Deserialize, Serialize};

use crate::Money;

/// What comes in and what goes out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub income: Vec<Income>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spending: Vec<Spending>,
}

/// One income.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Income {
    pub name: String,
    pub amount: Money,
    pub every: Every,
}

/// One item of spending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spending {
    pub name: String,
    pub amount: Money,
    pub every: Every,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<SpendingCategory>,
}

/// How often money comes in or goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    Week,
    TwoWeeks,
    FourWeeks,
    Month,
}

/// How a household can change an item of spending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpendingCategory {
    Priority,
    Fixed,
    Flexible,
}
