//! The Pre-Action Protocol for Debt Claims: what follows on an answer to the letter of claim.

use facts::{Act, AskAct, Meaning, NoticeKind};

use super::pap_debt::{REPLY_DAYS, applies};
use crate::rule::{Asked, Findings};
use crate::standing::{Day, Moment, NoticeSent, Party};
use crate::uk::barred::{Nation, limit};

/// PAP-Debt 8.2: notice of the intention to issue, in days.
const NOTICE_DAYS: i32 = 14;

/// How a letter of claim was answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reply {
    /// The day on which the first answer came.
    first: Day,
    /// The day on which the reply form came; none where the answer was no form.
    form: Option<Day>,
    /// The form asked for papers.
    asks_papers: bool,
}

/// The answer to a letter of claim, where there is one.
pub(super) fn reply(asked: &Asked<AskAct>, letter: &NoticeSent) -> Option<Reply> {
    let mut reply: Option<Reply> = None;
    for said in asked.standing.said() {
        let ours = said.by == Party::Collector || !said.about.meets(asked.debts);
        if ours || said.known.day < letter.at.day {
            continue;
        }
        let (form, papers) = match &said.means {
            Meaning::ClaimReply { documents, .. } => (Some(said.known.day), !documents.is_empty()),
            Meaning::Offers { .. } | Meaning::Dispute { .. } | Meaning::Acknowledges { .. } => (None, false),
            _ => continue,
        };
        let before = reply.unwrap_or(Reply { first: said.known.day, form: None, asks_papers: false });
        reply =
            Some(Reply { first: before.first, form: form.or(before.form), asks_papers: before.asks_papers || papers });
    }
    reply
}

/// PAP-Debt 4.2: no claim less than 30 days after the reply form, or after the papers that she asked for, whichever is
/// the later. 5.2: those papers first. 8.2: then 14 days' notice, unless time would run out.
pub(super) fn after(asked: &Asked<AskAct>, reply: &Reply, findings: &mut Findings) {
    if let Some(form) = reply.form {
        let sent = asked
            .standing
            .notices()
            .iter()
            .filter(|n| n.kind == NoticeKind::AgreementCopy && n.debts.meets(asked.debts) && n.at.day >= form)
            .map(|n| n.at.day)
            .next_back();
        if reply.asks_papers && sent.is_none() {
            findings.prohibits("PAP-Debt 5.2");
        }
        let papers = sent.filter(|_| reply.asks_papers);
        let from = papers.map_or(form, |day| day.max(form));
        if asked.day().since(from) < REPLY_DAYS {
            findings.prohibits("PAP-Debt 4.2").until(Moment::whole(from.plus(REPLY_DAYS)));
        }
    }
    let noticed = asked.standing.notices().iter().any(|n| {
        n.kind == NoticeKind::IntentionToClaim
            && n.debts.meets(asked.debts)
            && n.at.day >= reply.first
            && n.fields.days.is_none_or(|days| days >= NOTICE_DAYS)
            && asked.day().since(n.at.day) >= n.fields.days.unwrap_or(NOTICE_DAYS)
    });
    if !noticed && !is_urgent(asked) {
        findings.prohibits("PAP-Debt 8.2");
    }
}

/// The claim would be out of time before a notice had run.
fn is_urgent(asked: &Asked<AskAct>) -> bool {
    asked.debts.iter().any(|debt| {
        limit(asked.standing, debt, Nation::EnglandAndWales)
            .is_some_and(|limit| limit.last.since(asked.day()) < NOTICE_DAYS && limit.last >= asked.day())
    })
}

/// PAP-Debt 4.4: who does not agree to the proposal of a reply form gives the reasons in writing.
pub(super) fn refusal(asked: &Asked<AskAct>, findings: &mut Findings) {
    if asked.ask.act != Act::RefusePlan || !applies(asked) {
        return;
    }
    let mut said = asked.standing.said().iter();
    let asked_time = said
        .any(|s| matches!(s.means, Meaning::ClaimReply { needs_time: Some(true), .. }) && s.about.meets(asked.debts));
    if asked_time && asked.ask.detail.reasons_in_writing != Some(true) {
        findings.prohibits("PAP-Debt 4.4");
    }
}
