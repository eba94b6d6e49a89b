//! Why a decision came out as it did, for three readers.

mod meaning;

use conduct::{Decision, Finding};
use facts::{Ask, Effect, Verdict, When};

use meaning::{fact, meaning, part};

use crate::proof::Replayed;

/// Who reads an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The person whom we want to contact: no paragraph without what it means.
    Person,
    /// The agent: what may be done now, and when.
    Agent,
    /// The compliance officer: every finding with its citation.
    Officer,
}

impl std::str::FromStr for Reader {
    type Err = String;

    fn from_str(word: &str) -> Result<Reader, String> {
        match word {
            "person" => Ok(Reader::Person),
            "agent" => Ok(Reader::Agent),
            "officer" => Ok(Reader::Officer),
            _ => Err(format!("`{word}` is no reader: write person, agent or officer")),
        }
    }
}

impl Reader {
    pub fn as_str(self) -> &'static str {
        match self {
            Reader::Person => "person",
            Reader::Agent => "agent",
            Reader::Officer => "officer",
        }
    }
}

/// Says why a kept decision came out as it did.
pub fn explain_kept(replayed: &Replayed, reader: Reader) -> String {
    explain(&replayed.decided.ask, &replayed.again, reader)
}

/// Says why, in words for the reader.
pub fn explain(ask: &Ask, decision: &Decision, reader: Reader) -> String {
    match reader {
        Reader::Person => for_person(ask, decision),
        Reader::Agent => for_agent(ask, decision),
        Reader::Officer => for_officer(decision),
    }
}

fn for_person(ask: &Ask, decision: &Decision) -> String {
    let what = match ask {
        Ask::Contact(_) => "get in touch with you in this way",
        Ask::Content(_) => "use these words",
        Ask::Notice(_) => "send you this notice",
        Ask::Act(_) => "do this",
        Ask::Date(_) | Ask::Plan(_) => return values(decision),
    };
    let mut said = match decision.verdict {
        Some(Verdict::Permit) | None => return format!("We checked it before we acted: we may {what}."),
        Some(Verdict::PermitIf) => {
            format!("We may {what} once it says what you have a right to know: {}.", listed(&missing(decision)))
        }
        Some(Verdict::Refer) => format!("Before we {what}, a person of ours has to look at it."),
        Some(Verdict::Deny) => format!("We may not {what} now."),
    };
    for sentence in sentences(decision).take(REASONS_MAX) {
        said.push_str(&format!(" {sentence}."));
    }
    match decision.earliest {
        Some(earliest) if earliest.instant().is_some() => {
            said.push_str(&format!(" It would be possible from {} on.", moment(decision, earliest)));
        }
        Some(earliest) => {
            said.push_str(&format!(" It would be possible on {} at the earliest.", moment(decision, earliest)));
        }
        None => {}
    }
    said
}

/// So many reasons are told; the officer reads all of them.
const REASONS_MAX: usize = 3;

fn for_agent(ask: &Ask, decision: &Decision) -> String {
    let mut said = match decision.verdict {
        Some(Verdict::Permit) => return "Yes, as asked.".to_owned(),
        Some(Verdict::PermitIf) => format!("Yes, once it has: {}.", listed(&missing(decision))),
        Some(Verdict::Refer) => "Not by yourself: ask your lead to judge it.".to_owned(),
        Some(Verdict::Deny) => "No.".to_owned(),
        None => return values(decision),
    };
    for finding in against(decision).take(REASONS_MAX) {
        said.push_str(&format!(" {} ({}).", capital(finding.gist), finding.rule));
    }
    let mut find_out: Vec<String> = against(decision).filter_map(|f| f.unknown).map(fact).collect();
    find_out.dedup();
    if !find_out.is_empty() {
        said.push_str(&format!(" Find out first: {}.", listed(&find_out)));
    }
    let mut next: Vec<&str> = against(decision).filter_map(|f| next_step(f.rule)).collect();
    next.dedup();
    if let Some(earliest) = decision.earliest {
        let by = match earliest {
            When::Day(_) => ", at some permitted hour",
            When::Time { .. } if is_zone_unknown(decision) => "",
            When::Time { .. } => ", their time",
        };
        said.push_str(&format!(" When: from {} on{by}.", moment(decision, earliest)));
    } else if matches!(ask, Ask::Contact(_)) && decision.verdict == Some(Verdict::Deny) {
        said.push_str(" Waiting alone won't open it.");
    }
    next.truncate(2);
    if !next.is_empty() {
        said.push_str(&format!(" Next: {}.", next.join("; ")));
    }
    said
}

