//! Telephony, video conferences and calls between browsers.

use super::row::{Literal, section, tab};

table! {
    CALL_CENTER_ROWS of "Call_Center";

    [tab("Settings", "General_Settings")]
    VOIP_ENABLED: Boolean("VoIP_Enabled", false).public().when("Livechat_enabled");
    VOIP_JWT_SECRET: Password("VoIP_JWT_Secret", "")
        .explained("VoIP_JWT_Secret_description").when("VoIP_Enabled");

    [tab("Settings", "Voip_Server_Configuration")]
    VOIP_SERVER_NAME: Str("VoIP_Server_Name", "")
        .public().placeholder("WebSocket Server").when("VoIP_Enabled");
    VOIP_SERVER_WEBSOCKET_PATH: Str("VoIP_Server_Websocket_Path", "")
        .public().placeholder("wss://your.domain.name").when("VoIP_Enabled");
    VOIP_RETRY_COUNT: Integer("VoIP_Retry_Count", -1).public().placeholder("1").when("VoIP_Enabled");
    VOIP_ENABLE_KEEP_ALIVE_FOR_UNSTABLE_NETWORKS:
        Boolean("VoIP_Enable_Keep_Alive_For_Unstable_Networks", true).public().when("Livechat_enabled");

    [tab("Settings", "Management_Server")]
    VOIP_MANAGEMENT_SERVER_HOST: Str("VoIP_Management_Server_Host", "")
        .public().placeholder("https://your.domain.name").when("VoIP_Enabled");
    VOIP_MANAGEMENT_SERVER_PORT: Integer("VoIP_Management_Server_Port", 0)
        .public().placeholder("8080").when("VoIP_Enabled");
    VOIP_MANAGEMENT_SERVER_NAME: Str("VoIP_Management_Server_Name", "")
        .public().placeholder("Server Name").when("VoIP_Enabled");
    VOIP_MANAGEMENT_SERVER_USERNAME: Str("VoIP_Management_Server_Username", "")
        .public().placeholder("Username").when("VoIP_Enabled");
    VOIP_MANAGEMENT_SERVER_PASSWORD: Password("VoIP_Management_Server_Password", "").when("VoIP_Enabled");
}

table! {
    VIDEO_CONFERENCE_ROWS of "Video_Conference";

    [section("")]
    VIDEO_CONF_DEFAULT_PROVIDER: Lookup("VideoConf_Default_Provider", "")
        .public().lookup("v1/video-conference.providers");
    VIDEO_CONF_MOBILE_RINGING: Boolean("VideoConf_Mobile_Ringing", false)
        .public().alert("VideoConf_Mobile_Ringing_Alert")
        .premium(&["videoconference-enterprise"], Literal::Bool(false));
    JITSI_CLICK_TO_JOIN_COUNT: Integer("Jitsi_Click_To_Join_Count", 0).hidden();
    JITSI_START_SLASH_COMMANDS_COUNT: Integer("Jitsi_Start_SlashCommands_Count", 0).hidden();
}

table! {
    WEBRTC_ROWS of "WebRTC";

    [section("")]
    WEBRTC_ENABLED: Boolean("WebRTC_Enabled", false).public().named("Enabled");
    WEBRTC_ENABLE_CHANNEL: Boolean("WebRTC_Enable_Channel", false).public().when("WebRTC_Enabled");
    WEBRTC_ENABLE_PRIVATE: Boolean("WebRTC_Enable_Private", false).public().when("WebRTC_Enabled");
    WEBRTC_ENABLE_DIRECT: Boolean("WebRTC_Enable_Direct", false).public().when("WebRTC_Enabled");
    WEBRTC_CALLS_COUNT: Integer("WebRTC_Calls_Count", 0).hidden();
    WEBRTC_SERVERS: Str("WebRTC_Servers", "").public().when("WebRTC_Enabled");
}
