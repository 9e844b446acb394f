//! The page behind the link that makes the first administrator.

use crate::State;
use crate::request;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path};
use axum::routing::get;
use http::{HeaderValue, Request, Response, StatusCode, header};
use rustle_ops::setup::Redeem;
use rustle_ops::users::Create;
use rustle_ops::{App, Caller, Failure};
use rustle_wire::{Input, Text};
use std::net::SocketAddr;

pub(crate) fn add(router: Router, state: &State) -> Router {
    let app = state.app.clone();
    router.route(
        "/setup/{token}",
        get(|| async { page(StatusCode::OK, &form("")) })
            .post(move |from, token, request| redeem(app, from, token, request)),
    )
}

/// A page that needs nothing from anywhere and can run nothing.
fn page(status: StatusCode, body: &str) -> Response<Body> {
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Set up Rustle</title><style>body{{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;\
         padding:0 1rem}}label{{display:block;margin:1rem 0 .25rem}}input{{width:100%;font:inherit;padding:.5rem;\
         box-sizing:border-box}}button{{margin-top:1.5rem;font:inherit;padding:.5rem 1rem}}.error{{color:#b00020}}\
         </style><main>{body}</main></html>"
    );
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

fn form(error: &str) -> String {
    let field = |name: &str, label: &str, kind: &str| {
        format!(
            "<label for=\"{name}\">{label}</label><input id=\"{name}\" name=\"{name}\" type=\"{kind}\" required>"
        )
    };
    let error = if error.is_empty() {
        String::new()
    } else {
        format!("<p class=\"error\" role=\"alert\">{}</p>", escape(error))
    };
    format!(
        "<h1>Make the first administrator</h1>{error}<form method=\"post\">{}{}{}<button>Make administrator</button></form>",
        field("username", "User name", "text"),
        field("email", "Mail address", "email"),
        field("password", "Password", "password"),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

async fn redeem(
    app: App,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let caller = Caller::nobody(from.ip().to_string());
    let made = async {
        let input = request::input(&parts, body).await?;
        app.call(&caller, Redeem { token, account: account(&input)? }).await
    };
    match made.await {
        Ok(user) => {
            let name = escape(user.username.as_deref().unwrap_or(""));
            page(
                StatusCode::OK,
                &format!("<h1>Done</h1><p>{name} is the administrator. The link is used up.</p>"),
            )
        }
        Err(Failure::Denied(_)) => {
            let text = "<h1>This link is not good any more</h1><p>It works once, and only while there is no \
                        administrator. The server prints a new one when it starts without one.</p>";
            page(StatusCode::FORBIDDEN, text)
        }
        Err(failure) => page(StatusCode::BAD_REQUEST, &form(&Text::of(&failure).reason)),
    }
}

fn account(input: &Input) -> Result<Create, Failure> {
    let username = input.str("username")?;
    Ok(Create {
        name: username.clone(),
        username,
        email: input.full_str("email")?,
        verified: false,
        password: Some(input.str("password")?),
        roles: Vec::new(),
        active: true,
        join_default_channels: true,
        require_password_change: false,
        bio: None,
        nickname: None,
        status_text: None,
        custom_fields: None,
        hash: None,
    })
}
