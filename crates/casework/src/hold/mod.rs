//! Holds: pauses with a cause, a scope, an end and a way out. One object: what it freezes and how it ends follows from its
//! cause; the log says that it stands, and its sheet who has agreed to end it.

mod end;
mod known;
mod look;
mod place;

pub use end::{Ending, end, extend};
pub use known::{Known, known, of_dossier, stops};
pub(crate) use look::look_soon;
pub use look::{Looks, look_at_due};
pub use place::{NewHold, Placed, place};

use facts::HoldCause;
use money::holds::Cause;
use store::{DossierId, StoreError};

use crate::books::BooksError;
use crate::charge::ChargeError;
use crate::dossier::DossierError;
use crate::plan::PlanError;

/// Why a hold can't be placed or ended so.
#[derive(Debug, thiserror::Error)]
pub enum HoldVerbError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Books(#[from] BooksError),
    #[error(transparent)]
    Plan(#[from] Box<PlanError>),
    #[error(transparent)]
    Charge(#[from] Box<ChargeError>),
    #[error(transparent)]
    Hold(#[from] money::holds::HoldError),
    #[error("there is no hold `{1}` of `{0}` that stands: look at the list of holds")]
    Missing(DossierId, String),
    #[error("debt `{0}` is not known here: name one of this person's, or none for all of them")]
    UnknownDebt(facts::DebtId),
    #[error("a hold that begins on {0} is too far away: it begins today, lately, or within a month")]
    Begin(jiff::civil::Date),
    #[error("a hold for {0:?} ends {1}")]
    OtherEnd(Cause, &'static str),
    #[error("say in a few words what they said or what was shown: whoever comes next reads it")]
    NoWords,
    #[error("this was a trial: nothing was kept")]
    DryRun,
    #[error("what stands on the sheet of a hold can't be written down or read: {0}")]
    Written(#[from] serde_json::Error),
}

/// The cause as `money` knows it.
pub fn cause(cause: HoldCause) -> Cause {
    match cause {
        HoldCause::Dispute => Cause::Dispute,
        HoldCause::BreathingSpace => Cause::BreathingSpace,
        HoldCause::MentalHealthCrisis => Cause::MentalHealthCrisis,
        HoldCause::Bankruptcy => Cause::Bankruptcy,
        HoldCause::Death => Cause::Death,
        HoldCause::Military => Cause::Military,
        HoldCause::Disaster => Cause::Disaster,
        HoldCause::Advice => Cause::Advice,
        HoldCause::Evidence => Cause::Evidence,
        HoldCause::Health => Cause::Health,
        HoldCause::Bereavement => Cause::Bereavement,
        HoldCause::Safety => Cause::Safety,
        HoldCause::Asked => Cause::Asked,
    }
}

fn sheet_of(hold: &str) -> String {
    format!("hold/{hold}")
}
