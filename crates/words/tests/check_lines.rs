//! The check of a text before it is sent: labels, the house's list, missing parts, plainness.

use facts::{Channel, Claims, Part};
use words::check::{Checked, TextToCheck, Weight, check, grade};

fn checked(text: &str, claims: Option<&Claims>, requires: &[Part]) -> Checked {
    check(&TextToCheck { text, channel: Channel::Letter, purpose: None, claims, requires })
}

fn labels(text: &str) -> Vec<&'static str> {
    checked(text, None, &[]).findings.iter().map(|f| f.label).collect()
}

#[test]
fn each_entry_of_the_house_list_is_blocked_with_a_rewrite() {
    for text in [
        "The debtor called.",
        "You failed to pay.",
        "You ignored our letters.",
        "FINAL NOTICE",
        "This is your last chance.",
        "Act now!",
        "We may be forced to take steps.",
        "Legal action may follow.",
        "You must pay today.",
        "As per our policy we cannot.",
        "You promised to pay on Friday.",
        "Everyone else pays.",
        "I understand exactly how you feel.",
        "Please calm down.",
        "Don't worry about it.",
        "There is nothing I can do.",
        "How much can you pay right now?",
        "Could you borrow from family?",
        "Why did you spend it?",
        "Prove it.",
        "She refuses to engage.",
    ] {
        assert!(labels(text).contains(&"banned"), "{text}: {:?}", labels(text));
        assert!(!checked(text, None, &[]).ok, "{text}");
    }
}

#[test]
fn kind_words_are_left_alone() {
    for text in [
        "Hello Ana, thank you for your call. We can pause for 30 days.",
        "These are your options. You can pay in parts, or ask us to wait.",
        "We have not heard from you. Is there anything that makes this hard?",
        "Free advice is there for you: StepChange, 0800 138 1111.",
    ] {
        let found = checked(text, None, &[]);
        assert!(found.ok && found.findings.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn a_threat_that_is_decided_and_lawful_is_no_finding() {
    let text = "First Bank has decided to file a suit in May.";
    assert!(labels(text).contains(&"threat_legal"));
    let true_claims = Claims { intends_suit: Some(true), may_sue: Some(true), ..Claims::default() };
    assert!(checked(text, Some(&true_claims), &[]).ok);
    let false_claims = Claims { intends_suit: Some(false), may_sue: Some(true), ..Claims::default() };
    assert!(!checked(text, Some(&false_claims), &[]).ok);
}

#[test]
fn a_required_part_that_is_missing_is_named() {
    let found = checked("Your balance is $640.00.", None, &[Part::OptOutNotice]);
    let missing = found.findings.iter().find(|f| f.label == "missing").unwrap();
    assert_eq!(missing.effect, Weight::Requires);
    assert!(!found.ok);
    assert!(checked("Reply STOP to stop texts to this number.", None, &[Part::OptOutNotice]).ok);
}

#[test]
fn grades_follow_the_formula() {
    let found = grade("The cat sat on the mat. It was a good cat.");
    assert_eq!((found.words, found.sentences, found.syllables), (11, 2, 11));
    assert!((found.flesch_kincaid - (0.39 * 5.5 + 11.8 - 15.59)).abs() < 0.001);
    assert_eq!(grade("").flesch_kincaid, 0.0);
}
