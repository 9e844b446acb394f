//! Files over HTTP: taken in piece by piece, given out by id, and the pictures of users and rooms.

use crate::State;
use crate::answer::Answer;
use crate::request;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Multipart, Path};
use axum::routing::{get, post};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, header};
use rustle_domain::UploadId;
use rustle_domain::messages::Message;
use rustle_domain::uploads::Upload;
use rustle_media::{content_disposition, is_inline_safe};
use rustle_ops::avatars::{self, Avatar, Reset};
use rustle_ops::uploads::{Confirm, Incoming, open, receive};
use rustle_ops::{App, Caller, Credential, Failure, token_hash};
use rustle_wire::messages::{message, outside};
use rustle_wire::{Dates, Input, View};
use serde_json::{Value, json};
use std::net::SocketAddr;

type From = ConnectInfo<SocketAddr>;

pub(crate) fn add(router: Router, state: &State) -> Router {
    let app = || state.app.clone();
    let (old, new, confirm_, file, ufs) = (app(), app(), app(), app(), app());
    let (user, room, set, reset) = (app(), app(), app(), app());
    let uploads = Router::new()
        .route("/api/v1/rooms.upload/{rid}", post(move |f, p, r| upload(old, f, p, r)))
        .route("/api/v1/rooms.media/{rid}", post(move |f, p, r| media(new, f, p, r)))
        .route("/api/v1/users.setAvatar", post(move |f, r| set_avatar(set, f, r)))
        // Each of them has a limit of its own, counted while it streams.
        .layer(DefaultBodyLimit::disable());
    router
        .merge(uploads)
        .route("/api/v1/rooms.mediaConfirm/{rid}/{file}", post(move |f, p, r| confirm(confirm_, f, p, r)))
        .route("/api/v1/users.resetAvatar", post(move |f, r| reset_avatar(reset, f, r)))
        .route("/file-upload/{id}/{*name}", get(move |f, p, r| download(file, f, p, r)))
        .route("/ufs/GridFS:Uploads/{id}/{*name}", get(move |f, p, r| download(ufs, f, p, r)))
        .route(
            "/avatar/room/{rid}",
            get(move |f, Path(rid): Path<String>, r| picture(room, f, None, Some(rid), r)),
        )
        .route(
            "/avatar/{name}",
            get(move |f, Path(name): Path<String>, r| picture(user, f, Some(name), None, r)),
        )
}

fn caller(headers: &HeaderMap, from: &From) -> Caller {
    request::caller(headers, &from.0.ip().to_string())
}

fn failed(failure: &Failure) -> Response<Body> {
    Answer::failure(failure).into_response()
}

/// What came beside a file, and the file itself, taken in.
struct Form {
    fields: Input,
    file: Option<Upload>,
}

/// Longest text field beside a file, and most fields.
const MAX_FIELD: usize = 64 * 1024;
const MAX_FIELDS: usize = 32;

async fn form(app: &App, caller: &Caller, room: &str, request: Request<Body>) -> Result<Form, Failure> {
    let broken = |e: &dyn std::fmt::Display| Failure::invalid("file", e.to_string());
    let mut parts = Multipart::from_request(request, &()).await.map_err(|e| broken(&e))?;
    let (mut pairs, mut file) = (Vec::new(), None);
    let mut count = 0;
    while let Some(mut field) = parts.next_field().await.map_err(|e| broken(&e))? {
        count += 1;
        if count > MAX_FIELDS {
            return Err(Failure::invalid("file", "too many parts"));
        }
        let name = field.name().unwrap_or("").to_owned();
        if field.file_name().is_some() {
            if name != "file" || file.is_some() {
                return Err(Failure::Invalid(rustle_ops::Invalid {
                    code: "invalid-field",
                    parameter: "file",
                    message: "invalid-field".into(),
                }));
            }
            let incoming = Incoming {
                room: room.into(),
                name: field.file_name().unwrap_or("").to_owned(),
                declared: field.content_type().map(str::to_owned),
            };
            file = Some(receive(app, caller, incoming, field).await?);
            continue;
        }
        let mut text = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|e| broken(&e))? {
            text.extend_from_slice(&piece);
            if text.len() > MAX_FIELD {
                return Err(Failure::invalid("file", "a field is too long"));
            }
        }
        pairs.push((name, String::from_utf8(text).map_err(|e| broken(&e))?));
    }
    Ok(Form { fields: Input::query(pairs), file })
}

