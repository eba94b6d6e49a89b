//! Remittance: a month paid out and locked; what comes late counts in the next; bank, ledger and sub-ledgers agree.

use casework::payment::{From, Method, NewPayment, TakenBack, Wish, receive, reverse};
use casework::remit::{Closed, Month, RemitVerbError, close, closed, draft, three_way};
use casework::terms::{self, Terms};
use facts::{Currency, Money};
use jiff::civil::{Date, date};
use money::remit::Mode;
use serde_json::json;
use store::{DossierId, PaymentId};

use crate::plan::{morning, usd};
use crate::support::{ADA, Fresh, HEADER, MORNING, at, on_engines};

fn two_creditors(fresh: &Fresh) -> (DossierId, DossierId) {
    let large = ADA.replace("120.50", "900.00");
    fresh.place("ada.csv", format!("{HEADER}{large}")).unwrap();
    let bo =
        "20000007,300.00,Bo Other,NY,bo@example.com,2 Example Street,Sampleton,12207,1970-05-06,2026-08-31,300.00\n";
    fresh.place_as("otherbank", "bo.csv", format!("{HEADER}{bo}")).unwrap();
    let people = fresh.people();
    for (creditor, percent, direct) in [("mockbank", "12.5", "10"), ("otherbank", "20", "0")] {
        let terms: Terms = serde_json::from_value(json!({ "commission": [{ "from": "2026-01-01", "percent": percent,
            "direct_percent": direct,
            "basis": { "from": "clause", "contract": "the agency agreement", "clause": "5" } }] }))
        .unwrap();
        fresh.store.write(|tx| terms::set(tx, creditor, &terms, at(MORNING), "amara")).unwrap();
    }
    (people[0], people[1])
}

