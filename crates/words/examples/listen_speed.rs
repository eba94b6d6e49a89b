//! How long listening takes: prints p50 and p99 in microseconds for a message and for a long letter.

use std::time::Instant;

use words::listen::{Listener, Scratch};

const MESSAGE: &str = "Hello, I got your letter about the hospital bill. I lost my job in March and my husband is ill, so I \
cannot pay the full amount now. Could we agree a small payment each month? Please don't call me at work, my boss does \
not allow it. I work nights, so mornings are bad. I'm worried and I don't understand the fee you added.";

fn main() {
    let listener = Listener::new();
    let letter = MESSAGE.repeat(5_000 / MESSAGE.len() + 1);
    let letter = letter.get(..5_000).unwrap_or(&letter);
    let words =
        "the agency never answered my three letters and keeps reporting another balance on my file each month. ";
    let plain = words.repeat(5);
    let plain = plain.get(..300).unwrap_or(&plain);
    let short = MESSAGE.get(..300).unwrap_or(MESSAGE);
    for (name, text, rounds) in
        [("300 characters", short, 20_000), ("300 plain", plain, 20_000), ("5,000 characters", letter, 2_000)]
    {
        let mut scratch = Scratch::default();
        let mut times = Vec::with_capacity(rounds);
        let mut labels = 0;
        for _ in 0..rounds {
            let start = Instant::now();
            let heard = listener.listen_into(text, &mut scratch);
            times.push(start.elapsed().as_nanos());
            labels += heard.intents.len();
        }
        times.sort_unstable();
        let at = |share: usize| times.get(times.len() * share / 1000).copied().unwrap_or(0) / 100;
        println!(
            "{name}: p50 {}.{} us, p99 {}.{} us ({} labels a text)",
            at(500) / 10,
            at(500) % 10,
            at(990) / 10,
            at(990) % 10,
            labels / rounds
        );
    }
}
