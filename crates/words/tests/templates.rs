//! Every template, filled with invented facts of many shapes: it has its parts, is plain, kind and true to its figures.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "helpers of tests: a template that can't be filled is a failed test")]

use facts::{Channel, Claims, Purpose};
use serde_json::{Value, json};
use words::check::{GRADE_MAX, SENTENCE_WORDS_MAX, TextToCheck, Weight, check, grade};
use words::compose::{
    APPROVERS_MIN, Approval, Approvals, Block, ComposeError, Composer, Kind, Language, Message, Place,
    TEXT_MESSAGE_CHARS_MAX, Wording, version,
};

/// The grade that every template aims at (M-01); [`GRADE_MAX`] is where it stops.
const GRADE_AIM: f64 = 6.0;

/// Facts that any template can be filled with; `turn` changes names, sums and days.
fn facts(kind: Kind, turn: usize) -> Value {
    let us = match kind.place() {
        Place::UnitedStates => true,
        Place::UnitedKingdom => false,
        Place::Everywhere => turn.is_multiple_of(2),
    };
    let pick = |list: [&str; 4]| list.get(turn % 4).unwrap().to_string();
    let sum = |base: usize| {
        let cents = base + turn * 7_319;
        let whole = (cents / 100).to_string();
        let grouped = if whole.len() > 3 {
            let (front, back) = whole.split_at(whole.len() - 3);
            format!("{front},{back}")
        } else {
            whole
        };
        format!("{}{grouped}.{:02}", if us { "$" } else { "£" }, cents % 100)
    };
    let day = |base: usize| {
        let day = 1 + (base + turn * 3) % 28;
        if us { format!("March {day}, 2026") } else { format!("{day} March 2026") }
    };
    let firm = pick(["Northway Services LLC", "Example Northfield Ltd", "Sample & Sons", "Harbour Light"]);
    let creditor = pick(["Bank of Examples", "Sample Energy", "First Example Card", "Meadow Water"]);
    let disclosure = if us {
        format!(
            "{firm} is a debt collector. This is an attempt to collect a debt. We will use any information you give us for that purpose."
        )
    } else {
        format!("{firm} writes for {creditor}.")
    };
    let helps = if us {
        json!([{"name": "National Foundation for Credit Counseling", "how": "1-800-388-2227, www.nfcc.org"}])
    } else {
        json!([{"name": "StepChange Debt Charity", "how": "0800 138 1111, www.stepchange.org"},
               {"name": "National Debtline", "how": "0808 808 4000, www.nationaldebtline.org"}])
    };
    json!({
        "person": pick(["Robin Maria Example", "Jo", "Aled Invented", "Ana Ruiz"]),
        "creditor": creditor, "creditor_then": creditor, "disclosure": disclosure, "helps": helps,
        "what": pick(["credit card", "gas bill", "personal loan", "car loan"]),
        "account": pick(["ending 4471", "ending 9020", "ending 0007", "ending 1313"]),
        "firm": {"name": firm, "address": "P.O. Box 71, Exampleton 12201", "phone": "555 0142",
                 "email": "hello@example.test", "web": "northway.test",
                 "licence": if turn.is_multiple_of(3) { Value::Null } else { json!("000-117") }},
        "agent": {"name": pick(["Amara", "Tomos", "Lucía", "Bo"]), "phone": "555 0143"},
        "code": pick(["7K3P-4Q", "2M9T-8X", "4B4B-4B", "9Z2C-7D"]),
        "opt_out": turn % 3 != 1,
        "itemization_date": day(1), "period_end": day(2), "wrote_on": day(3), "answer_by": day(4), "until": day(5),
        "due_from": day(6), "talked_on": day(7), "first_on": day(8), "last_on": day(9), "due_on": day(10),
        "paid_on": day(11), "closed_on": day(12), "got_on": day(13), "link_until": day(14), "counted_on": day(15),
        "remedy_by": day(16), "reply_by": day(17), "agreed_on": day(18),
        "amount": sum(194_478), "interest": sum(0), "fees": sum(1_500), "payments": sum(2_000), "credits": sum(300),
        "paid_or_credited": sum(2_300), "total": sum(60_000), "paid": sum(2_500), "before": sum(62_500),
        "payment": sum(1_200), "rest": sum(40_000), "offer": sum(20_000), "due": sum(9_000), "arrears": sum(7_000),
        "every": pick(["every month on the 5th", "every Friday", "every two weeks", "on the last day of each month"]),
        "count": (4 + turn).to_string(),
        "paid_by": pick(["bank transfer", "card", "cash at a shop", "cheque"]),
        "went": [format!("{creditor}: {}", sum(2_500))],
        "subject": "Your question about May",
        "lines": ["I looked at the bill of May.", "You were right. I call you about it next week."],
        "told": ["I lost my job in January.", "I have a new baby."],
        "agreed": ["We pause for a while.", "You look at the list of free help."],
        "ours": [format!("I send you this note by {}.", day(4)), format!("I call you on {}, if you like.", day(5))],
        "reported": "Your credit file will show it as settled.",
        "happened": ["We sent you a letter that was meant for someone else."],
        "changed": ["We took your address off that account."],
        "gets": ["You get a note that says so."],
        "about": "we wrote to you too often.",
        "found": ["We wrote to you on a day that you asked us not to."],
        "state_body": "Your state's attorney general", "state_body_web": "www.example.gov",
        "link": "https://northway.test/l/Q7",
        "interest_more": "No more interest is added.",
        "prescribed": ["These words stand for the words in force.", "And these for the second paragraph of them."],
        "breach": "the payments of two months did not come.",
        "next_steps": ["It ends the agreement.", "It may ask a court, after a letter that says so first."],
        "agreed_how": "in writing",
        "owner": "The account is still with the firm that lent you the money.",
        "offers": "You have made no offer so far, and we would like to hear one.",
        "how_to_pay": "By bank transfer, with the account number as the reference.",
    })
}

