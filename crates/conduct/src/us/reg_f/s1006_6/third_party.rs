//! 1006.6(d)(1) and (2): who may hear of a debt.

use facts::{AskContact, ConsentTo, Effect, Meaning, Purpose, Role, StatusKind, Verdict};

use crate::rule::{Asked, Findings};
use crate::standing::PersonIx;
use crate::us::consent::{consents, court_permits, has_run_out, is_withdrawn};
use crate::us::consumer::{collects, is_direct, owner, stands_as_consumer};
use crate::us::limited_content::{Voicemail, is_bare_confirmation, voicemail};
use crate::us::medium::is_anothers;

/// 1006.6(d)(1) and (2). Nobody hears of the debt but the consumer (as this section has the word), their attorney, a
/// consumer reporting agency, the creditor, and the creditor's and our attorneys; but for location calls, the
/// consumer's consent given directly to us, a court's permission, and what carries out a judgment. A contact goes to
/// the person it is meant for and to the owner of the contact point by which it goes. A message that only begins as a
/// limited-content message is judged at 1006.2(j).
pub(super) fn heard_by(asked: &Asked<AskContact>, findings: &mut Findings) {
    if !collects(asked.ask) {
        return;
    }
    let standing = asked.standing;
    if matches!(voicemail(asked), Voicemail::LimitedContent | Voicemail::Short) {
        return;
    }
    let point_owner = asked.to.and_then(|to| owner(standing, to));
    let hearers = [asked.person, point_owner.filter(|o| Some(*o) != asked.person)];
    for hearer in hearers.into_iter().flatten() {
        if !may_always_hear(asked, hearer) {
            third_party(asked, hearer, findings);
        }
    }
    if asked.person.is_none() {
        findings.unknown("1006.6(d)(1)", "person");
    }
}

/// 1006.6(d)(1), comment 14(b)(2)(i)-3. Whoever hears what goes to a number that somebody called wrong, or that was
/// reassigned, is a stranger; the text doesn't say what follows, so a person must look, whatever the message says and
/// whatever it is for. Only the bare confirmation of an opt-out goes out.
pub(super) fn wrong_number(asked: &Asked<AskContact>, findings: &mut Findings) {
    let is_known_wrong = asked.to.is_some_and(|to| is_anothers(asked.standing, to));
    if is_known_wrong && !is_bare_confirmation(asked.ask) {
        findings.refers("1006.6(d)(1)", Effect::Advises).unknown = Some("to");
    }
}

fn may_always_hear(asked: &Asked<AskContact>, hearer: PersonIx) -> bool {
    let role = asked.standing.person(hearer).map(|p| p.role);
    stands_as_consumer(asked.standing, hearer)
        || matches!(
            role,
            Some(
                Role::Attorney
                    | Role::ConsumerReportingAgency
                    | Role::Creditor
                    | Role::CreditorAttorney
                    | Role::CollectorAttorney
            )
        )
}

fn third_party(asked: &Asked<AskContact>, hearer: PersonIx, findings: &mut Findings) {
    let standing = asked.standing;
    if asked.ask.purpose == Purpose::Location {
        findings.permits("1006.6(d)(2)(i)");
        return;
    }
    let consent = consented_to(asked, hearer);
    if consent == Some(true) {
        findings.permits("1006.6(d)(2)(ii)");
        return;
    }
    if court_permits(standing, hearer, asked.debts, asked.at) {
        findings.permits("1006.6(d)(2)(iii)");
        return;
    }
    let judged = || {
        let all = standing.changes().iter().filter(|c| c.kind == StatusKind::Judgment && c.at.is_by(asked.at));
        all.fold(crate::standing::DebtSet::EMPTY, |set, c| set.or(c.debts)).covers(asked.debts)
    };
    let carries_out = asked.ask.purpose == Purpose::Postjudgment;
    if carries_out && judged() {
        findings.permits("1006.6(d)(2)(iv)");
        return;
    }
    findings.prohibits("1006.6(d)(1)");
    if carries_out {
        findings.add("1006.6(d)(2)(iv)", Effect::Withholds, Verdict::Permit);
    }
    if consent == Some(false) {
        findings.add("1006.6(d)(2)(ii)", Effect::Withholds, Verdict::Permit);
    }
}

/// Did the consumer consent to our speaking with this person about all of the debts? `false`: some consent was given,
/// and it doesn't reach so far: to somebody else, about another person or debt, taken back, run out, or won in a
/// contact that was itself unlawful.
fn consented_to(asked: &Asked<AskContact>, hearer: PersonIx) -> Option<bool> {
    let standing = asked.standing;
    let mut some = None;
    for (place, said) in consents(standing, ConsentTo::ThirdParty) {
        let Meaning::Consent { person, until, .. } = &said.means else { continue };
        if person.as_ref().is_some_and(|id| standing.person_ix(id) != Some(hearer)) {
            continue;
        }
        let by_consumer = matches!(said.by, crate::standing::Party::Person(by) if stands_as_consumer(standing, by));
        let stands = by_consumer
            && person.is_some()
            && is_direct(said)
            && !said.won_at_closed_time
            && said.about.covers(asked.debts)
            && !is_withdrawn(standing, place)
            && !has_run_out(*until, asked.at, &standing.home_zone());
        if stands {
            return Some(true);
        }
        some = Some(false);
    }
    some
}
