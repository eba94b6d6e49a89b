//! Weighs phrases and models, and says which labels hold.

use super::heard::{Complaint, Hardship, Heard, Mark, Span};
use super::labels::{Circumstance, Cue, Intent, Issue, Kind};
use super::model::{Sums, Table, score};
use super::ngram::{self, Grain};
use super::phrase::{Book, DECIDES, Hit};
use super::safety::{self, SafetySections};
use super::token::Tokens;
use super::{Listener, Scratch, stretches};

const SPANS_MAX: usize = 8;
/// Texts of more tokens are narratives: feelings are sought stretch by stretch, and a plain tone is the rule.
const NARRATIVE_TOKENS_MIN: usize = 45;
/// Shorter texts are no complaint unless a phrase says so.
const COMPLAINT_TOKENS_MIN: usize = 12;
/// In a narrative the model of short talk must be this much surer.
const NARRATIVE_MARGIN: f32 = 1.5;
/// How much a kind gains from the issue under which it is listed.
pub const ISSUE_SHARE: f32 = 0.5;

/// What a section of the phrase books speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Circumstance(Circumstance),
    Intent(Intent),
    Cue(Cue),
    Other,
}

/// The meaning of each section, by its number.
#[derive(Debug)]
pub struct Sections {
    meanings: Vec<Meaning>,
    safety: SafetySections,
    /// The section of disputes that don't say why.
    generic_dispute: Option<usize>,
    /// Sections that take back what others found at the same words, as bits of sections; at most 32 of them.
    traps: Vec<(u16, Vec<u16>)>,
}

impl Sections {
    /// Looks up the meaning of each section of a book.
    pub fn of(book: &Book) -> Self {
        let mut safety = SafetySections::default();
        let mut meanings = Vec::new();
        let mut traps = Vec::new();
        let place = |name: &str| book.sections().iter().position(|section| section == name);
        for (number, name) in book.sections().iter().enumerate() {
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            match name.as_str() {
                "alert" => safety.alert = number,
                "alert_sure" => safety.sure = number,
                "review" => safety.review = number,
                _ => {}
            }
            if let Some(targets) = name.strip_prefix("trap ") {
                let targets =
                    targets.split_whitespace().filter_map(place).filter_map(|target| u16::try_from(target).ok());
                traps.push((number, targets.collect()));
            }
            let meaning = Circumstance::named(name)
                .map(Meaning::Circumstance)
                .or_else(|| Intent::named(name).map(Meaning::Intent))
                .or_else(|| Cue::named(name).map(Meaning::Cue));
            meanings.push(meaning.unwrap_or(Meaning::Other));
        }
        Self { meanings, safety, generic_dispute: place("dispute_generic"), traps }
    }

    /// Takes back hits that share words with a trap set for their section.
    pub fn spring(&self, tokens: usize, hits: &mut Vec<Hit>, caught: &mut Vec<u32>) {
        let trap_of = |hit: &Hit| self.traps.iter().position(|(section, _)| *section == hit.section);
        if !hits.iter().any(|hit| trap_of(hit).is_some()) {
            return;
        }
        caught.clear();
        caught.resize(tokens, 0);
        for hit in hits.iter() {
            let Some(trap) = trap_of(hit) else { continue };
            let range = hit.first as usize..=hit.last as usize;
            for token in caught.get_mut(range).into_iter().flatten() {
                *token |= 1 << (trap % 32);
            }
        }
        hits.retain(|hit| {
            let range = hit.first as usize..=hit.last as usize;
            let bits = caught.get(range).into_iter().flatten().fold(0, |bits, token| bits | token);
            let mut traps = self.traps.iter().enumerate();
            !traps.any(|(trap, (_, targets))| bits >> (trap % 32) & 1 == 1 && targets.contains(&hit.section))
        });
    }
}

/// How loud the phrases of each section speak in one text.
#[derive(Debug, Default)]
pub struct Votes {
    weights: Vec<u32>,
    spans: Vec<Vec<Span>>,
    lines: Vec<Vec<u16>>,
}

