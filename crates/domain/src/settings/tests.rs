//! The registry of settings, checked as a whole.

use super::*;
use proptest::prelude::*;
use std::collections::HashSet;

#[test]
fn the_registry_has_every_upstream_setting_once() {
    // What a 6.14 community server registers at its start.
    let ours = |row: &&Definition| row.id.starts_with("Rustle_");
    assert_eq!(all().filter(|row| !ours(row)).count(), 873);
    assert_eq!(GROUPS.iter().filter(|g| !g.id.is_empty()).count(), 40);
    let ids: HashSet<&str> = all().map(|row| row.id).collect();
    assert_eq!(ids.len(), all().count());
}

#[test]
fn defaults_fit_their_own_settings() {
    for row in all() {
        assert_eq!(row.check(&row.default.value()), Ok(()), "{}", row.id);
        if let Some(upstream) = row.upstream {
            assert_ne!(upstream, row.default, "{}", row.id);
            assert_eq!(row.check(&upstream.value()), Ok(()), "{}", row.id);
        }
    }
}

#[test]
fn rows_stand_in_the_group_that_they_name() {
    for group in GROUPS {
        assert!(group.rows.iter().all(|row| row.group == group.id), "{}", group.id);
        assert!(!group.rows.is_empty(), "{}", group.id);
    }
}

#[test]
fn conditions_name_settings_and_values_that_exist() {
    for row in all() {
        for condition in [row.enable, row.display] {
            let one;
            let all: &[Is] = match condition {
                Condition::One(is) => {
                    one = [is];
                    &one
                }
                Condition::All(all) => all,
                Condition::Always | Condition::Json(_) => &[],
            };
            for is in all {
                let other = find(is.id).unwrap_or_else(|| panic!("{} depends on {}", row.id, is.id));
                assert_eq!(other.check(&is.value.value()), Ok(()), "{}", row.id);
            }
        }
    }
}

#[test]
fn keys_lead_to_their_rows() {
    assert_eq!(keys::UNIQUE_ID.id(), "uniqueID");
    assert_eq!(keys::THREADS_ENABLED.id(), "Threads_enabled");
    assert_eq!(keys::SAML_CUSTOM_DEFAULT_USER_DATA_FIELDMAP.id(), "SAML_Custom_Default_user_data_fieldmap");
    assert_eq!(keys::ASSETS_LOGO.definition().group, "Assets");
}

#[test]
fn every_key_reads_the_default_of_its_row() {
    let new = Snapshot::default();
    assert_eq!(
        new.get(keys::THREADS_ENABLED),
        Literal::Bool(true) == keys::THREADS_ENABLED.definition().default
    );
    assert_eq!(new.get(keys::MESSAGE_MAX_ALLOWED_SIZE), 5000);
    assert_eq!(new.get(keys::UTF8_USER_NAMES_VALIDATION), "[0-9a-zA-Z-_.]+");
    assert!(new.get(keys::HIDE_SYSTEM_MESSAGES).is_empty());
    assert!(new.get(keys::SLACK_BRIDGE_OUT_CHANNELS).is_empty());
    assert!((new.get(keys::MESSAGE_ALLOW_EDITING_BLOCK_EDIT_IN_MINUTES) - 60.0).abs() < f64::EPSILON);
    let logo = new.get(keys::ASSETS_LOGO).and_then(|a| a.default_url.as_deref());
    assert_eq!(logo, Some("images/logo/logo.svg"));
}

#[test]
fn safe_defaults_stand_where_upstream_is_open() {
    let new = Snapshot::default();
    assert_eq!(new.get(keys::ACCOUNTS_REGISTRATION_FORM), "Disabled");
    assert!(new.get(keys::ACCOUNTS_PASSWORD_POLICY_ENABLED));
    assert!(new.get(keys::ACCOUNTS_PASSWORD_POLICY_MIN_LENGTH) >= 12);
    assert!(!new.get(keys::ACCOUNTS_ALLOW_ANONYMOUS_READ));
    assert!(!new.get(keys::STATISTICS_REPORTING));
    assert!(!new.get(keys::UPDATE_ENABLE_CHECKER));
    assert!(!new.get(keys::PUSH_ENABLE_GATEWAY));
    assert!(!new.get(keys::LIVECHAT_ENABLED));
    assert!(new.get(keys::FILE_UPLOAD_PROTECT_FILES));
    assert!(new.get(keys::API_ENABLE_RATE_LIMITER));
}

