//! Writes the types as a JSON schema (draft 2020-12), each under `$defs` by its own name.

use serde_json::{Map, Value, json};

use super::read::{Casing, Content, Field, How, Item, Variant};

/// What may stand in a place that reads one of several words of a wider type, by the function that reads it.
const MESSAGES: [&str; 9] =
    ["text", "email", "letter", "postcard", "social_private", "social_public", "chat", "portal", "fax"];
const TELEPHONE_AND_VISITS: [&str; 4] = ["call", "voicemail", "ringless_voicemail", "in_person"];

/// The whole schema of a case.
pub fn schema(items: &[Item]) -> Result<Value, String> {
    let mut writing = Writing { items, defs: Map::new(), open: vec!["Case".to_owned()] };
    let mut done: Vec<String> = Vec::new();
    while let Some(name) = writing.open.pop() {
        if !done.contains(&name) {
            let written = writing.named(&name)?;
            writing.defs.insert(snake(&name), written);
            done.push(name);
        }
    }
    let mut defs: Vec<(String, Value)> = writing.defs.into_iter().chain(by_hand()).collect();
    defs.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A conduct case",
        "description": "The strict form of docs/corpus/README.md. Written by `cargo xtask schema` from the types in crates/facts, so that it says what the program reads.",
        "$ref": "#/$defs/case",
        "$defs": defs.into_iter().collect::<Map<String, Value>>(),
    }))
}

/// Types that are read from one string.
fn by_hand() -> Vec<(String, Value)> {
    let text = |pattern: &str, says: &str| json!({"description": says, "type": "string", "pattern": pattern});
    vec![
        ("id".to_owned(), text(super::ID, "The name of a person, contact point or debt within the case.")),
        ("date".to_owned(), text(super::DATE, "A day of the calendar.")),
        ("time".to_owned(), text(super::TIME, "An instant, RFC 3339 with seconds and an offset.")),
        (
            "when".to_owned(),
            json!({"description": "An instant; or a day, which means some permitted hour of it where the consumer is.",
                   "anyOf": [{"$ref": "#/$defs/date"}, {"$ref": "#/$defs/time"}]}),
        ),
        ("clock".to_owned(), text(super::CLOCK, "A time of day.")),
        ("money".to_owned(), text(super::MONEY, "An amount with two decimals and its currency.")),
        (
            "amount_or_none".to_owned(),
            json!({"description": "An amount; `none` or `0`; or left blank.",
                   "anyOf": [{"$ref": "#/$defs/money"}, {"enum": ["none", "0", ""]}]}),
        ),
        ("nothing".to_owned(), json!({"description": "Nothing is due.", "enum": [null, "none"]})),
        (
            "shares".to_owned(),
            json!({"description": "Amounts by debt.", "type": "object",
            "propertyNames": {"$ref": "#/$defs/id"}, "additionalProperties": {"$ref": "#/$defs/money"}}),
        ),
        (
            "values".to_owned(),
            json!({"description": "Named dates, amounts and counts.", "type": "object",
            "additionalProperties": {"$ref": "#/$defs/value"}}),
        ),
    ]
}

struct Writing<'a> {
    items: &'a [Item],
    defs: Map<String, Value>,
    /// Types that are named and not yet written.
    open: Vec<String>,
}

