//! From an HTTP request to a caller and parameters.

use axum::body::{Body, to_bytes};
use http::request::Parts;
use http::{HeaderMap, header};
use percent_encoding::percent_decode_str;
use rustle_ops::{Caller, Credential, Failure, token_hash};
use rustle_wire::Input;

/// Longest JSON or form body, bytes.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// Who asks, by the two headers of upstream. Both must be there and agree.
pub fn caller(headers: &HeaderMap, address: &str) -> Caller {
    let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).filter(|v| !v.is_empty());
    match (header("x-auth-token"), header("x-user-id")) {
        (Some(token), Some(user)) => Caller {
            credential: Credential::Token { hash: token_hash(token), user: Some(user.into()) },
            address: address.to_owned(),
        },
        _ => Caller::nobody(address),
    }
}

/// The parameters of a request: the query of a GET or DELETE, the body of anything else.
pub async fn input(parts: &Parts, body: Body) -> Result<Input, Failure> {
    if matches!(parts.method.as_str(), "GET" | "HEAD" | "DELETE") {
        return query(parts.uri.query().unwrap_or(""));
    }
    let bytes =
        to_bytes(body, MAX_BODY).await.map_err(|_| Failure::invalid("body", "Request body is too large"))?;
    if bytes.is_empty() {
        return Ok(Input::default());
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if kind.starts_with("application/x-www-form-urlencoded") {
        let text = std::str::from_utf8(&bytes).map_err(|_| Failure::invalid("body", "must be UTF-8"))?;
        return query(text);
    }
    let value = serde_json::from_slice(&bytes).map_err(|_| Failure::invalid("body", "must be JSON"))?;
    Input::json(value)
}

/// Reads `a=1&b[]=2`. Some clients end every address with `?`, which is no part of the last value.
pub fn query(text: &str) -> Result<Input, Failure> {
    let text = text.strip_suffix('?').unwrap_or(text);
    let mut pairs = Vec::new();
    for pair in text.split('&').filter(|p| !p.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push((decode(key)?, decode(value)?));
    }
    Ok(Input::query(pairs))
}

/// Undoes percent encoding, and `+` for a blank.
pub fn decode(text: &str) -> Result<String, Failure> {
    let text = text.replace('+', " ");
    let decoded = percent_decode_str(&text).decode_utf8();
    decoded.map(std::borrow::Cow::into_owned).map_err(|_| Failure::invalid("query", "must be UTF-8"))
}
