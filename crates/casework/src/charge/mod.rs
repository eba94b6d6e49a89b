//! Interest and charges: only by a rule with its authority, day by day, never on a day on which a hold, a plan or hardship
//! stops them; taken back where a hold turns out to have begun before they were added.

mod late;
mod rules;
mod run;
mod stop;
mod take_back;

pub use run::{ChargeReport, charge_debt, run};
pub use stop::stops;
pub(crate) use take_back::take_back_since;

use facts::DebtId;
use jiff::civil::Date;
use store::{DossierId, StoreError};

use crate::books::BooksError;
use crate::dossier::DossierError;
use crate::hold::HoldVerbError;
use crate::plan::PlanError;
use crate::terms::TermsError;

/// Why nothing can be added.
#[derive(Debug, thiserror::Error)]
pub enum ChargeError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Books(#[from] BooksError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Hold(#[from] Box<HoldVerbError>),
    #[error(transparent)]
    Plan(#[from] Box<PlanError>),
    #[error(transparent)]
    Terms(#[from] TermsError),
    #[error(transparent)]
    Interest(#[from] money::ledger::InterestError),
    #[error(transparent)]
    Late(#[from] money::ledger::LatePaymentError),
    #[error(transparent)]
    Entry(#[from] money::ledger::EntryError),
    #[error(transparent)]
    Amount(#[from] facts::MoneyError),
    #[error("the days until {until} are not over yet, today is {today}: add interest when they are")]
    NotOver { until: Date, today: Date },
}

/// How the keys of interest on one debt begin.
fn key_of(dossier: DossierId, debt: &DebtId) -> String {
    format!("interest/{dossier}/{debt}/")
}
