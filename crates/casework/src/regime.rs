//! Which law packs hold for a person: by where they live.

use conduct::{Packs, Standing};
use facts::Pack;

/// The written packs of the place where the consumer lives. A country without any refuses everything.
pub fn regime(standing: &Standing) -> Vec<Pack> {
    let residence = standing.consumer().and_then(|ix| standing.person(ix)).and_then(|p| p.residence.as_ref());
    let Some(residence) = residence else { return Vec::new() };
    let region = residence.region.as_deref().unwrap_or_default();
    let (country, local) = match residence.country.as_str() {
        "US" => (Pack::Us, state_pack(region)),
        "GB" => (Pack::Uk, nation_pack(region)),
        _ => return Vec::new(),
    };
    let mut packs = vec![country];
    packs.extend(local.filter(|pack| Packs::are_written(*pack)));
    packs
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
