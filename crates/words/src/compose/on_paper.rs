//! From a message to the data of a letter: the same words, in the blocks that a page is laid out from.
//!
//! An order has the shell of a letter (who, to whom, the sheet) and, in place of its blocks, the facts that the
//! template names. What comes out is the data of a letter as `forbear letter` takes it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::kind::{Kind, Language};
use super::message::{Block, Message};
use super::spoken::Country;
use super::{ComposeError, Composer};

/// The longest line of Easy Read, in characters: one idea.
const EASY_LINE_CHARS_MAX: usize = 90;

/// Why an order gives no letter.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    #[error("the order can't be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("there is no template `{0}`: see `words::compose::Kind` for those there are")]
    UnknownKind(String),
    #[error(
        "`first_us` is laid out from its figures: give `notice` and no `facts`, as in the example `validation_notice`"
    )]
    NoticeForm,
    #[error("`{0}` is a text message and has no page")]
    NoPage(&'static str),
    #[error(transparent)]
    Compose(#[from] ComposeError),
}

/// What a letter is ordered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// To be sent: its template has to be approved.
    Send,
    /// To be read by those who are to approve it; its heading says so.
    Read,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    kind: String,
    #[serde(default)]
    lang: Language,
    #[serde(default = "standard")]
    style: String,
    paper: String,
    date: String,
    from: Sender,
    to: Recipient,
    reference: String,
    agent: Agent,
    helps: Vec<HelpLine>,
    facts: Map<String, Value>,
}

