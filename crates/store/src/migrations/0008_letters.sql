-- Letters that something which happened calls for: each once for its cause, written when its day has come.
create table letter (
    dossier {bigint} not null references dossier (id),
    cause text not null,
    kind text not null,
    due {bigint} not null,
    state text not null,
    outbox {bigint},
    changed {bigint} not null,
    primary key (dossier, cause)
) {clustered};
create index letter_due on letter (due, dossier, cause) where state = 'owed';
