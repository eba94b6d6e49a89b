//! Checks a text that is about to be sent: what it says that it may not, what it lacks, what the house never says.

use facts::{Assertion, Channel, Claims, Part, Purpose, TextField};
use serde::Serialize;

use super::grade::{Grade, grade, sentences_of, words_of};
use super::read::{Names, Words, read_scanned};
use super::scan::Scan;

/// A text to check, with what is known behind it.
#[derive(Debug, Clone)]
pub struct TextToCheck<'a> {
    pub text: &'a str,
    pub channel: Channel,
    pub purpose: Option<Purpose>,
    pub claims: Option<&'a Claims>,
    /// Parts that it must carry.
    pub requires: &'a [Part],
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// Nothing that forbids stands in it, and no required part is missing.
    pub ok: bool,
    pub findings: Vec<Flagged>,
    pub grade: Grade,
}

/// One thing that stands in the text and should not, or that it lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flagged {
    /// What kind of thing: `threat_legal`, `banned`, `missing` and their like.
    pub label: &'static str,
    /// The paragraph, or the house's own rule.
    pub rule: &'static str,
    pub effect: Weight,
    /// Byte offsets of the words, `[start, end)`; the whole text where something is missing.
    pub span: (usize, usize),
    /// What to say instead; empty where nothing should be.
    pub rewrite: String,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// It can't be sent.
    Prohibits,
    /// A part is missing.
    Requires,
    /// Better said otherwise.
    Advises,
}

/// Sentences have at most so many words (the house's M-01).
pub const SENTENCE_WORDS_MAX: usize = 20;
/// The highest grade of a text for everybody: a hard stop (M-01).
pub const GRADE_MAX: f64 = 8.0;

/// Checks a text.
pub fn check(asked: &TextToCheck) -> Checked {
    let words = Words {
        text: asked.text,
        subject: None,
        channel: asked.channel,
        purpose: asked.purpose,
        names: Names::default(),
    };
    let scan = Scan::of(asked.text);
    let reading = read_scanned(&words, &scan);
    let mut findings = Vec::new();
    for said in reading.assertions.iter().filter(|a| a.field == TextField::Text) {
        for kind in KINDS.iter().filter(|k| k.what == said.what && !is_true(asked.claims, said.what)) {
            flag(&mut findings, kind.label, kind.rule, kind.weight, said.span, kind.rewrite);
        }
    }
    for (section, label, rule, weight, rewrite) in LINES {
        for found in scan.named(section) {
            flag(&mut findings, label, rule, *weight, scan.span(found.first, found.last), rewrite);
        }
    }
    unnamed_caller(asked, &scan, &mut findings);
    for part in asked.requires.iter().filter(|part| !reading.carries(**part)) {
        let rewrite = format!("add the part `{}`", part.as_str());
        findings.push(Flagged {
            label: "missing",
            rule: "requires",
            effect: Weight::Requires,
            span: (0, asked.text.len()),
            rewrite,
        });
    }
    let grade = grade(asked.text);
    plainness(asked.text, grade, &mut findings);
    findings.sort_by_key(|f| f.span);
    let ok = findings.iter().all(|f| f.effect == Weight::Advises);
    Checked { ok, findings, grade }
}

/// Adds a finding, but for one of the same label that lies within one already there.
fn flag(
    findings: &mut Vec<Flagged>,
    label: &'static str,
    rule: &'static str,
    effect: Weight,
    span: (usize, usize),
    rewrite: &str,
) {
    let covered = |f: &Flagged| f.label == label && f.span.0 <= span.0 && f.span.1 >= span.1;
    if findings.iter().any(covered) {
        return;
    }
    findings.retain(|f| !(f.label == label && span.0 <= f.span.0 && span.1 >= f.span.1));
    findings.push(Flagged { label, rule, effect, span, rewrite: rewrite.to_owned() });
}

