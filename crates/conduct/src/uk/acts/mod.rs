//! Acts: what a firm does to a debt or a person, beside speaking to them.

pub(super) mod cca;
pub(super) mod conc_7;
pub(super) mod conc_7_costs;
pub(super) mod conc_7_plans;
pub(super) mod conc_7_recovery;
pub(super) mod data_protection;
pub(super) mod drs;
mod grounds;
pub(super) mod insolvency;
pub(super) mod late_payment;
pub(super) mod limitation;
pub(super) mod pap_debt;
mod pap_reply;
pub(super) mod sfs;
