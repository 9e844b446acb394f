//! The site, the REST API, names, notifications, updates.

use super::row::{Generated, Literal, section};

table! {
    GENERAL_ROWS of "General";

    [section("REST API")]
    API_UPPER_COUNT_LIMIT: Integer("API_Upper_Count_Limit", 100).within(1, 10_000);
    API_DEFAULT_COUNT: Integer("API_Default_Count", 50).within(1, 10_000);
    API_ALLOW_INFINITE_COUNT: Boolean("API_Allow_Infinite_Count", true);
    API_ENABLE_DIRECT_MESSAGE_HISTORY_END_POINT: Boolean("API_Enable_Direct_Message_History_EndPoint", false);
    API_ENABLE_SHIELDS: Boolean("API_Enable_Shields", true);
    API_SHIELD_TYPES: Str("API_Shield_Types", "*").when("API_Enable_Shields");
    API_SHIELD_USER_REQUIRE_AUTH: Boolean("API_Shield_user_require_auth", false).when("API_Enable_Shields");
    API_ENABLE_CORS: Boolean("API_Enable_CORS", false);
    // Switching cross-origin calls on must not open them to everybody.
    API_CORS_ORIGIN: Str("API_CORS_Origin", "").when("API_Enable_CORS").upstream(Literal::Text("*"));
    API_USE_REST_FOR_DDP_CALLS: Boolean("API_Use_REST_For_DDP_Calls", true).public();
    API_APPLY_PERMISSION_VIEW_OUTSIDE_ROOM_ON_USERS_LIST:
        Boolean("API_Apply_permission_view-outside-room_on_users-list", false).public()
        .alert("This_is_a_deprecated_feature_alert");

    [section("")]
    // The first administrator is made by whoever runs the server, not by who comes first.
    SHOW_SETUP_WIZARD: Select("Show_Setup_Wizard", "completed", &[
        ("pending", "Pending"), ("in_progress", "In_progress"), ("completed", "Completed"),
    ]).public().readonly().upstream(Literal::Text("pending"));
    SITE_URL: Str("Site_Url", "").public().generated(Generated::SiteUrl);
    SITE_NAME: Str("Site_Name", "Rustle").public().wizard(3, 0).upstream(Literal::Text("Rocket.Chat"));
    DOCUMENT_DOMAIN: Str("Document_Domain", "").public();
    LANGUAGE: Language("Language", "").public().alert("Language_setting_warning").wizard(3, 1);
    ALLOW_INVALID_SELF_SIGNED_CERTS: Boolean("Allow_Invalid_SelfSigned_Certs", false).secret();
    ENABLE_CSP: Boolean("Enable_CSP", true);
    EXTRA_CSP_DOMAINS: Str("Extra_CSP_Domains", "").multiline();
    IFRAME_RESTRICT_ACCESS: Boolean("Iframe_Restrict_Access", true).secret();
    IFRAME_X_FRAME_OPTIONS: Str("Iframe_X_Frame_Options", "sameorigin")
        .secret().when("Iframe_Restrict_Access");
    FAVORITE_ROOMS: Boolean("Favorite_Rooms", true).public();
    FIRST_CHANNEL_AFTER_LOGIN: Str("First_Channel_After_Login", "").public();
    UNREAD_COUNT: Select("Unread_Count", "user_and_group_mentions_only", &[
        ("all_messages", "All_messages"), ("user_mentions_only", "User_mentions_only"),
        ("group_mentions_only", "Group_mentions_only"),
        ("user_and_group_mentions_only", "User_and_group_mentions_only"),
    ]).public();
    UNREAD_COUNT_DM: Select("Unread_Count_DM", "all_messages", &[
        ("all_messages", "All_messages"), ("mentions_only", "Mentions_only"),
    ]).public();
    UNREAD_COUNT_OMNI: Select("Unread_Count_Omni", "all_messages", &[
        ("all_messages", "All_messages"), ("mentions_only", "Mentions_only"),
    ]).public();
    DEEP_LINK_URL: Str("DeepLink_Url", "https://go.rocket.chat").public();
    CDN_PREFIX: Str("CDN_PREFIX", "").public();
    CDN_PREFIX_ALL: Boolean("CDN_PREFIX_ALL", true).public();
    CDN_JSCSS_PREFIX: Str("CDN_JSCSS_PREFIX", "").public().when_is("CDN_PREFIX_ALL", Literal::Bool(false));
    FORCE_SSL: Boolean("Force_SSL", false).public();
    GOOGLE_TAG_MANAGER_ID: Str("GoogleTagManager_id", "").public().secret();
    BUGSNAG_API_KEY: Str("Bugsnag_api_key", "").secret();
    RESTART: Action("Restart", "restart_server").action_text("Restart_the_server");
    STORE_LAST_MESSAGE: Boolean("Store_Last_Message", true)
        .public().explained("Store_Last_Message_Sent_per_Room");
    ROBOT_INSTRUCTIONS_FILE_CONTENT: Str("Robot_Instructions_File_Content", "User-agent: *\nDisallow: /")
        .public().multiline();
    DEFAULT_REFERRER_POLICY: Select("Default_Referrer_Policy", "same-origin", &[
        ("no-referrer", "No_Referrer"), ("no-referrer-when-downgrade", "No_Referrer_When_Downgrade"),
        ("origin", "Origin"), ("origin-when-cross-origin", "Origin_When_Cross_Origin"),
        ("same-origin", "Same_Origin"), ("strict-origin", "Strict_Origin"),
        ("strict-origin-when-cross-origin", "Strict_Origin_When_Cross_Origin"), ("unsafe-url", "Unsafe_Url"),
    ]).public();
    ECDH_ENABLED: Boolean("ECDH_Enabled", false).alert("This_feature_is_currently_in_alpha");

    [section("UTF8")]
    UTF8_USER_NAMES_VALIDATION: Str("UTF8_User_Names_Validation", "[0-9a-zA-Z-_.]+").public();
    UTF8_CHANNEL_NAMES_VALIDATION: Str("UTF8_Channel_Names_Validation", "[0-9a-zA-Z-_.]+").public();
    UTF8_NAMES_SLUGIFY: Boolean("UTF8_Names_Slugify", true).public();

    [section("Reporting")]
    // Nothing is told to anybody outside unless somebody asks for it.
    STATISTICS_REPORTING: Boolean("Statistics_reporting", false).hidden().upstream(Literal::Bool(true));

    [section("Notifications")]
    NOTIFICATIONS_MAX_ROOM_MEMBERS: Integer("Notifications_Max_Room_Members", 100).public();

    [section("REST API")]
    API_USER_LIMIT: Integer("API_User_Limit", 500).public().explained("API_User_Limit");

    [section("Iframe_Integration")]
    IFRAME_INTEGRATION_SEND_ENABLE: Boolean("Iframe_Integration_send_enable", false).public();
    IFRAME_INTEGRATION_SEND_TARGET_ORIGIN: Str("Iframe_Integration_send_target_origin", "*")
        .public().when("Iframe_Integration_send_enable");
    IFRAME_INTEGRATION_RECEIVE_ENABLE: Boolean("Iframe_Integration_receive_enable", false).public();
    IFRAME_INTEGRATION_RECEIVE_ORIGIN: Str("Iframe_Integration_receive_origin", "*")
        .public().when("Iframe_Integration_receive_enable");

    [section("Translations")]
    CUSTOM_TRANSLATIONS: Code("Custom_Translations", "").public().code("application/json");

    [section("Stream_Cast")]
    STREAM_CAST_ADDRESS: Str("Stream_Cast_Address", "");

    [section("NPS")]
    NPS_SURVEY_ENABLED: Boolean("NPS_survey_enabled", false).upstream(Literal::Bool(true));

    [section("Timezone")]
    DEFAULT_TIMEZONE_FOR_REPORTING: Select("Default_Timezone_For_Reporting", "server", &[
        ("server", "Default_Server_Timezone"), ("custom", "Default_Custom_Timezone"),
        ("user", "Default_User_Timezone"),
    ]);
    DEFAULT_CUSTOM_TIMEZONE: Timezone("Default_Custom_Timezone", "")
        .when_is("Default_Timezone_For_Reporting", Literal::Text("custom"));

    [section("Update")]
    UPDATE_LATEST_AVAILABLE_VERSION: Str("Update_LatestAvailableVersion", "0.0.0").readonly();
    // Nothing is asked of the outside unless somebody wants it.
    UPDATE_ENABLE_CHECKER: Boolean("Update_EnableChecker", false)
        .when("Register_Server").upstream(Literal::Bool(true));
}
