//! The example of a cut-over, as its README tells it: what the program prints is what stands there.

use std::path::{Path, PathBuf};
use std::process::Command;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/cutover")
}

fn forbear(dir: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_forbear"))
        .args(arguments)
        .arg("--dir")
        .arg(dir)
        .current_dir(example())
        .output()
        .unwrap();
    (String::from_utf8([output.stdout, output.stderr].concat()).unwrap(), output.status.code())
}

/// Runs the commands of the README (those in a block of `console`), and compares what they print.
#[test]
fn the_readme_is_what_happens() {
    let folder = tempfile::tempdir().unwrap();
    let readme = std::fs::read_to_string(example().join("README.md")).unwrap();
    let mut compared = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let (command, expected) = block.split_once('\n').unwrap();
        let arguments: Vec<&str> = command.strip_prefix("$ forbear ").unwrap().split(' ').collect();
        let (said, code) = forbear(folder.path(), &arguments);
        assert!(matches!(code, Some(0 | 1)), "{command}: {said}");
        assert_eq!(said.trim_end(), expected.trim_end(), "{command}");
        compared += 1;
    }
    assert_eq!(compared, 4);
}

/// The card of docs/operating/hours.md is one that the program takes, and a mistake in it is named.
#[test]
fn the_card_of_the_hours_page_is_taken_and_a_wrong_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let page = std::fs::read_to_string(example().join("../../docs/operating/hours.md")).unwrap();
    let block = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(forbear(folder.path(), &["init"]).1, Some(0));
    let card = folder.path().join("firm.toml");
    let made = std::fs::read_to_string(&card).unwrap();
    let letterhead = made.split("\n[house]").next().unwrap();
    let round = |text: &str| {
        std::fs::write(&card, format!("{letterhead}\n{text}")).unwrap();
        forbear(folder.path(), &["round", "--dry-run"])
    };
    let (said, code) = round(block);
    assert_eq!(code, Some(0), "{said}");
    for (from, to, named) in [
        ("America/New_York", "Mars/Base", "`Mars/Base`"),
        ("name = \"Sam\"", "name = \"Amara\"", "`Amara` twice"),
        ("\"mon\", \"tue\", \"thu\", \"fri\"", "\"mon\", \"tue\", \"thu\"", "open on Fridays, and nobody"),
    ] {
        let (said, code) = round(&block.replace(from, to));
        // The firm stays open when only somebody's own days change.
        assert_eq!(code, Some(1), "{to}: {said}");
        assert!(said.contains(named), "{to}: {said}");
    }
}

#[test]
fn a_dialler_gets_lists_only_where_the_card_has_them_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("calls.csv");
    let export = || forbear(folder.path(), &["dialler", "export", "--out", list.to_str().unwrap()]);
    assert_eq!(forbear(folder.path(), &["init"]).1, Some(0));
    let (said, code) = export();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("write `lists = true` under [dialler] in firm.toml") && !list.exists(), "{said}");
    let card = folder.path().join("firm.toml");
    let text = std::fs::read_to_string(&card).unwrap().replace("lists = false", "lists = true");
    std::fs::write(&card, text).unwrap();
    let (said, code) = export();
    assert_eq!(code, Some(0), "{said}");
    let header = std::fs::read_to_string(&list).unwrap();
    assert!(header.starts_with("row,call_from,call_until,"), "{header}");
    // Each column of the page is in the file, in its order.
    let page = std::fs::read_to_string(example().join("../../docs/operating/dialler.md")).unwrap();
    let columns = header.trim().split(',').map(|column| page.find(&format!("`{column}`")).unwrap()).collect::<Vec<_>>();
    assert!(columns.is_sorted(), "{columns:?}");
    let (said, code) = export();
    assert!(code == Some(1) && said.contains("lists are never changed"), "{said}");
    let results = folder.path().join("results.csv");
    std::fs::write(&results, "row,started,outcome\nx1,2024-01-02T10:00:00Z,busy\n").unwrap();
    let (said, code) = forbear(folder.path(), &["dialler", "results", results.to_str().unwrap()]);
    assert!(code == Some(1) && said.contains("line 2, row: no list of ours has the row `x1`"), "{said}");
    let out = folder.path().join("report");
    let days = ["report", "--from", "2024-01-01", "--to", "2024-12-31", "--out", out.to_str().unwrap()];
    let (said, code) = forbear(folder.path(), &days);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 10, "{said}");
}
