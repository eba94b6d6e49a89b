-- One text for both engines: engine/migrate.rs puts each engine's words in the place of what stands in braces. Times are microseconds since 1970; "sealed" is encrypted with the person's own key.

-- What the installation remembers about itself.
create table meta (
    name text primary key,
    number {bigint},
    value {blob}
) {strict};
insert into meta (name, number) values ('node', 0);

-- A person's record. sealed_key is the person's key, wrapped; without it nothing of theirs can be read any more.
create table dossier (
    id {bigint} primary key,
    created {bigint} not null,
    creditor text not null,
    state text not null,
    due_at {bigint},
    head_seq {bigint} not null,
    standing_version {bigint} not null,
    head_hash {blob} not null,
    standing {blob},
    sealed_key {blob},
    profile {blob}
) {strict};
create index dossier_due on dossier (due_at, id) where due_at is not null;
create index dossier_listed on dossier (creditor, state, id);

-- The log. hash chains each event to the one before it in the same dossier.
create table event (
    dossier {bigint} not null,
    seq {bigint} not null,
    id text not null,
    at {bigint} not null,
    known {bigint} not null,
    recorded {bigint} not null,
    recorded_by text not null,
    kind text not null,
    body {blob} not null,
    hash {blob} not null,
    primary key (dossier, seq)
) {clustered};
create unique index event_id on event (dossier, id);
{append_only event}

-- Heads that no checkpoint has covered yet. A row is only ever inserted or deleted, so that writers never meet here.
create table unchecked (
    dossier {bigint} not null,
    seq {bigint} not null,
    primary key (dossier, seq)
) {clustered};

-- The chain over all dossiers. heads lists (dossier, seq), 8 bytes each; hash covers their hashes and the one before.
create table checkpoint (
    number {bigint} primary key,
    at {bigint} not null,
    heads {blob} not null,
    hash {blob} not null
) {strict};
{append_only checkpoint}

-- Keyed hashes by which people are found. Deleted with the person.
create table lookup (
    hash {bigint} not null,
    dossier {bigint} not null,
    kind {bigint} not null,
    primary key (hash, dossier)
) {clustered};
create index lookup_dossier on lookup (dossier, kind);

create table decision (
    id {bigint} primary key,
    dossier {bigint} not null,
    at {bigint} not null,
    recorded {bigint} not null,
    kind text not null,
    verdict text not null,
    first_rule text not null,
    standing_hash {blob} not null,
    program text not null,
    packs text not null,
    body {blob} not null
) {strict};
create index decision_dossier on decision (dossier, id);
create index decision_recorded on decision (recorded, verdict, first_rule);
{append_only decision}

-- What is to be sent. tries counts the leases, and is the proof of holding one.
create table outbox (
    id {bigint} primary key,
    dossier {bigint} not null references dossier (id),
    decision {bigint} not null references decision (id),
    channel text not null,
    endpoint text not null,
    created {bigint} not null,
    not_before {bigint} not null,
    expires {bigint} not null,
    state text not null,
    changed {bigint} not null,
    lease_until {bigint},
    tries {bigint} not null,
    result text,
    body {blob} not null
) {strict};
create index outbox_dossier on outbox (dossier, id);
create index outbox_claim on outbox (not_before, id) where state in ('queued', 'leased');
create index outbox_state on outbox (state, channel, id);

create table promise (
    id {bigint} primary key,
    dossier {bigint} not null references dossier (id),
    made_by text not null,
    made {bigint} not null,
    due {bigint} not null,
    state text not null,
    changed {bigint} not null,
    owner text not null,
    what {blob} not null
) {strict};
create index promise_dossier on promise (dossier, id);
create index promise_due on promise (made_by, due, id) where state = 'open';

create table batch (
    id {bigint} primary key,
    file_hash {blob} not null,
    creditor text not null,
    received {bigint} not null,
    received_by text not null,
    file_name text not null,
    state text not null,
    accepted {bigint} not null,
    rejected {bigint} not null,
    duplicate {bigint} not null,
    report text not null
) {strict};
create unique index batch_file on batch (creditor, file_hash);

-- Which dossier an account of a creditor became. ref_hash is a keyed hash of the creditor's account number.
create table account (
    creditor text not null,
    ref_hash {blob} not null,
    dossier {bigint} not null,
    debt text not null,
    batch {bigint} not null,
    primary key (creditor, ref_hash)
) {clustered};
create index account_batch on account (batch, dossier);

-- Two dossiers that may be one person, for a human to look at.
create table review (
    id {bigint} primary key,
    one {bigint} not null references dossier (id),
    other {bigint} not null references dossier (id),
    why text not null,
    created {bigint} not null,
    state text not null,
    decided {bigint},
    decided_by text
) {strict};
create unique index review_pair on review (one, other);
create index review_state on review (state, id);

create table task (
    id {bigint} primary key,
    dossier {bigint} not null references dossier (id),
    kind text not null,
    why text not null,
    created {bigint} not null,
    due {bigint} not null,
    owner text,
    state text not null,
    changed {bigint} not null,
    facts {blob} not null
) {strict};
create index task_dossier on task (dossier, id);
create index task_open on task (due, id) where state = 'open';

create table setting (
    name text primary key,
    value text not null,
    changed {bigint} not null,
    changed_by text not null
) {strict};

-- Each turn of a switch, so that who stopped everything, and who let it go on, stays known.
create table switch (
    name text not null,
    number {bigint} not null,
    action text not null,
    at {bigint} not null,
    done_by text not null,
    reason text not null,
    primary key (name, number)
) {clustered};
{append_only switch}

create table "user" (
    id {bigint} primary key,
    name text not null,
    role text not null,
    state text not null,
    secret text not null,
    created {bigint} not null
) {strict};
create unique index user_name on "user" (name);

-- Sessions and links are kept by the hash of their token only.
create table session (
    token_hash {blob} primary key,
    owner {bigint} not null references "user" (id),
    created {bigint} not null,
    expires {bigint} not null
) {strict};
create index session_expires on session (expires);

create table link (
    id {bigint} primary key,
    token_hash {blob} not null,
    dossier {bigint} not null references dossier (id),
    purpose text not null,
    created {bigint} not null,
    expires {bigint} not null,
    opened {bigint},
    revoked {bigint}
) {strict};
create unique index link_token on link (token_hash);
create index link_dossier on link (dossier, id);
