//! Couriers: who carries a message out of the house.

use conduct::Permit;
use facts::{Channel, Fields};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use words::compose::{Block, Kind, Message};

/// How a letter is set for its reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    #[default]
    Standard,
    LargePrint,
    /// Large, one idea a line.
    EasyRead,
}

/// A message on its way. The same parcel is always the same message: a courier that has carried `id` before says so
/// and doesn't carry it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The outbox row's id: the key by which a repeated delivery is recognised.
    pub id: String,
    pub channel: Channel,
    /// The number or address.
    pub to: String,
    pub to_name: String,
    pub message: Message,
    /// Why we got in touch, in a sentence; the receipt says it.
    pub reason: String,
    /// The short code by which the person can check that it is us.
    pub code: String,
    /// The account as a letter names it: `ending 4471`.
    #[serde(default)]
    pub account: String,
    /// What was bought or borrowed, as a letter names it: `credit card`.
    #[serde(default)]
    pub what: String,
    /// The country of their home, as `US`: it decides the sheet and the envelope.
    #[serde(default)]
    pub country: String,
    /// ISO 639-1.
    pub language: String,
    #[serde(default)]
    pub style: Style,
    /// Which template it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Of a US first letter: what it says, as the law's fields; on paper they are Model Form B-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Box<Fields>>,
    /// The day on which it leaves the house, where its reader lives; set right before it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// The token of the link by which one click stops e-mails; minted right before it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_token: Option<String>,
    /// The address of the person's own page: with a token, minted right before it is sent, or where they type the code.
    /// Never kept: whoever has it needs only one thing more to come in.
    #[serde(skip)]
    pub page: Option<String>,
}

/// A text message in one piece has so many letters.
const TEXT_MAX: usize = 160;

/// Stands in a message that was composed for the link that is minted when it leaves, and in the record for good.
pub const PAGE_LINK: &str = "(the link to your page)";

impl Parcel {
    /// Puts the address of the person's page in its place.
    pub(crate) fn put_link(&mut self, page: Option<String>) {
        for block in &mut self.message.blocks {
            if let (Block::Paragraph(text), Some(page)) = (block, &page)
                && text == PAGE_LINK
            {
                text.clone_from(page);
            }
        }
        self.page = page;
    }

    /// The words of a text message: with the address of the person's page where one message holds both.
    pub fn text(&self) -> String {
        let text = self.message.text();
        match &self.page {
            Some(page) if text.chars().count() + page.chars().count() + 12 <= TEXT_MAX => {
                format!("{text} Your page: {page}")
            }
            _ => text,
        }
    }
}

impl Parcel {
    /// A parcel of which nothing is known but its words and the way that they go.
    pub fn new(channel: Channel, message: Message) -> Parcel {
        Parcel {
            id: String::new(),
            channel,
            to: String::new(),
            to_name: String::new(),
            message,
            reason: String::new(),
            code: String::new(),
            account: String::new(),
            what: String::new(),
            country: String::new(),
            language: "en".to_owned(),
            style: Style::default(),
            kind: None,
            notice: None,
            dated: None,
            stop_token: None,
            page: None,
        }
    }
}

/// A parcel was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// Where it went, for the record: a file's name, a server's answer.
    pub receipt: String,
}

/// Why a parcel was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CourierError {
    #[error("the courier can't be reached now: {0}; it is tried again later")]
    Later(String),
    #[error("`{to}` is refused for good: {why}; record another contact point")]
    Never { to: String, why: String },
    #[error("the parcel was handed over and the answer was lost: {0}; it counts as sent, and a human looks")]
    Unclear(String),
    #[error("no courier carries `{0}`: set one up, or choose another channel")]
    NoCourier(&'static str),
}

/// Carries parcels. It takes the permit by value: one contact, one permit.
pub trait Courier {
    /// Carries one parcel.
    ///
    /// # Errors
    /// Whether to try again later, or never; or that nobody can know whether it was taken.
    fn send(&mut self, permit: Permit, parcel: &Parcel) -> Result<Delivered, CourierError>;

    /// Does it know a parcel again that it has carried before, so that bringing it twice is bringing it once? Where it
    /// doesn't, a parcel whose answer was lost is never brought again.
    fn knows_again(&self, _channel: Channel) -> bool {
        true
    }
}
