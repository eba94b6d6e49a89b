//! Everything stops at once, and goes on when two people say so.

use casework::deliver::deliver;
use casework::round::{self, RoundError};
use casework::switch::{self, Released, SwitchError};
use store::outbox::State;

use crate::support::{MORNING, Memory, Mood, at, house, minutes_after, on_engines};

#[test]
fn a_stop_holds_rounds_and_sending_until_two_people_agree() {
    on_engines(|fresh| {
        let ada = fresh.place_ada();
        let now = at(MORNING);
        fresh.round(now);
        let mut courier = Memory::new(Mood::Takes);
        fresh.store.write(|tx| switch::stop(tx, "amara", "a letter has a wrong amount", now)).unwrap();

        let sending = deliver(&fresh.store, &house(), &mut courier, now).unwrap_err();
        assert!(sending.to_string().contains("amara: a letter has a wrong amount"), "{sending}");
        assert!(matches!(
            round::run(&fresh.store, &house(), minutes_after(now, 24 * 60), false),
            Err(RoundError::Stopped { .. })
        ));
        assert_eq!(fresh.outbox(ada)[0].state, State::Queued, "it waits, and is not lost");

        let resume = |by: &str| fresh.store.write(|tx| switch::resume(tx, by, "the template is mended", now));
        assert_eq!(resume("bo").unwrap(), Released::AskedFirst);
        assert!(matches!(resume("bo"), Err(SwitchError::SamePerson(name)) if name == "bo"));
        assert!(deliver(&fresh.store, &house(), &mut courier, now).is_err(), "one is not enough");
        assert_eq!(resume("amara").unwrap(), Released::GoesOn);
        assert!(matches!(resume("bo"), Err(SwitchError::NotStopped)));
        assert_eq!(fresh.deliver(&mut courier, now).sent, 1);

        let turns = fresh.store.read(|tx| switch::turns(tx, 10)).unwrap();
        let who: Vec<&str> = turns.iter().map(|turn| turn.by.as_str()).collect();
        assert_eq!(who, ["amara", "bo", "amara"], "each turn stays known");
    });
}

#[test]
fn a_stop_takes_back_a_first_request_to_go_on_and_needs_a_reason() {
    on_engines(|fresh| {
        let now = at(MORNING);
        let stop = |why: &str| fresh.store.write(|tx| switch::stop(tx, "amara", why, now));
        assert!(matches!(stop(" "), Err(SwitchError::NoReason)));
        stop("something is wrong").unwrap();
        let resume = |by: &str| fresh.store.write(|tx| switch::resume(tx, by, "it is mended", now));
        assert_eq!(resume("bo").unwrap(), Released::AskedFirst);
        stop("it is not mended").unwrap();
        assert_eq!(resume("cy").unwrap(), Released::AskedFirst, "asked anew");
    });
}
