//! Renders a letter: `cargo run -p letters --example render -- KIND < data.json > out.pdf`. The data is a letter, or an
//! order with the facts of a template.

use std::io::{Read, Write};
use std::process::ExitCode;

use letters::{Letter, render};
use words::compose::{Composer, Use, is_order, on_paper};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let kind = std::env::args().nth(1).ok_or("say which letter: render KIND < data.json")?;
    let mut json = String::new();
    std::io::stdin().read_to_string(&mut json).map_err(|error| error.to_string())?;
    if is_order(&json) {
        let composer = Composer::new().map_err(|error| error.to_string())?;
        json = on_paper(&composer, &json, Use::Send).map_err(|error| error.to_string())?;
    }
    let letter = Letter::from_json(&json).map_err(|error| error.to_string())?;
    if letter.kind != kind {
        return Err(format!("the data is a `{}`, not a `{kind}`", letter.kind));
    }
    let pdf = render(&letter).map_err(|error| error.to_string())?;
    eprintln!("{} pages, {} bytes", pdf.pages(), pdf.bytes().len());
    std::io::stdout().write_all(pdf.bytes()).map_err(|error| error.to_string())
}