impl Writing<'_> {
    fn item(&self, name: &str) -> Result<&Item, String> {
        let is = |item: &&Item| match item {
            Item::Struct { name: own, .. } | Item::Enum { name: own, .. } => own == name,
        };
        self.items.iter().find(is).ok_or_else(|| format!("the type `{name}` is not in crates/facts, or reads nothing"))
    }

    fn named(&mut self, name: &str) -> Result<Value, String> {
        let items = self.items;
        let is = |item: &&Item| match item {
            Item::Struct { name: own, .. } | Item::Enum { name: own, .. } => own == name,
        };
        match items
            .iter()
            .find(is)
            .ok_or_else(|| format!("the type `{name}` is not in crates/facts, or reads nothing"))?
        {
            Item::Struct { doc, fields, .. } => self.object(doc, None, fields),
            Item::Enum { doc, how, variants, .. } => match how {
                How::Words(casing) => Ok(words(doc, *casing, variants)),
                How::Untagged => self.either(doc, variants),
                How::Tag(tag) => self.tagged(doc, tag, variants),
            },
        }
    }

    /// An object with these fields and no others, and its tag where it has one.
    fn object(&mut self, doc: &str, tag: Option<(&str, &str)>, fields: &[Field]) -> Result<Value, String> {
        let mut properties = Map::new();
        let mut required = Vec::new();
        if let Some((key, word)) = tag {
            properties.insert(key.to_owned(), json!({"const": word}));
            required.push(key.to_owned());
        }
        for field in fields {
            let mut of = match field.reader.as_deref() {
                Some(reader) => read_by(reader)?,
                None => self.of_type(&field.type_)?,
            };
            if let (false, Value::Object(of)) = (field.doc.is_empty(), &mut of) {
                of.insert("description".to_owned(), json!(field.doc));
            }
            properties.insert(field.name.clone(), of);
            if field.is_required {
                required.push(field.name.clone());
            }
        }
        let mut object = json!({"type": "object", "additionalProperties": false, "properties": properties});
        if let Value::Object(object) = &mut object {
            if !required.is_empty() {
                object.insert("required".to_owned(), json!(required));
            }
            if !doc.is_empty() {
                object.insert("description".to_owned(), json!(doc));
            }
        }
        Ok(object)
    }

    fn either(&mut self, doc: &str, variants: &[Variant]) -> Result<Value, String> {
        let mut each = Vec::new();
        for variant in variants {
            match &variant.content {
                Content::Of(type_) => each.push(self.of_type(type_)?),
                _ => return Err(format!("`{}` of an untagged enum holds no type", variant.name)),
            }
        }
        Ok(json!({"description": doc, "anyOf": each}))
    }

    fn tagged(&mut self, doc: &str, tag: &str, variants: &[Variant]) -> Result<Value, String> {
        let items = self.items;
        let struct_fields = |name: &str| {
            items.iter().find_map(|item| match item {
                Item::Struct { name: own, fields, .. } if own == name => Some(fields.as_slice()),
                _ => None,
            })
        };
        let mut each = Vec::new();
        for variant in variants {
            let word = snake(&variant.name);
            match &variant.content {
                // A statement is one flat object, whose details depend on what it means.
                Content::Of(type_) if type_ == "Statement" => {
                    let common = struct_fields("Common").ok_or("the common keys of statements are not found")?;
                    each.extend(self.statements(tag, &word, common)?);
                }
                Content::Of(type_) => {
                    let fields = struct_fields(type_).ok_or_else(|| format!("`{type_}` is no object"))?;
                    each.push(self.object(&variant.doc, Some((tag, &word)), fields)?);
                }
                Content::Fields(fields) => each.push(self.object(&variant.doc, Some((tag, &word)), fields)?),
                Content::None => each.push(self.object(&variant.doc, Some((tag, &word)), &[])?),
            }
        }
        Ok(json!({"description": doc, "oneOf": each}))
    }

    fn statements(&mut self, tag: &str, word: &str, common: &[Field]) -> Result<Vec<Value>, String> {
        let items = self.items;
        let Some(Item::Enum { how: How::Tag(means), variants, .. }) =
            items.iter().find(|item| matches!(item, Item::Enum { name, .. } if name == "Meaning"))
        else {
            return Err("what statements mean is not found".to_owned());
        };
        let mut each = Vec::new();
        for variant in variants {
            let details = match &variant.content {
                Content::Fields(fields) => fields.as_slice(),
                Content::None | Content::Of(_) => &[],
            };
            let mut written = self.object(&variant.doc, Some((tag, word)), common)?;
            let own = self.object("", Some((means, &snake(&variant.name))), details)?;
            merge(&mut written, &own);
            each.push(written);
        }
        Ok(each)
    }

    /// What a type of a field reads.
    fn of_type(&mut self, type_: &str) -> Result<Value, String> {
        let inner = |outer: &str| type_.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
        if let Some(inner) = inner("Option<").or(inner("Box<")) {
            return self.of_type(inner);
        }
        if let Some(inner) = inner("Vec<") {
            return Ok(json!({"type": "array", "items": self.of_type(inner)?}));
        }
        if let Some((key, value)) = inner("BTreeMap<").and_then(|both| both.split_once(", ")) {
            let (key, value) = (self.of_type(key)?, self.of_type(value)?);
            return Ok(json!({"type": "object", "propertyNames": key, "additionalProperties": value}));
        }
        Ok(match type_ {
            "String" => json!({"type": "string"}),
            "bool" => json!({"type": "boolean"}),
            "i32" | "i64" | "u32" | "u64" => json!({"type": "integer"}),
            "PersonId" | "EndpointId" | "DebtId" => refer("id"),
            "Date" => refer("date"),
            "When" => refer("when"),
            "Clock" => refer("clock"),
            "Money" => refer("money"),
            "AmountOrNone" => refer("amount_or_none"),
            "Nothing" => refer("nothing"),
            "Shares" => refer("shares"),
            "Values" => {
                self.open.push("Value".to_owned());
                refer("values")
            }
            named => {
                self.item(named)?;
                self.open.push(named.to_owned());
                refer(&snake(named))
            }
        })
    }
}