fn no_file() -> Answer {
    Answer {
        status: 400,
        body: json!({ "success": false, "error": "No file uploaded" , "errorType": "error-no-file" }),
    }
}

/// Of old: file and message in one request.
async fn upload(app: App, from: From, Path(rid): Path<String>, request: Request<Body>) -> Response<Body> {
    let caller = caller(request.headers(), &from);
    let sent = async {
        let form = form(&app, &caller, &rid, request).await?;
        let Some(file) = form.file else { return Ok(Err(no_file())) };
        confirmed(&app, &caller, &rid, file.id, &form.fields).await.map(Ok)
    };
    answer(&app, sent.await)
}

/// First half: the file alone, shown to nobody yet.
async fn media(app: App, from: From, Path(rid): Path<String>, request: Request<Body>) -> Response<Body> {
    let caller = caller(request.headers(), &from);
    match form(&app, &caller, &rid, request).await {
        Err(failure) => failed(&failure),
        Ok(Form { file: None, .. }) => no_file().into_response(),
        Ok(Form { file: Some(file), .. }) => {
            let url = format!(
                "/file-upload/{}/{}",
                file.id,
                percent_encoding::utf8_percent_encode(&file.name, percent_encoding::NON_ALPHANUMERIC)
            );
            Answer::success(json!({ "file": { "_id": file.id, "url": url } })).into_response()
        }
    }
}

/// Second half: the message that shows it.
async fn confirm(
    app: App,
    from: From,
    Path((rid, file)): Path<(String, String)>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let caller = caller(&parts.headers, &from);
    let sent = async {
        let input = request::input(&parts, body).await?;
        confirmed(&app, &caller, &rid, file.into(), &input).await.map(Ok)
    };
    answer(&app, sent.await)
}

async fn confirmed(
    app: &App,
    caller: &Caller,
    rid: &str,
    file: UploadId,
    input: &Input,
) -> Result<Message, Failure> {
    let confirm = Confirm {
        room: rid.into(),
        file,
        said: outside(input)?,
        description: input.opt_str("description")?.unwrap_or_default(),
    };
    app.call(caller, confirm).await
}

fn answer(app: &App, sent: Result<Result<Message, Answer>, Failure>) -> Response<Body> {
    match sent {
        Ok(Ok(sent)) => {
            let view = View::new(&app.world(), Dates::Iso);
            Answer::success(json!({ "message": message(&sent, &view) })).into_response()
        }
        Ok(Err(answer)) => answer.into_response(),
        Err(failure) => failed(&failure),
    }
}

/// For files and pictures the two values may also come as cookies or in the address, as browsers and old apps send
/// them. Nowhere else.
fn file_caller(request: &Request<Body>, from: &From) -> Caller {
    let plain = caller(request.headers(), from);
    if !matches!(plain.credential, Credential::None) {
        return plain;
    }
    let cookies = request.headers().get(header::COOKIE).and_then(|c| c.to_str().ok()).unwrap_or("");
    let cookie = |name: &str| {
        cookies
            .split(';')
            .filter_map(|c| c.trim().split_once('='))
            .find(|(n, _)| *n == name)
            .map(|(_, v)| v.to_owned())
    };
    let query = request::query(request.uri().query().unwrap_or("")).unwrap_or_default();
    let from_query = |name: &str| query.raw(name).and_then(Value::as_str).map(str::to_owned);
    let value = |name: &str| from_query(name).or_else(|| cookie(name)).filter(|v| !v.is_empty());
    match (value("rc_token"), value("rc_uid")) {
        (Some(token), Some(user)) => Caller {
            credential: Credential::Token { hash: token_hash(&token), user: Some(user.into()) },
            address: plain.address,
        },
        _ => plain,
    }
}

