//! Texts, by whatever provider speaks HTTP: its address, headers and fields stand in `firm.toml`, and each request is signed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use casework::ports::{Courier, CourierError, Delivered, Parcel};
use conduct::Permit;
use facts::{Capacity, Channel, Firm};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::senders::{Sender, SenderError, Use, check};

/// The header with the signature of a body, in both directions: `sha256=` and 64 hex digits.
pub(crate) const SIGNATURE: &str = "X-Forbear-Signature";
const TIMEOUT: Duration = Duration::from_secs(30);
/// A secret shorter than this is guessed.
const SECRET_BYTES_MIN: usize = 16;

/// How texts are carried, as `firm.toml` has it under `[sms]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Card {
    /// Where the provider takes a text; `https://`, or `http://` on this machine.
    pub(crate) url: String,
    /// ISO 3166-1 alpha-2: where the people are who get them.
    pub(crate) country: String,
    pub(crate) sender: Sender,
    pub(crate) r#use: Use,
    /// The provider's contract that permits the use, where one is needed: its name and day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) contract: Option<String>,
    /// A file with the secret with which both sides sign.
    pub(crate) secret_file: PathBuf,
    #[serde(default)]
    pub(crate) format: Format,
    /// The header in which the provider wants the id by which it knows a text again; left out where it knows none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) knows_again_by: Option<String>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    /// The fields of a request; `{to}`, `{text}` and `{id}` are filled in.
    pub(crate) body: BTreeMap<String, String>,
    /// The names of the fields in what comes in.
    #[serde(default)]
    pub(crate) inbound: Names,
}

/// How the fields of a request are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    #[default]
    Json,
    Form,
}

/// What a provider calls the fields of a text that comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Names {
    pub(crate) id: String,
    pub(crate) from: String,
    pub(crate) text: String,
}

impl Default for Names {
    fn default() -> Names {
        Names { id: "id".to_owned(), from: "from".to_owned(), text: "text".to_owned() }
    }
}

/// Why texts can't be set up as configured.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CardError {
    #[error("[sms]: {0}")]
    Sender(#[from] SenderError),
    #[error(
        "[sms] use = \"first_party_collection\", but the firm acts for others (capacity `agent`): write \"third_party_collection\", or \"conversation\" for answers only"
    )]
    NotOurs,
    #[error("[sms] url: `{0}` is not encrypted: write https://")]
    Unencrypted(String),
    #[error("[sms] body: no field holds `{{{0}}}`: nobody would get the text")]
    NoField(&'static str),
    #[error("[sms] secret_file: `{file}` can't be read: {why}")]
    Unread { file: String, why: std::io::Error },
    #[error("[sms] secret_file: `{0}` holds fewer than {SECRET_BYTES_MIN} bytes: make a longer secret")]
    Short(String),
}

/// The secret of both sides.
#[derive(Clone)]
pub(crate) struct Secret(Vec<u8>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret")
    }
}

impl Secret {
    #[cfg(test)]
    pub(crate) fn of(bytes: &[u8]) -> Secret {
        Secret(bytes.to_vec())
    }

    /// The signature of a body.
    pub(crate) fn sign(&self, body: &[u8]) -> String {
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0) else { return String::new() };
        mac.update(body);
        let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("sha256={hex}")
    }

    /// Was this body signed with the secret? In the same time whatever the answer.
    pub(crate) fn signed(&self, body: &[u8], signature: &str) -> bool {
        let Some(hex) = signature.strip_prefix("sha256=").filter(|hex| hex.len() == 64 && hex.is_ascii()) else {
            return false;
        };
        let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let digits: Option<Vec<u8>> = hex.as_bytes().iter().map(digit).collect();
        let Some(digits) = digits else { return false };
        let given: Vec<u8> =
            digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + digit)).collect();
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0) else { return false };
        mac.update(body);
        mac.verify_slice(&given).is_ok()
    }
}

