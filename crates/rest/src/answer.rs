//! Answers as JSON.

use axum::body::Body;
use http::{HeaderValue, Response, StatusCode, header};
use rustle_ops::Failure;
use rustle_wire::Text;
use serde_json::{Value, json};

/// A status and a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The document.
    pub body: Value,
}

impl Answer {
    /// It worked. Objects that do not say so themselves get `success: true`.
    pub fn success(mut body: Value) -> Self {
        if let Value::Object(map) = &mut body
            && !map.contains_key("status")
        {
            map.entry("success").or_insert(true.into());
        }
        Self { status: 200, body }
    }
    /// It did not.
    pub fn failure(failure: &Failure) -> Self {
        let text = Text::of(failure);
        Self { status: text.status, body: text.rest() }
    }
    /// A failure with a text of its own: `{success: false, error}`.
    pub fn refused(status: u16, error: &str) -> Self {
        Self { status, body: json!({ "success": false, "error": error }) }
    }
    /// As an HTTP response. The content type is exactly this, which clients compare.
    pub fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body.to_string()));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        response
    }
}
