//! Every template on paper, in each setting: a valid tagged file, the same bytes for the same facts.
#![expect(clippy::unwrap_used, reason = "helpers of tests: a letter that can't be made is a failed test")]

use letters::{Block, Letter, PAGES_MAX, Pdf, render};
use words::compose::{Composer, Kind, PaperError, Use, is_order, on_paper};

const STYLES: [&str; 3] = ["standard", "large_print", "easy_read"];

/// The kinds that have a page of blocks; the US notice has a form of its own, and a text message has no page.
fn kinds() -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(|kind| !matches!(kind, Kind::FirstUs | Kind::CheckText))
}

fn order(kind: Kind, style: &str) -> String {
    let folder = env!("CARGO_MANIFEST_DIR");
    let json = std::fs::read_to_string(format!("{folder}/examples/orders/{}.json", kind.as_str())).unwrap();
    let mut order: serde_json::Value = serde_json::from_str(&json).unwrap();
    order["style"] = style.into();
    order.to_string()
}

fn letter(composer: &Composer, kind: Kind, style: &str) -> Letter {
    let order = order(kind, style);
    assert!(is_order(&order));
    let json = on_paper(composer, &order, Use::Send).unwrap();
    assert!(!is_order(&json));
    Letter::from_json(&json).unwrap_or_else(|why| panic!("{} {style}: {why}", kind.as_str()))
}

fn file(pdf: &Pdf) -> String {
    String::from_utf8_lossy(pdf.bytes()).into_owned()
}

#[test]
fn every_kind_is_a_tagged_file_in_each_setting() {
    let composer = Composer::new().unwrap();
    for kind in kinds() {
        for style in STYLES {
            let letter = letter(&composer, kind, style);
            let pdf = render(&letter).unwrap_or_else(|why| panic!("{} {style}: {why}", kind.as_str()));
            assert!(pdf.pages() <= PAGES_MAX / 2, "{} {style}: {} pages", kind.as_str(), pdf.pages());
            let file = file(&pdf);
            for sign in [
                "<pdfaid:part>2</pdfaid:part>",
                "<pdfaid:conformance>A</pdfaid:conformance>",
                "<pdfuaid:part>1</pdfuaid:part>",
                "/StructTreeRoot",
                "/S/H1",
            ] {
                assert!(file.contains(sign), "{} {style} lacks {sign}", kind.as_str());
            }
        }
    }
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    for (kind, style) in [
        (Kind::ClaimUk, "standard"),
        (Kind::PlanAgreed, "large_print"),
        (Kind::ComplaintAnswerUs, "standard"),
        (Kind::Settlement, "easy_read"),
    ] {
        let first = render(&letter(&Composer::new().unwrap(), kind, style)).unwrap();
        // From the facts on, with a composer of its own and in another thread.
        let again = std::thread::spawn(move || render(&letter(&Composer::new().unwrap(), kind, style)).unwrap());
        assert_eq!(first, again.join().unwrap(), "{} {style}", kind.as_str());
    }
}

/// On paper, too, each has a person who signs, and free help but for a letter that a stranger may read.
#[test]
fn a_person_signs_and_free_help_is_named() {
    let composer = Composer::new().unwrap();
    for kind in kinds() {
        let blocks = letter(&composer, kind, "standard").blocks;
        assert!(matches!(blocks.first(), Some(Block::Lead { .. })), "{}", kind.as_str());
        assert!(blocks.iter().any(|b| matches!(b, Block::Signature { .. })), "{}", kind.as_str());
        let helps = blocks.iter().any(|b| matches!(b, Block::Help { .. }));
        let none = matches!(kind, Kind::ReplyNotMine | Kind::OptOutConfirmed);
        assert_eq!(helps, !none, "{}", kind.as_str());
    }
}

#[test]
fn an_order_that_gives_no_letter_says_why() {
    let composer = Composer::new().unwrap();
    let refused = |order: &str| on_paper(&composer, order, Use::Send).unwrap_err();
    let hold = order(Kind::Hold, "standard");
    let unknown = refused(&hold.replace("\"kind\":\"hold\"", "\"kind\":\"holt\""));
    assert!(unknown.to_string().contains("`holt`"), "{unknown}");
    let notice = refused(&hold.replace("\"kind\":\"hold\"", "\"kind\":\"first_us\""));
    assert!(matches!(notice, PaperError::NoticeForm), "{notice}");
    let text = refused(&hold.replace("\"kind\":\"hold\"", "\"kind\":\"check_text\""));
    assert!(matches!(text, PaperError::NoPage(_)), "{text}");
    let blank = refused(&hold.replace("\"until\"", "\"untill\""));
    assert!(matches!(blank, PaperError::Compose(_)) && blank.to_string().contains("until"), "{blank}");
}