impl Votes {
    fn count(&mut self, sections: usize, hits: &[Hit], tokens: &Tokens) {
        self.weights.clear();
        self.weights.resize(sections, 0);
        self.spans.resize_with(sections, Vec::new);
        self.lines.resize_with(sections, Vec::new);
        self.spans.iter_mut().for_each(Vec::clear);
        self.lines.iter_mut().for_each(Vec::clear);
        for hit in hits {
            let section = usize::from(hit.section);
            let (Some(weight), Some(spans), Some(lines)) =
                (self.weights.get_mut(section), self.spans.get_mut(section), self.lines.get_mut(section))
            else {
                continue;
            };
            if !lines.contains(&hit.line) {
                lines.push(hit.line);
                *weight += u32::from(hit.weight);
            }
            if spans.len() < SPANS_MAX {
                spans.extend(span(tokens, hit.first, hit.last));
            }
        }
    }

    fn weight(&self, section: usize) -> u32 {
        self.weights.get(section).copied().unwrap_or(0)
    }

    fn spans(&self, section: usize) -> Vec<Span> {
        let mut spans = self.spans.get(section).cloned().unwrap_or_default();
        tidy(&mut spans);
        spans
    }
}

/// Sorts spans and joins those that overlap.
fn tidy(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.iter() {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(*span),
        }
    }
    joined.truncate(SPANS_MAX);
    *spans = joined;
}

fn span(tokens: &Tokens, first: u32, last: u32) -> Option<Span> {
    let first = tokens.list.get(first as usize)?;
    let last = tokens.list.get(last as usize)?;
    Some(Span { start: first.start as usize, end: last.end as usize })
}

/// Says what a text holds, once its tokens and phrases are read.
pub fn decide(listener: &Listener, text: &str, scratch: &mut Scratch) -> Heard {
    let sections = &listener.speaks_for;
    scratch.votes.count(sections.meanings.len(), &scratch.hits, &scratch.tokens);
    let mut circumstances = Vec::new();
    let mut intents = Vec::new();
    for (number, meaning) in sections.meanings.iter().enumerate() {
        let weight = scratch.votes.weight(number);
        if weight < u32::from(DECIDES) {
            continue;
        }
        match meaning {
            Meaning::Circumstance(label) => circumstances.push(mark(*label, number, scratch)),
            Meaning::Intent(label) => intents.push(mark(*label, number, scratch)),
            Meaning::Cue(_) | Meaning::Other => {}
        }
    }
    infer(sections, scratch, &circumstances, &mut intents);
    let cues = cues(listener, scratch);
    let (complaint, hardship) = narrative(listener, scratch, &intents);
    let safety = safety::weigh(&scratch.hits, &scratch.tokens.list, sections.safety);
    let mut heard = Heard {
        cues,
        circumstances,
        intents,
        safety,
        complaint,
        hardship,
        language: listener.small_words.language(&scratch.tokens),
    };
    heard.cut_at(text.len());
    heard
}

/// What follows from several finds together.
fn infer(
    sections: &Sections,
    scratch: &Scratch,
    circumstances: &[Mark<Circumstance>],
    intents: &mut Vec<Mark<Intent>>,
) {
    let holds = |intents: &[Mark<Intent>], intent: Intent| intents.iter().any(|mark| mark.label == intent);
    let says_why = [
        Intent::DisputeNotMine,
        Intent::DisputeAmount,
        Intent::DisputePaid,
        Intent::DisputeIdentityTheft,
        Intent::DisputeOther,
    ];
    if let Some(generic) = sections.generic_dispute
        && scratch.votes.weight(generic) >= u32::from(DECIDES)
        && !says_why.iter().any(|intent| holds(intents, *intent))
    {
        intents.push(mark(Intent::DisputeOther, generic, scratch));
    }
    // Who lost work or health and asks for a plan cannot pay as things stand.
    let cause = circumstances.iter().find(|mark| matches!(mark.label, Circumstance::JobLoss | Circumstance::Illness));
    if let Some(cause) = cause
        && holds(intents, Intent::WantsPlan)
        && !holds(intents, Intent::CannotPay)
    {
        let spans = cause.spans.clone();
        intents.push(Mark { label: Intent::CannotPay, score: 0.6, spans });
    }
    intents.sort_by_key(|mark| mark.label);
}