#[test]
fn what_all_clients_read_holds_no_password() {
    // Marked secret and public by upstream all the same: addresses and identifiers that pages of clients need.
    let shown = [
        "API_Gitlab_URL",
        "API_Wordpress_URL",
        "GoogleTagManager_id",
        "MapView_GMapsAPIKey",
        "Push_gcm_project_number",
    ];
    for row in all().filter(|row| row.public) {
        assert_ne!(row.kind, Kind::Password, "{}", row.id);
        assert!(!row.secret || shown.contains(&row.id), "{}", row.id);
    }
}

#[test]
fn labels_default_to_the_id() {
    let row = find("Threads_enabled").unwrap();
    assert_eq!(row.label(), "Enable");
    let row = find("Message_AllowEditing").unwrap();
    assert_eq!(
        (row.label(), &*row.description()),
        ("Message_AllowEditing", "Message_AllowEditing_Description")
    );
}

#[test]
fn sorters_count_as_upstream_does() {
    let sorter = |id: &str| find(id).unwrap().sorter();
    assert_eq!(sorter("Threads_enabled"), -1);
    assert_eq!(sorter("Accounts_TwoFactorAuthentication_Enabled"), 0);
    assert_eq!(sorter("Accounts_AllowAnonymousRead"), -1);
    assert_eq!(sorter("Accounts_RegistrationForm"), 21_019);
    assert_eq!(sorter("uniqueID"), 0);
}

