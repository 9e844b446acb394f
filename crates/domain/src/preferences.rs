//! What users choose for themselves: which keys there are, what they hold, which setting is their default.

use crate::settings::{SettingValue, Snapshot};
use serde::{Deserialize, Serialize};

/// What a preference holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// On or off.
    Boolean,
    /// A number.
    Number,
    /// A word; upstream's clients agree on which.
    Text,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Words to watch for.
    Words,
    /// Questions not to ask again.
    Answered,
    /// Previews switched on or off.
    Features,
}

/// A preference.
#[derive(Clone, Copy, Debug)]
pub struct Preference {
    /// The key that clients know.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The setting that holds the default of everybody, if there is one.
    pub setting: Option<&'static str>,
    /// May users set it? Others are defaults that clients read only.
    pub settable: bool,
}

/// The value of a preference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PreferenceValue {
    /// On or off.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// A word.
    Text(String),
    /// Words; also any empty list.
    Words(Vec<String>),
    /// Questions not to ask again.
    Answered(Vec<Answered>),
    /// Previews.
    Features(Vec<Feature>),
}

/// A question that a user does not want to be asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// Its id in the client.
    pub action: String,
    /// Its translation key.
    pub label: String,
}

/// A feature that is offered before it is finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// Its id in the client.
    pub name: String,
    /// Switched on?
    pub value: bool,
}

/// Why a preference was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongPreference {
    /// No preference has this key, or users cannot set it.
    Key,
    /// Of another type.
    Type,
    /// Not among the choices.
    Choice,
    /// Less than [`MIN_IDLE_SECONDS`]. Clients know this one by a code of its own.
    IdleTimeLimit,
    /// More than [`MAX_ITEMS`], or a text longer than [`MAX_TEXT`], or one with a NUL.
    Size,
}

/// Shortest time without activity, in seconds, after which one may be shown as away.
pub const MIN_IDLE_SECONDS: u32 = 60;
/// Longest text in bytes.
pub const MAX_TEXT: usize = 1024;
/// Longest list.
pub const MAX_ITEMS: usize = 200;

macro_rules! preferences {
    ($($key:literal $kind:ident$(($choices:expr))? $default:ident $($only:ident)?;)*) => {
        /// Every preference, in upstream's order.
        pub const ALL: &[Preference] = &[$(Preference {
            key: $key,
            kind: Kind::$kind$(($choices))?,
            setting: if $default { Some(concat!("Accounts_Default_User_Preferences_", $key)) } else { None },
            settable: true $(&& $only)?,
        }),*];
    };
}

const DEFAULTED: bool = true;
const OWN: bool = false;
const READ_ONLY: bool = false;

preferences! {
    "newRoomNotification" Text DEFAULTED;
    "newMessageNotification" Text DEFAULTED;
    "clockMode" Number OWN;
    "useEmojis" Boolean DEFAULTED;
    "convertAsciiEmoji" Boolean DEFAULTED;
    "saveMobileBandwidth" Boolean DEFAULTED;
    "collapseMediaByDefault" Boolean DEFAULTED;
    "autoImageLoad" Boolean DEFAULTED;
    "emailNotificationMode" Text DEFAULTED;
    "unreadAlert" Boolean DEFAULTED;
    "notificationsSoundVolume" Number DEFAULTED;
    "desktopNotifications" Text DEFAULTED;
    "pushNotifications" Text DEFAULTED;
    "enableAutoAway" Boolean DEFAULTED;
    "highlights" Words OWN;
    "alsoSendThreadToChannel" OneOf(&["default", "always", "never"]) DEFAULTED;
    "desktopNotificationRequireInteraction" Boolean DEFAULTED;
    "showThreadsInMainChannel" Boolean DEFAULTED;
    "hideUsernames" Boolean DEFAULTED;
    "hideRoles" Boolean DEFAULTED;
    "displayAvatars" Boolean DEFAULTED;
    "hideFlexTab" Boolean DEFAULTED;
    "sendOnEnter" Text DEFAULTED;
    "language" Text OWN;
    "sidebarShowFavorites" Boolean DEFAULTED;
    "sidebarShowUnread" Boolean DEFAULTED;
    "sidebarSortby" Text DEFAULTED;
    "sidebarViewMode" Text DEFAULTED;
    "sidebarDisplayAvatar" Boolean DEFAULTED;
    "sidebarGroupByType" Boolean DEFAULTED;
    "muteFocusedConversations" Boolean DEFAULTED;
    "dontAskAgainList" Answered OWN;
    "featuresPreview" Features DEFAULTED;
    "themeAppearence" Text DEFAULTED;
    "fontSize" Text OWN;
    "receiveLoginDetectionEmail" Boolean OWN;
    "notifyCalendarEvents" Boolean DEFAULTED;
    "idleTimeLimit" Number DEFAULTED;
    "omnichannelTranscriptEmail" Boolean DEFAULTED;
    "omnichannelTranscriptPDF" Boolean OWN;
    "omnichannelHideConversationAfterClosing" Boolean OWN;
    "enableMobileRinging" Boolean DEFAULTED;
    "mentionsWithSymbol" Boolean OWN;
    "sidebarSectionsOrder" Words DEFAULTED READ_ONLY;
}

