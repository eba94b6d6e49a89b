//! 1006.18: false, deceptive or misleading words, and the words in which a collector must say what they are.

use facts::{AmountOf, AskContent, Assertion, Channel, Part, Purpose, Role, StatusKind};
use jiff::civil::date;

use super::s1006_2_words::{Voicemail, voicemail};
use super::s1006_18::{Needed, needed};
use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::us::communication::{Form, conveys};
use crate::wording::{carries, claims, is_known, role, says, says_any, sums, tells_of_debt, unless_true};

const fn rule(cite: &'static str, gist: &'static str, run: fn(&Asked<AskContent>, &mut Findings)) -> Rule {
    Rule { cite, gist, from: date(2021, 11, 30), until: None, run: Run::Content(run) }
}

pub(super) static RULES: &[Rule] = &[
    rule("1006.18(b)(1)", "don't pretend to be a government, a bureau or a lawyer", identity),
    rule("1006.18(b)(1)(iv)", "don't call it a crime not to have paid", crime),
    rule("1006.18(b)(1)(v)", "don't say that a sale of the debt takes rights away", transfer),
    rule("1006.18(b)(1)(vii)", "court papers are called what they are, and nothing else is", papers),
    rule("1006.18(b)(2)(i)", "say truly how much is owed and where it stands in law", status),
    rule("1006.18(b)(2)(ii)", "don't claim a charge for us that no law allows", services),
    rule("1006.18(b)(3)", "nobody is arrested for a debt, and nothing is taken but by law", seizure),
    rule("1006.18(c)(1)", "threaten nothing that cannot be done or is not meant", threats),
    rule("1006.18(c)(2)", "tell nobody false things about somebody's credit", credit),
    rule("1006.18(c)(4)", "use the firm's true name", true_name),
    rule("1006.18(d)", "no false reason, no false offer, no false friend", deception),
    rule("1006.18(e)", "say that this is an attempt to collect a debt, or comes from a debt collector", disclosures),
];

/// A pleading, or a paper of a running suit: a court's business, not a letter that looks like it.
fn is_pleading(asked: &Asked<AskContent>) -> bool {
    matches!(asked.ask.purpose, Some(Purpose::LegalProcess | Purpose::Litigation | Purpose::ProofOfClaim))
}

/// 1006.18(b)(1)(i)–(iii): not vouched for by a government, no consumer reporting agency, no attorney, unless it is true.
fn identity(asked: &Asked<AskContent>, findings: &mut Findings) {
    let claims = claims(asked);
    if says(asked, Assertion::ClaimsGovernment) {
        unless_true(findings, "1006.18(b)(1)(i)", claims.government, "government");
    }
    if says(asked, Assertion::ClaimsCreditBureau) {
        unless_true(findings, "1006.18(b)(1)(ii)", claims.credit_bureau, "credit_bureau");
    }
    if says(asked, Assertion::ClaimsAttorney) && !is_pleading(asked) {
        unless_true(findings, "1006.18(b)(1)(iii)", claims.from_attorney, "from_attorney");
    }
}

/// 1006.18(b)(1)(iv): no crime, and no other conduct named to disgrace. Debt itself is no crime, so where nobody
/// knows of one, none is claimed.
fn crime(asked: &Asked<AskContent>, findings: &mut Findings) {
    let accuses = says_any(asked, &[Assertion::AccusesOfCrime, Assertion::ThreatensProsecution]);
    if accuses && claims(asked).crime != Some(true) {
        findings.prohibits("1006.18(b)(1)(iv)");
    }
}

/// 1006.18(b)(1)(v), (vi): a transfer ends no defense, opens no unlawful practice, and makes no innocent purchaser.
fn transfer(asked: &Asked<AskContent>, findings: &mut Findings) {
    let claims = claims(asked);
    if says(asked, Assertion::SaysDefensesEnd) && claims.transfer_ends_defenses != Some(true) {
        findings.prohibits("1006.18(b)(1)(v)(A)");
    }
    if says(asked, Assertion::ThreatensTransferee) {
        findings.prohibits("1006.18(b)(1)(v)(B)");
    }
    if says(asked, Assertion::SaysInnocentPurchaser) {
        unless_true(findings, "1006.18(b)(1)(vi)", claims.innocent_purchaser, "innocent_purchaser");
    }
}

/// 1006.18(b)(1)(vii), (viii), (c)(3): nothing that is no legal process is made to look like it, and legal process is
/// not played down.
fn papers(asked: &Asked<AskContent>, findings: &mut Findings) {
    let claims = claims(asked);
    if says(asked, Assertion::LooksOfficial) && !is_pleading(asked) {
        match claims.court_document {
            Some(true) => {}
            Some(false) => {
                findings.prohibits("1006.18(b)(1)(vii)");
                findings.prohibits("1006.18(c)(3)");
            }
            None => {
                findings.unknown("1006.18(c)(3)", "court_document");
            }
        }
    }
    let running = is_known(asked, StatusKind::Litigation);
    let process = claims.not_legal_process == Some(false) || claims.not_legal_process.is_none() && running;
    if says(asked, Assertion::DeniesLegalProcess) && process {
        findings.prohibits("1006.18(b)(1)(viii)");
    }
}

