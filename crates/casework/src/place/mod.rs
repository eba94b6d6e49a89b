//! Placing accounts: from the file that a creditor sends to people, debts and the first decisions about them.

mod accounts;
mod file;
mod line;
mod map;
mod matching;
mod person;
mod read;
mod report;
mod run;
mod step;

pub use conduct::zones::zones_of_state;
pub use file::{FileError, Format, file_hash};
pub(crate) use file::{LINES_MAX, records};
pub use line::{Account, Address, Itemization};
pub(crate) use line::{amount, date};
pub use map::{Before, Columns, Field, FileMap, Map, MapError};
pub use person::{Profile, consumer, missing_facts};
pub(crate) use read::broken;
pub use read::{Line, read};
pub use report::{REJECTIONS_MAX, Rejection, Report};
pub use run::{PlaceError, Placement, place_accounts, place_file};
