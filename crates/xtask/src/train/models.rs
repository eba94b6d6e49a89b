//! The recipes of the models, their fit out of fold, and their thresholds.

use words::listen::token::hash_word;
use words::listen::{Cue, Issue, Kind, Listener, ngram};

use super::beliefs;
use super::fit::{Belief, Fitted, Recipe, Row, fit, logarithm};
use super::measure::{Answer, Report, Tally, mean};
use super::read::{Corpora, Narrative};

const FOLDS: u64 = 5;
const CUES: Recipe = Recipe {
    rows_min: 3,
    features_max: 46_000,
    slots: 1 << 16,
    rounds: 6,
    rate: 0.1,
    cooling: 0.3,
    decay: 3e-4,
    ratio: 1.0,
    balance: 0.0,
};
const COMPLAINTS: Recipe = Recipe {
    rows_min: 4,
    features_max: 2_800,
    slots: 1 << 12,
    rounds: 12,
    rate: 0.05,
    cooling: 0.3,
    decay: 3e-2,
    ratio: 0.0,
    balance: 0.1,
};
const HARDSHIP: Recipe = Recipe {
    rows_min: 4,
    features_max: 12_000,
    slots: 1 << 14,
    rounds: 12,
    rate: 0.05,
    cooling: 0.3,
    decay: 3e-4,
    ratio: 0.5,
    balance: 0.2,
};
/// How much a rare issue, and a rare kind, is helped against a common one: 0 not at all, 1 as if all were as common.
const ISSUE_HELP: f32 = 0.25;
const KIND_HELP: f32 = 0.1;

/// Eight cues from short talk.
pub fn cues(corpora: &Corpora, listener: &Listener, report: &mut Report) -> Vec<u8> {
    let rows: Vec<Row> = corpora
        .talk
        .iter()
        .map(|talk| {
            let seeing = listener.see(&talk.text);
            Row {
                features: once(seeing.fine),
                phrases: once(seeing.phrases),
                truth: Cue::ALL.iter().map(|cue| Some(talk.cues.iter().any(|name| name == cue.name()))).collect(),
                group: group(&talk.id),
            }
        })
        .collect();
    let sums = out_of_fold(&rows, Cue::ALL.len(), &CUES, &[]);
    let labels = Cue::ALL.iter().enumerate();
    let found: Vec<(&str, f32, Tally)> = labels
        .map(|(label, cue)| {
            let (threshold, tally) = threshold(&rows, &sums, label);
            (cue.name(), threshold, tally)
        })
        .collect();
    let scores: Vec<f64> = found.iter().map(|(_, _, tally)| tally.f1()).collect();
    report.row("emotion, 8 cues, macro-F1", mean(&scores), "0.52", "0.57");
    found.iter().for_each(|(name, _, tally)| report.label(name, tally));
    let thresholds: Vec<f32> = found.iter().map(|(_, threshold, _)| *threshold).collect();
    pack(&rows, &thresholds, &CUES, &[], report)
}

/// Issues and kinds of complaint: one of each for a narrative.
pub fn complaints(corpora: &Corpora, listener: &Listener, report: &mut Report) -> Vec<u8> {
    let rows: Vec<Row> = corpora
        .narratives
        .iter()
        .filter(|narrative| !narrative.issue.is_empty())
        .map(|narrative| {
            let issues = Issue::ALL.iter().map(|issue| Some(issue.name() == narrative.issue));
            let kinds = Kind::ALL.iter().map(|kind| Some(kind.name() == narrative.complaint_kind));
            row(narrative, listener, issues.chain(kinds).collect())
        })
        .collect();
    let labels = Issue::ALL.len() + Kind::ALL.len();
    let beliefs = beliefs::of(listener);
    let thresholds: Vec<f32> = (0..labels)
        .map(|label| {
            let help = if label < Issue::ALL.len() { ISSUE_HELP } else { KIND_HELP };
            help * commonness(&rows, label)
        })
        .collect();
    let sums: Vec<Vec<f32>> =
        out_of_fold(&rows, labels, &COMPLAINTS, &beliefs).iter().map(|sums| lifted(sums, &thresholds)).collect();
    let issues = Issue::ALL.len();
    let sets = [("issue", 0..issues, "0.42", "0.52"), ("kind", issues..labels, "0.42", "0.55")];
    for (task, range, floor, target) in sets {
        let tallies = best_of(&rows, &sums, range.clone());
        let scores: Vec<f64> = tallies.iter().map(Tally::f1).collect();
        report.row(&format!("complaint {task}, macro-F1"), mean(&scores), floor, target);
        for (label, tally) in range.zip(&tallies) {
            let issue = Issue::ALL.get(label).map(|issue| issue.name());
            let kind = label.checked_sub(issues).and_then(|at| Kind::ALL.get(at)).map(|kind| kind.name());
            report.label(issue.or(kind).unwrap_or_default(), tally);
        }
    }
    pack(&rows, &thresholds, &COMPLAINTS, &beliefs, report)
}

/// How far each sum lies above its threshold; a kind gains from its issue, as it does in the engine.
fn lifted(sums: &[f32], thresholds: &[f32]) -> Vec<f32> {
    let above: Vec<f32> = sums.iter().zip(thresholds).map(|(sum, threshold)| sum - threshold).collect();
    let mut lifted = above.clone();
    for (kind, value) in Kind::ALL.iter().zip(lifted.iter_mut().skip(Issue::ALL.len())) {
        let issue = Issue::ALL.iter().position(|issue| *issue == kind.issue());
        *value += words::listen::ISSUE_SHARE * issue.and_then(|at| above.get(at)).copied().unwrap_or(0.0);
    }
    lifted
}