/// 1006.18(b)(2)(i): the amount as it is, a judgment or a suit only where there is one, and silence is no admission
/// (1006.38(d)(1)).
fn status(asked: &Asked<AskContent>, findings: &mut Findings) {
    let claims = claims(asked);
    if let Some(true_amount) = claims.amount {
        let balances = sums(asked, AmountOf::Balance);
        let asked_for = if balances.is_empty() { sums(asked, AmountOf::Asked) } else { Vec::new() };
        let unsaid =
            if balances.is_empty() && asked_for.is_empty() { sums(asked, AmountOf::Unsaid) } else { Vec::new() };
        let wrong = balances.iter().any(|sum| *sum != true_amount)
            || asked_for.iter().chain(&unsaid).any(|sum| sum.minor() > true_amount.minor());
        if wrong {
            findings.prohibits("1006.18(b)(2)(i)");
        }
    }
    if is_pleading(asked) {
        return;
    }
    let judgment = claims.judgment.unwrap_or_else(|| is_known(asked, StatusKind::Judgment));
    let filed = judgment || claims.suit_filed.unwrap_or_else(|| is_known(asked, StatusKind::Litigation));
    let false_judgment = says(asked, Assertion::StatesJudgment) && !judgment;
    let false_suit = says(asked, Assertion::StatesSuitFiled) && !filed;
    if false_judgment || false_suit {
        findings.prohibits("1006.18(b)(2)(i)");
    }
    if says(asked, Assertion::SaysSilenceAdmits) {
        findings.prohibits("1006.18(b)(2)(i)");
        findings.prohibits("1006.38(d)(1)");
    }
}

/// 1006.18(b)(2)(ii): services rendered and compensation only as they are.
fn services(asked: &Asked<AskContent>, findings: &mut Findings) {
    if says(asked, Assertion::ClaimsFee) && claims(asked).fee_for_us == Some(false) {
        findings.prohibits("1006.18(b)(2)(ii)");
    }
}

/// 1006.18(b)(3): no arrest, ever, for a debt; seizure, garnishment, attachment or sale only where it is lawful and
/// intended. Without a judgment nothing is taken lawfully but collateral, which 1006.22(e) judges.
fn seizure(asked: &Asked<AskContent>, findings: &mut Findings) {
    if says(asked, Assertion::ThreatensArrest) {
        findings.prohibits("1006.18(b)(3)");
    }
    let claims = claims(asked);
    let collateral = says(asked, Assertion::ThreatensRepossession)
        && (claims.present_right.is_some() || claims.intends_repossession.is_some());
    if !says(asked, Assertion::ThreatensSeizure) || collateral && claims.seizure_lawful.is_none() {
        return;
    }
    match (claims.seizure_lawful, claims.intends_seizure) {
        (Some(true), Some(true)) => {}
        (Some(false), _) | (_, Some(false)) => {
            findings.prohibits("1006.18(b)(3)");
        }
        (None, _) if !is_known(asked, StatusKind::Judgment) => {
            findings.prohibits("1006.18(b)(3)");
        }
        (None, _) => {
            findings.unknown("1006.18(b)(3)", "seizure_lawful");
        }
        (Some(true), None) => {
            findings.unknown("1006.18(b)(3)", "intends_seizure");
        }
    }
}

/// What no collector can do, whatever the facts.
const IMPOSSIBLE: &[Assertion] = &[
    Assertion::ThreatensImpossible,
    Assertion::ThreatensImmigration,
    Assertion::ThreatensDisclosure,
    Assertion::ThreatensPublication,
];

/// 1006.18(c)(1): no threat of an action that cannot legally be taken or is not intended.
fn threats(asked: &Asked<AskContent>, findings: &mut Findings) {
    let claims = claims(asked);
    let prosecution = says(asked, Assertion::ThreatensProsecution) && claims.crime != Some(true);
    if says_any(asked, IMPOSSIBLE) || prosecution {
        findings.prohibits("1006.18(c)(1)");
    }
    let suit = says_any(asked, &[Assertion::ThreatensSuit, Assertion::ThreatensBankruptcy]);
    if !suit || is_pleading(asked) {
        return;
    }
    let barred = asked.debts.iter().any(|ix| asked.standing.debt(ix).is_some_and(|d| d.time_barred == Some(true)));
    match (claims.may_sue, claims.intends_suit) {
        (Some(true), Some(true)) if !barred => {}
        (Some(false), _) | (_, Some(false)) => {
            findings.prohibits("1006.18(c)(1)");
        }
        _ if barred => {
            findings.prohibits("1006.18(c)(1)");
        }
        // A remedy after judgment is no suit: whether it is lawful and meant is asked by (b)(3).
        _ if claims.seizure_lawful == Some(true) && claims.intends_seizure == Some(true) => {}
        (None, _) => {
            findings.unknown("1006.18(c)(1)", "may_sue");
        }
        (Some(true), None) => {
            findings.unknown("1006.18(c)(1)", "intends_suit");
        }
        (Some(true), Some(true)) => {}
    }
}

