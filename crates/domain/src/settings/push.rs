//! Notifications to phones.

use super::row::{Literal, is, on, section};

table! {
    PUSH_ROWS of "Push";

    [section("")]
    PUSH_ENABLE: Boolean("Push_enable", true).public().alert("Push_Setting_Requires_Restart_Alert");
    PUSH_USE_LEGACY: Boolean("Push_UseLegacy", false).alert("Push_Setting_Legacy_Warning");
    // The gateway is a third party that would see who is notified of what.
    PUSH_ENABLE_GATEWAY: Boolean("Push_enable_gateway", false)
        .alert("Push_Setting_Requires_Restart_Alert")
        .when_all(&[on("Push_enable"), on("Register_Server"), on("Cloud_Service_Agree_PrivacyTerms")])
        .upstream(Literal::Bool(true));
    PUSH_GATEWAY: Str("Push_gateway", "https://gateway.rocket.chat")
        .multiline().explained("Push_gateway_description").alert("Push_Setting_Requires_Restart_Alert")
        .when_all(&[on("Push_enable"), on("Push_enable_gateway")]);
    PUSH_PRODUCTION: Boolean("Push_production", true)
        .public().alert("Push_Setting_Requires_Restart_Alert")
        .when_all(&[on("Push_enable"), is("Push_enable_gateway", Literal::Bool(false))]);
    PUSH_TEST_PUSH: Action("Push_test_push", "push_test")
        .action_text("Send_a_test_push_to_my_user").when("Push_enable");

    [section("Certificates_and_Keys")]
    PUSH_APN_PASSPHRASE: Str("Push_apn_passphrase", "").secret();
    PUSH_APN_KEY: Str("Push_apn_key", "").secret().multiline();
    PUSH_APN_CERT: Str("Push_apn_cert", "").secret().multiline();
    PUSH_APN_DEV_PASSPHRASE: Str("Push_apn_dev_passphrase", "").secret();
    PUSH_APN_DEV_KEY: Str("Push_apn_dev_key", "").secret().multiline();
    PUSH_APN_DEV_CERT: Str("Push_apn_dev_cert", "").secret().multiline();
    PUSH_GCM_API_KEY: Str("Push_gcm_api_key", "").secret().when_all(&[on("Push_UseLegacy")]);
    PUSH_GOOGLE_API_CREDENTIALS: Code("Push_google_api_credentials", "")
        .secret().multiline().when_all(&[is("Push_UseLegacy", Literal::Bool(false))]);
    PUSH_GCM_PROJECT_NUMBER: Str("Push_gcm_project_number", "")
        .public().secret().when_all(&[on("Push_UseLegacy")]);

    [section("Privacy")]
    PUSH_SHOW_USERNAME_ROOM: Boolean("Push_show_username_room", true).public();
    PUSH_SHOW_MESSAGE: Boolean("Push_show_message", true).public();
    PUSH_REQUEST_CONTENT_FROM_SERVER: Boolean("Push_request_content_from_server", true)
        .premium(&["push-privacy"], Literal::Bool(false));
}
