//! Which kind of sender may carry which use of texts, by country: a data table with sources. What it forbids can't be
//! configured, and what it doesn't know is forbidden too.

use serde::{Deserialize, Serialize};

const TABLE: &str = include_str!("../../../../data/sms_senders.csv");

/// From what kind of number a text is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sender {
    /// A ten-digit number registered for messages of businesses (US).
    #[serde(rename = "10dlc")]
    TenDigit,
    TollFree,
    ShortCode,
    LongNumber,
    /// A name in place of a number; nobody can answer it.
    Alphanumeric,
}

/// What texts are used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Use {
    /// Debts that are owed to others.
    ThirdPartyCollection,
    /// Debts that are owed to the firm itself.
    FirstPartyCollection,
    /// Only answers to what people wrote.
    Conversation,
}

/// Why a sender can't be configured.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SenderError {
    #[error("texts from `{sender}` in {country} may not be used for `{wanted}` ({source_of}): {remedy}")]
    Forbidden { country: String, sender: &'static str, wanted: &'static str, remedy: String, source_of: String },
    #[error("texts from `{sender}` in {country} for `{wanted}` need the provider's leave: {remedy}")]
    NeedsContract { country: String, sender: &'static str, wanted: &'static str, remedy: String },
    #[error(
        "nothing is known of texts from `{sender}` in {country} for `{wanted}`, so they are not sent: choose another sender"
    )]
    Unknown { country: String, sender: &'static str, wanted: &'static str },
}

#[derive(Debug, Deserialize)]
struct Row {
    country: String,
    sender: Sender,
    r#use: Use,
    allowed: Allowed,
    remedy: String,
    source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Allowed {
    Yes,
    No,
    Contract,
}

/// May this be configured?
///
/// # Errors
/// What is forbidden, needs a contract that is not recorded, or is not known; each with what to do.
pub(crate) fn check(country: &str, sender: Sender, wanted: Use, contract: Option<&str>) -> Result<(), SenderError> {
    let named = (country.to_owned(), sender.as_str(), wanted.as_str());
    let row = rows().into_iter().find(|row| row.country == country && row.sender == sender && row.r#use == wanted);
    let has_contract = contract.is_some_and(|contract| !contract.trim().is_empty());
    match row {
        None => Err(SenderError::Unknown { country: named.0, sender: named.1, wanted: named.2 }),
        Some(Row { allowed: Allowed::No, remedy, source, .. }) => {
            let (country, sender, wanted) = named;
            Err(SenderError::Forbidden { country, sender, wanted, remedy, source_of: source })
        }
        Some(Row { allowed: Allowed::Contract, remedy, .. }) if !has_contract => {
            let (country, sender, wanted) = named;
            Err(SenderError::NeedsContract { country, sender, wanted, remedy })
        }
        Some(_) => Ok(()),
    }
}

fn rows() -> Vec<Row> {
    // A line that can't be read is a pair that is not known; the test reads them all.
    csv::Reader::from_reader(TABLE.as_bytes()).deserialize().filter_map(Result::ok).collect()
}

impl Sender {
    fn as_str(self) -> &'static str {
        match self {
            Sender::TenDigit => "10dlc",
            Sender::TollFree => "toll_free",
            Sender::ShortCode => "short_code",
            Sender::LongNumber => "long_number",
            Sender::Alphanumeric => "alphanumeric",
        }
    }
}

impl Use {
    fn as_str(self) -> &'static str {
        match self {
            Use::ThirdPartyCollection => "third_party_collection",
            Use::FirstPartyCollection => "first_party_collection",
            Use::Conversation => "conversation",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_and_has_its_source() {
        let rows = rows();
        assert_eq!(rows.len(), TABLE.lines().count() - 1);
        for row in &rows {
            assert!(!row.source.is_empty(), "{row:?}");
            assert_eq!(row.allowed == Allowed::Yes, row.remedy.is_empty(), "{row:?}");
        }
    }

    #[test]
    fn a_forbidden_pair_names_its_remedy_and_no_contract_lifts_it() {
        for sender in [Sender::TenDigit, Sender::TollFree] {
            let no = check("US", sender, Use::ThirdPartyCollection, Some("a contract")).unwrap_err();
            assert!(matches!(no, SenderError::Forbidden { .. }), "{no:?}");
            assert!(no.to_string().contains("write e-mails and letters"), "{no}");
        }
        assert!(matches!(
            check("US", Sender::ShortCode, Use::ThirdPartyCollection, Some("  ")),
            Err(SenderError::NeedsContract { .. })
        ));
        assert_eq!(check("US", Sender::ShortCode, Use::ThirdPartyCollection, Some("Carrier 7, 2026-10-01")), Ok(()));
        assert_eq!(check("GB", Sender::LongNumber, Use::Conversation, None), Ok(()));
        assert!(matches!(check("FR", Sender::LongNumber, Use::Conversation, None), Err(SenderError::Unknown { .. })));
    }
}
