//! Shows what is read in each line of standard input: `echo "We will sue you." | cargo run -p words --example read`.

use std::io::BufRead;

use facts::Channel;
use words::check::{Names, Words, read};

fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let words = Words {
            text: &line,
            subject: None,
            channel: Channel::Letter,
            purpose: None,
            names: Names { firm: vec!["Northway Services LLC", "Harbour Recoveries"], ..Names::default() },
        };
        let reading = read(&words);
        println!("{line}");
        for said in &reading.assertions {
            println!("    {:?}: {}", said.what, line.get(said.span.0..said.span.1).unwrap_or_default());
        }
        let parts: Vec<String> = reading.parts.iter().map(|p| format!("{:?}", p.part)).collect();
        println!("    parts {}", parts.join(" "));
    }
}
