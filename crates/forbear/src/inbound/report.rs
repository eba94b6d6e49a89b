//! What mail servers tell us of our own mails: that they could not be delivered (RFC 3464), or that somebody marked them as
//! unwanted (RFC 5965).

use mail_parser::{Message, MimeHeaders, PartType};
use store::OutboxId;

/// A report of a mail server about a mail of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Report {
    pub kind: ReportKind,
    /// The mail of ours, where the report names one.
    pub about: Option<OutboxId>,
    /// To whom it could not be delivered.
    pub recipient: Option<String>,
    /// The server's own words.
    pub why: String,
}

/// What a report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReportKind {
    /// It will never be delivered.
    Undeliverable,
    /// It is late, or was delivered: nothing follows.
    Passing,
    /// It was marked as unwanted.
    Unwanted,
}

/// Reads a report, where the mail is one.
pub(super) fn report(mail: &Message<'_>) -> Option<Report> {
    let part = |kind: &str, subtype: &str| {
        mail.parts.iter().find(|part| part.is_content_type(kind, subtype)).map(|part| contents(&part.body))
    };
    let about = || {
        let whole = String::from_utf8_lossy(mail.raw_message());
        our_id(whole.get(after_own_headers(&whole)..).unwrap_or_default())
    };
    if let Some(feedback) = part("message", "feedback-report") {
        let recipient = field(&feedback, "original-rcpt-to").map(address);
        return Some(Report {
            kind: ReportKind::Unwanted,
            about: about(),
            recipient,
            why: "marked as unwanted".to_owned(),
        });
    }
    let status = part("message", "delivery-status")?;
    let action = field(&status, "action").unwrap_or_default().to_lowercase();
    let code = field(&status, "status").unwrap_or_default();
    let kind = match (action.as_str(), code.starts_with('5')) {
        ("failed", true) => ReportKind::Undeliverable,
        _ => ReportKind::Passing,
    };
    let recipient = field(&status, "final-recipient").or_else(|| field(&status, "original-recipient")).map(address);
    let words = field(&status, "diagnostic-code").unwrap_or(code);
    Some(Report { kind, about: about(), recipient, why: words.chars().take(200).collect() })
}

/// The id of a mail of ours, in the headers of what a report sends back.
fn our_id(text: &str) -> Option<OutboxId> {
    text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("message-id").then(|| outbox_id(value)).flatten()
    })
}

/// The row of the outbox that a Message-ID of ours names.
pub(super) fn outbox_id(message_id: &str) -> Option<OutboxId> {
    let inner = message_id.trim().trim_start_matches('<').trim_end_matches('>');
    inner.split_once('@').map_or(inner, |(local, _)| local).parse().ok()
}

fn after_own_headers(whole: &str) -> usize {
    whole.find("\r\n\r\n").or_else(|| whole.find("\n\n")).unwrap_or(0)
}

fn field(text: &str, name: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            // A folded line goes on with the field before it.
            if let Some(value) = &mut found {
                value.push(' ');
                value.push_str(line.trim());
            }
            continue;
        }
        if found.is_some() {
            break;
        }
        if let Some((key, value)) = line.split_once(':')
            && key.trim().eq_ignore_ascii_case(name)
        {
            found = Some(value.trim().to_owned());
        }
    }
    found
}

/// `rfc822; ada@example.com`, or the bare address.
fn address(field: String) -> String {
    let value = field.split_once(';').map_or(field.as_str(), |(_, address)| address);
    value.trim().trim_start_matches('<').trim_end_matches('>').to_owned()
}

fn contents(body: &PartType<'_>) -> String {
    match body {
        PartType::Text(text) | PartType::Html(text) => text.clone().into_owned(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        PartType::Message(message) => String::from_utf8_lossy(message.raw_message()).into_owned(),
        PartType::Multipart(_) => String::new(),
    }
}
