//! Statements on one SQLite connection.

use crate::{Row, Sql, StoreError, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection};

/// A word without parameters or rows, such as `BEGIN`.
pub(super) fn control(connection: &Connection, word: &str) -> Result<(), StoreError> {
    connection.prepare_cached(word)?.raw_execute()?;
    Ok(())
}

pub(in crate::db) fn rows(
    connection: &Connection,
    sql: &'static Sql,
    params: &[Value],
) -> Result<Vec<Row>, StoreError> {
    let mut statement = prepare(connection, sql, params)?;
    let width = statement.column_count();
    let mut answer = statement.raw_query();
    let mut out = Vec::new();
    while let Some(row) = answer.next().map_err(|e| failed(e, sql))? {
        let mut columns = Vec::with_capacity(width);
        for at in 0..width {
            columns.push(column(row.get_ref(at)?, sql, at)?);
        }
        out.push(Row { columns, statement: sql.name });
    }
    Ok(out)
}

pub(in crate::db) fn execute(
    connection: &Connection,
    sql: &'static Sql,
    params: &[Value],
) -> Result<u64, StoreError> {
    let mut statement = prepare(connection, sql, params)?;
    let changed = statement.raw_execute().map_err(|e| failed(e, sql))?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

fn prepare<'c>(
    connection: &'c Connection,
    sql: &'static Sql,
    params: &[Value],
) -> Result<CachedStatement<'c>, StoreError> {
    let mut statement = connection.prepare_cached(sql.for_sqlite()).map_err(|e| failed(e, sql))?;
    let mut highest = 0;
    for index in 1..=statement.parameter_count() {
        // `$3` is a name to SQLite, numbered by its first use.
        let number =
            statement.parameter_name(index).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let value = number.and_then(|n| params.get(n.checked_sub(1)?));
        let value =
            value.ok_or_else(|| StoreError::Engine(format!("{}: parameter {index} is missing", sql.name)))?;
        statement.raw_bind_parameter(index, bound(value))?;
        highest = highest.max(number.unwrap_or(0));
    }
    if highest != params.len() {
        return Err(StoreError::Engine(format!("{}: {} parameters for {highest}", sql.name, params.len())));
    }
    Ok(statement)
}

fn bound(value: &Value) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(match value {
        Value::Null => ValueRef::Null,
        Value::Int(i) => ValueRef::Integer(*i),
        Value::Text(s) => ValueRef::Text(s.as_bytes()),
        Value::Bool(b) => ValueRef::Integer(i64::from(*b)),
    })
}

fn column(value: ValueRef<'_>, sql: &'static Sql, at: usize) -> Result<Value, StoreError> {
    let wrong = |found: &str| StoreError::corrupt(&format!("{} column {at}", sql.name), found);
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(i) => Ok(Value::Int(i)),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(wrong("text that is not UTF-8")),
        },
        ValueRef::Real(_) | ValueRef::Blob(_) => Err(wrong("neither whole number nor text")),
    }
}

fn failed(error: rusqlite::Error, sql: &'static Sql) -> StoreError {
    StoreError::from(error).in_statement(sql.name)
}
