//! What must hold of every decision, whatever the facts: a few hundred cases each by default, and ten thousand by
//! `cargo xtask properties` (or `PROPTEST_CASES=10000`).

#![expect(clippy::unwrap_used, reason = "helpers of tests: facts that can't be read are a failed test")]

mod bars;
mod facts_of;
mod unknown;

use conduct::{Decision, HouseRules, Packs, Question, Standing, decide};
use facts::{Ask, Case, Entry, Event, Fact, Purpose, Reading, Verdict, When};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use bars::{Bar, bar};
use facts_of::{CASES, CONTACTS, Shown, ask_at, case, moved};
use unknown::{Forgotten, forget, forgotten};

/// By default so many cases each, always the same; as many as `PROPTEST_CASES` says, ever new, where it is set.
const CASES_BY_DEFAULT: u32 = 400;
const SEED_BY_DEFAULT: u64 = 1006;

fn config() -> ProptestConfig {
    let said = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if said { ProptestConfig::default().cases } else { CASES_BY_DEFAULT };
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: if said { RngSeed::Random } else { RngSeed::Fixed(SEED_BY_DEFAULT) },
        max_shrink_iters: 2000,
        max_global_rejects: u32::MAX,
        ..ProptestConfig::default()
    }
}

fn fold(case: &Case) -> Standing {
    let (people, endpoints, debts) = (case.people.clone(), case.endpoints.clone(), case.debts.clone());
    Standing::fold(people, endpoints, debts, &case.history, case.ask.at()).unwrap()
}

fn decided(case: &Case, packs: &Packs) -> Decision {
    let reading = Reading::default();
    decide(packs, &case.collector, &fold(case), &Question::with(&case.ask, &reading))
}

fn by_law(case: &Case) -> Decision {
    decided(case, &Packs::of(&case.regime))
}

/// Could somebody act on it? As asked, or with the parts that it names.
fn is_yes(decision: &Decision) -> bool {
    matches!(decision.verdict, Some(Verdict::Permit | Verdict::PermitIf))
}

/// What decided, for the message of a failure.
fn said(decision: &Decision) -> String {
    let findings: Vec<String> = decision
        .findings
        .iter()
        .map(|f| format!("{} {} ({})", f.rule, f.effect.as_str(), f.verdict.as_str()))
        .collect();
    format!("{:?} by {}", decision.verdict, findings.join(", "))
}

