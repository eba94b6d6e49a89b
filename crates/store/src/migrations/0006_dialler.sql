-- Calls that a dialler has on its list, by the outbox row that decided on them; closes is the end of the permitted window.
create table listed_call (
    id {bigint} primary key references outbox (id),
    dossier {bigint} not null references dossier (id),
    list text not null,
    listed {bigint} not null,
    opens {bigint} not null,
    closes {bigint} not null,
    events {bigint} not null,
    state text not null,
    changed {bigint} not null,
    why text
) {strict};
create index listed_call_dossier on listed_call (dossier, id);
create index listed_call_state on listed_call (state, closes, id);

-- What the dialler said became of a call: each once. reported is the row as the dialler wrote it, known to us or not.
create table call_result (
    reported text not null,
    started {bigint} not null,
    digest {blob} not null,
    recorded {bigint} not null,
    primary key (reported, started)
) {clustered};
{append_only call_result}
