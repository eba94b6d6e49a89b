//! The journal: balance, provenance, allocation, statements.

use facts::{Currency, Money};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{debt, gbp, person};
use crate::id::{CreditorId, EntryId, PaymentId};
use crate::ledger::write::{self, Arrived, Claim, GivenUp, Head, PaidTo};
use crate::ledger::{
    Account, BankAccount, Barrier, Entry, EntryDraft, EntryError, EntryKind, InterestRule, Journal, Method, Open, Part,
    PostError, Posted, Posting, Provenance, Rest, Step, Stop, Wish, accrue, allocate, explain, split_parts, statement,
    trial_balance,
};
use crate::ratio::{self, Rounding};

fn claim(id: &str) -> Claim {
    Claim::new(&debt(id), &CreditorId::from("bank_one"))
}

fn paper() -> Provenance {
    Provenance::Document { document: "statement of 1 March".to_owned() }
}

fn placed(id: &str, principal: i64, interest: i64) -> Entry {
    let parts = [(Part::Principal, gbp(principal), paper()), (Part::Interest, gbp(interest), paper())];
    write::placement(Head::new(&format!("place_{id}"), date(2027, 3, 1), "placed"), &claim(id), &parts).unwrap()
}

fn open(id: &str, balance: i64, barrier: Option<Barrier>) -> Open {
    Open { debt: debt(id), balance: gbp(balance), since: date(2027, 1, 1), barrier }
}

fn paid(id: &str, on: Date, amount: i64, owed: &[(&str, i64)]) -> Entry {
    let open: Vec<_> = owed.iter().map(|(id, balance)| open(id, *balance, None)).collect();
    let spread = allocate(gbp(amount), &open, &Wish { parts: Vec::new(), rest: Rest::ProRata }).unwrap();
    let to: Vec<_> = spread
        .parts
        .iter()
        .map(|part| PaidTo { claim: claim(part.debt.as_str()), parts: vec![(Part::Principal, part.amount)] })
        .collect();
    write::payment(Head::new(id, on, "payment"), &PaymentId::from(id), &person("ana"), &to, &spread, Arrived::Trust)
        .unwrap()
}

fn total(journal: &Journal, id: &str) -> Money {
    explain(&debt(id), Currency::GBP, journal.entries()).total().unwrap().amount()
}

#[test]
fn an_entry_that_does_not_balance_does_not_exist() {
    let posting = |amount| Posting { to: Account::Suspense, amount: gbp(amount), why: paper() };
    let draft = |postings| EntryDraft {
        id: EntryId::from("e1"),
        on: date(2027, 1, 1),
        kind: EntryKind::Suspense,
        what: String::new(),
        postings,
    };
    assert!(Entry::new(draft(vec![posting(5), posting(-5)])).is_ok());
    assert!(matches!(Entry::new(draft(vec![posting(5), posting(-4)])), Err(EntryError::Unbalanced { .. })));
    assert!(matches!(Entry::new(draft(vec![posting(5)])), Err(EntryError::Postings { .. })));
    assert!(matches!(Entry::new(draft(vec![posting(0), posting(0)])), Err(EntryError::Nothing { .. })));
    let mut silent = posting(-5);
    silent.why = Provenance::Document { document: " ".to_owned() };
    assert!(matches!(Entry::new(draft(vec![posting(5), silent])), Err(EntryError::Unexplained { .. })));
    let json = serde_json::to_string(&draft(vec![posting(5), posting(-4)])).unwrap();
    assert!(serde_json::from_str::<Entry>(&json).is_err(), "reading back must refuse as well");
}

