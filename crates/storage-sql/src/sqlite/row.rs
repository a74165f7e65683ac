//! Values out of rows, with a name for what is damaged.
use act::Actor;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use storage::{Error, Id};

/// Anything the driver says, as our error.
pub fn unavailable(error: sqlx::Error) -> Error {
    if let sqlx::Error::Database(database) = &error
        && database.is_unique_violation()
    {
        return Error::Conflict {
            what: database.message().to_owned(),
        };
    }
    Error::Unavailable {
        message: error.to_string(),
    }
}

fn corrupt(what: &str) -> Error {
    Error::Corrupt {
        what: what.to_owned(),
    }
}

/// 32 bytes.
pub fn id(row: &SqliteRow, column: &str) -> Result<Id, Error> {
    let bytes: &[u8] = row.try_get(column).map_err(|_| corrupt(column))?;
    bytes.try_into().map_err(|_| corrupt(column))
}

/// 32 bytes or nothing.
pub fn id_option(row: &SqliteRow, column: &str) -> Result<Option<Id>, Error> {
    let bytes: Option<&[u8]> = row.try_get(column).map_err(|_| corrupt(column))?;
    bytes
        .map(|bytes| bytes.try_into().map_err(|_| corrupt(column)))
        .transpose()
}

/// 16 bytes.
pub fn id16(row: &SqliteRow, column: &str) -> Result<[u8; 16], Error> {
    let bytes: &[u8] = row.try_get(column).map_err(|_| corrupt(column))?;
    bytes.try_into().map_err(|_| corrupt(column))
}

/// An actor in `<name>_kind` and `<name>`.
pub fn actor(row: &SqliteRow, kind: &str, name: &str) -> Result<Actor, Error> {
    let code: i64 = int(row, kind)?;
    let code = u8::try_from(code).map_err(|_| corrupt(kind))?;
    Actor::new(code, id(row, name)?).map_err(|_| corrupt(name))
}

/// A signed integer.
pub fn int(row: &SqliteRow, column: &str) -> Result<i64, Error> {
    row.try_get(column).map_err(|_| corrupt(column))
}

/// A count or index.
pub fn unsigned<T: TryFrom<i64>>(row: &SqliteRow, column: &str) -> Result<T, Error> {
    T::try_from(int(row, column)?).map_err(|_| corrupt(column))
}

/// An index or nothing.
pub fn unsigned_option(row: &SqliteRow, column: &str) -> Result<Option<u64>, Error> {
    let value: Option<i64> = row.try_get(column).map_err(|_| corrupt(column))?;
    value
        .map(|value| u64::try_from(value).map_err(|_| corrupt(column)))
        .transpose()
}

/// A text.
pub fn text(row: &SqliteRow, column: &str) -> Result<String, Error> {
    row.try_get(column).map_err(|_| corrupt(column))
}

/// A text or nothing.
pub fn text_option(row: &SqliteRow, column: &str) -> Result<Option<String>, Error> {
    row.try_get(column).map_err(|_| corrupt(column))
}

/// Bytes.
pub fn bytes(row: &SqliteRow, column: &str) -> Result<Vec<u8>, Error> {
    row.try_get(column).map_err(|_| corrupt(column))
}

/// A number to be stored. SQL knows no integers above 2⁶³ − 1, and the log none above 2⁵³.
pub fn stored(n: u64) -> Result<i64, Error> {
    i64::try_from(n).map_err(|_| Error::Unavailable {
        message: format!("{n} is too large to be stored"),
    })
}

/// A number to be compared with stored ones, all of which are smaller than 2⁶³.
pub fn bound(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A substring pattern for LIKE … ESCAPE '\'.
pub fn like(text: &str) -> String {
    let mut out = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}
