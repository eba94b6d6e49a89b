//! Scotland: debts end after five years.

mod prescription;

use facts::Pack;
use jiff::civil::date;

use super::{acts, dates};
use crate::rule::PackRules;

/// The pack of Scotland. Its statutory moratorium stops neither contact nor interest, so no rule here says so.
pub(crate) static PACK: PackRules = PackRules {
    pack: Pack::UkSct,
    covers_from: date(2014, 4, 1),
    covers_until: None,
    read_on: date(2026, 10, 8),
    sections: &[prescription::CONTACT, acts::drs::SCOTLAND, acts::limitation::SCOTLAND, dates::limitation::SCOTLAND],
};
