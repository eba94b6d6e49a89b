//! Decisions, and what is sent because of them.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use store::decision::{self, NewDecision};
use store::outbox::{self, NewMessage, Outcome, State};
use store::testing::{Fresh, on_both};
use store::{DecisionId, DossierId, OutboxId, StoreError, dossier};

use super::{ada, at};

const LEASE: SignedDuration = SignedDuration::from_secs(60);

fn new_decision(person: DossierId) -> NewDecision<'static> {
    NewDecision {
        dossier: person,
        at: at(100),
        recorded: at(0),
        kind: "contact",
        verdict: "permit",
        first_rule: "",
        standing_hash: [3; 32],
        program: "forbear 0.1.0",
        packs: "us 2027-01-01",
        body: b"question and findings",
    }
}

fn decide(fresh: &Fresh, person: DossierId) -> DecisionId {
    fresh.store.write(|tx| decision::record(tx, &new_decision(person))).unwrap()
}

pub(super) fn queue(fresh: &Fresh, person: DossierId, not_before: Timestamp, expires: Timestamp) -> OutboxId {
    fresh
        .store
        .write(|tx| {
            let decision = decision::record(tx, &new_decision(person))?;
            let message = NewMessage {
                dossier: person,
                decision,
                channel: "email",
                endpoint: "e1",
                created: at(0),
                not_before,
                expires,
                body: b"Dear Ada",
            };
            outbox::enqueue(tx, &message)
        })
        .unwrap()
}

fn state(fresh: &Fresh, id: OutboxId) -> State {
    fresh.store.read(|tx| outbox::get(tx, id)).unwrap().unwrap().state
}

#[test]
fn decisions_are_kept_listed_and_counted() {
    on_both(|fresh| {
        let person = ada(fresh);
        let permit = decide(fresh, person);
        let deny = NewDecision { verdict: "deny", first_rule: "us/1006.6(b)", recorded: at(5), ..new_decision(person) };
        let denied: Vec<DecisionId> =
            (0..2).map(|_| fresh.store.write(|tx| decision::record(tx, &deny)).unwrap()).collect();
        let kept = fresh.store.read(|tx| decision::get(tx, permit)).unwrap().unwrap();
        assert_eq!((kept.dossier, kept.at, kept.recorded, kept.standing_hash), (person, at(100), at(0), [3; 32]));
        assert_eq!((kept.program.as_str(), kept.packs.as_str()), ("forbear 0.1.0", "us 2027-01-01"));
        assert_eq!(kept.body.as_deref(), Some(&b"question and findings"[..]));
        let ids = |before, limit| -> Vec<DecisionId> {
            let page = fresh.store.read(|tx| decision::of_dossier(tx, person, before, limit)).unwrap();
            page.iter().map(|decision| decision.id).collect()
        };
        assert_eq!(ids(None, 2), [denied[1], denied[0]]);
        assert_eq!(ids(Some(denied[0]), 2), [permit]);
        let counts = fresh.store.read(|tx| decision::counts(tx, at(0), at(6))).unwrap();
        let counts: Vec<_> = counts.iter().map(|c| (c.verdict.as_str(), c.first_rule.as_str(), c.decisions)).collect();
        assert_eq!(counts, [("deny", "us/1006.6(b)", 2), ("permit", "", 1)]);
        assert_eq!(fresh.store.read(|tx| decision::counts(tx, at(0), at(5))).unwrap().len(), 1);
        let latest = fresh.store.read(|tx| decision::latest(tx, at(0), at(6), 2)).unwrap();
        assert_eq!(latest.iter().map(|d| d.id).collect::<Vec<_>>(), [denied[1], denied[0]]);
        fresh.store.write(|tx| dossier::forget(tx, person, "erased")).unwrap();
        let kept = fresh.store.read(|tx| decision::get(tx, permit)).unwrap().unwrap();
        assert_eq!((kept.verdict.as_str(), kept.body), ("permit", None));
        let refused = fresh.store.write(|tx| decision::record(tx, &new_decision(person)));
        assert_eq!(refused, Err(StoreError::Forgotten(person)));
    });
}