fn refer(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

/// The keys of both, and what either requires.
fn merge(into: &mut Value, other: &Value) {
    for key in ["properties", "required"] {
        match (into.get_mut(key), other.get(key)) {
            (Some(Value::Object(all)), Some(Value::Object(more))) => {
                all.extend(more.iter().map(|(name, of)| (name.clone(), of.clone())));
            }
            (Some(Value::Array(all)), Some(Value::Array(more))) => all.extend(more.iter().cloned()),
            _ => {}
        }
    }
}

fn words(doc: &str, casing: Casing, variants: &[Variant]) -> Value {
    let words: Vec<String> = variants
        .iter()
        .map(|variant| match casing {
            Casing::Snake => snake(&variant.name),
            Casing::Kebab => snake(&variant.name).replace('_', "-"),
        })
        .collect();
    json!({"description": doc, "enum": words})
}

/// What the functions of `facts` read, that take fewer words than the type has.
fn read_by(reader: &str) -> Result<Value, String> {
    let with = |more: &[&str]| {
        let all = [more, &MESSAGES[..]].concat();
        json!({"enum": all})
    };
    Ok(match reader {
        "channel::message" => json!({"enum": MESSAGES}),
        "channel::messages" => json!({"type": "array", "items": {"enum": MESSAGES}}),
        "channel::via" => with(&["call", "in_person", "creditor_file"]),
        "channel::contact" | "channel::contact_option" => with(&TELEPHONE_AND_VISITS),
        "channel::content" => with(&[&TELEPHONE_AND_VISITS[..], &["envelope"]].concat()),
        "place_option" => json!({"enum": ["home", "work", "other"]}),
        "endpoint::places" => json!({"type": "array", "items": {"enum": ["home", "work", "other"]}}),
        "endpoint::person_at" => json!({"enum": ["home", "work", "other", "hospital"]}),
        "endpoint::visit" => json!({"enum": ["portal", "office", "home", "work", "other"]}),
        other => return Err(format!("`{other}` reads a field, and the schema doesn't know what it takes")),
    })
}

/// `RinglessVoicemail` as `ringless_voicemail`.
pub fn snake(name: &str) -> String {
    let mut written = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !written.is_empty() {
            written.push('_');
        }
        written.push(letter.to_ascii_lowercase());
    }
    written
}
