//! `cargo xtask cases`: refreshes the public corpus from the place where cases are written.
//!
//! The corpus keeps each case's citation, facts and answer, and our note; quotations stay out.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Copies every case below `from` into `into`, without its quotation. Returns how many.
pub fn refresh(from: &Path, into: &Path) -> Result<usize, String> {
    let mut copied = 0;
    for path in json_files(from)? {
        let text = fs::read_to_string(&path).map_err(|e| format!("`{}`: {e}", path.display()))?;
        let mut case: Value = serde_json::from_str(&text).map_err(|e| format!("`{}`: {e}", path.display()))?;
        if let Some(source) = case.get_mut("source").and_then(Value::as_object_mut) {
            source.shift_remove("quote");
        }
        let below = path.strip_prefix(from).map_err(|e| e.to_string())?;
        let target = into.join(below);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|e| format!("`{}`: {e}", folder.display()))?;
        }
        let text = serde_json::to_string_pretty(&case).map_err(|e| e.to_string())?;
        fs::write(&target, text + "\n").map_err(|e| format!("`{}`: {e}", target.display()))?;
        copied += 1;
    }
    Ok(copied)
}

/// All `.json` files below `folder`, in the order of their paths.
pub fn json_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).map_err(|e| format!("`{}`: {e}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|e| e.to_string())?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