/// 1006.18(c)(2): no credit information that is known to be false, told or threatened.
fn credit(asked: &Asked<AskContent>, findings: &mut Findings) {
    let told = says_any(asked, &[Assertion::ThreatensCreditReport, Assertion::SaysCreditFile]);
    if told && claims(asked).information_false == Some(true) {
        findings.prohibits("1006.18(c)(2)");
    }
}

/// 1006.18(c)(4), comment 18(d)-1.ii: the true name, and a profile that is one's own.
fn true_name(asked: &Asked<AskContent>, findings: &mut Findings) {
    if claims(asked).true_name != Some(false) {
        return;
    }
    if matches!(asked.ask.channel, Channel::SocialPrivate | Channel::SocialPublic) {
        findings.prohibits("1006.18(d)");
    } else {
        findings.prohibits("1006.18(c)(4)");
    }
}

/// 1006.18(d), comment 18(d)-1: no deceptive means. A request to be added as a contact says that it comes from a debt
/// collector; prizes, surveys and deliveries that are none are pretexts; an offer or a last day is real.
fn deception(asked: &Asked<AskContent>, findings: &mut Findings) {
    let claims = claims(asked);
    let social = matches!(asked.ask.channel, Channel::SocialPrivate | Channel::SocialPublic);
    let consumer = role(asked).is_none_or(|r| r == Role::Consumer);
    let hides = says(asked, Assertion::HidesCollector)
        && consumer
        && (social || !tells_of_debt(asked))
        && !carries(asked, Part::CollectorDisclosure);
    let offers = says_any(
        asked,
        &[
            Assertion::OffersPrize,
            Assertion::SettlesPart,
            Assertion::SettlesWhole,
            Assertion::Promotes,
            Assertion::StatesDeadline,
        ],
    ) || !sums(asked, AmountOf::Offered).is_empty();
    let deadline = says_any(asked, &[Assertion::StatesDeadline, Assertion::PressesTime]);
    let false_offer = claims.offer_real == Some(false) && offers;
    let false_deadline = claims.deadline_real == Some(false) && deadline;
    let false_information = claims.information_false == Some(true);
    if hides || says(asked, Assertion::UsesPretext) || false_offer || false_deadline || false_information {
        findings.prohibits("1006.18(d)");
    } else if says(asked, Assertion::OffersPrize) && claims.offer_real.is_none() {
        findings.unknown("1006.18(d)", "offer_real");
    }
}

/// 1006.18(e)(1), (2), (4), comments 18(e)-1 and 18(e)(4)-1: what the initial communication must say, what every later
/// one must, and in which languages: in each that the communication uses.
fn disclosures(asked: &Asked<AskContent>, findings: &mut Findings) {
    let ask = asked.ask;
    let consumer = role(asked).is_none_or(|r| r == Role::Consumer);
    let conveys_debt = tells_of_debt(asked) && ask.purpose.is_none_or(conveys) && ask.channel != Channel::Envelope;
    let limited = matches!(voicemail(asked), Some(Voicemail::Limited | Voicemail::Doubtful));
    if ask.continuing == Some(true) || !consumer || !conveys_debt || limited {
        return;
    }
    let form = if ask.channel.is_message() { Form::Written } else { Form::Oral };
    let (rule, part) = match needed(asked.standing, asked.debts, form) {
        Needed::Initial => ("1006.18(e)(1)", Part::InitialDisclosure),
        Needed::Subsequent => ("1006.18(e)(2)", Part::CollectorDisclosure),
    };
    let there = |language: &str| {
        asked.reading.is_some_and(|r| r.carries_in(part, language) || r.carries_in(Part::InitialDisclosure, language))
    };
    let Some(languages) = &ask.language else {
        findings.requires(rule, part, Carried::when(|| there("en")));
        return;
    };
    let anywhere = carries(asked, part) || carries(asked, Part::InitialDisclosure);
    findings.requires(rule, part, Carried::when(|| anywhere));
    for language in languages.iter() {
        match language {
            "en" | "es" => {
                findings.requires("1006.18(e)(4)", part, Carried::when(|| there(language)));
            }
            // Nobody here reads it.
            _ => {
                findings.unknown("1006.18(e)(4)", "language");
            }
        }
    }
}