/// The sums among the facts: what begins with the sign of a currency.
fn figures(facts: &Value) -> Vec<String> {
    let texts = facts.as_object().unwrap().values().filter_map(Value::as_str);
    texts.filter(|text| text.starts_with(['$', '£'])).map(str::to_owned).collect()
}

fn english(kind: Kind, turn: usize) -> Message {
    let facts = facts(kind, turn);
    Composer::new().unwrap().compose(kind, &facts, &figures(&facts)).unwrap()
}

/// Kinds that have no more than they say, by their nature: see their documentation.
const BRIEF: [Kind; 2] = [Kind::OptOutConfirmed, Kind::CheckText];

#[test]
fn each_has_the_parts_that_every_message_has() {
    for kind in Kind::ALL.iter().copied().filter(|kind| !BRIEF.contains(kind)) {
        for turn in 0..12 {
            let facts = facts(kind, turn);
            let text = english(kind, turn).text();
            let says = |at: &str| {
                let said = facts.pointer(at).unwrap().as_str().unwrap();
                assert!(text.contains(said), "{kind:?} lacks `{said}`:\n{text}");
            };
            says("/agent/name");
            says("/agent/phone");
            says("/firm/name");
            says("/firm/address");
            says("/firm/email");
            says("/code");
            assert!(text.contains("To change how or when we reach you"), "{kind:?}");
            assert!(text.contains("Look up our number for yourself"), "{kind:?}");
            assert_eq!(text.contains("STOP"), facts["opt_out"] == true, "{kind:?}");
            if kind == Kind::ReplyNotMine {
                // A stranger may read it.
                for told in ["/creditor", "/person", "/disclosure", "/helps/0/name"] {
                    assert!(!text.contains(facts.pointer(told).unwrap().as_str().unwrap()), "{told}:\n{text}");
                }
                assert!(!text.to_lowercase().contains("debt"), "{text}");
            } else {
                says("/person");
                says("/helps/0/name");
                says("/helps/0/how");
                if kind != Kind::FirstUs && kind != Kind::FirstUk {
                    says("/disclosure");
                }
            }
        }
    }
}

