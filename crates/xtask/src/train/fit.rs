//! Fits logistic models for several labels over shared features: seeded, single order, the same bytes each time.

use std::collections::{HashMap, HashSet};

use words::listen::model::{self, Head, Table};

/// A text as the model sees it, and what is true of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Hashes of its features, each once; their sum is divided by the root of how many there are.
    pub features: Vec<u64>,
    /// Phrases found, each once; they count in full.
    pub phrases: Vec<u64>,
    /// For each label whether it holds; nothing where that isn't known.
    pub truth: Vec<Option<bool>>,
    /// Rows of one group never stand on both sides of a split.
    pub group: u64,
}

/// How to fit.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Features seen in fewer rows are left out.
    pub rows_min: u32,
    /// At most so many features are kept.
    pub features_max: usize,
    /// Slots in the table, a power of two.
    pub slots: usize,
    /// Times that all rows are seen.
    pub rounds: usize,
    /// Step of the descent.
    pub rate: f32,
    /// Pull towards nothing.
    pub decay: f32,
    /// How fast the step grows smaller from round to round.
    pub cooling: f32,
    /// How much a weight's freedom depends on how unevenly its feature is spread; 0 not at all.
    pub ratio: f32,
    /// How much a rare label's rows count more: 0 not at all, 1 as much as all other rows together.
    pub balance: f32,
}

/// A fitted model, before it is made small.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The number of each kept feature.
    pub numbers: HashMap<u64, u32>,
    /// Weights, features by labels.
    pub weights: Vec<f32>,
    /// Bias of each label.
    pub bias: Vec<f32>,
    /// Labels.
    pub labels: usize,
}

const GRADIENT_START: f32 = 1e-3;

/// What we believe of a phrase before any data: its hash, the label it speaks for, and how loudly.
#[derive(Clone, Copy, Debug)]
pub struct Belief {
    /// Hash of the phrase.
    pub phrase: u64,
    /// Label.
    pub label: usize,
    /// Weight that the fit is pulled to.
    pub weight: f32,
}

/// Fits twice: over all features, then over those that mattered most.
pub fn fit(rows: &[&Row], labels: usize, recipe: &Recipe, beliefs: &[Belief]) -> Fitted {
    let numbers = number(rows, recipe.rows_min);
    let first = descend(rows, labels, recipe, numbers, beliefs);
    let kept = loudest(rows, &first, recipe.features_max);
    descend(rows, labels, recipe, kept, beliefs)
}

/// Numbers the features that stand in enough rows, and all phrases.
fn number(rows: &[&Row], rows_min: u32) -> HashMap<u64, u32> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for feature in rows.iter().flat_map(|row| &row.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut kept: Vec<u64> =
        counts.into_iter().filter(|(_, count)| *count >= rows_min).map(|(feature, _)| feature).collect();
    kept.extend(rows.iter().flat_map(|row| &row.phrases));
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().zip(0..).collect()
}

/// The features whose weights moved the most, by how often they stand in a row, and all phrases.
fn loudest(rows: &[&Row], fitted: &Fitted, count: usize) -> HashMap<u64, u32> {
    let mut often: HashMap<u64, f32> = HashMap::new();
    for feature in rows.iter().flat_map(|row| &row.features) {
        *often.entry(*feature).or_default() += 1.0;
    }
    let phrases: HashSet<u64> = rows.iter().flat_map(|row| row.phrases.iter().copied()).collect();
    let mut ranked: Vec<(f32, u64)> = fitted
        .numbers
        .iter()
        .map(|(feature, number)| {
            let from = *number as usize * fitted.labels;
            let weights = fitted.weights.get(from..from + fitted.labels).unwrap_or_default();
            let peak = weights.iter().fold(0.0f32, |peak, weight| peak.max(weight.abs()));
            let seen = often.get(feature).copied().unwrap_or(0.0).sqrt();
            let rank = if phrases.contains(feature) { f32::MAX } else { peak * seen };
            (rank, *feature)
        })
        .collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut kept: Vec<u64> = ranked.into_iter().take(count).map(|(_, feature)| feature).collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}

/// The features of a row by number, each with its worth.
fn sparse(row: &Row, numbers: &HashMap<u64, u32>) -> Vec<(u32, f32)> {
    let known: Vec<u32> = row.features.iter().filter_map(|feature| numbers.get(feature).copied()).collect();
    let size = inverse_root(known.len());
    let phrases = row.phrases.iter().filter_map(|phrase| numbers.get(phrase).copied());
    known.into_iter().map(|number| (number, size)).chain(phrases.map(|number| (number, 1.0))).collect()
}

