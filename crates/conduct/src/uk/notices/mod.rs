//! Notices that UK law defines: the default notice, the letter of claim.

pub(super) mod default;
pub(super) mod letter_of_claim;
