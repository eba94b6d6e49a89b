//! States and cities that add to Regulation F; none lifts it (1006.104).
