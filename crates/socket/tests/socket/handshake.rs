//! The request that opens a WebSocket, and its answer.

use http::request::{Builder, Parts};
use http::{Method, Request, StatusCode, Version};
use rustle_socket::{Refused, accept_key, upgrade};

const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";

fn request() -> Builder {
    Request::get("/websocket").header("Upgrade", "websocket").header("Connection", "Upgrade")
}

fn with_key() -> Builder {
    request().header("Sec-WebSocket-Version", "13").header("Sec-WebSocket-Key", KEY)
}

fn parts(builder: Builder) -> Parts {
    builder.body(()).unwrap().into_parts().0
}

#[test]
fn the_example_of_the_standard_gets_its_answer() {
    assert_eq!(accept_key(KEY), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    let response = upgrade(&parts(with_key())).unwrap();
    assert_eq!(response.status(), StatusCode::SWITCHING_PROTOCOLS);
    assert_eq!(response.headers()["sec-websocket-accept"], "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assert_eq!(response.headers()["upgrade"], "websocket");
    assert_eq!(response.headers()["connection"], "Upgrade");
}

#[test]
fn tokens_are_found_in_lists_and_in_any_case() {
    let builder = Request::get("/websocket")
        .header("Upgrade", "WebSocket")
        .header("Connection", "close")
        .header("Connection", "keep-alive, UPGRADE")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Key", KEY);
    assert!(upgrade(&parts(builder)).is_ok());
}

#[test]
fn what_is_no_upgrade_is_refused() {
    let mut versions = parts(with_key());
    versions.version = Version::HTTP_10;
    let refused = [
        parts(with_key().method(Method::POST)),
        parts(Request::get("/").header("Connection", "Upgrade").header("Sec-WebSocket-Key", KEY)),
        parts(Request::get("/").header("Upgrade", "websocket").header("Sec-WebSocket-Key", KEY)),
        parts(Request::get("/").header("Upgrade", "h2c").header("Connection", "Upgrade")),
        versions,
    ];
    for request in refused {
        assert_eq!(upgrade(&request).unwrap_err(), Refused::NotUpgrade, "{request:?}");
    }
    assert_eq!(Refused::NotUpgrade.response().status(), StatusCode::BAD_REQUEST);
}

#[test]
fn another_version_learns_which_one_is_spoken() {
    for version in [None, Some("8"), Some("14")] {
        let mut builder = request().header("Sec-WebSocket-Key", KEY);
        if let Some(version) = version {
            builder = builder.header("Sec-WebSocket-Version", version);
        }
        let response = upgrade(&parts(builder)).unwrap_err().response();
        assert_eq!(response.status(), StatusCode::UPGRADE_REQUIRED);
        assert_eq!(response.headers()["sec-websocket-version"], "13");
    }
}

#[test]
fn a_key_that_is_none_is_refused() {
    for key in
        ["", "short", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQA=", "dGhlIHNhbXBsZSBub25j!Q=="]
    {
        let builder = request().header("Sec-WebSocket-Version", "13").header("Sec-WebSocket-Key", key);
        assert_eq!(upgrade(&parts(builder)).unwrap_err(), Refused::BadKey, "{key}");
    }
    let none = request().header("Sec-WebSocket-Version", "13");
    let two = with_key().header("Sec-WebSocket-Key", KEY);
    for builder in [none, two] {
        assert_eq!(upgrade(&parts(builder)).unwrap_err(), Refused::BadKey);
    }
    assert_eq!(Refused::BadKey.response().status(), StatusCode::BAD_REQUEST);
}