#[test]
fn a_message_is_claimed_when_its_moment_has_come_and_sent_once() {
    on_both(|fresh| {
        let person = ada(fresh);
        let id = queue(fresh, person, at(10), at(1000));
        let claim = |seconds| fresh.store.claim_outbox("email", at(seconds), LEASE, 10).unwrap();
        assert_eq!(claim(9), []);
        assert_eq!(fresh.store.claim_outbox("sms", at(10), LEASE, 10).unwrap(), []);
        let claimed = claim(10);
        assert_eq!(claimed.len(), 1);
        let mine = &claimed[0];
        assert_eq!((mine.id, mine.dossier, mine.tries, mine.expires), (id, person, 1, at(1000)));
        assert_eq!((mine.endpoint.as_str(), mine.body.as_deref()), ("e1", Some(&b"Dear Ada"[..])));
        assert_eq!(claim(11), [], "leased");
        fresh.store.write(|tx| outbox::finish(tx, id, 1, Outcome::Sent, "250 ok", at(12))).unwrap();
        assert_eq!(claim(500), []);
        let kept = fresh.store.read(|tx| outbox::get(tx, id)).unwrap().unwrap();
        assert_eq!((kept.state, kept.result.as_deref(), kept.changed), (State::Sent, Some("250 ok"), at(12)));
        let again = fresh.store.write(|tx| outbox::finish(tx, id, 1, Outcome::Sent, "", at(13)));
        assert!(matches!(again, Err(StoreError::Stale { state, .. }) if state == "sent"));
    });
}

#[test]
fn a_lease_that_ended_goes_to_another_and_the_first_is_told() {
    on_both(|fresh| {
        let id = queue(fresh, ada(fresh), at(0), at(1000));
        assert_eq!(fresh.store.claim_outbox("email", at(0), LEASE, 1).unwrap()[0].tries, 1);
        assert_eq!(fresh.store.claim_outbox("email", at(59), LEASE, 1).unwrap(), []);
        assert_eq!(fresh.store.claim_outbox("email", at(60), LEASE, 1).unwrap()[0].tries, 2);
        let late = fresh.store.write(|tx| outbox::finish(tx, id, 1, Outcome::Sent, "", at(61)));
        assert!(matches!(late, Err(StoreError::Stale { state, .. }) if state == "leased"));
        fresh.store.write(|tx| outbox::finish(tx, id, 2, Outcome::Again(at(300)), "busy", at(61))).unwrap();
        assert_eq!(state(fresh, id), State::Queued);
        assert_eq!(fresh.store.claim_outbox("email", at(299), LEASE, 1).unwrap(), []);
        assert_eq!(fresh.store.claim_outbox("email", at(300), LEASE, 1).unwrap()[0].tries, 3);
        fresh.store.write(|tx| outbox::finish(tx, id, 3, Outcome::Failed, "no such mailbox", at(301))).unwrap();
        assert_eq!(state(fresh, id), State::Failed);
        let missing: OutboxId = "outb_0000000000001".parse().unwrap();
        let nothing = fresh.store.write(|tx| outbox::finish(tx, missing, 1, Outcome::Refused, "", at(0)));
        assert!(matches!(nothing, Err(StoreError::Missing { .. })));
    });
}

#[test]
fn a_stop_takes_back_what_waits_and_names_what_is_under_way() {
    on_both(|fresh| {
        let (person, other) = (ada(fresh), ada(fresh));
        let leased = queue(fresh, person, at(0), at(1000));
        fresh.store.claim_outbox("email", at(0), LEASE, 1).unwrap();
        let waiting = [queue(fresh, person, at(0), at(1000)), queue(fresh, person, at(50), at(1000))];
        let others = queue(fresh, other, at(0), at(1000));
        let recalled = fresh.store.write(|tx| outbox::recall(tx, person, "she said stop", at(1))).unwrap();
        assert_eq!((recalled.rows.as_slice(), recalled.in_flight.as_slice()), (&waiting[..], &[leased][..]));
        assert_eq!(state(fresh, waiting[0]), State::Recalled);
        assert_eq!(state(fresh, others), State::Queued);
        fresh.store.write(|tx| outbox::finish(tx, leased, 1, Outcome::Refused, "decided again", at(2))).unwrap();
        let counts = fresh.store.read(outbox::counts).unwrap();
        let counts: Vec<_> = counts.iter().map(|c| (c.state, c.channel.as_str(), c.messages)).collect();
        assert_eq!(counts, [(State::Queued, "email", 1), (State::Recalled, "email", 2), (State::Refused, "email", 1)]);
    });
}

