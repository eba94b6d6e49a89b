//! Times that somebody names as inconvenient, or as the only good ones: in English and Spanish. What can't be read here
//! goes to a human, who asks.

use facts::{Clock, Day, Window};
use jiff::civil::Time;

/// What somebody said of times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Times {
    /// Not then.
    pub closed: Vec<Window>,
    /// Only then.
    pub only: Vec<Window>,
}

const DAYS: &[(Day, [&str; 4])] = &[
    (Day::Mon, ["monday", "mondays", "lunes", "mon"]),
    (Day::Tue, ["tuesday", "tuesdays", "martes", "tue"]),
    (Day::Wed, ["wednesday", "wednesdays", "miércoles", "wed"]),
    (Day::Thu, ["thursday", "thursdays", "jueves", "thu"]),
    (Day::Fri, ["friday", "fridays", "viernes", "fri"]),
    (Day::Sat, ["saturday", "saturdays", "sábados", "sábado"]),
    (Day::Sun, ["sunday", "sundays", "domingos", "domingo"]),
];
/// Parts of the day by hours, wider rather than narrower.
const PARTS: &[(&[&str], Option<i8>, Option<i8>)] = &[
    (&["morning", "mornings", "mañana", "mañanas"], None, Some(12)),
    (&["afternoon", "afternoons", "tarde", "tardes"], Some(12), Some(18)),
    (&["evening", "evenings"], Some(17), None),
    (&["night", "nights", "noche", "noches"], Some(18), None),
    (&["lunch", "lunchtime"], Some(11), Some(14)),
];

/// Reads the times of a sentence.
pub(super) fn read(sentence: &str) -> Times {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != ':').filter(|word| !word.is_empty()).collect();
    let mut days: Vec<Day> =
        DAYS.iter().filter(|(_, names)| names.iter().any(|n| words.contains(n))).map(|(day, _)| *day).collect();
    if words.iter().any(|w| matches!(*w, "weekend" | "weekends")) {
        days.extend([Day::Sat, Day::Sun]);
    }
    if words.iter().any(|w| matches!(*w, "weekday" | "weekdays")) {
        days.extend([Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri]);
    }
    let window = |from: Option<Time>, to: Option<Time>| Window {
        days: days.clone(),
        from: from.map(Clock),
        to: to.map(Clock),
        time_zone: None,
    };
    let mut windows = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let after = words.get(i + 1..).unwrap_or_default();
        match *word {
            "before" | "until" | "till" | "antes" => {
                if let Some((time, _)) = clock(after, Half::Morning) {
                    windows.push(window(None, Some(time)));
                }
            }
            "after" | "past" | "from" | "después" | "despues" => {
                if let Some((time, used)) = clock(after, Half::Afternoon) {
                    windows.push(window(Some(time), end_of(after.get(used..).unwrap_or_default(), time)));
                }
            }
            "between" | "entre" => {
                if let Some((from, used)) = clock(after, Half::Morning) {
                    let to = end_of(after.get(used..).unwrap_or_default(), from);
                    windows.extend(to.map(|to| window(Some(from), Some(to))));
                }
            }
            _ => {}
        }
    }
    for (names, from, to) in PARTS {
        if names.iter().any(|n| words.contains(n)) {
            windows.push(window(from.and_then(hour), to.and_then(hour)));
        }
    }
    if windows.is_empty() && !days.is_empty() {
        windows.push(window(None, None));
    }
    let is_only = words.iter().any(|w| matches!(*w, "only" | "solo" | "sólo" | "solamente"));
    if is_only { Times { closed: Vec::new(), only: windows } } else { Times { closed: windows, only: Vec::new() } }
}

/// Where a bare number leaves open which half of the day is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// The end of `from … to`: what follows `and`, `to`, `until` or `y`, later than `from`.
fn end_of(words: &[&str], from: Time) -> Option<Time> {
    let joins = words.first().is_some_and(|w| matches!(*w, "and" | "to" | "until" | "till" | "y" | "a" | "hasta"));
    let (time, _) = clock(words.get(usize::from(joins)..)?, Half::Morning).filter(|_| joins)?;
    let later = if time <= from { time.checked_add(jiff::Span::new().hours(12)).ok()? } else { time };
    (later > from).then_some(later)
}

/// A time at the beginning of some words, and how many of them it takes.
fn clock(words: &[&str], half: Half) -> Option<(Time, usize)> {
    let skipped = words.iter().take_while(|w| matches!(**w, "de" | "las" | "la" | "about" | "around" | "at")).count();
    let word = words.get(skipped)?;
    if matches!(*word, "noon" | "midday" | "mediodía") {
        return Some((hour(12)?, skipped + 1));
    }
    let digits: String = word.chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let suffix = word.get(digits.len()..)?;
    let (hours, minutes) = digits.split_once(':').unwrap_or((&digits, "0"));
    let (hours, minutes): (i8, i8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let next = words.get(skipped + 1).copied().unwrap_or_default();
    let (mark, used) = match (suffix, next) {
        ("", "am" | "pm") => (next, skipped + 2),
        ("", "a" | "p") if words.get(skipped + 2) == Some(&"m") => (next, skipped + 3),
        ("" | "am" | "pm" | "h", _) => (suffix, skipped + 1),
        _ => return None,
    };
    let hours = match mark {
        "pm" | "p" if hours < 12 => hours + 12,
        "am" | "a" if hours == 12 => 0,
        "" if half == Half::Afternoon && hours < 12 => hours + 12,
        "" if half == Half::Morning && hours < 6 => hours + 12,
        _ => hours,
    };
    Time::new(hours, minutes, 0, 0).ok().map(|time| (time, used))
}

fn hour(hours: i8) -> Option<Time> {
    Time::new(hours, 0, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(windows: &[Window]) -> String {
        serde_json::to_string(windows).unwrap()
    }

    #[test]
    fn reads_hours_days_and_parts_of_the_day() {
        for (said, closed) in [
            ("do not call me after 6pm", r#"[{"from":"18:00"}]"#),
            ("don't call before 9", r#"[{"to":"09:00"}]"#),
            ("not after 6", r#"[{"from":"18:00"}]"#),
            ("never between 9 and 5, I work then", r#"[{"from":"09:00","to":"17:00"}]"#),
            ("please don't ring me on Sundays", r#"[{"days":["sun"]}]"#),
            ("not on weekends", r#"[{"days":["sat","sun"]}]"#),
            ("mornings are bad for me", r#"[{"to":"12:00"}]"#),
            ("no me llame después de las 8", r#"[{"from":"20:00"}]"#),
            ("not before 10:30 a.m.", r#"[{"to":"10:30"}]"#),
            ("when the baby sleeps is bad", "[]"),
        ] {
            assert_eq!(written(&read(said).closed), closed, "{said}");
        }
    }

    #[test]
    fn only_then_is_the_other_way_round() {
        let times = read("only call me after 5pm");
        assert_eq!(times.closed, []);
        assert_eq!(written(&times.only), r#"[{"from":"17:00"}]"#);
    }
}
