//! The firm as it shows itself: what the law asks about it, and what every message says of it.

use facts::Firm;
use serde::{Deserialize, Serialize};

/// What every message says about who sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// What the law asks about the firm.
    pub firm: Firm,
    /// One line.
    pub address: String,
    pub phone: String,
    pub email: String,
    /// Where anybody can check that a message is ours.
    pub web: String,
    /// The address under which people reach their own pages here, without a slash at its end.
    #[serde(default = "this_machine")]
    pub portal: String,
    /// What is told to credit bureaus of an account that is closed, in a sentence or two: `We told no credit bureau
    /// about this account.` The letter that closes an account says it; without it a human writes that letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports: Option<String>,
    /// The human who signs and answers.
    pub agent: Agent,
}

/// A demonstration's.
fn this_machine() -> String {
    "http://127.0.0.1:7879".to_owned()
}

/// A human of ours, as people know them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    pub name: String,
    pub phone: String,
}

/// Free help that is not us, by country. Facts of `data/signposting.json`'s sources; re-read them before a release.
pub fn free_help(country: &str) -> &'static [Help] {
    match country {
        "GB" => &[
            Help { name: "StepChange Debt Charity", how: "0800 138 1111, www.stepchange.org" },
            Help { name: "National Debtline", how: "0808 808 4000, www.nationaldebtline.org" },
        ],
        _ => &[
            Help { name: "National Foundation for Credit Counseling", how: "1-800-388-2227, www.nfcc.org" },
            Help { name: "211, help with rent, food and bills near you", how: "call 211 or see www.211.org" },
        ],
    }
}

/// A place that helps for free.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Help {
    pub name: &'static str,
    pub how: &'static str,
}
