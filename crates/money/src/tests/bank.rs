//! Bank files: read however messy, refused when cut, and the same file twice changes nothing.

use facts::{Currency, Money};
use jiff::civil::date;
use proptest::prelude::*;

use super::{debt, gbp, person};
use crate::bank::{
    BankBook, BankFileError, ColumnMap, Columns, DecimalMark, Expected, FileState, Kept, LineKind, MatchKind,
    MoneyColumns, SuspenseWhy, read_bai2, read_camt053, read_csv, reconcile,
};

fn map() -> ColumnMap {
    ColumnMap {
        columns: Columns {
            date: "Date".into(),
            money: MoneyColumns::Signed("Amount".into()),
            reference: "Reference".into(),
            bank_reference: Some("Bank ref".into()),
            name: Some("Name".into()),
            kind: Some("Type".into()),
            account: None,
        },
        currency: Currency::GBP,
        date_format: "%d/%m/%Y".into(),
        decimals: DecimalMark::Point,
        delimiter: ',',
        lines_above: 0,
        account: "trust".into(),
        return_words: vec!["unpaid".into()],
    }
}

const HEAD: &str = "Date,Amount,Reference,Bank ref,Name,Type\n";

fn expected(reference: &str, person_id: &str, amounts: &[i64]) -> Vec<Expected> {
    let one = |(i, amount): (usize, &i64)| Expected {
        reference: reference.to_owned(),
        person: person(person_id),
        debt: Some(debt("d1")),
        due: Some(date(2027, 3, 1 + i8::try_from(i).unwrap())),
        amount: gbp(*amount),
    };
    amounts.iter().enumerate().map(one).collect()
}

#[test]
fn a_messy_table_is_read_and_each_line_finds_its_place() {
    let rows = "\u{feff}Date,Amount,Reference,Bank ref,Name,Type\n\
        01/03/2027,25.00,FB 1234,b1,A KHAN,FPI\n\
        01/03/2027,10.00,rent fb-1234 thanks,b2,A KHAN,FPI\n\
        01/03/2027,\"1,100.00\",FB5678,b3,,FPI\n\
        02/03/2027,5.00,for mum,b4,M KHAN,FPI\n\
        02/03/2027,5.00,FB1234 and FB5678,b5,,FPI\n\
        03/03/2027,25.00,FB 1234,b1,A KHAN,FPI\n\
        04/03/2027,-25.00,FB1234 unpaid,b6,,UNPAID\n\
        05/03/2027,-3.50,monthly charge,b7,,CHG\n\
        31/02/2027,1.00,x,b8,,FPI\n\
        05/03/2027,lots,x,b9,,FPI\n";
    let file = read_csv(rows.as_bytes(), &map()).unwrap();
    let faults: Vec<_> = file.faults.iter().map(|fault| (fault.line, fault.field)).collect();
    assert_eq!(faults, [(10, "date"), (11, "amount")]);
    let mut awaited = expected("FB1234", "ana", &[2_500, 2_500]);
    awaited.extend(expected("FB5678", "ben", &[100_000]));
    let mut book = BankBook::default();
    let report = reconcile(&file, &awaited, &mut book).unwrap();
    let kinds: Vec<_> = report.matched.iter().map(|m| (m.person.as_str(), m.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("ana", MatchKind::Whole),
            ("ana", MatchKind::Part { short: gbp(1_500) }),
            ("ben", MatchKind::Over { by: gbp(10_000) }),
        ]
    );
    assert_eq!(report.matched[0].covers[0].due, Some(date(2027, 3, 1)));
    let why: Vec<_> = report.suspense.iter().map(|s| s.why.clone()).collect();
    let two = SuspenseWhy::TwoReferences { first: "FB1234".into(), second: "FB5678".into() };
    assert_eq!(why, [SuspenseWhy::UnknownReference, two]);
    assert_eq!(report.duplicates.len(), 1);
    assert_eq!(report.returned.len(), 1);
    assert_eq!(report.returned[0].of, report.matched[0].line, "the return takes back the first payment");
    assert_eq!(report.out.len(), 1);

    let again = reconcile(&file, &awaited, &mut book).unwrap();
    assert_eq!(again.file, FileState::SeenBefore);
    assert!(again.matched.is_empty() && again.suspense.is_empty() && again.returned.is_empty());
    // A book that the store kept knows the same.
    let mut kept = BankBook::default();
    for line in &file.lines {
        let ours = report.matched.iter().find(|m| m.line == line.id).map(|m| m.reference.as_str());
        kept.know_line(line, ours, Kept::Stands);
    }
    let tail = format!("{HEAD}09/03/2027,-10.00,unpaid FB1234,b11,,UNPAID\n");
    let late = reconcile(&read_csv(tail.as_bytes(), &map()).unwrap(), &[], &mut kept).unwrap();
    assert_eq!(late.returned[0].of, report.matched[1].line);
    kept.know_file(file.digest);
    assert_eq!(reconcile(&file, &awaited, &mut kept).unwrap().file, FileState::SeenBefore);
    let other = format!("{rows}06/03/2027,1.00,FB1234,b10,,FPI\n");
    let report = reconcile(&read_csv(other.as_bytes(), &map()).unwrap(), &awaited, &mut book).unwrap();
    assert_eq!((report.matched.len(), report.duplicates.len()), (1, 8), "only the new line counts");
}

