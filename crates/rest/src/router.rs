//! The router: every row at its path, then what is no row, then "not found".

use crate::answer::Answer;
use crate::row::Row;
use crate::{request, rows, special};
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, RawPathParams};
use axum::routing::{MethodFilter, on};
use http::{Method, Request, Response};
use rustle_ops::App;
use rustle_wire::Methods;
use std::net::SocketAddr;
use std::sync::Arc;

/// What requests share.
#[derive(Clone)]
pub struct State {
    /// The core.
    pub app: App,
    /// DDP methods, for `method.call`.
    pub methods: Arc<dyn Methods>,
    /// Upstream's version that we speak.
    pub version: &'static str,
}

/// Everything under `/api`, and `/health`.
pub fn router(state: &State) -> Router {
    let mut router = Router::new();
    for row in rows::rows() {
        router = add(router, state, row);
    }
    special::add(router, state).fallback(not_found)
}

async fn not_found() -> Response<Body> {
    Answer::refused(404, "Invalid API route").into_response()
}

fn add(router: Router, state: &State, row: Row) -> Router {
    let filter = match row.method {
        Method::GET => MethodFilter::GET,
        Method::PUT => MethodFilter::PUT,
        Method::DELETE => MethodFilter::DELETE,
        _ => MethodFilter::POST,
    };
    let path = format!("/api/v1/{}", row.path);
    let (row, app) = (Arc::new(row), state.app.clone());
    let handler =
        move |ConnectInfo(from): ConnectInfo<SocketAddr>, params: RawPathParams, request: Request<Body>| {
            let (row, app) = (row.clone(), app.clone());
            async move {
                let (parts, body) = request.into_parts();
                let caller = request::caller(&parts.headers, &from.ip().to_string());
                match request::input(&parts, body).await {
                    Err(failure) => Answer::failure(&failure).into_response(),
                    Ok(mut input) => {
                        for (name, value) in &params {
                            input.set(name, value.to_owned());
                        }
                        row.answer(app, caller, input).await.into_response()
                    }
                }
            }
        };
    router.route(&path, on(filter, handler))
}
