//! The canonical bytes of a value: the one form that is hashed, so that a proof never hangs on how JSON was written.
//!
//! # The form, for whoever writes an independent verifier
//!
//! The first byte is the version, `0x01`. One value follows. A value is a tag (one byte), a length (eight bytes,
//! unsigned, big-endian) and a payload:
//!
//! | tag | value | length | payload |
//! |---|---|---|---|
//! | `n` | null | 0 | nothing |
//! | `f` `t` | false, true | 0 | nothing |
//! | `i` | whole number | 8 | two's complement, big-endian, from -2⁶³ to 2⁶³-1 |
//! | `s` | text | number of bytes | UTF-8 exactly as given: no Unicode normalisation |
//! | `b` | bytes | number of bytes | the bytes (never comes from JSON; used for sealed bodies and hashes) |
//! | `a` | list | number of items | the items, one after another |
//! | `o` | object | number of keys | for each key, in ascending order of its bytes: the key as `s`, then its value |
//!
//! A number with a fraction or exponent is refused, and so is one outside the range: money and times are whole numbers
//! here, and two programs need not agree on how a float is written. No value has two forms, and no two values share one.
//! `{"b":1,"a":"x"}` is, in hexadecimal, with spaces between the parts:
//!
//! ```text
//! 01  6f 0000000000000002  73 0000000000000001 61  73 0000000000000001 78
//!                          73 0000000000000001 62  69 0000000000000008 0000000000000001
//! ```

use serde_json::Value;

/// The version byte that every canonical form begins with.
pub const CANONICAL_VERSION: u8 = 1;

/// How deep lists and objects may be nested; deeper values are refused rather than risk the stack.
pub const CANONICAL_DEPTH_MAX: usize = 128;

/// The canonical bytes of a JSON value, ready to be hashed.
///
/// # Errors
/// A number that is not whole or does not fit 64 bits, and nesting deeper than [`CANONICAL_DEPTH_MAX`].
pub fn canonical(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    let mut bytes = CanonicalBytes::new();
    write(&mut bytes, value, 0)?;
    Ok(bytes.into_vec())
}

/// Why a value has no canonical form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// A number with a fraction, an exponent, or beyond 64 bits.
    #[error("`{0}` is not a whole number of at most 64 bits: write amounts in minor units and anything else as text")]
    Number(String),
    /// Lists and objects are nested too deeply.
    #[error("the value is nested more than {CANONICAL_DEPTH_MAX} levels deep: flatten it")]
    Depth,
}

fn write(bytes: &mut CanonicalBytes, value: &Value, depth: usize) -> Result<(), CanonicalError> {
    if depth > CANONICAL_DEPTH_MAX {
        return Err(CanonicalError::Depth);
    }
    match value {
        Value::Null => bytes.null(),
        Value::Bool(false) => bytes.head(b'f', 0),
        Value::Bool(true) => bytes.head(b't', 0),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => bytes.int(whole),
            None => return Err(CanonicalError::Number(number.to_string())),
        },
        Value::String(text) => bytes.text(text),
        Value::Array(items) => {
            bytes.list(items.len());
            for item in items {
                write(bytes, item, depth + 1)?;
            }
        }
        Value::Object(map) => {
            // Sorted here and not by the map: another crate in the build may turn on `preserve_order`.
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| key.as_bytes());
            bytes.object(entries.len());
            for (key, item) in entries {
                bytes.text(key);
                write(bytes, item, depth + 1)?;
            }
        }
    }
    Ok(())
}

/// Canonical bytes written part by part, for a record that is hashed millions of times and never becomes JSON.
///
/// The caller keeps the rules that [`canonical`] keeps by itself: as many items as announced, and keys in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalBytes {
    bytes: Vec<u8>,
}

impl Default for CanonicalBytes {
    fn default() -> CanonicalBytes {
        CanonicalBytes::new()
    }
}

impl CanonicalBytes {
    /// A form that holds its version and as yet no value.
    #[must_use]
    pub fn new() -> CanonicalBytes {
        CanonicalBytes { bytes: vec![CANONICAL_VERSION] }
    }

