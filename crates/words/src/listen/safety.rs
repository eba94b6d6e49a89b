//! Whether a person may come to harm: what is said of oneself and now is an alert, of others or of the past a review.

use super::heard::{Safety, Span};
use super::labels::SafetyLevel;
use super::phrase::Hit;
use super::token::{Shape, Token};

/// The sections of the safety book, by number.
#[derive(Clone, Copy, Debug, Default)]
pub struct SafetySections {
    /// Said of oneself.
    pub alert: u16,
    /// The same, beyond doubt.
    pub sure: u16,
    /// Said of others or of the past.
    pub review: u16,
}

/// Weighs the signs of a text.
pub fn weigh(hits: &[Hit], tokens: &[Token], sections: SafetySections) -> Safety {
    let mut level = SafetyLevel::None;
    let mut spans: Vec<Span> = Vec::new();
    for hit in hits {
        let found = if hit.section == sections.alert || hit.section == sections.sure {
            SafetyLevel::Alert
        } else if hit.section == sections.review {
            SafetyLevel::Review
        } else {
            SafetyLevel::None
        };
        if found == SafetyLevel::None {
            continue;
        }
        if found > level {
            level = found;
            spans.clear();
        }
        if found == level {
            spans.extend(span(hit, tokens));
        }
    }
    spans.sort_unstable();
    spans.dedup();
    spans.truncate(SPANS_MAX);
    Safety { level, spans }
}

const SPANS_MAX: usize = 8;

fn span(hit: &Hit, tokens: &[Token]) -> Option<Span> {
    let first = tokens.get(hit.first as usize)?;
    let last = tokens.get(hit.last as usize)?;
    debug_assert!(first.shape != Shape::Break, "a phrase begins at a word");
    Some(Span { start: first.start as usize, end: last.end as usize })
}