fn standard() -> String {
    "standard".to_owned()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sender {
    name: String,
    lines: Vec<String>,
    phone: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<String>,
    email: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
    web: String,
    check_code: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipient {
    name: String,
    lines: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agent {
    name: String,
    role: String,
    phone: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HelpLine {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    web: Option<String>,
}

/// Is this the data of an order, with facts to fill a template, and not a letter whose words are there already?
pub fn is_order(json: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(json).is_ok_and(|map| map.contains_key("facts"))
}

/// The data of the letter that an order asks for, as JSON. Every text among the facts that is a sum of money may stand
/// in the letter; no other sum may.
///
/// # Errors
/// An order that can't be read, a template that can't be filled, or one that is not approved and is to be sent.
pub fn on_paper(composer: &Composer, json: &str, purpose: Use) -> Result<String, PaperError> {
    let order: Order = serde_json::from_str(json)?;
    let kind = Kind::of(&order.kind).ok_or_else(|| PaperError::UnknownKind(order.kind.clone()))?;
    if kind == Kind::FirstUs {
        return Err(PaperError::NoticeForm);
    }
    if kind.is_text_message() {
        return Err(PaperError::NoPage(kind.as_str()));
    }
    let facts = filled(&order);
    let mut figures = Vec::new();
    sums(&Value::Object(order.facts.clone()), &mut figures);
    let message = match purpose {
        Use::Send => composer.compose_in(order.lang, kind, &facts, &figures)?,
        Use::Read => composer.draft(order.lang, kind, &facts, &figures)?.read().clone(),
    };
    let subject = match purpose {
        Use::Send => message.subject.clone(),
        Use::Read => format!("Draft, not to be sent: {}", message.subject),
    };
    let letter = json!({
        "kind": order.kind,
        "lang": order.lang,
        "style": order.style,
        "paper": order.paper,
        "date": order.date,
        "from": order.from,
        "to": order.to,
        "reference": order.reference,
        "subject": subject,
        "blocks": blocks(&message, &order),
    });
    Ok(letter.to_string())
}

/// The facts of an order with those that its shell holds.
fn filled(order: &Order) -> Map<String, Value> {
    let from = &order.from;
    let how = |help: &HelpLine| [&help.phone, &help.web].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let helps: Vec<Value> = order.helps.iter().map(|h| json!({"name": h.name, "how": how(h)})).collect();
    let creditor = order.facts.get("creditor").and_then(Value::as_str);
    let country = if order.paper == "us_letter" { Country::UnitedStates } else { Country::UnitedKingdom };
    let shell = json!({
        "person": order.to.name,
        "account": order.reference,
        "firm": {
            "name": from.name,
            "address": from.lines.join(", "),
            "phone": from.phone,
            "email": from.email,
            "web": from.web,
            "licence": from.licence,
        },
        "agent": order.agent,
        "helps": helps,
        "code": from.check_code,
        "opt_out": false,
        "disclosure": order.lang.disclosure(&from.name, creditor, country),
    });
    let mut facts = match shell {
        Value::Object(shell) => shell,
        _ => Map::new(),
    };
    facts.extend(order.facts.clone());
    facts
}

/// Every text that begins with the sign of a currency.
fn sums(facts: &Value, found: &mut Vec<String>) {
    match facts {
        Value::String(text) if text.starts_with(['$', '£', '€']) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|fact| sums(fact, found)),
        Value::Object(map) => map.values().for_each(|fact| sums(fact, found)),
        _ => {}
    }
}

fn blocks(message: &Message, order: &Order) -> Vec<Value> {
    let easy = order.style == "easy_read";
    let own = |text: &str| if easy { one_idea_a_line(text) } else { text.to_owned() };
    let mut made: Vec<Value> = Vec::new();
    for block in &message.blocks {
        let next = match block {
            Block::Heading(text) => json!({"block": "heading", "text": text}),
            Block::Paragraph(text) if made.is_empty() => json!({"block": "lead", "text": own(text)}),
            Block::Paragraph(text) => json!({"block": "paragraph", "text": own(text)}),
            Block::Table(rows) => {
                let caption = leading(&mut made).unwrap_or_else(|| message.subject.clone());
                table(&caption, rows)
            }
            Block::Choices(items) => {
                if let Some(text) = leading(&mut made) {
                    made.push(json!({"block": "heading", "text": text}));
                }
                choices(items, &own)
            }
            Block::Help(_) => {
                let heading = leading(&mut made).unwrap_or_default();
                json!({"block": "help", "heading": heading, "items": order.helps})
            }
            Block::Prescribed(text) => match made.last_mut().and_then(|last| boxed_words(last)) {
                Some(words) => {
                    words.push(json!(text));
                    continue;
                }
                None => {
                    let before = made.pop();
                    // One sentence on one line, whatever the setting: the page sets it before the box.
                    let plain = before.as_ref().and_then(|b| b.get("text")?.as_str()).unwrap_or_default();
                    let plain = plain.replace('\n', " ");
                    json!({"block": "boxed", "plain": plain, "text": [text]})
                }
            },
            Block::Boxes(items) => {
                let prompt = leading(&mut made).unwrap_or_default();
                let heading = made.pop().and_then(|b| b.get("text").cloned()).unwrap_or_default();
                let choices: Vec<Value> = items.iter().map(|item| json!({"text": item})).collect();
                json!({"block": "reply_form", "heading": heading, "prompt": prompt, "choices": choices, "lines": 2})
            }
            // The letterhead and the box on how to check us say it.
            Block::Foot(_) => continue,
        };
        made.push(next);
    }
    made.push(json!({
        "block": "signature",
        "closing": closing(order.lang),
        "name": order.agent.name,
        "role": order.agent.role,
        "phone": order.agent.phone,
    }));
    made
}

fn closing(language: Language) -> &'static str {
    match language {
        Language::English => "With kind regards",
        Language::Spanish => "Un saludo cordial",
        Language::Welsh => "Cofion cynnes",
    }
}

/// Takes the line that leads to what follows, without its colon: `You can:`.
fn leading(made: &mut Vec<Value>) -> Option<String> {
    let text = made.last()?.get("text")?.as_str()?.strip_suffix(':')?.trim().to_owned();
    made.pop();
    Some(text)
}

fn boxed_words(block: &mut Value) -> Option<&mut Vec<Value>> {
    if block.get("block")? != "boxed" {
        return None;
    }
    block.get_mut("text")?.as_array_mut()
}

/// The last row is the sum, or what counts most.
fn table(caption: &str, rows: &[(String, String)]) -> Value {
    let row = |(what, amount): &(String, String)| json!({"label": what.trim_end_matches(':'), "amount": amount});
    let (last, before) = match rows.split_last() {
        Some((last, before)) => (row(last), before),
        None => (json!({}), rows),
    };
    json!({"block": "table", "caption": caption, "rows": before.iter().map(row).collect::<Vec<_>>(), "total": last})
}

/// Choices that say what they are for in a few words have these as their title; others are a plain list.
fn choices(items: &[String], own: &impl Fn(&str) -> String) -> Value {
    let split: Option<Vec<Value>> = items
        .iter()
        .map(|item| item.split_once(": ").map(|(title, text)| json!({"title": title, "text": own(text)})))
        .collect();
    match split {
        Some(items) => json!({"block": "choices", "items": items}),
        None => json!({"block": "list", "items": items.iter().map(|item| own(item)).collect::<Vec<_>>()}),
    }
}

/// Easy Read: each sentence on a line of its own, and a long one broken where it breathes.
fn one_idea_a_line(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let long = line.chars().count() + word.chars().count() + 1 > EASY_LINE_CHARS_MAX;
        if line.ends_with(['.', '?', '!']) || long {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines.join("\n")
}
