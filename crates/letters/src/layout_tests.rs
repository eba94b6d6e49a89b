//! What stands where on the page: the envelope's window, the reverse of the form, sizes, literal text.

use typst::layout::{Frame, FrameItem, Point, Transform};

use crate::letter::{Block, Letter, Style};
use crate::render::compose;

/// A piece of text: its page (from 1), place in millimetres (left end of the baseline), size, words.
#[derive(Debug)]
struct Piece {
    page: usize,
    x: f64,
    y: f64,
    points: f64,
    words: String,
}

fn sample(name: &str) -> Letter {
    let folder = env!("CARGO_MANIFEST_DIR");
    let json = std::fs::read_to_string(format!("{folder}/examples/{name}.json")).unwrap();
    Letter::from_json(&json).unwrap()
}

fn pieces(letter: &Letter) -> Vec<Piece> {
    let json = serde_json::to_string(letter).unwrap();
    let document = compose(letter, &json).unwrap();
    let mut found = Vec::new();
    for (index, page) in document.pages().iter().enumerate() {
        walk(&page.frame, Transform::identity(), index + 1, &mut found);
    }
    found
}

fn walk(frame: &Frame, to_page: Transform, page: usize, found: &mut Vec<Piece>) {
    for (point, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let inner = to_page.pre_concat(Transform::translate(point.x, point.y)).pre_concat(group.transform);
                walk(&group.frame, inner, page, found);
            }
            FrameItem::Text(text) => {
                let place: Point = point.transform(to_page);
                found.push(Piece {
                    page,
                    x: place.x.to_mm(),
                    y: place.y.to_mm(),
                    points: text.size.to_pt(),
                    words: text.text.to_string(),
                });
            }
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(..) => {}
        }
    }
}

fn all_words(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.words.as_str()).collect::<Vec<_>>().join(" ")
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

/// The envelope shows the address, all of it, and not a word more, however the sheet slides.
#[test]
fn the_window_shows_the_address_alone() {
    for name in SAMPLES {
        let letter = sample(name);
        let us = name.starts_with("validation") || name == "hold";
        // What may be seen, and what is always seen: see `templates/look.typ`.
        let (right, from, to) = if us { (136.5, 51.8, 92.1) } else { (110.0, 46.0, 92.0) };
        let (always_from, always_to) = if us { (63.5, 80.4) } else { (57.0, 81.0) };
        let seen: Vec<Piece> = pieces(&letter)
            .into_iter()
            .filter(|piece| piece.page == 1 && piece.x < right)
            // A letter's height above its baseline may show too.
            .filter(|piece| piece.y > from && piece.y - piece.points * 0.28 < to)
            .filter(|piece| piece.words != "To:")
            .collect();
        let mut address = vec![letter.to.name.clone()];
        address.extend(letter.to.lines.iter().cloned());
        let words: Vec<String> = seen.iter().map(|piece| piece.words.clone()).collect();
        assert_eq!(words, address, "{name}");
        for piece in &seen {
            let top = piece.y - piece.points * 0.28;
            assert!(top >= always_from && piece.y <= always_to, "{name}: {piece:?}");
            assert!(piece.points >= 8.0, "{name}: {piece:?}");
        }
    }
}

/// A very long line in the address wraps inside the window instead of leaving it.
#[test]
fn a_long_address_line_stays_in_the_window() {
    let mut letter = sample("first_letter");
    letter.to.name = "The Personal Representatives of the Late Robin Bartholomew Example".to_owned();
    let seen = pieces(&letter);
    let last = seen.iter().find(|piece| piece.words == "ZZ9 9ZZ").unwrap();
    assert!(last.y <= 81.0, "{last:?}");
    // A word as long as words may be makes the whole address smaller, not wider.
    letter.to.name = "M".repeat(28);
    let name = pieces(&letter).into_iter().find(|piece| piece.words == letter.to.name).unwrap();
    assert!(name.points < 10.0, "{name:?}");
}

