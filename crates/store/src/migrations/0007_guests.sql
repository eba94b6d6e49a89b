-- Who came in by a link and said who they are: a person on their own page. Known by the hash of its token.
create table guest (
    token_hash {blob} primary key,
    dossier {bigint} not null references dossier (id),
    link {bigint},
    created {bigint} not null,
    seen {bigint} not null,
    expires {bigint} not null,
    ended {bigint}
) {strict};
create index guest_dossier on guest (dossier, created);
create index guest_expires on guest (expires);
