//! Finding people by what they say of themselves: a name, an e-mail address, a telephone number, a creditor's number.

use std::collections::BTreeSet;

use facts::Channel;
use store::lookup::Kind;
use store::{DossierId, ReadTx, StoreError};

use crate::hear::address_key;

/// So many people with one name are shown; who is sought has more to say than that.
const HITS_MAX: u32 = 50;

/// The people whom a text names, in the order in which we came to know them.
///
/// # Errors
/// The store's.
pub fn find(tx: &mut ReadTx<'_>, text: &str) -> Result<Vec<DossierId>, StoreError> {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: BTreeSet<DossierId> = BTreeSet::new();
    found.extend(store::lookup::find(tx, Kind::Name, &folded, HITS_MAX)?);
    for channel in [Channel::Email, Channel::Call] {
        if let Some((kind, value)) = address_key(channel, text) {
            found.extend(store::lookup::find(tx, kind, &value, HITS_MAX)?);
        }
    }
    for creditor in store::batch::creditors(tx)? {
        found.extend(store::account::find(tx, &creditor, text.trim())?.map(|account| account.dossier));
    }
    if let Ok(id) = text.trim().parse::<DossierId>()
        && store::dossier::get(tx, id)?.is_some()
    {
        found.insert(id);
    }
    Ok(found.into_iter().collect())
}
