//! Bank files and their lines: each file and each booked amount once, and what waits for a human.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::engine::statement::{Statement, statements};
use crate::engine::value::{Row, Value};
use crate::engine::{ReadTx, WriteTx};
use crate::error::StoreError;
use crate::event::Recorded;
use crate::id::PaymentId;
use crate::journal::{day_number, day_of};
use crate::vault::{Place, Vault};
use crate::words::words;

statements! {
    ADD_FILE = "insert into bank_file (digest, name, received, received_by, report) values (?1, ?2, ?3, ?4, ?5)";
    FIND_FILE = "select report from bank_file where digest = ?1";
    ADD_LINE = "insert into bank_line (id, file, at_line, booked, currency, minor, state, payment, changed, body) \
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    ADD_NAME = "insert into bank_line_name (hash, line) values (?1, ?2) on conflict do nothing";
    FIND_SOME = "select id, file, at_line, booked, currency, minor, state, payment, body from bank_line \
        where id in (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
    BY_NAME = "select l.id, l.file, l.at_line, l.booked, l.currency, l.minor, l.state, l.payment, l.body \
        from bank_line_name n join bank_line l on l.id = n.line where n.hash = ?1 order by l.booked, l.id";
    WAITING = "select id, file, at_line, booked, currency, minor, state, payment, body from bank_line \
        where state = 'waits' order by booked, id limit ?1";
    SETTLE = "update bank_line set state = ?2, payment = ?3, changed = ?4 where id = ?1 and state = ?5";
    STATE = "select state from bank_line where id = ?1";
}
const TOGETHER: usize = 16;

/// All statements of this noun.
pub(crate) const ALL: &[&[&Statement]] = &[STATEMENTS];

words! {
    /// What became of a line.
    State, "bank line state" {
        /// It is somebody's payment.
        Placed = "placed",
        /// A human must find out whose it is.
        Waits = "waits",
        /// It was somebody's payment, and was taken back.
        TakenBack = "taken_back",
        /// It took another line back.
        Returned = "returned",
        /// Money that went out, or of which nothing follows.
        Closed = "closed",
    }
}

/// A line that is not yet on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLine<'a> {
    /// Its identity across files.
    pub id: &'a str,
    /// SHA-256 of the file that brought it.
    pub file: &'a [u8; 32],
    /// Where it stands there.
    pub at_line: i64,
    /// The day on which it was booked.
    pub booked: Date,
    /// Three letters.
    pub currency: &'a str,
    /// Cents or pence; negative for what went out.
    pub minor: i64,
    /// What becomes of it.
    pub state: State,
    /// The payment that it is.
    pub payment: Option<PaymentId>,
    /// The names under which it may be taken back.
    pub names: &'a [String],
    /// The line itself. Sealed.
    pub body: &'a [u8],
}

/// A line on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its identity across files.
    pub id: String,
    /// SHA-256 of the file that brought it.
    pub file: [u8; 32],
    /// Where it stands there.
    pub at_line: i64,
    /// The day on which it was booked.
    pub booked: Date,
    /// Three letters.
    pub currency: String,
    /// Cents or pence; negative for what went out.
    pub minor: i64,
    /// What became of it.
    pub state: State,
    /// The payment that it is.
    pub payment: Option<PaymentId>,
    /// The line itself.
    pub body: Vec<u8>,
}

/// Remembers a file and what came of it. Ask [`find_file`] before, in the same transaction.
///
/// # Errors
/// A file that is known ends the transaction; and the engine's.
pub fn add_file(
    tx: &mut WriteTx<'_>,
    digest: &[u8; 32],
    name: &str,
    report: &str,
    recorded: Recorded<'_>,
) -> Result<(), StoreError> {
    tx.run(&ADD_FILE, &[digest.into(), name.into(), recorded.at.into(), recorded.by.into(), report.into()]).map(|_| ())
}

/// What came of a file when it was read before.
///
/// # Errors
/// The engine's.
pub fn find_file(tx: &mut ReadTx<'_>, digest: &[u8; 32]) -> Result<Option<String>, StoreError> {
    tx.one(&FIND_FILE, &[digest.into()], |row| row.get(0))
}

