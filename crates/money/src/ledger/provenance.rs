//! Where an amount comes from. What has no provenance can't be posted, and so can't be asked for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{AgentId, EntryId, PaymentId, PlanId};

/// The ground of one posting.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case", deny_unknown_fields)]
pub enum Provenance {
    /// A paper or file of the creditor: a statement, a line of a placement file.
    Document { document: String },
    /// A clause of the contract.
    Clause { contract: String, clause: String },
    /// A provision of the law, cited.
    Statute { cite: String },
    /// An order of a court.
    Order { court: String, number: String, made: Date },
    /// Money that somebody paid.
    Payment { payment: PaymentId },
    /// A line of a bank file.
    BankLine { line: String },
    /// A settlement or a plan that was agreed.
    Agreement { plan: PlanId },
    /// A decision of people here, with their reason.
    Judgement { by: Vec<AgentId>, reason: String },
    /// An earlier entry that this one takes back.
    Entry { entry: EntryId },
}

impl Provenance {
    /// Whether it says anything: an empty name explains nothing.
    pub(crate) fn is_said(&self) -> bool {
        let said = |text: &str| !text.trim().is_empty();
        match self {
            Provenance::Document { document } => said(document),
            Provenance::Clause { contract, clause } => said(contract) && said(clause),
            Provenance::Statute { cite } => said(cite),
            Provenance::Order { court, number, .. } => said(court) && said(number),
            Provenance::Payment { payment } => said(payment.as_str()),
            Provenance::BankLine { line } => said(line),
            Provenance::Agreement { plan } => said(plan.as_str()),
            Provenance::Judgement { by, reason } => !by.is_empty() && said(reason),
            Provenance::Entry { entry } => said(entry.as_str()),
        }
    }

    /// Whether a contract, the law or a court gives it: the only grounds on which a debt may grow
    /// after it was placed (15 USC 1692f(1), 12 CFR 1006.22(b)).
    pub fn is_authority(&self) -> bool {
        matches!(self, Provenance::Clause { .. } | Provenance::Statute { .. } | Provenance::Order { .. })
    }

    /// As a person reads it.
    pub fn spoken(&self) -> String {
        match self {
            Provenance::Document { document } => format!("as in {document}"),
            Provenance::Clause { contract, clause } => format!("by clause {clause} of {contract}"),
            Provenance::Statute { cite } => format!("by law: {cite}"),
            Provenance::Order { court, number, made } => format!("by order {number} of {court}, {made}"),
            Provenance::Payment { payment } => format!("payment {payment}"),
            Provenance::BankLine { line } => format!("line {line} of the bank's file"),
            Provenance::Agreement { plan } => format!("as agreed in {plan}"),
            Provenance::Judgement { reason, .. } => format!("decided by people here: {reason}"),
            Provenance::Entry { entry } => format!("takes back entry {entry}"),
        }
    }
}
