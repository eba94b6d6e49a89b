//! Lists the templates with their version, and whether they may be sent:
//! `cargo run -p words --example templates`; with `toml`, the records of approval to be signed.

use words::compose::{ComposeError, Composer, Kind, Language, version};

fn main() -> Result<(), ComposeError> {
    let as_toml = std::env::args().nth(1).is_some_and(|word| word == "toml");
    let composer = Composer::new()?;
    for language in Language::ALL {
        for kind in Kind::ALL {
            let Some(version) = version(*kind, language) else { continue };
            let (name, code) = (kind.as_str(), language.code());
            if as_toml {
                println!(
                    "[[approved]]\ntemplate = \"{name}\"\nlanguage = \"{code}\"\nversion = \"{version}\"\nby = []\n"
                );
            } else {
                let state = if composer.approved(language, *kind).is_ok() { "may be sent" } else { "draft" };
                println!("{code} {name:<20} {version} {state}");
            }
        }
    }
    Ok(())
}
