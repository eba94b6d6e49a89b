//! Parts of a text: disclosures in two languages, ways to opt out, who speaks, voicemails, envelopes.

use facts::{AmountOf, Assertion, Channel, Part, Purpose, Reading};
use words::check::{Names, Words, read};

fn reading(channel: Channel, text: &str) -> Reading {
    read(&Words {
        text,
        subject: None,
        channel,
        purpose: Some(Purpose::Collect),
        names: Names {
            firm: vec!["Northway Services LLC", "ABC Inc."],
            creditors: vec!["First Bank"],
            people: vec!["Ana Ruiz", "Ned Cole"],
            licence: Some("10042-99"),
        },
    })
}

#[track_caller]
fn carries(channel: Channel, text: &str, part: Part) {
    let found = reading(channel, text);
    assert!(found.carries(part), "{part:?} not read in: {text}\n{found:?}");
}

#[track_caller]
fn lacks(channel: Channel, text: &str, part: Part) {
    assert!(!reading(channel, text).carries(part), "{part:?} read in: {text}");
}

#[test]
fn the_initial_disclosure_in_many_words() {
    for text in [
        "This is an attempt to collect a debt. Any information obtained will be used for that purpose.",
        "This is an attempt to collect a debt and any information obtained will be used for that purpose.",
        "We are trying to collect a debt that you owe. We will use any information you give us to help collect the debt.",
        "Northway Services is a debt collector. We are attempting to collect a debt and will use information you provide for that purpose.",
        "The purpose of this letter is to collect a debt; information we obtain will be used for that purpose.",
        "Anything you tell us will be used to collect it: this call is an attempt to collect a debt.",
    ] {
        carries(Channel::Letter, text, Part::InitialDisclosure);
    }
    for text in [
        "This communication is from a debt collector.",
        "This is an attempt to collect a debt.",
        "Any information obtained will be used for that purpose.",
        "Information about your plan will be used to update our files.",
    ] {
        lacks(Channel::Letter, text, Part::InitialDisclosure);
    }
}

#[test]
fn a_collector_says_so() {
    for text in [
        "This communication is from a debt collector.",
        "Northway Services, a debt collector: your payment arrived.",
        "We are a debt collection agency.",
        "You are speaking with a debt collector.",
        "Northway Services LLC is a collection agency.",
        "I'm calling from Northway Services. I am a debt collector.",
    ] {
        carries(Channel::Letter, text, Part::CollectorDisclosure);
    }
    lacks(Channel::Letter, "Northway Services wants to talk about your account.", Part::CollectorDisclosure);
    lacks(Channel::Letter, "We are not a debt collector.", Part::CollectorDisclosure);
}

#[test]
fn disclosures_in_spanish_count_for_spanish_alone() {
    let both = reading(
        Channel::Letter,
        "Este es un intento de cobrar una deuda. Toda información que obtengamos se usará para ese propósito.",
    );
    assert!(both.carries_in(Part::InitialDisclosure, "es"));
    assert!(!both.carries_in(Part::InitialDisclosure, "en"));
    for text in [
        "Somos una agencia de cobro de deudas.",
        "Esta comunicación es de un cobrador de deudas.",
        "Le llama una agencia de cobranza.",
    ] {
        assert!(reading(Channel::Call, text).carries_in(Part::CollectorDisclosure, "es"), "{text}");
    }
}

#[test]
fn simple_ways_out() {
    for text in [
        "Reply STOP to stop texts to this telephone number.",
        "Text STOP to opt out.",
        "To opt out, reply STOP.",
        "To stop these messages, reply STOP.",
        "If you no longer want texts at this number, send STOP.",
        "Unsubscribe from further emails: click the link below.",
        "Click here to opt out of further emails to this email address.",
        "You can stop these emails by tapping this link.",
        "Reply END to end these texts.",
        "To opt out, reply with the word \"stop\" in the subject line.",
        "Responda STOP para dejar de recibir mensajes de texto en este número.",
    ] {
        carries(Channel::Text, text, Part::OptOutNotice);
        let found = reading(Channel::Text, text);
        assert!(
            !found.asserts_any(&[Assertion::OptOutCosts, Assertion::OptOutAsksMore, Assertion::OptOutHard]),
            "{text}"
        );
    }
    for text in [
        "To opt out of e-mails, write to us at P.O. Box 71, Albany, NY 12201.",
        "To opt out, call 1-800-555-1212.",
        "You may opt out by visiting our website.",
        "Please do not reply to this message.",
        "We will stop at nothing to help you.",
    ] {
        lacks(Channel::Email, text, Part::OptOutNotice);
    }
    let free = reading(Channel::Text, "To opt out at no cost, reply STOP. There is no fee.");
    assert!(free.carries(Part::OptOutNotice) && !free.asserts(Assertion::OptOutCosts));
    let paid = reading(Channel::Text, "Reply STOP to opt out; a fee of $1.00 applies.");
    assert!(paid.asserts(Assertion::OptOutCosts));
    let asks = reading(Channel::Text, "To opt out reply STOP and give your account number and date of birth.");
    assert!(asks.asserts(Assertion::OptOutAsksMore));
}

