//! Easy Read: one idea a line.

/// The longest line, in characters: one idea, at most about fifteen words.
const LINE_CHARS_MAX: usize = 90;
/// A sentence of more characters is broken where it breathes.
const BREATHES_CHARS: usize = 60;
/// Short words that end with a full stop, and no sentence does with them.
const SHORTENED: [&str; 13] =
    ["st.", "dr.", "mr.", "mrs.", "ms.", "no.", "ave.", "rd.", "apt.", "ltd.", "inc.", "co.", "e.g."];
/// Words before which a long sentence breathes.
const BREATHS: [&str; 8] = ["and", "but", "or", "because", "so", "if", "when", "which"];

/// Each sentence on a line of its own, and a long one broken where it breathes. What is in `whole` is never cut.
pub(super) fn one_idea_a_line(text: &str, whole: &[String]) -> String {
    let kept = whole.iter().filter(|one| one.contains(' ')).fold(text.to_owned(), |text, one| {
        // A space that nothing is broken at.
        text.replace(one.as_str(), &one.replace(' ', "\u{a0}"))
    });
    let mut lines: Vec<String> = Vec::new();
    for sentence in sentences(&kept) {
        breathe(&sentence, &mut lines);
    }
    lines.join("\n").replace('\u{a0}', " ")
}

fn sentences(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut sentence: Vec<&str> = Vec::new();
    let mut words = text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        sentence.push(word);
        let begins = words.peek().is_none_or(|next| next.chars().next().is_some_and(|c| !c.is_lowercase()));
        if begins && ends_a_sentence(word) {
            all.push(sentence.join(" "));
            sentence.clear();
        }
    }
    if !sentence.is_empty() {
        all.push(sentence.join(" "));
    }
    all
}

fn ends_a_sentence(word: &str) -> bool {
    if word.ends_with(['?', '!']) {
        return true;
    }
    let Some(stem) = word.strip_suffix('.') else { return false };
    // `P.O.`, `St.`, an initial.
    let letters = stem.chars().count();
    !stem.ends_with('.')
        && !SHORTENED.contains(&word.to_lowercase().as_str())
        && { letters > 1 || stem.chars().all(|c| c.is_ascii_digit()) || stem == "I" }
        && !is_spelled(stem)
}

/// `P.O`: letters with full stops between them.
fn is_spelled(stem: &str) -> bool {
    stem.contains('.') && stem.split('.').all(|part| part.chars().count() == 1)
}

/// A long sentence, broken after a comma or before a joining word; where there is neither, at the last word that fits.
fn breathe(sentence: &str, lines: &mut Vec<String>) {
    let mut line = String::new();
    for word in sentence.split(' ') {
        let long = line.chars().count() + word.chars().count() + 1;
        let may = line.ends_with([',', ';']) || BREATHS.contains(&word);
        let breaks = !line.is_empty()
            && (long > LINE_CHARS_MAX
                || may && line.chars().count() * 2 > BREATHES_CHARS && sentence.chars().count() > BREATHES_CHARS);
        if breaks {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let whole = ["P.O. Box 71, Exampleton, NY 12201".to_owned(), "01632 960 014".to_owned()];
        one_idea_a_line(text, &whole).lines().map(str::to_owned).collect()
    }

    #[test]
    fn each_sentence_has_a_line() {
        assert_eq!(
            lines("We have paused. You do nothing. Is it right?"),
            ["We have paused.", "You do nothing.", "Is it right?"]
        );
    }

    #[test]
    fn an_address_or_a_number_is_not_cut() {
        let text =
            "Please send it to Example Ltd. of Sampletown, P.O. Box 71, Exampleton, NY 12201 or call 01632 960 014.";
        let cut = lines(text);
        assert!(cut.iter().any(|line| line.contains("P.O. Box 71, Exampleton, NY 12201")), "{cut:?}");
        assert!(cut.iter().any(|line| line.contains("01632 960 014")), "{cut:?}");
        assert!(cut.iter().all(|line| line.chars().count() <= LINE_CHARS_MAX), "{cut:?}");
    }

    #[test]
    fn a_long_sentence_breathes_at_a_joint() {
        let cut = lines("You can tell us that something is wrong with the bill, and then we stop and look into it.");
        assert_eq!(cut[0], "You can tell us that something is wrong with the bill,");
        assert_eq!(cut.len(), 2, "{cut:?}");
    }
}
