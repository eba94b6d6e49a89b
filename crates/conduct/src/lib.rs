//! May we? The law packs and our own kindness, as pure functions from facts to a decision.
//!
//! [`Standing`] folds a dossier's events; [`decide`] reads the firm's facts, the standing and the question,
//! and answers with every finding, what is required, and when it would be permitted. No clock, no database,
//! no reading of text: the words of a text come in as a [`facts::Reading`].
//!
//! ```
//! use conduct::{Packs, Standing, decide, Question};
//! use facts::{Ask, Case, Pack, Verdict};
//!
//! let case: Case = serde_json::from_str(include_str!("../../../cases/us/1006.14/b2-she-called-wednesday-august-19.json"))?;
//! let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, case.ask.at())?;
//! let decision = decide(&Packs::of(&case.regime), &case.collector, &standing, &Question::new(&case.ask));
//! assert_eq!(decision.verdict, Some(Verdict::Deny));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alternatives;
pub mod calendar;
mod clocks;
mod decide;
mod decision;
mod earliest;
mod gate;
mod house;
mod kept_zones;
mod rule;
mod shortfall;
mod standing;
mod uk;
mod us;
mod wording;
pub mod zones;

pub use alternatives::{Alternative, Differs, alternatives};
pub use decide::{Question, decide};
pub use decision::{Decision, Finding, Permit};
pub use gate::{Gate, GateAnswer, Mark, Reason, Reasons, Stretch};
pub use house::{Hours, HouseError, HouseRules, Open};
pub use rule::{Asked, Findings, PackRules, Packs, Rule, Run};
pub use shortfall::Shortfall;
pub use standing::{
    Change, Checked, Contact, DEBTS_MAX, Day, DebtSet, EndpointIx, FOLD_VERSION, FoldError, Held, House, Judged,
    Moment, Needed, NoticeSent, Outcome, Paid, PartSet, Party, PersonIx, Promised, Said, Standing, StandingError,
    UnknownHistory,
};
