//! Starting and stopping the server.

use crate::cli::{Place, Serve};
use crate::presence::Here;
use crate::{logging, seed, setup, websocket};
use rustle_blobs::Blobs;
use rustle_ddp::{Publisher, Server, table};
use rustle_domain::Event;
use rustle_domain::settings::Environment;
use rustle_fanout::{Hub, Presence};
use rustle_ops::{App, Config};
use rustle_rest::State;
use rustle_store::Location;
use rustle_wire::Text;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedReceiver;

/// The version of upstream's API that we speak; clients choose by it.
const SPOKEN: &str = "8.5.1";

/// `rustle serve`
pub async fn run(options: Serve) -> Result<(), String> {
    logging::start(options.log_json);
    let listener = TcpListener::bind(options.address()).await;
    let listener = listener.map_err(|e| format!("cannot listen on {}: {e}", options.address()))?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let root_url = options.root_url(address.port());
    let leases = Presence::default();
    let environment = environment(&options, &root_url)?;
    let (app, told) = open(&options.place, leases.clone(), environment).await?;
    for file in &options.seed {
        seed::apply(&app, file).await?;
    }
    let link = setup::first_administrator(&app, &root_url).await?;
    let hub = Hub::default();
    let publisher = Publisher::new(app.clone(), hub.clone());
    let telling = tokio::spawn(publisher.clone().run(told));
    let methods = table(app.clone());
    let server = Server::new(app.clone(), methods.clone(), hub.clone(), leases, publisher);
    let state = State { app: app.clone(), methods: Arc::new(methods), version: SPOKEN };
    let router = rustle_rest::router(&state).merge(websocket::routes(&server, &app));
    println!("Rustle listens on {root_url}");
    if let Some(link) = link {
        println!("There is no administrator yet. Open this link, once, to make one: {link}");
    }
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let stopping = {
        let hub = hub.clone();
        async move {
            stop_signal().await;
            tracing::info!("stopping: finishing what was accepted");
            hub.close_all(1001, "the server stops");
        }
    };
    axum::serve(listener, service).with_graceful_shutdown(stopping).await.map_err(|e| e.to_string())?;
    app.close().await;
    telling.abort();
    Ok(())
}

/// Opens database and core.
pub async fn open(
    place: &Place,
    leases: Presence,
    environment: Environment,
) -> Result<(App, UnboundedReceiver<Vec<Event>>), String> {
    let database = match &place.database {
        Some(url) => Location::Postgres(url.clone()),
        None => Location::SqliteFile(place.data.join("rustle.sqlite")),
    };
    let blobs = Blobs::local(&place.data.join("files"))
        .map_err(|e| format!("cannot open the folder for files: {e}"))?;
    let config = Config { database, blobs, presence: Arc::new(Here(leases)), environment };
    App::open(config).await.map_err(|f| format!("cannot open the database: {}", Text::of(&f).message()))
}

/// Settings from the environment and the configuration file; the environment wins.
fn environment(options: &Serve, root_url: &str) -> Result<Environment, String> {
    let mut variables: Vec<(String, String)> = Vec::new();
    if let Some(path) = &options.config {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let table: toml::Table = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        for (id, value) in table {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            variables.push((format!("OVERWRITE_SETTING_{id}"), text));
        }
    }
    variables.push(("Site_Url".into(), root_url.to_owned()));
    variables.extend(std::env::vars());
    let (environment, misfits) = Environment::read(variables.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    for misfit in misfits {
        tracing::warn!(variable = %misfit.variable, why = ?misfit.why, "this variable has no effect");
    }
    Ok(environment)
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
