//! listen: all that is heard in a text of 300 and one of 5,000 characters.

use std::hint::black_box;

use words::listen::{Listener, Scratch};

use crate::clock;
use crate::report::{Figure, Report};
use crate::turns::percentile;

const MESSAGES: [&str; 4] = [
    "Hello, I got your letter about the hospital bill. I lost my job in March and my husband is ill, so I cannot pay the \
     full amount now. Could we agree a small payment each month? Please don't call me at work, my boss does not allow it. \
     I work nights, so mornings are bad. I'm worried and I don't understand the fee you added.",
    "I do not owe this. I paid it last year and I have the receipt from the bank. Send me proof, and stop phoning my \
     mother about it, she has nothing to do with it. If you want to reach me, write to me by e-mail. I have asked you \
     three times now and nobody has answered me, which I find very rude. Please reply this week.",
    "Thanks for your message. I can pay 25 on the first of each month, starting in June, if that stops the interest. My \
     adviser at the debt charity is making a plan with me and will write to you. I have a hearing problem, so please use \
     text and not the phone. Is there somebody I could talk to in the evening by chat instead of the phone?",
    "What is this letter? The name on it is not mine and I moved here only two months ago. The people who lived here \
     before me left no address. Please take my number off your list and tell me that you have done so. I don't want to \
     hear about somebody else's business, and I'm sure that they wouldn't want me to know it either, would they?",
];

pub fn run() -> Result<Report, String> {
    let mut report =
        Report::new("listen", "all detectors on one text", "p99 ≤ 20 µs (300 characters), ≤ 500 µs (5,000)");
    let listener = Listener::new();
    let short: Vec<String> = MESSAGES.iter().map(|m| m.chars().take(300).collect()).collect();
    let long: String = MESSAGES.concat().chars().cycle().take(5_000).collect();
    let longest: String = MESSAGES.concat().chars().cycle().take(50_000).collect();
    let (p50, p99) = times(&listener, &short, 5_000);
    report.ours("300 characters, p50", Figure::Micros(p50));
    report.ours("300 characters, p99", Figure::Micros(p99));
    let (long_p50, long_p99) = times(&listener, &[long], 1_500);
    report.ours("5,000 characters, p50", Figure::Micros(long_p50));
    report.ours("5,000 characters, p99", Figure::Micros(long_p99));
    let (longest_p50, _) = times(&listener, &[longest], 100);
    report.growth = Some((Some(p50 * (5_000.0 / 300.0) / long_p50), Some(longest_p50 / 10.0 / long_p50)));
    report.note("growth is the cost of a character in texts of 300 and of 50,000 characters, against those of 5,000");
    report.note("peers VADER and scikit-learn are missing here: they are not started by this command");
    Ok(report)
}

fn times(listener: &Listener, texts: &[String], rounds: usize) -> (f64, f64) {
    let mut scratch = Scratch::default();
    let mut times = Vec::with_capacity(rounds * texts.len());
    for round in 0..rounds + rounds / 10 {
        for text in texts {
            let start = clock::thread();
            black_box(listener.listen_into(black_box(text), &mut scratch));
            let time = (clock::thread() - start).as_secs_f64() * 1e6;
            // The first tenth warms up.
            if round >= rounds / 10 {
                times.push(time);
            }
        }
    }
    (percentile(&mut times, 50), percentile(&mut times, 99))
}