#[test]
fn a_window_that_closed_is_never_claimed() {
    on_both(|fresh| {
        let person = ada(fresh);
        let short = queue(fresh, person, at(0), at(10));
        let long = queue(fresh, person, at(0), at(1000));
        let claimed: Vec<OutboxId> =
            fresh.store.claim_outbox("email", at(10), LEASE, 10).unwrap().iter().map(|claimed| claimed.id).collect();
        assert_eq!(claimed, [long]);
        assert_eq!(fresh.store.write(|tx| outbox::expire(tx, at(9))).unwrap(), []);
        assert_eq!(fresh.store.write(|tx| outbox::expire(tx, at(10))).unwrap(), [(short, person)]);
        assert_eq!(state(fresh, short), State::Expired);
    });
}

#[test]
fn messages_are_listed_by_person_and_by_state() {
    on_both(|fresh| {
        let person = ada(fresh);
        let ids: Vec<OutboxId> = (0..3).map(|n| queue(fresh, person, at(n), at(1000))).collect();
        let page = |before| -> Vec<OutboxId> {
            let page = fresh.store.read(|tx| outbox::of_dossier(tx, person, before, 2)).unwrap();
            page.iter().map(|message| message.id).collect()
        };
        assert_eq!(page(None), [ids[2], ids[1]]);
        assert_eq!(page(Some(ids[1])), [ids[0]]);
        let queued = fresh.store.read(|tx| outbox::list(tx, State::Queued, "email", Some(ids[0]), 9)).unwrap();
        assert_eq!(queued.iter().map(|message| message.id).collect::<Vec<_>>(), ids[1..]);
        assert_eq!(fresh.store.read(|tx| outbox::list(tx, State::Sent, "email", None, 9)).unwrap(), []);
    });
}

#[test]
fn a_forgotten_person_is_not_written_to() {
    on_both(|fresh| {
        let person = ada(fresh);
        let leased = queue(fresh, person, at(0), at(1000));
        fresh.store.claim_outbox("email", at(0), LEASE, 1).unwrap();
        let queued = queue(fresh, person, at(0), at(1000));
        fresh.store.write(|tx| dossier::forget(tx, person, "erased")).unwrap();
        assert_eq!(state(fresh, queued), State::Recalled);
        // Its worker died; who claims it next finds nothing to send.
        let claimed = fresh.store.claim_outbox("email", at(60), LEASE, 9).unwrap();
        assert_eq!(claimed.iter().map(|c| (c.id, c.body.is_none())).collect::<Vec<_>>(), [(leased, true)]);
    });
}

#[test]
fn a_message_needs_its_decision() {
    on_both(|fresh| {
        let person = ada(fresh);
        let message = NewMessage {
            dossier: person,
            decision: "deci_0000000000001".parse().unwrap(),
            channel: "email",
            endpoint: "e1",
            created: at(0),
            not_before: at(0),
            expires: at(9),
            body: b"",
        };
        let refused = fresh.store.write(|tx| outbox::enqueue(tx, &message));
        assert!(matches!(refused, Err(StoreError::Engine { .. })), "{refused:?}");
    });
}

#[test]
fn two_workers_never_claim_the_same_message() {
    on_both(|fresh| {
        let person = ada(fresh);
        let ids: BTreeSet<OutboxId> = (0..120).map(|n| queue(fresh, person, at(n % 7), at(1000))).collect();
        let claimed: Vec<Vec<OutboxId>> = std::thread::scope(|scope| {
            let worker = || {
                let mut mine = Vec::new();
                loop {
                    let some = fresh.store.claim_outbox("email", at(50), LEASE, 7).unwrap();
                    if some.is_empty() {
                        return mine;
                    }
                    for message in some {
                        let done = fresh
                            .store
                            .write(|tx| outbox::finish(tx, message.id, message.tries, Outcome::Sent, "", at(51)));
                        done.unwrap();
                        mine.push(message.id);
                    }
                }
            };
            let workers: Vec<_> = (0..4).map(|_| scope.spawn(worker)).collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).collect()
        });
        let all: Vec<OutboxId> = claimed.into_iter().flatten().collect();
        assert_eq!(all.len(), ids.len());
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), ids);
    });
}
