//! What rules cite, and which cases and twins cite it too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::{RULES, files, is_within, read};

/// The beginnings by which a string in the rules' source is a citation.
const FAMILIES: [&str; 29] = [
    "1006.",
    "comment ",
    "DC 28-",
    "209 CMR ",
    "23 NYCRR ",
    "Civ ",
    "Principle ",
    "CONC ",
    "FG21",
    "MCOB ",
    "DISP ",
    "DRS reg ",
    "BSA s.",
    "DAASA s.",
    "CCA s.",
    "SI 19",
    "SI 20",
    "IA s.",
    "LA s.",
    "PLSA s.",
    "AJA s.",
    "PHA s.",
    "PAP-Debt ",
    "PD-PAC ",
    "LPCDA s.",
    "PECR reg ",
    "UK GDPR art ",
    "Ofcom ",
    "SFS",
];

/// Twins of ours: a base with a moved fact, or a case a line.
const TWINS: [&str; 2] = ["crates/conduct/tests", "crates/casework/tests"];

pub struct Cited {
    /// Each citation in the rules, with the first file that has it.
    pub by_rules: BTreeMap<String, String>,
    /// Each citation of a case or twin, with those that have it.
    by_cases: BTreeMap<String, BTreeSet<String>>,
    /// The path of every case below `cases/`, without its ending.
    pub cases: Vec<String>,
}

impl Cited {
    pub fn read(root: &Path) -> Result<Cited, String> {
        let mut cited = Cited { by_rules: BTreeMap::new(), by_cases: BTreeMap::new(), cases: Vec::new() };
        for path in files(&root.join(RULES), "rs")? {
            let source = read(&path)?;
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            let below = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            for citation in strings(source).filter(|text| FAMILIES.iter().any(|family| text.starts_with(family))) {
                cited.by_rules.entry(citation.to_owned()).or_insert_with(|| below.clone());
            }
        }
        for path in files(&root.join("cases"), "json")? {
            let below = path.strip_prefix(root.join("cases")).unwrap_or(&path).with_extension("").display().to_string();
            cited.take(&below, &parsed(&path, &read(&path)?)?);
            cited.cases.push(below);
        }
        for folder in TWINS {
            for path in files(&root.join(folder), "json")? {
                let twins = parsed(&path, &read(&path)?)?;
                for twin in twins.as_array().into_iter().flatten() {
                    let base = twin.get("base").and_then(Value::as_str).unwrap_or_default();
                    cited.take(&format!("twin of {base}"), twin);
                }
            }
            for path in files(&root.join(folder), "jsonl")? {
                for line in read(&path)?.lines() {
                    let twin = parsed(&path, line)?;
                    let id = twin.get("case").and_then(Value::as_str).unwrap_or_default();
                    cited.take(&format!("words {id}"), &twin);
                }
            }
        }
        Ok(cited)
    }

    fn take(&mut self, id: &str, case: &Value) {
        let expect = case.get("expect");
        let list = |key: &str| expect.and_then(|e| e.get(key)).and_then(Value::as_array).into_iter().flatten();
        let findings = list("findings").filter_map(|finding| finding.get("rule")).filter_map(Value::as_str);
        let none = list("no_findings").filter_map(Value::as_str);
        let source = case.pointer("/source/cite").and_then(Value::as_str).unwrap_or_default();
        let told = source.split(';').map(str::trim);
        for rule in findings.chain(none).chain(told).filter(|rule| !rule.is_empty()) {
            self.by_cases.entry(rule.to_owned()).or_default().insert(id.to_owned());
        }
    }

    /// Does some case cite the paragraph, or one within it?
    pub fn has_case(&self, rule: &str) -> bool {
        self.by_cases.keys().any(|cited| is_within(cited, rule))
    }

    /// The citations of rules at or within the paragraph.
    pub fn rules_within(&self, paragraph: &str) -> usize {
        self.by_rules.keys().filter(|rule| is_within(rule, paragraph)).count()
    }

    /// The cases and twins that cite the paragraph or one within it.
    pub fn cases_within(&self, paragraph: &str) -> usize {
        let within = self.by_cases.iter().filter(|(cited, _)| is_within(cited, paragraph));
        within.flat_map(|(_, cases)| cases).collect::<BTreeSet<_>>().len()
    }
}

fn parsed(path: &Path, text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|e| format!("`{}`: {e}", path.display()))
}

/// The plain strings of a source: what stands between two quotation marks on one line, remarks left out.
fn strings(source: &str) -> impl Iterator<Item = &str> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2))
}
