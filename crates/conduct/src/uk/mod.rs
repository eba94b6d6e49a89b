//! United Kingdom law, with what differs by nation.

mod acts;
mod acts_words;
mod arrears_sheet;
mod barred;
mod conc;
mod dates;
mod dispute;
mod ew;
mod fg21;
mod harassment;
mod hours;
mod in_touch;
mod insolvent;
mod late_interest;
mod mcob;
mod moratorium;
mod notices;
mod pecr;
mod pursuit;
mod sct;
mod telecom;

use facts::Pack;
use jiff::civil::date;

use crate::rule::PackRules;

/// Every pack of UK law. Nobody has read what holds in Northern Ireland alone: there, everything is refused.
pub(crate) static PACKS: &[&PackRules] = &[&PACK, &ew::PACK, &sct::PACK];

/// What holds in the whole kingdom. CONC has been in force since 1 April 2014; the texts were last read in October 2026.
pub(crate) static PACK: PackRules = PackRules {
    pack: Pack::Uk,
    covers_from: date(2014, 4, 1),
    covers_until: None,
    read_on: date(2026, 10, 8),
    sections: &[
        acts_words::RULES,
        conc::s7_3_words::RULES,
        conc::s7_4_words::RULES,
        conc::s7_6_words::RULES,
        conc::s7_9_words::RULES,
        conc::s7_11_words::RULES,
        conc::s7_14_words::RULES,
        conc::s8_2_words::RULES,
        conc::s7_3::CONTACT,
        conc::s7_5::CONTACT,
        conc::s7_9::CONTACT,
        conc::s7_9_visits::CONTACT,
        conc::s7_10::CONTACT,
        conc::s7_12::CONTACT,
        conc::s7_13::CONTACT,
        conc::s7_14::CONTACT,
        conc::s7_15::CONTACT,
        mcob::CONTACT,
        harassment::CONTACT,
        telecom::CONTACT,
        pecr::CONTACT,
        fg21::CONTACT,
        arrears_sheet::CONTACT,
        acts::conc_7::RULES,
        acts::conc_7_plans::RULES,
        acts::conc_7_costs::RULES,
        acts::conc_7_recovery::RULES,
        acts::cca::RULES,
        acts::late_payment::RULES,
        acts::data_protection::RULES,
        acts::sfs::RULES,
        notices::default::RULES,
        dates::cca::RULES,
        dates::disp::RULES,
        dates::late_payment::RULES,
    ],
};
