//! What humans keep: promises, tasks, reviews, settings, switches, and who may come in.

use jiff::SignedDuration;
use store::access::{code, guest, link, session, user};
use store::promise::{self, MadeBy, NewPromise};
use store::task::{self, NewTask};
use store::testing::on_both;
use store::{StoreError, dossier, review, setting, switch};

use super::{ada, at, recorded};

#[test]
fn promises_are_kept_in_mind_both_ways() {
    on_both(|fresh| {
        let person = ada(fresh);
        let new = NewPromise {
            dossier: person,
            made_by: MadeBy::Ours,
            made: at(0),
            due: at(100),
            owner: "kim",
            what: b"call back about the bill",
        };
        let add = |new: &NewPromise<'_>| fresh.store.write(|tx| promise::add(tx, new)).unwrap();
        let ours = [add(&new), add(&NewPromise { due: at(50), ..new }), add(&NewPromise { due: at(100), ..new })];
        let theirs = add(&NewPromise { made_by: MadeBy::Theirs, due: at(10), ..new });
        let due = |now, after| fresh.store.read(|tx| promise::due(tx, MadeBy::Ours, now, after, 2)).unwrap();
        assert_eq!(due(at(49), None), []);
        let page = due(at(100), None);
        assert_eq!(page.iter().map(|promise| promise.id).collect::<Vec<_>>(), [ours[1], ours[0]]);
        assert_eq!(page[0].what.as_deref(), Some(&b"call back about the bill"[..]));
        let rest = due(at(100), Some((page[1].due, page[1].id)));
        assert_eq!(rest.iter().map(|promise| promise.id).collect::<Vec<_>>(), [ours[2]]);
        fresh.store.write(|tx| promise::settle(tx, ours[1], promise::State::Kept, at(60))).unwrap();
        let again = fresh.store.write(|tx| promise::settle(tx, ours[1], promise::State::Broken, at(61)));
        assert!(matches!(again, Err(StoreError::Stale { state, .. }) if state == "kept"));
        let counts = fresh.store.read(promise::counts).unwrap();
        let expected = [
            (MadeBy::Ours, promise::State::Kept, 1),
            (MadeBy::Ours, promise::State::Open, 2),
            (MadeBy::Theirs, promise::State::Open, 1),
        ];
        assert_eq!(counts, expected);
        let all = fresh.store.read(|tx| promise::of_dossier(tx, person)).unwrap();
        assert_eq!(all.iter().map(|promise| promise.id).collect::<Vec<_>>(), [ours[0], ours[1], ours[2], theirs]);
        fresh.store.write(|tx| dossier::forget(tx, person, "erased")).unwrap();
        assert!(fresh.store.read(|tx| promise::of_dossier(tx, person)).unwrap().iter().all(|p| p.what.is_none()));
    });
}

#[test]
fn a_task_belongs_to_one_at_a_time() {
    on_both(|fresh| {
        let person = ada(fresh);
        let new = NewTask {
            dossier: person,
            kind: "refer",
            why: "is this her attorney?",
            created: at(0),
            due: at(200),
            facts: b"{\"from\":\"letter\"}",
        };
        let add = |new: &NewTask<'_>| fresh.store.write(|tx| task::add(tx, new)).unwrap();
        let (later, sooner) = (add(&new), add(&NewTask { due: at(100), kind: "hand_over", ..new }));
        let page = fresh.store.read(|tx| task::open(tx, None, 1)).unwrap();
        assert_eq!((page[0].id, page[0].facts.as_deref()), (sooner, Some(&b"{\"from\":\"letter\"}"[..])));
        let rest = fresh.store.read(|tx| task::open(tx, Some((page[0].due, sooner)), 9)).unwrap();
        assert_eq!(rest.iter().map(|task| task.id).collect::<Vec<_>>(), [later]);
        fresh.store.write(|tx| task::take(tx, later, "kim", at(1))).unwrap();
        fresh.store.write(|tx| task::take(tx, later, "kim", at(2))).unwrap();
        let taken = fresh.store.write(|tx| task::take(tx, later, "lee", at(3))).unwrap_err();
        assert!(taken.to_string().contains("taken by kim"), "{taken}");
        fresh.store.write(|tx| task::release(tx, later, at(4))).unwrap();
        fresh.store.write(|tx| task::take(tx, later, "lee", at(5))).unwrap();
        fresh.store.write(|tx| task::close(tx, later, task::State::Done, at(6))).unwrap();
        let closed = fresh.store.write(|tx| task::release(tx, later, at(7)));
        assert!(matches!(closed, Err(StoreError::Stale { .. })));
        let kept = fresh.store.read(|tx| task::get(tx, later)).unwrap().unwrap();
        assert_eq!((kept.state, kept.owner.as_deref(), kept.changed), (task::State::Done, Some("lee"), at(6)));
        assert_eq!(fresh.store.read(task::open_counts).unwrap(), [("hand_over".to_owned(), 1)]);
        assert_eq!(fresh.store.read(|tx| task::of_dossier(tx, person)).unwrap().len(), 2);
    });
}

