//! Money comes in: to the debt that the person named, once, never to one that is disputed; taken back as news.

use casework::payment::{
    From, Known, Method, NewPayment, Outcome, PaymentError, Receipt, TakenBack, Wish, receive, refund, refund_due,
    reverse,
};
use casework::{books, statement};
use facts::{Currency, Money};
use jiff::civil::{Date, date};
use money::ledger::Rest;
use serde_json::json;
use store::DossierId;

use crate::plan::usd;
use crate::support::{ADA, Fresh, HEADER, MORNING, at, on_engines};

const TODAY: Date = date(2026, 11, 24);

fn new(dossier: DossierId, key: &str, minor: i64) -> NewPayment<'_> {
    NewPayment {
        key,
        dossier,
        amount: usd(minor),
        on: TODAY,
        method: Method::Card,
        reference: None,
        wish: Wish::default(),
        from: From::Outside,
        by: "story",
    }
}

fn pay(fresh: &Fresh, new: &NewPayment<'_>) -> Result<Outcome, PaymentError> {
    fresh.store.write(|tx| receive(tx, new, at(MORNING)))
}

/// What each debt is at by the books, and that all books add up to nothing.
fn owed(fresh: &Fresh, ada: DossierId) -> Vec<(String, i64)> {
    let trial = fresh.store.read(store::journal::trial).unwrap();
    assert_eq!(trial.iter().map(|row| row.minor).sum::<i64>(), 0, "{trial:?}");
    let debts = fresh.store.read(|tx| books::owed(tx, ada)).unwrap();
    debts.iter().map(|debt| (debt.debt.to_string(), debt.balance.minor())).collect()
}

fn two_debts(fresh: &Fresh) -> DossierId {
    let ada = fresh.place_ada();
    let second = ADA.replace("10000001,120.50", "20000007,30.00").replace(",120.50\n", ",30.00\n");
    fresh.place_as("otherbank", "other.csv", format!("{HEADER}{second}")).unwrap();
    ada
}

fn two(first: i64, second: i64) -> Vec<(String, i64)> {
    vec![("d1".to_owned(), first), ("d2".to_owned(), second)]
}

#[test]
fn placing_opens_the_books_with_the_line_that_says_so() {
    on_engines(|fresh| {
        let ada = two_debts(fresh);
        assert_eq!(owed(fresh, ada), two(12_050, 3_000));
        let entries = fresh.store.read(|tx| books::entries(tx, ada)).unwrap();
        assert_eq!(entries.len(), 2);
        assert!(entries[0].postings()[0].why.spoken().ends_with("line 2"), "{:?}", entries[0]);
        assert_eq!(fresh.store.read(|tx| books::balance(tx, ada)).unwrap(), Some(usd(15_050)));
    });
}

#[test]
fn a_payment_goes_where_the_person_said_and_is_known_again() {
    on_engines(|fresh| {
        let ada = two_debts(fresh);
        let directed =
            |amount: i64| Wish { parts: vec![("d2".parse().unwrap(), usd(amount))], rest: Some(Rest::Oldest) };
        let mine = NewPayment { wish: directed(2_000), ..new(ada, "form-1", 5_000) };
        let outcome = pay(fresh, &mine).unwrap();
        assert_eq!((outcome.known, outcome.received.owed), (Known::New, usd(10_050)));
        assert_eq!(outcome.received.receipt, Receipt::Owed);
        assert_eq!(owed(fresh, ada), two(9_050, 1_000));
        let before = fresh.census();
        let again = pay(fresh, &mine).unwrap();
        assert_eq!((again.known, &again.received), (Known::Before, &outcome.received));
        let other = pay(fresh, &new(ada, "form-1", 5_001));
        assert!(matches!(other, Err(PaymentError::Conflict(_))), "{other:?}");
        assert_eq!(fresh.census(), before);
        assert_eq!(fresh.kinds(ada).last(), Some(&"payment"));
        for wrong in [0, -5, i64::MAX] {
            assert!(pay(fresh, &new(ada, "wrong", wrong)).is_err());
        }
        let pounds = NewPayment { amount: Money::new(100, Currency::GBP), ..new(ada, "pounds", 1) };
        assert!(matches!(pay(fresh, &pounds), Err(PaymentError::NoDebt(..))));
        let future = NewPayment { on: date(2027, 1, 1), ..new(ada, "future", 1) };
        assert!(matches!(pay(fresh, &future), Err(PaymentError::Future { .. })));
    });
}