/// A request to call back by somebody who gives no firm: a first name, a number, and no more.
fn unnamed_caller(asked: &TextToCheck, scan: &Scan, findings: &mut Vec<Flagged>) {
    let Some(call) = scan.named("line_call_back").next() else { return };
    let introduces = ["this is", "my name is", "it is", "it's"].iter().any(|i| asked.text.to_lowercase().contains(i));
    let named =
        ["from ", "calling from", " of ", " with ", "at the "].iter().any(|i| asked.text.to_lowercase().contains(i));
    if introduces && !named && words_of(asked.text).count() <= 25 {
        let span = scan.span(call.first, call.last);
        flag(
            findings,
            "no_identification",
            "1006.14(g)",
            Weight::Prohibits,
            span,
            "say your name, your firm and why you call",
        );
    }
}

/// Long sentences, and a grade above the hard stop.
fn plainness(text: &str, grade: Grade, findings: &mut Vec<Flagged>) {
    let mut start = 0;
    for sentence in sentences_of(text) {
        let span = (start, start + sentence.len());
        start = span.1;
        if words_of(sentence).count() > SENTENCE_WORDS_MAX {
            flag(
                findings,
                "long_sentence",
                "M-01",
                Weight::Advises,
                span,
                "say it in two sentences of at most twenty words",
            );
        }
    }
    if grade.flesch_kincaid > GRADE_MAX && grade.words > SENTENCE_WORDS_MAX {
        let rewrite = "use shorter words and sentences: the text should read at grade six, and never above eight";
        flag(findings, "hard_to_read", "M-01", Weight::Advises, (0, text.len()), rewrite);
    }
}

/// What is said is true and lawful, by the facts behind it.
fn is_true(claims: Option<&Claims>, what: Assertion) -> bool {
    let Some(claims) = claims else { return false };
    let yes = |fact: Option<bool>| fact == Some(true);
    match what {
        Assertion::ThreatensSuit => yes(claims.intends_suit) && yes(claims.may_sue),
        Assertion::ThreatensSeizure => yes(claims.intends_seizure) && yes(claims.seizure_lawful),
        Assertion::ThreatensRepossession => yes(claims.present_right) && yes(claims.intends_repossession),
        Assertion::StatesSuitFiled => yes(claims.suit_filed) || yes(claims.judgment),
        Assertion::StatesJudgment => yes(claims.judgment),
        Assertion::ClaimsGovernment => yes(claims.government),
        Assertion::ClaimsCreditBureau => yes(claims.credit_bureau),
        Assertion::ClaimsAttorney => yes(claims.from_attorney),
        Assertion::ClaimsCourtOfficer => yes(claims.court_instructed),
        Assertion::ClaimsTradeBody => yes(claims.trade_body_member),
        Assertion::LooksOfficial => yes(claims.court_document),
        Assertion::AccusesOfCrime | Assertion::ThreatensProsecution => yes(claims.crime),
        Assertion::SaysDefensesEnd => yes(claims.transfer_ends_defenses),
        Assertion::SaysInnocentPurchaser => yes(claims.innocent_purchaser),
        Assertion::OffersPrize => yes(claims.offer_real),
        Assertion::PressesTime => yes(claims.deadline_real),
        Assertion::ThreatensCreditReport => claims.information_false == Some(false),
        _ => false,
    }
}

/// What an assertion is called here, where it comes from and what to say instead.
struct Kind {
    what: Assertion,
    label: &'static str,
    rule: &'static str,
    weight: Weight,
    rewrite: &'static str,
}

const fn kind(what: Assertion, label: &'static str, rule: &'static str, rewrite: &'static str) -> Kind {
    Kind { what, label, rule, weight: Weight::Prohibits, rewrite }
}

const fn mild(what: Assertion, label: &'static str, rule: &'static str, rewrite: &'static str) -> Kind {
    Kind { what, label, rule, weight: Weight::Advises, rewrite }
}

const ONLY_DECIDED: &str = "name the exact next step, only if it is decided and lawful, and what comes before it";
const NOBODY_TOLD: &str = "we speak about this with you alone";

