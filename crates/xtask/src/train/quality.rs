//! What the whole engine, phrases and models together, is worth on labelled texts.

use std::collections::HashSet;

use words::listen::{Circumstance, Intent, Listener, SafetyLevel};

use super::measure::{Answer, Report, Tally, mean, share};
use super::read::Corpora;

/// Circumstances, intents and cues against the narratives labelled in full.
pub fn labelled(corpora: &Corpora, listener: &Listener, report: &mut Report) {
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
    report.row("emotion on narratives, mean F1 (seen)", mean(&f1s), "0.45", "0.65");
    cues.iter().zip(&of_cues).for_each(|(name, tally)| report.label(name, tally));
    let joined = |tallies: &[Tally]| tallies.iter().fold(Tally::default(), |sum, next| sum.join(*next));
    report.row("circumstances, micro-F1 (seen)", joined(&of_circumstances).f1(), "0.80", "0.92");
    circumstances.iter().zip(&of_circumstances).for_each(|(name, tally)| report.label(name, tally));
    report.row("intents, micro-F1 (seen)", joined(&of_intents).f1(), "0.75", "0.88");
    let binding: Vec<Tally> =
        Intent::ALL.iter().zip(&of_intents).filter(|(intent, _)| intent.binds()).map(|(_, tally)| *tally).collect();
    report.row("intents that bind, recall (seen)", joined(&binding).recall(), "0.85", "0.97");
    intents.iter().zip(&of_intents).for_each(|(name, tally)| report.label(name, tally));
}

/// Safety levels against the labelled messages, and alarms on ordinary narratives.
pub fn safety(corpora: &Corpora, listener: &Listener, report: &mut Report) {
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
    let count =
        |level: SafetyLevel| calm.iter().filter(|found| **found == level).map(|_| 1.0).fold(0.0, |sum, one| sum + one);
    let all: f64 = calm.iter().map(|_| 1.0).sum();
    let hard: f64 = corpora.dangers.iter().filter(|row| row.level == "none").map(|_| 1.0).sum();
    report.row("safety: alerts found (seen)", alerts.recall(), "1", "1");
    report.row("safety: alarms on hard negatives (seen)", share(alerts.alarms, hard), "0.25", "0.083");
    report.row("safety: reviews found or better (seen)", reviews.recall(), "-", "-");
    let each = |level| share(1000.0 * count(level), all);
    report.row("safety: alerts per 1,000 narratives", each(SafetyLevel::Alert), "1", "0.3");
    report.row("safety: reviews per 1,000 narratives", each(SafetyLevel::Review), "-", "-");
}

/// The regulator's own examples of what a consumer says.
pub fn utterances(corpora: &Corpora, listener: &Listener, report: &mut Report) {
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

fn tally_names(tallies: &mut [Tally], names: &[&str], said: &HashSet<&str>, truth: &[String]) {
    for (tally, name) in tallies.iter_mut().zip(names) {
        tally.count(Answer { said: said.contains(name), holds: truth.iter().any(|label| label == name) });
    }
}
