//! Signing in through CAS or Atlassian Crowd.

use super::row::{on, section};

table! {
    CAS_ROWS of "CAS";

    [section("")]
    CAS_ENABLED: Boolean("CAS_enabled", false).public();
    CAS_BASE_URL: Str("CAS_base_url", "").public();
    CAS_LOGIN_URL: Str("CAS_login_url", "").public();
    CAS_VERSION: Select("CAS_version", "1.0", &[("1.0", "1.0"), ("2.0", "2.0")]);
    CAS_TRUST_USERNAME: Boolean("CAS_trust_username", false)
        .public().explained("CAS_trust_username_description");
    CAS_CREATION_USER_ENABLED: Boolean("CAS_Creation_User_Enabled", true);

    [section("Attribute_handling")]
    CAS_SYNC_USER_DATA_ENABLED: Boolean("CAS_Sync_User_Data_Enabled", true);
    CAS_SYNC_USER_DATA_FIELD_MAP: Str("CAS_Sync_User_Data_FieldMap", "{}");

    [section("CAS_Login_Layout")]
    CAS_POPUP_WIDTH: Integer("CAS_popup_width", 810).public();
    CAS_POPUP_HEIGHT: Integer("CAS_popup_height", 610).public();
    CAS_BUTTON_LABEL_TEXT: Str("CAS_button_label_text", "CAS");
    CAS_BUTTON_LABEL_COLOR: Color("CAS_button_label_color", "#FFFFFF");
    CAS_BUTTON_COLOR: Color("CAS_button_color", "#1d74f5");
    CAS_AUTOCLOSE: Boolean("CAS_autoclose", true);
}

table! {
    ATLASSIAN_CROWD_ROWS of "AtlassianCrowd";

    [section("")]
    CROWD_ENABLE: Boolean("CROWD_Enable", false).public().named("Enabled");
    CROWD_URL: Str("CROWD_URL", "").named("URL").when("CROWD_Enable");
    CROWD_REJECT_UNAUTHORIZED: Boolean("CROWD_Reject_Unauthorized", true).when("CROWD_Enable");
    CROWD_APP_USERNAME: Str("CROWD_APP_USERNAME", "").secret().named("Username").when("CROWD_Enable");
    CROWD_APP_PASSWORD: Password("CROWD_APP_PASSWORD", "").secret().named("Password").when("CROWD_Enable");
    CROWD_SYNC_USER_DATA: Boolean("CROWD_Sync_User_Data", false).named("Sync_Users").when("CROWD_Enable");
    CROWD_SYNC_INTERVAL: Select("CROWD_Sync_Interval", "every_1_hour", &[
        ("every_10_minutes", "every_10_minutes"), ("every_30_minutes", "every_30_minutes"),
        ("every_1_hour", "every_hour"), ("every_6_hours", "every_six_hours"),
        ("every_12_hours", "every_12_hours"),
    ]).named("Sync_Interval").explained("Crowd_sync_interval_Description")
        .when_all(&[on("CROWD_Enable"), on("CROWD_Sync_User_Data")]);
    CROWD_REMOVE_ORPHANED_USERS: Boolean("CROWD_Remove_Orphaned_Users", false)
        .public().named("Crowd_Remove_Orphaned_Users");
    CROWD_CLEAN_USERNAMES: Boolean("CROWD_Clean_Usernames", true)
        .named("Clean_Usernames").explained("Crowd_clean_usernames_Description").when("CROWD_Enable");
    CROWD_ALLOW_CUSTOM_USERNAME: Boolean("CROWD_Allow_Custom_Username", true);
    CROWD_TEST_CONNECTION: Action("CROWD_Test_Connection", "crowd_test_connection")
        .named("Test_Connection").action_text("Test_Connection");
    CROWD_SYNC_USERS: Action("CROWD_Sync_Users", "crowd_sync_users")
        .named("Sync_Users").action_text("Sync_Users");
}
