//! Cuts a text into words: lower case, accents folded, contractions joined, numbers as one kind.

/// One word, number or mark of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Hash of the folded word; equal words have equal hashes.
    pub hash: u64,
    /// First byte in the text.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Where the folded letters begin in [`Tokens::letters`].
    pub from: u32,
    /// How many folded letters it has.
    pub length: u16,
    /// What it is.
    pub shape: Shape,
    /// The word's number in the phrase book; 0 where the book doesn't know it.
    pub word: u16,
    /// Written in capitals throughout, three letters or more.
    pub shouted: bool,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Letters.
    Word,
    /// Begins with a digit: an amount, a date, an hour, a telephone number.
    Number,
    /// Something that was blacked out (`XXXX`, `XX/XX/2020`).
    Redacted,
    /// Ends a sentence; no phrase reaches across it.
    Break,
}

/// The words of one text; kept between texts to save allocation.
#[derive(Debug, Default)]
pub struct Tokens {
    /// The tokens in order.
    pub list: Vec<Token>,
    /// The folded letters of all tokens, one after the other.
    pub letters: Vec<u8>,
}

/// Longer texts are read up to here.
pub const TEXT_BYTES_MAX: usize = 16 << 20;
const WORD_BYTES_MAX: usize = 64;
const SHOUT_BYTES_MIN: usize = 3;
const LETTERED_BYTES_MAX: usize = 8;
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_STEP: u64 = 0x0100_0000_01b3;

/// The hash of a folded word.
#[must_use]
pub fn hash_word(letters: &[u8]) -> u64 {
    letters.iter().fold(FNV_START, |hash, byte| step(hash, *byte))
}

/// Extends the hash of a word by one letter.
#[must_use]
pub fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(FNV_STEP)
}

/// The hash that a word starts from.
#[must_use]
pub fn hash_start() -> u64 {
    FNV_START
}

/// What a byte sequence means to the cutter.
enum Piece {
    Letter(u8),
    /// A letter that we keep as it is, all its bytes.
    Foreign,
    Digit,
    Apostrophe,
    Pictogram,
    End(u8),
    Space,
    Other,
}

