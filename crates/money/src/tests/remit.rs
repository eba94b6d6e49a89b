//! Remittance: each mode to the cent, no creditor's money for another, three ways that agree.

use facts::Currency;
use jiff::civil::{Date, date};

use super::{debt, gbp, person};
use crate::id::{CreditorId, EntryId, PaymentId};
use crate::ledger::write::{self, Arrived, Claim, Head, PaidTo};
use crate::ledger::{Journal, Open, Part, Provenance, Rest, Wish, allocate};
use crate::ratio::Percent;
use crate::remit::{CommissionRule, Mode, Remittance, remittance, three_way};

fn rules() -> Vec<CommissionRule> {
    let rule = |creditor: &str, percent: &str| CommissionRule {
        creditor: CreditorId::from(creditor),
        from: date(2027, 1, 1),
        until: None,
        percent: percent.parse().unwrap(),
        direct_percent: Percent::whole(10),
        basis: Provenance::Clause { contract: "agency agreement".into(), clause: "5".into() },
    };
    vec![rule("one", "12.5"), rule("two", "20")]
}

fn pay(journal: &mut Journal, id: &str, on: Date, creditor: &str, amount: i64, arrived: Arrived) {
    let open = [Open { debt: debt("d"), balance: gbp(1_000_000), since: on, barrier: None }];
    let spread = allocate(gbp(amount), &open, &Wish { parts: Vec::new(), rest: Rest::Oldest }).unwrap();
    let claim = Claim::new(&debt(&format!("debt_{creditor}")), &CreditorId::from(creditor));
    let to = [PaidTo { claim, parts: vec![(Part::Principal, gbp(amount))] }];
    let head = Head::new(id, on, "payment");
    let entry = write::payment(head, &PaymentId::from(id), &person("ana"), &to, &spread, arrived).unwrap();
    journal.post(entry).unwrap();
}

fn march(journal: &Journal, creditor: &str, mode: Mode) -> Remittance {
    let period = (date(2027, 3, 1), date(2027, 3, 31));
    remittance(journal, &CreditorId::from(creditor), Currency::GBP, period, &rules(), mode).unwrap()
}

fn paid_and_direct() -> Journal {
    let mut journal = Journal::default();
    pay(&mut journal, "p1", date(2027, 3, 5), "one", 10_000, Arrived::Trust);
    pay(&mut journal, "p2", date(2027, 3, 6), "one", 5_001, Arrived::Trust);
    pay(&mut journal, "p3", date(2027, 3, 7), "one", 2_000, Arrived::Creditor);
    pay(&mut journal, "p4", date(2027, 3, 8), "two", 9_999, Arrived::Trust);
    pay(&mut journal, "p5", date(2027, 4, 1), "one", 7_777, Arrived::Trust);
    journal
}

#[test]
fn each_mode_pays_what_its_name_says() {
    let journal = paid_and_direct();
    // 12.5 % of 100.00 and of 50.01 (6.25125), 10 % of 20.00 direct.
    for (mode, to_creditor, kept, invoiced) in
        [(Mode::Net, 13_126, 1_875, 200), (Mode::Gross, 15_001, 0, 2_075), (Mode::Combined, 12_926, 2_075, 0)]
    {
        let remit = march(&journal, "one", mode);
        assert_eq!((remit.collected, remit.direct, remit.commission), (gbp(15_001), gbp(2_000), gbp(2_075)));
        assert_eq!(
            (remit.to_creditor, remit.kept, remit.invoiced),
            (gbp(to_creditor), gbp(kept), gbp(invoiced)),
            "{mode:?}"
        );
        let entry = remit.entry(Head::new("r1", date(2027, 4, 2), "March")).unwrap().unwrap();
        let mut journal = journal.clone();
        journal.post(entry).unwrap();
        let left = journal.entries().iter();
        let three = three_way(gbp(9_999 + 7_777), left).unwrap();
        assert!(three.agrees(), "{three:?}");
    }
}

#[test]
fn a_returned_payment_gives_its_commission_back_and_never_takes_from_others() {
    let mut journal = paid_and_direct();
    let paid_out =
        march(&journal, "one", Mode::Net).entry(Head::new("r1", date(2027, 4, 1), "March")).unwrap().unwrap();
    journal.post(paid_out).unwrap();
    journal.reverse(&EntryId::from("p1"), EntryId::from("x1"), date(2027, 4, 3), "returned").unwrap();
    let april = (date(2027, 4, 1), date(2027, 4, 30));
    let one = CreditorId::from("one");
    let remit = remittance(&journal, &one, Currency::GBP, april, &rules(), Mode::Net).unwrap();
    // 77.77 came, 100.00 went back: 22.23 short; 9.72 earned, 12.50 given back.
    assert_eq!((remit.to_creditor, remit.kept, remit.short), (gbp(0), gbp(0), gbp(2_223)));
    assert_eq!((remit.commission, remit.invoiced), (gbp(972 - 1_250), gbp(972 - 1_250)));
    let entry = remit.entry(Head::new("r2", date(2027, 5, 1), "April")).unwrap().unwrap();
    journal.post(entry).unwrap();
    let three = three_way(gbp(9_999 - 2_223), journal.entries()).unwrap();
    assert_eq!(three.ledger, three.sub_ledgers);
    assert!(!three.agrees(), "a creditor that is short is shown, not hidden in the others' money");
}

#[test]
fn money_missing_at_the_bank_is_seen() {
    let three = three_way(gbp(32_776), paid_and_direct().entries()).unwrap();
    assert!(!three.agrees());
    assert_eq!(three.bank_difference().unwrap(), gbp(-1));
}

#[test]
fn without_a_rule_nothing_is_earned_by_accident() {
    let journal = paid_and_direct();
    let period = (date(2027, 3, 1), date(2027, 3, 31));
    let none = remittance(&journal, &CreditorId::from("one"), Currency::GBP, period, &[], Mode::Net);
    assert!(none.is_err());
    let twice = [rules(), rules()].concat();
    assert!(remittance(&journal, &CreditorId::from("one"), Currency::GBP, period, &twice, Mode::Net).is_err());
}
