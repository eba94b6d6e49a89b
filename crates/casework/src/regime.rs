//! Which law packs hold for a person: by where they live.

use conduct::{Packs, Standing};
use facts::Pack;

/// The packs of the place where the consumer lives. A country without any refuses everything; in a State of which
/// nothing is written federal law holds alone. In the United Kingdom moratoria, courts and limitation are the nation's: one
/// of which nothing is written refuses, and where the nation isn't known, the strictest of those that are written answers.
pub fn regime(standing: &Standing) -> Vec<Pack> {
    let residence = standing.consumer().and_then(|ix| standing.person(ix)).and_then(|p| p.residence.as_ref());
    let Some(residence) = residence else { return Vec::new() };
    let region = residence.region.as_deref().unwrap_or_default();
    match residence.country.as_str() {
        "US" => {
            let mut packs = vec![Pack::Us];
            packs.extend(state_pack(region).filter(|pack| Packs::are_written(*pack)));
            packs
        }
        "GB" => match nation_pack(region) {
            Some(nation) => vec![Pack::Uk, nation],
            None => vec![Pack::Uk, Pack::UkEw, Pack::UkSct],
        },
        _ => Vec::new(),
    }
}

fn state_pack(letters: &str) -> Option<Pack> {
    match letters {
        "CA" => Some(Pack::UsCa),
        "DC" => Some(Pack::UsDc),
        "MA" => Some(Pack::UsMa),
        "NY" => Some(Pack::UsNy),
        "TX" => Some(Pack::UsTx),
        "WA" => Some(Pack::UsWa),
        _ => None,
    }
}

fn nation_pack(nation: &str) -> Option<Pack> {
    match nation {
        "england" | "wales" => Some(Pack::UkEw),
        "scotland" => Some(Pack::UkSct),
        "northern_ireland" => Some(Pack::UkNi),
        _ => None,
    }
}
