//! The signature on what a processor tells us: `t=…,v1=…`, an HMAC-SHA256 over the moment, a point and the raw bytes.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;

/// A signature older or younger than this is not taken: what was recorded can't be played again later. In seconds.
const TOLERANCE_SECONDS: i64 = 300;

/// Why a message is not the processor's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignatureError {
    #[error("the signature is not written as `t=SECONDS,v1=HEX`: take the header as it came")]
    Malformed,
    #[error("the signature is not the processor's: check the secret, and that the bytes are as they came")]
    Wrong,
    #[error("the signature is {0} seconds from now: check the clock")]
    Stale(i64),
}

/// Checks a signature on raw bytes. One of several `v1` is enough, for secrets are changed by having two for a while.
pub(crate) fn verify(secret: &[u8], header: &str, body: &[u8], now: Timestamp) -> Result<(), SignatureError> {
    let mut moment: Option<&str> = None;
    let mut signatures: Vec<Vec<u8>> = Vec::new();
    for part in header.trim().split(',') {
        match part.trim().split_once('=') {
            Some(("t", seconds)) => moment = Some(seconds),
            Some(("v1", hex)) => signatures.extend(bytes(hex)),
            _ => {}
        }
    }
    let moment = moment.ok_or(SignatureError::Malformed)?;
    let seconds: i64 = moment.parse().map_err(|_| SignatureError::Malformed)?;
    if signatures.is_empty() {
        return Err(SignatureError::Malformed);
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret).map_err(|_| SignatureError::Wrong)?;
    mac.update(moment.as_bytes());
    mac.update(b".");
    mac.update(body);
    // `verify_slice` takes the same time whatever differs.
    if !signatures.iter().any(|signature| mac.clone().verify_slice(signature).is_ok()) {
        return Err(SignatureError::Wrong);
    }
    let away = now.as_second().saturating_sub(seconds);
    if away.saturating_abs() > TOLERANCE_SECONDS { Err(SignatureError::Stale(away)) } else { Ok(()) }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// HMAC-SHA256 of `1700000000.{}` by the key `whsec_test`, computed by another program (Python's hmac).
    const V1: &str = "35495024f4ef3f94e5a93e22221544c4b75e9a42300cd965ab81cb85cd994e91";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn the_processors_own_bytes_pass_and_nothing_else() {
        let header = format!("t=1700000000,v1={V1}");
        let check = |header: &str, body: &[u8], seconds| verify(b"whsec_test", header, body, at(seconds));
        assert_eq!(check(&header, b"{}", 1_700_000_000), Ok(()));
        assert_eq!(check(&format!("t=1700000000,v1=00ff,v0=aa,v1={V1}"), b"{}", 1_700_000_300), Ok(()));
        assert_eq!(check(&header, b"{ }", 1_700_000_000), Err(SignatureError::Wrong));
        assert_eq!(check(&header.replace("000,", "001,"), b"{}", 1_700_000_000), Err(SignatureError::Wrong));
        assert_eq!(check(&header, b"{}", 1_700_000_301), Err(SignatureError::Stale(301)));
        assert_eq!(check(&header, b"{}", 1_699_999_699), Err(SignatureError::Stale(-301)));
        for broken in ["", "t=1700000000", "v1=00", "t=x,v1=00", "t=1700000000,v1=zz", "t=1700000000,v1=0"] {
            assert_eq!(check(broken, b"{}", 1_700_000_000), Err(SignatureError::Malformed), "{broken}");
        }
        assert_eq!(verify(b"another", &header, b"{}", at(1_700_000_000)), Err(SignatureError::Wrong));
    }
}