/// The preference with this key.
pub fn find(key: &str) -> Option<&'static Preference> {
    ALL.iter().find(|preference| preference.key == key)
}

impl Preference {
    /// What it is for users who chose nothing.
    pub fn default<'a>(&self, settings: &'a Snapshot) -> Option<&'a SettingValue> {
        settings.find(self.setting?)
    }
}

/// The value to keep when a user sets a preference. Words of old clients become those of today.
pub fn check(key: &str, value: PreferenceValue) -> Result<PreferenceValue, WrongPreference> {
    use PreferenceValue as V;
    let preference = find(key).filter(|p| p.settable).ok_or(WrongPreference::Key)?;
    match (preference.kind, &value) {
        (Kind::Boolean, V::Bool(_))
        | (Kind::Text, V::Text(_))
        | (Kind::Words, V::Words(_))
        | (Kind::Answered, V::Answered(_))
        | (Kind::Features, V::Features(_)) => {}
        (Kind::Number, V::Int(number)) => idle(key, *number < i64::from(MIN_IDLE_SECONDS))?,
        (Kind::Number, V::Real(number)) if number.is_finite() => {
            idle(key, *number < f64::from(MIN_IDLE_SECONDS))?;
        }
        (Kind::OneOf(choices), V::Text(text)) => {
            if !choices.contains(&text.as_str()) {
                return Err(WrongPreference::Choice);
            }
        }
        (Kind::Answered | Kind::Features, V::Words(none)) if none.is_empty() => {}
        _ => return Err(WrongPreference::Type),
    }
    if value.fits() { Ok(today(key, value)) } else { Err(WrongPreference::Size) }
}

fn idle(key: &str, short: bool) -> Result<(), WrongPreference> {
    if key == "idleTimeLimit" && short { Err(WrongPreference::IdleTimeLimit) } else { Ok(()) }
}

fn today(key: &str, value: PreferenceValue) -> PreferenceValue {
    match &value {
        PreferenceValue::Text(text) if key == "emailNotificationMode" => match text.as_str() {
            "all" => PreferenceValue::Text("mentions".into()),
            "disabled" => PreferenceValue::Text("nothing".into()),
            _ => value,
        },
        _ => value,
    }
}

