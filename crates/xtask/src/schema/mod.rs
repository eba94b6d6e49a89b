//! `cargo xtask schema`: the corpus' JSON schema and its page of words, written from the strict types that read a case, so
//! that they say the same.

mod page;
mod read;
#[cfg(test)]
mod validate;
mod write;

use std::fs;
use std::path::Path;

const TYPES: &str = "crates/facts/src";
const SCHEMA: &str = "docs/corpus/case.schema.json";
const PAGE: &str = "docs/corpus/words.md";

/// The forms of what is read from one string.
const ID: &str = "^[a-z][a-z0-9_]*$";
const DATE: &str = "^\\d{4}-\\d{2}-\\d{2}$";
const TIME: &str = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(Z|[+-]\\d{2}:\\d{2})$";
const CLOCK: &str = "^\\d{2}:\\d{2}$";
const MONEY: &str = "^-?\\d+\\.\\d{2} [A-Z]{3}$";

/// Writes it, and the page of every word.
pub fn run() -> Result<String, String> {
    for (path, text) in written(Path::new(""))? {
        fs::write(path, text).map_err(|e| format!("`{path}`: {e}"))?;
    }
    Ok(format!("{SCHEMA} and {PAGE} are written"))
}

/// A complaint where the files in the repository are not those that the types give.
pub fn complaint(root: &Path) -> Result<(), String> {
    for (path, text) in written(root)? {
        if fs::read_to_string(root.join(path)).unwrap_or_default() != text {
            return Err(format!("{path}: the types in {TYPES} say something else: run `cargo xtask schema`"));
        }
    }
    Ok(())
}

fn written(root: &Path) -> Result<[(&'static str, String); 2], String> {
    let mut items = Vec::new();
    for path in sources(&root.join(TYPES))? {
        let source = fs::read_to_string(&path).map_err(|e| format!("`{}`: {e}", path.display()))?;
        items.extend(read::items(&source).map_err(|e| format!("`{}`: {e}", path.display()))?);
    }
    let schema = serde_json::to_string_pretty(&write::schema(&items)?).map_err(|e| e.to_string())?;
    Ok([(SCHEMA, schema + "\n"), (PAGE, page::page(&items))])
}

fn sources(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| format!("`{}`: {e}", folder.display()))? {
            let path = entry.map_err(|e| e.to_string())?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn root() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
    }

    fn schema() -> Value {
        serde_json::from_str(&fs::read_to_string(root().join(SCHEMA)).unwrap()).unwrap()
    }

    #[test]
    fn the_schema_is_what_the_types_say() {
        complaint(root()).unwrap();
    }

    #[test]
    fn every_case_of_the_corpus_validates() {
        let schema = schema();
        let mut seen = 0;
        for path in crate::cases::json_files(&root().join("cases")).unwrap() {
            let case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            assert_eq!(validate::errors(&schema, &case), Vec::<String>::new(), "{}", path.display());
            assert!(case.get("expect").is_some(), "{} has no answer", path.display());
            seen += 1;
        }
        assert!(seen >= 680, "only {seen} cases were found");
    }

    #[test]
    fn what_the_format_does_not_know_is_refused() {
        let schema = schema();
        let path = root().join("cases/us/1006.14/b2-call-on-the-eighth-day.json");
        let first = crate::cases::json_files(&root().join("cases/us/1006.14")).unwrap().remove(0);
        let path = if path.exists() { path } else { first };
        let case: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        assert!(validate::errors(&schema, &case).is_empty());
        for (place, wrong) in [
            ("/colour", json!("red")),
            ("/regime", json!(["us", "mars"])),
            ("/people/0/role", json!("stranger")),
            ("/ask/at", json!("tomorrow")),
            ("/ask/kind", json!("guess")),
            ("/history", json!([{"event": "call", "at": "2026-03-02", "by": "collector"}])),
            (
                "/history",
                json!([{"event": "statement", "at": "2026-03-02", "by": "ana", "via": "call", "means": "cease", "until": "2026-03-03"}]),
            ),
            ("/history", json!([{"event": "payment", "at": "2026-03-02", "amount": "12 USD"}])),
        ] {
            let mut changed = case.clone();
            let (parent, key) = place.rsplit_once('/').unwrap();
            match changed.pointer_mut(parent).unwrap() {
                Value::Object(object) => object.insert(key.to_owned(), wrong.clone()),
                other => panic!("{other}"),
            };
            assert!(!validate::errors(&schema, &changed).is_empty(), "{place} may be {wrong}");
        }
    }
}
