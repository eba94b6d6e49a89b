//! What a creditor's contract with us allows and pays: how it is remitted to, what we earn, what may be given up, and
//! what interest runs. Kept for each creditor; what changes has its dates inside.

use jiff::Timestamp;
use jiff::civil::Date;
use money::id::CreditorId;
use money::ledger::{BankRate, InterestRule, Provenance};
use money::plan::Authority;
use money::ratio::Percent;
use money::remit::{CommissionRule, Mode};
use serde::{Deserialize, Serialize};
use store::event::Recorded;
use store::{ReadTx, StoreError, WriteTx};

/// How the settings of creditors begin.
const SETTING: &str = "terms/";
/// The longest terms, in bytes: dated rules of some decades.
const TERMS_MAX: usize = 256 * 1024;

/// The terms of one creditor. Whatever is left out is not allowed, and is not earned.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// How the creditor is paid; net where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// What we earn, by dated rules. A period that no rule covers can't be remitted.
    pub commission: Vec<Commission>,
    /// What the creditor allows us to give up. An option beyond it is neither shown nor agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// What it reports to credit agencies when an account is closed for less, in a sentence for the person. Without it a
    /// settlement is written by a human.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported: Option<String>,
    /// What interest runs on its debts, each rule with the clause, law or order that gives it.
    pub interest: Vec<InterestRule>,
    /// Its invoices to United Kingdom traders bear statutory interest and a fixed sum when they are late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_payment: Option<LatePayment>,
}

/// What we earn from a day until another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    pub from: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Of what is paid to us.
    pub percent: Percent,
    /// Of what is paid to the creditor directly; nothing where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direct_percent: Option<Percent>,
    /// The clause that gives it.
    pub basis: Provenance,
}

/// Statutory interest on commercial debts that are paid late.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LatePayment {
    /// Whether the fixed sum is asked for as well; it is not where nothing is said.
    pub fixed_sum: FixedSum,
    /// Bank rates of reference days that this program does not know yet, with their source.
    pub bank_rates: Vec<BankRate>,
}

/// Whether a creditor asks for the fixed sum of £40 to £100 that the statute gives (s.5A).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixedSum {
    Claimed,
    #[default]
    NotClaimed,
}

/// Why terms can't be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum TermsError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the terms of `{0}` are longer than terms are: check the file")]
    TooLong(String),
    #[error("`{0}` is no creditor's short name: take letters, digits, `-` and `_`")]
    Creditor(String),
    #[error("the commission from {0} overlaps with another: end one before the other begins")]
    Overlap(Date),
    #[error("the commission from {0} ends before it begins, or is more than everything: correct it")]
    Commission(Date),
    #[error("the interest from {0} names no contract, law or court order: without one there is no interest")]
    NoAuthority(Date),
    #[error("`{what}` of the authority is more than everything: give 100 or less")]
    TooMuch { what: &'static str },
    #[error("the terms of `{0}` can't be read: {1}; set them again")]
    Unreadable(String, serde_json::Error),
    #[error("terms can't be written down: {0}")]
    Written(#[from] serde_json::Error),
}

/// Sets the terms of a creditor; the latest word stands, and who said it and when is kept.
///
/// # Errors
/// Terms that contradict themselves or the law; the store's.
pub fn set(tx: &mut WriteTx<'_>, creditor: &str, terms: &Terms, now: Timestamp, by: &str) -> Result<(), TermsError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if creditor.is_empty() || creditor.len() > 100 || !creditor.chars().all(plain) {
        return Err(TermsError::Creditor(creditor.chars().take(100).collect()));
    }
    terms.check()?;
    let text = serde_json::to_string(terms)?;
    if text.len() > TERMS_MAX {
        return Err(TermsError::TooLong(creditor.to_owned()));
    }
    Ok(store::setting::set(tx, &format!("{SETTING}{creditor}"), &text, Recorded { at: now, by })?)
}

/// The terms of a creditor; those that allow nothing where none were set.
///
/// # Errors
/// The store's; terms that can't be read.
pub fn of(tx: &mut ReadTx<'_>, creditor: &str) -> Result<Terms, TermsError> {
    match store::setting::get(tx, &format!("{SETTING}{creditor}"))? {
        Some(setting) => {
            serde_json::from_str(&setting.value).map_err(|why| TermsError::Unreadable(creditor.to_owned(), why))
        }
        None => Ok(Terms::default()),
    }
}

impl Terms {
    /// The commission as the remittance knows it.
    pub fn rules(&self, creditor: &CreditorId) -> Vec<CommissionRule> {
        let rule = |one: &Commission| CommissionRule {
            creditor: creditor.clone(),
            from: one.from,
            until: one.until,
            percent: one.percent,
            direct_percent: one.direct_percent.unwrap_or(Percent::whole(0)),
            basis: one.basis.clone(),
        };
        self.commission.iter().map(rule).collect()
    }

    fn check(&self) -> Result<(), TermsError> {
        let whole = Percent::whole(100);
        for (i, one) in self.commission.iter().enumerate() {
            let ends = one.until.is_some_and(|until| until < one.from);
            if ends || one.percent > whole || one.direct_percent.is_some_and(|percent| percent > whole) {
                return Err(TermsError::Commission(one.from));
            }
            let meets = |other: &Commission| {
                other.until.is_none_or(|until| one.from <= until) && one.until.is_none_or(|until| other.from <= until)
            };
            if self.commission.iter().take(i).any(meets) {
                return Err(TermsError::Overlap(one.from));
            }
        }
        if let Some(rule) = self.interest.iter().find(|rule| !rule.basis.is_authority()) {
            return Err(TermsError::NoAuthority(rule.from));
        }
        let Some(authority) = &self.authority else { return Ok(()) };
        for (what, percent) in [("settle_at", authority.settle_at), ("write_down", authority.write_down)] {
            if percent.is_some_and(|percent| percent > whole) {
                return Err(TermsError::TooMuch { what });
            }
        }
        Ok(())
    }
}