#[test]
fn a_debt_grows_only_by_contract_law_or_court() {
    let charge = |why: Provenance| {
        let head = Head::new("c1", date(2027, 4, 1), "late fee");
        write::charge(head, &claim("d1"), (Part::Fees, gbp(500)), &why, &[])
    };
    assert!(matches!(charge(paper()), Err(EntryError::Unauthorised { .. })));
    assert!(charge(Provenance::Statute { cite: "LPCDA s.5A(2)".to_owned() }).is_ok());
    let stop = Stop { from: date(2027, 4, 1), until: None, why: "plan p1".to_owned() };
    let law = Provenance::Statute { cite: "LPCDA s.5A(2)".to_owned() };
    let head = Head::new("c2", date(2027, 4, 1), "late fee");
    let stopped = write::charge(head, &claim("d1"), (Part::Fees, gbp(500)), &law, &[stop]);
    assert!(matches!(stopped, Err(EntryError::Stopped { .. })));
    assert!(charge(Provenance::Clause { contract: "agreement 77".to_owned(), clause: "9".to_owned() }).is_ok());
    assert!(matches!(
        charge(Provenance::Payment { payment: PaymentId::from("p") }),
        Err(EntryError::Unauthorised { .. })
    ));
}

#[test]
fn a_payment_twice_changes_nothing_and_another_under_its_name_is_refused() {
    let mut journal = Journal::default();
    journal.post(placed("d1", 10_000, 0)).unwrap();
    let payment = paid("p1", date(2027, 4, 1), 2_500, &[("d1", 10_000)]);
    assert_eq!(journal.post(payment.clone()), Ok(Posted::New));
    assert_eq!(journal.post(payment), Ok(Posted::Again));
    assert_eq!(total(&journal, "d1"), gbp(7_500));
    let other = paid("p1", date(2027, 4, 1), 2_600, &[("d1", 10_000)]);
    assert_eq!(journal.post(other), Err(PostError::Conflict(EntryId::from("p1"))));
}

#[test]
fn a_reversal_restores_and_can_be_made_once() {
    let mut journal = Journal::default();
    journal.post(placed("d1", 10_000, 700)).unwrap();
    let before = trial_balance(journal.entries()).unwrap();
    journal.post(paid("p1", date(2027, 4, 1), 2_500, &[("d1", 10_700)])).unwrap();
    let id = EntryId::from("r1");
    journal.reverse(&EntryId::from("p1"), id.clone(), date(2027, 4, 9), "returned by the bank").unwrap();
    let after = trial_balance(journal.entries()).unwrap();
    for (account, amount) in before.rows() {
        assert_eq!(after.on(account, Currency::GBP), *amount, "{account}");
    }
    assert_eq!(journal.reversed_by(&EntryId::from("p1")), Some(&id));
    let again = journal.reverse(&EntryId::from("p1"), EntryId::from("r2"), date(2027, 4, 10), "again");
    assert_eq!(again, Err(PostError::AlreadyReversed { of: EntryId::from("p1"), first: id }));
}

#[test]
fn each_cent_is_explained_and_the_statement_reconciles() {
    let mut journal = Journal::default();
    journal.post(placed("d1", 10_000, 700)).unwrap();
    journal.post(paid("p1", date(2027, 4, 1), 2_500, &[("d1", 10_700)])).unwrap();
    let why = GivenUp::Decided { first: "a1".into(), second: "a2".into(), reason: "our own error".to_owned() };
    let parts = [(Part::Interest, gbp(700))];
    let gone = write::write_off(Head::new("w1", date(2027, 5, 1), "interest given up"), &claim("d1"), &parts, &why);
    journal.post(gone.unwrap()).unwrap();
    let breakdown = explain(&debt("d1"), Currency::GBP, journal.entries());
    assert_eq!(breakdown.total().unwrap().amount(), gbp(7_500));
    assert_eq!(breakdown.part(Part::Interest).unwrap().amount(), gbp(0));
    assert_eq!(breakdown.total().unwrap().sources().len(), 3);
    let sum = ratio::sum(Currency::GBP, breakdown.lines.iter().map(|line| line.amount)).unwrap();
    assert_eq!(sum, gbp(7_500), "the lines are the balance");

    let rows = statement(&[debt("d1")], Currency::GBP, journal.entries(), (date(2027, 3, 15), date(2027, 12, 31)));
    let rows = rows.unwrap();
    assert_eq!((rows.opening, rows.closing), (gbp(10_700), gbp(7_500)));
    assert!(rows.reconciles());
    let csv = rows.to_csv().unwrap();
    assert!(csv.starts_with("date,what,why,amount,balance,entry\n,brought forward,,,107.00 GBP,\n"), "{csv}");
    assert!(csv.contains("2027-05-01,interest given up,decided by people here: our own error,-7.00 GBP,75.00 GBP,w1"));
}

