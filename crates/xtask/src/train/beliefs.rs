//! What each section of the phrase books says of a complaint, before any data: few complaints are labelled, and some
//! kinds have only a handful, so the fit begins at what a reader would guess and is pulled back to it.

use words::listen::ngram::phrase;
use words::listen::{Issue, Kind, Listener};

use super::fit::Belief;

const KINDS: &[(&str, Kind, f32)] = &[
    ("dispute_not_mine", Kind::DisputeNotMine, 1.0),
    ("dispute_paid", Kind::DisputePaid, 1.5),
    ("dispute_identity_theft", Kind::DisputeIdentityTheft, 1.5),
    ("dispute_amount", Kind::DisputeWrongAmount, 1.2),
    ("bankruptcy", Kind::Bankruptcy, 3.0),
    ("asks_validation", Kind::AsksValidation, 1.2),
    ("kind_nonotice", Kind::AsksValidation, 0.5),
    ("stop_contact", Kind::StopContact, 1.2),
    ("kind_daily", Kind::StopContact, 0.7),
    ("stop_work_calls", Kind::StopCallingWork, 3.0),
    ("inconvenient_time", Kind::InconvenientTime, 2.0),
    ("kind_legal", Kind::LegalThreat, 1.5),
    ("kind_arrest", Kind::LegalThreat, 1.0),
    ("kind_court", Kind::Seizure, 1.5),
    ("kind_seizure", Kind::Seizure, 1.5),
    ("kind_amount", Kind::DisputeWrongAmount, 0.7),
    ("kind_paid", Kind::DisputePaid, 0.7),
    ("kind_credit", Kind::CreditThreat, 1.2),
    ("kind_third", Kind::ThirdParty, 2.5),
    ("kind_abuse", Kind::AbusiveLanguage, 1.5),
];

const ISSUES: &[(&str, Issue, f32)] = &[
    ("dispute_not_mine", Issue::NotOwed, 0.7),
    ("dispute_paid", Issue::NotOwed, 0.5),
    ("dispute_identity_theft", Issue::NotOwed, 0.5),
    ("bankruptcy", Issue::NotOwed, 0.5),
    ("dispute_amount", Issue::FalseStatements, 0.8),
    ("asks_validation", Issue::Notification, 0.8),
    ("kind_nonotice", Issue::Notification, 0.6),
    ("stop_contact", Issue::Communication, 1.2),
    ("kind_daily", Issue::Communication, 0.7),
    ("stop_work_calls", Issue::Communication, 1.0),
    ("inconvenient_time", Issue::Communication, 0.5),
    ("kind_abuse", Issue::Communication, 0.5),
    ("kind_legal", Issue::LegalAction, 1.2),
    ("kind_arrest", Issue::LegalAction, 0.7),
    ("kind_court", Issue::LegalAction, 0.8),
    ("kind_amount", Issue::FalseStatements, 0.4),
    ("kind_seizure", Issue::LegalAction, 0.8),
    ("kind_credit", Issue::LegalAction, 0.5),
    ("kind_third", Issue::ShareInfo, 2.0),
];

/// The beliefs, for the heads of issues, kinds and hardship in this order.
pub fn of(listener: &Listener) -> Vec<Belief> {
    let at = |section: &str| listener.section(section).map(|number| phrase(number, 1));
    let place = |found: Option<usize>| found.unwrap_or(0);
    let issues = ISSUES.iter().filter_map(|(section, issue, weight)| {
        let label = place(Issue::ALL.iter().position(|one| one == issue));
        Some(Belief { phrase: at(section)?, label, weight: *weight })
    });
    let kinds = KINDS.iter().filter_map(|(section, kind, weight)| {
        let label = Issue::ALL.len() + place(Kind::ALL.iter().position(|one| one == kind));
        Some(Belief { phrase: at(section)?, label, weight: *weight })
    });
    issues.chain(kinds).collect()
}