impl PreferenceValue {
    fn fits(&self) -> bool {
        let text = |text: &str| text.len() <= MAX_TEXT && !text.contains('\0');
        match self {
            Self::Bool(_) | Self::Int(_) | Self::Real(_) => true,
            Self::Text(word) => text(word),
            Self::Words(words) => words.len() <= MAX_ITEMS && words.iter().all(|word| text(word)),
            Self::Answered(list) => {
                list.len() <= MAX_ITEMS && list.iter().all(|a| text(&a.action) && text(&a.label))
            }
            Self::Features(list) => list.len() <= MAX_ITEMS && list.iter().all(|f| text(&f.name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings;
    use std::collections::HashSet;

    #[test]
    fn keys_are_unique_and_defaults_exist() {
        let keys: HashSet<_> = ALL.iter().map(|p| p.key).collect();
        assert_eq!(keys.len(), ALL.len());
        for preference in ALL {
            assert_eq!(preference.default(&Snapshot::default()).is_some(), preference.setting.is_some());
        }
    }

    #[test]
    fn every_default_setting_belongs_to_a_preference() {
        for row in settings::all().filter(|r| r.id.starts_with("Accounts_Default_User_Preferences_")) {
            assert!(ALL.iter().any(|p| p.setting == Some(row.id)), "{}", row.id);
        }
    }

    #[test]
    fn the_workspace_decides_until_the_user_does() {
        let settings = Snapshot::with([("Accounts_Default_User_Preferences_sendOnEnter", "desktop".into())]);
        let default = find("sendOnEnter").and_then(|p| p.default(&settings));
        assert_eq!(default, Some(&"desktop".into()));
        assert_eq!(find("clockMode").and_then(|p| p.default(&settings)), None);
    }

    #[test]
    fn values_must_be_of_their_kind() {
        use PreferenceValue as V;
        let text = |t: &str| V::Text(t.to_owned());
        assert_eq!(check("useEmojis", V::Bool(false)), Ok(V::Bool(false)));
        assert_eq!(check("useEmojis", text("false")), Err(WrongPreference::Type));
        assert_eq!(check("clockMode", V::Int(1)), Ok(V::Int(1)));
        assert_eq!(check("clockMode", V::Real(f64::INFINITY)), Err(WrongPreference::Type));
        assert_eq!(check("alsoSendThreadToChannel", text("sometimes")), Err(WrongPreference::Choice));
        assert_eq!(check("alsoSendThreadToChannel", text("never")), Ok(text("never")));
        assert_eq!(check("highlights", V::Words(vec!["x".into()])), Ok(V::Words(vec!["x".into()])));
        assert_eq!(check("dontAskAgainList", V::Words(vec![])), Ok(V::Words(vec![])));
        assert_eq!(check("dontAskAgainList", V::Words(vec!["x".into()])), Err(WrongPreference::Type));
        assert_eq!(check("services", text("x")), Err(WrongPreference::Key));
        assert_eq!(check("sidebarSectionsOrder", V::Words(vec![])), Err(WrongPreference::Key));
    }

    #[test]
    fn an_idle_time_below_a_minute_is_refused() {
        use PreferenceValue as V;
        assert_eq!(check("idleTimeLimit", V::Int(59)), Err(WrongPreference::IdleTimeLimit));
        assert_eq!(check("idleTimeLimit", V::Real(59.9)), Err(WrongPreference::IdleTimeLimit));
        assert_eq!(check("idleTimeLimit", V::Int(60)), Ok(V::Int(60)));
        assert_eq!(check("notificationsSoundVolume", V::Int(0)), Ok(V::Int(0)));
    }

    #[test]
    fn words_of_old_clients_become_those_of_today() {
        let mode = |t: &str| check("emailNotificationMode", PreferenceValue::Text(t.to_owned()));
        assert_eq!(mode("all"), mode("mentions"));
        assert_eq!(mode("disabled"), mode("nothing"));
        assert_ne!(mode("all"), mode("disabled"));
    }

    #[test]
    fn lists_and_texts_have_a_longest() {
        let word = |n: usize| "x".repeat(n);
        let text = |t: String| check("language", PreferenceValue::Text(t)).is_ok();
        assert!(text(word(MAX_TEXT)));
        assert!(!text(word(MAX_TEXT + 1)));
        assert!(!text("a\0".into()));
        let words = |n: usize| check("highlights", PreferenceValue::Words(vec![word(3); n])).is_ok();
        assert!(words(MAX_ITEMS));
        assert!(!words(MAX_ITEMS + 1));
    }
}
