//! A budget that two people may edit at once: small named changes that give the same sheet in any order.

use std::collections::BTreeMap;

use facts::{Currency, Money};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::by_code;
use super::category::Item;
use super::every::Every;
use super::line::{
    Budget, BudgetError, Household, Income, IncomeKind, LINES_MAX, NAME_MAX, Said, Spending, Varying, check_amount,
};
use crate::id::LineId;

/// A change: who made it, when, and what it is. It is kept as it came; the sheet follows from all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The person's or the agent's id.
    pub who: String,
    pub at: Timestamp,
    /// Tells apart what one person changed at one moment.
    #[serde(default)]
    pub nth: u32,
    pub what: Edit,
}

/// What is changed: always one thing, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    AddIncome {
        line: LineId,
        name: String,
        kind: IncomeKind,
        said: Said,
        every: Every,
    },
    AddSpending {
        line: LineId,
        name: String,
        item: Item,
        said: Said,
        every: Every,
    },
    Say {
        line: LineId,
        said: Said,
    },
    Every {
        line: LineId,
        every: Every,
    },
    Name {
        line: LineId,
        name: String,
    },
    /// Income that goes up and down, or no longer does.
    Varying {
        line: LineId,
        varying: Option<Varying>,
    },
    Remove {
        line: LineId,
    },
    Household {
        household: Household,
    },
    Saved {
        saved: Option<Money>,
    },
    Note {
        note: String,
    },
}

/// A sheet: for each field, the latest word on it. Of two changes of one field the later one stays,
/// by its moment, then by who made it, so that the order in which they arrive does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    #[serde(with = "by_code")]
    currency: Currency,
    lines: BTreeMap<LineId, Line>,
    household: Latest<Household>,
    saved: Latest<Option<Money>>,
    note: Latest<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    name: Latest<String>,
    side: Latest<Kind>,
    said: Latest<Said>,
    every: Latest<Every>,
    varying: Latest<Option<Varying>>,
    there: Latest<bool>,
}

/// Which side a line is on, and what it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Income(IncomeKind),
    Spending(Item),
}

type Stamp = (Timestamp, String, u32);

/// The latest word on one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Latest<T>(Option<(Stamp, T)>);

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Latest(None)
    }
}

impl<T> Latest<T> {
    fn set(&mut self, stamp: &Stamp, value: T) {
        if self.0.as_ref().is_none_or(|(known, _)| known < stamp) {
            self.0 = Some((stamp.clone(), value));
        }
    }

    fn get(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }
}

/// The longest note, in bytes.
const NOTE_MAX: usize = 4_000;

impl Sheet {
    pub fn new(currency: Currency) -> Sheet {
        Sheet {
            currency,
            lines: BTreeMap::new(),
            household: Latest::default(),
            saved: Latest::default(),
            note: Latest::default(),
        }
    }

    /// Applies a change, or refuses what can't stand in a budget.
    pub fn apply(&mut self, change: &Change) -> Result<(), BudgetError> {
        let stamp: Stamp = (change.at, change.who.clone(), change.nth);
        match &change.what {
            Edit::AddIncome { line, name, kind, said, every } => {
                self.add(&stamp, line, name, Kind::Income(*kind), *said, *every)
            }
            Edit::AddSpending { line, name, item, said, every } => {
                self.add(&stamp, line, name, Kind::Spending(*item), *said, *every)
            }
            Edit::Say { line, said } => {
                said.check(line.as_str(), self.currency)?;
                self.line(line)?.said.set(&stamp, *said);
                Ok(())
            }
            Edit::Every { line, every } => {
                self.line(line)?.every.set(&stamp, *every);
                Ok(())
            }
            Edit::Name { line, name } => {
                check_name(line, name)?;
                self.line(line)?.name.set(&stamp, name.clone());
                Ok(())
            }
            Edit::Varying { line, varying } => {
                for mean in varying.iter().flat_map(|v| [v.mean_of_3_months, v.mean_of_12_months]) {
                    check_amount(line.as_str(), mean, self.currency)?;
                }
                self.line(line)?.varying.set(&stamp, *varying);
                Ok(())
            }
            Edit::Remove { line } => {
                self.line(line)?.there.set(&stamp, false);
                Ok(())
            }
            Edit::Household { household } if household.adults == 0 => Err(BudgetError::NoAdult),
            Edit::Household { household } => {
                self.household.set(&stamp, *household);
                Ok(())
            }
            Edit::Saved { saved } => {
                saved.map_or(Ok(()), |amount| check_amount("savings", amount, self.currency))?;
                self.saved.set(&stamp, *saved);
                Ok(())
            }
            Edit::Note { note } => {
                let end = note.floor_char_boundary(NOTE_MAX);
                self.note.set(&stamp, note.get(..end).unwrap_or_default().to_owned());
                Ok(())
            }
        }
    }

    /// The budget as it stands. A line of which only a part has arrived is not in it yet.
    pub fn budget(&self) -> Budget {
        let mut budget = Budget::new(self.currency);
        budget.household = self.household.get().copied().unwrap_or(Household::ONE);
        budget.saved = self.saved.get().copied().flatten();
        budget.note = self.note.get().cloned().unwrap_or_default();
        for (id, line) in &self.lines {
            let (Some(name), Some(side), Some(said), Some(every), Some(true)) =
                (line.name.get(), line.side.get(), line.said.get(), line.every.get(), line.there.get())
            else {
                continue;
            };
            let (line_id, name, said, every) = (id.clone(), name.clone(), *said, *every);
            match side {
                Kind::Income(kind) => {
                    let varying = line.varying.get().copied().flatten();
                    budget.income.push(Income { line: line_id, name, kind: *kind, said, every, varying });
                }
                Kind::Spending(item) => {
                    budget.spending.push(Spending { line: line_id, name, item: *item, said, every });
                }
            }
        }
        budget
    }

    fn add(
        &mut self,
        stamp: &Stamp,
        id: &LineId,
        name: &str,
        side: Kind,
        said: Said,
        every: Every,
    ) -> Result<(), BudgetError> {
        check_name(id, name)?;
        said.check(name, self.currency)?;
        let line = self.line(id)?;
        line.name.set(stamp, name.to_owned());
        line.side.set(stamp, side);
        line.said.set(stamp, said);
        line.every.set(stamp, every);
        line.there.set(stamp, true);
        Ok(())
    }

    fn line(&mut self, id: &LineId) -> Result<&mut Line, BudgetError> {
        if self.lines.len() >= LINES_MAX && !self.lines.contains_key(id) {
            return Err(BudgetError::TooManyLines);
        }
        Ok(self.lines.entry(id.clone()).or_default())
    }
}

fn check_name(line: &LineId, name: &str) -> Result<(), BudgetError> {
    if name.trim().is_empty() || name.len() > NAME_MAX {
        return Err(BudgetError::Name(line.clone()));
    }
    Ok(())
}
