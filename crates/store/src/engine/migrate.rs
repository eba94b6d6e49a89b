//! The schema: numbered files, each applied once in its own transaction, its wording remembered by a checksum.

use sha2::{Digest, Sha256};

use super::address::Engine;
use super::statement::statements;
use super::tx::{ReadTx, WriteTx};
use crate::error::{OpenError, StoreError};

/// The migrations, in order; number 1 is the first.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_inbox.sql"),
    include_str!("../migrations/0003_money.sql"),
    include_str!("../migrations/0004_tries.sql"),
    include_str!("../migrations/0005_remittance.sql"),
    include_str!("../migrations/0006_dialler.sql"),
    include_str!("../migrations/0007_guests.sql"),
    include_str!("../migrations/0008_letters.sql"),
];

/// Made before all migrations, for it remembers them.
const MEMORY: &str =
    "create table if not exists migration (number {bigint} primary key, checksum text not null) {strict};";

statements! {
    APPLIED = "select number, checksum from migration order by number";
    REMEMBER = "insert into migration (number, checksum) values (?1, ?2)";
}

/// The number of the newest migration that this program has.
pub(crate) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Makes the table that remembers migrations, if it is not there.
pub(crate) fn prepare(tx: &mut WriteTx<'_>, engine: Engine) -> Result<(), StoreError> {
    if engine == Engine::Postgres {
        // Two programs that start at once would both create; the second waits here. The number is arbitrary.
        tx.script("select pg_advisory_xact_lock(7236112)")?;
    }
    tx.script(&expand(MEMORY, engine))
}

/// Compares what was applied with what this program has; the number of migrations that are there.
pub(crate) fn applied(tx: &mut ReadTx<'_>) -> Result<i64, OpenError> {
    let rows = tx.many(&APPLIED, &[], |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)))?;
    let mut found = 0;
    for (number, checksum) in rows {
        let index = usize::try_from(number - 1).unwrap_or(usize::MAX);
        match MIGRATIONS.get(index) {
            None => {
                return Err(OpenError::Newer { found: number, known: newest() });
            }
            Some(text) if checksum_of(text) != checksum => {
                return Err(OpenError::Changed { number });
            }
            Some(_) => found = number,
        }
    }
    Ok(found)
}

/// Applies migration `number`, unless another program has done so meanwhile.
pub(crate) fn apply(tx: &mut WriteTx<'_>, engine: Engine, number: i64) -> Result<(), OpenError> {
    if engine == Engine::Postgres {
        tx.script("select pg_advisory_xact_lock(7236112)")?;
    }
    if applied(tx)? >= number {
        return Ok(());
    }
    let index = usize::try_from(number - 1).unwrap_or(usize::MAX);
    let text = MIGRATIONS.get(index).copied().unwrap_or_default();
    tx.script(&expand(text, engine))?;
    tx.run(&REMEMBER, &[number.into(), (&checksum_of(text)).into()])?;
    Ok(())
}

fn checksum_of(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Puts each engine's words in the place of ours: `{bigint}`, `{blob}`, `{strict}`, `{clustered}` at the end of a table
/// that is kept in the order of its key, `{balanced}` for the guards of the books, and `{append_only TABLE}`, which makes the engine refuse to change or delete.
fn expand(text: &str, engine: Engine) -> String {
    let (bigint, blob, strict, clustered) = match engine {
        Engine::Sqlite => ("integer", "blob", "strict", "strict, without rowid"),
        Engine::Postgres => ("bigint", "bytea", "", ""),
    };
    let mut expanded = text
        .replace("{bigint}", bigint)
        .replace("{blob}", blob)
        .replace("{strict}", strict)
        .replace("{clustered}", clustered)
        .replace("{balanced}", balanced(engine));
    while let Some((before, rest)) = expanded.split_once("{append_only ") {
        let Some((table, after)) = rest.split_once('}') else {
            break;
        };
        expanded = format!("{before}{}{after}", append_only(table, engine));
    }
    expanded
}

/// An entry of the books comes after its postings, and only if they balance; a posting never comes after its entry.
fn balanced(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "create trigger entry_balances before insert on entry begin \
                select raise(abort, 'an entry must balance') where new.postings < 2 \
                or (select count(*) from posting where entry = new.id) <> new.postings \
                or exists (select 1 from posting where entry = new.id group by currency having sum(minor) <> 0); end;\n\
             create trigger posting_is_closed before insert on posting begin \
                select raise(abort, 'an entry is posted whole') \
                where exists (select 1 from entry where id = new.entry); end;"
        }
        Engine::Postgres => {
            "create function entry_balances() returns trigger language plpgsql as $$ begin \
                if new.postings < 2 or (select count(*) from posting where entry = new.id) <> new.postings \
                or exists (select 1 from posting where entry = new.id group by currency having sum(minor) <> 0) \
                then raise exception 'an entry must balance'; end if; return new; end $$;\n\
             create trigger entry_balances before insert on entry for each row execute function entry_balances();\n\
             create function posting_is_closed() returns trigger language plpgsql as $$ begin \
                if exists (select 1 from entry where id = new.entry) \
                then raise exception 'an entry is posted whole'; end if; return new; end $$;\n\
             create trigger posting_is_closed before insert on posting for each row execute function posting_is_closed();"
        }
    }
}

fn append_only(table: &str, engine: Engine) -> String {
    match engine {
        Engine::Sqlite => ["update", "delete"]
            .map(|verb| {
                format!(
                    "create trigger {table}_no_{verb} before {verb} on {table} \
                     begin select raise(abort, '{table} is only ever added to'); end;"
                )
            })
            .join("\n"),
        Engine::Postgres => format!(
            "create function {table}_refuse() returns trigger language plpgsql as \
             $$ begin raise exception '{table} is only ever added to'; end $$;\n\
             create trigger {table}_no_change before update or delete or truncate on {table} \
             for each statement execute function {table}_refuse();"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_placeholder_is_left() {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            for text in MIGRATIONS.iter().chain([&MEMORY]) {
                let expanded = expand(text, engine);
                assert!(!expanded.contains('{'), "{expanded}");
            }
        }
    }
}
