//! From an HTTP request to a WebSocket: `/websocket` with plain frames, `/sockjs/…` with SockJS around them.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::routing::get;
use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode, header};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto;
use rustle_ddp::Server;
use rustle_fanout::Framing;
use rustle_ops::App;
use std::net::SocketAddr;
use tokio::net::TcpStream;

/// The paths of sockets.
pub fn routes(server: &Server, app: &App) -> Router {
    let open = |framing: Framing| {
        let (server, app) = (server.clone(), app.clone());
        get(move |from: ConnectInfo<SocketAddr>, request: Request<Body>| async move {
            upgrade(server, &app, framing, from.0, request)
        })
    };
    Router::new()
        .route("/websocket", open(Framing::Raw))
        .route("/websocket/", open(Framing::Raw))
        .route("/sockjs/websocket", open(Framing::Raw))
        .route("/sockjs/{server}/{session}/websocket", open(Framing::SockJs))
        .route("/sockjs/info", get(info))
}

/// What SockJS clients ask first: only WebSocket is offered.
async fn info() -> Response<Body> {
    let entropy = std::time::Instant::now().elapsed().subsec_nanos();
    let body = format!(r#"{{"websocket":true,"origins":["*:*"],"cookie_needed":false,"entropy":{entropy}}}"#);
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    response
}

fn upgrade(
    server: Server,
    app: &App,
    framing: Framing,
    from: SocketAddr,
    request: Request<Body>,
) -> Response<Body> {
    if !is_own_page(request.headers(), app) {
        return refuse(StatusCode::FORBIDDEN);
    }
    let (parts, body) = request.into_parts();
    let answer = match rustle_socket::upgrade(&parts) {
        Ok(answer) => answer.map(|()| Body::empty()),
        Err(refused) => return refused.response().map(|()| Body::empty()),
    };
    let mut request = Request::from_parts(parts, body);
    let upgraded = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let Ok(upgraded) = upgraded.await else { return };
        let Some((stream, read)) = socket(upgraded) else {
            tracing::error!("a connection that was to become a WebSocket is not TCP");
            return;
        };
        server.serve(stream, read, framing, from.ip().to_string()).await;
    });
    answer
}

/// The socket of a connection, and what was read from it already. Where the server was built to speak HTTP/2, too,
/// the socket is wrapped once more.
fn socket(upgraded: Upgraded) -> Option<(TcpStream, Bytes)> {
    match upgraded.downcast::<TokioIo<TcpStream>>() {
        Ok(parts) => Some((parts.io.into_inner(), parts.read_buf)),
        Err(wrapped) => {
            let parts = auto::upgrade::downcast::<TokioIo<TcpStream>>(wrapped).ok()?;
            Some((parts.io.into_inner(), parts.read_buf))
        }
    }
}

fn refuse(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Browsers say which page opens a socket: it must be this server's own, or one that is allowed. Programs say nothing.
fn is_own_page(headers: &HeaderMap, app: &App) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or("");
    let own = origin.split_once("://").is_some_and(|(_, authority)| authority == host);
    own || rustle_rest::origin_allowed(origin, &app.settings())
}
