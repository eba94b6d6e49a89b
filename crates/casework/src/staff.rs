//! What each of those who work here may do. A right is named once, and a page or a verb asks for it by type or value.

use std::str::FromStr;

/// What somebody is here for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Talks with people.
    Agent,
    /// Answers for a team: judges what a rule leaves to a human.
    Lead,
    /// Sees that the law is kept; contacts nobody.
    Compliance,
    /// Keeps the installation; needs nobody's record for it.
    Admin,
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// See people's records.
    See,
    /// Act for a person: call, write, promise, agree.
    Act,
    /// Judge what a rule leaves to a human.
    Judge,
    /// Stop everything.
    Stop,
    /// Let everything go on, with a second person.
    Release,
    /// Say who works here and what they may do.
    Staff,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Agent, Role::Lead, Role::Compliance, Role::Admin];

    /// The word for it, as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Agent => "agent",
            Role::Lead => "lead",
            Role::Compliance => "compliance",
            Role::Admin => "admin",
        }
    }

    /// Whether somebody with this role may do it. Everybody may stop everything.
    pub fn may(self, right: Right) -> bool {
        match right {
            Right::Stop => true,
            Right::See => self != Role::Admin,
            Right::Act => matches!(self, Role::Agent | Role::Lead),
            Right::Judge => matches!(self, Role::Lead | Role::Compliance),
            Right::Release => self != Role::Agent,
            Right::Staff => self == Role::Admin,
        }
    }
}

impl Right {
    /// Who has it, for the words of a refusal.
    pub fn who(self) -> &'static str {
        match self {
            Right::See => "those who work with people: an agent, a lead, a compliance officer",
            Right::Act => "an agent or a lead",
            Right::Judge => "a lead or a compliance officer",
            Right::Stop => "anybody",
            Right::Release => "a lead, a compliance officer or an admin",
            Right::Staff => "an admin",
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(word: &str) -> Result<Role, String> {
        let found = Role::ALL.into_iter().find(|role| role.as_str() == word);
        found.ok_or_else(|| format!("`{word}` is no role: write agent, lead, compliance or admin"))
    }
}