#[test]
fn a_doubtful_match_is_looked_at_once() {
    on_both(|fresh| {
        let (one, two, three) = (ada(fresh), ada(fresh), ada(fresh));
        let add = |a, b| fresh.store.write(|tx| review::add(tx, a, b, "same telephone, other name", at(0)));
        let id = add(two, one).unwrap();
        assert_eq!(add(one, two).unwrap(), id);
        let other = add(one, three).unwrap();
        assert!(matches!(add(one, one), Err(StoreError::Refused { .. })));
        assert_eq!(fresh.store.read(review::open_count).unwrap(), 2);
        fresh.store.write(|tx| review::decide(tx, id, review::State::Different, recorded(9))).unwrap();
        let again = fresh.store.write(|tx| review::decide(tx, id, review::State::Same, recorded(9)));
        assert!(matches!(again, Err(StoreError::Stale { state, .. }) if state == "different"));
        let open = fresh.store.read(|tx| review::list(tx, review::State::Open, None, 9)).unwrap();
        assert_eq!(open.iter().map(|review| review.id).collect::<Vec<_>>(), [other]);
        let done = fresh.store.read(|tx| review::list(tx, review::State::Different, None, 9)).unwrap();
        assert_eq!((done[0].one, done[0].other), (one, two));
        assert_eq!(done[0].decided, Some((at(9), "story".to_owned())));
    });
}

#[test]
fn settings_and_switches_remember_who_turned_them() {
    on_both(|fresh| {
        fresh.store.write(|tx| setting::set(tx, "hours", "9-17", recorded(0))).unwrap();
        fresh.store.write(|tx| setting::set(tx, "hours", "9-18", recorded(1))).unwrap();
        let hours = fresh.store.read(|tx| setting::get(tx, "hours")).unwrap().unwrap();
        assert_eq!((hours.value.as_str(), hours.changed), ("9-18", at(1)));
        assert_eq!(fresh.store.read(|tx| setting::get(tx, "days")).unwrap(), None);
        assert_eq!(fresh.store.read(setting::list).unwrap(), [hours]);
        assert_eq!(fresh.store.read(|tx| switch::last(tx, "everything")).unwrap(), None);
        for (action, reason) in [
            (switch::Action::Stop, "odd letters"),
            (switch::Action::AskRelease, "found"),
            (switch::Action::Release, "yes"),
        ] {
            fresh.store.write(|tx| switch::turn(tx, "everything", action, reason, recorded(5))).unwrap();
        }
        let last = fresh.store.read(|tx| switch::last(tx, "everything")).unwrap().unwrap();
        assert_eq!((last.number, last.action, last.by.as_str()), (3, switch::Action::Release, "story"));
        let history = fresh.store.read(|tx| switch::history(tx, "everything", 2)).unwrap();
        assert_eq!(history.iter().map(|turn| turn.reason.as_str()).collect::<Vec<_>>(), ["yes", "found"]);
    });
}

#[test]
fn whoever_may_not_sign_in_any_more_is_signed_out() {
    on_both(|fresh| {
        let add = |name| fresh.store.write(|tx| user::add(tx, name, "agent", "hash", at(0)));
        let kim = add("kim").unwrap();
        let taken = StoreError::Conflict { what: "user", id: "kim".to_owned() };
        assert_eq!(add("kim"), Err(taken));
        let token = fresh.store.write(|tx| session::begin(tx, kim, at(0), at(100))).unwrap();
        let find = |token: &[u8], now| fresh.store.read(|tx| session::find(tx, token, now)).unwrap();
        assert_eq!(find(&token, at(99)), Some(kim));
        assert_eq!(find(&token, at(100)), None);
        assert_eq!(find(&[0; 32], at(1)), None);
        let second = fresh.store.write(|tx| session::begin(tx, kim, at(0), at(100))).unwrap();
        assert_ne!(token, second);
        fresh.store.write(|tx| session::end(tx, &second)).unwrap();
        assert_eq!(find(&second, at(1)), None);
        fresh.store.write(|tx| user::change(tx, kim, "lead", user::State::Closed, "hash")).unwrap();
        assert_eq!(find(&token, at(1)), None);
        let kept = fresh.store.read(|tx| user::by_name(tx, "kim")).unwrap().unwrap();
        assert_eq!((kept.id, kept.role.as_str(), kept.state), (kim, "lead", user::State::Closed));
        assert!(!format!("{kept:?}").contains("hash"));
        assert_eq!(fresh.store.read(|tx| user::get(tx, kim)).unwrap(), Some(kept));
        assert_eq!(fresh.store.read(user::list).unwrap().len(), 1);
        let lee = add("lee").unwrap();
        fresh.store.write(|tx| session::begin(tx, lee, at(0), at(50))).unwrap();
        assert_eq!(fresh.store.write(|tx| session::sweep(tx, at(50))).unwrap(), 1);
    });
}

