//! What is no row: signing in, calling DDP methods over HTTP, and what the server says of itself.

use crate::State;
use crate::answer::Answer;
use crate::request;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path};
use axum::routing::{get, post};
use http::{HeaderValue, Request, Response};
use rustle_ops::sessions::{LogOut, sign_in};
use rustle_ops::{App, Failure};
use rustle_wire::{Dates, Input, Params, Text, View, login};
use serde_json::{Value, json};
use std::net::SocketAddr;

pub(crate) fn add(router: Router, state: &State) -> Router {
    let (health, one, two) = (state.app.clone(), state.app.clone(), state.app.clone());
    let router = crate::setup::add(crate::files::add(router, state), state);
    let (info, info_slash, info_v1) = (state.clone(), state.clone(), state.clone());
    let (call, anon) = (state.clone(), state.clone());
    let leave = move |from: ConnectInfo<SocketAddr>, request: Request<Body>| log_out(two, from, request);
    router
        .route("/health", get(move || self::health(health)))
        .route("/api/v1/login", post(move |from, request| log_in(one, from, request)))
        .route("/api/v1/logout", post(leave.clone()).get(leave))
        .route("/api/info", get(move |from, request| self::info(info, from, request)))
        .route("/api/info/", get(move |from, request| self::info(info_slash, from, request)))
        .route("/api/v1/info", get(move |from, request| self::info(info_v1, from, request)))
        .route("/api/v1/method.call/{*name}", post(move |from, name, r| method_call(call, from, name, r)))
        .route("/api/v1/method.callAnon/{*name}", post(move |from, name, r| method_call(anon, from, name, r)))
        .route(
            "/api/apps/actionButtons",
            get(|| async { Answer { status: 200, body: json!([]) }.into_response() }),
        )
}

async fn health(app: App) -> Response<Body> {
    if app.is_healthy().await {
        Answer { status: 200, body: json!({ "status": "ok" }) }.into_response()
    } else {
        Answer { status: 503, body: json!({ "status": "not ok" }) }.into_response()
    }
}

async fn log_in(
    app: App,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let caller = request::caller(&parts.headers, &from.ip().to_string());
    let done = async {
        let shown = request::input(&parts, body).await?;
        sign_in(&app, &caller, login::credentials(&shown)?).await
    };
    match done.await {
        Ok(done) => {
            Answer::success(login::rest_answer(&done, &View::new(&app.world(), Dates::Iso))).into_response()
        }
        Err(failure) => login_refused(&failure).into_response(),
    }
}

/// Signing in fails with 401 and a shape of its own.
fn login_refused(failure: &Failure) -> Answer {
    let text = Text::of(failure);
    let status = if text.status >= 500 { text.status } else { 401 };
    let error = if text.code == "invalid-params" { "Unauthorized" } else { text.code };
    let mut body = json!({ "status": "error", "error": error, "message": text.reason });
    if let Some(details) = text.details {
        body["details"] = details;
    }
    Answer { status, body }
}

async fn log_out(
    app: App,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request<Body>,
) -> Response<Body> {
    let caller = request::caller(request.headers(), &from.ip().to_string());
    match app.call(&caller, LogOut).await {
        Ok(()) => {
            let body = json!({ "status": "success", "data": { "message": "You've been logged out!" } });
            Answer { status: 200, body }.into_response()
        }
        Err(failure) => Answer::failure(&failure).into_response(),
    }
}

/// What clients need to know before signing in. Who may see statistics gets the whole version.
async fn info(
    state: State,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request<Body>,
) -> Response<Body> {
    let caller = request::caller(request.headers(), &from.ip().to_string());
    let short = state.version.rsplit_once('.').map_or(state.version, |(short, _)| short);
    let mut body = json!({
        "version": short, "success": true,
        "minimumClientVersions": { "desktop": "3.9.6", "mobile": "4.39.0" },
    });
    let full = state.app.call(&caller, rustle_ops::server::About).await.is_ok();
    if full || request.uri().path() == "/api/v1/info" {
        body["info"] = json!({ "version": if full { state.version } else { short } });
    }
    if full {
        body["version"] = state.version.into();
    }
    let mut response = Answer { status: 200, body }.into_response();
    // The desktop client asks from a page of its own before it knows the server.
    response.headers_mut().insert("access-control-allow-origin", HeaderValue::from_static("*"));
    response
}

/// `POST method.call/name` with `{"message": "<frame as text>"}`: the same table as on the socket.
async fn method_call(
    state: State,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(name): Path<String>,
    request: Request<Body>,
) -> Response<Body> {
    let anonymous = request.uri().path().contains("method.callAnon");
    let (parts, body) = request.into_parts();
    let mut caller = request::caller(&parts.headers, &from.ip().to_string());
    if anonymous {
        caller = rustle_ops::Caller::nobody(caller.address);
    } else if state.app.call(&caller, rustle_ops::sessions::Me).await.is_err() {
        return Answer::failure(&rustle_domain::access::Denied::SignIn.into()).into_response();
    }
    let done = async { call_frame(&state, caller, &name, &request::input(&parts, body).await?).await };
    match done.await {
        Ok(message) => Answer::success(json!({ "message": message })).into_response(),
        Err(failure) => Answer::failure(&failure).into_response(),
    }
}

async fn call_frame(
    state: &State,
    caller: rustle_ops::Caller,
    path: &str,
    input: &Input,
) -> Result<String, Failure> {
    let invalid = || Failure::invalid("message", "Invalid method call");
    let frame: Value = serde_json::from_str(&input.str("message")?).map_err(|_| invalid())?;
    let frame = frame.as_object().ok_or_else(invalid)?;
    let name = frame.get("method").and_then(Value::as_str).ok_or_else(invalid)?;
    // In the path `/` of a name may be written `:`. Path and frame must agree.
    if frame.get("msg").and_then(Value::as_str) != Some("method")
        || name.replace('/', ":") != path.replace('/', ":")
    {
        return Err(invalid());
    }
    let id = frame.get("id").cloned().unwrap_or_default();
    let answer = match Params::new(frame.get("params").cloned()) {
        Err(failure) => Err(Text::of(&failure).ddp(name)),
        Ok(params) if name == "login" => {
            let shown = params.object(0);
            match shown.and_then(|s| login::credentials(&s)) {
                Ok(credentials) => {
                    sign_in(&state.app, &caller, credentials).await.map(|d| Some(login::ddp_result(&d)))
                }
                Err(failure) => Err(failure),
            }
            .map_err(|f| Text::of(&f).ddp(name))
        }
        Ok(params) => {
            if let Some(answer) = state.methods.call(caller, name, params) {
                answer.await.map_err(|f| Text::of(&f).ddp(name))
            } else {
                let reason = format!("Method '{name}' not found");
                let message = format!("{reason} [404]");
                Err(json!({ "isClientSafe": true, "error": 404, "reason": reason, "message": message,
                "errorType": "Meteor.Error" }))
            }
        }
    };
    let mut result = json!({ "msg": "result", "id": id });
    match answer {
        Ok(Some(value)) => result["result"] = value,
        Ok(None) => {}
        Err(error) => result["error"] = error,
    }
    Ok(result.to_string())
}
