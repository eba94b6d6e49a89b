//! Holds a value against the part of JSON schema that ours is written in. A keyword that it doesn't know is an error, so
//! that nothing passes because it was ignored.

use serde_json::{Map, Value};

use super::{CLOCK, DATE, ID, MONEY, TIME};

/// What is wrong with the value, each with its place.
pub fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Validating { root: schema }.check(schema, value, "", &mut found);
    found
}

struct Validating<'a> {
    root: &'a Value,
}

impl Validating<'_> {
    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut found = Vec::new();
        self.check(schema, value, "", &mut found);
        found.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
        let schema = schema.as_object().expect("a schema is an object");
        for (keyword, says) in schema {
            match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" | "properties" => {}
                "$ref" => {
                    let target = says.as_str().unwrap().strip_prefix('#').unwrap();
                    let target = self.root.pointer(target).unwrap_or_else(|| panic!("`{target}` leads nowhere"));
                    self.check(target, value, place, found);
                }
                "type" if !is_type(says.as_str().unwrap(), value) => found.push(format!("{place}: not {says}")),
                "type" => {}
                "const" if says != value => found.push(format!("{place}: not {says}")),
                "const" => {}
                "enum" if !says.as_array().unwrap().contains(value) => {
                    found.push(format!("{place}: `{value}` is no word for it"))
                }
                "enum" => {}
                "pattern" if !value.as_str().is_none_or(|text| matches(says.as_str().unwrap(), text)) => {
                    found.push(format!("{place}: `{value}` has another form"));
                }
                "pattern" => {}
                "anyOf" => {
                    if !says.as_array().unwrap().iter().any(|one| self.fits(one, value)) {
                        found.push(format!("{place}: `{value}` is none of those that may stand here"));
                    }
                }
                "oneOf" => {
                    let fitting = says.as_array().unwrap().iter().filter(|one| self.fits(one, value)).count();
                    if fitting != 1 {
                        found.push(format!("{place}: `{value}` is {fitting} of those of which it must be one"));
                    }
                }
                "items" => {
                    for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(says, item, &format!("{place}/{at}"), found);
                    }
                }
                "required" => {
                    for key in says.as_array().unwrap().iter().filter_map(Value::as_str) {
                        if value.as_object().is_some_and(|object| !object.contains_key(key)) {
                            found.push(format!("{place}: `{key}` is missing"));
                        }
                    }
                }
                "propertyNames" => {
                    for key in value.as_object().into_iter().flat_map(Map::keys) {
                        self.check(says, &Value::String(key.clone()), &format!("{place}/{key}"), found);
                    }
                }
                "additionalProperties" => self.others(schema, says, value, place, found),
                other => panic!("`{other}` is a keyword that is not checked"),
            }
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (key, of) in properties.into_iter().flatten() {
            if let Some(inner) = value.get(key) {
                self.check(of, inner, &format!("{place}/{key}"), found);
            }
        }
    }

    fn others(&self, schema: &Map<String, Value>, says: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
        let known = |key: &str| schema.get("properties").is_some_and(|p| p.get(key).is_some());
        for (key, inner) in value.as_object().into_iter().flatten().filter(|(key, _)| !known(key)) {
            match says {
                Value::Bool(true) => {}
                Value::Bool(false) => found.push(format!("{place}/{key}: nothing of that name may stand here")),
                of => self.check(of, inner, &format!("{place}/{key}"), found),
            }
        }
    }
}

fn is_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        other => panic!("`{other}` is a type that is not checked"),
    }
}

/// The few patterns that the schema has, each by hand: a library for them would be larger than the schema.
fn matches(pattern: &str, text: &str) -> bool {
    let shape = |form: &str| {
        text.len() == form.len()
            && text.bytes().zip(form.bytes()).all(|(b, f)| if f == b'9' { b.is_ascii_digit() } else { b == f })
    };
    match pattern {
        ID => {
            text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        }
        DATE => shape("9999-99-99"),
        CLOCK => shape("99:99"),
        TIME => ["Z", "+99:99", "-99:99"].iter().any(|zone| shape(&format!("9999-99-99T99:99:99{zone}"))),
        MONEY => {
            let (sum, currency) = text.split_once(' ').unwrap_or((text, ""));
            let (whole, part) = sum.strip_prefix('-').unwrap_or(sum).split_once('.').unwrap_or(("", ""));
            let digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            digits(whole)
                && digits(part)
                && part.len() == 2
                && currency.len() == 3
                && currency.bytes().all(|b| b.is_ascii_uppercase())
        }
        other => panic!("`{other}` is a pattern that is not checked"),
    }
}