fn for_officer(decision: &Decision) -> String {
    let mut lines = vec![format!("verdict: {}", decision.verdict.map_or("none", Verdict::as_str))];
    for finding in &decision.findings {
        let mut line = format!("{} {}", finding.rule, finding.effect.as_str());
        if let Some(part) = finding.part {
            line.push_str(&format!(" {part}"));
            line.push_str(if finding.verdict > Verdict::Permit { " (missing)" } else { " (there)" });
        }
        if let Some(fact) = finding.unknown {
            line.push_str(&format!(" (not known: {fact})"));
        }
        if !finding.gist.is_empty() {
            line.push_str(&format!(": {}", finding.gist));
        }
        if finding.verdict > Verdict::Permit {
            line.push_str(&format!(" [{}]", finding.verdict.as_str()));
        }
        lines.push(line);
    }
    if !decision.values.is_empty() {
        lines.push(values(decision));
    }
    if let Some(earliest) = decision.earliest {
        lines.push(format!("earliest: {earliest}"));
    }
    lines.join("\n")
}

/// The findings that stand in the way, the strictest first; of several with the same words the first.
fn against(decision: &Decision) -> impl Iterator<Item = &Finding> {
    let mut findings: Vec<&Finding> = decision.findings.iter().filter(|f| f.verdict > Verdict::Permit).collect();
    findings.sort_by_key(|f| std::cmp::Reverse(f.verdict));
    let mut seen: Vec<&str> = Vec::new();
    findings.retain(|finding| {
        let is_new = !seen.contains(&finding.gist);
        seen.push(finding.gist);
        is_new && !finding.gist.is_empty()
    });
    findings.into_iter()
}

/// What each of them means, once; where nobody has put it into plain words, what the rule asks.
fn sentences(decision: &Decision) -> impl Iterator<Item = String> {
    let mut said: Vec<String> = Vec::new();
    against(decision).filter_map(move |finding| {
        let sentence = match meaning(finding.rule) {
            Some(meaning) => meaning.you.to_owned(),
            None if is_pack(finding.rule) => capital(finding.gist),
            None => format!("The rule is: {}", finding.gist),
        };
        let is_new = !said.contains(&sentence);
        said.push(sentence.clone());
        is_new.then_some(sentence)
    })
}

/// What an agent does next about a rule that stands in the way.
fn next_step(rule: &str) -> Option<&'static str> {
    if is_pack(rule) {
        return Some("do nothing here; ask your compliance officer, who knows which law is written");
    }
    meaning(rule).map(|meaning| meaning.next)
}

/// A pack as a whole refuses by its own name, `us-tx`.
fn is_pack(rule: &str) -> bool {
    rule.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

/// The parts that are asked for and are not there.
fn missing(decision: &Decision) -> Vec<String> {
    let unmet = decision.findings.iter().filter(|f| f.effect == Effect::Requires && f.verdict > Verdict::Permit);
    let mut parts: Vec<String> = unmet.filter_map(|f| f.part).map(part).collect();
    parts.dedup();
    parts
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// As people write it: `Tuesday 16 June 2026, 08:00`; a day without an hour. Where nobody knows by what clock somebody
/// lives, the hour says its own: `14:00 (UTC-04:00)`.
fn moment(decision: &Decision, when: When) -> String {
    let day = when.day_as_written().strftime("%A %-d %B %Y").to_string();
    match when {
        When::Day(_) => day,
        When::Time { instant, offset } => {
            let time = offset.to_datetime(instant).strftime("%H:%M").to_string();
            let zone = if is_zone_unknown(decision) { format!(" (UTC{offset})") } else { String::new() };
            format!("{day}, {time}{zone}")
        }
    }
}

fn is_zone_unknown(decision: &Decision) -> bool {
    decision.findings.iter().any(|f| f.unknown == Some("time_zone"))
}

fn values(decision: &Decision) -> String {
    let named = decision.values.iter().map(|(name, value)| {
        let value = serde_json::to_string(value).unwrap_or_default();
        format!("{}: {}", name.replace('_', " "), value.trim_matches('"'))
    });
    named.collect::<Vec<_>>().join("; ")
}
