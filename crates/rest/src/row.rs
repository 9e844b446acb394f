//! One row of the table: method, path, how to read the request, which operation, how to write the answer.

use crate::answer::Answer;
use futures_util::future::BoxFuture;
use http::Method;
use rustle_ops::sessions::Me;
use rustle_ops::{Access, App, Caller, Failure, Mode, Operation};
use rustle_wire::{Dates, Input, View};
use serde_json::Value;
use std::sync::Arc;

type Run = Arc<dyn Fn(App, Caller, Input) -> BoxFuture<'static, Result<Value, Failure>> + Send + Sync>;

/// One row.
pub struct Row {
    /// HTTP method.
    pub method: Method,
    /// Below `/api/v1/`, with `{parameters}`.
    pub path: &'static str,
    /// The operation it runs.
    pub operation: &'static str,
    /// The right that operation needs.
    pub access: String,
    /// Whether it reads or writes.
    pub mode: &'static str,
    run: Run,
    quirk: Option<fn(&Failure) -> Option<Answer>>,
}

/// How a row reads its request.
pub type Decode<O> = fn(&Input) -> Result<O, Failure>;
/// How a row writes its answer, an object; `success` is added.
pub type Encode<O> = fn(<O as Operation>::Output, &View) -> Value;

fn row<O: Operation>(method: Method, path: &'static str, decode: Decode<O>, encode: Encode<O>) -> Row {
    let run: Run = Arc::new(move |app: App, caller: Caller, input: Input| {
        Box::pin(async move {
            let operation = match decode(&input) {
                Ok(operation) => operation,
                Err(wrong) => {
                    // Who must sign in is told that first, whatever else is wrong.
                    if O::Access::NEEDS_SIGN_IN {
                        app.call(&caller, Me).await?;
                    }
                    return Err(wrong);
                }
            };
            let output = app.call(&caller, operation).await?;
            Ok(encode(output, &View::new(&app.world(), Dates::Iso)))
        })
    });
    Row {
        method,
        path,
        operation: O::NAME,
        access: O::Access::describe(),
        mode: O::Mode::NAME,
        run,
        quirk: None,
    }
}

/// A row for GET.
pub fn get<O: Operation>(path: &'static str, decode: Decode<O>, encode: Encode<O>) -> Row {
    row(Method::GET, path, decode, encode)
}

/// A row for POST.
pub fn post<O: Operation>(path: &'static str, decode: Decode<O>, encode: Encode<O>) -> Row {
    row(Method::POST, path, decode, encode)
}

impl Row {
    /// Upstream answers some failures of this route in a way of its own.
    #[must_use]
    pub fn answering(mut self, quirk: fn(&Failure) -> Option<Answer>) -> Self {
        self.quirk = Some(quirk);
        self
    }

    /// Reads, calls, writes.
    pub async fn answer(&self, app: App, caller: Caller, input: Input) -> Answer {
        match (self.run)(app, caller, input).await {
            Ok(body) => Answer::success(body),
            Err(failure) => {
                self.quirk.and_then(|quirk| quirk(&failure)).unwrap_or_else(|| Answer::failure(&failure))
            }
        }
    }
}
