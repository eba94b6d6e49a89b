//! `cargo xtask train`: fits the weights that `words` ships, and measures what they are worth.
//!
//! Scores are out of fold: five models, each asked about the fifth of the groups that it never saw. Thresholds are
//! chosen on those scores and measured crosswise (chosen on one half of the groups, measured on the other). The
//! shipped weights are then fitted on all rows. Seeded and in one order: the same data gives the same bytes.

mod fit;
mod measure;
mod read;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use fit::{Fitted, Recipe, Row, fit};
use measure::{Answer, Report, Tally, mean, share};
use read::Corpora;
use words::listen::{Circumstance, Cue, Intent, Issue, Kind, Listener, SafetyLevel};

const FOLDS: u64 = 5;
const CUE_FILE: &str = "crates/words/weights/cues.bin";
const NARRATIVE_FILE: &str = "crates/words/weights/narratives.bin";
const CUES: Recipe =
    Recipe { rows_min: 3, features_max: 46_000, slots: 1 << 16, rounds: 8, rate: 0.3, decay: 1e-5, balance: 0.0 };
const NARRATIVES: Recipe =
    Recipe { rows_min: 4, features_max: 5_600, slots: 1 << 13, rounds: 12, rate: 0.2, decay: 1e-4, balance: 0.1 };

/// Why training stopped.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A file could not be read.
    #[error("can't read `{path}`: {cause}; name the folder of the data sets")]
    Unread { path: PathBuf, cause: std::io::Error },
    /// A line isn't what its set promises.
    #[error("line {line} of `{path}` isn't as its README says: {cause}")]
    Malformed { path: PathBuf, line: usize, cause: serde_json::Error },
    /// The weights could not be written.
    #[error("can't write `{path}`: {cause}; run this at the root of the project")]
    Unwritten { path: PathBuf, cause: std::io::Error },
}

/// Trains, for the command line.
pub fn run(folder: &Path) -> Result<String, String> {
    train(folder).map_err(|why| why.to_string())
}

/// Trains on the sets under a folder, writes the weights, and returns the table of quality.
pub fn train(folder: &Path) -> Result<String, TrainError> {
    let corpora = Corpora::read(folder)?;
    let listener = Listener::new();
    let mut report = Report::new();
    let cues = fit_cues(&corpora, &listener, &mut report);
    let narratives = fit_narratives(&corpora, &listener, &mut report);
    write(CUE_FILE, &cues)?;
    write(NARRATIVE_FILE, &narratives)?;
    let trained = Listener::with_weights(cues.leak(), narratives.leak());
    measure_labelled(&corpora, &trained, &mut report);
    measure_safety(&corpora, &trained, &mut report);
    measure_utterances(&corpora, &trained, &mut report);
    Ok(report.text())
}

fn write(path: &str, bytes: &[u8]) -> Result<(), TrainError> {
    std::fs::write(path, bytes).map_err(|cause| TrainError::Unwritten { path: PathBuf::from(path), cause })
}

fn fit_cues(corpora: &Corpora, listener: &Listener, report: &mut Report) -> Vec<u8> {
    let rows: Vec<Row> = corpora
        .talk
        .iter()
        .map(|talk| {
            let seeing = listener.see(&talk.text);
            Row {
                features: once(seeing.stretches.into_iter().flatten()),
                truth: Cue::ALL.iter().map(|cue| Some(talk.cues.iter().any(|name| name == cue.name()))).collect(),
                group: group(&talk.id),
            }
        })
        .collect();
    let sums = out_of_fold(&rows, Cue::ALL.len(), &CUES);
    let mut thresholds = Vec::new();
    let mut scores = Vec::new();
    let mut lines = Vec::new();
    for (label, cue) in Cue::ALL.iter().enumerate() {
        let (threshold, tally) = threshold(&rows, &sums, label);
        thresholds.push(threshold);
        scores.push(tally.f1());
        lines.push((cue.name(), tally));
    }
    report.row("emotion, 8 cues, macro-F1", mean(&scores), "0.52", "0.57");
    for (name, tally) in &lines {
        report.label(name, tally);
    }
    pack(&rows, &thresholds, &CUES, "cues", report)
}

