//! The list of all statements, so that each can be prepared on an engine before it is needed.

use super::migrate;
use super::statement::Statement;

/// Every statement there is.
pub(crate) fn every_statement() -> impl Iterator<Item = &'static Statement> {
    let nouns = [
        crate::access::ALL,
        crate::account::ALL,
        crate::bank::ALL,
        crate::batch::ALL,
        crate::checkout::ALL,
        crate::decision::ALL,
        crate::dialler::ALL,
        crate::dossier::ALL,
        crate::event::ALL,
        crate::hold::ALL,
        crate::inbox::ALL,
        crate::journal::ALL,
        crate::letter::ALL,
        crate::lookup::ALL,
        crate::outbox::ALL,
        crate::payment::ALL,
        crate::plan::ALL,
        crate::promise::ALL,
        crate::remittance::ALL,
        crate::review::ALL,
        crate::setting::ALL,
        crate::sheet::ALL,
        crate::standing::ALL,
        crate::switch::ALL,
        crate::task::ALL,
    ];
    let files = [migrate::STATEMENTS, crate::open::STATEMENTS];
    nouns.into_iter().flatten().copied().chain(files).flatten().copied()
}