impl Tokens {
    /// Reads a text; what was read before is forgotten.
    pub fn read(&mut self, text: &str) {
        self.list.clear();
        self.letters.clear();
        let all = text.as_bytes();
        let bytes = all.get(..TEXT_BYTES_MAX).unwrap_or(all);
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            let (piece, width) = piece(bytes, at, first);
            at = match piece {
                Piece::Letter(_) | Piece::Foreign => self.word(bytes, at),
                Piece::Digit => self.number(bytes, at),
                Piece::Apostrophe => self.apostrophe(bytes, at, width),
                Piece::Pictogram => {
                    let end = (at + width).min(bytes.len());
                    let hash = hash_word(bytes.get(at..end).unwrap_or_default());
                    self.push(hash, at, end, self.letters.len(), Shape::Word);
                    end
                }
                Piece::End(mark) => self.mark(bytes, at, width, mark),
                Piece::Space | Piece::Other => at + width,
            };
        }
    }

    /// The folded letters of a token.
    #[must_use]
    pub fn letters_of(&self, token: &Token) -> &[u8] {
        let from = token.from as usize;
        self.letters.get(from..from + usize::from(token.length)).unwrap_or_default()
    }

    fn push(&mut self, hash: u64, start: usize, end: usize, from: usize, shape: Shape) {
        let small = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        self.list.push(Token {
            hash,
            start: small(start),
            end: small(end),
            from: small(from),
            length: u16::try_from(self.letters.len() - from).unwrap_or(0),
            shape,
            word: 0,
            shouted: false,
        });
    }

    fn word(&mut self, bytes: &[u8], start: usize) -> usize {
        let from = self.letters.len();
        let mut hash = FNV_START;
        let mut at = start;
        let mut end = start;
        let mut crossed = true;
        let mut contracted = false;
        while let Some(&first) = bytes.get(at) {
            let (piece, width) = piece(bytes, at, first);
            match piece {
                Piece::Letter(letter) => {
                    crossed &= letter == b'x';
                    if self.letters.len() - from < WORD_BYTES_MAX {
                        self.letters.push(letter);
                        hash = step(hash, letter);
                    }
                }
                Piece::Foreign => {
                    crossed = false;
                    for byte in bytes.get(at..at + width).unwrap_or_default() {
                        if self.letters.len() - from < WORD_BYTES_MAX {
                            self.letters.push(*byte);
                            hash = step(hash, *byte);
                        }
                    }
                }
                Piece::Digit if !crossed => {}
                Piece::Apostrophe if inside_word(bytes, at + width) => {
                    if possessive(bytes, at + width) {
                        end = at;
                        at += width + 1;
                        break;
                    }
                    contracted = true;
                    if shall(bytes, at + width) {
                        // "I'll" must not read as "ill".
                        self.letters.push(b'w');
                        hash = step(hash, b'w');
                    }
                }
                Piece::Digit | Piece::Apostrophe | Piece::Pictogram => break,
                Piece::End(_) | Piece::Space | Piece::Other => break,
            }
            at += width;
            end = at;
        }
        if at == start {
            return start + 1;
        }
        if crossed && self.letters.len() - from >= 2 {
            return self.redaction(bytes, start, end, from);
        }
        let written = self.letters.get(from..).unwrap_or_default();
        // "do n't" is how some exports cut "don't".
        if contracted && written == b"nt" && self.join(hash, end) {
            return at;
        }
        self.push(hash, start, end, from, Shape::Word);
        let written = bytes.get(start..end).unwrap_or_default();
        let shouted = written.len() >= SHOUT_BYTES_MIN && written.iter().all(u8::is_ascii_uppercase);
        if let Some(last) = self.list.last_mut() {
            last.shouted = shouted;
        }
        at
    }

    /// Appends `nt` to the word before; false where there is none.
    fn join(&mut self, _hash: u64, end: usize) -> bool {
        let Some(last) = self.list.last_mut() else {
            return false;
        };
        if last.shape != Shape::Word {
            return false;
        }
        last.hash = step(step(last.hash, b'n'), b't');
        last.length += 2;
        last.end = u32::try_from(end).unwrap_or(u32::MAX);
        true
    }

    /// An apostrophe that stands alone: "I 'm", "husband 's".
    fn apostrophe(&mut self, bytes: &[u8], at: usize, width: usize) -> usize {
        let mut end = at + width;
        while bytes.get(end).is_some_and(u8::is_ascii_alphabetic) && end < at + width + 3 {
            end += 1;
        }
        let tail = bytes.get(at + width..end).unwrap_or_default();
        let spaced = at > 0 && bytes.get(at - 1) == Some(&b' ');
        let closed = !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
        let joins = [&b"s"[..], b"m", b"t", b"d", b"ve", b"re", b"ll"];
        if !(spaced && closed && joins.iter().any(|join| tail.eq_ignore_ascii_case(join))) {
            return at + width;
        }
        let Some(last) = self.list.last_mut() else {
            return end;
        };
        let adjoining = last.from as usize + usize::from(last.length) == self.letters.len();
        if last.shape != Shape::Word || !adjoining {
            return end;
        }
        if tail.eq_ignore_ascii_case(b"ll") {
            self.letters.push(b'w');
            last.hash = step(last.hash, b'w');
            last.length += 1;
        }
        if !tail.eq_ignore_ascii_case(b"s") {
            for byte in tail {
                let letter = byte.to_ascii_lowercase();
                self.letters.push(letter);
                last.hash = step(last.hash, letter);
                last.length += 1;
            }
        }
        last.end = u32::try_from(end).unwrap_or(u32::MAX);
        end
    }

    fn number(&mut self, bytes: &[u8], start: usize) -> usize {
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            let joined = matches!(byte, b'.' | b',' | b':' | b'/' | b'-')
                && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
            if !(byte.is_ascii_alphanumeric() || joined) {
                break;
            }
            at += 1;
        }
        let from = self.letters.len();
        let written = bytes.get(start..at).unwrap_or_default();
        let lettered = written.len() <= LETTERED_BYTES_MAX && written.iter().any(u8::is_ascii_alphabetic);
        let mut hash = hash_word(b"#");
        if lettered {
            // "1692g" and "401k" are words of their own, amounts and dates are all one.
            self.letters.extend(written.iter().map(u8::to_ascii_lowercase));
            hash = hash_word(self.letters.get(from..).unwrap_or_default());
        }
        self.push(hash, start, at, from, Shape::Number);
        at
    }

    /// Joins a run of blackened words into one token.
    fn redaction(&mut self, bytes: &[u8], start: usize, end: usize, from: usize) -> usize {
        self.letters.truncate(from);
        let mut at = end;
        while let Some(&byte) = bytes.get(at) {
            let part = byte == b'X' || byte == b'x' || byte.is_ascii_digit();
            let joined = byte == b'/'
                && bytes.get(at + 1).is_some_and(|next| next.is_ascii_digit() || matches!(next, b'X' | b'x' | b'y'));
            if !(part || joined) {
                break;
            }
            at += 1;
        }
        if let Some(last) = self.list.last_mut()
            && last.shape == Shape::Redacted
        {
            last.end = u32::try_from(at).unwrap_or(u32::MAX);
            return at;
        }
        self.push(hash_word(b"~"), start, at, from, Shape::Redacted);
        at
    }

    fn mark(&mut self, bytes: &[u8], at: usize, width: usize, mark: u8) -> usize {
        let next = bytes.get(at + width).copied().unwrap_or(b' ');
        let ends = mark != b'.'
            || next.is_ascii_whitespace()
            || next.is_ascii_uppercase()
            || matches!(next, b'.' | b'"' | b')' | b'\'');
        let repeated = self.list.last().is_some_and(|last| last.shape == Shape::Break && last.end as usize == at);
        if ends && !repeated {
            let from = self.letters.len();
            self.push(hash_word(&[mark]), at, at + width, from, Shape::Break);
        } else if ends && let Some(last) = self.list.last_mut() {
            // "!!" and "..." speak louder than one.
            last.hash = step(hash_word(&[mark]), mark);
            last.end = u32::try_from(at + width).unwrap_or(u32::MAX);
        }
        at + width
    }
}