fn fit_narratives(corpora: &Corpora, listener: &Listener, report: &mut Report) -> Vec<u8> {
    let rows: Vec<Row> = corpora
        .narratives
        .iter()
        .map(|narrative| {
            let one_of = |label: &str, names: Vec<&str>| -> Vec<Option<bool>> {
                names.iter().map(|name| (!label.is_empty()).then_some(*name == label)).collect()
            };
            let issues = Issue::ALL.iter().map(|issue| issue.name()).collect();
            let kinds = Kind::ALL.iter().map(|kind| kind.name()).collect();
            let mut truth = one_of(&narrative.issue, issues);
            truth.extend(one_of(&narrative.complaint_kind, kinds));
            truth.push((!narrative.hardship.is_empty()).then_some(narrative.hardship == "1"));
            Row {
                features: once(listener.see(&narrative.text).whole),
                truth,
                group: group(&narrative.cluster.to_string()),
            }
        })
        .filter(|row| row.truth.iter().any(Option::is_some))
        .collect();
    let labels = Issue::ALL.len() + Kind::ALL.len() + 1;
    let sums = out_of_fold(&rows, labels, &NARRATIVES);
    let mut thresholds = vec![0.0; labels];
    let kinds_from = Issue::ALL.len();
    let sets = [
        ("complaint issue, macro-F1", 0..kinds_from, "0.42", "0.52"),
        ("complaint kind, macro-F1", kinds_from..labels - 1, "0.42", "0.55"),
    ];
    for (task, range, floor, target) in sets {
        let tallies = best_of(&rows, &sums, range.clone());
        let present: Vec<f64> = tallies.iter().filter(|tally| tally.hits + tally.misses > 0.0).map(Tally::f1).collect();
        report.row(task, mean(&present), floor, target);
        for (label, tally) in range.zip(&tallies) {
            let name = Issue::ALL.get(label).map(|issue| issue.name());
            let kind = label.checked_sub(kinds_from).and_then(|at| Kind::ALL.get(at));
            report.label(name.or(kind.map(|kind| kind.name())).unwrap_or_default(), tally);
        }
    }
    let (hardship, tally) = threshold(&rows, &sums, labels - 1);
    if let Some(last) = thresholds.last_mut() {
        *last = hardship;
    }
    report.row("hardship, F1", tally.f1(), "0.50", "0.60");
    report.label("hardship", &tally);
    pack(&rows, &thresholds, &NARRATIVES, "narratives", report)
}

fn pack(rows: &[Row], thresholds: &[f32], recipe: &Recipe, name: &str, report: &mut Report) -> Vec<u8> {
    let all: Vec<&Row> = rows.iter().collect();
    let fitted = fit(&all, thresholds.len(), recipe);
    let (bytes, placed) = fitted.pack(thresholds, recipe.slots);
    report.line(&format!("weights of {name}: {} bytes, {placed} features", bytes.len()));
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
    words::listen::ngram::mix(words::listen::token::hash_word(name.as_bytes()))
}

