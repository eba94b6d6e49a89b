//! Plans: choices side by side, agreed within the person's means whoever asks, and lived: skipped, moved, made smaller
//! or paused by the person, and met with kindness when a payment does not come.

mod agree;
mod letters;
mod live;
mod look;
mod settled;
mod table;
mod token;

pub use agree::{NewPlan, agree};
pub use live::{Running, change, life, paid, running, runs_for, stops, taken_back};
pub use look::{Looked, Looks, look, look_at_due, looked, reviewed};
pub use table::{Offers, options};
pub use token::{NewToken, RunningToken, agree_token, running_token, token_looked};

use facts::MoneyError;
use money::plan::{LifeError, Refused};
use store::{DossierId, PlanId, StoreError};

use crate::books::BooksError;
use crate::budget::BudgetSheetError;
use crate::dossier::DossierError;
use crate::round::RoundError;

/// Why something about a plan can't be done.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Books(#[from] BooksError),
    #[error(transparent)]
    Budget(#[from] BudgetSheetError),
    #[error(transparent)]
    BudgetLine(#[from] money::budget::BudgetError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Round(#[from] RoundError),
    #[error(transparent)]
    Terms(#[from] crate::terms::TermsError),
    #[error(transparent)]
    Entry(#[from] money::ledger::EntryError),
    #[error(transparent)]
    Token(#[from] money::plan::TokenRefused),
    #[error(transparent)]
    WriteOff(#[from] Box<crate::write_off::WriteOffError>),
    #[error(transparent)]
    Amount(#[from] MoneyError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Life(#[from] LifeError),
    #[error("`{0}` has no debt that a plan could be about")]
    NoDebt(DossierId),
    #[error("there is a plan already, `{0}`: change that one, or let the person end it first")]
    Runs(PlanId),
    #[error("there is no plan `{0}`: check its id")]
    Missing(PlanId),
    #[error("`{0}` is a token and no plan: look at it as a token")]
    IsToken(PlanId),
    #[error("the terms of plan `{0}` are not on its sheet: run `forbear verify`")]
    NoTerms(PlanId),
    #[error("only the person may do that, or an agent in their words; a plan is never changed against them")]
    NotTheirs,
    #[error("a change of a plan can't be written down or read: {0}")]
    Written(#[from] serde_json::Error),
}
