//! The firm that runs Forbear: what a case calls `collector`.

use serde::{Deserialize, Serialize};

use crate::Channel;
use crate::channel;

/// The collector, as far as the law asks about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Firm {
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub business_names: Vec<String>,
    /// The electronic media by which it accepts what people write.
    #[serde(default, deserialize_with = "channel::messages", skip_serializing_if = "Vec::is_empty")]
    pub accepts_electronic: Vec<Channel>,
    /// Its licence number, where local law asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// In what capacity it collects (UK).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// What the lender lets its agent do: `accept_instalments`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authority: Vec<String>,
    /// What it is signed up to: `sfs`, `csa`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub member_of: Vec<String>,
}

/// In what capacity a firm collects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    Lender,
    /// Of a debt that is not credit.
    Creditor,
    /// Of a lender or owner.
    Agent,
    OwnerByAssignment,
    EnforcementAgent,
    /// A collector that gives debt advice too.
    DebtCounsellor,
}