fn inside_word(bytes: &[u8], next: usize) -> bool {
    bytes.get(next).is_some_and(u8::is_ascii_alphabetic)
}

fn possessive(bytes: &[u8], next: usize) -> bool {
    matches!(bytes.get(next), Some(b's' | b'S'))
        && !bytes.get(next + 1).is_some_and(|byte| byte.is_ascii_alphanumeric())
}

fn shall(bytes: &[u8], next: usize) -> bool {
    let tail = bytes.get(next..next + 2);
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(b"ll"))
        && !bytes.get(next + 2).is_some_and(u8::is_ascii_alphanumeric)
}

/// What stands at a byte, and how many bytes it takes.
fn piece(bytes: &[u8], at: usize, first: u8) -> (Piece, usize) {
    match first {
        b'a'..=b'z' => (Piece::Letter(first), 1),
        b'A'..=b'Z' => (Piece::Letter(first.to_ascii_lowercase()), 1),
        b'0'..=b'9' => (Piece::Digit, 1),
        b'\'' | b'`' => (Piece::Apostrophe, 1),
        b'.' | b'!' | b'?' | b';' => (Piece::End(first), 1),
        b'\n' => (Piece::End(b'.'), 1),
        b' ' | b'\t' | b'\r' => (Piece::Space, 1),
        0..=0x7f => (Piece::Other, 1),
        _ => wide_piece(bytes, at, first),
    }
}

fn wide_piece(bytes: &[u8], at: usize, first: u8) -> (Piece, usize) {
    let second = bytes.get(at + 1).copied().unwrap_or(0);
    let third = bytes.get(at + 2).copied().unwrap_or(0);
    match first {
        0xc2 => (Piece::Other, 2),
        0xc3 => (fold_latin(second), 2),
        0xc5 if second == 0xb4 || second == 0xb5 => (Piece::Letter(b'w'), 2),
        0xc5 if second == 0xb6 || second == 0xb7 => (Piece::Letter(b'y'), 2),
        0xc4..=0xdf => (Piece::Foreign, 2),
        0xe2 if second == 0x80 && (third == 0x98 || third == 0x99) => (Piece::Apostrophe, 3),
        0xe2 if second == 0x80 && third == 0xa6 => (Piece::End(b'.'), 3),
        0xe2 if second < 0x98 => (Piece::Other, 3),
        0xe2 if second < 0xa0 => (Piece::Pictogram, 3),
        0xe2 => (Piece::Other, 3),
        0xef => (Piece::Other, 3),
        0xe0..=0xee => (Piece::Foreign, 3),
        0xf0..=0xf7 => (Piece::Pictogram, 4),
        _ => (Piece::Other, 1),
    }
}

/// The plain letter under an accent (UTF-8 `c3 xx`).
fn fold_latin(second: u8) -> Piece {
    let lower = if second < 0xa0 { second | 0x20 } else { second };
    match lower {
        0xa0..=0xa5 => Piece::Letter(b'a'),
        0xa7 => Piece::Letter(b'c'),
        0xa8..=0xab => Piece::Letter(b'e'),
        0xac..=0xaf => Piece::Letter(b'i'),
        0xb1 => Piece::Letter(b'n'),
        0xb2..=0xb6 => Piece::Letter(b'o'),
        0xb9..=0xbc => Piece::Letter(b'u'),
        0xbd | 0xbf => Piece::Letter(b'y'),
        0xb7 => Piece::Other,
        _ => Piece::Foreign,
    }
}
