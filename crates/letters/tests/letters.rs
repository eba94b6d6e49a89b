//! A letter from its data to its file: the same bytes, a valid and tagged file, and clear refusals.
#![expect(clippy::unwrap_used, reason = "helpers of tests: a missing sample is a failed test")]

use letters::{Batch, BatchError, Block, Letter, LetterError, PAGES_MAX, Style, batch, render};

fn sample(name: &str) -> Letter {
    Letter::from_json(&json(name)).unwrap()
}

fn json(name: &str) -> String {
    let folder = env!("CARGO_MANIFEST_DIR");
    std::fs::read_to_string(format!("{folder}/examples/{name}.json")).unwrap()
}

const SAMPLES: [&str; 7] = [
    "hold",
    "first_letter",
    "first_letter_large",
    "first_letter_easy",
    "plan_agreed",
    "validation_notice",
    "validation_notice_large",
];

#[test]
fn the_same_letter_gives_the_same_bytes() {
    for name in SAMPLES {
        let first = render(&sample(name)).unwrap();
        // Another letter between, and another thread: the compiler's cache must not show.
        render(&sample("plan_agreed")).unwrap();
        let again = std::thread::spawn(move || render(&sample(name)).unwrap()).join().unwrap();
        assert_eq!(first, again, "{name}");
    }
}

#[test]
fn each_field_shows_in_the_bytes() {
    let first = render(&sample("first_letter")).unwrap();
    let mut later = sample("first_letter");
    later.date = later.date.tomorrow().unwrap();
    assert_ne!(first, render(&later).unwrap());
    let mut other = sample("first_letter");
    other.from.check_code = "7K3P-4R".to_owned();
    assert_ne!(first, render(&other).unwrap());
}

#[test]
fn the_file_is_tagged_and_says_what_it_conforms_to() {
    for name in SAMPLES {
        let letter = sample(name);
        let pdf = render(&letter).unwrap();
        let file = String::from_utf8_lossy(pdf.bytes()).into_owned();
        assert!(file.starts_with("%PDF-1.7"), "{name}");
        assert!(file.trim_end().ends_with("%%EOF"), "{name}");
        let lang = match name {
            "hold" => "/Lang(es-US)",
            "validation_notice" | "validation_notice_large" => "/Lang(en-US)",
            _ => "/Lang(en-GB)",
        };
        for sign in [
            "/StructTreeRoot",
            "/Marked true",
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
            "/DisplayDocTitle true",
            "/S/H1",
            "/S/LI",
            lang,
        ] {
            assert!(file.contains(sign), "{name} lacks {sign}");
        }
        assert_eq!(file.contains("/S/TH"), !["plan_agreed", "hold"].contains(&name), "{name}");
        assert!(file.contains(&format!(">{}</rdf:li>", letter.subject)), "{name} lacks its title");
    }
}

#[test]
fn another_language_is_marked_as_such() {
    let file = |name| String::from_utf8_lossy(render(&sample(name)).unwrap().bytes()).into_owned();
    assert!(file("first_letter").contains("/Lang(cy-GB)"));
    assert!(file("validation_notice").contains("/Lang(es-US)"));
    assert!(!file("plan_agreed").contains("/Lang(cy-GB)"));
}

#[test]
fn welsh_and_spanish_letters_are_made() {
    let mut welsh = json("plan_agreed").replace("\"lang\": \"en\"", "\"lang\": \"cy\"");
    welsh = welsh.replace("Robin Example", "Ŵyn Ŷmgynghorydd Ō Nguyễn Łukasz Ελένη Жанна");
    assert!(render(&Letter::from_json(&welsh).unwrap()).is_ok());
    for name in ["first_letter", "validation_notice", "validation_notice_large"] {
        let spanish = json(name).replace("\"lang\": \"en\"", "\"lang\": \"es\"");
        assert!(render(&Letter::from_json(&spanish).unwrap()).is_ok(), "{name}");
    }
}

#[test]
fn unknown_and_missing_keys_are_named() {
    let unknown = json("first_letter").replacen("\"reference\"", "\"colour\": 1, \"reference\"", 1);
    let said = Letter::from_json(&unknown).unwrap_err().to_string();
    assert!(said.contains("unknown field `colour`") && said.contains("line"), "{said}");
    let inner = json("first_letter").replacen("\"caption\"", "\"capition\"", 1);
    let said = Letter::from_json(&inner).unwrap_err().to_string();
    assert!(said.contains("`capition`"), "{said}");
    let missing = json("first_letter").replacen("\"check_code\"", "\"chek_code\"", 1);
    let said = Letter::from_json(&missing).unwrap_err().to_string();
    assert!(said.contains("`chek_code`"), "{said}");
    assert!(matches!(Letter::from_json("["), Err(LetterError::Unreadable(_))));
}

#[test]
fn signs_that_no_face_shows_are_named_with_their_field() {
    let mut letter = sample("first_letter");
    letter.to.name = "Robin 例 Example".to_owned();
    let refused = render(&letter).unwrap_err();
    assert_eq!(refused, LetterError::Signs { field: "to.name".into(), signs: "例".into() });
    letter.to.name = "Robin\u{7}".to_owned();
    assert_eq!(render(&letter).unwrap_err(), LetterError::Signs { field: "to.name".into(), signs: "\\u{7}".into() });
    // A character that turns the reading order could make a letter say what nobody wrote.
    letter.to.name = "Robin \u{202e}Example".to_owned();
    assert!(matches!(render(&letter), Err(LetterError::Signs { .. })));
}

