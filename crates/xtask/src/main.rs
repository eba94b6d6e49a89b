//! The project's chores: test, bench, tidy, train, cases.

mod bench;
mod cases;
mod citations;
mod properties;
mod schema;
mod syllables;
mod test;
mod tidy;
mod train;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask CHORE
  test           every test a fresh clone needs; installs what is missing
  tidy           the house style as a test
  bench [NAME…]  the benchmark table, or the rows whose names begin so
  properties     what must hold of every decision, over 10,000 new cases each
  cases [FROM]   refresh cases/ from FROM (default ../shared/conduct/cases), without quotations
  schema         the corpus' JSON schema, from the types that read a case
  coverage       the table of paragraphs, rules and cases in docs/compliance
  syllables [FROM]  the words whose syllables the rules get wrong, from the data in FROM
  train [FROM]   the weights that words ships, from the data in FROM (default ../shared/data), with their quality
";

const SYLLABLES: &str = "crates/words/weights/syllables.txt";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test::run(),
        ["tidy"] => tidy::run(),
        ["bench", names @ ..] => bench::run(names),
        ["properties"] => properties::run(),
        ["cases"] => cases(Path::new("../shared/conduct/cases")),
        ["cases", from] => cases(Path::new(from)),
        ["schema"] => schema::run(),
        ["coverage"] => citations::run(),
        ["syllables"] => syllables::run(Path::new("../shared/data"), Path::new(SYLLABLES)),
        ["syllables", from] => syllables::run(Path::new(from), Path::new(SYLLABLES)),
        ["train"] => train::run(Path::new("../shared/data")),
        ["train", from] => train::run(Path::new(from)),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn cases(from: &Path) -> Result<String, String> {
    cases::refresh(from, Path::new("cases")).map(|n| format!("{n} cases copied to cases/, without their quotations"))
}
