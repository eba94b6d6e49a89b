//! Cutting away what a mail quotes and how it is signed, so that nobody is heard saying our own words.

/// Beginnings of the lines with which mail programs introduce what they quote without a mark.
const BORDERS: &[&str] = &[
    "-----original message-----",
    "----- original message -----",
    "-----mensaje original-----",
    "----- neges wreiddiol -----",
    "---------- forwarded message",
    "________________________________",
    "begin forwarded message:",
];
/// With what a line ends that says who wrote what follows.
const WROTE: &[&str] = &["wrote:", "escribió:", "escribio:", "ysgrifennodd:", "writes:"];
/// With what such a line begins.
const ON: &[&str] = &["on ", "el ", "ar ", "le "];
/// How programs sign by themselves.
const SENT_FROM: &[&str] = &["sent from my ", "get outlook for ", "enviado desde mi ", "anfonwyd o fy "];
/// An attribution may be folded into so many lines.
const ATTRIBUTION_LINES: usize = 3;

/// What the writer wrote themselves, of a mail in plain text.
pub(super) fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let trimmed = line.trim();
        let lower = trimmed.to_lowercase();
        if BORDERS.iter().any(|border| lower.starts_with(border))
            || is_header_block(&lines, at)
            || *line == "-- "
            || trimmed == "--"
        {
            break;
        }
        if let Some(length) = attribution(&lines, at) {
            at += length;
            // Without marks on what follows, all of it is the quotation.
            let next = lines.iter().skip(at).find(|line| !line.trim().is_empty());
            if next.is_none_or(|line| !line.trim_start().starts_with('>')) {
                break;
            }
            continue;
        }
        at += 1;
        if trimmed.starts_with('>') || SENT_FROM.iter().any(|by| lower.starts_with(by)) {
            continue;
        }
        kept.push(line);
    }
    kept.join("\n").trim().to_owned()
}

/// How many lines of `On Monday … Amara wrote:` begin here.
fn attribution(lines: &[&str], at: usize) -> Option<usize> {
    let first = lines.get(at)?.trim().to_lowercase();
    if !ON.iter().any(|on| first.starts_with(on)) {
        return None;
    }
    (1..=ATTRIBUTION_LINES).find(|length| {
        let last = lines.get(at + length - 1).map(|line| line.trim().to_lowercase()).unwrap_or_default();
        WROTE.iter().any(|wrote| last.ends_with(wrote))
    })
}

/// `From: … / Sent: …`, as Outlook writes above what it quotes.
fn is_header_block(lines: &[&str], at: usize) -> bool {
    let begins = |offset: usize, words: &[&str]| {
        lines.get(at + offset).is_some_and(|line| {
            let line = line.trim().trim_start_matches('*').to_lowercase();
            words.iter().any(|word| line.starts_with(word))
        })
    };
    begins(0, &["from:", "de:", "oddi wrth:"])
        && (begins(1, &["sent:", "date:", "enviado:", "fecha:", "anfonwyd:"])
            || begins(2, &["sent:", "date:", "enviado:"]))
}

/// What the writer wrote themselves, of a mail in HTML: the marks of quotations, cut before it becomes plain text.
pub(super) fn without_quoted_html(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    // Outlook and Gmail name the place from which on they quote.
    let ends = [
        "id=\"appendonsend\"",
        "id=\"divrplyfwdmsg\"",
        "class=\"gmail_quote",
        "class=\"moz-cite-prefix\"",
        "class=\"yahoo_quoted",
    ];
    let end = ends.iter().filter_map(|mark| lower.find(mark)).min();
    let cut = end.and_then(|end| lower.get(..end)?.rfind('<')).unwrap_or(html.len());
    let (html, lower) = (html.get(..cut).unwrap_or(html), lower.get(..cut).unwrap_or(&lower));
    let mut kept = String::with_capacity(html.len());
    let (mut depth, mut at) = (0_usize, 0_usize);
    while let Some(rest) = lower.get(at..).filter(|rest| !rest.is_empty()) {
        let opens = rest.find("<blockquote");
        let closes = rest.find("</blockquote");
        let (next, change) = match (opens, closes) {
            (Some(open), close) if close.is_none_or(|close| open < close) => (open, 1),
            (_, Some(close)) => (close, -1),
            _ => (rest.len(), 0),
        };
        if depth == 0 {
            kept.push_str(html.get(at..at + next).unwrap_or_default());
        }
        if change == 0 {
            break;
        }
        depth = if change > 0 { depth + 1 } else { depth.saturating_sub(1) };
        // On behind the tag.
        at += next + rest.get(next..).and_then(|tag| tag.find('>')).map_or(rest.len(), |end| end + 1);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_their_own_words_are_left() {
        for (text, own) in [
            (
                "Leave me be.\n\nOn Tue, 24 Nov 2026 at 10:00, Amara <hello@kindly.example> wrote:\n> To stop, reply STOP.\n",
                "Leave me be.",
            ),
            (
                "Not mine.\n\nOn Tue, 24 Nov 2026 at 10:00, Amara at Kindly\nRecoveries <hello@kindly.example> wrote:\n> reply STOP\n\nThat is all.",
                "Not mine.\n\n\nThat is all.",
            ),
            ("Vale.\n\nEl mar, 24 nov 2026, Amara escribió:\nreply STOP", "Vale."),
            ("Thanks\n\n-----Original Message-----\nFrom: Amara\nreply STOP", "Thanks"),
            ("Thanks\n\nFrom: Amara <a@b>\nSent: Tuesday\nTo: Ada\n\nreply STOP", "Thanks"),
            ("Hello\n-- \nAda Sample\nStop Press Ltd", "Hello"),
            ("Hello\nSent from my iPhone", "Hello"),
            ("On Monday I wrote to you.\nNo answer.", "On Monday I wrote to you.\nNo answer."),
            ("> reply STOP\n", ""),
        ] {
            assert_eq!(own_words(text), own, "{text}");
        }
    }

    #[test]
    fn quoted_html_is_cut_whatever_it_nests() {
        let html =
            "<p>Not mine</p><blockquote type=cite>reply STOP <blockquote>x</blockquote> y</blockquote><p>bye</p>";
        assert_eq!(without_quoted_html(html), "<p>Not mine</p><p>bye</p>");
        let gmail = "<div>Not mine</div><div class=\"gmail_quote gmail_x\">On … wrote: reply STOP</div>";
        assert_eq!(without_quoted_html(gmail), "<div>Not mine</div>");
        assert_eq!(without_quoted_html("<blockquote>never closed"), "");
        assert_eq!(without_quoted_html("</blockquote>é<blockquote"), "é");
    }
}
