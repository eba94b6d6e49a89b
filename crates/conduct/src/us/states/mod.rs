//! States and cities that add to Regulation F; none lifts it (1006.104).

pub(super) mod ca;
pub(super) mod dc;
pub(super) mod ma;
pub(super) mod ny;