#[test]
fn two_equal_payments_without_a_bank_reference_are_two() {
    let row = "01/03/2027,10.00,FB1234,,A KHAN,FPI\n";
    let file = read_csv(format!("{HEAD}{row}{row}").as_bytes(), &map()).unwrap();
    let mut book = BankBook::default();
    let report = reconcile(&file, &expected("FB1234", "ana", &[1_000, 1_000]), &mut book).unwrap();
    assert_eq!(report.matched.len(), 2);
    let longer = read_csv(format!("{HEAD}{row}{row}{row}").as_bytes(), &map()).unwrap();
    let report = reconcile(&longer, &expected("FB1234", "ana", &[1_000]), &mut book).unwrap();
    assert_eq!((report.matched.len(), report.duplicates.len()), (1, 2));
}

#[test]
fn a_reference_with_another_amount_is_shown_to_a_human() {
    let rows = format!("{HEAD}01/03/2027,10.00,FB1234,b1,,\n02/03/2027,11.00,FB1234,b1,,\n");
    let file = read_csv(rows.as_bytes(), &map()).unwrap();
    let report = reconcile(&file, &expected("FB1234", "ana", &[5_000]), &mut BankBook::default()).unwrap();
    assert_eq!(report.duplicates[0].booked_first, Some(gbp(1_000)));
}

#[test]
fn half_a_table_and_a_wrong_map_are_refused_with_a_remedy() {
    let cut = format!("{HEAD}01/03/2027,25.00,FB1234,b1,A,FPI\n02/03/2027,2");
    let error = read_csv(cut.as_bytes(), &map()).unwrap_err();
    assert!(matches!(error, BankFileError::Truncated { line: 3, .. }), "{error}");
    let error = read_csv("When,Amount\n".as_bytes(), &map()).unwrap_err();
    assert!(error.to_string().contains("no column `Date`"), "{error}");
    assert!(read_csv(&b""[..], &map()).is_err());
}

const CAMT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>
<Ntry><Amt Ccy="GBP">25.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2027-03-01</Dt></BookgDt>
 <AcctSvcrRef>R1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>E2E-9</EndToEndId></Refs>
 <RltdPties><Dbtr><Nm>A &amp; B Khan</Nm></Dbtr></RltdPties><RmtInf><Ustrd>FB 1234</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="GBP">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2027-03-02T09:00:00</DtTm></BookgDt>
 <AcctSvcrRef>R2</AcctSvcrRef><NtryDtls>
 <TxDtls><AmtDtls><TxAmt><Amt Ccy="GBP">10.00</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>FB5678</Ustrd></RmtInf></TxDtls>
 <TxDtls><Amt Ccy="GBP">20.00</Amt><RmtInf><Strd><CdtrRefInf><Ref>FB1234</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
 </NtryDtls></Ntry>
<Ntry><Amt Ccy="GBP">9.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2027-03-02</Dt></BookgDt></Ntry>
<Ntry><Amt Ccy="GBP">25.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2027-03-03</Dt></BookgDt>
 <AcctSvcrRef>R4</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>E2E-9</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>"#;

