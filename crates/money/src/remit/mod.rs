//! What goes to a creditor, what we earn, and that bank, trust ledger and sub-ledgers agree.

mod commission;
mod remittance;
mod three_way;

pub use commission::{CommissionError, CommissionRule};
pub use remittance::{Mode, PeriodBook, RemitError, RemitRow, Remittance, RowKind, remittance, remittance_of};
pub use three_way::{ThreeWay, three_way};
