//! The table, as Markdown.

use crate::report::{Figure, Line, Report};

/// All rows, and below them what each has to say.
pub fn print(reports: &[Report]) -> String {
    let mut out = String::new();
    out.push_str("| row | side | figure | ours ÷ it | goal | memory | cost at 0.1× · 10× |\n");
    out.push_str("|---|---|---|---|---|---|---|\n");
    for report in reports {
        let mut ours: Option<&Line> = None;
        for (place, line) in report.lines.iter().enumerate() {
            if !line.is_peer {
                ours = Some(line);
            }
            let first = place == 0;
            let row = if first { format!("**{}**: {}", report.row, report.work) } else { String::new() };
            let goal = if first { report.goal.as_str() } else { "" };
            let memory = if first { bytes(report.peak_bytes as f64) } else { String::new() };
            let growth = if first { growth(report.growth) } else { String::new() };
            let ratio = match ours {
                Some(ours) if line.is_peer => times(ours.figure.speed() / line.figure.speed()),
                _ => String::new(),
            };
            out.push_str(&format!(
                "| {row} | {} | {} | {ratio} | {goal} | {memory} | {growth} |\n",
                line.side,
                figure(line.figure)
            ));
        }
    }
    for report in reports.iter().filter(|r| !r.notes.is_empty()) {
        for note in &report.notes {
            out.push_str(&format!("\n- {}: {note}", report.row));
        }
    }
    out.push('\n');
    out
}

fn figure(figure: Figure) -> String {
    match figure {
        Figure::PerCpuSecond(rate) => format!("{} a cpu-second", short(rate)),
        Figure::PerSecond(rate) => format!("{} a second", short(rate)),
        Figure::Micros(time) => format!("{} µs", digits(time)),
        Figure::Millis(time) => format!("{} ms", digits(time)),
        Figure::Bytes(size) => bytes(size),
    }
}

fn short(rate: f64) -> String {
    match rate {
        r if r >= 1e6 => format!("{} M", digits(r / 1e6)),
        r if r >= 1e4 => format!("{} k", digits(r / 1e3)),
        r => format!("{r:.0}"),
    }
}

/// Three digits that count.
fn digits(value: f64) -> String {
    match value {
        v if v >= 100.0 => format!("{v:.0}"),
        v if v >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    }
}

fn times(ratio: f64) -> String {
    format!("{}×", digits(ratio))
}

fn bytes(size: f64) -> String {
    match size {
        s if s >= 1e9 => format!("{:.2} GB", s / 1e9),
        s if s >= 1e6 => format!("{:.0} MB", s / 1e6),
        s => format!("{:.0} kB", s / 1e3),
    }
}

fn growth(growth: Option<(Option<f64>, Option<f64>)>) -> String {
    let Some((tenth, tenfold)) = growth else { return String::new() };
    let one = |value: Option<f64>| value.map_or("–".to_owned(), digits);
    format!("{} · {}", one(tenth), one(tenfold))
}
