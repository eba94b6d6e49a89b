//! A statement of account on paper: the data of a letter, which the letters crate lays out.

use facts::{EndpointKind, Money};
use jiff::civil::Date;
use money::ledger::{Statement, StatementRow};
use serde_json::{Value, json};
use store::{DossierId, ReadTx};

use super::AccountStatement;
use crate::bank::spoken_reference;
use crate::dossier::DossierError;
use crate::house::{House, code};
use crate::place::Profile;
use crate::round::lives_in;

/// Rows of one table: a page holds them, and its sum is seen beside them.
const ROWS_ON_A_TABLE: usize = 24;
/// Rows of one statement on paper; a longer one is made in parts, by its days.
pub const PAPER_ROWS_MAX: usize = 220;
/// A word of a reason that is longer than this is a mark for machines, and does not go on paper.
const WORD_LETTERS_MAX: usize = 40;

/// Why a statement can't be put on paper.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    Store(#[from] store::StoreError),
    #[error("`{0}` has no postal address: write it down first, or give them the page or the CSV")]
    NoAddress(DossierId),
    #[error("the statement has {0} rows and paper holds {PAPER_ROWS_MAX}: make it in parts, by `--from` and `--until`")]
    TooLong(usize),
}

/// The letter's data, as JSON.
///
/// # Errors
/// No postal address, too many rows; the store's.
pub fn paper(
    tx: &mut ReadTx<'_>,
    house: &House,
    dossier: DossierId,
    account: &AccountStatement,
    today: Date,
) -> Result<Value, PaperError> {
    let standing = crate::dossier::standing(tx, dossier)?;
    let row = store::dossier::get(tx, dossier)?.ok_or(DossierError::Erased(dossier))?;
    let profile = row.profile.ok_or(DossierError::Erased(dossier))?;
    let profile: Profile = serde_json::from_slice(&profile).map_err(DossierError::from)?;
    let home = standing.endpoints().iter().find(|endpoint| endpoint.kind == EndpointKind::Postal);
    let address = home.ok_or(PaperError::NoAddress(dossier))?;
    if account.statement.rows.len() > PAPER_ROWS_MAX {
        return Err(PaperError::TooLong(account.statement.rows.len()));
    }
    let head = &house.head;
    let days = if lives_in(&standing, "US") { Days::Us } else { Days::Uk };
    // From the beginning is from the first thing that happened.
    let first = account.statement.rows.first().map(|row| row.on).filter(|_| account.statement.opening.is_zero());
    let from = first.map_or(account.from, |first| first.max(account.from));
    Ok(json!({
        "kind": "statement",
        "lang": "en",
        "paper": match days { Days::Us => "us_letter", Days::Uk => "a4" },
        "date": today,
        "from": {
            "name": head.firm.name,
            "lines": lines(&head.address, 5),
            "phone": head.phone,
            "email": head.email,
            "web": head.web,
            "check_code": code(tx, dossier),
        },
        "to": { "name": profile.name, "lines": lines(&address.value, 3) },
        "reference": spoken_reference(dossier),
        "subject": format!("Your statement of account, {} to {}", days.spoken(from), days.spoken(account.until)),
        "blocks": blocks(account, house, days),
    }))
}

fn blocks(account: &AccountStatement, house: &House, days: Days) -> Vec<Value> {
    let statement = &account.statement;
    let mut blocks = vec![json!({ "block": "lead", "text": format!(
        "This is your statement. On {} you owed {}. There is nothing you need to do with it.",
        days.spoken(account.until), statement.closing.spoken()
    )})];
    blocks.extend(tables(statement, days));
    let whose = account.debts.iter().map(|debt| format!("{} to {}", debt.balance.spoken(), debt.creditor));
    let whose: Vec<String> = whose.collect();
    if !whose.is_empty() {
        blocks.push(json!({ "block": "heading", "text": "What is open now, and to whom" }));
        blocks.push(json!({ "block": "list", "items": whose }));
    }
    let beside = [(account.aside, "waits for your word"), (account.refund_due, "goes back to you")];
    let held: Vec<String> =
        beside.iter().filter(|(sum, _)| !sum.is_zero()).map(|(sum, what)| format!("{} {what}", sum.spoken())).collect();
    if !held.is_empty() {
        blocks.push(json!({ "block": "heading", "text": "Money of yours that we hold" }));
        blocks.push(json!({ "block": "list", "items": held }));
    }
    blocks.push(json!({ "block": "paragraph", "text": "If a line looks wrong, tell me. I will look into it." }));
    let agent = &house.head.agent;
    blocks.push(json!({ "block": "signature", "closing": "With kind regards", "name": agent.name,
        "role": house.head.firm.name, "phone": agent.phone }));
    blocks
}

/// The rows in tables of a page each; what each table comes to is what was owed after it.
fn tables(statement: &Statement, days: Days) -> Vec<Value> {
    let mut before: Money = statement.opening;
    let mut from: Option<Date> = None;
    let mut tables = Vec::new();
    for rows in statement.rows.chunks(ROWS_ON_A_TABLE) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
        let opening = json!({ "label": "Owed before", "amount": before.spoken() });
        let lines: Vec<Value> = [opening].into_iter().chain(rows.iter().map(|row| line(row, days))).collect();
        tables.push(json!({
            "block": "table",
            "caption": format!("What changed from {} to {}", days.spoken(from.unwrap_or(first.on)), days.spoken(last.on)),
            "rows": lines,
            "total": { "label": "Owed after it", "amount": last.balance.spoken() },
        }));
        (before, from) = (last.balance, Some(last.on));
    }
    tables
}

fn line(row: &StatementRow, days: Days) -> Value {
    let plain = row.why.split(|c: char| c.is_whitespace() || c == '/' || c == '-');
    let for_machines = row.why.starts_with("payment ") || row.why.starts_with("takes back");
    let why = if for_machines || plain.into_iter().any(|word| word.chars().count() > WORD_LETTERS_MAX) {
        String::new()
    } else {
        format!(", {}", row.why)
    };
    json!({ "label": format!("{}: {}{why}", days.spoken(row.on), row.what), "amount": row.amount.spoken() })
}

/// The lines of an address, however it was written down.
fn lines(address: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> =
        address.split(['\n', ',']).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    while lines.len() > most {
        let Some(last) = lines.pop() else { break };
        if let Some(before) = lines.last_mut() {
            before.push_str(", ");
            before.push_str(&last);
        }
    }
    lines
}

/// A day as it is written where they live.
#[derive(Debug, Clone, Copy)]
enum Days {
    Us,
    Uk,
}

impl Days {
    fn spoken(self, day: Date) -> String {
        let form = match self {
            Days::Us => "%B %-d, %Y",
            Days::Uk => "%-d %B %Y",
        };
        day.strftime(form).to_string()
    }
}
