//! Why a decision came out as it did, for three readers.

use conduct::{Decision, Finding};
use facts::{Ask, Effect, Verdict};

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
        Reader::Agent => for_agent(decision),
        Reader::Officer => for_officer(decision),
    }
}

fn for_person(ask: &Ask, decision: &Decision) -> String {
    let what = match ask {
        Ask::Contact(_) => "get in touch with you like this",
        Ask::Content(_) => "use these words",
        Ask::Notice(_) => "send this notice",
        Ask::Act(_) => "do this",
        Ask::Date(_) | Ask::Plan(_) => return values(decision),
    };
    let mut said = match decision.verdict {
        Some(Verdict::Permit) | None => format!("We checked before we acted: we may {what}."),
        Some(Verdict::PermitIf) => format!("We may {what} once something that you have a right to see is in it."),
        Some(Verdict::Refer) => format!("Before we {what}, a person of ours has to look at it."),
        Some(Verdict::Deny) => format!("We may not {what} now."),
    };
    for finding in against(decision).take(3) {
        if !finding.gist.is_empty() {
            said.push_str(&format!(" The rule: {}.", finding.gist));
        }
    }
    if let Some(earliest) = decision.earliest {
        said.push_str(&format!(" We could at the earliest on {}.", earliest.day_as_written().strftime("%-d %B %Y")));
    }
    said
}

fn for_agent(decision: &Decision) -> String {
    let mut said = match decision.verdict {
        Some(Verdict::Permit) => "Yes, as asked.".to_owned(),
        Some(Verdict::PermitIf) => format!("Yes, once it has: {}.", missing(decision).join(", ")),
        Some(Verdict::Refer) => "Not by yourself: ask your lead to judge it.".to_owned(),
        Some(Verdict::Deny) => "No.".to_owned(),
        None => values(decision),
    };
    for finding in against(decision).take(4) {
        said.push_str(&format!(" {}: {}.", finding.rule, finding.gist));
        if let Some(fact) = finding.unknown {
            said.push_str(&format!(" Find out first: {}.", fact.replace('_', " ")));
        }
    }
    if let Some(earliest) = decision.earliest {
        said.push_str(&format!(" From {earliest} on it would be fine."));
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

/// The findings that stand in the way, the strictest first.
fn against(decision: &Decision) -> impl Iterator<Item = &Finding> {
    let mut findings: Vec<&Finding> = decision.findings.iter().filter(|f| f.verdict > Verdict::Permit).collect();
    findings.sort_by_key(|f| std::cmp::Reverse(f.verdict));
    findings.dedup_by_key(|f| f.gist);
    findings.into_iter()
}

fn missing(decision: &Decision) -> Vec<String> {
    let unmet = decision.findings.iter().filter(|f| f.effect == Effect::Requires && f.verdict > Verdict::Permit);
    unmet.filter_map(|f| f.part).map(|part| part.replace('_', " ")).collect()
}

fn values(decision: &Decision) -> String {
    let named = decision.values.iter().map(|(name, value)| {
        let value = serde_json::to_string(value).unwrap_or_default();
        format!("{}: {}", name.replace('_', " "), value.trim_matches('"'))
    });
    named.collect::<Vec<_>>().join("; ")
}
