//! Making a fact unknown that somebody needs in order to be permitted.

use facts::{Ask, Case, CheckKind, Domain, Event, Meaning, NoticeKind, Part, Purpose, Source, StatusKind};
use proptest::prelude::*;

/// A fact that can be forgotten. Each helps to permit: to forget one that bars is no part of the promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgotten {
    /// By what clock anybody lives; one zone alone is not forgotten, as fewer zones are fewer bars.
    Zones,
    /// Who the person asked about is.
    Identity,
    /// Whose number it is.
    Owner,
    Consents,
    /// That they allowed a channel, found a time convenient, gave or use a contact point, or asked for an answer.
    Wishes,
    NoLongerRepresented,
    /// Notices of e-mail procedures, to say how one opts out.
    OptOutNotices,
    Checks,
    CourtPermission,
    PublicDomains,
    Sources,
    /// Which of the parts that are asked for are carried.
    Parts,
    /// That a debt is not time-barred, that a successor is confirmed.
    Statuses,
    /// The grounds of asking a third person again.
    Grounds,
    /// What the authority of the contract or the law is.
    Authority,
}

pub fn forgotten() -> impl Strategy<Value = Forgotten> {
    use Forgotten::*;
    prop::sample::select(vec![
        Zones,
        Identity,
        Owner,
        Consents,
        Wishes,
        NoLongerRepresented,
        OptOutNotices,
        Checks,
        CourtPermission,
        PublicDomains,
        Sources,
        Parts,
        Statuses,
        Grounds,
        Authority,
    ])
}

pub fn forget(case: &mut Case, fact: Forgotten) {
    match fact {
        Forgotten::Zones => {
            for residence in case.people.iter_mut().filter_map(|p| p.residence.as_mut()) {
                residence.time_zone = None;
                residence.region = None;
            }
            case.endpoints.iter_mut().for_each(|e| e.time_zone = None);
        }
        Forgotten::Identity => name_a_stranger(&mut case.ask),
        Forgotten::Owner => {
            let to = match &case.ask {
                Ask::Contact(ask) => ask.to.clone(),
                Ask::Notice(ask) => ask.to.clone(),
                _ => None,
            };
            case.endpoints.retain(|e| Some(&e.id) != to.as_ref());
        }
        Forgotten::Consents => unsay(case, |m| matches!(m, Meaning::Consent { .. })),
        Forgotten::Wishes => unsay(case, |m| {
            matches!(
                m,
                Meaning::AllowChannel { .. }
                    | Meaning::GivesEndpoint { .. }
                    | Meaning::AsksCallback { .. }
                    | Meaning::AsksContact {}
            )
        }),
        Forgotten::NoLongerRepresented => unsay(case, |m| matches!(m, Meaning::NoLongerRepresented {})),
        Forgotten::OptOutNotices => {
            case.history.retain(|e| !matches!(e, Event::Notice(n) if n.kind == NoticeKind::EmailTransferOptOut));
        }
        Forgotten::Checks => case.history.retain(
            |e| !matches!(e, Event::Check(c) if c.kind == CheckKind::ReassignedNumber && c.result == "not_reassigned"),
        ),
        Forgotten::CourtPermission => {
            case.history.retain(|e| !matches!(e, Event::Status(s) if s.kind == StatusKind::CourtPermission));
        }
        Forgotten::PublicDomains => {
            case.endpoints.iter_mut().filter(|e| e.domain == Some(Domain::Public)).for_each(|e| e.domain = None);
        }
        Forgotten::Sources => {
            let given = [Some(Source::Consumer), Some(Source::Creditor), Some(Source::PriorCollector)];
            case.endpoints.iter_mut().filter(|e| given.contains(&e.source)).for_each(|e| e.source = None);
        }
        Forgotten::Parts => {
            if let Ask::Contact(ask) = &mut case.ask {
                // What may not be said, or is asked for, bars where it is there; so do the parts with which a voicemail
                // begins as a limited-content message, and then lacks another. A contact that may say one thing alone
                // is barred by whatever else it says: of that, only the one thing is forgotten.
                let begins = ask.channel.is_by_telephone();
                let narrow = matches!(
                    ask.purpose,
                    Purpose::Location | Purpose::TerminateEfforts | Purpose::NotifyRemedy | Purpose::ConfirmOptOut
                );
                ask.contains.retain(|part| match part {
                    Part::CallerEmployer | Part::StatesDebt | Part::PaymentRequest => true,
                    Part::ReplyRequest | Part::ContactName | Part::ReplyNumber => begins,
                    Part::CallerName | Part::LocationStatement | Part::OptOutConfirmation => false,
                    Part::TerminationStatement | Part::RemedyStatement => false,
                    _ => narrow,
                });
            }
        }
        Forgotten::Statuses => {
            case.debts.iter_mut().filter(|d| d.time_barred == Some(false)).for_each(|d| d.time_barred = None);
            case.people.iter_mut().filter(|p| p.confirmed == Some(true)).for_each(|p| p.confirmed = None);
        }
        Forgotten::Grounds => {
            if let Ask::Contact(ask) = &mut case.ask {
                ask.grounds.clear();
            }
        }
        Forgotten::Authority => {
            if let Ask::Act(ask) = &mut case.ask {
                ask.detail.contract_allows = None;
                ask.detail.law_allows = None;
                ask.detail.present_right = None;
                ask.detail.intends = None;
                ask.detail.marked_disputed = None;
            }
        }
    }
}

fn unsay(case: &mut Case, is: impl Fn(&Meaning) -> bool) {
    case.history.retain(|e| !matches!(e, Event::Statement(s) if is(&s.means)));
}

/// Somebody whom the dossier does not hold.
fn name_a_stranger(ask: &mut Ask) {
    let stranger = Some(facts::PersonId::named("stranger"));
    match ask {
        Ask::Contact(ask) => ask.person = stranger,
        Ask::Notice(ask) => ask.person = stranger,
        Ask::Act(ask) => ask.person = stranger,
        Ask::Content(ask) => ask.person = stranger,
        Ask::Date(_) | Ask::Plan(_) => {}
    }
}
