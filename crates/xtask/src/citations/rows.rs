//! The rows of the coverage pages: which paragraphs each answers, and how.
//!
//! A row names paragraphs as people write them: `1006.6(b)(1)(i), (ii), comments -1, -2`, `CONC 7.3.11R, 7.3.12G`,
//! `(d)(1) to (3)`. What is left out is taken from the name before it, where the text has a paragraph of the name that comes
//! of it.

use super::cited::Cited;
use super::{PAGES, Text, is_within};

/// One row of a page.
pub struct Row {
    pub page: String,
    line: usize,
    /// The text whose paragraphs it names.
    pub text: String,
    /// The paragraphs that it names, each with all that is within it.
    pub names: Vec<String>,
    /// `rule`, `person`, `word` or `refused`, and what is said beside it.
    pub how: String,
    why: String,
    unread: Vec<String>,
}

/// The texts that a heading or a page may be about, by a word in it.
const ABOUT: [(&str, &str, &str); 8] = [
    ("us-reg-f", "us-reg-f", ""),
    ("Regulation F", "us-reg-f", ""),
    ("District of Columbia", "us-dc", "DC 28-3814"),
    ("Massachusetts (", "us-states", ""),
    ("New York (", "us-states", ""),
    ("United Kingdom", "uk", ""),
    ("uk-", "uk", ""),
    ("Words", "us-reg-f", ""),
];

/// Every row of a page's tables of paragraphs.
pub fn of_page(page: &str, markdown: &str, texts: &[Text]) -> Vec<Row> {
    let mut found = Vec::new();
    let (mut about, mut base) = about(page).unwrap_or(("us-reg-f", ""));
    let mut in_table = false;
    for (number, line) in markdown.lines().enumerate() {
        if let Some(heading) = line.strip_prefix('#') {
            (about, base) = self::about(heading).unwrap_or((about, base));
        }
        let mut cells =
            line.strip_prefix("| ").unwrap_or_default().split(" | ").map(|c| c.trim_end_matches(" |").trim());
        let (first, how) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if !line.starts_with('|') || first == "paragraph" {
            in_table = first == "paragraph" || in_table && line.starts_with('|');
            continue;
        }
        let Some(text) = texts.iter().find(|t| t.name == about).filter(|_| in_table && !first.is_empty()) else {
            continue;
        };
        let mut naming =
            Naming { text, family: String::new(), last: base.to_owned(), names: Vec::new(), unread: Vec::new() };
        naming.read(first);
        found.push(Row {
            page: page.to_owned(),
            line: number + 1,
            text: about.to_owned(),
            names: naming.names,
            how: how.to_owned(),
            why: cells.next().unwrap_or_default().to_owned(),
            unread: naming.unread,
        });
    }
    found
}

fn about(heading: &str) -> Option<(&'static str, &'static str)> {
    ABOUT.iter().find(|(word, ..)| heading.contains(word)).map(|(_, text, base)| (*text, *base))
}

/// The row that answers the paragraph: names it, or one that holds it; or, of one that is no more than a heading, rows that
/// answer each of those within it.
pub fn answering<'a>(rows: &[&'a Row], text: &Text, paragraph: &str) -> Option<&'a Row> {
    let names_it = |row: &&&Row| row.names.iter().any(|name| is_within(paragraph, name));
    // What a rule decides in part and a person in part is told of in two rows: the rule comes first.
    let mut naming = rows.iter().filter(names_it);
    let by_rule = || rows.iter().filter(names_it).find(|row| row.how.starts_with("rule"));
    if let Some(row) = by_rule().or_else(|| naming.next()) {
        return Some(row);
    }
    let mut within = text.paragraphs.iter().filter(|p| *p != paragraph && is_within(p, paragraph)).peekable();
    within.peek()?;
    let mut first = None;
    for part in within {
        let row =
            rows.iter().find(|row| row.names.iter().any(|name| is_within(part, name) || is_within(name, part)))?;
        first.get_or_insert(*row);
    }
    first
}

impl Row {
    /// What is wrong in the row itself: names that the text doesn't have, a word for how that says nothing, cases that
    /// are not there.
    pub fn complaints(&self, cited: &Cited) -> Vec<String> {
        let place = format!("{PAGES}/{}:{}", self.page, self.line);
        let mut found: Vec<String> =
            self.unread.iter().map(|name| format!("{place}: `{name}` is no paragraph of {}", self.text)).collect();
        if !["rule", "person", "word", "refused"].iter().any(|how| self.how.starts_with(how)) {
            found.push(format!("{place}: `{}`: say `rule`, `person`, `word` or `refused`", self.how));
        }
        if !self.how.starts_with("rule") && self.why.is_empty() {
            found.push(format!("{place}: say why, and what the desk asks instead"));
        }
        for named in self.cases() {
            if !cited.cases.iter().any(|case| case.contains(named)) {
                found.push(format!("{place}: there is no case `{named}`"));
            }
        }
        found
    }

