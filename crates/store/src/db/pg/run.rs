//! Statements on one PostgreSQL connection.

use super::Client;
use crate::{Row, Sql, StoreError, Value};
use tokio_postgres::Statement;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type};

pub(in crate::db) async fn rows(
    client: &Client,
    sql: &'static Sql,
    params: &[Value],
) -> Result<Vec<Row>, StoreError> {
    let statement = prepare(client, sql, params).await?;
    let answer = client.get()?.query(&statement, &references(params)).await.map_err(|e| failed(e, sql))?;
    answer.iter().map(|row| Ok(Row { columns: columns(row, sql)?, statement: sql.name })).collect()
}

pub(in crate::db) async fn execute(
    client: &Client,
    sql: &'static Sql,
    params: &[Value],
) -> Result<u64, StoreError> {
    let statement = prepare(client, sql, params).await?;
    client.get()?.execute(&statement, &references(params)).await.map_err(|e| failed(e, sql))
}

async fn prepare(client: &Client, sql: &'static Sql, params: &[Value]) -> Result<Statement, StoreError> {
    let statement = client.get()?.prepare_cached(sql.for_postgres()).await.map_err(|e| failed(e, sql))?;
    let wanted = statement.params().len();
    if wanted != params.len() {
        return Err(StoreError::Engine(format!("{}: {} parameters for {wanted}", sql.name, params.len())));
    }
    Ok(statement)
}

fn references(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|p| p as &(dyn ToSql + Sync)).collect()
}

/// Converts by the type the statement expects.
impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self, ty) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(i), &Type::INT8) => i.to_sql(ty, out),
            (Self::Int(i), &Type::INT4) => i32::try_from(*i)?.to_sql(ty, out),
            (Self::Bool(b), &Type::BOOL) => b.to_sql(ty, out),
            (Self::Text(s), &Type::TEXT) => s.to_sql(ty, out),
            _ => Err(format!("{self:?} for a parameter of type {ty}").into()),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    tokio_postgres::types::to_sql_checked!();
}

fn columns(row: &tokio_postgres::Row, sql: &'static Sql) -> Result<Vec<Value>, StoreError> {
    let column = |(at, column): (usize, &tokio_postgres::Column)| {
        let value = match *column.type_() {
            Type::BOOL => row.try_get::<_, Option<bool>>(at)?.map(Value::Bool),
            Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map(Value::Int),
            Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map(|i| Value::Int(i.into())),
            Type::TEXT => row.try_get::<_, Option<String>>(at)?.map(Value::Text),
            ref other => {
                return Err(StoreError::corrupt(
                    &format!("{} column {at}", sql.name),
                    &format!("type {other}"),
                ));
            }
        };
        Ok(value.unwrap_or(Value::Null))
    };
    row.columns().iter().enumerate().map(column).collect()
}

fn failed(error: tokio_postgres::Error, sql: &'static Sql) -> StoreError {
    StoreError::from(error).in_statement(sql.name)
}
