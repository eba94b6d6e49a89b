//! Where the names of the firm, the creditors and the people stand in a text.

/// Byte offsets of a name in a text, `[start, end)`, whatever its case; whole words only.
pub(super) fn find(text: &str, name: &str) -> Option<(usize, usize)> {
    all(text, name).next()
}

/// Every place at which a name stands.
pub(super) fn all<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    let last = if name.is_empty() || name.len() > text.len() { 0 } else { text.len() - name.len() + 1 };
    (0..last).filter_map(move |at| {
        let end = at + name.len();
        let here = text.get(at..end)?;
        let whole = !letter(at.checked_sub(1).and_then(|b| text.get(b))) && !letter(text.get(end));
        (whole && here.eq_ignore_ascii_case(name)).then_some((at, end))
    })
}

fn letter(byte: Option<&u8>) -> bool {
    byte.is_some_and(u8::is_ascii_alphanumeric)
}

/// The name without what tells only of its legal form: `Northway Services LLC` is `Northway Services`.
pub(super) fn bare(name: &str) -> &str {
    const FORMS: &[&str] = &[
        "llc",
        "l.l.c.",
        "inc",
        "inc.",
        "ltd",
        "ltd.",
        "limited",
        "plc",
        "llp",
        "corp",
        "corp.",
        "co",
        "co.",
        "company",
        "corporation",
    ];
    let mut bare = name.trim();
    while let Some((head, tail)) = bare.rsplit_once([' ', ',']) {
        if !FORMS.iter().any(|form| tail.eq_ignore_ascii_case(form)) {
            break;
        }
        bare = head.trim_end_matches([',', ' ']);
    }
    bare
}

/// The first word of a name, where it is long enough to tell one firm from another.
pub(super) fn short(name: &str) -> Option<&str> {
    const COMMON: &[&str] = &[
        "first", "national", "united", "american", "bank", "general", "the", "debt", "credit", "city", "county",
        "state", "royal", "british",
    ];
    let word = name.split_whitespace().next()?;
    (word.len() >= 5 && !COMMON.iter().any(|c| word.eq_ignore_ascii_case(c))).then_some(word)
}

/// Does a name show that its bearer collects debts?
pub(super) fn shows_collection(name: &str) -> bool {
    const TELLING: &[&str] = &[
        "debt",
        "debts",
        "collection",
        "collections",
        "collector",
        "collectors",
        "recovery",
        "recoveries",
        "receivables",
        "credit",
        "bailiffs",
        "enforcement",
        "arrears",
        "repo",
        "delinquent",
        "delinquency",
        "collects",
        "judgment",
        "judgement",
    ];
    name.split(|c: char| !c.is_ascii_alphabetic()).any(|word| TELLING.iter().any(|t| word.eq_ignore_ascii_case(t)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_whole_and_bare() {
        assert_eq!(bare("Northway Services LLC"), "Northway Services");
        assert_eq!(find("from NORTHWAY services, a", "Northway Services"), Some((5, 22)));
        assert_eq!(find("ABCs", "ABC"), None);
        assert!(shows_collection("ABC Debt Recovery LLC"));
        assert!(!shows_collection("Northway Services LLC"));
    }
}