fn pay(fresh: &Fresh, who: DossierId, key: &str, amount: i64, on: Date, seen: Date, method: Method) -> PaymentId {
    let new = NewPayment {
        key,
        dossier: who,
        amount: usd(amount),
        on,
        method,
        reference: None,
        wish: Wish::default(),
        from: From::Outside,
        by: "bank",
    };
    fresh.store.write(|tx| receive(tx, &new, morning(seen))).unwrap().payment
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn pay_out(fresh: &Fresh, creditor: &str, of: &str, mode: Mode, day: Date) -> Result<Closed, RemitVerbError> {
    fresh.store.write(|tx| close(tx, creditor, month(of), Some(mode), morning(day), "amara"))
}

fn three(fresh: &Fresh, on: Date, bank: i64) -> casework::remit::ThreeWay {
    fresh.store.read(|tx| three_way(tx, Currency::USD, on, Some(usd(bank)))).unwrap()
}

#[test]
fn a_month_is_paid_out_once_in_each_mode_and_never_with_anothers_money() {
    for (mode, to_creditor, kept, invoiced) in
        [(Mode::Net, 13_126, 1_875, 200), (Mode::Gross, 15_001, 0, 2_075), (Mode::Combined, 12_926, 2_075, 0)]
    {
        on_engines(|fresh| {
            let (ada, bo) = two_creditors(fresh);
            let transfer = Method::BankTransfer;
            pay(fresh, ada, "p1", 10_000, date(2026, 11, 24), date(2026, 11, 24), transfer);
            pay(fresh, ada, "p2", 5_001, date(2026, 11, 26), date(2026, 11, 26), transfer);
            pay(fresh, ada, "p3", 2_000, date(2026, 11, 27), date(2026, 11, 27), Method::ToCreditor);
            pay(fresh, bo, "p4", 9_999, date(2026, 11, 30), date(2026, 11, 30), transfer);
            pay(fresh, ada, "p5", 7_777, date(2026, 12, 1), date(2026, 12, 1), transfer);
            assert!(three(fresh, date(2026, 11, 30), 25_000).agrees());
            assert!(!three(fresh, date(2026, 11, 30), 24_999).agrees());
            let done = pay_out(fresh, "mockbank", "2026-11", mode, date(2026, 12, 3)).unwrap();
            let one = &done.draft.accounts[0];
            assert_eq!((one.collected, one.direct, one.commission), (usd(15_001), usd(2_000), usd(2_075)));
            assert_eq!((one.to_creditor, one.kept, one.invoiced), (usd(to_creditor), usd(kept), usd(invoiced)));
            let csv = one.to_csv().unwrap();
            assert!(csv.contains("2026-11-26,pay/p2") && csv.contains("paid out now"), "{csv}");
            let again = pay_out(fresh, "mockbank", "2026-11", mode, date(2026, 12, 4));
            assert!(matches!(again, Err(RemitVerbError::Closed { .. })), "{again:?}");
            let kept = fresh.store.read(|tx| closed(tx, "mockbank", month("2026-11"))).unwrap();
            assert_eq!(kept.as_ref(), Some(&done.draft), "it can be shown again as it was");
            let now = three(fresh, date(2026, 12, 3), 9_999 + 7_777);
            assert!(now.agrees(), "{now:?}");
            let trial = fresh.store.read(store::journal::trial).unwrap();
            assert_eq!(trial.iter().map(|row| row.minor).sum::<i64>(), 0);
        });
    }
}

#[test]
fn what_comes_late_counts_in_the_open_month() {
    on_engines(|fresh| {
        let (ada, bo) = two_creditors(fresh);
        let transfer = Method::BankTransfer;
        let first = pay(fresh, ada, "p1", 10_000, date(2026, 11, 24), date(2026, 11, 24), transfer);
        pay(fresh, bo, "p2", 6_000, date(2026, 11, 25), date(2026, 11, 25), transfer);
        pay_out(fresh, "mockbank", "2026-11", Mode::Net, date(2026, 12, 2)).unwrap();
        // A payment of November that the bank told in December, and one that was taken back.
        pay(fresh, ada, "late", 4_000, date(2026, 11, 30), date(2026, 12, 3), transfer);
        let back = date(2026, 11, 30);
        fresh
            .store
            .write(|tx| reverse(tx, first, TakenBack::Returned, back, morning(date(2026, 12, 3)), "bank"))
            .unwrap();
        let rows = fresh.store.read(|tx| store::journal::of_dossier(tx, ada)).unwrap();
        let days: Vec<Date> =
            rows.iter().filter(|row| row.key.contains("late") || row.key.contains("back")).map(|row| row.on).collect();
        assert_eq!(days, [date(2026, 12, 1), date(2026, 12, 1)]);
        let december = fresh.store.read(|tx| draft(tx, "mockbank", month("2026-12"), None)).unwrap();
        let one = &december.accounts[0];
        // 40.00 came, 100.00 went back; 5.00 earned, 12.50 given back; 60.00 short.
        assert_eq!((one.collected, one.commission), (usd(4_000 - 10_000), usd(500 - 1_250)));
        assert_eq!((one.to_creditor, one.short), (usd(0), usd(6_000)));
        let three = three(fresh, date(2026, 12, 31), 0);
        assert_eq!(three.ledger, three.sub_ledgers);
        assert!(!three.agrees(), "a creditor that is short is shown, not hidden in another's money");
        // Nobody can post into the locked month by any way.
        let head = money::ledger::write::Head::new("x", date(2026, 11, 30), "too late");
        let why = money::ledger::Provenance::Statute { cite: "a law".to_owned() };
        let claim = money::ledger::write::Claim::new(&"d1".parse().unwrap(), &"mockbank".into());
        let part = (money::ledger::Part::Costs, usd(1));
        let entry = money::ledger::write::charge(head, &claim, part, &why, &[]).unwrap();
        let refused = fresh.store.write(|tx| casework::books::post(tx, Some(ada), &entry, None, at(MORNING), "x"));
        assert!(refused.unwrap_err().to_string().contains("locked"));
    });
}

#[test]
fn months_are_paid_out_in_their_order_and_when_they_are_over() {
    on_engines(|fresh| {
        let (ada, _) = two_creditors(fresh);
        let transfer = Method::BankTransfer;
        assert!(matches!(
            pay_out(fresh, "mockbank", "2026-10", Mode::Net, date(2026, 12, 1)),
            Err(RemitVerbError::Nothing(_))
        ));
        pay(fresh, ada, "p1", 10_000, date(2026, 11, 24), date(2026, 11, 24), transfer);
        pay(fresh, ada, "p2", 8_000, date(2026, 12, 24), date(2026, 12, 24), transfer);
        let early = pay_out(fresh, "mockbank", "2026-12", Mode::Net, date(2026, 12, 31));
        assert!(matches!(early, Err(RemitVerbError::NotOver { .. })), "{early:?}");
        let skips = pay_out(fresh, "mockbank", "2026-12", Mode::Net, date(2027, 1, 5));
        assert!(matches!(&skips, Err(RemitVerbError::Earlier(_, first)) if first == "2026-11"), "{skips:?}");
        // Both are paid out in January: what November brought is not paid twice.
        let november = pay_out(fresh, "mockbank", "2026-11", Mode::Net, date(2027, 1, 5)).unwrap();
        let december = pay_out(fresh, "mockbank", "2026-12", Mode::Net, date(2027, 1, 5)).unwrap();
        assert_eq!(november.draft.accounts[0].to_creditor, usd(8_750));
        assert_eq!(december.draft.accounts[0].to_creditor, usd(7_000));
        assert!(three(fresh, date(2027, 1, 5), 0).agrees());
        assert!("2026-13".parse::<Month>().is_err() && "November".parse::<Month>().is_err());
        assert_eq!(Money::zero(Currency::USD), november.draft.accounts[0].short);
        assert!(fresh.store.verify().unwrap().is_sound());
    });
}
