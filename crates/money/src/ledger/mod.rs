//! The journal: double entry, never edited, and each cent of it can be explained.

mod account;
mod allocate;
mod entry;
mod explain;
mod interest;
mod journal;
mod late_payment;
mod provenance;
mod statement;
mod trial;
pub mod write;

pub use account::{Account, BankAccount, Part};
pub use allocate::{
    AllocateError, Allocation, Aside, AsideWhy, Barrier, Open, PartPaid, Rest, Wish, allocate, split_parts,
};
pub use entry::{Entry, EntryDraft, EntryError, EntryKind, POSTINGS_MAX, Posting};
pub use explain::{Breakdown, BreakdownLine, Figure, explain};
pub use interest::{Accrual, AccrualRow, InterestError, InterestRule, Method, Step, Stop, accrue, stopped_on};
pub use journal::{Journal, PeriodLocks, PostError, Posted};
pub use late_payment::{
    BankRate, LatePaymentError, fixed_sum, fixed_sum_ground, late_payment_rule, reference_date, statutory_interest,
    statutory_rate,
};
pub use provenance::Provenance;
pub(crate) use statement::harmless;
pub use statement::{Statement, StatementRow, statement};
pub use trial::{TrialBalance, trial_balance};
