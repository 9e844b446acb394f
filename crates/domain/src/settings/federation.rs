//! Talking to other servers.

use super::row::{Literal, section};

table! {
    FEDERATION_ROWS of "Federation";

    [section("Rocket.Chat Federation")]
    FEDERATION_ENABLED: Boolean("FEDERATION_Enabled", false)
        .public().named("Enabled").explained("FEDERATION_Enabled")
        .alert("This_is_a_deprecated_feature_alert");
    FEDERATION_STATUS: Str("FEDERATION_Status", "Disabled").readonly();
    FEDERATION_DOMAIN: Str("FEDERATION_Domain", "").alert("FEDERATION_Domain_Alert");
    FEDERATION_PUBLIC_KEY: Str("FEDERATION_Public_Key", "").readonly().multiline();
    FEDERATION_DISCOVERY_METHOD:
        Select("FEDERATION_Discovery_Method", "dns", &[("dns", "DNS"), ("hub", "Hub")]).public();
    FEDERATION_TEST_SETUP: Action("FEDERATION_Test_Setup", "FEDERATION_Test_Setup")
        .action_text("FEDERATION_Test_Setup");

    [section("Matrix Bridge")]
    FEDERATION_MATRIX_ENABLED: Boolean("Federation_Matrix_enabled", false)
        .public().explained("Federation_Matrix_enabled_desc").alert("Federation_Matrix_Enabled_Alert");
    FEDERATION_MATRIX_SERVE_WELL_KNOWN: Boolean("Federation_Matrix_serve_well_known", true)
        .alert("Federation_Matrix_serve_well_known_Alert");
    FEDERATION_MATRIX_ENABLE_EPHEMERAL_EVENTS: Boolean("Federation_Matrix_enable_ephemeral_events", false)
        .public().explained("Federation_Matrix_enable_ephemeral_events_desc")
        .alert("Federation_Matrix_enable_ephemeral_events_Alert");
    FEDERATION_MATRIX_ID: Str("Federation_Matrix_id", "").readonly().explained("Federation_Matrix_id_desc");
    FEDERATION_MATRIX_HS_TOKEN: Str("Federation_Matrix_hs_token", "")
        .readonly().explained("Federation_Matrix_hs_token_desc");
    FEDERATION_MATRIX_AS_TOKEN: Str("Federation_Matrix_as_token", "")
        .readonly().explained("Federation_Matrix_as_token_desc");
    FEDERATION_MATRIX_HOMESERVER_URL: Str("Federation_Matrix_homeserver_url", "http://localhost:8008")
        .explained("Federation_Matrix_homeserver_url_desc").alert("Federation_Matrix_homeserver_url_alert");
    FEDERATION_MATRIX_HOMESERVER_DOMAIN: Str("Federation_Matrix_homeserver_domain", "")
        .explained("Federation_Matrix_homeserver_domain_desc")
        .alert("Federation_Matrix_homeserver_domain_alert");
    FEDERATION_MATRIX_BRIDGE_URL: Str("Federation_Matrix_bridge_url", "http://localhost:3300")
        .explained("Federation_Matrix_bridge_url_desc");
    FEDERATION_MATRIX_BRIDGE_LOCALPART: Str("Federation_Matrix_bridge_localpart", "rocket.cat")
        .explained("Federation_Matrix_bridge_localpart_desc");
    FEDERATION_MATRIX_REGISTRATION_FILE: Code("Federation_Matrix_registration_file", "")
        .readonly().explained("Federation_Matrix_registration_file_desc")
        .alert("Federation_Matrix_registration_file_Alert");
    FEDERATION_MATRIX_MAX_SIZE_OF_PUBLIC_ROOMS_USERS:
        Integer("Federation_Matrix_max_size_of_public_rooms_users", 100).public()
        .explained("Federation_Matrix_max_size_of_public_rooms_users_desc")
        .alert("Federation_Matrix_max_size_of_public_rooms_users_Alert").premium(&[], Literal::Bool(false));
    FEDERATION_MATRIX_CONFIGURATION_STATUS: Str("Federation_Matrix_configuration_status", "Invalid")
        .readonly().explained("Federation_Matrix_configuration_status_desc").invalid(Literal::Text(""));
    FEDERATION_MATRIX_CHECK_CONFIGURATION_BUTTON:
        Action("Federation_Matrix_check_configuration_button", "checkFederationConfiguration")
        .action_text("Federation_Matrix_check_configuration").invalid(Literal::Text(""));
}