    /// The cases that the row names: `1006.6/b1-…`, `plan-given-up`.
    fn cases(&self) -> impl Iterator<Item = &str> {
        let marked = self.why.split('`').skip(1).step_by(2);
        let is_case = |name: &&str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.');
            name.contains('/') && !name.ends_with(".rs") && !name.ends_with('/') && name.chars().all(plain)
        };
        marked.map(|name| name.trim_end_matches(['…', '*'])).filter(is_case)
    }
}

/// Reads the names in one cell.
struct Naming<'a> {
    text: &'a Text,
    /// What stands before the number: `CONC `, `CCA s.`.
    family: String,
    /// The name before this one.
    last: String,
    names: Vec<String>,
    unread: Vec<String>,
}

impl Naming<'_> {
    fn read(&mut self, cell: &str) {
        let mut comments = false;
        let mut range = false;
        for part in cell.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let mut words = part.trim_start_matches("and ");
            for mark in ["comments", "comment"] {
                if let Some(rest) = words.strip_prefix(mark).filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
                    comments = true;
                    words = rest.trim();
                    break;
                }
            }
            if words.is_empty() {
                self.all_comments();
                continue;
            }
            for (at, name) in words.split(" to ").enumerate() {
                range |= at > 0;
                let found = if comments { self.comment(name) } else { self.paragraph(name) };
                match found {
                    Some(name) if range => self.range_to(&name),
                    Some(name) => self.names.push(name.clone()),
                    None if self.names.is_empty() || name.starts_with('(') || name.starts_with('-') => {
                        self.unread.push(name.to_owned());
                    }
                    // Words that say which side of the paragraph is meant.
                    None => {}
                }
                if let Some(name) = self.names.last() {
                    self.last.clone_from(name);
                }
                range = false;
            }
        }
    }

    /// A paragraph by its whole name, its number, or its last parts.
    fn paragraph(&mut self, name: &str) -> Option<String> {
        let name = name.replace("ss.", "s.").replace("regs ", "reg ").replace("arts ", "art ");
        let name = name.split(" (").next().unwrap_or_default().trim();
        if name.starts_with('(') {
            return self.continued(name, "(");
        }
        if !name.contains(|c: char| c.is_ascii_digit()) {
            return self.is_known(name).then(|| name.to_owned());
        }
        let digit = name.find(|c: char| c.is_ascii_digit())?;
        let (family, number) = name.split_at(digit);
        let number = number.split(' ').next().unwrap_or_default();
        if family.is_empty() && !number.starts_with("1006.") && !self.family.is_empty() {
            return Some(format!("{}{number}", self.family)).filter(|n| self.is_known(n));
        }
        let whole = format!("{family}{number}");
        let name = if self.is_known(name) { name.to_owned() } else { whole };
        if self.is_known(&name) {
            family.clone_into(&mut self.family);
            return Some(name);
        }
        None
    }

    fn is_known(&self, name: &str) -> bool {
        self.text.paragraphs.iter().any(|p| is_within(p, name) || is_within(name, p))
    }

    /// The longest beginning of the last name with which the parts make a paragraph of the text.
    fn continued(&self, parts: &str, mark: &str) -> Option<String> {
        let mut base = self.last.as_str();
        loop {
            let name = format!("{base}{parts}");
            if self.text.paragraphs.contains(&name) {
                return Some(name);
            }
            let end = base.rfind(mark).filter(|end| *end > 0)?;
            base = base.get(..end)?;
        }
    }

    /// A comment by its whole name, by its number (`-2`), or by its last part (`.ii`).
    fn comment(&self, name: &str) -> Option<String> {
        let name = name.split(' ').next().unwrap_or_default();
        let known = |name: String| self.text.paragraphs.contains(&name).then_some(name);
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            return known(format!("comment {name}"));
        }
        let last = match self.last.strip_prefix("1006.") {
            Some(paragraph) => format!("comment {paragraph}"),
            None => self.last.clone(),
        };
        if name.starts_with('.') {
            return known(format!("{}{name}", last.rsplit_once('.').map_or(last.as_str(), |(base, _)| base)));
        }
        let mut base = last.split('-').next().unwrap_or_default();
        loop {
            if let Some(found) = known(format!("{base}{name}")) {
                return Some(found);
            }
            base = base.get(..base.rfind('(')?)?;
        }
    }

    /// Every comment to the paragraphs that the row has named so far.
    fn all_comments(&mut self) {
        let named: Vec<String> =
            self.names.iter().filter_map(|n| n.strip_prefix("1006.")).map(|n| format!("comment {n}")).collect();
        let of_them = self.text.paragraphs.iter().filter(|p| named.iter().any(|n| is_within(p, n)));
        self.names.extend(of_them.cloned());
    }

    /// From the last name to this one, in the order of the text.
    fn range_to(&mut self, end: &str) {
        let place = |name: &str| self.text.paragraphs.iter().position(|p| p == name);
        if let (Some(from), Some(to)) = (place(&self.last), place(end)) {
            self.names.extend(self.text.paragraphs.iter().take(to + 1).skip(from).cloned());
        }
        self.names.push(end.to_owned());
    }
}