const KINDS: &[Kind] = &[
    kind(Assertion::ThreatensSuit, "threat_legal", "1006.18(c)(1)", ONLY_DECIDED),
    kind(Assertion::ThreatensBankruptcy, "threat_legal", "1006.18(c)(1)", ONLY_DECIDED),
    kind(Assertion::ThreatensSeizure, "threat_legal", "1006.18(b)(3)", ONLY_DECIDED),
    kind(Assertion::ThreatensRepossession, "threat_legal", "1006.22(e)", ONLY_DECIDED),
    kind(
        Assertion::StatesSuitFiled,
        "threat_legal",
        "1006.18(b)(2)(i)",
        "say what was filed, where and when, if it was",
    ),
    kind(Assertion::ThreatensArrest, "threat_arrest", "1006.18(b)(3)", "nobody can be arrested for this debt"),
    kind(Assertion::ThreatensProsecution, "threat_arrest", "1006.18(b)(1)(iv)", "owing money is not a crime"),
    kind(Assertion::ThreatensProsecution, "misleading", "1006.18(b)(1)(iv)", "owing money is not a crime"),
    kind(Assertion::AccusesOfCrime, "misleading", "1006.18(b)(1)(iv)", "owing money is not a crime"),
    kind(Assertion::ThreatensImpossible, "misleading", "1006.18(c)(1)", ""),
    kind(Assertion::ThreatensImmigration, "misleading", "1006.18(c)(1)", ""),
    kind(Assertion::ThreatensViolence, "threat_contact", "1006.14(c)", ""),
    kind(Assertion::ThreatensDisclosure, "threat_contact", "1006.18(c)(1)", NOBODY_TOLD),
    kind(Assertion::ThreatensPublication, "threat_contact", "1006.14(e)", NOBODY_TOLD),
    kind(
        Assertion::ThreatensContact,
        "threat_contact",
        "1006.14(a)",
        "tell us how and when you would like to hear from us",
    ),
    mild(Assertion::ThreatensVisit, "threat_contact", "M-07", "we can talk by phone, by letter or online, as you like"),
    kind(
        Assertion::ThreatensTransferee,
        "threat_contact",
        "1006.18(b)(1)(v)(B)",
        "you keep every right, whoever owns the account",
    ),
    kind(
        Assertion::ThreatensCreditReport,
        "threat_credit",
        "1006.18(c)(2)",
        "say what is reported, when, and how to dispute it",
    ),
    kind(Assertion::ClaimsGovernment, "false_authority", "1006.18(b)(1)(i)", "we are a private company"),
    kind(Assertion::ClaimsCreditBureau, "false_authority", "1006.18(b)(1)(ii)", "we are not a credit bureau"),
    kind(Assertion::ClaimsAttorney, "false_authority", "1006.18(b)(1)(iii)", "say your own name and job"),
    kind(Assertion::ClaimsCourtOfficer, "false_authority", "CONC 7.11.1R", "we do not act for a court"),
    kind(Assertion::ClaimsTradeBody, "false_authority", "CONC 7.11.4R", ""),
    kind(Assertion::LooksOfficial, "false_authority", "1006.18(c)(3)", "this is a letter from us, and no court paper"),
    kind(
        Assertion::StatesJudgment,
        "misleading",
        "1006.18(b)(2)(i)",
        "name the court, the day and the sum, if there is a judgment",
    ),
    kind(Assertion::StatesSuitFiled, "misleading", "1006.18(b)(2)(i)", "say what was filed, where and when, if it was"),
    kind(
        Assertion::DeniesLegalProcess,
        "misleading",
        "1006.18(b)(1)(viii)",
        "read the court papers and answer by their date",
    ),
    kind(Assertion::SaysDefensesEnd, "misleading", "1006.18(b)(1)(v)(A)", "you keep every right and defense"),
    kind(Assertion::SaysInnocentPurchaser, "misleading", "1006.18(b)(1)(vi)", ""),
    kind(Assertion::SaysSilenceAdmits, "misleading", "1006.38(d)(1)", "not to answer is no admission"),
    kind(Assertion::DeniesDispute, "misleading", "1006.38(b)(1)", "you can dispute it; here is how"),
    kind(Assertion::UsesPretext, "misleading", "1006.18(d)", "say who you are and why you write"),
    kind(Assertion::OffersPrize, "misleading", "1006.18(d)", ""),
    kind(Assertion::MisleadsOnCosts, "misleading", "1006.18(d)", "you can ask a lawyer or legal aid, often for free"),
    kind(Assertion::MisleadsOnCosts, "threat_legal", "1006.18(c)(1)", ONLY_DECIDED),
    kind(
        Assertion::ShiftsProof,
        "misleading",
        "CONC 7.14.4R",
        "is there anything you would like us to see? your word is enough to start",
    ),
    kind(
        Assertion::DiscouragesAdvice,
        "misleading",
        "CONC 8.2.2G",
        "free, independent advice can help; take your time",
    ),
    kind(Assertion::PressesToBorrow, "pressure", "CONC 7.3.10R", "please don't borrow or sell anything to pay this"),
    kind(Assertion::DemandsWhole, "pressure", "CONC 7.3.10R", "these are your options"),
    mild(Assertion::PressesTime, "pressure", "E-09", "name a day, and what happens if it does not work"),
    kind(Assertion::Shames, "shaming", "M-03", ""),
    kind(Assertion::Profane, "disrespect", "1006.14(d)", ""),
    mild(Assertion::Disrespects, "disrespect", "M-03", "that sounds really hard; what would help?"),
];

