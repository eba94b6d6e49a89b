//! Writes every word of the format as a page: each type with its keys or words, and what they mean.

use std::fmt::Write;

use super::read::{Casing, Content, Field, How, Item, Variant};
use super::write::snake;

const HEAD: &str = "\
# Every word of the format

Written by `cargo xtask schema` from the types that read a case, as `case.schema.json` is. `README.md` tells how a case is made;
here stands each key and each word. A key marked * must be there; what is left out is not known to be so. An *id* is the name of a
person, contact point or debt within the case; a *day* is `2027-04-01`; a *time* is a day or `2027-04-01T10:00:00-04:00`; *money* is
`\"120.00 USD\"`.

";

/// The page, beginning with the case, in the order in which types name each other.
pub fn page(items: &[Item]) -> String {
    let mut out = HEAD.to_owned();
    let mut open = vec!["Case".to_owned()];
    let mut done: Vec<String> = Vec::new();
    while let Some(name) = open.pop() {
        if done.contains(&name) {
            continue;
        }
        let Some(item) = items.iter().find(|item| named(item) == name) else { continue };
        let mut inner = section(&mut out, item, items);
        inner.reverse();
        open.extend(inner);
        done.push(name);
    }
    out
}

fn named(item: &Item) -> &str {
    match item {
        Item::Struct { name, .. } | Item::Enum { name, .. } => name,
    }
}

/// One type. Returns the types that it names.
fn section(out: &mut String, item: &Item, items: &[Item]) -> Vec<String> {
    let mut inner = Vec::new();
    match item {
        Item::Struct { name, doc, fields } => {
            let _ = writeln!(out, "## {}\n\n{}\n", snake(name), plain(doc));
            keys(out, fields, &mut inner);
        }
        Item::Enum { name, doc, how: How::Words(casing), variants } => {
            let _ = writeln!(out, "## {}\n\n{}\n", snake(name), plain(doc));
            words(out, *casing, variants);
        }
        Item::Enum { how: How::Untagged, variants, .. } => {
            inner.extend(variants.iter().filter_map(|v| match &v.content {
                Content::Of(type_) => Some(type_.clone()),
                _ => None,
            }));
        }
        Item::Enum { name, doc, how: How::Tag(tag), variants } => {
            let _ = writeln!(out, "## {}\n\n{} Which it is, says `{tag}`.\n", snake(name), plain(doc));
            for variant in variants {
                let _ = writeln!(out, "### `{}`\n\n{}\n", snake(&variant.name), plain(&variant.doc));
                match &variant.content {
                    Content::Of(type_) if type_ == "Statement" => {
                        if let Some(Item::Struct { fields, .. }) = items.iter().find(|i| named(i) == "Common") {
                            keys(out, fields, &mut inner);
                        }
                        inner.push("Meaning".to_owned());
                    }
                    Content::Of(type_) => {
                        if let Some(Item::Struct { fields, .. }) = items.iter().find(|i| named(i) == type_) {
                            keys(out, fields, &mut inner);
                        }
                    }
                    Content::Fields(fields) => keys(out, fields, &mut inner),
                    Content::None => {}
                }
            }
        }
    }
    inner
}

fn keys(out: &mut String, fields: &[Field], inner: &mut Vec<String>) {
    if fields.is_empty() {
        out.push_str("Nothing besides.\n\n");
        return;
    }
    out.push_str("| key | what | meaning |\n|---|---|---|\n");
    for field in fields {
        let mark = if field.is_required { " *" } else { "" };
        let _ = writeln!(out, "| `{}`{mark} | {} | {} |", field.name, what(&field.type_, inner), plain(&field.doc));
    }
    out.push('\n');
}

fn words(out: &mut String, casing: Casing, variants: &[Variant]) {
    for variant in variants {
        let word = snake(&variant.name);
        let word = if casing == Casing::Kebab { word.replace('_', "-") } else { word };
        let doc = plain(&variant.doc);
        let _ = if doc.is_empty() { writeln!(out, "- `{word}`") } else { writeln!(out, "- `{word}`: {doc}") };
    }
    out.push('\n');
}

/// What a type reads, in words; types with a section of their own by their names.
fn what(type_: &str, inner: &mut Vec<String>) -> String {
    let within = |outer: &str| type_.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(of) = within("Option<").or(within("Box<")) {
        return what(of, inner);
    }
    if let Some(of) = within("Vec<") {
        return format!("list of {}", what(of, inner));
    }
    if let Some((key, value)) = within("BTreeMap<").and_then(|both| both.split_once(", ")) {
        return format!("{} by {}", what(value, inner), what(key, inner));
    }
    match type_ {
        "String" => "text".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "i32" | "i64" | "u32" | "u64" => "number".to_owned(),
        "PersonId" | "EndpointId" | "DebtId" => "id".to_owned(),
        "Date" => "day".to_owned(),
        "When" => "time".to_owned(),
        "Clock" => "hour, `15:00`".to_owned(),
        "Money" => "money".to_owned(),
        "AmountOrNone" => "money, `none`, or blank".to_owned(),
        "Stated" => "money, or `true` or `false`".to_owned(),
        "Languages" => "language code, or a list of them".to_owned(),
        "Shares" => "money by id".to_owned(),
        "Values" => "dates, sums and counts by name".to_owned(),
        named => {
            inner.push(named.to_owned());
            let name = snake(named);
            format!("[{name}](#{name})")
        }
    }
}

fn plain(doc: &str) -> String {
    doc.replace('|', "\\|")
}