/// Sums for each row by a model that never saw its group.
fn out_of_fold(rows: &[Row], labels: usize, recipe: &Recipe) -> Vec<Vec<f32>> {
    let mut sums = vec![Vec::new(); rows.len()];
    let models: Vec<Fitted> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..FOLDS)
            .map(|fold| {
                scope.spawn(move || {
                    let others: Vec<&Row> = rows.iter().filter(|row| row.group % FOLDS != fold).collect();
                    fit(&others, labels, recipe)
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
    let mut tally = Tally::default();
    tally.misses = pairs.iter().map(|pair| f64::from(u8::from(pair.1))).sum();
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

fn tally_names(tallies: &mut [Tally], names: &[&str], said: &HashSet<&str>, truth: &[String]) {
    for (tally, name) in tallies.iter_mut().zip(names) {
        tally.count(Answer { said: said.contains(name), holds: truth.iter().any(|label| label == name) });
    }
}

fn measure_labelled(corpora: &Corpora, listener: &Listener, report: &mut Report) {
    let circumstances: Vec<&str> = Circumstance::ALL.iter().map(|label| label.name()).collect();
    let intents: Vec<&str> = Intent::ALL.iter().map(|label| label.name()).collect();
    let cues = ["anger", "fear", "sadness", "confusion", "neutral"];
    let mut of_circumstances = vec![Tally::default(); circumstances.len()];
    let mut of_intents = vec![Tally::default(); intents.len()];
    let mut of_cues = vec![Tally::default(); cues.len()];
    for row in &corpora.labelled {
        let heard = listener.listen(&row.text);
        let said: HashSet<&str> = heard.circumstances.iter().map(|mark| mark.label.name()).collect();
        tally_names(&mut of_circumstances, &circumstances, &said, &row.circumstances);
        let said: HashSet<&str> = heard.intents.iter().map(|mark| mark.label.name()).collect();
        tally_names(&mut of_intents, &intents, &said, &row.intents);
        let said: HashSet<&str> = heard.cues.iter().map(|mark| mark.label.name()).collect();
        tally_names(&mut of_cues, &cues, &said, &row.emotions);
    }
    let f1s: Vec<f64> = of_cues.iter().map(Tally::f1).collect();
    report.row("emotion on narratives, mean F1 of five cues", mean(&f1s), "0.45", "0.65");
    cues.iter().zip(&of_cues).for_each(|(name, tally)| report.label(name, tally));
    let joined = |tallies: &[Tally]| tallies.iter().fold(Tally::default(), |sum, next| sum.join(*next));
    report.row("circumstances, micro-F1", joined(&of_circumstances).f1(), "0.80", "0.92");
    circumstances.iter().zip(&of_circumstances).for_each(|(name, tally)| report.label(name, tally));
    report.row("intents, micro-F1", joined(&of_intents).f1(), "0.75", "0.88");
    let binding: Vec<Tally> =
        Intent::ALL.iter().zip(&of_intents).filter(|(intent, _)| intent.binds()).map(|(_, tally)| *tally).collect();
    report.row("intents that bind, recall", joined(&binding).recall(), "0.85", "0.97");
    intents.iter().zip(&of_intents).for_each(|(name, tally)| report.label(name, tally));
}

fn measure_safety(corpora: &Corpora, listener: &Listener, report: &mut Report) {
    let mut alerts = Tally::default();
    let mut reviews = Tally::default();
    for row in &corpora.dangers {
        let level = listener.listen(&row.text).safety.level;
        match row.level.as_str() {
            "alert" => alerts.count(Answer { said: level == SafetyLevel::Alert, holds: true }),
            "none" => alerts.count(Answer { said: level == SafetyLevel::Alert, holds: false }),
            "review" => reviews.count(Answer { said: level != SafetyLevel::None, holds: true }),
            _ => {}
        }
    }
    let calm: Vec<SafetyLevel> =
        corpora.narratives.iter().map(|narrative| listener.listen(&narrative.text).safety.level).collect();
    let count = |level: SafetyLevel| calm.iter().filter(|found| **found == level).map(|_| 1.0).sum::<f64>();
    let all: f64 = calm.iter().map(|_| 1.0).sum();
    let hard: f64 = corpora.dangers.iter().filter(|row| row.level == "none").map(|_| 1.0).sum();
    report.row("safety: alerts found", alerts.recall(), "1", "1");
    report.row("safety: false alarms on hard negatives", share(alerts.alarms, hard), "0.25", "0.083");
    report.row("safety: reviews found (or better)", reviews.recall(), "-", "-");
    let each = |level| share(1000.0 * count(level), all);
    report.row("safety: alerts per 1,000 narratives", each(SafetyLevel::Alert), "1", "0.3");
    report.row("safety: reviews per 1,000 narratives", each(SafetyLevel::Review), "-", "-");
}

fn measure_utterances(corpora: &Corpora, listener: &Listener, report: &mut Report) {
    let mut tally = Tally::default();
    for row in corpora.utterances.iter().filter(|row| row.who == "consumer") {
        let heard = listener.listen(&row.text);
        for label in &row.labels {
            let said = match (Intent::named(label), Circumstance::named(label)) {
                (Some(intent), _) => heard.intends(intent),
                (_, Some(circumstance)) => heard.tells(circumstance),
                _ => continue,
            };
            tally.count(Answer { said, holds: true });
        }
    }
    report.row("the regulator's own utterances, recall", tally.recall(), "-", "-");
}