#[test]
fn each_is_plain() {
    let mut hard = std::collections::BTreeSet::new();
    for kind in Kind::ALL {
        for turn in 0..12 {
            let message = english(*kind, turn);
            let own = message.own_words();
            let graded = grade(&own).flesch_kincaid;
            if graded > GRADE_AIM {
                hard.insert(format!("{}: grade {graded:.1}", kind.as_str()));
            }
            for sentence in own.split_inclusive(['.', '?', '!']) {
                let words = grade(sentence).words;
                if words > SENTENCE_WORDS_MAX {
                    hard.insert(format!("{}: {words} words in `{}`", kind.as_str(), sentence.trim()));
                }
            }
            assert!(grade(&message.subject).words <= 14, "{kind:?}: {}", message.subject);
        }
    }
    assert!(hard.is_empty(), "{hard:#?}");
    const { assert!(GRADE_AIM < GRADE_MAX) };
}

#[test]
fn each_passes_our_own_check() {
    // A letter of claim says what has been decided, and only where it has.
    let decided = Claims { intends_suit: Some(true), may_sue: Some(true), ..Claims::default() };
    for kind in Kind::ALL.iter().copied() {
        for turn in 0..12 {
            let message = english(kind, turn);
            let channel = if kind.is_text_message() { Channel::Text } else { Channel::Email };
            for text in [message.subject.clone(), message.text()] {
                let asked = TextToCheck {
                    text: &text,
                    channel,
                    purpose: Some(Purpose::Collect),
                    claims: (kind == Kind::ClaimUk || kind == Kind::DefaultUk).then_some(&decided),
                    requires: &[],
                };
                let found = check(&asked).findings;
                let stops: Vec<_> = found.iter().filter(|f| f.effect == Weight::Prohibits).collect();
                assert!(stops.is_empty(), "{kind:?}: {stops:?}\n{text}");
            }
        }
    }
}

/// Easy Read: short sentences, headings that ask, all that every message has, and nothing that our check stops.
#[test]
fn easy_words_are_easy_and_say_the_same() {
    let composer = Composer::new().unwrap();
    let mut hard = std::collections::BTreeSet::new();
    let mut seen = 0;
    for kind in Kind::ALL.iter().copied().filter(|kind| !kind.is_text_message()) {
        for turn in 0..6 {
            let facts = facts(kind, turn);
            let figures = figures(&facts);
            let easy = composer.compose_as((Language::English, Wording::Easy), kind, &facts, &figures).unwrap();
            let plain = english(kind, turn);
            if easy == plain {
                // The law gives so many of its words that there are no easier ones.
                continue;
            }
            seen += 1;
            assert_eq!(easy.subject, plain.subject, "{kind:?}");
            let text = easy.text();
            for at in ["/agent/name", "/agent/phone", "/firm/name", "/firm/address", "/firm/email", "/code"] {
                assert!(text.contains(facts.pointer(at).unwrap().as_str().unwrap()), "{kind:?} lacks {at}:\n{text}");
            }
            // The same sums in both, so that nobody is told less.
            for sum in figures.iter().filter(|sum| plain.text().contains(sum.as_str())) {
                assert!(text.contains(sum.as_str()), "{kind:?} lacks {sum}:\n{text}");
            }
            assert_eq!(text.contains("STOP"), facts["opt_out"] == true, "{kind:?}");
            for block in &easy.blocks {
                if let Block::Heading(heading) = block {
                    assert!(heading.ends_with('?'), "{kind:?}: `{heading}`");
                }
            }
            let own = easy.own_words();
            let disclosure = facts["disclosure"].as_str().unwrap();
            let own = own.replace(disclosure, "");
            if grade(&own).flesch_kincaid > 4.0 {
                hard.insert(format!("{}: grade {:.1}", kind.as_str(), grade(&own).flesch_kincaid));
            }
            for sentence in own.split_inclusive(['.', '?', '!', '\n']) {
                if grade(sentence).words > 14 {
                    hard.insert(format!("{}: `{}`", kind.as_str(), sentence.trim()));
                }
            }
            let asked = TextToCheck {
                text: &text,
                channel: Channel::Letter,
                purpose: Some(Purpose::Collect),
                claims: None,
                requires: &[],
            };
            let found = check(&asked).findings;
            let stops: Vec<_> = found.iter().filter(|f| f.effect == Weight::Prohibits).collect();
            assert!(stops.is_empty(), "{kind:?}: {stops:?}\n{text}");
        }
    }
    assert!(hard.is_empty(), "{hard:#?}");
    assert_eq!(seen, 19 * 6);
}