#[test]
fn conditions_become_the_queries_of_upstream() {
    let query = |id: &str| find(id).unwrap().enable.query();
    assert_eq!(query("Accounts_AllowAnonymousRead"), None);
    assert_eq!(query("LDAP_Host").as_deref(), Some(r#"{"_id":"LDAP_Enable","value":true}"#));
    assert_eq!(
        query("FileUpload_S3_Bucket").as_deref(),
        Some(r#"{"_id":"FileUpload_Storage_Type","value":"AmazonS3"}"#)
    );
    let quotes = Condition::One(Is { id: "x", value: Literal::Text("a\"\\\n") });
    assert_eq!(quotes.query().as_deref(), Some(r#"{"_id":"x","value":"a\"\\\u000a"}"#));
}

#[test]
fn values_of_another_type_or_size_are_refused() {
    let check = |id: &str, value: SettingValue| find(id).unwrap().check(&value);
    assert_eq!(check("Threads_enabled", "true".into()), Err(WrongValue::Type));
    assert_eq!(check("Threads_enabled", 1.into()), Err(WrongValue::Type));
    assert_eq!(check("Site_Name", true.into()), Err(WrongValue::Type));
    assert_eq!(check("Site_Name", "a\0b".into()), Err(WrongValue::Text));
    assert_eq!(check("Site_Name", SettingValue::Text("x".repeat((1 << 20) + 1))), Err(WrongValue::Text));
    assert_eq!(check("Message_MaxAllowedSize", 0.into()), Err(WrongValue::Range));
    assert_eq!(check("Message_MaxAllowedSize", SettingValue::Real(0.5)), Err(WrongValue::Type));
    assert_eq!(check("Message_AllowEditing_BlockEditInMinutes", SettingValue::Real(0.01)), Ok(()));
    assert_eq!(
        check("Message_AllowEditing_BlockEditInMinutes", SettingValue::Real(f64::NAN)),
        Err(WrongValue::Type)
    );
    assert_eq!(check("Accounts_RegistrationForm", "Open".into()), Err(WrongValue::Choice));
    assert_eq!(check("Accounts_RegistrationForm", "Secret URL".into()), Ok(()));
    assert_eq!(
        check("Hide_System_Messages", SettingValue::List(vec!["uj".into(), "nope".into()])),
        Err(WrongValue::Choice)
    );
}

#[test]
fn a_snapshot_leaves_out_what_does_not_fit() {
    let values = [
        ("Site_Name", SettingValue::from("Town hall")),
        ("Threads_enabled", "yes".into()),
        ("No_Such_Setting", true.into()),
    ];
    let snapshot = Snapshot::with(values);
    assert_eq!(snapshot.get(keys::SITE_NAME), "Town hall");
    assert!(snapshot.get(keys::THREADS_ENABLED));
    assert_eq!(snapshot.find("No_Such_Setting"), None);
    assert_eq!(snapshot.value(keys::SITE_NAME.definition()), &"Town hall".into());
    assert_eq!(Snapshot::with::<&str>([]), Snapshot::default());
}

#[test]
fn the_environment_forces_and_suggests_values() {
    let (environment, misfits) = Environment::read([
        ("PATH", "/usr/bin"),
        ("OVERWRITE_SETTING_Threads_enabled", "False"),
        ("OVERWRITE_SETTING_Hide_System_Messages", r#"[ "uj" , "ul" ]"#),
        ("OVERWRITE_SETTING_Site_Name", "true"),
        ("Message_MaxAllowedSize", " 100 "),
        ("OVERWRITE_SETTING_No_Such", "1"),
        ("OVERWRITE_SETTING_API_Upper_Count_Limit", "12 monkeys"),
        ("SETTINGS_BLOCKED", "Site_Url, Site_Name,"),
        ("SETTINGS_HIDDEN", "Log_Level"),
        ("SETTINGS_REQUIRED_ON_WIZARD", "Site_Name"),
    ]);
    let forced = Snapshot::with(environment.forced);
    assert!(!forced.get(keys::THREADS_ENABLED));
    assert_eq!(forced.get(keys::HIDE_SYSTEM_MESSAGES), ["uj", "ul"]);
    assert_eq!(forced.get(keys::SITE_NAME), "true");
    assert_eq!(Snapshot::with(environment.initial).get(keys::MESSAGE_MAX_ALLOWED_SIZE), 100);
    let blocked: Vec<_> = environment.blocked.into_iter().collect();
    assert_eq!(blocked, ["Site_Name", "Site_Url"]);
    assert_eq!(environment.hidden.len() + environment.required_on_wizard.len(), 2);
    let misfit = |variable: &str, why| Misfit { variable: variable.to_owned(), why };
    assert_eq!(
        misfits,
        [
            misfit("OVERWRITE_SETTING_No_Such", Why::UnknownSetting),
            misfit("OVERWRITE_SETTING_API_Upper_Count_Limit", Why::Value(WrongValue::Type)),
        ]
    );
}

#[test]
fn half_a_list_is_no_list() {
    let row = find("Hide_System_Messages").unwrap();
    for text in
        ["", "uj", "[uj]", "[\"uj\"", "[\"uj\",]", "[\"uj\" \"ul\"]", "[\"uj]", "[1]", "[\"\\u0075j\"]"]
    {
        assert_eq!(row.from_environment(text), Err(WrongValue::Type), "{text}");
    }
    assert_eq!(row.from_environment("[]"), Ok(SettingValue::List(vec![])));
}

proptest! {
    /// Whatever stands in the environment, a value that is taken fits its setting.
    #[test]
    fn a_value_from_the_environment_fits_or_is_refused(at in 0..all().count(), text in r#"[\PC\n"\[\],]{0,20}|true|-?[0-9]{1,22}(\.[0-9]+)?|\["[a-z]{0,3}"\]"#) {
        let row = all().nth(at).unwrap();
        if let Ok(value) = row.from_environment(&text) {
            prop_assert_eq!(row.check(&value), Ok(()));
        }
    }

    /// A snapshot differs from the defaults in the settings that it was given, and in no other.
    #[test]
    fn a_snapshot_changes_what_it_was_given_only(at in 0..all().count(), number in any::<i64>(), on in any::<bool>()) {
        let row = all().nth(at).unwrap();
        let value = [SettingValue::Int(number), on.into(), "".into()].into_iter().find(|v| row.check(v).is_ok());
        let snapshot = Snapshot::with(value.clone().map(|v| (row.id, v)));
        for other in all() {
            let expected = value.clone().filter(|_| other.id == row.id).unwrap_or_else(|| other.default.value());
            prop_assert_eq!(snapshot.value(other), &expected);
        }
    }
}
