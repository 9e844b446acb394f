//! Bridges to Slack, IRC and Smarsh.

use super::row::{Literal, is, on, section};

table! {
    SLACK_BRIDGE_ROWS of "SlackBridge";

    [section("")]
    SLACK_BRIDGE_ENABLED: Boolean("SlackBridge_Enabled", false).public().named("Enabled");
    SLACK_BRIDGE_USE_LEGACY: Boolean("SlackBridge_UseLegacy", true).public().when("SlackBridge_Enabled");
    SLACK_BRIDGE_API_TOKEN: Str("SlackBridge_APIToken", "")
        .secret().multiline().when_all(&[on("SlackBridge_UseLegacy"), on("SlackBridge_Enabled")]);
    SLACK_BRIDGE_BOT_TOKEN: Str("SlackBridge_BotToken", "")
        .secret().multiline()
        .when_all(&[is("SlackBridge_UseLegacy", Literal::Bool(false)), on("SlackBridge_Enabled")]);
    SLACK_BRIDGE_SIGNING_SECRET: Str("SlackBridge_SigningSecret", "")
        .secret().multiline()
        .when_all(&[is("SlackBridge_UseLegacy", Literal::Bool(false)), on("SlackBridge_Enabled")]);
    SLACK_BRIDGE_APP_TOKEN: Str("SlackBridge_AppToken", "")
        .secret().multiline()
        .when_all(&[is("SlackBridge_UseLegacy", Literal::Bool(false)), on("SlackBridge_Enabled")]);
    SLACK_BRIDGE_FILE_UPLOAD_ENABLED: Boolean("SlackBridge_FileUpload_Enabled", true)
        .named("FileUpload").when("SlackBridge_Enabled");
    SLACK_BRIDGE_OUT_ENABLED: Boolean("SlackBridge_Out_Enabled", false).when("SlackBridge_Enabled");
    SLACK_BRIDGE_OUT_ALL: Boolean("SlackBridge_Out_All", false)
        .when_all(&[on("SlackBridge_Enabled"), on("SlackBridge_Out_Enabled")]);
    SLACK_BRIDGE_OUT_CHANNELS: RoomPick("SlackBridge_Out_Channels")
        .when_all(&[
            on("SlackBridge_Enabled"), on("SlackBridge_Out_Enabled"),
            is("SlackBridge_Out_All", Literal::Bool(false)),
        ]);
    SLACK_BRIDGE_ALIAS_FORMAT: Str("SlackBridge_AliasFormat", "")
        .named("Alias_Format").explained("Alias_Format_Description").when("SlackBridge_Enabled");
    SLACK_BRIDGE_EXCLUDE_BOTNAMES: Str("SlackBridge_ExcludeBotnames", "")
        .named("Exclude_Botnames").explained("Exclude_Botnames_Description").when("SlackBridge_Enabled");
    SLACK_BRIDGE_REACTIONS_ENABLED: Boolean("SlackBridge_Reactions_Enabled", true)
        .named("Reactions").when("SlackBridge_Enabled");
    SLACK_BRIDGE_REMOVE_CHANNEL_LINKS:
        Action("SlackBridge_Remove_Channel_Links", "removeSlackBridgeChannelLinks")
        .action_text("Remove_Channel_Links").when("SlackBridge_Enabled");
}

table! {
    SMARSH_ROWS of "Smarsh";

    [section("")]
    SMARSH_ENABLED: Boolean("Smarsh_Enabled", false)
        .when_query(r#"{"_id":"From_Email","value":{"$exists":1,"$ne":""}}"#);
    SMARSH_EMAIL: Str("Smarsh_Email", "").secret().placeholder("email@domain.com");
    SMARSH_MISSING_EMAIL_EMAIL: Str("Smarsh_MissingEmail_Email", "no-email@example.com")
        .placeholder("no-email@example.com");
    SMARSH_TIMEZONE: Select("Smarsh_Timezone", "America/Los_Angeles", &[]);
    SMARSH_INTERVAL: Select("Smarsh_Interval", "every_30_minutes", &[
        ("every_30_seconds", "every_30_seconds"), ("every_30_minutes", "every_30_minutes"),
        ("every_1_hours", "every_hour"), ("every_6_hours", "every_six_hours"),
    ]).when_query(r#"{"_id":"From_Email","value":{"$exists":1,"$ne":""}}"#);
}

table! {
    IRC_FEDERATION_ROWS of "IRC_Federation";

    [section("")]
    IRC_ENABLED: Boolean("IRC_Enabled", false)
        .named("Enabled").explained("IRC_Enabled").alert("IRC_Enabled_Alert");
    IRC_PROTOCOL: Select("IRC_Protocol", "RFC2813", &[("RFC2813", "RFC2813")])
        .named("Protocol").explained("IRC_Protocol");
    IRC_HOST: Str("IRC_Host", "localhost").named("Host").explained("IRC_Host");
    IRC_PORT: Integer("IRC_Port", 6667).named("Port").explained("IRC_Port");
    IRC_NAME: Str("IRC_Name", "irc.localhost")
        .named("Name").explained("IRC_Name").upstream(Literal::Text("irc.rocket.chat"));
    IRC_DESCRIPTION: Str("IRC_Description", "Rustle IRC bridge")
        .named("Description").explained("IRC_Description").upstream(Literal::Text("Rocket.Chat IRC Bridge"));
    // A password that everybody knows is none.
    IRC_LOCAL_PASSWORD: Str("IRC_Local_Password", "")
        .named("Local_Password").explained("IRC_Local_Password").upstream(Literal::Text("password"));
    IRC_PEER_PASSWORD: Str("IRC_Peer_Password", "")
        .named("Peer_Password").explained("IRC_Peer_Password").upstream(Literal::Text("password"));
    IRC_RESET_CONNECTION: Action("IRC_Reset_Connection", "resetIrcConnection")
        .named("Reset_Connection").action_text("Reset_Connection");
}
