//! From a message to the data of a letter: the same words, in the blocks that a page is laid out from.
//!
//! An order has the shell of a letter (who, to whom, the sheet) and, in place of its blocks, the facts that the
//! template names. What comes out is the data of a letter as `forbear letter` takes it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::easy;
use super::kind::{Kind, Language, Wording};
use super::message::{Block, Message};
use super::spoken::Country;
use super::{ComposeError, Composer};

/// A sentence longer than this leads to what follows as a sentence, not as a heading.
const HEADING_CHARS_MAX: usize = 60;

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
    agent: PaperAgent,
    helps: Vec<PaperHelp>,
    facts: Map<String, Value>,
}

fn standard() -> String {
    "standard".to_owned()
}

/// What a page has beside the words of a message, as the data of a letter names it.
#[derive(Debug, Clone)]
pub struct Shell {
    pub kind: String,
    pub lang: Language,
    /// `standard`, `large_print` or `easy_read`.
    pub style: String,
    /// `a4` or `us_letter`.
    pub paper: String,
    /// The day on the letter, `2026-03-02`.
    pub date: String,
    pub from: Sender,
    pub to: Recipient,
    /// The person's reference with us.
    pub reference: String,
    /// Who signs.
    pub agent: PaperAgent,
    /// Free help that is not us.
    pub helps: Vec<PaperHelp>,
}

/// Who writes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    pub name: String,
    pub lines: Vec<String>,
    pub phone: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    pub email: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    pub web: String,
    pub check_code: String,
}

/// To whom, as the envelope's window shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    pub name: String,
    pub lines: Vec<String>,
}

/// Who signs.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperAgent {
    pub name: String,
    pub role: String,
    pub phone: String,
}

/// A place that helps for free.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperHelp {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
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
    let wording = if order.style == EASY { Wording::Easy } else { Wording::Plain };
    let message = match purpose {
        Use::Send => composer.compose_as((order.lang, wording), kind, &facts, &figures)?,
        Use::Read => {
            let draft = composer.draft(order.lang, kind, &facts, &figures)?.read().clone();
            Message { subject: format!("Draft, not to be sent: {}", draft.subject), ..draft }
        }
    };
    let shell = Shell {
        kind: order.kind,
        lang: order.lang,
        style: order.style,
        paper: order.paper,
        date: order.date,
        from: order.from,
        to: order.to,
        reference: order.reference,
        agent: order.agent,
        helps: order.helps,
    };
    Ok(page(&message, &shell))
}

/// How the data of a letter names Easy Read.
const EASY: &str = "easy_read";

/// The data of the letter that a message makes, as JSON.
pub fn page(message: &Message, shell: &Shell) -> String {
    let letter = json!({
        "kind": shell.kind,
        "lang": shell.lang,
        "style": shell.style,
        "paper": shell.paper,
        "date": shell.date,
        "from": shell.from,
        "to": shell.to,
        "reference": shell.reference,
        "subject": message.subject,
        "blocks": blocks(message, shell),
    });
    letter.to_string()
}

/// The facts of an order with those that its shell holds.
fn filled(order: &Order) -> Map<String, Value> {
    let from = &order.from;
    let how = |help: &PaperHelp| [&help.phone, &help.web].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
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

fn blocks(message: &Message, shell: &Shell) -> Vec<Value> {
    let easy = shell.style == EASY;
    let whole = wholes(shell);
    let own = |text: &str| if easy { easy::one_idea_a_line(text, &whole) } else { text.to_owned() };
    let mut made: Vec<Value> = Vec::new();
    for block in &message.blocks {
        let next = match block {
            Block::Heading(text) => json!({"block": "heading", "text": text}),
            Block::Paragraph(text) if made.is_empty() => json!({"block": "lead", "text": own(text)}),
            Block::Paragraph(text) => json!({"block": "paragraph", "text": own(text)}),
            Block::Table(rows) => {
                let caption = leading(&mut made).or_else(|| heading(&mut made));
                let caption = caption.unwrap_or_else(|| message.subject.clone());
                table(&caption, rows)
            }
            Block::Choices(items) => {
                if let Some(text) = leading(&mut made) {
                    made.push(json!({"block": "heading", "text": text}));
                }
                choices(items, &own)
            }
            Block::Help(_) => {
                let heading = leading(&mut made).or_else(|| heading(&mut made));
                let heading = heading.unwrap_or_else(|| free_help(shell.lang).to_owned());
                json!({"block": "help", "heading": heading, "items": shell.helps})
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
        "closing": closing(shell.lang),
        "name": shell.agent.name,
        "role": shell.agent.role,
        "phone": shell.agent.phone,
    }));
    made
}

/// What stands over those who help, where no words lead to them.
fn free_help(language: Language) -> &'static str {
    match language {
        Language::English => "Free help that is not us",
        Language::Spanish => "Ayuda gratuita que no es nuestra",
        Language::Welsh => "Cymorth am ddim nad yw gennym ni",
    }
}

fn closing(language: Language) -> &'static str {
    match language {
        Language::English => "With kind regards",
        Language::Spanish => "Un saludo cordial",
        Language::Welsh => "Cofion cynnes",
    }
}

/// Takes the sentence that leads to what follows, without its colon: `You can:`. What stands before it stays where it
/// is, and a long sentence is no heading: it stays too.
fn leading(made: &mut Vec<Value>) -> Option<String> {
    let text = made.last()?.get("text")?.as_str()?.to_owned();
    let all = text.strip_suffix(':')?;
    let ends = [". ", "? ", "! ", "\n"].into_iter().filter_map(|end| all.rfind(end).map(|at| at + end.len()));
    let start = ends.max().unwrap_or(0);
    let (before, last) = (all.get(..start)?.trim(), all.get(start..)?.trim());
    if last.chars().count() > HEADING_CHARS_MAX {
        return None;
    }
    if before.is_empty() {
        made.pop();
    } else if let Some(kept) = made.last_mut().and_then(|block| block.get_mut("text")) {
        *kept = json!(before);
    }
    Some(last.to_owned())
}

/// Takes the heading that stands last.
fn heading(made: &mut Vec<Value>) -> Option<String> {
    let last = made.last().filter(|block| block.get("block").is_some_and(|kind| kind == "heading"))?;
    let text = last.get("text")?.as_str()?.to_owned();
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

/// What is never cut in Easy Read: addresses, numbers, names.
fn wholes(shell: &Shell) -> Vec<String> {
    let from = &shell.from;
    let mut whole = vec![from.lines.join(", "), from.name.clone(), from.phone.clone(), shell.to.name.clone()];
    whole.extend([shell.agent.phone.clone(), shell.agent.name.clone(), shell.to.lines.join(", ")]);
    whole.extend(shell.helps.iter().flat_map(|help| [Some(help.name.clone()), help.phone.clone()]).flatten());
    whole
}
