//! JSON lines in, JSON lines out: a bad line gets an error object with its number and doesn't stop the stream.

use std::io::{self, BufRead, BufReader, BufWriter, Write};

use serde::Serialize;

use super::{Ended, Failure};

/// The longest line that is read, in bytes.
const LINE_BYTES_MAX: usize = 8 * 1024 * 1024;

#[derive(Serialize)]
struct BadLine {
    line: u64,
    error: String,
}

/// Answers each line of standard input with a line on standard output.
pub(super) fn lines<T: Serialize>(mut answer: impl FnMut(&str) -> Result<T, String>) -> Result<Ended, Failure> {
    let mut input = BufReader::with_capacity(64 * 1024, io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    let mut ended = Ended::Well;
    let mut buffer = Vec::new();
    for line in 1.. {
        buffer.clear();
        if input.read_until(b'\n', &mut buffer)? == 0 {
            break;
        }
        let answered = text(&buffer).and_then(|text| if text.is_empty() { Ok(None) } else { answer(text).map(Some) });
        match answered {
            Ok(None) => continue,
            Ok(Some(answer)) => serde_json::to_writer(&mut output, &answer)?,
            Err(error) => {
                ended = Ended::Short;
                serde_json::to_writer(&mut output, &BadLine { line, error })?;
            }
        }
        output.write_all(b"\n")?;
        // Whoever waits for this answer before asking on gets it now; in a batch, writes are gathered.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(ended)
}

fn text(bytes: &[u8]) -> Result<&str, String> {
    if bytes.len() > LINE_BYTES_MAX {
        return Err(format!("the line is {} bytes long: at most {LINE_BYTES_MAX} are read", bytes.len()));
    }
    std::str::from_utf8(bytes)
        .map(str::trim)
        .map_err(|e| format!("the line is not UTF-8 from byte {}", e.valid_up_to()))
}