#[test]
fn a_camt_statement_is_read_with_batches_and_returns() {
    let file = read_camt053(CAMT.as_bytes()).unwrap();
    assert_eq!(file.faults, []);
    let lines: Vec<_> =
        file.lines.iter().map(|line| (line.at, line.amount.minor(), line.kind, line.reference.as_str())).collect();
    assert_eq!(
        lines,
        [
            (4, 2_500, LineKind::In, "FB 1234 E2E-9"),
            (7, 1_000, LineKind::In, "FB5678"),
            (7, 2_000, LineKind::In, "FB1234"),
            (13, -2_500, LineKind::Returned, "E2E-9"),
        ]
    );
    assert_eq!(file.lines[0].name.as_deref(), Some("A & B Khan"));
    assert_eq!(file.lines[0].account, "GB33BUKB20201555555555");
    let mut awaited = expected("FB1234", "ana", &[2_500, 2_500]);
    awaited.extend(expected("FB5678", "ben", &[1_000]));
    let report = reconcile(&file, &awaited, &mut BankBook::default()).unwrap();
    assert_eq!(report.matched.len(), 3);
    assert_eq!(report.returned[0].of, file.lines[0].id);
}

#[test]
fn every_cut_of_a_camt_statement_is_refused() {
    let whole = CAMT.trim_end().len();
    for cut in (1..whole).step_by(7) {
        let error = read_camt053(&CAMT.as_bytes()[..cut]);
        assert!(error.is_err(), "cut at {cut}");
    }
    let error = read_camt053(&CAMT.as_bytes()[..900]).unwrap_err();
    assert!(error.to_string().contains("fetch it again from the bank"), "{error}");
    assert!(read_camt053(&b"<html></html>"[..]).is_err());
    let wrong = CAMT.replace("<Amt Ccy=\"GBP\">20.00", "<Amt Ccy=\"GBP\">21.00");
    let file = read_camt053(wrong.as_bytes()).unwrap();
    assert_eq!((file.lines.len(), file.faults[0].line), (2, 7), "parts that do not add up are not used");
}

const BAI2: &str = "01,BANK,US,270302,0900,1,80,,2/\n\
    02,US,BANK,1,270301,2359,USD,2/\n\
    03,123456789,USD,010,500000,,,100,4000,2,0/\n\
    16,165,2500,Z,BR1,FB1234,A KHAN, JUNIOR\n\
    16,301,1500,S,500,500,500,BR2,,DEPOSIT\n\
    88,FB5678 WITH THANKS\n\
    16,557,2500,0,BR3,FB1234,RETURNED NSF/\n\
    49,510500,6/\n98,510500,1,8/\n99,510500,1,10/\n";

#[test]
fn a_bai2_file_is_read_with_continuations_funds_and_returns() {
    let file = read_bai2(BAI2.as_bytes()).unwrap();
    let lines: Vec<_> =
        file.lines.iter().map(|line| (line.amount.to_string(), line.kind, line.reference.as_str())).collect();
    assert_eq!(
        lines,
        [
            ("25.00 USD".to_owned(), LineKind::In, "FB1234 A KHAN,JUNIOR"),
            ("15.00 USD".to_owned(), LineKind::In, "DEPOSIT FB5678 WITH THANKS"),
            ("-25.00 USD".to_owned(), LineKind::Returned, "FB1234 RETURNED NSF"),
        ]
    );
    let usd = |one: Expected| Expected { amount: Money::new(one.amount.minor(), Currency::USD), ..one };
    let awaited: Vec<_> = expected("FB1234", "ana", &[2_500]).into_iter().map(usd).collect();
    let report = reconcile(&file, &awaited, &mut BankBook::default()).unwrap();
    assert_eq!((report.matched.len(), report.returned.len(), report.suspense.len()), (1, 1, 1));
}