#[test]
fn an_address_that_leaves_the_window_is_refused() {
    let mut letter = sample("first_letter");
    letter.to.lines = vec!["A line".to_owned(); 7];
    assert!(render(&letter).unwrap_err().to_string().contains("`to.lines`"));
    letter.to.lines = vec!["A very long line of an address that no envelope could ever show".to_owned(); 6];
    assert_eq!(render(&letter).unwrap_err(), LetterError::Address { name: "Robin Example".into() });
    let mut notice = sample("validation_notice");
    notice.to.lines = vec!["A line".to_owned(); 6];
    assert!(matches!(render(&notice), Err(LetterError::Address { .. })));
}

#[test]
fn a_sender_that_reaches_into_the_window_is_refused() {
    for name in ["first_letter", "first_letter_large", "validation_notice"] {
        let mut letter = sample(name);
        letter.from.lines = vec!["A very long line of an address that goes on and on ".repeat(6); 5];
        assert!(matches!(render(&letter), Err(LetterError::Letterhead { .. })), "{name}");
    }
    let mut letter = sample("first_letter");
    letter.from.email = format!("{}@example.example", "m".repeat(28));
    assert!(matches!(render(&letter), Err(LetterError::Letterhead { .. })));
}

#[test]
fn a_letter_without_end_is_refused() {
    let mut letter = sample("first_letter");
    let text = "One more sentence of a letter that does not know when to stop. ".repeat(60);
    letter.blocks = vec![Block::Paragraph { text: text.trim().to_owned(), lang: None }; 16];
    let refused = render(&letter).unwrap_err();
    assert!(matches!(refused, LetterError::Pages { pages, max: PAGES_MAX } if pages > PAGES_MAX), "{refused}");
}

#[test]
fn a_notice_that_spills_over_its_page_is_refused() {
    let mut letter = sample("validation_notice");
    let notice = letter.notice.as_mut().unwrap();
    notice.time_barred = Some("The law limits how long you can be sued on a debt. ".repeat(40).trim().to_owned());
    assert_eq!(render(&letter).unwrap_err(), LetterError::Notice);
}

#[test]
fn a_notice_has_its_own_paper_language_and_form() {
    let refused = |change: fn(&mut Letter)| {
        let mut letter = sample("validation_notice");
        change(&mut letter);
        render(&letter).unwrap_err().to_string()
    };
    assert!(refused(|letter| letter.paper = letters::Paper::A4).contains("`paper`"));
    assert!(refused(|letter| letter.lang = letters::Lang::Cy).contains("`lang`"));
    assert!(refused(|letter| letter.style = Style::EasyRead).contains("`style`"));
    assert!(refused(|letter| letter.blocks = sample("plan_agreed").blocks).contains("reply form"));
}

#[test]
fn easy_read_has_one_idea_a_line() {
    let mut letter = sample("first_letter");
    letter.style = Style::EasyRead;
    let said = render(&letter).unwrap_err().to_string();
    assert!(said.contains("`blocks[0].text`"), "{said}");
}

#[test]
fn blank_and_broken_texts_are_refused() {
    let refused = |change: fn(&mut Letter)| {
        let mut letter = sample("first_letter");
        change(&mut letter);
        render(&letter).unwrap_err().to_string()
    };
    assert!(refused(|letter| letter.reference = " ".to_owned()).contains("`reference`"));
    assert!(refused(|letter| letter.to.name = "Robin\nExample".to_owned()).contains("`to.name`"));
    assert!(refused(|letter| letter.subject = "m".repeat(46)).contains("`subject` has a word"));
    assert!(refused(|letter| letter.kind = "../etc".to_owned()).contains("`kind`"));
    assert!(refused(|letter| letter.blocks.clear()).contains("`blocks`"));
}

#[test]
fn a_batch_lists_what_the_print_house_should_find() {
    let (one, two) = (sample("first_letter"), sample("validation_notice"));
    let (files, manifest) = batch([("ltr_1", &one), ("ltr_2", &two)]).unwrap();
    assert_eq!(manifest.count, 2);
    assert_eq!(manifest.pages, files.iter().map(letters::Pdf::pages).sum::<usize>());
    let first = manifest.letters.first().unwrap();
    assert_eq!(first.file, "ltr_1.pdf");
    assert_eq!(first.bytes, files[0].bytes().len());
    assert_eq!(first.address, ["Robin Example", "Flat 2", "14 Invented Row", "Anytown", "ZZ9 9ZZ"]);
    assert_eq!(first.sha256.len(), 64);
    let csv = manifest.to_csv().unwrap();
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 3);
    assert!(rows[0].ends_with("sha256,address_1,address_2,address_3,address_4,address_5,address_6,address_7"));
    assert!(rows[2].contains("us_letter,2,1,"), "{}", rows[2]);
    assert!(rows[2].contains("\"Anytown, NY 12207\""), "{}", rows[2]);
    let back: serde_json::Value = serde_json::from_str(&manifest.to_json().unwrap()).unwrap();
    assert_eq!(back["letters"][0]["sha256"], first.sha256.as_str());
}

#[test]
fn a_batch_goes_on_without_a_letter_that_fails() {
    let good = sample("plan_agreed");
    let mut bad = sample("plan_agreed");
    bad.to.name = "例".to_owned();
    let mut under_way = Batch::default();
    under_way.add("a", &good).unwrap();
    let refused = under_way.add("b", &bad).unwrap_err();
    assert!(refused.to_string().starts_with("letter `b`: `to.name`"), "{refused}");
    assert!(matches!(under_way.add("a", &good), Err(BatchError::Twice { .. })));
    assert!(matches!(under_way.add("../a", &good), Err(BatchError::Id { .. })));
    under_way.add("b", &good).unwrap();
    let ids: Vec<String> = under_way.finish().letters.into_iter().map(|letter| letter.id).collect();
    assert_eq!(ids, ["a", "b"]);
}
