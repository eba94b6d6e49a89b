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

/// What can be said in a few words fits on one side of a sheet, with who signs, who helps and how to check us.
#[test]
fn a_short_letter_is_one_page() {
    let composer = Composer::new().unwrap();
    let long = [
        Kind::FirstUk,
        Kind::Settlement,
        Kind::ComplaintAnswerUk,
        Kind::ComplaintAnswerUs,
        Kind::ArrearsUk,
        Kind::DefaultUk,
        Kind::ClaimUk,
    ];
    for kind in kinds().filter(|kind| !long.contains(kind)) {
        let pages = render(&letter(&composer, kind, "standard")).unwrap().pages();
        assert_eq!(pages, 1, "{}", kind.as_str());
    }
    for kind in long {
        assert_eq!(render(&letter(&composer, kind, "standard")).unwrap().pages(), 2, "{}", kind.as_str());
    }
}

/// In Easy Read each line is one idea, its headings ask, and no address is cut.
#[test]
fn easy_read_asks_and_cuts_no_address() {
    let composer = Composer::new().unwrap();
    for kind in [Kind::Hold, Kind::Receipt, Kind::ReplyHardship, Kind::FirstUk] {
        let blocks = letter(&composer, kind, "easy_read").blocks;
        let heads = blocks.iter().filter_map(|block| match block {
            Block::Heading { text } => Some(text.as_str()),
            Block::Help { heading, .. } => Some(heading.as_str()),
            _ => None,
        });
        let heads: Vec<&str> = heads.collect();
        assert!(heads.len() >= 3 && heads.iter().all(|text| text.ends_with('?')), "{}: {heads:?}", kind.as_str());
    }
    // The letter of claim has the law's words alone, and they name our address.
    let claim = letter(&composer, Kind::ClaimUk, "easy_read").blocks;
    let whole = |block: &Block| match block {
        Block::Paragraph { text, .. } => text.lines().any(|line| line.contains("1 Sample Street, Exampleton, EX1 1AA")),
        _ => false,
    };
    assert!(claim.iter().any(whole), "{claim:#?}");
}

/// A sentence that leads to a list is its heading; what stands before it stays text, and a long one is no heading.
#[test]
fn only_the_last_sentence_becomes_a_heading() {
    let composer = Composer::new().unwrap();
    let blocks = letter(&composer, Kind::ComplaintAnswerUs, "standard").blocks;
    let at = blocks.iter().position(|block| matches!(block, Block::Choices { .. })).unwrap();
    let Some(Block::Heading { text }) = blocks.get(at - 1) else { panic!("{blocks:#?}") };
    assert_eq!(text, "You can also ask others to look at it, for free");
    let Some(Block::Paragraph { text, .. }) = blocks.get(at - 2) else { panic!("{blocks:#?}") };
    assert_eq!(text, "If you do not agree, tell me why.");
    for kind in kinds() {
        for block in letter(&composer, kind, "standard").blocks {
            if let Block::Heading { text } = block {
                assert!(text.chars().count() <= 60, "{}: {text}", kind.as_str());
            }
        }
    }
}

/// Debian's own checker of the format finds nothing.
#[test]
fn qpdf_finds_no_fault() {
    let composer = Composer::new().unwrap();
    let folder = std::env::temp_dir().join(format!("letters-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for kind in kinds() {
        for style in STYLES {
            let path = folder.join(format!("{}-{style}.pdf", kind.as_str()));
            std::fs::write(&path, render(&letter(&composer, kind, style)).unwrap().bytes()).unwrap();
            let checked = std::process::Command::new("qpdf").arg("--check").arg(&path).output();
            let checked = checked.unwrap_or_else(|why| panic!("qpdf: {why}; apt-get install qpdf"));
            let said = String::from_utf8_lossy(&checked.stdout);
            assert!(checked.status.success() && said.contains("No syntax or stream encoding errors"), "{said}");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
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