/// M-03 and M-08: calm, with no capitals, no exclamation marks and no words that push.
#[test]
fn subjects_are_calm_and_true() {
    for kind in Kind::ALL {
        let message = english(*kind, 1);
        let subject = message.subject.to_lowercase();
        for banned in
            ["urgent", "final", "legal", "immediate", "last chance", "re:", "action", "!", "warning", "overdue"]
        {
            assert!(!subject.contains(banned), "{kind:?}: {subject}");
        }
        assert!(!message.text().contains('!'), "{kind:?}");
        let shouted = |word: &&str| word.len() > 3 && word.chars().all(|c| c.is_ascii_uppercase());
        let own = message.own_words();
        let shouts: Vec<_> = own.split(|c: char| !c.is_alphanumeric()).filter(shouted).collect();
        assert!(shouts.iter().all(|word| ["STOP", "LATER"].contains(word)), "{kind:?}: {shouts:?}");
    }
}

/// No number stands in a message that is not among its facts, but for those of the law that it names.
#[test]
fn every_number_is_a_given_one() {
    let of_law = ["87", "1", "1974"];
    for kind in Kind::ALL.iter().copied() {
        for turn in 0..12 {
            let given = facts(kind, turn).to_string();
            let message = english(kind, turn);
            for block in &message.blocks {
                let Block::Prescribed(_) = block else {
                    let text = Message { subject: String::new(), blocks: vec![block.clone()] }.text();
                    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
                    for number in numbers {
                        let known = given.contains(number) || kind == Kind::DefaultUk && of_law.contains(&number);
                        assert!(known, "{kind:?}: {number} in {text}");
                    }
                    continue;
                };
            }
        }
    }
}

/// A sum that a template would show and nobody gave stops it, in each of those that show one.
#[test]
fn a_sum_that_nobody_gave_stops_it() {
    let composer = Composer::new().unwrap();
    let mut with_sums = 0;
    for kind in Kind::ALL.iter().copied() {
        let facts = facts(kind, 2);
        if english(kind, 2).text().contains(['$', '£']) {
            with_sums += 1;
            let stopped = composer.compose(kind, &facts, &[]);
            assert!(matches!(stopped, Err(ComposeError::UnknownFigure { .. })), "{kind:?}: {stopped:?}");
        }
    }
    assert!(with_sums >= 9, "{with_sums}");
}

/// Each fact that a template names is needed, but for a licence that not every firm has.
#[test]
fn a_missing_fact_stops_it() {
    let composer = Composer::new().unwrap();
    for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::OptOutConfirmed) {
        let mut facts = facts(kind, 0);
        facts.as_object_mut().unwrap().remove("agent");
        let stopped = composer.compose(kind, &facts, &figures(&facts));
        assert!(matches!(stopped, Err(ComposeError::Unfilled { .. })), "{kind:?}");
    }
}