impl Card {
    /// Is this a set-up that may be? Reads the secret beside `firm.toml`.
    ///
    /// # Errors
    /// A sender that the use forbids, and what can't work.
    pub(crate) fn check(&self, firm: &Firm, folder: &Path) -> Result<Secret, CardError> {
        if self.r#use == Use::FirstPartyCollection && firm.capacity == Some(Capacity::Agent) {
            return Err(CardError::NotOurs);
        }
        check(&self.country, self.sender, self.r#use, self.contract.as_deref())?;
        let is_here = ["http://127.0.0.1", "http://localhost"].iter().any(|here| self.url.starts_with(here));
        if !self.url.starts_with("https://") && !is_here {
            return Err(CardError::Unencrypted(self.url.clone()));
        }
        for (name, mark) in [("to", "{to}"), ("text", "{text}")] {
            if !self.body.values().any(|value| value.contains(mark)) {
                return Err(CardError::NoField(name));
            }
        }
        let file = folder.join(&self.secret_file);
        let named = file.display().to_string();
        let bytes = std::fs::read(&file).map_err(|why| CardError::Unread { file: named.clone(), why })?;
        let secret = bytes.trim_ascii().to_vec();
        if secret.len() < SECRET_BYTES_MIN { Err(CardError::Short(named)) } else { Ok(Secret(secret)) }
    }
}

/// Hands texts to a provider.
#[derive(Debug)]
pub(crate) struct Sms {
    card: Card,
    secret: Secret,
    agent: ureq::Agent,
}

impl Sms {
    pub(crate) fn new(card: Card, secret: Secret) -> Sms {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Sms { card, secret, agent: config.into() }
    }

    /// The body of a request.
    fn body(&self, parcel: &Parcel) -> Vec<u8> {
        let text = parcel.text();
        let fill =
            |value: &str| value.replace("{to}", &parcel.to).replace("{id}", &parcel.id).replace("{text}", text.trim());
        let fields: BTreeMap<&str, String> =
            self.card.body.iter().map(|(name, value)| (name.as_str(), fill(value))).collect();
        match self.card.format {
            Format::Json => serde_json::to_vec(&fields).unwrap_or_default(),
            Format::Form => {
                let pairs: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
                pairs.join("&").into_bytes()
            }
        }
    }
}

impl Courier for Sms {
    fn send(&mut self, _permit: Permit, parcel: &Parcel) -> Result<Delivered, CourierError> {
        if parcel.channel != Channel::Text {
            return Err(CourierError::NoCourier(parcel.channel.as_str()));
        }
        let body = self.body(parcel);
        let kind = match self.card.format {
            Format::Json => "application/json",
            Format::Form => "application/x-www-form-urlencoded",
        };
        let mut request =
            self.agent.post(&self.card.url).header("Content-Type", kind).header(SIGNATURE, self.secret.sign(&body));
        for (name, value) in &self.card.headers {
            request = request.header(name, value);
        }
        if let Some(name) = &self.card.knows_again_by {
            request = request.header(name, &parcel.id);
        }
        let again = self.knows_again(Channel::Text);
        let unsure = |why: String| if again { CourierError::Later(why) } else { CourierError::Unclear(why) };
        let mut answer = match request.send(body.as_slice()) {
            Ok(answer) => answer,
            // Nobody was reached.
            Err(error @ (ureq::Error::HostNotFound | ureq::Error::ConnectionFailed)) => {
                return Err(CourierError::Later(error.to_string()));
            }
            Err(ureq::Error::Io(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                return Err(CourierError::Later(error.to_string()));
            }
            Err(error) => return Err(unsure(error.to_string())),
        };
        let status = answer.status().as_u16();
        let words: String = answer.body_mut().read_to_string().unwrap_or_default().chars().take(200).collect();
        match status {
            200..=299 => Ok(Delivered { receipt: format!("{status} {words}") }),
            408 | 425 | 429 | 503 => Err(CourierError::Later(format!("{status} {words}"))),
            400..=499 => Err(CourierError::Never { to: parcel.to.clone(), why: format!("{status} {words}") }),
            _ => Err(unsure(format!("{status} {words}"))),
        }
    }

    fn knows_again(&self, channel: Channel) -> bool {
        channel != Channel::Text || self.card.knows_again_by.is_some()
    }
}

fn encoded(text: &str) -> String {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|b| if safe(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