/// A file that somebody sent: shown in place only when nothing in it can run, and never with rights of our pages.
async fn download(
    app: App,
    from: From,
    Path((id, _)): Path<(String, String)>,
    request: Request<Body>,
) -> Response<Body> {
    let caller = file_caller(&request, &from);
    let Ok(opened) = open(&app, &caller, id.into()).await else {
        return not_found();
    };
    let forced = request
        .uri()
        .query()
        .is_some_and(|q| q.split('&').any(|p| p == "download" || p.starts_with("download=")));
    let inline = is_inline_safe(&opened.upload.mime) && !forced;
    let mime =
        if opened.upload.mime == "text/html" { "application/octet-stream" } else { &opened.upload.mime };
    let size = opened.bytes.size().to_string();
    let mut response = Response::new(Body::from_stream(opened.bytes));
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, mime);
    set(header::CONTENT_LENGTH, &size);
    set(header::CONTENT_DISPOSITION, &content_disposition(&opened.upload.name, inline));
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'");
    set(header::CACHE_CONTROL, "private, max-age=31536000");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}

fn not_found() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// The picture of a user or room. `name.jpg` of old clients is the picture of `name`.
async fn picture(
    app: App,
    from: From,
    name: Option<String>,
    room: Option<String>,
    request: Request<Body>,
) -> Response<Body> {
    let caller = file_caller(&request, &from);
    let name = name
        .map(|n| [".jpg", ".png", ".svg"].iter().find_map(|e| n.strip_suffix(e)).unwrap_or(&n).to_owned());
    let found = avatars::avatar(&app, &caller, name.as_deref(), room.as_deref()).await;
    let (mime, bytes, etag) = match found {
        Ok(Avatar::Chosen { mime, bytes, etag }) => (mime, bytes, Some(etag)),
        Ok(Avatar::Letter(svg)) => ("image/svg+xml".to_owned(), svg.into_bytes(), None),
        Err(failure) => return failed(&failure),
    };
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let tag = etag.map(|e| format!("\"{e}\""));
    let unchanged = tag.is_some() && known == tag.as_deref();
    let mut response = Response::new(if unchanged { Body::empty() } else { Body::from(bytes) });
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &mime);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'");
    set(header::CACHE_CONTROL, "public, max-age=3600");
    if let Some(tag) = tag {
        set(header::ETAG, &tag);
    }
    response
}

/// The image file `image` of a form.
async fn set_avatar(app: App, from: From, request: Request<Body>) -> Response<Body> {
    let caller = caller(request.headers(), &from);
    let done = async {
        let broken = |e: &dyn std::fmt::Display| Failure::invalid("image", e.to_string());
        let missing = || {
            Failure::Invalid(rustle_ops::Invalid {
                code: "",
                parameter: "image",
                message: "The 'image' param is required".into(),
            })
        };
        let mut parts = Multipart::from_request(request, &()).await.map_err(|_| missing())?;
        let (mut pairs, mut image) = (Vec::new(), None);
        while let Some(mut field) = parts.next_field().await.map_err(|e| broken(&e))? {
            let name = field.name().unwrap_or("").to_owned();
            let mut bytes = Vec::new();
            while let Some(piece) = field.chunk().await.map_err(|e| broken(&e))? {
                bytes.extend_from_slice(&piece);
                if bytes.len() > avatars::MAX_AVATAR {
                    return Err(Failure::invalid("image", "the image is too large"));
                }
            }
            if name == "image" {
                image = Some(bytes);
            } else if pairs.len() < MAX_FIELDS {
                pairs.push((name, String::from_utf8(bytes).map_err(|e| broken(&e))?));
            }
        }
        let whose = crate::rows::opt_user_sel(&Input::query(pairs))?;
        avatars::set(&app, &caller, whose, image.ok_or_else(missing)?).await
    };
    match done.await {
        Ok(()) => Answer::success(json!({})).into_response(),
        Err(failure) => failed(&failure),
    }
}

async fn reset_avatar(app: App, from: From, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let caller = caller(&parts.headers, &from);
    let done = async {
        let input = request::input(&parts, body).await?;
        app.call(&caller, Reset { user: crate::rows::opt_user_sel(&input)? }).await
    };
    match done.await {
        Ok(()) => Answer::success(json!({})).into_response(),
        Err(failure) => failed(&failure),
    }
}
