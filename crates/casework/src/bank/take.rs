//! Taking in a bank file: matched by reference, posted in steps that can be repeated, remembered as a whole at the end.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use facts::Money;
use jiff::Timestamp;
use money::bank::{
    BankBook, BankFile, BankLine, Expected, Kept, LineId, LineKind, Match, Returned, Suspended, normal_reference,
    reconcile,
};
use money::ledger::Provenance;
use money::ledger::write::{Head, into_suspense};
use store::bank::{NewLine, State};
use store::event::Recorded;
use store::{DossierId, PaymentId, ReadTx, Store, WriteTx};

use super::reference::{payment_reference, references};
use super::{BankError, BankReport, KeptLine};
use crate::books;
use crate::payment::{From, Method, NewPayment, PaymentError, TakenBack, Wish, receive, reverse};

/// So many lines are posted in one transaction.
const STEP_LINES: usize = 500;
/// Who writes it down.
const BY: &str = "bank";

/// What is to be done about one line.
enum Act {
    Place(Match),
    Suspend(Suspended),
    Out(LineId),
    TakeBack(Returned),
}

/// Takes in a file that was read to its end. The same file again changes nothing; a line that stands in two files counts
/// once; what can't be placed is kept apart and waits for a human.
///
/// # Errors
/// The store's. What was posted until then stays, and the same file again does the rest.
pub fn take(store: &Store, file: &BankFile, name: &str, now: Timestamp) -> Result<BankReport, BankError> {
    let digest = *file.digest.as_bytes();
    if let Some(before) = store.read(|tx| store::bank::find_file(tx, &digest))? {
        return Ok(BankReport { seen_before: true, ..serde_json::from_str(&before)? });
    }
    let (mut book, expected) = store.read(|tx| known(tx, file))?;
    let found = reconcile(file, &expected, &mut book)?;
    let mut report = BankReport {
        lines: file.lines.len() + file.faults.len(),
        duplicates: found.duplicates.len(),
        contradicted: found.duplicates.iter().filter(|d| d.booked_first.is_some()).map(|d| d.at).collect(),
        faults: found.faults.iter().map(ToString::to_string).collect(),
        ..BankReport::default()
    };
    // What is taken back comes last: it may take back a line of the same file.
    let acts: Vec<Act> = (found.matched.into_iter().map(Act::Place))
        .chain(found.suspense.into_iter().map(Act::Suspend))
        .chain(found.out.into_iter().map(Act::Out))
        .chain(found.returned.into_iter().map(Act::TakeBack))
        .collect();
    let lines: HashMap<&LineId, &BankLine> = file.lines.iter().map(|line| (&line.id, line)).collect();
    for step in acts.chunks(STEP_LINES) {
        let done: BankReport = store.write(|tx: &mut WriteTx| {
            let mut done = BankReport::default();
            for act in step {
                let Some(line) = lines.get(act.line()) else { continue };
                post(tx, act, line, &digest, now, &mut done)?;
            }
            Ok::<_, BankError>(done)
        })?;
        report.placed += done.placed;
        report.returned += done.returned;
        report.waiting += done.waiting;
        report.out += done.out;
    }
    let text = serde_json::to_string(&report)?;
    store.write(|tx: &mut WriteTx| store::bank::add_file(tx, &digest, name, &text, Recorded { at: now, by: BY }))?;
    Ok(report)
}

/// What the store knows of the file's lines, and what is awaited under the references that it names.
fn known(tx: &mut ReadTx<'_>, file: &BankFile) -> Result<(BankBook, Vec<Expected>), BankError> {
    let mut book = BankBook::default();
    let ids: Vec<&str> = file.lines.iter().map(|line| line.id.as_str()).collect();
    let mut lines: BTreeMap<String, store::bank::Line> =
        store::bank::find_many(tx, &ids)?.into_iter().map(|line| (line.id.clone(), line)).collect();
    let mut people: BTreeSet<DossierId> = BTreeSet::new();
    for line in &file.lines {
        let theirs = references(&line.reference);
        if line.kind == LineKind::Returned {
            for name in names(line, None).into_iter().chain(theirs.iter().map(|d| payment_reference(*d))) {
                lines.extend(store::bank::by_name(tx, &name)?.into_iter().map(|line| (line.id.clone(), line)));
            }
        }
        people.extend(theirs);
    }
    for line in lines.values() {
        let kept: KeptLine = serde_json::from_slice(&line.body)?;
        let state = if line.state == State::TakenBack { Kept::Returned } else { Kept::Stands };
        book.know_line(&kept.line, kept.ours.as_deref(), state);
    }
    let mut expected = Vec::with_capacity(people.len());
    for dossier in people {
        // One payment may be for several debts: what is awaited is all that they owe.
        if let Some(amount) = books::balance(tx, dossier)? {
            let (reference, person) = (payment_reference(dossier), books::person_id(dossier)?);
            expected.push(Expected { reference, person, debt: None, due: None, amount });
        }
    }
    Ok((book, expected))
}

