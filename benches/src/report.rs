//! What a row found.

use serde::{Deserialize, Serialize};

/// One row of the table.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    pub row: String,
    /// What is done, in a few words.
    pub work: String,
    pub goal: String,
    pub lines: Vec<Line>,
    /// The cost of one item at a tenth and at ten times the size, as a multiple of that at the row's size.
    pub growth: Option<(Option<f64>, Option<f64>)>,
    pub notes: Vec<String>,
    pub peak_bytes: u64,
}

/// One side of a row.
#[derive(Debug, Serialize, Deserialize)]
pub struct Line {
    pub side: String,
    pub figure: Figure,
    /// Ours is compared with this side: a peer, or a limit.
    pub is_peer: bool,
}

/// How fast it was.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Figure {
    /// Items a second of processor time.
    PerCpuSecond(f64),
    /// Items a second by the clock.
    PerSecond(f64),
    Micros(f64),
    Millis(f64),
    /// Bytes.
    Bytes(f64),
}

impl Figure {
    /// A speed, so that a greater one is better.
    pub fn speed(self) -> f64 {
        match self {
            Figure::PerCpuSecond(rate) | Figure::PerSecond(rate) => rate,
            Figure::Micros(time) | Figure::Millis(time) | Figure::Bytes(time) => 1.0 / time,
        }
    }
}

impl Report {
    pub fn new(row: &str, work: &str, goal: &str) -> Report {
        Report {
            row: row.to_owned(),
            work: work.to_owned(),
            goal: goal.to_owned(),
            lines: Vec::new(),
            growth: None,
            notes: Vec::new(),
            peak_bytes: 0,
        }
    }

    pub fn ours(&mut self, side: impl Into<String>, figure: Figure) {
        self.lines.push(Line { side: side.into(), figure, is_peer: false });
    }

    pub fn peer(&mut self, side: impl Into<String>, figure: Figure) {
        self.lines.push(Line { side: side.into(), figure, is_peer: true });
    }

    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}