#[test]
fn a_spreadsheet_never_runs_what_a_creditor_wrote() {
    let mut journal = Journal::default();
    let parts = [(Part::Principal, gbp(100), paper())];
    let head = Head::new("e1", date(2027, 3, 1), "=HYPERLINK(\"x\")");
    journal.post(write::placement(head, &claim("d1"), &parts).unwrap()).unwrap();
    let all = (date(2000, 1, 1), date(2099, 1, 1));
    let csv = statement(&[debt("d1")], Currency::GBP, journal.entries(), all).unwrap().to_csv().unwrap();
    assert!(csv.contains("\"'=HYPERLINK"), "{csv}");
}

#[test]
fn closed_books_stay_closed() {
    let mut journal = Journal::default();
    journal.post(placed("d1", 10_000, 0)).unwrap();
    journal.lock(CreditorId::from("bank_one"), date(2027, 4, 30));
    journal.lock(CreditorId::from("bank_one"), date(2027, 3, 31));
    let late = paid("p1", date(2027, 4, 30), 100, &[("d1", 10_000)]);
    assert!(matches!(journal.post(late), Err(PostError::Locked { .. })));
    assert_eq!(journal.post(paid("p1", date(2027, 5, 1), 100, &[("d1", 10_000)])), Ok(Posted::New));
}

#[test]
fn money_meant_for_a_disputed_debt_waits_and_too_much_goes_back() {
    let debts = [open("d1", 5_000, Some(Barrier::Disputed)), open("d2", 1_000, None)];
    let wish = Wish { parts: vec![(debt("d1"), gbp(2_000))], rest: Rest::Oldest };
    let spread = allocate(gbp(2_500), &debts, &wish).unwrap();
    assert_eq!(spread.set_aside().unwrap(), gbp(2_000));
    assert_eq!(spread.parts.len(), 1);
    assert_eq!(spread.parts[0].amount, gbp(500));
    let spread = allocate(gbp(2_500), &debts[1..], &Wish { parts: Vec::new(), rest: Rest::Oldest }).unwrap();
    assert_eq!((spread.refund, spread.set_aside().unwrap()), (gbp(1_500), gbp(0)));
}

#[test]
fn a_payment_pays_principal_first_where_the_contract_is_silent() {
    let owed = [(Part::Interest, gbp(300)), (Part::Principal, gbp(1_000)), (Part::Fees, gbp(50))];
    let split = split_parts(gbp(1_200), &owed, Part::ALL).unwrap();
    assert_eq!(split, [(Part::Principal, gbp(1_000)), (Part::Interest, gbp(200))]);
}

