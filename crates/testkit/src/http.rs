//! A small client of the REST API.

use serde_json::{Value, json};
use std::time::Duration;
use ureq::Agent;

/// Longest time for one request.
const PATIENCE: Duration = Duration::from_secs(20);

/// Calls a server, logged in or not.
#[derive(Clone, Debug)]
pub struct Http {
    agent: Agent,
    base: String,
    session: Option<Session>,
}

/// What a login gave.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose it is.
    pub user: String,
    /// Proves it.
    pub token: String,
}

impl Http {
    /// A client of the server at this address.
    pub fn new(base: &str) -> Self {
        let config =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build();
        Self { agent: config.into(), base: base.to_owned(), session: None }
    }

    /// The same, logged in as one of the town's people.
    pub fn login(&self, username: &str) -> Result<Self, String> {
        let body = json!({ "user": username, "password": format!("{username}-password") });
        let (status, answer) = self.post("/api/v1/login", &body)?;
        let text = |key: &str| answer["data"][key].as_str().map(str::to_owned);
        let (Some(user), Some(token)) = (text("userId"), text("authToken")) else {
            return Err(format!("login of {username}: {status} {answer}"));
        };
        Ok(Self { session: Some(Session { user, token }), ..self.clone() })
    }

    /// What the login gave; none before it.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Status and JSON of a GET. Errors only when there was no answer, or none in JSON.
    pub fn get(&self, path: &str) -> Result<(u16, Value), String> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        read(request.call())
    }

    /// Status and JSON of a POST. Errors only when there was no answer, or none in JSON.
    pub fn post(&self, path: &str, body: &Value) -> Result<(u16, Value), String> {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        read(request.content_type("application/json").send(body.to_string()))
    }

    /// A GET that must succeed.
    pub fn want(&self, path: &str) -> Result<Value, String> {
        succeeded(path, self.get(path)?)
    }

    /// A POST that must succeed.
    pub fn tell(&self, path: &str, body: &Value) -> Result<Value, String> {
        succeeded(path, self.post(path, body)?)
    }

    fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.session.iter().flat_map(|s| [("X-User-Id", s.user.as_str()), ("X-Auth-Token", s.token.as_str())])
    }
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<(u16, Value), String> {
    let mut answer = answer.map_err(|e| e.to_string())?;
    let status = answer.status().as_u16();
    let limit = 64 << 20;
    let text = answer.body_mut().with_config().limit(limit).read_to_string().map_err(|e| e.to_string())?;
    let value = if text.is_empty() { Ok(Value::Null) } else { serde_json::from_str(&text) };
    Ok((status, value.unwrap_or(Value::String(text))))
}

fn succeeded(path: &str, (status, answer): (u16, Value)) -> Result<Value, String> {
    if status == 200 && answer["success"] == true {
        return Ok(answer);
    }
    Err(format!("{path}: {status} {answer}"))
}
