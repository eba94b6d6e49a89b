//! The map from a creditor's columns to ours: a TOML file, strict.

use std::collections::BTreeMap;
use std::path::Path;

use facts::{DebtKind, Pack};
use serde::Deserialize;

/// How to read one creditor's files.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    pub file: FileMap,
    /// Our field → their column, or columns to be added up.
    pub columns: BTreeMap<Field, Columns>,
    /// Our field → a value that holds for every line.
    #[serde(default)]
    pub constants: BTreeMap<Field, String>,
    /// Their word for a kind of debt → ours.
    #[serde(default)]
    pub kinds: BTreeMap<String, DebtKind>,
}

/// How the file is written, and what holds for all of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMap {
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// ISO 3166-1 alpha-2 code of the country where there is no column for it.
    pub country: String,
    /// The law packs that hold for everyone in the file. State packs are added by where a person lives.
    pub packs: Vec<Pack>,
    /// The label of the encoding, where it can't be seen from the file.
    #[serde(default)]
    pub encoding: Option<String>,
    #[serde(default)]
    pub separator: Option<char>,
    /// `.` or `,`, as in `1.234,56`.
    #[serde(default = "point")]
    pub decimal: char,
    /// As `%m/%d/%Y`; ISO dates and months (`2024-04`: its last day) are always read.
    #[serde(default)]
    pub date: Option<String>,
    /// Where a difference between the itemised sum and the balance goes: `interest` or `fees`. Without it, such a
    /// line is placed and can't be asked for until the creditor explains the difference.
    #[serde(default)]
    pub difference: Option<Field>,
    /// Whether somebody worked these accounts before in another system of ours.
    #[serde(default)]
    pub history: Before,
}

/// What is known of the time before a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// We have never worked these accounts.
    #[default]
    None,
    /// We have, in another system: until its history is imported, nobody is contacted by a channel of which it is not known.
    Unknown,
}

fn point() -> char {
    '.'
}

/// One of their columns, or several whose amounts are added up.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Columns {
    One(String),
    Sum(Vec<String>),
}

impl Columns {
    pub fn names(&self) -> &[String] {
        match self {
            Columns::One(name) => std::slice::from_ref(name),
            Columns::Sum(names) => names,
        }
    }
}

/// Our fields, by the names that a map uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Account,
    Name,
    FirstName,
    LastName,
    BirthDate,
    Language,
    Kind,
    Creditor,
    OriginalCreditor,
    Balance,
    ItemizationBasis,
    ItemizationDate,
    ItemizationAmount,
    Interest,
    Fees,
    Payments,
    Credits,
    ChargedOff,
    Accrued,
    Street,
    City,
    Region,
    Postcode,
    Country,
    TimeZone,
    Mobile,
    Landline,
    Email,
}

impl Field {
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Account => "account",
            Field::Name => "name",
            Field::FirstName => "first_name",
            Field::LastName => "last_name",
            Field::BirthDate => "birth_date",
            Field::Language => "language",
            Field::Kind => "kind",
            Field::Creditor => "creditor",
            Field::OriginalCreditor => "original_creditor",
            Field::Balance => "balance",
            Field::ItemizationBasis => "itemization_basis",
            Field::ItemizationDate => "itemization_date",
            Field::ItemizationAmount => "itemization_amount",
            Field::Interest => "interest",
            Field::Fees => "fees",
            Field::Payments => "payments",
            Field::Credits => "credits",
            Field::ChargedOff => "charged_off",
            Field::Accrued => "accrued",
            Field::Street => "street",
            Field::City => "city",
            Field::Region => "region",
            Field::Postcode => "postcode",
            Field::Country => "country",
            Field::TimeZone => "time_zone",
            Field::Mobile => "mobile",
            Field::Landline => "landline",
            Field::Email => "email",
        }
    }
}

/// Why a map can't be used.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    #[error("the map `{path}` can't be read: {why}")]
    Unreadable { path: String, why: std::io::Error },
    #[error("the map is not understood: {0}")]
    Malformed(#[from] toml::de::Error),
    #[error("the map names no column for `{0}`, which every placement needs: add it under [columns]")]
    Missing(&'static str),
    #[error("the map's currency is not understood: {0}")]
    Currency(#[from] facts::MoneyError),
}

impl Map {
    /// Reads a map from a TOML file.
    ///
    /// # Errors
    /// A file that can't be read, an unknown key, a missing column.
    pub fn read(path: &Path) -> Result<Map, MapError> {
        let text = std::fs::read_to_string(path)
            .map_err(|why| MapError::Unreadable { path: path.display().to_string(), why })?;
        Map::parse(&text)
    }

    /// Reads a map from its text.
    ///
    /// # Errors
    /// An unknown key, a missing column, a currency that is none.
    pub fn parse(text: &str) -> Result<Map, MapError> {
        let map: Map = toml::from_str(text)?;
        for needed in [Field::Account, Field::Balance] {
            if !map.columns.contains_key(&needed) {
                return Err(MapError::Missing(needed.as_str()));
            }
        }
        map.file.currency.parse::<facts::Currency>()?;
        Ok(map)
    }
}
