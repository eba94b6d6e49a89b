//! Values and rows, the same for both engines: whole numbers, text and bytes, each possibly absent.

use jiff::Timestamp;
use postgres::types::{IsNull, Type, private::BytesMut, to_sql_checked};
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::error::StoreError;

/// A parameter of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Null,
    Int(i64),
    Text(&'a str),
    Blob(&'a [u8]),
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl From<Timestamp> for Value<'_> {
    fn from(moment: Timestamp) -> Self {
        Value::Int(moment.as_microsecond())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Value::Blob(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Value::Blob(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Value::Blob(bytes)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl postgres::types::ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Int(number), &Type::INT8) => number.to_sql(ty, out),
            (Value::Text(text), &Type::TEXT) => text.to_sql(ty, out),
            (Value::Blob(bytes), &Type::BYTEA) => bytes.to_sql(ty, out),
            (value, ty) => Err(format!("{value:?} given for a parameter of type {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A row of an answer.
#[derive(Debug)]
pub(crate) enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

/// What a column can be read as.
pub(crate) trait Column: rusqlite::types::FromSql + for<'a> postgres::types::FromSql<'a> {}

impl Column for i64 {}
impl Column for Option<i64> {}
impl Column for String {}
impl Column for Option<String> {}
impl Column for Vec<u8> {}
impl Column for Option<Vec<u8>> {}

impl Row<'_> {
    /// The column at `index`, counted from zero in the order of the statement.
    pub(crate) fn get<T: Column>(&self, index: usize) -> Result<T, StoreError> {
        match self {
            Row::Sqlite(row) => row.get(index).map_err(|error| unreadable(index, &error)),
            Row::Postgres(row) => row.try_get(index).map_err(|error| unreadable(index, &error)),
        }
    }

    /// Bytes, without copying them.
    pub(crate) fn bytes(&self, index: usize) -> Result<&[u8], StoreError> {
        match self {
            Row::Sqlite(row) => row
                .get_ref(index)
                .map_err(|error| unreadable(index, &error))?
                .as_blob()
                .map_err(|error| unreadable(index, &error)),
            Row::Postgres(row) => row.try_get(index).map_err(|error| unreadable(index, &error)),
        }
    }

    /// A moment, kept as microseconds since 1970.
    pub(crate) fn moment(&self, index: usize) -> Result<Timestamp, StoreError> {
        let micros: i64 = self.get(index)?;
        Timestamp::from_microsecond(micros).map_err(|error| unreadable(index, &error))
    }

    /// A moment that may be absent.
    pub(crate) fn moment_opt(&self, index: usize) -> Result<Option<Timestamp>, StoreError> {
        match self.get::<Option<i64>>(index)? {
            None => Ok(None),
            Some(micros) => Timestamp::from_microsecond(micros).map(Some).map_err(|error| unreadable(index, &error)),
        }
    }

    /// A SHA-256 hash.
    pub(crate) fn hash(&self, index: usize) -> Result<[u8; 32], StoreError> {
        let bytes: Vec<u8> = self.get(index)?;
        bytes.try_into().map_err(|bytes: Vec<u8>| unreadable(index, &format!("{} bytes for a hash", bytes.len())))
    }
}

fn unreadable(index: usize, error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Damaged { reason: format!("column {index}: {error}") }
}
