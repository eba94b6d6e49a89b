//! A person's budget: small named changes by the person or an agent, and files that debt advisers send and take.

use facts::{Currency, Money, MoneyError};
use jiff::Timestamp;
use jiff::civil::Date;
use money::budget::{Budget, BudgetError, BudgetFile, Change, DebtClass, DebtOffer, ExchangeError, Sheet};
use money::plan::Payday;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::event::Recorded;
use store::sheet::NewChange;
use store::{DossierId, ReadTx, StoreError, WriteTx};

/// The sheet that holds a person's budget.
const SHEET: &str = "budget";

/// What the household owes and pays beside us, and when it is paid.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Around {
    /// Debts that others hold, with what is agreed on those that come first.
    pub others: Vec<DebtOffer>,
    /// Bills that come first, are unpaid, and have nothing agreed on them.
    pub unpaid_priority: Vec<String>,
    pub payday: Option<Payday>,
}

/// A budget with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    pub budget: Budget,
    pub around: Around,
    /// How many changes made it; nothing was said yet where it is zero.
    pub changes: usize,
}

/// Why a budget can't be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum BudgetSheetError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Budget(#[from] BudgetError),
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    #[error(transparent)]
    Amount(#[from] MoneyError),
    #[error(
        "somebody changed the sheet while you wrote (it was at change {expected}, and is at {now}): look at it again"
    )]
    Moved { expected: usize, now: usize },
    #[error("a change can't be written down or read: {0}")]
    Written(#[from] serde_json::Error),
}

/// The budget of a person as it stands, in the currency of what they owe.
///
/// # Errors
/// The store's; a change that can't be read.
pub fn household(tx: &mut ReadTx<'_>, dossier: DossierId, currency: Currency) -> Result<Household, BudgetSheetError> {
    let mut sheet = Sheet::new(currency);
    let (mut around, mut whole) = (Around::default(), None);
    let changes = store::sheet::list(tx, dossier, SHEET)?;
    for change in &changes {
        match change.kind.as_str() {
            "around" => around = serde_json::from_slice(&change.body)?,
            // An adviser's file stands in the place of all before it.
            "file" => {
                let (budget, debts) = money::budget::import(&String::from_utf8_lossy(&change.body))?;
                sheet = Sheet::new(currency);
                around.others = debts;
                whole = Some(budget);
            }
            _ => sheet.apply(&serde_json::from_slice(&change.body)?)?,
        }
    }
    let mut budget = sheet.budget();
    if let Some(mut file) = whole {
        file.income.append(&mut budget.income);
        file.spending.append(&mut budget.spending);
        budget = file;
    }
    Ok(Household { budget, around, changes: changes.len() })
}

/// Makes one change. The same change again changes nothing.
///
/// # Errors
/// What can't stand in a budget; the store's.
pub fn change(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    currency: Currency,
    change: &Change,
) -> Result<(), BudgetSheetError> {
    let mut sheet = Sheet::new(currency);
    for known in store::sheet::list(tx, dossier, SHEET)?.iter().filter(|known| known.kind == "edit") {
        sheet.apply(&serde_json::from_slice(&known.body)?)?;
    }
    sheet.apply(change)?;
    let body = serde_json::to_vec(change)?;
    let key = key_of(change);
    add(tx, dossier, &NewChange { key: &key, kind: "edit", body: &body }, change.at, &change.who)
}

/// Makes one change to the sheet as the caller saw it: `expected` is how many changes it had then. Whoever comes second is
/// told so, and nothing is overwritten. A change that stands there already is no second one.
///
/// # Errors
/// `Moved` where the sheet has other changes by now; as [`change`].
pub fn change_at(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    currency: Currency,
    what: &Change,
    expected: usize,
) -> Result<(), BudgetSheetError> {
    let known = store::sheet::list(tx, dossier, SHEET)?;
    if known.len() != expected && !known.iter().any(|one| one.key == key_of(what)) {
        return Err(BudgetSheetError::Moved { expected, now: known.len() });
    }
    change(tx, dossier, currency, what)
}

/// One change of a budget, as its history shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its place, the first being 1.
    pub number: i64,
    pub at: Timestamp,
    pub by: String,
    pub what: What,
}

/// What was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Edit(Change),
    /// An adviser's file took the place of all before it.
    File,
    Around(Around),
}

/// The changes that made a budget, in their order.
///
/// # Errors
/// The store's; a change that can't be read.
pub fn changes(tx: &mut ReadTx<'_>, dossier: DossierId) -> Result<Vec<Changed>, BudgetSheetError> {
    let read = |one: &store::sheet::Change| {
        let what = match one.kind.as_str() {
            "around" => What::Around(serde_json::from_slice(&one.body)?),
            "file" => What::File,
            _ => What::Edit(serde_json::from_slice(&one.body)?),
        };
        Ok(Changed { number: one.number, at: one.at, by: one.by.clone(), what })
    };
    store::sheet::list(tx, dossier, SHEET)?.iter().map(read).collect()
}

fn key_of(change: &Change) -> String {
    format!("{}/{}/{}", change.who, change.at, change.nth)
}

/// Says what the household owes and pays beside us; the latest word stands.
///
/// # Errors
/// The store's.
pub fn say_around(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    around: &Around,
    now: Timestamp,
    by: &str,
) -> Result<(), BudgetSheetError> {
    let body = serde_json::to_vec(around)?;
    let key = format!("around/{by}/{now}");
    add(tx, dossier, &NewChange { key: &key, kind: "around", body: &body }, now, by)
}

/// Takes in a file that an adviser sent: it stands in the place of what was said before. The same file again changes
/// nothing.
///
/// # Errors
/// A file that can't be read; the store's.
pub fn import(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    json: &str,
    now: Timestamp,
    by: &str,
) -> Result<(), BudgetSheetError> {
    money::budget::import(json)?;
    let hash = Sha256::digest(json.as_bytes());
    let key: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    add(tx, dossier, &NewChange { key: &key, kind: "file", body: json.as_bytes() }, now, by)
}

/// The budget as a file, to take along.
///
/// # Errors
/// As [`household`].
pub fn export(
    tx: &mut ReadTx<'_>,
    dossier: DossierId,
    currency: Currency,
    made_on: Date,
    made_by: &str,
) -> Result<BudgetFile, BudgetSheetError> {
    let household = household(tx, dossier, currency)?;
    Ok(money::budget::export(&household.budget, &household.around.others, made_on, made_by)?)
}

impl Around {
    /// What is agreed a month on debts that come first.
    ///
    /// # Errors
    /// Amounts of several currencies, or too large to be true.
    pub fn priority(&self, currency: Currency) -> Result<Money, MoneyError> {
        let first = self.others.iter().filter(|debt| debt.class == DebtClass::Priority);
        money::ratio::sum(currency, first.filter_map(|debt| debt.offer_a_month))
    }
}

fn add(
    tx: &mut WriteTx<'_>,
    dossier: DossierId,
    new: &NewChange<'_>,
    now: Timestamp,
    by: &str,
) -> Result<(), BudgetSheetError> {
    store::sheet::add(tx, dossier, SHEET, new, Recorded { at: now, by })?;
    Ok(())
}
