-- The books, and what hangs on them. Days are counted from 1970-01-01. Bodies of the books are sealed with the installation's key and not the person's: books outlive an erasure, and name nobody.

-- One row an entry, written after its postings: the engine refuses one that does not balance.
create table entry (
    id {bigint} primary key,
    dossier {bigint},
    key text not null,
    digest {blob} not null,
    on_day {bigint} not null,
    kind text not null,
    reverses {bigint} references entry (id),
    recorded {bigint} not null,
    recorded_by text not null,
    postings {bigint} not null,
    body {blob} not null
) {strict};
create unique index entry_key on entry (key);
create unique index entry_reverses on entry (reverses) where reverses is not null;
create index entry_dossier on entry (dossier, recorded, id) where dossier is not null;
create index entry_day on entry (on_day, id);
{append_only entry}

-- Debits are positive. part is a part of a debt, or which of the bank accounts.
create table posting (
    entry {bigint} not null references entry (id) deferrable initially deferred,
    number {bigint} not null,
    account text not null,
    creditor text,
    dossier {bigint},
    debt text,
    part text,
    currency text not null,
    minor {bigint} not null,
    primary key (entry, number)
) {clustered};
create index posting_dossier on posting (dossier, account, debt, part, currency) where dossier is not null;
create index posting_creditor on posting (creditor, account, entry) where creditor is not null;
{append_only posting}
{balanced}

create table payment (
    id {bigint} primary key,
    dossier {bigint} not null references dossier (id),
    key text not null,
    digest {blob} not null,
    method text not null,
    reference text,
    on_day {bigint} not null,
    currency text not null,
    minor {bigint} not null,
    state text not null,
    entry {bigint} references entry (id),
    received {bigint} not null,
    changed {bigint} not null,
    body {blob} not null
) {strict};
create unique index payment_key on payment (key);
create index payment_reference on payment (reference) where reference is not null;
create index payment_dossier on payment (dossier, id);

-- A payment page that was opened at a processor, and what became of it.
create table checkout (
    id {bigint} primary key,
    dossier {bigint} not null references dossier (id),
    key text not null,
    digest {blob} not null,
    processor text not null,
    reference text,
    currency text not null,
    minor {bigint} not null,
    state text not null,
    created {bigint} not null,
    changed {bigint} not null,
    body {blob} not null
) {strict};
create unique index checkout_key on checkout (key);
create index checkout_reference on checkout (reference) where reference is not null;
create index checkout_dossier on checkout (dossier, id);

-- What processors told us, each once.
create table processor_event (
    id text primary key,
    digest {blob} not null,
    received {bigint} not null,
    kind text not null,
    answer text not null
) {strict};
{append_only processor_event}

create table plan (
    id {bigint} primary key,
    dossier {bigint} not null references dossier (id),
    state text not null,
    look_at {bigint},
    made {bigint} not null,
    changed {bigint} not null
) {strict};
create index plan_dossier on plan (dossier, id);
create index plan_look on plan (look_at, id) where look_at is not null;

-- Budgets and plans as small named changes, with who and when.
create table sheet_change (
    dossier {bigint} not null references dossier (id),
    sheet text not null,
    number {bigint} not null,
    key text not null,
    kind text not null,
    at {bigint} not null,
    done_by text not null,
    body {blob} not null,
    primary key (dossier, sheet, number)
) {clustered};
create unique index sheet_change_key on sheet_change (dossier, sheet, key);
{append_only sheet_change}

create table bank_file (
    digest {blob} primary key,
    name text not null,
    received {bigint} not null,
    received_by text not null,
    report text not null
) {strict};
{append_only bank_file}

-- Each booked amount once, whatever files it stands in. A line that waits is for a human.
create table bank_line (
    id text primary key,
    file {blob} not null,
    at_line {bigint} not null,
    booked {bigint} not null,
    currency text not null,
    minor {bigint} not null,
    state text not null,
    payment {bigint},
    changed {bigint} not null,
    body {blob} not null
) {strict};
create index bank_line_state on bank_line (state, booked, id);

-- Keyed hashes of the names under which a payment may be taken back.
create table bank_line_name (
    hash {blob} not null,
    line text not null,
    primary key (hash, line)
) {clustered};
