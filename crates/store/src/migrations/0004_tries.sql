-- How often somebody tried to come in, by the hash of the door: so that guessing rests, whichever process is asked.
create table tries (
    door {blob} primary key,
    since {bigint} not null,
    tried {bigint} not null
) {strict};
create index tries_since on tries (since);
