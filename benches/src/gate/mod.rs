//! decide/gate: the same twelve rules by our row, by Cedar and by Rego, over the same facts.

mod cedar;
pub mod facts;
mod packed;
mod rego;

use ::facts::{Ask, Entry, Firm, Pack, Verdict};
use std::hint::black_box;

use conduct::{EndpointIx, Gate, HouseRules, Packs, Question, Reasons, Standing, decide};
use facts::Facts;
use packed::Packed;

use crate::allocations;
use crate::dice::Dice;
use crate::report::{Figure, Report};
use crate::turns::{Side, per_cpu_second};

/// So many questions must have the same answer on all sides before any side is timed.
const INPUTS: usize = 10_000;

pub fn run() -> Result<Report, String> {
    let mut report = Report::new(
        "decide/gate",
        "12 rules over 20 events: verdict and reasons",
        "≥ 15 M from rows, ≥ 4 M folding 20 events; no allocation",
    );
    let mut dice = Dice::new(2026);
    let all: Vec<Facts> = (0..INPUTS).map(|_| Facts::by_chance(&mut dice)).collect();
    let rows: Vec<(Gate, i64)> = all.iter().map(|f| (f.row(&packs(), &f.standing()), f.at)).collect();
    let answers: Vec<Reasons> = rows.iter().map(|(gate, at)| gate.answer(*at).reasons()).collect();
    let packed: Vec<Packed> = all.iter().map(Packed::of).collect();
    let cedar = cedar::Cedar::new(&all)?;
    let mut interpreted = rego::Interpreter::new(&all)?;
    let mut machine = rego::Machine::new(&all)?;

    for (n, ours) in answers.iter().enumerate() {
        let sides = [
            ("packed", packed[n].fold().answer(all[n].at).reasons()),
            ("Cedar", cedar.reasons(n)),
            ("Rego", interpreted.reasons(n)?),
            ("Rego's machine", machine.reasons(n)?),
        ];
        if let Some((side, theirs)) = sides.into_iter().find(|(_, reasons)| reasons != ours) {
            return Err(format!("question {n}: ours says {ours:?}, {side} says {theirs:?}"));
        }
    }
    report.note(format!("all sides gave the same reasons on {INPUTS} questions by chance; {}", spread(&answers)));
    report.note(never_no_where_the_decision_permits(&all)?);

    let rates = per_cpu_second(&mut [
        Side::new("rows", || over_rows(&rows)),
        Side::new("packed", || over_packed(&packed)),
        Side::new("Cedar", || some(500, |n| cedar.permits(n))),
        Side::new("Rego", || some(200, |n| interpreted.run(n))),
        Side::new("machine", || some(200, |n| machine.run(n))),
    ]);
    let [from_rows, folding, cedar_rate, rego_rate, machine_rate] = rates[..] else {
        return Err("a side is missing".into());
    };
    report.ours("ours, from folded rows", Figure::PerCpuSecond(from_rows));
    report.ours("ours, folding 20 packed events first", Figure::PerCpuSecond(folding));
    report.peer("Cedar 4 (counts, clocks and flags supplied)", Figure::PerCpuSecond(cedar_rate));
    report.peer("Rego (regorus), interpreter, over the 20 events", Figure::PerCpuSecond(rego_rate));
    report.peer("Rego (regorus), its machine, over the 20 events", Figure::PerCpuSecond(machine_rate));

    let a_row = allocations::during(|| {
        black_box(over_rows(&rows));
    });
    let a_fold = allocations::during(|| {
        black_box(over_packed(&packed));
    });
    report.note(format!("allocations in {INPUTS} decisions: {a_row} from rows, {a_fold} folding first"));
    let cost = |size: usize| cost(size, from_rows);
    report.growth = Some((Some(cost(INPUTS / 10)), Some(cost(INPUTS * 10))));
    Ok(report)
}

/// The first so many questions, one by one.
fn some(count: usize, mut ask: impl FnMut(usize) -> bool) -> u64 {
    for n in 0..count {
        black_box(ask(n));
    }
    count as u64
}

fn over_rows(rows: &[(Gate, i64)]) -> u64 {
    let mut no = 0u32;
    for (gate, at) in rows {
        no ^= u32::from(black_box(gate).answer(*at).reasons().bits());
    }
    black_box(no);
    rows.len() as u64
}

fn over_packed(packed: &[Packed]) -> u64 {
    let mut no = 0u32;
    for facts in packed {
        let facts = black_box(facts);
        no ^= u32::from(facts.fold().answer(facts.at).reasons().bits());
    }
    black_box(no);
    packed.len() as u64
}

/// What one decision costs with so many rows, against the row's own size.
fn cost(size: usize, rate: f64) -> f64 {
    let mut dice = Dice::new(7);
    let few: Vec<(Gate, i64)> =
        (0..size.min(INPUTS)).map(|_| Facts::by_chance(&mut dice)).map(|f| (Packed::of(&f).fold(), f.at)).collect();
    let rows: Vec<(Gate, i64)> = few.iter().copied().cycle().take(size).collect();
    let rates = per_cpu_second(&mut [Side::new("rows", || over_rows(&rows))]);
    rate / rates[0]
}

fn spread(answers: &[Reasons]) -> String {
    let permitted = answers.iter().filter(|r| r.is_empty()).count();
    let by: Vec<String> = conduct::Reason::ALL
        .into_iter()
        .map(|reason| format!("{} {}", reason.as_str(), answers.iter().filter(|r| r.has(reason)).count()))
        .collect();
    format!("{permitted} without any reason, else {}", by.join(", "))
}

impl Facts {
    pub fn standing(&self) -> Standing {
        let log: Vec<Entry> = serde_json::from_value(self.log()).expect("our own facts parse");
        Standing::fold_log(&log, None).expect("our own facts fold")
    }

    /// The row as the product makes it: from a standing that was folded from the log.
    fn row(&self, packs: &Packs, standing: &Standing) -> Gate {
        let folded = self.events[facts::EVENTS - 1].at;
        let (to, debt) = (EndpointIx(u16::from(self.to)), usize::from(self.debt));
        Gate::of(packs, &firm(), standing, to, debt, folded)
    }

    pub fn question(&self) -> Ask {
        serde_json::from_value(self.ask()).expect("our own question parses")
    }
}

pub fn firm() -> Firm {
    serde_json::from_value(serde_json::json!({"name": "Northway Services LLC"})).expect("our own firm parses")
}

pub fn packs() -> Packs {
    Packs::of(&[Pack::Us]).with_house(HouseRules::default())
}

/// The gate is a prefilter: its no must be the whole decision's.
fn never_no_where_the_decision_permits(all: &[Facts]) -> Result<String, String> {
    // By the law alone: the house's budget refuses so much that little would be left to compare.
    let (firm, packs) = (firm(), Packs::of(&[Pack::Us]));
    let (mut no, mut more) = (0, 0);
    for (n, facts) in all.iter().enumerate() {
        let (standing, ask) = (facts.standing(), facts.question());
        let reasons = facts.row(&packs, &standing).answer(facts.at).reasons();
        let permits = decide(&packs, &firm, &standing, &Question::new(&ask)).verdict == Some(Verdict::Permit);
        if permits && !reasons.is_empty() {
            return Err(format!("question {n}: the gate says no for {reasons:?}, and the decision permits"));
        }
        no += usize::from(!reasons.is_empty());
        more += usize::from(!permits && reasons.is_empty());
    }
    let count = all.len();
    Ok(format!(
        "by the law alone the gate refuses {no} of {count}, the whole decision {more} more; it permits none that the gate refuses"
    ))
}
