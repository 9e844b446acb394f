//! The seed files that lie in the repository agree with the registry.

use rustle_domain::settings::{self, Literal, SettingValue};
use std::fmt::Write;
use std::path::PathBuf;

const HEAD: &str = "\
# Settings as a new Rocket.Chat 6.14 server has them, where Rustle chooses the safer way.
# Made from the registry; after changing it: RUSTLE_WRITE_SEEDS=1 cargo test -p rustle-domain --test seeds
#
# rustle serve --seed seeds/upstream-defaults.toml

[settings]
";

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../seeds").join(name)
}

fn toml_value(literal: Literal) -> toml::Value {
    match literal {
        Literal::Bool(on) => on.into(),
        Literal::Int(number) => number.into(),
        Literal::Text(text) | Literal::Asset(text) => text.into(),
        Literal::List(list) => list.to_vec().into(),
    }
}

#[test]
fn the_upstream_defaults_are_those_of_the_registry() {
    let mut text = HEAD.to_owned();
    for row in settings::all() {
        if let Some(upstream) = row.upstream {
            writeln!(text, "{} = {}", row.id, toml_value(upstream)).unwrap();
        }
    }
    let path = path("upstream-defaults.toml");
    if std::env::var_os("RUSTLE_WRITE_SEEDS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "stale: {}", path.display());
}

#[test]
fn every_setting_of_every_seed_exists_and_fits() {
    for entry in std::fs::read_dir(path("")).unwrap() {
        let path = entry.unwrap().path();
        let file: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        let settings = file["settings"].as_table().unwrap();
        for (id, value) in settings {
            let value: SettingValue = value.clone().try_into().unwrap();
            let row = settings::find(id).unwrap_or_else(|| panic!("{}: {id}", path.display()));
            assert_eq!(row.check(&value), Ok(()), "{}: {id}", path.display());
        }
    }
}
