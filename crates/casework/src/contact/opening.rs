//! What a caller says first: the words for each part that the law wants in a call.

use facts::Part;

use crate::firm::Letterhead;

/// The line that carries a part, for whoever calls; none where it is not said but done.
pub fn opening(head: &Letterhead, caller: &str, creditor: &str, part: Part) -> Option<String> {
    let firm = &head.firm.name;
    Some(match part {
        Part::CallerIdentity => format!("Hello, my name is {caller}. Am I speaking with … (their full name)?"),
        Part::CallerName | Part::ContactName => format!("My name is {caller}."),
        Part::BusinessName | Part::CallerEmployer => format!("I am calling from {firm}."),
        Part::InitialDisclosure => {
            "Only once you know that it is them: This is an attempt to collect a debt. I will use any information you \
             give me for that."
                .to_owned()
        }
        Part::CollectorDisclosure => format!("{firm} is a debt collector."),
        Part::CallerRole => format!("Only once you know that it is them: I am calling for {creditor}."),
        Part::ContactPurpose => "Say why you call: to see how things are, and what would help.".to_owned(),
        Part::ReplyNumber => format!("You can reach me at {}.", head.agent.phone),
        Part::LicenceNumber => format!("Our licence is {}.", head.firm.licence.as_deref()?),
        _ => return None,
    })
}