/// Text that looks like markup is text.
#[test]
fn markup_is_literal() {
    let hostile =
        "#import \"letter.typ\": * *bold* _x_ $x^2$ `raw` #panic() [a] <b> @c \\ // = h - i /* z */ https://x.example";
    let mut letter = sample("first_letter");
    letter.to.name = "#let x = 1 *Robin*".to_owned();
    letter.subject = hostile.to_owned();
    letter.blocks = vec![
        Block::Paragraph { text: hostile.to_owned(), lang: None },
        Block::Heading { text: "#strike[x] $y$".to_owned() },
    ];
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let words = squeezed(&all_words(&pieces(&letter)));
    assert_eq!(words.matches(&squeezed(hostile)).count(), 2, "{words}");
    assert!(words.contains("#letx=1*Robin*"), "{words}");
    assert!(words.contains("#strike[x]$y$"), "{words}");
}

/// What is cut off has no disclosure behind it: 12 CFR 1006.34(d)(3)(iv)(A).
#[test]
fn nothing_stands_behind_the_form() {
    let mut letter = sample("validation_notice");
    let block = letter.blocks.first().cloned().unwrap();
    letter.blocks = vec![block; 14];
    let pieces = pieces(&letter);
    let form = pieces.iter().find(|piece| piece.words.starts_with("How do you want")).unwrap();
    assert_eq!(form.page, 1);
    let lowest =
        |page: usize| pieces.iter().filter(|piece| piece.page == page).map(|piece| piece.y).fold(0.0, f64::max);
    assert!(lowest(2) > 100.0, "the reverse is in use");
    assert!(lowest(2) < form.y - 4.0, "{} is behind the form at {}", lowest(2), form.y);
}

/// A form to cut off is on a front, alone on its sheet where the letter left no room.
#[test]
fn the_form_is_on_a_front() {
    for (name, heading) in [
        ("plan_agreed", "Your answer"),
        ("validation_notice", "How do you want"),
        ("validation_notice_large", "How do you want"),
    ] {
        let found = pieces(&sample(name));
        let form = found.iter().find(|piece| piece.words.starts_with(heading)).unwrap();
        assert_eq!(form.page % 2, 1, "{name}");
        if form.page > 1 {
            let behind = found.iter().filter(|piece| piece.page == form.page + 1).count();
            assert_eq!(behind, 0, "{name}");
        }
    }
}

/// The prompts of 1006.34(c)(4), in their order, with their check boxes.
#[test]
fn the_notice_has_the_prescribed_prompts_in_order() {
    let words = all_words(&pieces(&sample("validation_notice")));
    let mut from = 0;
    for prompt in [
        "is a debt collector. We are trying to collect a debt",
        "Our information shows:",
        "How can you dispute the debt?",
        "What else can you do?",
        "www.cfpb.gov/debt-collection",
        "How do you want to respond?",
        "Check all that apply:",
        "I want to dispute the debt because I think:",
        "This is not my debt.",
        "The amount is wrong.",
        "Other (please describe on reverse or attach additional information).",
        "I want you to send me the name and address of the original creditor.",
    ] {
        let place = words.get(from..).and_then(|rest| rest.find(prompt));
        from += place.unwrap_or_else(|| panic!("`{prompt}` is missing after {from} in {words}"));
    }
    assert_eq!(words.matches('☐').count(), 7, "{words}");
}

/// Large print: everything to be read is at least 18 point. The envelope's address and the letterhead of
/// the model form stand a second time in the letter.
#[test]
fn large_print_is_large() {
    let letter = sample("first_letter_large");
    for piece in pieces(&letter) {
        let address = piece.page == 1 && piece.y > 46.0 && piece.y < 92.0;
        assert!(address || piece.points >= 18.0, "{piece:?}");
    }
    let notice = sample("validation_notice_large");
    for piece in pieces(&notice).iter().filter(|piece| piece.page > 1 || piece.y > 92.0) {
        assert!(piece.points >= 18.0, "{piece:?}");
    }
}

/// Nothing leaves the sheet.
#[test]
fn text_stays_on_the_sheet() {
    for name in SAMPLES {
        for style in [Style::Standard, Style::LargePrint] {
            let mut letter = sample(name);
            letter.style = style;
            for piece in pieces(&letter) {
                assert!(piece.x > 10.0 && piece.x < 206.0, "{name}: {piece:?}");
                assert!(piece.y > 10.0 && piece.y < 292.0, "{name}: {piece:?}");
            }
        }
    }
}