fn mark<L>(label: L, section: usize, scratch: &Scratch) -> Mark<L> {
    Mark { label, score: loudness(scratch.votes.weight(section)), spans: scratch.votes.spans(section) }
}

/// A score for a sum of phrase weights: 0.8 for one that decides alone, nearer to 1 with each more.
fn loudness(weight: u32) -> f32 {
    let steps = u16::try_from(weight / 50).unwrap_or(u16::MAX).min(40);
    let raw = 1.0 - 0.4 / f32::from(steps.max(1));
    (raw * 1000.0).round() / 1000.0
}

fn cues(listener: &Listener, scratch: &mut Scratch) -> Vec<Mark<Cue>> {
    let sections = &listener.speaks_for.meanings;
    let narrative = scratch.tokens.list.len() >= NARRATIVE_TOKENS_MIN;
    let margin = if narrative { NARRATIVE_MARGIN } else { 0.0 };
    let mut best: [(f32, usize, usize); 8] = [(f32::MIN, 0, 0); 8];
    let mut summed = (0, 0);
    for (from, to) in stretches(&scratch.tokens) {
        let sums = stretch(listener, scratch, from, to);
        summed = (from, to);
        for (best, sum) in best.iter_mut().zip(sums.of) {
            if sum > best.0 {
                *best = (sum, from, to);
            }
        }
    }
    let mut marks = Vec::new();
    for (number, cue) in Cue::ALL.iter().enumerate() {
        let section = sections.iter().position(|meaning| *meaning == Meaning::Cue(*cue));
        let weight = section.map_or(0, |section| scratch.votes.weight(section));
        let head = listener.cues.heads().get(number).copied().unwrap_or_default();
        let (sum, from, to) = best.get(number).copied().unwrap_or_default();
        let modelled = sum >= head.threshold + margin && !listener.cues.heads().is_empty();
        let said = weight >= u32::from(DECIDES) && (narrative || listener.cues.heads().is_empty());
        if *cue == Cue::Neutral && narrative || !(modelled || said) {
            continue;
        }
        let mut spans = section.map_or_else(Vec::new, |section| scratch.votes.spans(section));
        if modelled && spans.is_empty() {
            spans = {
                if summed != (from, to) {
                    stretch(listener, scratch, from, to);
                    summed = (from, to);
                }
                loud_words(&listener.cues, scratch, number)
            };
        }
        let modelled_score = score(sum, head.threshold + margin);
        let score = if said { loudness(weight).max(modelled_score) } else { modelled_score };
        marks.push(Mark { label: *cue, score, spans });
    }
    if narrative && marks.iter().all(|mark| !tone(mark.label)) {
        marks.push(Mark { label: Cue::Neutral, score: 0.5, spans: Vec::new() });
    }
    marks
}

/// Whether a cue is a tone that stands against a plain one.
fn tone(cue: Cue) -> bool {
    !matches!(cue, Cue::Gratitude | Cue::Neutral)
}

fn stretch(listener: &Listener, scratch: &mut Scratch, from: usize, to: usize) -> Sums {
    scratch.features.clear();
    ngram::read(&scratch.tokens, from, to, Grain::Fine, &mut scratch.features);
    scratch.phrases.clear();
    ngram::read_hits(&scratch.hits, from, to, &mut scratch.phrases);
    listener.cues.sum(&scratch.features, &scratch.phrases, &mut scratch.seen)
}

