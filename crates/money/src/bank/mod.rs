//! What the bank says: its files, however messy, and which payment is whose.

mod amount;
mod bai2;
mod camt053;
mod count;
mod file;
mod reconcile;
mod table;

pub use bai2::read as read_bai2;
pub use camt053::read as read_camt053;
pub use file::{BankFile, BankFileError, BankLine, Digest, FILE_LINES_MAX, LineFault, LineId, LineKind};
pub use reconcile::{
    BankBook, Covers, Duplicate, Expected, FileState, Kept, Match, MatchKind, Report, Returned, Suspended, SuspenseWhy,
    normal_reference, reconcile,
};
pub use table::{ColumnMap, Columns, DecimalMark, MoneyColumns, read as read_csv};
