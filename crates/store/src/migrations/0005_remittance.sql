-- What was paid out to a creditor for a period. With it the period is locked: nothing is posted there any more.
create table remittance (
    id {bigint} primary key,
    creditor text not null,
    from_day {bigint} not null,
    until_day {bigint} not null,
    recorded {bigint} not null,
    recorded_by text not null,
    body {blob} not null
) {strict};
create unique index remittance_period on remittance (creditor, until_day);
{append_only remittance}


-- When to look at each hold of the log. What it says stands in the log alone.
create table hold (
    dossier {bigint} not null references dossier (id),
    name text not null,
    look_at {bigint},
    changed {bigint} not null,
    primary key (dossier, name)
) {clustered};
create index hold_look on hold (look_at, dossier, name) where look_at is not null;