/// Descent with a step of its own for each weight (AdaGrad), pulled to what we believed before.
fn descend(rows: &[&Row], labels: usize, recipe: &Recipe, numbers: HashMap<u64, u32>, beliefs: &[Belief]) -> Fitted {
    let inputs: Vec<Vec<(u32, f32)>> = rows.iter().map(|row| sparse(row, &numbers)).collect();
    let push = pushes(rows, labels, recipe.balance);
    let mut weights = vec![0.0f32; numbers.len() * labels];
    for belief in beliefs {
        if let Some(number) = numbers.get(&belief.phrase)
            && let Some(weight) = weights.get_mut(*number as usize * labels + belief.label)
        {
            *weight = belief.weight;
        }
    }
    let before = weights.clone();
    let ratios = ratios(rows, &inputs, numbers.len(), labels, recipe.ratio);
    let mut fitted = Fitted { weights, bias: vec![-2.0; labels], numbers, labels };
    let mut gradients = vec![GRADIENT_START; fitted.weights.len()];
    let mut bias_gradients = vec![GRADIENT_START; labels];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = Random(0x5eed_f0bb_ea12);
    for round in 0..recipe.rounds {
        let rate = recipe.rate / (1.0 + recipe.cooling * whole(round));
        random.shuffle(&mut order);
        for place in &order {
            let (Some(row), Some(input)) = (rows.get(*place), inputs.get(*place)) else {
                continue;
            };
            let errors = errors(row, input, &fitted, &push);
            for (feature, worth) in input {
                let from = *feature as usize * labels;
                let range = from..from + labels;
                let (Some(weights), Some(squares), Some(before), Some(ratios)) = (
                    fitted.weights.get_mut(range.clone()),
                    gradients.get_mut(range.clone()),
                    before.get(range.clone()),
                    ratios.get(range),
                ) else {
                    continue;
                };
                for ((((weight, square), before), ratio), error) in
                    weights.iter_mut().zip(squares).zip(before).zip(ratios).zip(&errors)
                {
                    if *error != 0.0 {
                        let gradient = error * worth * ratio + recipe.decay * (*weight - before);
                        *square += gradient * gradient;
                        *weight -= ratio * rate * gradient / square.sqrt();
                    }
                }
            }
            for ((bias, square), error) in fitted.bias.iter_mut().zip(&mut bias_gradients).zip(&errors) {
                *square += error * error;
                *bias -= rate * error / square.sqrt();
            }
        }
    }
    fitted
}

/// In how many rows each feature stands with and without each label.
struct Counts {
    with: Vec<f32>,
    without: Vec<f32>,
    totals: Vec<(f32, f32)>,
}

impl Counts {
    fn of(rows: &[&Row], inputs: &[Vec<(u32, f32)>], features: usize, labels: usize) -> Self {
        let mut counts = Self {
            with: vec![0.0; features * labels],
            without: vec![0.0; features * labels],
            totals: vec![(1.0, 1.0); labels],
        };
        for (row, input) in rows.iter().zip(inputs) {
            for (label, truth) in row.truth.iter().enumerate() {
                let Some(truth) = truth else { continue };
                let seen = if *truth { &mut counts.with } else { &mut counts.without };
                for (feature, _) in input {
                    if let Some(count) = seen.get_mut(*feature as usize * labels + label) {
                        *count += 1.0;
                    }
                }
                if let Some(total) = counts.totals.get_mut(label) {
                    let side = if *truth { &mut total.0 } else { &mut total.1 };
                    *side += 1.0;
                }
            }
        }
        counts
    }
}

/// The natural logarithm by halving and a short series: the same on every machine.
pub fn logarithm(value: f32) -> f32 {
    let mut rest = value.clamp(1e-6, 1e6);
    let mut sum = 0.0f32;
    while rest > 1.5 {
        rest /= 2.0;
        sum += std::f32::consts::LN_2;
    }
    while rest < 0.75 {
        rest *= 2.0;
        sum -= std::f32::consts::LN_2;
    }
    let near = (rest - 1.0) / (rest + 1.0);
    let square = near * near;
    sum + 2.0 * near * (1.0 + square / 3.0 + square * square / 5.0 + square * square * square / 7.0)
}

/// How freely each weight may move: a feature that is as common with a label as without it moves little.
fn ratios(rows: &[&Row], inputs: &[Vec<(u32, f32)>], features: usize, labels: usize, power: f32) -> Vec<f32> {
    if power == 0.0 {
        return vec![1.0; features * labels];
    }
    let counts = Counts::of(rows, inputs, features, labels);
    let pairs = counts.with.iter().zip(&counts.without);
    pairs
        .zip(counts.totals.iter().cycle())
        .map(|((with, without), total)| {
            let odds = ((with + 0.5) / total.0) / ((without + 0.5) / total.1);
            power * logarithm(odds).abs() * std::f32::consts::LOG2_E + (1.0 - power).max(0.05)
        })
        .collect()
}