#[test]
fn nothing_goes_to_a_debt_that_is_disputed_and_it_waits_for_their_word() {
    on_engines(|fresh| {
        let ada = two_debts(fresh);
        let dispute = json!({"event": {"event": "statement", "at": "2026-11-23", "by": "p1", "via": "letter",
            "written": true, "about": ["d1"], "means": "dispute", "reason": "not mine"}});
        fresh.record(ada, at(MORNING), dispute);
        let outcome = pay(fresh, &new(ada, "k", 5_000)).unwrap();
        assert_eq!(owed(fresh, ada), two(12_050, 0));
        assert_eq!(outcome.received.spread.set_aside().unwrap(), usd(2_000));
        assert_eq!(outcome.received.paid_off, ["d2".parse().unwrap()]);
        let tasks = fresh.store.read(|tx| store::task::of_dossier(tx, ada)).unwrap();
        assert_eq!(tasks.iter().map(|task| task.kind.as_str()).collect::<Vec<_>>(), ["money_aside"]);
        let said = fresh.store.read(|tx| statement::statements(tx, ada, (TODAY, TODAY))).unwrap();
        assert_eq!((said[0].aside, said[0].statement.closing), (usd(2_000), usd(12_050)));
    });
}

#[test]
fn what_was_too_much_goes_back_once() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        pay(fresh, &new(ada, "k", 15_000)).unwrap();
        assert_eq!(owed(fresh, ada), [("d1".to_owned(), 0)]);
        let due = || fresh.store.read(|tx| refund_due(tx, ada, Currency::USD)).unwrap();
        assert_eq!(due(), usd(2_950));
        let back = |key: &str, minor| {
            fresh.store.write(|tx| refund(tx, (key, ada), usd(minor), "transfer 7", TODAY, at(MORNING), "story"))
        };
        assert!(matches!(back("r1", 2_951), Err(PaymentError::NotDue(..))));
        assert_eq!(back("r1", 2_950).unwrap().known, Known::New);
        assert_eq!(back("r1", 2_950).unwrap().known, Known::Before);
        assert!(back("r2", 1).is_err());
        assert_eq!(due(), usd(0));
    });
}

#[test]
fn a_chargeback_is_news_and_the_statement_reconciles() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let paid = pay(fresh, &new(ada, "k", 12_050)).unwrap();
        let kinds = fresh.kinds(ada);
        assert_eq!(kinds[kinds.len() - 2..], ["payment", "status"]);
        let back = || {
            fresh
                .store
                .write(|tx| reverse(tx, paid.payment, TakenBack::Chargeback, TODAY, at(MORNING), "story"))
                .unwrap()
        };
        assert_eq!(back().known, Known::New);
        let before = fresh.census();
        assert_eq!(back().known, Known::Before);
        assert_eq!(fresh.census(), before);
        assert_eq!(owed(fresh, ada), [("d1".to_owned(), 12_050)]);
        let standing = fresh.store.read(|tx| casework::dossier::standing(tx, ada)).unwrap();
        assert_eq!(standing.payments().len(), 0, "what was taken back is withdrawn from the log");
        let said = fresh.store.read(|tx| statement::statements(tx, ada, (TODAY, TODAY))).unwrap();
        let rows: Vec<i64> = said[0].statement.rows.iter().map(|row| row.amount.minor()).collect();
        assert_eq!(rows, [12_050, -12_050, 12_050]);
        assert!(said[0].statement.reconciles());
    });
}

#[test]
fn a_statement_goes_on_paper_with_every_row_and_what_they_hold() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        for i in 0..30 {
            pay(fresh, &new(ada, &format!("k{i}"), 100)).unwrap();
        }
        pay(fresh, &new(ada, "much", 10_000)).unwrap();
        let paper = fresh
            .store
            .read(|tx| {
                let one = statement::statements(tx, ada, (date(1900, 1, 1), TODAY)).unwrap().remove(0);
                statement::paper(tx, &crate::support::house(), ada, &one, TODAY)
            })
            .unwrap();
        assert_eq!(paper["subject"], "Your statement of account, November 24, 2026 to November 24, 2026");
        assert_eq!(paper["to"]["lines"], json!(["1 Example Street", "Sampleton", "NY, 12207"]));
        let tables: Vec<_> = paper["blocks"].as_array().unwrap().iter().filter(|one| one["block"] == "table").collect();
        let rows: usize = tables.iter().map(|table| table["rows"].as_array().unwrap().len() - 1).sum();
        assert_eq!((tables.len(), rows), (2, 32), "what was placed, and each payment");
        assert_eq!(tables[0]["total"]["amount"], tables[1]["rows"][0]["amount"], "the tables lead into each other");
        assert_eq!(tables[1]["total"]["amount"], "$0.00");
        assert!(paper.to_string().contains("$9.50 goes back to you"), "{paper}");
    });
}
