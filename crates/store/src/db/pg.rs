//! PostgreSQL: a pool of connections, each transaction on one of them.

use super::order::Order;
use super::{Connection, Publish, ReadTx, Tx};
use crate::{Row, Sql, StoreError, Value, migrate};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use futures_util::future::BoxFuture;
use tokio_postgres::NoTls;
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut};

/// Connections at once.
const CONNECTIONS: usize = 16;

#[derive(Clone)]
pub(super) struct Postgres {
    pool: Pool,
    order: Order,
}

impl Postgres {
    pub(super) async fn open(url: &str, publish: Publish) -> Result<Self, StoreError> {
        let mut config: tokio_postgres::Config = url.parse()?;
        config.application_name("rustle");
        let manager =
            Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .build()
            .map_err(|e| StoreError::Engine(e.to_string()))?;
        let mut client = pool.get().await?;
        check_durable(&client).await?;
        migrate::postgres(&mut client).await?;
        Ok(Self { pool, order: Order::new(publish) })
    }

    pub(super) async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut ReadTx) -> BoxFuture<'t, Result<T, E>> + Send,
        E: From<StoreError>,
    {
        let client = self.pool.get().await.map_err(StoreError::from)?;
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '5s'";
        client.batch_execute(begin).await.map_err(StoreError::from)?;
        let mut tx = ReadTx(Connection::Postgres(client));
        let result = work(&mut tx).await;
        if let ReadTx(Connection::Postgres(client)) = tx
            && client.batch_execute("ROLLBACK").await.is_err()
        {
            drop(Object::take(client));
        }
        result
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        // A task of its own: a caller that goes away must not leave a transaction half done.
        let this = self.clone();
        let task = tokio::spawn(async move { this.transact(work).await });
        task.await.unwrap_or_else(|e| Err(StoreError::Engine(e.to_string()).into()))
    }

    async fn transact<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let client = self.pool.get().await.map_err(StoreError::from)?;
        client.batch_execute("BEGIN").await.map_err(StoreError::from)?;
        let mut tx = Tx::new(Connection::Postgres(client), Some(self.order.clone()));
        let guard = std::panic::AssertUnwindSafe(work(&mut tx));
        let done = futures_util::FutureExt::catch_unwind(guard).await;
        let done = done.unwrap_or_else(|_| Err(StoreError::Engine("a transaction panicked".into()).into()));
        let Tx { read: ReadTx(Connection::Postgres(client)), events, places, .. } = tx else {
            unreachable!("a transaction keeps its connection")
        };
        let result = match done {
            Ok(value) => {
                client.batch_execute("COMMIT").await.map(|()| value).map_err(|e| StoreError::from(e).into())
            }
            Err(e) => {
                if client.batch_execute("ROLLBACK").await.is_err() {
                    drop(Object::take(client));
                }
                Err(e)
            }
        };
        self.order.leave(places, if result.is_ok() { events } else { Vec::new() });
        result
    }

    pub(super) fn close(&self) {
        self.pool.close();
    }
}

/// Acknowledged means on disk: a server set up to forget is refused.
async fn check_durable(client: &Object) -> Result<(), StoreError> {
    for name in ["fsync", "synchronous_commit"] {
        let row = client.query_one(&format!("SHOW {name}"), &[]).await?;
        let value: String = row.get(0);
        if value == "off" {
            return Err(StoreError::Engine(format!(
                "PostgreSQL runs with {name} = off and can lose what it confirmed"
            )));
        }
    }
    Ok(())
}

/// Converts by the type the statement expects.
impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(i) if *ty == Type::INT4 => i32::try_from(*i)?.to_sql(ty, out),
            Self::Int(i) if *ty == Type::BOOL => (*i != 0).to_sql(ty, out),
            Self::Int(i) => i.to_sql(ty, out),
            Self::Bool(b) if *ty == Type::INT8 => i64::from(*b).to_sql(ty, out),
            Self::Bool(b) => b.to_sql(ty, out),
            Self::Text(s) => s.to_sql(ty, out),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    tokio_postgres::types::to_sql_checked!();
}

fn check(params: &[Value]) -> Result<(), StoreError> {
    if params.iter().any(|p| matches!(p, Value::Text(s) if s.contains('\0'))) {
        return Err(StoreError::Invalid("text with NUL".into()));
    }
    Ok(())
}

pub(super) async fn rows(
    client: &mut Object,
    sql: &'static Sql,
    params: &[Value],
) -> Result<Vec<Row>, StoreError> {
    check(params)?;
    let statement = client.prepare_cached(&sql.for_postgres()).await?;
    let params: Vec<&(dyn ToSql + Sync)> =
        params.iter().take(statement.params().len()).map(|p| p as &(dyn ToSql + Sync)).collect();
    let answer = client.query(&statement, &params).await?;
    answer.iter().map(|row| Ok(Row { columns: columns(row, sql)?, statement: sql.name })).collect()
}

fn columns(row: &tokio_postgres::Row, sql: &Sql) -> Result<Vec<Value>, StoreError> {
    row.columns()
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let value = match *column.type_() {
                Type::BOOL => row.try_get::<_, Option<bool>>(at)?.map_or(Value::Null, Value::Bool),
                Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map_or(Value::Null, Value::Int),
                Type::INT4 => {
                    row.try_get::<_, Option<i32>>(at)?.map_or(Value::Null, |i| Value::Int(i.into()))
                }
                Type::TEXT | Type::VARCHAR | Type::NAME => {
                    row.try_get::<_, Option<String>>(at)?.map_or(Value::Null, Value::Text)
                }
                ref other => {
                    let found = format!("type {other}");
                    return Err(StoreError::corrupt(&format!("{} column {at}", sql.name), &found));
                }
            };
            Ok(value)
        })
        .collect()
}

pub(super) async fn execute(
    client: &mut Object,
    sql: &'static Sql,
    params: &[Value],
) -> Result<u64, StoreError> {
    check(params)?;
    let statement = client.prepare_cached(&sql.for_postgres()).await?;
    let params: Vec<&(dyn ToSql + Sync)> =
        params.iter().take(statement.params().len()).map(|p| p as &(dyn ToSql + Sync)).collect();
    Ok(client.execute(&statement, &params).await?)
}