type Line = (&'static str, &'static str, &'static str, Weight, &'static str);

/// Sections of the books that a label rests on: the house's list (E-09), and lines that people have heard.
const LINES: &[Line] = &[
    ("ban_names", "banned", "E-09", Weight::Prohibits, "the person's name"),
    ("ban_failed", "banned", "E-09", Weight::Prohibits, "we have not heard from you; the payment did not arrive"),
    ("ban_final", "banned", "E-09", Weight::Prohibits, "name a day, and what happens if that does not work"),
    ("ban_maybe", "banned", "E-09", Weight::Prohibits, ONLY_DECIDED),
    ("ban_must", "banned", "E-09", Weight::Prohibits, "these are your options"),
    ("ban_policy", "banned", "E-09", Weight::Prohibits, "what we can do is"),
    ("ban_promised", "banned", "E-09", Weight::Prohibits, "we had planned for that day; what got in the way?"),
    ("ban_everyone", "banned", "E-09", Weight::Prohibits, ""),
    ("ban_feel", "banned", "E-09", Weight::Prohibits, "that sounds really hard"),
    ("ban_calm", "banned", "E-09", Weight::Prohibits, "take your time; let us see one thing at a time"),
    ("ban_nothing", "banned", "E-09", Weight::Prohibits, "what I can do is"),
    ("ban_how_much", "banned", "E-09", Weight::Prohibits, "what has changed for you lately?"),
    ("ban_borrow", "banned", "E-09", Weight::Prohibits, ""),
    ("ban_spent", "banned", "E-09", Weight::Prohibits, ""),
    (
        "ban_prove",
        "banned",
        "E-09",
        Weight::Prohibits,
        "is there anything you would like us to see? your word is enough to start",
    ),
    ("ban_refuses", "banned", "E-09", Weight::Prohibits, "no contact since"),
    ("line_pressure", "pressure", "E-09", Weight::Advises, "say what it is about and what the options are"),
    (
        "line_no_identification",
        "no_identification",
        "1006.14(g)",
        Weight::Prohibits,
        "say your name, your firm and why you call",
    ),
    ("line_threat_legal", "threat_legal", "1006.18(c)(1)", Weight::Prohibits, ONLY_DECIDED),
    ("line_threat_arrest", "threat_arrest", "1006.18(b)(3)", Weight::Prohibits, "nobody can be arrested for this debt"),
    (
        "line_threat_credit",
        "threat_credit",
        "1006.18(c)(2)",
        Weight::Prohibits,
        "say what is reported, when, and how to dispute it",
    ),
    ("line_threat_contact", "threat_contact", "1006.14(a)", Weight::Prohibits, NOBODY_TOLD),
    ("line_misleading", "misleading", "1006.18(d)", Weight::Prohibits, "say only what is so"),
    ("line_disrespect", "disrespect", "M-03", Weight::Prohibits, "that sounds really hard; what would help?"),
    ("line_shaming", "shaming", "M-03", Weight::Prohibits, "what got in the way?"),
];