/// The names under which a line may be taken back, or takes another back.
fn names(line: &BankLine, ours: Option<&str>) -> Vec<String> {
    let all = [line.returns.as_deref(), line.payment_reference.as_deref(), line.bank_reference.as_deref(), ours];
    let mut names: Vec<String> = all.into_iter().flatten().map(normal_reference).filter(|n| n.len() >= 4).collect();
    names.sort();
    names.dedup();
    names
}

fn post(
    tx: &mut WriteTx<'_>,
    act: &Act,
    line: &BankLine,
    file: &[u8; 32],
    now: Timestamp,
    done: &mut BankReport,
) -> Result<(), BankError> {
    match act {
        Act::Place(found) => match place(tx, found, line, now)? {
            Some(payment) => {
                done.placed += 1;
                keep(tx, line, file, State::Placed, Some(payment), Some(&found.reference), now)
            }
            None => {
                done.waiting += 1;
                suspend(tx, line, file, now)
            }
        },
        Act::Suspend(_) => {
            done.waiting += 1;
            suspend(tx, line, file, now)
        }
        Act::Out(_) => {
            done.out += 1;
            keep(tx, line, file, State::Closed, None, None, now)
        }
        Act::TakeBack(back) => {
            done.returned += 1;
            take_back(tx, back, now)?;
            keep(tx, line, file, State::Returned, None, None, now)
        }
    }
}

/// Posts a matched line; none where the payment can't be taken: then it waits for a human.
fn place(tx: &mut WriteTx<'_>, found: &Match, line: &BankLine, now: Timestamp) -> Result<Option<PaymentId>, BankError> {
    let Ok(dossier) = found.person.as_str().parse::<DossierId>() else { return Ok(None) };
    let key = key(&line.id);
    let new = new_payment(&key, dossier, line.amount, line, From::Outside);
    match receive(tx, &new, now) {
        Ok(outcome) => Ok(Some(outcome.payment)),
        Err(
            PaymentError::NoDebt(..) | PaymentError::Future { .. } | PaymentError::Absurd(_) | PaymentError::Spread(_),
        ) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn new_payment<'a>(
    key: &'a str,
    dossier: DossierId,
    amount: Money,
    line: &'a BankLine,
    from: From,
) -> NewPayment<'a> {
    NewPayment {
        key,
        dossier,
        amount,
        on: line.booked,
        method: Method::BankTransfer,
        reference: line.bank_reference.as_deref(),
        wish: Wish::default(),
        from,
        by: BY,
    }
}

/// By what a line's payment is known.
pub(super) fn key(line: &LineId) -> String {
    format!("bank/{line}")
}

/// Money of which nobody knows whose it is: in the books apart, and on the list of a human.
fn suspend(tx: &mut WriteTx<'_>, line: &BankLine, file: &[u8; 32], now: Timestamp) -> Result<(), BankError> {
    let head = Head::new(&format!("suspense/{}", line.id), line.booked, "money whose owner is not known yet");
    let why = Provenance::BankLine { line: line.id.to_string() };
    let entry = into_suspense(head, line.amount, &why)?;
    books::post(tx, None, &entry, None, now, BY)?;
    keep(tx, line, file, State::Waits, None, None, now)
}

/// A line was taken back: its payment, or what lay apart because nobody knew whose it was.
fn take_back(tx: &mut WriteTx<'_>, back: &Returned, now: Timestamp) -> Result<(), BankError> {
    let payment = store::payment::find(tx, &key(&back.of))?;
    let was = if let Some(payment) = &payment {
        reverse(tx, payment.id, TakenBack::Returned, back.booked, now, BY)?;
        State::Placed
    } else {
        State::Waits
    };
    // What lay apart, also until a human placed it, has left the bank as well.
    if let Some(row) = store::journal::find(tx, &format!("suspense/{}", back.of))? {
        let id = format!("back/suspense/{}", back.of);
        let entry = books::read(&row)?.reversal(id.into(), back.booked, "returned by the bank")?;
        books::post(tx, None, &entry, Some(row.id), now, BY)?;
    }
    let id = payment.map(|payment| payment.id);
    store::bank::settle(tx, back.of.as_str(), (was, State::TakenBack), id, now)?;
    Ok(())
}

fn keep(
    tx: &mut WriteTx<'_>,
    line: &BankLine,
    file: &[u8; 32],
    state: State,
    payment: Option<PaymentId>,
    ours: Option<&str>,
    now: Timestamp,
) -> Result<(), BankError> {
    let body = serde_json::to_vec(&KeptLine { line: line.clone(), ours: ours.map(str::to_owned) })?;
    let names = if line.kind == LineKind::In { names(line, ours) } else { Vec::new() };
    let currency = line.amount.currency();
    let new = NewLine {
        id: line.id.as_str(),
        file,
        at_line: i64::try_from(line.at).unwrap_or(i64::MAX),
        booked: line.booked,
        currency: currency.code(),
        minor: line.amount.minor(),
        state,
        payment,
        names: &names,
        body: &body,
    };
    Ok(store::bank::add_lines(tx, &[new], now)?)
}

impl Act {
    fn line(&self) -> &LineId {
        match self {
            Act::Place(found) => &found.line,
            Act::Suspend(found) => &found.line,
            Act::Out(line) => line,
            Act::TakeBack(found) => &found.line,
        }
    }
}
