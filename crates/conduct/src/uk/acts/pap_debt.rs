//! The Pre-Action Protocol for Debt Claims: before a claim is issued in England and Wales.

use facts::{
    Act, AgreementType, AskAct, Channel, Effect, EndpointId, EndpointKind, Meaning, NoticeKind, Role, SentBy,
    StatusKind, TraderForm,
};
use jiff::civil::date;

use super::grounds::{any_debt, latest};
use super::pap_reply;
use crate::rule::{Asked, Findings, Rule, Run};
use crate::standing::{Day, Moment, NoticeSent, Standing};

pub(crate) static RULES: &[Rule] = &[
    Rule {
        cite: "PAP-Debt 3.4",
        gist: "a letter of claim, thirty days and her answer come before a claim",
        from: date(2017, 10, 1),
        until: None,
        run: Run::Act(before_a_claim),
    },
    Rule {
        cite: "PAP-Debt 4.4",
        gist: "an offer in answer to the letter of claim is refused with reasons in writing",
        from: date(2017, 10, 1),
        until: None,
        run: Run::Act(pap_reply::refusal),
    },
    Rule {
        cite: "PD-PAC 6",
        gist: "before a claim against a company comes a letter and a reasonable time to answer it",
        from: date(2015, 4, 6),
        until: None,
        run: Run::Act(other_claims),
    },
];

/// PAP-Debt 3.4: her days, from the date at the top of the letter.
pub(super) const REPLY_DAYS: i32 = 30;
/// So many days after them a reply may still be in the post: a person looks.
const POST_DAYS: i32 = 7;
/// Practice Direction, 6(b): the time to answer in a straightforward case.
const PLAIN_DAYS: i32 = 14;

/// Does the Protocol hold: a business claims from an individual or a sole trader, no mortgage arrears?
pub(in crate::uk) fn applies<A>(asked: &Asked<A>) -> bool {
    let person = asked.person.and_then(|p| asked.standing.person(p));
    let individual = person.is_none_or(|p| {
        p.role != Role::Business
            || !matches!(p.form, Some(TraderForm::Company | TraderForm::PublicAuthority | TraderForm::Partnership))
    });
    individual && !any_debt(asked, |d| d.agreement.as_ref().and_then(|a| a.type_) == Some(AgreementType::Mortgage))
}

/// PAP-Debt 6.4: no claim while a plan is kept; after one that was broken, a fresh letter. 3.1, 3.2, 3.3: a full letter,
/// posted when it is dated. 3.4: thirty days from its date, and account taken of a late post. Replies: `pap_reply`.
fn before_a_claim(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::Sue || !applies(asked) {
        return;
    }
    let plan = latest(asked, StatusKind::Arrangement);
    let broken = plan.filter(|c| c.detail.as_deref() == Some("broken")).map(|c| c.from.unwrap_or(c.at).day);
    if plan.is_some() && broken.is_none() {
        findings.prohibits("PAP-Debt 6.4");
        return;
    }
    if asked.ask.detail.protocol_done == Some(true) {
        return;
    }
    let mut notices = asked.standing.notices().iter();
    let letter = notices.rfind(|n| n.kind == NoticeKind::LetterOfClaim && n.debts.meets(asked.debts));
    let Some(letter) = letter else {
        findings.prohibits("PAP-Debt 3.1");
        findings.prohibits("PAP-Debt 3.4");
        return;
    };
    let dated = letter.fields.dated.map_or(letter.at.day, Day::of);
    if broken.is_some_and(|day| dated < day) {
        findings.prohibits("PAP-Debt 6.4");
        return;
    }
    letter_itself(asked, letter, dated, findings);
    if let Some(reply) = pap_reply::reply(asked, letter) {
        pap_reply::after(asked, &reply, findings);
        return;
    }
    let gone = asked.day().since(dated);
    if gone <= REPLY_DAYS {
        findings.prohibits("PAP-Debt 3.4");
    } else if gone <= REPLY_DAYS + POST_DAYS {
        findings.refers("PAP-Debt 3.4", Effect::Prohibits);
    }
}

fn letter_itself(asked: &Asked<AskAct>, letter: &NoticeSent, dated: Day, findings: &mut Findings) {
    match letter.fields.complete {
        Some(true) => {}
        Some(false) => {
            findings.prohibits("PAP-Debt 3.1");
        }
        None => {
            findings.unknown("PAP-Debt 3.1", "complete");
        }
    }
    if letter.fields.posted.is_some_and(|posted| Day::of(posted) > dated.plus(1)) {
        findings.prohibits("PAP-Debt 3.2");
    }
    let by_email = letter.fields.sent_by == Some(SentBy::Email)
        || (letter.fields.sent_by.is_none() && letter.channel == Some(Channel::Email));
    if by_email && !refuses_post(asked.standing, letter.at) {
        findings.prohibits("PAP-Debt 3.3");
    }
}

/// PAP-Debt 3.3: by that moment the customer had asked not to be written to by post, in general or at a postal address.
pub(in crate::uk) fn refuses_post(standing: &Standing, by: Moment) -> bool {
    let is_postal = |id: &EndpointId| {
        let endpoint = standing.endpoint_ix(id).and_then(|ix| standing.endpoint(ix));
        endpoint.is_some_and(|e| e.kind == EndpointKind::Postal)
    };
    let mut refuses = false;
    for said in standing.said().iter().filter(|s| s.with.is_none() && s.known.is_by(by)) {
        let post = |channel: &Option<Channel>, endpoint: &Option<EndpointId>| {
            *channel == Some(Channel::Letter) || endpoint.as_ref().is_some_and(is_postal)
        };
        match &said.means {
            Meaning::StopChannel { channel, endpoint } if post(channel, endpoint) => refuses = true,
            Meaning::AllowChannel { channel, endpoint } if post(channel, endpoint) => refuses = false,
            _ => {}
        }
    }
    refuses
}

/// Practice Direction on pre-action conduct, 6: outside the Protocol, a letter with the facts and a reasonable time: 14
/// days in a straightforward case, else up to three months, which is for a person.
fn other_claims(asked: &Asked<AskAct>, findings: &mut Findings) {
    let detail = &asked.ask.detail;
    if asked.ask.act != Act::Sue || applies(asked) || detail.protocol_done == Some(true) {
        return;
    }
    let mut notices = asked.standing.notices().iter();
    let letter = notices.rfind(|n| {
        matches!(n.kind, NoticeKind::LetterBeforeAction | NoticeKind::LetterOfClaim) && n.debts.meets(asked.debts)
    });
    let Some(letter) = letter else {
        findings.refers("PD-PAC 6", Effect::Requires);
        return;
    };
    let sent = letter.fields.dated.map_or(letter.at.day, Day::of);
    let given = letter.fields.reply_days.unwrap_or(PLAIN_DAYS);
    let over = given >= PLAIN_DAYS && asked.day().since(sent) >= given;
    if !(over && detail.straightforward == Some(true)) {
        findings.refers("PD-PAC 6", Effect::Requires);
    }
}
