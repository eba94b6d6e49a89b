//! The gate of sweeps says no only where the whole decision would not permit the call either.

use std::fs;
use std::path::{Path, PathBuf};

use conduct::{EndpointIx, Gate, GateAnswer, HouseRules, Packs, Question, Reason, Standing, decide};
use facts::{Ask, Case, Firm, Verdict, When};
use jiff::Timestamp;
use serde_json::json;

type Failure = Box<dyn std::error::Error>;

fn find(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), std::io::Error> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "json") {
            found.push(path);
        }
    }
    Ok(())
}

/// A call to that contact point about that debt, with all that it must say.
fn call(standing: &Standing, to: usize, debt: usize, at: i64) -> Result<Ask, Failure> {
    let at = Timestamp::from_second(at)?.to_string();
    Ok(serde_json::from_value(json!({
        "kind": "contact", "at": at, "channel": "call", "purpose": "collect",
        "to": standing.endpoints().get(to).map(|e| &e.id), "debts": [standing.debt(debt).map(|d| &d.id)],
        "contains": ["caller_identity", "initial_disclosure", "collector_disclosure", "validation_information"],
    }))?)
}

/// Moments to ask about: each hour of two days, then twice a day for a fortnight, then months later.
fn moments(from: i64) -> impl Iterator<Item = i64> {
    let hours = (0..48).map(|h| h * 3600);
    let days = (4..34).map(|half| half * 43_200 + 17);
    let months = [60, 120, 200].into_iter().map(|d| d * 86_400 + 50_000);
    hours.chain(days).chain(months).map(move |s| from + s)
}

#[derive(Debug, Default)]
struct Told {
    no: usize,
    perhaps: usize,
    reasons: u16,
}

fn compare(
    packs: &Packs,
    firm: &Firm,
    standing: &Standing,
    from: i64,
    told: &mut Told,
    name: &str,
) -> Result<(), Failure> {
    for to in 0..standing.endpoints().len() {
        for debt in 0..standing.debts().len() {
            let gate = Gate::of(packs, firm, standing, EndpointIx(u16::try_from(to)?), debt, from);
            for at in moments(from) {
                let GateAnswer::No(reasons) = gate.answer(at) else {
                    told.perhaps += 1;
                    continue;
                };
                told.no += 1;
                told.reasons |= reasons.bits();
                let ask = call(standing, to, debt, at)?;
                let decision = decide(packs, firm, standing, &Question::new(&ask));
                assert_ne!(decision.verdict, Some(Verdict::Permit), "{name}: {to} {debt} at {at}: {reasons:?}");
                let earliest = match decision.earliest {
                    Some(When::Time { instant, .. }) => Some(instant.as_second()),
                    _ => None,
                };
                if let Some(earliest) = earliest {
                    let not_before = gate.not_before(at);
                    assert!(not_before.is_some_and(|t| t <= earliest), "{name} at {at}: {not_before:?} {earliest}");
                }
            }
        }
    }
    Ok(())
}

#[test]
fn no_means_no_in_every_case_of_the_corpus() -> Result<(), Failure> {
    let mut paths = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/us"), &mut paths)?;
    paths.sort();
    let mut told = Told::default();
    for path in paths.into_iter().step_by(2) {
        let case: Case = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let name = path.display().to_string();
        let standing = Standing::fold(case.people, case.endpoints, case.debts, &case.history, None)?;
        let Some(last) = standing.last() else { continue };
        let from = last.instant.unwrap_or(i64::from(last.day.0) * 86_400) + 86_400;
        compare(&Packs::of(&case.regime), &case.collector, &standing, from, &mut told, &name)?;
    }
    assert!(told.no > 1_000 && told.perhaps > 1_000, "{told:?}");
    let by_law = Reason::ALL.iter().filter(|r| told.reasons & **r as u16 != 0).count();
    assert!(by_law >= 9, "{told:?}");
    Ok(())
}

#[test]
fn a_hold_of_the_house_says_no_until_its_last_day() -> Result<(), Failure> {
    let holds = [("bankruptcy", Reason::Bankruptcy), ("death", Reason::Death), ("breathing_space", Reason::Moratorium)];
    for (cause, reason) in holds {
        let entry = |n: u8, fact: serde_json::Value| json!({"id": format!("evt_{n}"), "recorded": "2026-11-02", "by": "placement", "fact": fact});
        let recorded = json!({"house": {"event": "recorded", "at": "2026-11-02",
            "people": [{"id": "ana", "role": "consumer", "name": "Ana Ruiz",
                "residence": {"country": "US", "region": "NY", "time_zone": "America/New_York"}}],
            "endpoints": [{"id": "cell", "kind": "mobile", "value": "+12125550100", "person": "ana"}],
            "debts": [{"id": "card", "kind": "credit_card", "creditor": "First Bank"}]}});
        let hold = json!({"house": {"event": "hold", "at": "2026-11-03", "hold": "h1", "cause": cause,
            "debts": ["card"], "until": "2026-11-20"}});
        let log = serde_json::from_value::<Vec<facts::Entry>>(json!([entry(1, recorded), entry(2, hold)]))?;
        let standing = Standing::fold_log(&log, None)?;
        let firm: Firm = serde_json::from_value(json!({"name": "Northway Services LLC"}))?;
        let packs = Packs::of(&[facts::Pack::Us]).with_house(HouseRules::default());
        let from = "2026-11-10T12:00:00-05:00".parse::<Timestamp>()?.as_second();
        let gate = Gate::of(&packs, &firm, &standing, EndpointIx(0), 0, from);
        assert!(gate.answer(from).reasons().has(reason), "{cause}");
        let opens = "2026-11-21T08:00:00-05:00".parse::<Timestamp>()?.as_second();
        assert_eq!(gate.not_before(from), Some(opens), "{cause}");
        compare(&packs, &firm, &standing, from, &mut Told::default(), cause)?;
    }
    Ok(())
}