#[test]
fn the_text_message_fits_a_lock_screen() {
    for turn in 0..12 {
        let message = english(Kind::CheckText, turn);
        let text = message.text();
        assert!(text.trim().chars().count() <= TEXT_MESSAGE_CHARS_MAX, "{text}");
        let facts = facts(Kind::CheckText, turn);
        assert!(!text.contains(facts["creditor"].as_str().unwrap()), "{text}");
        assert!(!text.to_lowercase().contains("debt") && !text.contains(['$', '£']), "{text}");
        assert!(text.contains("STOP") && text.contains("northway.test"), "{text}");
    }
    let mut facts = facts(Kind::CheckText, 0);
    facts["firm"]["name"] =
        json!("A Firm With Such A Very Long Name That It Leaves No Room For Anything Else At All Ltd");
    let stopped = Composer::new().unwrap().compose(Kind::CheckText, &facts, &[]);
    assert!(
        matches!(stopped, Err(ComposeError::TextTooLong { chars }) if chars > TEXT_MESSAGE_CHARS_MAX),
        "{stopped:?}"
    );
}

/// Model Form B-1 word for word, in its order (12 CFR 1006, appendix B).
#[test]
fn the_us_notice_has_the_words_of_the_model_form() {
    let facts = facts(Kind::FirstUs, 0);
    let text = english(Kind::FirstUs, 0).text();
    let fact = |name: &str| facts[name].as_str().unwrap().to_owned();
    let (firm, creditor, end) = (facts["firm"]["name"].as_str().unwrap(), fact("creditor"), fact("period_end"));
    let mut from = 0;
    for words in [
        format!("{firm} is a debt collector. We are trying to collect a debt that you owe to {creditor}. We will use any information you give us to help collect the debt."),
        "Our information shows:".to_owned(),
        format!("You had a {} from {creditor} with account number {}.", fact("what"), fact("account")),
        format!("As of {}, you owed: {}", fact("itemization_date"), fact("amount")),
        format!("Between {} and today:", fact("itemization_date")),
        format!("You were charged this amount in interest: + {}", fact("interest")),
        format!("You were charged this amount in fees: + {}", fact("fees")),
        format!("You paid or were credited this amount toward the debt: − {}", fact("paid_or_credited")),
        format!("Total amount of the debt now: {}", fact("total")),
        "How can you dispute the debt?".to_owned(),
        format!("Call or write to us by {end}, to dispute all or part of the debt. If you do not, we will assume that our information is correct."),
        format!("If you write to us by {end}, we must stop collection on any amount you dispute until we send you information that shows you owe the debt. You may use the form below or write to us without the form. You may also include supporting documents. We accept disputes electronically at"),
        "What else can you do?".to_owned(),
        format!("Write to ask for the name and address of the original creditor, if different from the current creditor. If you write by {end}, we must stop collection until we send you that information. You may use the form below or write to us without the form. We accept such requests electronically at"),
        "Go to www.cfpb.gov/debt-collection to learn more about your rights under federal law. For instance, you have the right to stop or limit how we contact you.".to_owned(),
        "Contact us about your payment options.".to_owned(),
        "How do you want to respond?".to_owned(),
        "Check all that apply:".to_owned(),
        "I want to dispute the debt because I think: This is not my debt.".to_owned(),
        "The amount is wrong.".to_owned(),
        "Other (please describe on reverse or attach additional information).".to_owned(),
        "I want you to send me the name and address of the original creditor.".to_owned(),
        "I enclosed this amount:".to_owned(),
    ] {
        let place = text.get(from..).and_then(|rest| rest.find(&words));
        from += place.unwrap_or_else(|| panic!("`{words}` is missing after {from} in\n{text}"));
    }
}

/// What a letter of claim has to say and enclose (Pre-Action Protocol for Debt Claims, 3.1 to 3.3).
#[test]
fn a_letter_of_claim_is_complete() {
    let facts = facts(Kind::ClaimUk, 1);
    let text = english(Kind::ClaimUk, 1).text();
    for name in [
        "total",
        "interest_more",
        "agreed_on",
        "agreed_how",
        "creditor",
        "owner",
        "offers",
        "how_to_pay",
        "reply_by",
        "account",
    ] {
        assert!(text.contains(facts[name].as_str().unwrap()), "it lacks `{name}`:\n{text}");
    }
    for enclosed in ["statement of the account", "information sheet", "reply form", "financial statement form"] {
        assert!(text.contains(enclosed), "it lacks the {enclosed}");
    }
    assert!(text.contains("ask us for a copy"), "{text}");
}

