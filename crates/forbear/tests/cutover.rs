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
