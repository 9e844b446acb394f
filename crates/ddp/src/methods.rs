//! The table of methods: name, how to read the parameters, which operation, how to write the result.

use futures_util::future::BoxFuture;
use rustle_ops::Failure;
use rustle_ops::{Access, App, Caller, Mode, Operation};
use rustle_wire::methods::{Answer, Params};
use rustle_wire::{Dates, Methods, View};
use serde_json::Value;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

mod login;
mod messages;
mod rooms;
mod settings;
mod users;

type Run = Arc<dyn Fn(App, Caller, Params) -> BoxFuture<'static, Answer> + Send + Sync>;

/// One row.
pub struct Method {
    /// Name on the wire.
    pub name: &'static str,
    /// The operation it runs.
    pub operation: &'static str,
    /// The right that operation needs.
    pub access: String,
    /// Whether it reads or writes.
    pub mode: &'static str,
    run: Run,
    quirk: Option<fn(&Failure) -> Option<Failure>>,
}

impl Method {
    /// Upstream answers some failures of this method in words of its own.
    #[must_use]
    fn answering(mut self, quirk: fn(&Failure) -> Option<Failure>) -> Self {
        self.quirk = Some(quirk);
        self
    }
}

/// A row: decode, call, encode.
fn method<O: Operation>(
    name: &'static str,
    decode: fn(&Params) -> Result<O, Failure>,
    encode: fn(O::Output, &View) -> Option<Value>,
) -> Method {
    let run: Run = Arc::new(move |app: App, caller: Caller, params: Params| {
        Box::pin(async move {
            let output = app.call(&caller, decode(&params)?).await?;
            Ok(encode(output, &View::new(&app.world(), Dates::Ejson)))
        })
    });
    Method { name, operation: O::NAME, access: O::Access::describe(), mode: O::Mode::NAME, run, quirk: None }
}

/// Every row.
pub fn rows() -> Vec<Method> {
    [login::rows(), messages::rows(), rooms::rows(), settings::rows(), users::rows()]
        .into_iter()
        .flatten()
        .collect()
}

/// Every method by name, ready to be called.
#[derive(Clone)]
pub struct Table {
    app: App,
    rows: Arc<HashMap<&'static str, Method>>,
}

/// The table of an app.
pub fn table(app: App) -> Table {
    Table { app, rows: Arc::new(rows().into_iter().map(|row| (row.name, row)).collect()) }
}

impl Table {
    /// Rows by name.
    pub fn rows(&self) -> impl Iterator<Item = &Method> {
        self.rows.values()
    }
}

impl Methods for Table {
    fn call(
        &self,
        caller: Caller,
        name: &str,
        params: Params,
    ) -> Option<Pin<Box<dyn Future<Output = Answer> + Send>>> {
        let row = self.rows.get(name)?;
        let (answer, quirk) = ((row.run)(self.app.clone(), caller, params), row.quirk);
        Some(Box::pin(async move {
            answer.await.map_err(|failure| quirk.and_then(|quirk| quirk(&failure)).unwrap_or(failure))
        }))
    }
}