    /// Writes null.
    pub fn null(&mut self) {
        self.head(b'n', 0);
    }

    /// Writes a whole number.
    pub fn int(&mut self, whole: i64) {
        self.head(b'i', 8);
        self.bytes.extend_from_slice(&whole.to_be_bytes());
    }

    /// Writes text; also used for each key of an object.
    pub fn text(&mut self, text: &str) {
        self.head(b's', text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Writes bytes, such as a hash or a sealed body.
    pub fn blob(&mut self, blob: &[u8]) {
        self.head(b'b', blob.len());
        self.bytes.extend_from_slice(blob);
    }

    /// Begins a list; exactly `items` values must follow.
    pub fn list(&mut self, items: usize) {
        self.head(b'a', items);
    }

    /// Begins an object; exactly `keys` times a key by [`CanonicalBytes::text`] and a value must follow, keys ascending.
    pub fn object(&mut self, keys: usize) {
        self.head(b'o', keys);
    }

    /// The bytes so far.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, given away.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.bytes
    }

    /// Empties it but for the version, keeping its memory for the next record.
    pub fn clear(&mut self) {
        self.bytes.truncate(1);
    }

    fn head(&mut self, tag: u8, length: usize) {
        self.bytes.push(tag);
        // `usize` has at most 64 bits on every target Rust knows, so the conversion never falls back.
        self.bytes.extend_from_slice(&u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_documented_example_is_true() {
        let bytes = canonical(&json!({"b": 1, "a": "x"})).unwrap();
        let documented = "01 6f0000000000000002 730000000000000001 61 730000000000000001 78 \
                          730000000000000001 62 690000000000000008 0000000000000001";
        assert_eq!(hex(&bytes), documented.replace(' ', ""));
    }

    #[test]
    fn the_order_of_keys_in_the_text_does_not_matter() {
        let one: Value = serde_json::from_str(r#"{"z":null,"a":[true,false],"é":-1,"aa":""}"#).unwrap();
        let two: Value = serde_json::from_str(r#"{"aa":"","é":-1,"a":[true,false],"z":null}"#).unwrap();
        assert_eq!(canonical(&one).unwrap(), canonical(&two).unwrap());
    }

    #[test]
    fn values_that_look_alike_differ() {
        let values = [
            json!(null),
            json!(false),
            json!(true),
            json!(0),
            json!(-1),
            json!("0"),
            json!(""),
            json!([]),
            json!({}),
            json!([[]]),
            json!(["a", "b"]),
            json!(["ab"]),
            json!([["a"], "b"]),
            json!([["a", "b"]]),
            json!({"a": "b"}),
            json!({"a": null}),
            json!({"a": {"b": null}}),
        ];
        let mut forms: Vec<Vec<u8>> = values.iter().map(|value| canonical(value).unwrap()).collect();
        forms.sort();
        forms.dedup();
        assert_eq!(forms.len(), values.len());
    }

    #[test]
    fn floats_and_numbers_beyond_64_bits_are_refused() {
        assert_eq!(canonical(&json!([1.5])), Err(CanonicalError::Number("1.5".to_owned())));
        assert_eq!(canonical(&json!(1.0)), Err(CanonicalError::Number("1.0".to_owned())));
        assert!(canonical(&json!(u64::MAX)).is_err());
        assert!(canonical(&json!(i64::MAX)).is_ok());
        assert!(canonical(&json!(i64::MIN)).is_ok());
    }

    #[test]
    fn nesting_has_a_limit() {
        let nested = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
        assert!(canonical(&nested(CANONICAL_DEPTH_MAX)).is_ok());
        assert_eq!(canonical(&nested(CANONICAL_DEPTH_MAX + 1)), Err(CanonicalError::Depth));
    }

    #[test]
    fn writing_by_parts_gives_the_same_bytes() {
        let mut parts = CanonicalBytes::new();
        parts.text("left over");
        parts.clear();
        parts.object(2);
        parts.text("at");
        parts.int(-7);
        parts.text("list");
        parts.list(2);
        parts.null();
        parts.text("é");
        assert_eq!(parts.as_slice(), canonical(&json!({"list": [null, "é"], "at": -7})).unwrap());
    }
}
