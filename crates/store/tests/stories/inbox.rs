//! What came in, each message once; and what a carrier may already have.

use jiff::SignedDuration;
use store::inbox::{self, NewMessage, State};
use store::outbox::{self, Outcome};
use store::testing::on_both;
use store::{InboxId, StoreError};

use super::outbox::queue;
use super::{ada, at};

fn new(key: &str) -> NewMessage<'_> {
    NewMessage {
        channel: "email",
        key,
        received: at(0),
        state: State::Waits,
        dossier: None,
        why: "nobody has this address",
        body: b"whose words are these?",
    }
}

#[test]
fn a_message_is_known_again_and_waits_until_a_human_settles_it() {
    on_both(|fresh| {
        let person = ada(fresh);
        let id: InboxId = fresh.store.write(|tx| inbox::add(tx, &new("<1@there>"))).unwrap();
        let known = fresh.store.read(|tx| inbox::find(tx, "email", "<1@there>")).unwrap().unwrap();
        assert_eq!((known.id, known.state, known.body.as_slice()), (id, State::Waits, &b"whose words are these?"[..]));
        assert_eq!(fresh.store.read(|tx| inbox::find(tx, "text", "<1@there>")).unwrap(), None, "another carrier's id");
        let second = fresh.store.write(|tx| inbox::add(tx, &new("<2@there>"))).unwrap();
        let waiting = fresh.store.read(|tx| inbox::waiting(tx, Some((at(0), id)), 10)).unwrap();
        assert_eq!(waiting.iter().map(|m| m.id).collect::<Vec<_>>(), [second]);
        fresh.store.write(|tx| inbox::settle(tx, id, Some(person), at(9))).unwrap();
        let settled = fresh.store.read(|tx| inbox::get(tx, id)).unwrap().unwrap();
        assert_eq!((settled.state, settled.dossier, settled.body.len()), (State::Taken, Some(person), 0));
        let again = fresh.store.write(|tx| inbox::settle(tx, id, None, at(10)));
        assert!(matches!(again, Err(StoreError::Stale { .. })), "{again:?}");
        let counts = fresh.store.read(inbox::counts).unwrap();
        assert_eq!(counts, [(State::Taken, 1), (State::Waits, 1)]);
    });
}

#[test]
fn what_a_carrier_may_have_is_seen_by_the_next_worker_even_when_it_has_expired() {
    on_both(|fresh| {
        let person = ada(fresh);
        let lease = SignedDuration::from_secs(60);
        let id = queue(fresh, person, at(0), at(100));
        let first = fresh.store.claim_outbox("email", at(1), lease, 9).unwrap().remove(0);
        assert_eq!(first.attempted, None);
        fresh.store.write(|tx| outbox::attempt(tx, id, first.tries, at(2))).unwrap();
        // The worker is gone; the next one comes after the window has closed.
        assert_eq!(fresh.store.write(|tx| outbox::expire(tx, at(200))).unwrap(), []);
        let next = fresh.store.claim_outbox("email", at(200), lease, 9).unwrap().remove(0);
        assert_eq!((next.id, next.attempted), (id, Some(at(2))));
        let late = fresh.store.write(|tx| outbox::attempt(tx, id, first.tries, at(201)));
        assert!(matches!(late, Err(StoreError::Stale { .. })), "{late:?}");
        fresh
            .store
            .write(|tx| outbox::finish(tx, id, next.tries, Outcome::Again(at(0)), "not taken", at(202)))
            .unwrap();
        assert_eq!(fresh.store.claim_outbox("email", at(203), lease, 9).unwrap(), [], "surely not taken, and too late");
        assert_eq!(fresh.store.write(|tx| outbox::expire(tx, at(203))).unwrap(), [(id, person)]);
    });
}

#[test]
fn what_was_claimed_and_never_handed_over_expires() {
    on_both(|fresh| {
        let person = ada(fresh);
        let id = queue(fresh, person, at(0), at(100));
        fresh.store.claim_outbox("email", at(1), SignedDuration::from_secs(60), 9).unwrap();
        assert_eq!(fresh.store.write(|tx| outbox::expire(tx, at(50))).unwrap(), []);
        assert_eq!(fresh.store.write(|tx| outbox::expire(tx, at(150))).unwrap(), [(id, person)]);
    });
}
