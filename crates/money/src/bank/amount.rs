//! Amounts as banks write them.

/// A decimal amount in minor units: `12`, `12.5`, `1,234.50`, `-3.00`, `(3.00)`, with any mark for decimals.
/// A third decimal must be a nought.
pub(crate) fn decimal(text: &str, mark: char) -> Option<i64> {
    let text = text.trim();
    let (inner, bracketed) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let (sign, digits) = match inner.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, inner.strip_prefix('+').unwrap_or(inner)),
    };
    let sign = if bracketed { -sign } else { sign };
    let (whole, cents) = digits.split_once(mark).unwrap_or((digits, ""));
    let grouping = if mark == '.' { ',' } else { '.' };
    let is_group = |c: char| c == grouping || c == ' ' || c == '\'' || c == '\u{a0}';
    let mut minor: i64 = 0;
    let mut any = false;
    for c in whole.chars().filter(|c| !is_group(*c)) {
        minor = minor.checked_mul(10)?.checked_add(i64::from(c.to_digit(10)?))?;
        any = true;
    }
    for place in 0..2 {
        let digit = cents.chars().nth(place).map_or(Some(0), |c| c.to_digit(10))?;
        minor = minor.checked_mul(10)?.checked_add(i64::from(digit))?;
    }
    if !any || cents.chars().skip(2).any(|c| c != '0') {
        return None;
    }
    Some(sign * minor)
}

/// A whole number of minor units, signed or not, as BAI2 writes them.
pub(crate) fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse::<i64>().ok().map(|minor| sign * minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_banks_write() {
        let dot = [
            ("12", 1_200),
            ("12.5", 1_250),
            ("1,234.50", 123_450),
            ("-3.00", -300),
            ("(3.00)", -300),
            ("+7.010", 701),
            (" 0.05 ", 5),
        ];
        for (text, minor) in dot {
            assert_eq!(decimal(text, '.'), Some(minor), "{text}");
        }
        assert_eq!(decimal("1.234,56", ','), Some(123_456));
        for text in ["", ".", "1.005", "twelve", "1.2.3", "99999999999999999999", "--1", ".50"] {
            assert_eq!(decimal(text, '.'), None, "{text}");
        }
        assert_eq!((whole("+1050"), whole("-5"), whole("1.5"), whole("")), (Some(1_050), Some(-5), None, None));
    }
}
