//! England and Wales: the breathing space, bankruptcy.

mod drs_contact;
mod insolvency;
mod moratorium_words;

use facts::Pack;
use jiff::civil::date;

use super::{acts, dates, notices};
use crate::rule::PackRules;

/// The pack of England and Wales. The breathing space has been in force since 4 May 2021.
pub(crate) static PACK: PackRules = PackRules {
    pack: Pack::UkEw,
    covers_from: date(2014, 4, 1),
    covers_until: None,
    read_on: date(2026, 10, 8),
    sections: &[
        moratorium_words::RULES,
        drs_contact::CONTACT,
        insolvency::CONTACT,
        acts::drs::RULES,
        acts::insolvency::RULES,
        acts::limitation::ENGLAND_AND_WALES,
        acts::pap_debt::RULES,
        notices::letter_of_claim::RULES,
        dates::drs::RULES,
        dates::limitation::ENGLAND_AND_WALES,
        dates::pap::RULES,
    ],
};