/// Keeps lines. Ask [`find_many`] before which of them are known.
///
/// # Errors
/// A line that is known ends the transaction; and the engine's.
pub fn add_lines(tx: &mut WriteTx<'_>, lines: &[NewLine<'_>], now: Timestamp) -> Result<(), StoreError> {
    let bodies: Vec<Vec<u8>> =
        lines.iter().map(|line| tx.vault.seal_own(place(line.id), line.body)).collect::<Result<_, _>>()?;
    let rows: Vec<Value<'_>> = lines
        .iter()
        .zip(&bodies)
        .flat_map(|(line, body)| {
            [
                line.id.into(),
                line.file.into(),
                line.at_line.into(),
                day_number(line.booked).into(),
                line.currency.into(),
                line.minor.into(),
                line.state.as_str().into(),
                line.payment.map(|payment| payment.0).into(),
                now.into(),
                body.into(),
            ]
        })
        .collect();
    tx.insert_rows(&ADD_LINE, 10, &rows)?;
    let names: Vec<([u8; 32], &str)> = lines
        .iter()
        .flat_map(|line| line.names.iter().map(|name| (name, line.id)))
        .map(|(name, id)| (tx.vault.lookup_hash("bank name", name), id))
        .collect();
    let rows: Vec<Value<'_>> = names.iter().flat_map(|(hash, id)| [hash.into(), (*id).into()]).collect();
    tx.insert_rows(&ADD_NAME, 2, &rows)?;
    Ok(())
}

/// Those of these lines that are known.
///
/// # Errors
/// A body that does not open, and the engine's.
pub fn find_many(tx: &mut ReadTx<'_>, ids: &[&str]) -> Result<Vec<Line>, StoreError> {
    let vault = tx.vault;
    let mut found = Vec::new();
    for some in ids.chunks(TOGETHER) {
        let mut values = [Value::Text(""); TOGETHER];
        for (value, id) in values.iter_mut().zip(some) {
            *value = Value::Text(id);
        }
        found.extend(tx.many(&FIND_SOME, &values, |row| line(vault, row))?);
    }
    Ok(found)
}

/// The lines that may be taken back under this name.
///
/// # Errors
/// As [`find_many`].
pub fn by_name(tx: &mut ReadTx<'_>, name: &str) -> Result<Vec<Line>, StoreError> {
    let vault = tx.vault;
    let hash = tx.vault.lookup_hash("bank name", name);
    tx.many(&BY_NAME, &[(&hash).into()], |row| line(vault, row))
}

/// Lines of which a human must find out whose they are, the oldest first.
///
/// # Errors
/// As [`find_many`].
pub fn waiting(tx: &mut ReadTx<'_>, limit: u32) -> Result<Vec<Line>, StoreError> {
    let vault = tx.vault;
    tx.many(&WAITING, &[i64::from(limit).into()], |row| line(vault, row))
}

/// Says what became of a line that was in another state.
///
/// # Errors
/// `Stale`: it is in another state by now. `Missing`. The engine's.
pub fn settle(
    tx: &mut WriteTx<'_>,
    id: &str,
    (from, to): (State, State),
    payment: Option<PaymentId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let values =
        [id.into(), to.as_str().into(), payment.map(|payment| payment.0).into(), now.into(), from.as_str().into()];
    if tx.run(&SETTLE, &values)? == 1 {
        return Ok(());
    }
    match tx.one(&STATE, &[id.into()], |row| row.get::<String>(0))? {
        Some(state) => Err(StoreError::Stale { what: "bank line", id: id.to_owned(), state }),
        None => Err(StoreError::missing("bank line", id)),
    }
}

fn line(vault: &Vault, row: &Row<'_>) -> Result<Line, StoreError> {
    let id: String = row.get(0)?;
    let body = vault.open_own(place(&id), row.bytes(8)?).ok_or_else(|| StoreError::corrupt("bank_line", &id))?;
    Ok(Line {
        id,
        file: row.hash(1)?,
        at_line: row.get(2)?,
        booked: day_of(row, 3)?,
        currency: row.get(4)?,
        minor: row.get(5)?,
        state: State::parse(&row.get::<String>(6)?)?,
        payment: row.get::<Option<i64>>(7)?.map(PaymentId),
        body,
    })
}

/// A line has no number: its id is hashed into one, so that a body moved to another line does not open.
fn place(id: &str) -> Place {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(id.as_bytes());
    let number = hash.iter().take(8).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte));
    Place { table: "bank_line", dossier: 0, row: number }
}