/// The logarithm of the odds that a label holds.
fn commonness(rows: &[Row], label: usize) -> f32 {
    let (mut with, mut without) = (1.0f32, 1.0f32);
    for row in rows {
        match row.truth.get(label).copied().flatten() {
            Some(true) => with += 1.0,
            Some(false) => without += 1.0,
            None => {}
        }
    }
    logarithm(with / without)
}

/// Whether the person struggles to pay.
pub fn hardship(corpora: &Corpora, listener: &Listener, report: &mut Report) -> Vec<u8> {
    let rows: Vec<Row> = corpora
        .narratives
        .iter()
        .filter(|narrative| !narrative.hardship.is_empty())
        .map(|narrative| row(narrative, listener, vec![Some(narrative.hardship == "1")]))
        .collect();
    let sums = out_of_fold(&rows, 1, &HARDSHIP, &[]);
    let (threshold, tally) = threshold(&rows, &sums, 0);
    report.row("hardship, F1", tally.f1(), "0.50", "0.60");
    report.label("hardship", &tally);
    pack(&rows, &[threshold], &HARDSHIP, &[], report)
}

fn row(narrative: &Narrative, listener: &Listener, truth: Vec<Option<bool>>) -> Row {
    let seeing = listener.see(&narrative.text);
    Row {
        features: once(seeing.coarse),
        phrases: once(seeing.phrases),
        truth,
        group: group(&narrative.cluster.to_string()),
    }
}

fn pack(rows: &[Row], thresholds: &[f32], recipe: &Recipe, beliefs: &[Belief], report: &mut Report) -> Vec<u8> {
    let all: Vec<&Row> = rows.iter().collect();
    let fitted = fit(&all, thresholds.len(), recipe, beliefs);
    let (bytes, placed) = fitted.pack(thresholds, recipe.slots);
    report.line(&format!("weights: {} bytes, {placed} features", bytes.len()));
    bytes
}

/// Each feature once, in a fixed order.
fn once(features: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut features: Vec<u64> = features.into_iter().collect();
    features.sort_unstable();
    features.dedup();
    features
}

fn group(name: &str) -> u64 {
    ngram::mix(hash_word(name.as_bytes()))
}

/// Sums for each row by a model that never saw its group.
fn out_of_fold(rows: &[Row], labels: usize, recipe: &Recipe, beliefs: &[Belief]) -> Vec<Vec<f32>> {
    let mut sums = vec![Vec::new(); rows.len()];
    let models: Vec<Fitted> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..FOLDS)
            .map(|fold| {
                scope.spawn(move || {
                    let others: Vec<&Row> = rows.iter().filter(|row| row.group % FOLDS != fold).collect();
                    fit(&others, labels, recipe, beliefs)
                })
            })
            .collect();
        running.into_iter().filter_map(|model| model.join().ok()).collect()
    });
    for (row, sums) in rows.iter().zip(&mut sums) {
        let fold = usize::try_from(row.group % FOLDS).unwrap_or(0);
        *sums = models.get(fold).map(|model| model.sums(row)).unwrap_or_default();
    }
    sums
}

/// The threshold with the best F1 over all rows, and the F1 measured crosswise over two halves.
fn threshold(rows: &[Row], sums: &[Vec<f32>], label: usize) -> (f32, Tally) {
    let pairs: Vec<(f32, bool, bool)> = rows
        .iter()
        .zip(sums)
        .filter_map(|(row, sums)| {
            let holds = row.truth.get(label).copied().flatten()?;
            Some((sums.get(label).copied()?, holds, (row.group >> 32) & 1 == 0))
        })
        .collect();
    let mut tally = Tally::default();
    for half in [true, false] {
        let learnt: Vec<(f32, bool)> =
            pairs.iter().filter(|pair| pair.2 == half).map(|pair| (pair.0, pair.1)).collect();
        let threshold = best_threshold(learnt);
        for (sum, holds, _) in pairs.iter().filter(|pair| pair.2 != half) {
            tally.count(Answer { said: *sum >= threshold, holds: *holds });
        }
    }
    let all = pairs.iter().map(|pair| (pair.0, pair.1)).collect();
    (best_threshold(all), tally)
}

fn best_threshold(mut pairs: Vec<(f32, bool)>) -> f32 {
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let misses = pairs.iter().map(|pair| f64::from(u8::from(pair.1))).sum();
    let mut tally = Tally { misses, ..Tally::default() };
    let mut best = (-1.0, 0.0f32);
    for pair in pairs.windows(2) {
        let [(sum, holds), (next, _)] = pair else { continue };
        if *holds {
            tally.hits += 1.0;
            tally.misses -= 1.0;
        } else {
            tally.alarms += 1.0;
        }
        if tally.f1() > best.0 && next < sum {
            best = (tally.f1(), (sum + next) / 2.0);
        }
    }
    best.1
}

/// Tallies of a choice of one among several labels.
fn best_of(rows: &[Row], sums: &[Vec<f32>], range: std::ops::Range<usize>) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); range.len()];
    for (row, sums) in rows.iter().zip(sums) {
        let truth: Vec<Option<bool>> = row.truth.get(range.clone()).unwrap_or_default().to_vec();
        if truth.first().copied().flatten().is_none() {
            continue;
        }
        let values = sums.get(range.clone()).unwrap_or_default();
        let chosen =
            values.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1)).map_or(0, |(place, _)| place);
        for (place, (tally, holds)) in tallies.iter_mut().zip(&truth).enumerate() {
            tally.count(Answer { said: place == chosen, holds: *holds == Some(true) });
        }
    }
    tallies
}