#[test]
fn interest_stops_in_a_hold_and_needs_an_authority() {
    let basis = Provenance::Clause { contract: "a".to_owned(), clause: "4".to_owned() };
    let rule = InterestRule {
        from: date(2027, 1, 1),
        until: None,
        percent: "10".parse().unwrap(),
        method: Method::Simple,
        rounding: Rounding::Down,
        basis,
    };
    let steps = [
        Step { from: date(2027, 1, 1), principal: gbp(36_500) },
        Step { from: date(2027, 1, 21), principal: gbp(18_250) },
    ];
    let stops = [Stop { from: date(2027, 1, 11), until: Some(date(2027, 1, 15)), why: "dispute".to_owned() }];
    let all = (date(2027, 1, 1), date(2027, 1, 30));
    // 10p a day on 365.00: ten days, five days stopped, five days; then 5p a day for ten days.
    let accrual = accrue(Currency::GBP, &steps, std::slice::from_ref(&rule), &stops, all).unwrap();
    assert_eq!(accrual.amount, gbp(100 + 50 + 50));
    assert_eq!(accrual.rows.iter().map(|row| row.days).collect::<Vec<_>>(), [10, 5, 10]);
    let daily = InterestRule { method: Method::Daily, percent: "9.99".parse().unwrap(), ..rule.clone() };
    assert_eq!(accrue(Currency::GBP, &steps[..1], &[daily], &[], all).unwrap().amount, gbp(9 * 30));
    assert!(accrue(Currency::GBP, &steps, &[rule.clone(), rule.clone()], &[], all).is_err());
    let bare = InterestRule { basis: paper(), ..rule };
    assert!(accrue(Currency::GBP, &steps, &[bare], &[], all).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_trial_balance_is_nothing_after_anything(steps in prop::collection::vec((0u8..6, 1i64..50_000), 1..40)) {
        let mut journal = Journal::default();
        journal.post(placed("d1", 100_000, 5_000)).unwrap();
        journal.post(placed("d2", 30_000, 0)).unwrap();
        for (i, (kind, amount)) in steps.into_iter().enumerate() {
            let on = date(2027, 4, 1);
            let id = format!("e{i}");
            let entry = match kind {
                0 | 1 => {
                    let owed = [("d1", total(&journal, "d1").minor()), ("d2", total(&journal, "d2").minor())];
                    paid(&id, on, amount, &owed)
                }
                2 => {
                    let last = journal.entries().last().unwrap().id().clone();
                    // Refused where the last is a reversal: that must leave no trace either.
                    let _ = journal.reverse(&last, EntryId::from(id.as_str()), on, "back");
                    continue;
                }
                3 => {
                    let law = Provenance::Order { court: "c".into(), number: "1".into(), made: on };
                    write::charge(Head::new(&id, on, "costs"), &claim("d1"), (Part::Costs, gbp(amount)), &law, &[]).unwrap()
                }
                4 => write::into_suspense(Head::new(&id, on, "unknown"), gbp(amount), &paper()).unwrap(),
                _ => write::refund(Head::new(&id, on, "back"), &person("ana"), gbp(amount), &paper()).unwrap(),
            };
            prop_assert_eq!(journal.post(entry), Ok(Posted::New));
        }
        let balance = trial_balance(journal.entries()).unwrap();
        prop_assert!(balance.is_even());
        let held = balance.held_in_trust(Currency::GBP).unwrap();
        prop_assert_eq!(held, balance.bank(BankAccount::Trust, Currency::GBP));
    }

    #[test]
    fn a_payment_is_spread_to_the_cent_and_never_to_a_disputed_debt(
        paid in 1i64..200_000,
        debts in prop::collection::vec((0i64..60_000, 0u8..4), 1..6),
        rest in prop::sample::select(vec![Rest::Oldest, Rest::ProRata, Rest::Smallest]),
        wished in prop::collection::vec(1i64..20_000, 0..6),
    ) {
        let barrier = |n| match n { 0 => Some(Barrier::Disputed), 1 => Some(Barrier::Held), _ => None };
        let debts: Vec<_> = debts.into_iter().enumerate()
            .map(|(i, (balance, b))| open(&format!("d{i}"), balance, barrier(b)))
            .collect();
        let parts: Vec<_> = wished.into_iter().enumerate().take(debts.len())
            .map(|(i, amount)| (debts[i].debt.clone(), gbp(amount)))
            .collect();
        let wanted: i64 = parts.iter().map(|(_, amount)| amount.minor()).sum();
        prop_assume!(wanted <= paid);
        let spread = allocate(gbp(paid), &debts, &Wish { parts, rest }).unwrap();
        let given: i64 = spread.parts.iter().map(|part| part.amount.minor()).sum();
        prop_assert_eq!(given + spread.set_aside().unwrap().minor() + spread.refund.minor(), paid);
        prop_assert!(spread.refund.minor() >= 0);
        for debt in &debts {
            let to: i64 = spread.parts.iter().filter(|p| p.debt == debt.debt).map(|p| p.amount.minor()).sum();
            prop_assert!(to <= debt.balance.minor());
            prop_assert!(debt.barrier.is_none() || to == 0);
        }
    }
}
