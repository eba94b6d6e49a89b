-- What came in: each message once, by the carrier's own id. Whose it is, or that a human must find out.
create table inbox (
    id {bigint} primary key,
    key_hash {blob} not null,
    channel text not null,
    received {bigint} not null,
    state text not null,
    dossier {bigint} references dossier (id),
    why text not null,
    changed {bigint} not null,
    body {blob} not null
) {strict};
create unique index inbox_key on inbox (key_hash);
create index inbox_waiting on inbox (received, id) where state = 'waits';
create index inbox_dossier on inbox (dossier, id);

-- Since when a carrier may have a message: set before it is handed over, and taken away where the carrier surely has not
-- taken it. What still has it when its lease ends may have been sent.
alter table outbox add column attempted {bigint};
