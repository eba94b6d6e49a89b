//! 1006.18: false, deceptive or misleading representations or means. Its words are read in `s1006_18_words.rs`.

use facts::{Act, AskAct, AskContact, AskNotice, Channel, Disclosure, Effect, NoticeKind, Part, Role, Verdict};
use jiff::civil::date;

use crate::rule::{Asked, Carried, Findings, Rule, Run};
use crate::standing::{DebtSet, PartSet, Standing};
use crate::us::communication::{self, Form, Voicemail};

pub(super) static RULES: &[Rule] = &[
    Rule {
        cite: "1006.18(c)(1)",
        gist: "threaten nothing that is not meant",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Act(threat_without_intent),
    },
    Rule {
        cite: "1006.18(c)(2)",
        gist: "a debt that is disputed is reported as disputed",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Act(disputed_debt_reported),
    },
    Rule {
        cite: "1006.18(e)",
        gist: "say that this is an attempt to collect a debt, or that it comes from a debt collector",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Contact(disclosures),
    },
    Rule {
        cite: "1006.18(e)",
        gist: "say that this is an attempt to collect a debt, or that it comes from a debt collector",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Notice(disclosures_of_notice),
    },
    Rule {
        cite: "1006.18(f)",
        gist: "an assumed name is used by one person alone, always, and the firm knows by whom",
        from: date(2021, 11, 30),
        until: None,
        run: Run::Act(assumed_name),
    },
];

/// 1006.18(c)(1): no threat of an action that is not intended. Whether it can legally be taken is asked by the
/// sections on that action (1006.22(e), 1006.26(b)).
fn threat_without_intent(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::ThreatenSuit {
        return;
    }
    match asked.ask.detail.intends {
        Some(true) => {}
        Some(false) => {
            findings.prohibits("1006.18(c)(1)");
        }
        None => {
            findings.unknown("1006.18(c)(1)", "intends");
        }
    }
}

/// 1006.18(c)(2): credit information must say that a disputed debt is disputed. Any dispute counts, in whatever form
/// and whenever it was made, also one that we know of through somebody else.
fn disputed_debt_reported(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::Furnish || !super::s1006_38::is_disputed(asked.standing, asked.debts) {
        return;
    }
    match asked.ask.detail.marked_disputed {
        Some(true) => {}
        Some(false) => {
            findings.prohibits("1006.18(c)(2)");
        }
        None => {
            findings.unknown("1006.18(c)(2)", "marked_disputed");
        }
    }
}

/// 1006.18(e)(1) and (2), comments 18(e)-1 and 18(e)(1)-1: what the initial communication must say, the first written
/// one again where the initial was oral, and every later one. "Initial" is asked for each debt: a first communication
/// about one debt does not speak of another. Only the consumer counts here; 1006.2(e) widens the word for 1006.6 alone.
fn disclosures(asked: &Asked<AskContact>, findings: &mut Findings) {
    let ask = asked.ask;
    if ask.continuing == Some(true) || !is_consumer(asked) || !communication::conveys(ask.purpose) {
        return;
    }
    let contains = PartSet::of(&ask.contains);
    if matches!(ask.channel, Channel::Voicemail | Channel::RinglessVoicemail) {
        match communication::voicemail(contains) {
            Voicemail::Limited => return,
            Voicemail::Short => {
                findings.refers("comment 18(e)-1", Effect::Requires);
                return;
            }
            Voicemail::Communication => {}
        }
    }
    let form = if ask.channel.is_message() { Form::Written } else { Form::Oral };
    match needed(asked.standing, asked.debts, form) {
        Needed::Initial => {
            let carried = Carried::when(|| contains.has(Part::InitialDisclosure));
            findings.requires("1006.18(e)(1)", Part::InitialDisclosure, carried);
        }
        Needed::Subsequent => {
            let carried = Carried::when(|| contains.has(Part::CollectorDisclosure));
            findings.requires("1006.18(e)(2)", Part::CollectorDisclosure, carried);
        }
    }
}

/// Which of the two disclosures a communication needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    Initial,
    Subsequent,
}

/// Which disclosure does a communication about these debts need, as things stand?
pub(super) fn needed(standing: &Standing, debts: DebtSet, form: Form) -> Needed {
    let (all, written) = communication::spoken_of(standing);
    let earlier = match form {
        Form::Oral => all,
        Form::Written => written,
    };
    let nothing_yet = debts.is_empty() && communication::conveyed(standing).next().is_none();
    if nothing_yet || !earlier.covers(debts) { Needed::Initial } else { Needed::Subsequent }
}

fn is_consumer(asked: &Asked<AskContact>) -> bool {
    asked.person.and_then(|ix| asked.standing.person(ix)).is_none_or(|p| p.role == Role::Consumer)
}

/// 1006.18(e)(1) and (2) on a notice. On a validation notice that is itself the initial communication, 1006.34(c)(1)
/// asks for the disclosure; on a later one, either disclosure will do (comment 34(c)(1)-1), but for the first writing
/// after an oral first communication.
fn disclosures_of_notice(asked: &Asked<AskNotice>, findings: &mut Findings) {
    let ask = asked.ask;
    // Others are not this collector's own: a creditor's notice of a transfer, a notice that something came back.
    let is_ours = matches!(
        ask.notice_kind,
        NoticeKind::Validation
            | NoticeKind::Verification
            | NoticeKind::OriginalCreditor
            | NoticeKind::SameCreditor
            | NoticeKind::DuplicateDispute
            | NoticeKind::Deposit
            | NoticeKind::TimeBarred
            | NoticeKind::Substantiation
    );
    if !is_ours {
        return;
    }
    let disclosure = ask.fields.as_ref().and_then(|f| f.disclosure);
    let oral = ask.channel.is_some_and(|c| c.is_by_telephone() || c == Channel::InPerson);
    let form = if oral { Form::Oral } else { Form::Written };
    let is_validation = ask.notice_kind == NoticeKind::Validation;
    match needed(asked.standing, asked.debts, form) {
        Needed::Initial if is_validation && needed(asked.standing, asked.debts, Form::Oral) == Needed::Initial => {}
        Needed::Initial => {
            let carried = Carried::when(|| disclosure == Some(Disclosure::Initial));
            findings.requires("1006.18(e)(1)", Part::InitialDisclosure, carried);
        }
        Needed::Subsequent if is_validation => {}
        Needed::Subsequent => {
            let carried = Carried::when(|| disclosure == Some(Disclosure::Subsequent));
            findings.requires("1006.18(e)(2)", Part::CollectorDisclosure, carried);
        }
    }
}

/// 1006.18(f), comment 18(f)-1: an employee may use an assumed name consistently, if the firm can readily say whose
/// it is. A name that is not so used is a false representation.
fn assumed_name(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::UseAssumedName {
        return;
    }
    let detail = &asked.ask.detail;
    match (detail.consistent, detail.identifiable) {
        (Some(true), Some(true)) => {
            findings.permits("1006.18(f)");
        }
        (Some(false), _) | (_, Some(false)) => {
            findings.prohibits("1006.18(d)");
            findings.add("1006.18(f)", Effect::Withholds, Verdict::Deny);
        }
        (None, _) => {
            findings.unknown("1006.18(f)", "consistent");
        }
        (_, None) => {
            findings.unknown("1006.18(f)", "identifiable");
        }
    }
}