#[test]
fn who_speaks() {
    carries(Channel::Call, "Hello, this is Robin Smith from Northway Services.", Part::CallerIdentity);
    carries(Channel::Call, "Good morning, my name is Dana Lee.", Part::CallerName);
    carries(Channel::Call, "Hi, I'm Dana Lee.", Part::CallerName);
    carries(Channel::Call, "Dana Lee here.", Part::CallerName);
    lacks(Channel::Call, "I am confirming location information for Ana Ruiz.", Part::CallerName);
    lacks(Channel::Call, "This is Northway Services.", Part::CallerName);
    lacks(Channel::Call, "This is Ana Ruiz?", Part::CallerName);
    lacks(Channel::Call, "This call is from a debt collector.", Part::CallerIdentity);
    carries(Channel::Letter, "California license no. 10042-99", Part::LicenceNumber);
    carries(Channel::Letter, "License Number: 4471-22", Part::LicenceNumber);
    lacks(Channel::Letter, "Call 1-800-555-1212.", Part::LicenceNumber);
}

#[test]
fn limited_content_and_more() {
    for text in [
        "This is Robin Smith calling from ABC Inc. Please contact me or Jim Johnson at 1-800-555-1212.",
        "Good afternoon Ana. This is Robin Smith calling from ABC Inc. Please call me back at 1-800-555-1212. Thank you.",
        "Hello, it's Robin Smith with ABC Inc. You can reach me or any of our associates at 1-800-555-1212, weekdays from 9 a.m. to 5 p.m. Eastern.",
        "Hi, this is Robin Smith of ABC Inc. It is 10:05 a.m. on Monday, March 1. Please return my call at 800-555-1212.",
    ] {
        let found = reading(Channel::Voicemail, text);
        assert!(!found.asserts(Assertion::BeyondLimitedContent), "{text}\n{found:?}");
        for part in [Part::BusinessName, Part::ReplyRequest, Part::ContactName, Part::ReplyNumber] {
            assert!(found.carries(part), "{part:?} in {text}");
        }
    }
    for text in [
        "This is Robin Smith calling from ABC Inc. about an important matter. Please call 1-800-555-1212.",
        "This is Robin Smith calling from ABC Inc. Please call 1-800-555-1212 about your account.",
        "This is Robin Smith calling from ABC Inc. Please call 1-800-555-1212. Your reference is 4471.",
        "This is Robin Smith of ABC Inc. with an urgent message. Call 1-800-555-1212.",
        "This message is for Ana Ruiz. This is Robin Smith of ABC Inc. Please call me at 1-800-555-1212.",
    ] {
        assert!(reading(Channel::Voicemail, text).asserts(Assertion::BeyondLimitedContent), "{text}");
    }
}

#[test]
fn envelopes() {
    for text in [
        "Northway Services LLC\nP.O. Box 71, Albany, NY 12201\n\nAna Ruiz\n12 Elm Street\nAlbany, NY 12207",
        "P.O. Box 71\nAlbany, NY 12201\n\nAna Ruiz\n12 Elm Street, Apt. 4B\nAlbany, NY 12207",
        "Northway Services LLC\nP.O. Box 71, Albany, NY 12201\n\nReturn Service Requested\nPRESORTED FIRST-CLASS MAIL\nUS POSTAGE PAID\n\nMs. Ana Ruiz\n12 Elm Street\nAlbany, NY 12207",
    ] {
        let found = reading(Channel::Envelope, text);
        assert!(!found.asserts(Assertion::BeyondEnvelope), "{text}\n{found:?}");
    }
    for line in [
        "FINAL NOTICE",
        "Time sensitive",
        "Open at once",
        "[picture of a stop sign]",
        "Important: legal documents",
        "You owe $640.00",
        "Reply within 5 days",
        "A message about your card",
    ] {
        let text = format!(
            "Northway Services LLC\nP.O. Box 71, Albany, NY 12201\n{line}\nAna Ruiz\n12 Elm Street\nAlbany, NY 12207"
        );
        assert!(reading(Channel::Envelope, &text).asserts(Assertion::BeyondEnvelope), "{line}");
    }
}

#[test]
fn sums_and_what_they_are() {
    let of = |text: &str| reading(Channel::Letter, text).amounts.first().map(|a| (a.money.to_string(), a.of));
    assert_eq!(of("Your balance is $1,840.50."), Some(("1840.50 USD".into(), AmountOf::Balance)));
    assert_eq!(of("You are £180 in arrears."), Some(("180.00 GBP".into(), AmountOf::Arrears)));
    assert_eq!(of("Pay £400 by Friday."), Some(("400.00 GBP".into(), AmountOf::Asked)));
    assert_eq!(of("We added a $25 fee."), Some(("25.00 USD".into(), AmountOf::Fee)));
}