#[test]
fn a_link_works_until_it_ends_or_is_taken_back() {
    on_both(|fresh| {
        let person = ada(fresh);
        let add = || fresh.store.write(|tx| link::add(tx, person, "portal", at(0), at(100))).unwrap();
        let (id, token) = add();
        let find = |token: &[u8]| fresh.store.read(|tx| link::find(tx, token)).unwrap();
        let found = find(&token).unwrap();
        assert_eq!((found.id, found.dossier, found.opened), (id, person, None));
        assert!(found.is_open(at(99)) && !found.is_open(at(100)));
        assert_eq!(find(&[1; 32]), None);
        for seconds in [5, 6] {
            fresh.store.write(|tx| link::opened(tx, id, at(seconds))).unwrap();
        }
        assert_eq!(find(&token).unwrap().opened, Some(at(5)));
        add();
        assert_eq!(fresh.store.write(|tx| link::revoke_all(tx, person, at(7))).unwrap(), 2);
        assert!(!find(&token).unwrap().is_open(at(8)));
        fresh.store.write(|tx| dossier::forget(tx, person, "erased")).unwrap();
        assert_eq!(find(&token), None);
    });
}

#[test]
fn a_person_is_on_their_page_until_they_rest_leave_or_their_link_is_taken_back() {
    on_both(|fresh| {
        let person = ada(fresh);
        let idle = SignedDuration::from_secs(30);
        let (id, _) = fresh.store.write(|tx| link::add(tx, person, "portal", at(0), at(1_000))).unwrap();
        let come = || fresh.store.write(|tx| guest::begin(tx, person, Some(id), at(0), at(100))).unwrap();
        let find = |token: &[u8], seconds| fresh.store.read(|tx| guest::find(tx, token, idle, at(seconds))).unwrap();
        let token = come();
        assert_eq!(find(&token, 29).map(|g| (g.dossier, g.seen)), Some((person, at(0))));
        assert_eq!(find(&token, 30), None, "idle too long");
        assert_eq!(find(&[7; 32], 1), None);
        fresh.store.write(|tx| guest::seen(tx, &token, at(25))).unwrap();
        // Another tab, a little late: it doesn't turn the clock back.
        fresh.store.write(|tx| guest::seen(tx, &token, at(20))).unwrap();
        assert_eq!(find(&token, 54).map(|g| g.seen), Some(at(25)));
        fresh.store.write(|tx| guest::seen(tx, &token, at(90))).unwrap();
        assert_eq!(find(&token, 100), None, "over, however busy");
        let left = come();
        for seconds in [5, 6] {
            fresh.store.write(|tx| guest::end(tx, &left, at(seconds))).unwrap();
        }
        assert_eq!(find(&left, 7), None);
        let linked = come();
        fresh.store.write(|tx| link::revoke_all(tx, person, at(8))).unwrap();
        assert_eq!(find(&linked, 9), None);
        let by_code = fresh.store.write(|tx| guest::begin(tx, person, None, at(10), at(100))).unwrap();
        assert!(find(&by_code, 11).is_some());
        assert_eq!(fresh.store.write(|tx| guest::sweep(tx, at(99))).unwrap(), 0);
        fresh.store.write(|tx| dossier::forget(tx, person, "erased")).unwrap();
        assert_eq!(find(&by_code, 12), None);
    });
}

#[test]
fn a_code_is_found_once_it_was_given_and_tells_nothing_of_the_next() {
    on_both(|fresh| {
        let (one, two) = (ada(fresh), ada(fresh));
        let of = |person| fresh.store.read(|tx| Ok::<_, StoreError>(code::of(tx, person))).unwrap();
        assert_ne!(of(one), of(two));
        assert!(of(one) < 10_000_000_000);
        let find = |asked| fresh.store.read(|tx| code::find(tx, asked)).unwrap();
        assert_eq!(find(of(one)), []);
        for _ in 0..2 {
            assert_eq!(fresh.store.write(|tx| code::give(tx, one)).unwrap(), of(one));
        }
        assert_eq!(find(of(one)), [one]);
        assert_eq!(find(of(one) + 1), []);
    });
}