fn narrative(listener: &Listener, scratch: &mut Scratch, intents: &[Mark<Intent>]) -> (Complaint, Hardship) {
    let all = scratch.tokens.list.len();
    scratch.features.clear();
    ngram::read(&scratch.tokens, 0, all, Grain::Coarse, &mut scratch.features);
    scratch.phrases.clear();
    ngram::read_hits(&scratch.hits, 0, all, &mut scratch.phrases);
    (complaint(listener, scratch, intents), hardship(listener, scratch, intents))
}

fn complaint(listener: &Listener, scratch: &mut Scratch, intents: &[Mark<Intent>]) -> Complaint {
    let table = &listener.complaints;
    let complains = intents.iter().any(|mark| mark.label == Intent::Complaint || mark.label.binds());
    let long = scratch.tokens.list.len() >= COMPLAINT_TOKENS_MIN;
    if table.heads().is_empty() || !(complains || long) {
        return Complaint { issue: None, kind: None, spans: Vec::new() };
    }
    let sums = table.sum(&scratch.features, &scratch.phrases, &mut scratch.seen);
    let above = |number: usize| {
        let sum = sums.of.get(number).copied().unwrap_or(f32::MIN);
        sum - table.heads().get(number).map_or(0.0, |head| head.threshold)
    };
    let issue = highest((0..Issue::ALL.len()).map(above));
    let kinds_from = Issue::ALL.len();
    let kind = highest(Kind::ALL.iter().enumerate().map(|(place, kind)| {
        let issue = Issue::ALL.iter().position(|issue| *issue == kind.issue()).unwrap_or(0);
        above(kinds_from + place) + ISSUE_SHARE * above(issue)
    }));
    Complaint {
        issue: Issue::ALL.get(issue).copied(),
        kind: Kind::ALL.get(kind).copied(),
        spans: loud_words(table, scratch, kinds_from + kind),
    }
}

/// The place of the highest value.
fn highest(values: impl Iterator<Item = f32>) -> usize {
    let mut best = (f32::MIN, 0);
    for (place, value) in values.enumerate() {
        if value > best.0 {
            best = (value, place);
        }
    }
    best.1
}

fn hardship(listener: &Listener, scratch: &mut Scratch, intents: &[Mark<Intent>]) -> Hardship {
    let table = &listener.hardship;
    let sums = table.sum(&scratch.features, &scratch.phrases, &mut scratch.seen);
    let modelled =
        table.heads().first().map_or(0.0, |head| score(sums.of.first().copied().unwrap_or_default(), head.threshold));
    let cannot = intents.iter().find(|mark| mark.label == Intent::CannotPay);
    // The model knows long letters. In a short message the plain words are the better witness.
    if let Some(cannot) = cannot
        && scratch.tokens.list.len() < NARRATIVE_TOKENS_MIN
    {
        return Hardship { score: cannot.score.max(modelled), spans: cannot.spans.clone() };
    }
    let held = modelled >= Hardship::HELD_FROM;
    let spans = if held { loud_words(table, scratch, 0) } else { Vec::new() };
    Hardship { score: modelled, spans }
}

/// The words and phrases of the last sum that spoke loudest for a label.
fn loud_words(table: &Table, scratch: &Scratch, label: usize) -> Vec<Span> {
    let loudest = table.loudest(&scratch.seen, label);
    let mut spans: Vec<Span> =
        loudest.iter().flatten().filter_map(|token| span(&scratch.tokens, *token, *token)).collect();
    tidy(&mut spans);
    spans
}

impl Heard {
    /// Keeps spans within the text: none of them may reach beyond what was read.
    fn cut_at(&mut self, length: usize) {
        let cut = |spans: &mut Vec<Span>| spans.retain(|span| span.start < span.end && span.end <= length);
        self.cues.iter_mut().for_each(|mark| cut(&mut mark.spans));
        self.circumstances.iter_mut().for_each(|mark| cut(&mut mark.spans));
        self.intents.iter_mut().for_each(|mark| cut(&mut mark.spans));
        cut(&mut self.safety.spans);
        cut(&mut self.complaint.spans);
        cut(&mut self.hardship.spans);
    }
}
