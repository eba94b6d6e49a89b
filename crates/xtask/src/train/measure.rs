//! Measures of quality: precision, recall and F1, and the table that training prints.

use std::fmt::Write as _;

/// Right and wrong answers about one label.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Said and true.
    pub hits: f64,
    /// Said, not true.
    pub alarms: f64,
    /// True, not said.
    pub misses: f64,
}

impl Tally {
    /// Counts one answer.
    pub fn count(&mut self, answer: Answer) {
        match (answer.said, answer.holds) {
            (true, true) => self.hits += 1.0,
            (true, false) => self.alarms += 1.0,
            (false, true) => self.misses += 1.0,
            (false, false) => {}
        }
    }

    /// Both together.
    pub fn join(self, other: Self) -> Self {
        Self { hits: self.hits + other.hits, alarms: self.alarms + other.alarms, misses: self.misses + other.misses }
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        share(2.0 * self.hits, 2.0 * self.hits + self.alarms + self.misses)
    }

    /// How much of what is true was said.
    pub fn recall(&self) -> f64 {
        share(self.hits, self.hits + self.misses)
    }

    /// How much of what was said is true.
    pub fn precision(&self) -> f64 {
        share(self.hits, self.hits + self.alarms)
    }
}

/// One answer about one label.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// What the engine said.
    pub said: bool,
    /// What the data says.
    pub holds: bool,
}

/// A part of a whole; nothing of nothing is nothing.
pub fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The mean.
pub fn mean(values: &[f64]) -> f64 {
    let count: f64 = values.iter().map(|_| 1.0).sum();
    share(values.iter().sum(), count)
}

/// The table that training prints.
#[derive(Debug, Default)]
pub struct Report {
    text: String,
}

impl Report {
    /// The first lines.
    pub fn new() -> Self {
        let mut report = Self::default();
        report.line(&format!("{:<46} {:>8} {:>8} {:>8}", "task", "ours", "floor", "target"));
        report
    }

    /// A row of the quality table.
    pub fn row(&mut self, task: &str, ours: f64, floor: &str, target: &str) {
        self.line(&format!("{task:<46} {ours:>8.3} {floor:>8} {target:>8}"));
    }

    /// A row about one label.
    pub fn label(&mut self, label: &str, tally: &Tally) {
        self.line(&format!(
            "    {label:<28} f1 {:.3}  precision {:.3}  recall {:.3}  of {}",
            tally.f1(),
            tally.precision(),
            tally.recall(),
            tally.hits + tally.misses
        ));
    }

    /// Any line.
    pub fn line(&mut self, line: &str) {
        // Writing to a string can't fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// The table as text.
    pub fn text(self) -> String {
        self.text
    }
}
