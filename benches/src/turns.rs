//! Sides taking turns: A B A B, and the median of each one's rounds.

use std::time::{Duration, Instant};

use crate::ROUNDS;
use crate::clock;

/// A side takes at least so long in a round.
const ROUND_MIN: Duration = Duration::from_millis(120);

/// One way of doing the work.
pub struct Side<'a> {
    pub name: &'a str,
    /// Does the work once, and says how many items it was.
    pub run: Box<dyn FnMut() -> u64 + 'a>,
}

impl<'a> Side<'a> {
    pub fn new(name: &'a str, run: impl FnMut() -> u64 + 'a) -> Side<'a> {
        Side { name, run: Box::new(run) }
    }
}

/// Items a second of processor time, the median of the rounds, for each side.
pub fn per_cpu_second(sides: &mut [Side<'_>]) -> Vec<f64> {
    rounds(sides, clock::thread)
}

/// Items a second by the clock on the wall, where the work waits for a disk or has threads of its own.
pub fn per_second(sides: &mut [Side<'_>]) -> Vec<f64> {
    let start = Instant::now();
    rounds(sides, move || start.elapsed())
}

fn rounds(sides: &mut [Side<'_>], now: impl Fn() -> Duration) -> Vec<f64> {
    let mut rates = vec![Vec::new(); sides.len()];
    for round in 0..=ROUNDS {
        for (side, rates) in sides.iter_mut().zip(&mut rates) {
            let start = now();
            let mut items = 0;
            while now() - start < ROUND_MIN {
                items += (side.run)();
            }
            assert!(items > 0, "`{}` did nothing: it failed", side.name);
            // The first round warms up.
            if round > 0 {
                rates.push(items as f64 / (now() - start).as_secs_f64());
            }
        }
    }
    rates.into_iter().map(median).collect()
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The value below which so many in a hundred lie.
pub fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len() * percent).div_ceil(100).saturating_sub(1);
    values.get(place).copied().unwrap_or(f64::NAN)
}

/// Microseconds of processor time for one run of `work`: the median of the rounds, each of `times` runs.
pub fn micros(times: u32, mut work: impl FnMut()) -> f64 {
    let one = |work: &mut dyn FnMut()| {
        let start = clock::thread();
        for _ in 0..times {
            work();
        }
        (clock::thread() - start).as_secs_f64() * 1e6 / f64::from(times)
    };
    one(&mut work);
    median((0..ROUNDS).map(|_| one(&mut work)).collect())
}
