//! A raw e-mail, whatever its shape, as far as somebody's words can be read from it.

use mail_parser::decoders::html::html_to_text;
use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};
use sha2::{Digest, Sha256};
use store::OutboxId;

use super::quoted::{own_words, without_quoted_html};
use super::report::{Report, outbox_id, report};

/// A mail as we take it in.
#[derive(Debug)]
pub(super) struct Mail {
    /// The address it came from; empty where it names none.
    pub from: String,
    /// Its Message-ID, or where it has none a hash of all of it.
    pub id: String,
    /// The writer's own words.
    pub text: String,
    /// The mail of ours that it answers.
    pub answers: Option<OutboxId>,
    /// What came with it, by name.
    pub attachments: Vec<String>,
    /// A machine wrote it, and wants no answer.
    pub is_automatic: bool,
    pub report: Option<Report>,
}

/// Reads a mail. What can't be read as one is read as far as it goes: never an error.
pub(super) fn read(raw: &[u8]) -> Mail {
    let Some(mail) = MessageParser::default().parse(raw) else {
        let text = String::from_utf8_lossy(raw).into_owned();
        return Mail {
            from: String::new(),
            id: hash(raw),
            text,
            answers: None,
            attachments: Vec::new(),
            is_automatic: false,
            report: None,
        };
    };
    let text = match words(&mail) {
        words if words.is_empty() => words_of_unclosed(raw, &mail),
        words => words,
    };
    let id = mail.message_id().filter(|id| !id.trim().is_empty()).map_or_else(|| hash(raw), str::to_owned);
    Mail {
        from: mail.from().and_then(Address::first).and_then(|a| a.address()).unwrap_or_default().trim().to_owned(),
        id,
        text,
        answers: answers(&mail),
        attachments: attachments(&mail),
        is_automatic: is_automatic(&mail),
        report: report(&mail),
    }
}

/// The subject where it says something of its own, and the body without what it quotes.
fn words(mail: &Message<'_>) -> String {
    let mut bodies = Vec::new();
    for part in mail.text_bodies() {
        match &part.body {
            PartType::Text(text) => bodies.push(own_words(text)),
            PartType::Html(html) => bodies.push(own_words(&html_to_text(&without_quoted_html(html)))),
            _ => {}
        }
    }
    let body = bodies.join("\n").trim().to_owned();
    let subject = mail.subject().unwrap_or_default().trim();
    let is_answer =
        ["re:", "fw:", "fwd:", "aw:", "rv:", "atb:"].iter().any(|re| subject.to_lowercase().starts_with(re));
    // A subject of one of ours is ours; "STOP" in the subject of an empty mail is theirs.
    if subject.is_empty() || is_answer || body.to_lowercase().starts_with(&subject.to_lowercase()) {
        return body;
    }
    if body.is_empty() { subject.to_owned() } else { format!("{subject}.\n{body}") }
}

/// The words of a mail that breaks off before its parts are closed: closed for it, or else its lines as they stand.
fn words_of_unclosed(raw: &[u8], mail: &Message<'_>) -> String {
    let boundary = mail.content_type().and_then(|kind| kind.attribute("boundary"));
    if let Some(boundary) = boundary {
        let closed = [raw, b"\r\n--", boundary.as_bytes(), b"--\r\n"].concat();
        if let Some(mail) = MessageParser::default().parse(&closed) {
            let words = words(&mail);
            if !words.is_empty() {
                return words;
            }
        }
        // What is left may be an attachment, and no words.
        if mail.attachments().next().is_some() {
            return String::new();
        }
    }
    let whole = String::from_utf8_lossy(raw);
    let body = whole.split_once("\r\n\r\n").or_else(|| whole.split_once("\n\n")).map_or("", |(_, body)| body);
    let is_structure = |line: &&str| line.starts_with("--") || line.to_ascii_lowercase().starts_with("content-");
    own_words(&body.lines().filter(|line| !is_structure(line)).collect::<Vec<_>>().join("\n"))
}

fn answers(mail: &Message<'_>) -> Option<OutboxId> {
    let ids = |value: &HeaderValue<'_>| -> Vec<String> {
        match value {
            HeaderValue::Text(id) => vec![id.clone().into_owned()],
            HeaderValue::TextList(ids) => ids.iter().map(|id| id.clone().into_owned()).collect(),
            _ => Vec::new(),
        }
    };
    let direct = ids(mail.in_reply_to());
    let thread = ids(mail.references());
    // The last of a thread is the one that is answered.
    direct.iter().chain(thread.iter().rev()).find_map(|id| outbox_id(id))
}

fn attachments(mail: &Message<'_>) -> Vec<String> {
    let name = |(n, part): (usize, &mail_parser::MessagePart<'_>)| {
        part.attachment_name().map_or_else(|| format!("part {}", n + 1), |name| name.chars().take(120).collect())
    };
    mail.attachments().enumerate().map(name).collect()
}

/// Answers of machines, lists and bulk mail (RFC 3834): they are never answered, so that no two machines talk.
fn is_automatic(mail: &Message<'_>) -> bool {
    let header = |name: &'static str| mail.header_raw(name).map(|value| value.trim().to_lowercase());
    let submitted = header("Auto-Submitted").is_some_and(|value| !value.starts_with("no"));
    let bulk =
        header("Precedence").is_some_and(|value| matches!(value.as_str(), "bulk" | "junk" | "list" | "auto_reply"));
    let marked = ["X-Autoreply", "X-Autorespond", "List-Id"].into_iter().any(|name| header(name).is_some());
    let nobody = header("Return-Path").is_some_and(|value| value == "<>");
    submitted || bulk || marked || nobody
}

fn hash(raw: &[u8]) -> String {
    let digest = Sha256::digest(raw);
    format!("sha256-{}", digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}
