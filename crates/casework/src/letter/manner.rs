//! In which language and print somebody reads us: by what they told us, never by a guess from their name or place.

use conduct::{Day, Standing};
use facts::Meaning;
use jiff::Timestamp;
use words::compose::{Language, Wording};

use crate::ports::Style;

/// How a person reads us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    pub language: Language,
    pub style: Style,
}

impl Manner {
    /// The words that go with the print.
    pub fn wording(self) -> Wording {
        match self.style {
            Style::EasyRead => Wording::Easy,
            Style::Standard | Style::LargePrint => Wording::Plain,
        }
    }
}

/// The codes of the support needs that bear on print and language; a language's own code follows the last.
const LARGE_PRINT: &str = "comm.large_print";
const EASY_READ: &str = "comm.easy_read";
const LANGUAGE: &str = "comm.language.";

/// How a person reads us at a moment: a need that they named counts first, then a request for Spanish, then the one
/// language that they are known to use.
pub fn manner(standing: &Standing, now: Timestamp) -> Manner {
    let today = Day::of(now.to_zoned(standing.home_zone()).date());
    let needs = || standing.house().needs.iter().filter(|need| today <= need.until).map(|need| need.code.as_str());
    let named = needs().find_map(|code| Language::of(code.strip_prefix(LANGUAGE)?));
    let asked = || {
        let spanish = standing.said().iter().any(|said| matches!(said.means, Meaning::AsksSpanish {}));
        spanish.then_some(Language::Spanish)
    };
    let known = || match standing.consumer().and_then(|ix| standing.person(ix))?.languages.as_slice() {
        [only] => Language::of(only),
        _ => None,
    };
    let style = if needs().any(|code| code == EASY_READ) {
        Style::EasyRead
    } else if needs().any(|code| code == LARGE_PRINT) {
        Style::LargePrint
    } else {
        Style::Standard
    };
    Manner { language: named.or_else(asked).or_else(known).unwrap_or_default(), style }
}
