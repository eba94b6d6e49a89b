//! A person's statement of account: what happened, why, and what was owed after it, from the books alone.

mod paper;

use std::collections::BTreeMap;

use facts::{Currency, DebtId, Money};
use jiff::civil::Date;
use money::ledger::Statement;
pub use paper::{PAPER_ROWS_MAX, PaperError, paper};
use serde::Serialize;
use store::{DossierId, ReadTx};

use crate::books::{self, BooksError, OwedDebt};

/// A statement of account over all debts of one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountStatement {
    pub from: Date,
    pub until: Date,
    /// What is owed on each debt now, and to whom.
    pub debts: Vec<DebtLine>,
    /// Opening balance, rows and closing balance.
    pub statement: Statement,
    /// Money of theirs that waits for their word.
    pub aside: Money,
    /// Money that goes back to them.
    pub refund_due: Money,
}

/// What is owed on one debt now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DebtLine {
    pub debt: DebtId,
    pub creditor: String,
    pub balance: Money,
}

/// The statements of a person, one for each currency, both days counted; none where no debt is in the books.
///
/// # Errors
/// The books can't be read.
pub fn statements(
    tx: &mut ReadTx<'_>,
    dossier: DossierId,
    (from, until): (Date, Date),
) -> Result<Vec<AccountStatement>, BooksError> {
    let entries = books::entries(tx, dossier)?;
    let mut by_currency: BTreeMap<Currency, Vec<OwedDebt>> = BTreeMap::new();
    for debt in books::owed(tx, dossier)? {
        by_currency.entry(debt.balance.currency()).or_default().push(debt);
    }
    let mut statements = Vec::with_capacity(by_currency.len());
    for (currency, owed) in by_currency {
        let ids: Vec<DebtId> = owed.iter().map(|debt| debt.debt.clone()).collect();
        let statement = money::ledger::statement(&ids, currency, &entries, (from, until))?;
        let mut held = |account| -> Result<Money, BooksError> {
            let minor = store::journal::on_account(tx, dossier, account, currency.code())?;
            Ok(Money::new(minor.saturating_neg(), currency))
        };
        let (aside, refund_due) = (held("suspense")?, held("refund_due")?);
        let debts = owed.into_iter().map(|debt| DebtLine {
            debt: debt.debt,
            creditor: debt.creditor.to_string(),
            balance: debt.balance,
        });
        statements.push(AccountStatement { from, until, debts: debts.collect(), statement, aside, refund_due });
    }
    Ok(statements)
}
