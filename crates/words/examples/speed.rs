//! How long reading a letter of 300 words takes: `cargo run --profile dist -p words --example speed`.

use std::time::Instant;

use facts::Channel;
use words::check::{TextToCheck, Words, check, read, warm_up};

fn main() {
    let paragraph = "Dear Ms. Ruiz, thank you for your letter. Your balance with First Bank is $640.00. You can pay it in parts, \
        or ask us to pause. We will not take you to court while you keep to the plan. If your hours at work have changed, tell us \
        and we will lower the payment. Free advice is there for you. This communication is from a debt collector. ";
    let text: String = paragraph.repeat(5).split_whitespace().take(300).collect::<Vec<_>>().join(" ");
    warm_up();
    let rounds = 500u32;
    let start = Instant::now();
    let found: usize = (0..rounds).map(|_| read(&Words::of(&text, Channel::Letter)).assertions.len()).sum();
    println!("read: {:?} each, {found} assertions", start.elapsed() / rounds);
    let start = Instant::now();
    let asked = TextToCheck { text: &text, channel: Channel::Letter, purpose: None, claims: None, requires: &[] };
    let found: usize = (0..rounds).map(|_| check(&asked).findings.len()).sum();
    println!("check: {:?} each, {found} findings", start.elapsed() / rounds);
}
