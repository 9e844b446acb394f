//! The `rustle` command: reads the command line, puts the parts together, starts them.
//!
//! Must never know: rules. The only place that names concrete engines.

mod admin;
mod cli;
mod logging;
mod presence;
mod seed;
mod serve;
mod setup;
mod websocket;

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let result = match cli::Cli::parse().command {
        cli::Command::Serve(options) => serve::run(options).await,
        cli::Command::Admin(cli::Admin::Create(options)) => admin::create(options).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("rustle: {message}");
            ExitCode::FAILURE
        }
    }
}