proptest! {
    #![proptest_config(config())]

    /// What isn't known permits nothing that was not permitted when it was known.
    #[test]
    fn forgetting_what_permits_never_permits(Shown(case) in case(&CASES), fact in forgotten()) {
        let known = by_law(&case);
        let mut less = case.clone();
        forget(&mut less, fact);
        let unknown = by_law(&less);
        prop_assert!(
            is_yes(&known) || !is_yes(&unknown) || known.verdict.is_none(),
            "{fact:?}\nknown: {}\nunknown: {}", said(&known), said(&unknown)
        );
    }

    /// A bar more never turns no into yes.
    #[test]
    fn a_bar_more_never_permits(Shown(case) in case(&CONTACTS), bar in bar(), before in 60i64..40 * 86_400) {
        let free = by_law(&case);
        let mut barred = case.clone();
        let added = bars::add(&mut barred, bar, before);
        prop_assume!(added.is_some() && !lifts(&case.ask, bar));
        let packs = Packs::of(&barred.regime);
        let packs = if bar == Bar::House { packs.with_house(HouseRules::default()) } else { packs };
        let held = decided(&barred, &packs);
        prop_assert!(
            is_yes(&free) || !is_yes(&held),
            "{bar:?}\nfree: {}\nbarred: {}", said(&free), said(&held)
        );
    }

    /// The order in which a log holds what happened doesn't matter, equal moments or not.
    #[test]
    fn order_in_the_log_is_nothing(
        (Shown(case), shuffled) in case(&CASES).prop_flat_map(|c| {
            let history = c.0.history.clone();
            (Just(c), Just(history).prop_shuffle())
        })
    ) {
        let mut other = case.clone();
        other.history = shuffled;
        prop_assert_eq!(fold(&case), fold(&other));
        prop_assert_eq!(by_law(&case), by_law(&other));
    }

    /// Of one moment each, whatever they are.
    #[test]
    fn events_of_one_moment_have_no_order(
        (Shown(case), shuffled) in case(&CASES).prop_flat_map(|Shown(c)| {
            let at = c.history.first().map(Event::at);
            let one: Vec<Event> = c.history.iter().map(|e| facts_of::event_at(e, |own| at.unwrap_or(own))).collect();
            (Just(Shown(Case { history: one.clone(), ..c })), Just(one).prop_shuffle())
        })
    ) {
        let other = Case { history: shuffled, ..case.clone() };
        prop_assert_eq!(by_law(&case), by_law(&other));
    }

    /// A standing kept and carried on is the one folded anew; and its bytes hold all of it.
    #[test]
    fn folding_is_replaying(Shown(case) in case(&CASES), at in any::<prop::sample::Index>()) {
        let (people, endpoints, debts) = (case.people.clone(), case.endpoints.clone(), case.debts.clone());
        let whole = Standing::fold(people.clone(), endpoints.clone(), debts.clone(), &case.history, None).unwrap();
        let zone = whole.home_zone();
        let mut history = case.history.clone();
        history.sort_by_key(|e| (e.known().day_in(&zone), e.known().instant()));
        let (first, rest) = history.split_at(at.index(history.len() + 1));
        let mut kept = Standing::fold(people.clone(), endpoints.clone(), debts.clone(), first, None).unwrap();
        let in_order = rest.iter().all(|event| {
            kept = Standing::from_bytes(&kept.to_bytes()).unwrap();
            kept.apply_entry(&entry(event))
        });
        // Where one comes late the log is folded anew, and there is nothing to compare.
        if in_order {
            prop_assert_eq!(&kept, &whole);
            prop_assert_eq!(kept.to_bytes(), whole.to_bytes());
        }
        prop_assert_eq!(Standing::from_bytes(&whole.to_bytes()).unwrap(), whole);
    }

    /// The moment we name is permitted, and the one just before it is not.
    #[test]
    fn the_earliest_moment_is_the_first(Shown(case) in case(&CONTACTS), house in any::<prop::sample::Index>()) {
        let packs = Packs::of(&case.regime);
        let packs = if house.index(2) == 0 { packs } else { packs.with_house(HouseRules::default()) };
        let decision = decided(&case, &packs);
        prop_assume!(decision.earliest.is_some());
        let earliest = decision.earliest.unwrap();
        let standing = fold(&case);
        let reading = Reading::default();
        let asked = |when: When| {
            let mut ask = case.ask.clone();
            ask_at(&mut ask, |_| when);
            decide(&packs, &case.collector, &standing, &Question::with(&ask, &reading))
        };
        let then = asked(earliest);
        prop_assert_eq!(then.verdict, Some(Verdict::Permit), "at {}: {}", earliest, said(&then));
        // A day that opens, opens at eight: then it is the day before that must be closed, not the second.
        let opens_a_day = earliest.time_in(&standing.home_zone()) == Some(jiff::civil::time(8, 0, 0, 0));
        let mut just_before = asked(moved(earliest, -1));
        if opens_a_day && just_before.verdict == Some(Verdict::Permit) {
            just_before = asked(moved(earliest, -(9 * 3600 + 1)));
        }
        prop_assert!(
            just_before.verdict != Some(Verdict::Permit),
            "just before {}: {}\nfirst: {}", earliest, said(&just_before), said(&decision)
        );
    }

    /// Whoever is refused is told by which rule, and in plain words.
    #[test]
    fn no_refusal_without_a_rule(Shown(case) in case(&CASES), house in any::<prop::sample::Index>()) {
        let packs = Packs::of(&case.regime);
        let packs = if house.index(2) == 0 { packs } else { packs.with_house(HouseRules::default()) };
        let decision = decided(&case, &packs);
        if matches!(decision.verdict, Some(v) if v != Verdict::Permit) {
            let deciding = decision.deciding();
            prop_assert!(deciding.is_some(), "{}", said(&decision));
            for finding in decision.findings.iter().filter(|f| f.verdict > Verdict::Permit) {
                prop_assert!(
                    !finding.rule.is_empty() && !finding.gist.is_empty(),
                    "{} has no gist", finding.rule
                );
            }
        }
    }
}

/// Where what is called a bar is by the law's own words the ground for a contact.
fn lifts(ask: &Ask, bar: Bar) -> bool {
    let Ask::Contact(ask) = ask else { return false };
    // Each of these answers, confirms or ends what the person said or asked, and needs that they did.
    let answers = matches!(
        ask.purpose,
        Purpose::Reply
            | Purpose::ConfirmOptOut
            | Purpose::TerminateEfforts
            | Purpose::NotifyRemedy
            | Purpose::InformationRequested
            | Purpose::ProofOfClaim
    );
    answers && !matches!(bar, Bar::CallPlaced | Bar::House | Bar::Pack(_))
}

fn entry(event: &Event) -> Entry {
    let known = event.known();
    Entry {
        id: "evt_1".to_owned(),
        recorded: known,
        by: "test".to_owned(),
        words: None,
        document: None,
        fact: Fact::Event(event.clone()),
    }
}

/// The facts that can be forgotten really are among those that the corpus needs.
#[test]
fn forgetting_matters() {
    for fact in [Forgotten::Zones, Forgotten::Consents, Forgotten::Sources, Forgotten::Parts, Forgotten::Checks] {
        let matters = CASES.iter().any(|case| {
            let mut less = case.clone();
            forget(&mut less, fact);
            by_law(case).verdict < by_law(&less).verdict
        });
        assert!(matters, "{fact:?} changes no answer");
    }
}
