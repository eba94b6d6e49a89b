//! Reads the strict types of the case format from their source: structs with their fields, enums with their words.

use std::iter::Peekable;
use std::str::Lines;

/// A type that is read from JSON.
#[derive(Debug)]
pub enum Item {
    Struct { name: String, doc: String, fields: Vec<Field> },
    Enum { name: String, doc: String, how: How, variants: Vec<Variant> },
}

/// How the variants of an enum are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// By a word, in this casing.
    Words(Casing),
    /// By the word under this key.
    Tag(String),
    /// By what fits.
    Untagged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Casing {
    Snake,
    Kebab,
}

#[derive(Debug)]
pub struct Variant {
    pub name: String,
    pub doc: String,
    pub content: Content,
}

#[derive(Debug)]
pub enum Content {
    None,
    Of(String),
    Fields(Vec<Field>),
}

#[derive(Debug)]
pub struct Field {
    /// As it is written in JSON.
    pub name: String,
    pub type_: String,
    pub doc: String,
    pub is_required: bool,
    /// The function that reads it, where the type alone doesn't say what may stand here.
    pub reader: Option<String>,
}

/// Everything in the source of one file that is read from JSON.
pub fn items(source: &str) -> Result<Vec<Item>, String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut lines = source.lines().peekable();
    let mut found = Vec::new();
    let mut above = Above::default();
    while let Some(line) = lines.next() {
        if above.take(line, &mut lines) {
            continue;
        }
        let reads = above.attributes.contains("Deserialize");
        let public = line.strip_prefix("pub ").unwrap_or(line);
        let named = |word: &str| public.strip_prefix(word).and_then(|rest| rest.strip_suffix(" {"));
        if let Some(name) = named("struct ").filter(|_| reads) {
            let all_optional = above.attributes.contains("serde(default");
            let fields = fields(&mut lines, all_optional)?;
            found.push(Item::Struct { name: name.to_owned(), doc: above.doc(), fields });
        } else if let Some(name) = named("enum ").filter(|_| reads) {
            let how = how(&above.attributes);
            found.push(Item::Enum { name: name.to_owned(), doc: above.doc(), how, variants: variants(&mut lines)? });
        }
        above = Above::default();
    }
    Ok(found)
}

/// The remarks and attributes above a line.
#[derive(Debug, Default)]
struct Above {
    doc: Vec<String>,
    attributes: String,
}

impl Above {
    /// Takes a line that belongs to what stands below it.
    fn take(&mut self, line: &str, more: &mut Peekable<Lines<'_>>) -> bool {
        let line = line.trim();
        if let Some(doc) = line.strip_prefix("///") {
            self.doc.push(doc.trim().to_owned());
            return true;
        }
        if !line.starts_with("#[") {
            return false;
        }
        self.attributes.push_str(line);
        while !self.attributes.ends_with(']') {
            let Some(next) = more.next() else { break };
            self.attributes.push_str(next.trim());
        }
        true
    }

    fn doc(&self) -> String {
        self.doc
            .iter()
            .take_while(|line| *line != "```" && !line.starts_with("```"))
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
            .trim()
            .to_owned()
    }

    /// The value of a key among the attributes: `tag = "means"`.
    fn value(&self, key: &str) -> Option<String> {
        value(&self.attributes, key)
    }
}

fn value(attributes: &str, key: &str) -> Option<String> {
    let (_, rest) = attributes.split_once(&format!("{key} = \""))?;
    rest.split('"').next().map(str::to_owned)
}

fn how(attributes: &str) -> How {
    if attributes.contains("untagged") {
        return How::Untagged;
    }
    // `tag` also ends other keys; the one of serde stands after a bracket or a comma.
    match value(attributes, "(tag").or_else(|| value(attributes, ", tag")) {
        Some(tag) => How::Tag(tag),
        None if attributes.contains("kebab-case") => How::Words(Casing::Kebab),
        None => How::Words(Casing::Snake),
    }
}

fn fields(lines: &mut Peekable<Lines<'_>>, all_optional: bool) -> Result<Vec<Field>, String> {
    let mut found = Vec::new();
    let mut above = Above::default();
    while let Some(line) = lines.next() {
        if above.take(line, lines) {
            continue;
        }
        let line = line.trim();
        if line.starts_with('}') {
            return Ok(found);
        }
        let public = line.strip_prefix("pub ").unwrap_or(line).trim_end_matches(',');
        let (name, type_) = public.split_once(": ").ok_or_else(|| format!("`{line}` is no field that can be read"))?;
        let is_required = !all_optional && !type_.starts_with("Option<") && !above.attributes.contains("default");
        found.push(Field {
            name: above.value("rename").unwrap_or_else(|| name.trim_end_matches('_').to_owned()),
            type_: type_.to_owned(),
            doc: above.doc(),
            is_required,
            reader: above.value("deserialize_with"),
        });
        above = Above::default();
    }
    Err("a type ends before its brace".to_owned())
}

fn variants(lines: &mut Peekable<Lines<'_>>) -> Result<Vec<Variant>, String> {
    let mut found = Vec::new();
    let mut above = Above::default();
    while let Some(line) = lines.next() {
        if above.take(line, lines) {
            continue;
        }
        let line = line.trim();
        if line == "}" {
            return Ok(found);
        }
        let (name, content) = if let Some(name) = line.strip_suffix(" {},") {
            (name, Content::Fields(Vec::new()))
        } else if let Some(name) = line.strip_suffix(" {") {
            (name, Content::Fields(fields(lines, false)?))
        } else if let Some((name, of)) = line.split_once('(') {
            (name, Content::Of(of.trim_end_matches("),").to_owned()))
        } else {
            (line.trim_end_matches(','), Content::None)
        };
        found.push(Variant { name: name.to_owned(), doc: above.doc(), content });
        above = Above::default();
    }
    Err("an enum ends before its brace".to_owned())
}