/// How much a holding row counts for each label.
fn pushes(rows: &[&Row], labels: usize, balance: f32) -> Vec<f32> {
    (0..labels)
        .map(|label| {
            let known = rows.iter().filter_map(|row| row.truth.get(label).copied().flatten());
            let (mut yes, mut no) = (1.0f32, 1.0f32);
            for holds in known {
                if holds {
                    yes += 1.0;
                } else {
                    no += 1.0;
                }
            }
            1.0 + balance * (no / yes - 1.0).max(0.0)
        })
        .collect()
}

fn errors(row: &Row, input: &[(u32, f32)], fitted: &Fitted, push: &[f32]) -> Vec<f32> {
    let sums = sums(input, fitted);
    row.truth
        .iter()
        .zip(&sums)
        .zip(push)
        .map(|((truth, sum), push)| match truth {
            Some(true) => push * (chance(*sum) - 1.0),
            Some(false) => chance(*sum),
            None => 0.0,
        })
        .collect()
}

fn sums(input: &[(u32, f32)], fitted: &Fitted) -> Vec<f32> {
    let mut sums = fitted.bias.clone();
    for (feature, worth) in input {
        let from = *feature as usize * fitted.labels;
        let weights = fitted.weights.get(from..from + fitted.labels).unwrap_or_default();
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += weight * worth;
        }
    }
    sums
}

impl Fitted {
    /// The sums of a row, one for each label.
    pub fn sums(&self, row: &Row) -> Vec<f32> {
        sums(&sparse(row, &self.numbers), self)
    }

    /// The bytes of the model with weights as small whole numbers, and how many features found room.
    pub fn pack(&self, thresholds: &[f32], slots: usize) -> (Vec<u8>, usize) {
        let heads: Vec<Head> = (0..self.labels).map(|label| self.head(label, thresholds)).collect();
        let mut table: Vec<(u16, Vec<i8>)> = vec![(0, vec![0; self.labels]); slots];
        let mut features: Vec<(&u64, &u32)> = self.numbers.iter().collect();
        features.sort_unstable();
        let mut placed = 0;
        for (hash, number) in features {
            let from = *number as usize * self.labels;
            let weights = self.weights.get(from..from + self.labels).unwrap_or_default();
            let small: Vec<i8> = weights.iter().zip(&heads).map(|(weight, head)| small(weight / head.scale)).collect();
            placed += usize::from(place(&mut table, *hash, small));
        }
        (Table::write(&heads, &table), placed)
    }

    fn head(&self, label: usize, thresholds: &[f32]) -> Head {
        let peak =
            self.weights.iter().skip(label).step_by(self.labels).fold(1e-6f32, |peak, weight| peak.max(weight.abs()));
        Head {
            bias: self.bias.get(label).copied().unwrap_or(0.0),
            scale: peak / 127.0,
            threshold: thresholds.get(label).copied().unwrap_or(0.0),
        }
    }
}

fn place(table: &mut [(u16, Vec<i8>)], hash: u64, weights: Vec<i8>) -> bool {
    let mask = table.len() - 1;
    let (start, print) = model::address(hash, mask);
    for probe in 0..model::PROBES_MAX {
        match table.get_mut((start + probe) & mask) {
            Some(slot) if slot.0 == 0 => {
                *slot = (print, weights);
                return true;
            }
            Some(slot) if slot.0 == print => return false,
            _ => {}
        }
    }
    false
}

#[expect(clippy::cast_possible_truncation, reason = "bounded on the line before")]
fn small(value: f32) -> i8 {
    let bounded = value.round().clamp(-127.0, 127.0);
    bounded as i8
}

fn inverse_root(features: usize) -> f32 {
    1.0 / whole(features.max(1)).sqrt()
}

#[expect(clippy::cast_precision_loss, reason = "counts here stay far below 2^24")]
fn whole(count: usize) -> f32 {
    count as f32
}

/// The logistic curve, from additions and products only: the standard library's differs between machines.
fn chance(sum: f32) -> f32 {
    1.0 / (1.0 + exponential(-sum))
}

fn exponential(value: f32) -> f32 {
    let bounded = value.clamp(-30.0, 30.0) / 1024.0;
    let mut grown = 1.0 + bounded * (1.0 + bounded * (0.5 + bounded / 6.0));
    for _ in 0..10 {
        grown *= grown;
    }
    grown
}

/// A small seeded source of order (SplitMix64).
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for place in (1..order.len()).rev() {
            let span = u64::try_from(place).unwrap_or(0) + 1;
            let other = usize::try_from(self.next() % span).unwrap_or(0);
            order.swap(place, other);
        }
    }
}
