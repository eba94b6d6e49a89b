//! What was read in a text: the claims that its words make, and the parts that it carries.

use serde::{Deserialize, Serialize};

use crate::Part;

/// What a reader found in a text. The words are judged elsewhere, by the facts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// What the words say or imply.
    pub assertions: Vec<Asserted>,
    /// The parts that the text carries.
    pub parts: Vec<PartRead>,
}

/// One thing that the words say, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asserted {
    pub what: Assertion,
    /// Byte offsets of the words, `[start, end)`.
    pub span: (usize, usize),
}

/// One part that the text carries, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRead {
    pub part: Part,
    /// Byte offsets of the words, `[start, end)`.
    pub span: (usize, usize),
}

/// What words can say that the law looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assertion {
    /// That a suit will or may be brought.
    ThreatensSuit,
    /// Gives the creditor, the amount or another detail of a debt.
    DetailsOfDebt,
}

impl Reading {
    /// Do the words say this?
    pub fn asserts(&self, what: Assertion) -> bool {
        self.assertions.iter().any(|a| a.what == what)
    }

    /// Does the text carry this part?
    pub fn carries(&self, part: Part) -> bool {
        self.parts.iter().any(|p| p.part == part)
    }
}
