//! The registry of settings: what each is called, what it may hold and what it holds at first.
//!
//! Ids, types, labels and defaults are those of a Rocket.Chat 6.14 community server, so that its clients and
//! administrators find what they know. Where the safe choice differs, the row says so with `.upstream(…)` and
//! `seeds/upstream-defaults.toml` restores the other. One file has the rows of one or more groups; to add a
//! setting, add a row, and its typed [`keys`] entry exists.

#[macro_use]
mod table;

mod accounts;
mod analytics;
mod assets;
mod bridges;
mod calls;
mod countries;
mod definition;
mod directories;
mod email;
mod environment;
mod features;
mod federation;
mod file_upload;
mod general;
mod key;
mod kinds;
mod layout;
mod ldap;
mod message;
mod oauth;
mod omnichannel;
mod operations;
mod push;
mod rate_limits;
mod retention;
mod row;
mod saml;
mod server;
mod setup_wizard;
mod sms;
mod snapshot;
mod value;

pub use definition::{Condition, Definition, FileRule, Generated, Is, Kind, Literal};
pub use environment::{Environment, Misfit, Why};
pub use key::{Key, Readable};
pub use snapshot::Snapshot;
pub use value::{Asset, RoomRef, SettingValue, WrongValue};

use std::collections::HashMap;
use std::sync::OnceLock;

/// A typed name for each setting. One that does not exist does not compile.
pub mod keys {
    pub use super::accounts::*;
    pub use super::analytics::*;
    pub use super::assets::*;
    pub use super::bridges::*;
    pub use super::calls::*;
    pub use super::directories::*;
    pub use super::email::*;
    pub use super::features::*;
    pub use super::federation::*;
    pub use super::file_upload::*;
    pub use super::general::*;
    pub use super::layout::*;
    pub use super::ldap::*;
    pub use super::message::*;
    pub use super::oauth::*;
    pub use super::omnichannel::*;
    pub use super::operations::*;
    pub use super::push::*;
    pub use super::rate_limits::*;
    pub use super::retention::*;
    pub use super::saml::*;
    pub use super::server::*;
    pub use super::setup_wizard::*;
    pub use super::sms::*;
}

/// Settings shown on one page. Clients know it as a setting of type `group`.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Id and label; empty for settings that belong nowhere.
    pub id: &'static str,
    /// The settings, in the order of the page.
    pub rows: &'static [Definition],
}

const TABLES: &[Group] = &[
    Group { id: "", rows: server::SERVER_ROWS },
    Group { id: "SMS", rows: sms::SMS_ROWS },
    Group { id: "Accounts", rows: accounts::ACCOUNTS_ROWS },
    Group { id: "Analytics", rows: analytics::ANALYTICS_ROWS },
    Group { id: "Assets", rows: assets::ASSETS_ROWS },
    Group { id: "Bots", rows: features::BOTS_ROWS },
    Group { id: "Call_Center", rows: calls::CALL_CENTER_ROWS },
    Group { id: "CAS", rows: directories::CAS_ROWS },
    Group { id: "AtlassianCrowd", rows: directories::ATLASSIAN_CROWD_ROWS },
    Group { id: "EmojiCustomFilesystem", rows: features::EMOJI_CUSTOM_FILESYSTEM_ROWS },
    Group { id: "CustomSoundsFilesystem", rows: features::CUSTOM_SOUNDS_FILESYSTEM_ROWS },
    Group { id: "Discussion", rows: features::DISCUSSION_ROWS },
    Group { id: "Email", rows: email::EMAIL_ROWS },
    Group { id: "E2E Encryption", rows: features::E2E_ENCRYPTION_ROWS },
    Group { id: "Federation", rows: federation::FEDERATION_ROWS },
    Group { id: "FileUpload", rows: file_upload::FILE_UPLOAD_ROWS },
    Group { id: "General", rows: general::GENERAL_ROWS },
    Group { id: "IRC_Federation", rows: bridges::IRC_FEDERATION_ROWS },
    Group { id: "LDAP", rows: ldap::LDAP_ROWS },
    Group { id: "Logs", rows: operations::LOGS_ROWS },
    Group { id: "Layout", rows: layout::LAYOUT_ROWS },
    Group { id: "Message", rows: message::MESSAGE_ROWS },
    Group { id: "Meta", rows: layout::META_ROWS },
    Group { id: "Mobile", rows: features::MOBILE_ROWS },
    Group { id: "OAuth", rows: oauth::OAUTH_ROWS },
    Group { id: "Omnichannel", rows: omnichannel::OMNICHANNEL_ROWS },
    Group { id: "OTR", rows: features::OTR_ROWS },
    Group { id: "Push", rows: push::PUSH_ROWS },
    Group { id: "Rate Limiter", rows: rate_limits::RATE_LIMITER_ROWS },
    Group { id: "RetentionPolicy", rows: retention::RETENTION_POLICY_ROWS },
    Group { id: "Setup_Wizard", rows: setup_wizard::SETUP_WIZARD_ROWS },
    Group { id: "SlackBridge", rows: bridges::SLACK_BRIDGE_ROWS },
    Group { id: "Smarsh", rows: bridges::SMARSH_ROWS },
    Group { id: "Threads", rows: features::THREADS_ROWS },
    Group { id: "Troubleshoot", rows: operations::TROUBLESHOOT_ROWS },
    Group { id: "Video_Conference", rows: calls::VIDEO_CONFERENCE_ROWS },
    Group { id: "UserDataDownload", rows: features::USER_DATA_DOWNLOAD_ROWS },
    Group { id: "Webdav Integration", rows: features::WEBDAV_INTEGRATION_ROWS },
    Group { id: "WebRTC", rows: calls::WEBRTC_ROWS },
    Group { id: "Search", rows: features::SEARCH_ROWS },
    Group { id: "SAML", rows: saml::SAML_ROWS },
];

/// Every group, in upstream's order.
pub static GROUPS: &[Group] = TABLES;

/// Every setting.
pub fn all() -> impl Iterator<Item = &'static Definition> {
    GROUPS.iter().flat_map(|group| group.rows)
}

/// The setting with this id.
pub fn find(id: &str) -> Option<&'static Definition> {
    Some(registry().rows[slot(id)?])
}

struct Registry {
    rows: Vec<&'static Definition>,
    slots: HashMap<&'static str, usize>,
    sorters: Vec<i64>,
}

fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let rows: Vec<_> = all().collect();
        let slots = rows.iter().enumerate().map(|(slot, row)| (row.id, slot)).collect();
        let sorters = GROUPS.iter().flat_map(sorters).collect();
        Registry { rows, slots, sorters }
    })
}

fn slot(id: &str) -> Option<usize> {
    registry().slots.get(id).copied()
}

/// Upstream's numbering: rows without section count from -1; a section starts at a thousand times the
/// number reached when it first appears.
fn sorters(group: &Group) -> Vec<i64> {
    let mut plain = None;
    let mut sections: HashMap<&str, i64> = HashMap::new();
    let number = |row: &Definition| {
        if group.id.is_empty() {
            return 0;
        }
        let counter = if row.section.is_empty() {
            plain.get_or_insert(-1)
        } else {
            sections.entry(row.section).or_insert(plain.unwrap_or(0) * 1000)
        };
        let here = *counter;
        *counter += 1;
        here
    };
    group.rows.iter().map(number).collect()
}

#[cfg(test)]
mod tests;