#[test]
fn the_words_of_law_are_given_and_stand_unchanged() {
    for kind in [Kind::ArrearsUk, Kind::DefaultUk] {
        let prescribed: Vec<String> = english(kind, 0)
            .blocks
            .into_iter()
            .filter_map(|block| if let Block::Prescribed(words) = block { Some(words) } else { None })
            .collect();
        assert_eq!(
            prescribed,
            ["These words stand for the words in force.", "And these for the second paragraph of them."]
        );
        let mut facts = facts(kind, 0);
        facts.as_object_mut().unwrap().remove("prescribed");
        let stopped = Composer::new().unwrap().compose(kind, &facts, &figures(&facts));
        assert!(matches!(stopped, Err(ComposeError::Unfilled { .. })), "{kind:?}");
    }
}

#[test]
fn a_draft_is_read_but_never_sent() {
    let composer = Composer::new().unwrap();
    let mut drafts = 0;
    for language in [Language::Spanish, Language::Welsh] {
        for kind in Kind::ALL.iter().copied() {
            let facts = facts(kind, 0);
            let stopped = composer.compose_in(language, kind, &facts, &figures(&facts));
            let written = version(kind, language);
            match (&stopped, written) {
                (Err(ComposeError::NotApproved { have: 0, version, .. }), Some(written)) => {
                    assert_eq!(*version, written);
                    let said = stopped.as_ref().unwrap_err().to_string();
                    assert!(said.contains("2 people") && said.contains(version.as_str()), "{said}");
                    let draft = composer.draft(language, kind, &facts, &figures(&facts)).unwrap();
                    assert!(!draft.read().text().contains("{{"), "{kind:?}");
                    drafts += 1;
                }
                (Err(ComposeError::NotWritten { .. }), None) => {}
                other => panic!("{language:?} {kind:?}: {other:?}"),
            }
        }
    }
    assert!(drafts >= 45, "{drafts}");
}

#[test]
fn two_people_let_a_version_out_and_no_other() {
    let facts = facts(Kind::Hold, 0);
    let record = |by: &[&str], version: String| Approval {
        template: Kind::Hold,
        language: Language::Spanish,
        version,
        by: by.iter().map(|name| (*name).to_owned()).collect(),
        on: "2026-03-02".parse().unwrap(),
        note: None,
    };
    let now = version(Kind::Hold, Language::Spanish).unwrap();
    let sent = |approved: Vec<Approval>| {
        let composer = Composer::with(Approvals { approved }).unwrap();
        composer.compose_in(Language::Spanish, Kind::Hold, &facts, &figures(&facts))
    };
    assert!(matches!(sent(vec![record(&["Ana Ruiz"], now.clone())]), Err(ComposeError::NotApproved { have: 1, .. })));
    let earlier = "0123456789abcdef".to_owned();
    assert!(matches!(
        sent(vec![record(&["Ana Ruiz", "Ned Cole"], earlier)]),
        Err(ComposeError::NotApproved { have: 0, .. })
    ));
    assert!(sent(vec![record(&["Ana Ruiz", "Ned Cole"], now)]).is_ok());
}

/// A changed template has to be approved again: its record says which version was read.
#[test]
fn the_english_templates_are_approved_as_they_stand() {
    let approvals = Approvals::built_in().unwrap();
    for kind in Kind::ALL.iter().copied() {
        let version = version(kind, Language::English).unwrap();
        let have = approvals.count(kind, Language::English, &version);
        assert!(have >= APPROVERS_MIN, "{}: version {version} has {have} approvals", kind.as_str());
    }
    assert!(approvals.approved.iter().all(|a| a.language == Language::English), "no machine's draft is approved");
}