#[test]
fn a_return_is_never_laid_on_somebody_else_by_a_common_word() {
    let rows = format!(
        "{HEAD}01/03/2027,25.00,FB1234 thanks,b1x1,,\n01/03/2027,25.00,FB5678 thanks,b2x2,,\n\
         04/03/2027,-25.00,unpaid thanks,b3x3,,\n05/03/2027,-25.00,unpaid FB1234,b4x4,,\n\
         06/03/2027,-25.00,unpaid FB1234,b5x5,,\n"
    );
    let mut awaited = expected("FB1234", "ana", &[2_500]);
    awaited.extend(expected("FB5678", "ben", &[2_500]));
    let file = read_csv(rows.as_bytes(), &map()).unwrap();
    let report = reconcile(&file, &awaited, &mut BankBook::default()).unwrap();
    assert_eq!(report.returned.len(), 1, "the same payment is not taken back twice");
    assert_eq!(report.returned[0].of, file.lines[0].id);
    assert!(report.suspense.iter().all(|s| s.why == SuspenseWhy::UnknownReturn));
    assert_eq!(report.suspense.len(), 2);
}

#[test]
fn a_bai2_file_that_lost_a_line_is_refused() {
    let lines: Vec<&str> = BAI2.lines().collect();
    for end in 0..lines.len() {
        let cut = lines[..end].join("\n");
        assert!(matches!(read_bai2(cut.as_bytes()), Err(BankFileError::Truncated { .. })), "{end}");
    }
    let lost = BAI2.replace("16,165,2500,Z,BR1,FB1234,A KHAN, JUNIOR\n", "");
    let error = read_bai2(lost.as_bytes()).unwrap_err();
    assert!(matches!(error, BankFileError::Total { line: 7, .. }), "{error}");
}

#[test]
fn a_hundred_thousand_lines_are_reconciled_once() {
    use std::fmt::Write as _;
    const LINES: usize = 100_000;
    let mut text = String::from(HEAD);
    let mut awaited = Vec::with_capacity(LINES / 2);
    for i in 0..LINES {
        let (person_id, amount) = (i % (LINES / 2), 500 + i % 700);
        let bank_reference = if i % 3 == 0 { String::new() } else { format!("b{i}") };
        writeln!(
            text,
            "01/03/2027,{}.{:02},FB{person_id:06} ref {i},{bank_reference},N,FPI",
            amount / 100,
            amount % 100
        )
        .unwrap();
        if i < LINES / 2 {
            awaited.extend(expected(&format!("FB{person_id:06}"), "ana", &[i64::try_from(amount).unwrap()]));
        }
    }
    let file = read_csv(text.as_bytes(), &map()).unwrap();
    let mut book = BankBook::default();
    let report = reconcile(&file, &awaited, &mut book).unwrap();
    assert_eq!((file.lines.len(), report.matched.len()), (LINES, LINES));
    let came: i64 = file.lines.iter().map(|line| line.amount.minor()).sum();
    let placed: i64 = report.matched.iter().map(|m| m.amount.minor()).sum();
    assert_eq!(came, placed);
    assert_eq!(reconcile(&file, &awaited, &mut book).unwrap().file, FileState::SeenBefore);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_a_parser_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_csv(bytes.as_slice(), &map());
        let _ = read_bai2(bytes.as_slice());
        let _ = read_camt053(bytes.as_slice());
    }

    #[test]
    fn nothing_of_a_payment_is_lost(
        amounts in prop::collection::vec(1i64..5_000, 1..20),
        awaited in prop::collection::vec(1i64..3_000, 1..6),
    ) {
        let mut text = String::from(HEAD);
        for (i, amount) in amounts.iter().enumerate() {
            text.push_str(&format!("01/03/2027,{}.{:02},FB1234,b{i},,\n", amount / 100, amount % 100));
        }
        let file = read_csv(text.as_bytes(), &map()).unwrap();
        let report = reconcile(&file, &expected("FB1234", "ana", &awaited), &mut BankBook::default()).unwrap();
        for m in &report.matched {
            let covered: i64 = m.covers.iter().map(|c| c.amount.minor()).sum();
            let over = if let MatchKind::Over { by } = m.kind { by.minor() } else { 0 };
            prop_assert_eq!(covered + over, m.amount.minor());
        }
        let covered: i64 = report.matched.iter().flat_map(|m| &m.covers).map(|c| c.amount.minor()).sum();
        let (paid, owed) = (amounts.iter().sum::<i64>(), awaited.iter().sum::<i64>());
        prop_assert_eq!(covered, paid.min(owed));
    }
}
