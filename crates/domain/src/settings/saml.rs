//! Signing in through a SAML identity provider.

use super::row::{Literal, tab};

table! {
    SAML_ROWS of "SAML";

    [tab("SAML_Connection", "")]
    SAML_CUSTOM_DEFAULT: Boolean("SAML_Custom_Default", false).public().named("Accounts_OAuth_Custom_Enable");
    SAML_CUSTOM_DEFAULT_PROVIDER: Str("SAML_Custom_Default_provider", "provider-name")
        .public().named("SAML_Custom_Provider");
    SAML_CUSTOM_DEFAULT_ENTRY_POINT:
        Str("SAML_Custom_Default_entry_point", "https://example.com/simplesaml/saml2/idp/SSOService.php")
        .named("SAML_Custom_Entry_point");
    SAML_CUSTOM_DEFAULT_IDP_SLO_REDIRECT_URL:
        Str("SAML_Custom_Default_idp_slo_redirect_url",
            "https://example.com/simplesaml/saml2/idp/SingleLogoutService.php").public()
        .named("SAML_Custom_IDP_SLO_Redirect_URL");
    SAML_CUSTOM_DEFAULT_ISSUER:
        Str("SAML_Custom_Default_issuer", "https://your-rocket-chat/_saml/metadata/provider-name")
        .named("SAML_Custom_Issuer");
    SAML_CUSTOM_DEFAULT_DEBUG: Boolean("SAML_Custom_Default_debug", false).named("SAML_Custom_Debug");

    [tab("SAML_Connection", "SAML_Section_2_Certificate")]
    SAML_CUSTOM_DEFAULT_CERT: Str("SAML_Custom_Default_cert", "")
        .secret().multiline().named("SAML_Custom_Cert");
    SAML_CUSTOM_DEFAULT_PUBLIC_CERT: Str("SAML_Custom_Default_public_cert", "")
        .multiline().named("SAML_Custom_Public_Cert");
    SAML_CUSTOM_DEFAULT_SIGNATURE_VALIDATION_TYPE:
        Select("SAML_Custom_Default_signature_validation_type", "All", &[
            ("Response", "SAML_Custom_signature_validation_response"),
            ("Assertion", "SAML_Custom_signature_validation_assertion"),
            ("Either", "SAML_Custom_signature_validation_either"),
            ("All", "SAML_Custom_signature_validation_all"),
        ]).named("SAML_Custom_signature_validation_type")
        .explained("SAML_Custom_signature_validation_type_description");
    SAML_CUSTOM_DEFAULT_PRIVATE_KEY: Str("SAML_Custom_Default_private_key", "")
        .secret().multiline().named("SAML_Custom_Private_Key");

    [tab("SAML_General", "SAML_Section_1_User_Interface")]
    SAML_CUSTOM_DEFAULT_BUTTON_LABEL_TEXT: Str("SAML_Custom_Default_button_label_text", "SAML")
        .named("Accounts_OAuth_Custom_Button_Label_Text");
    SAML_CUSTOM_DEFAULT_BUTTON_LABEL_COLOR: Str("SAML_Custom_Default_button_label_color", "#FFFFFF")
        .named("Accounts_OAuth_Custom_Button_Label_Color");
    SAML_CUSTOM_DEFAULT_BUTTON_COLOR: Str("SAML_Custom_Default_button_color", "#1d74f5")
        .named("Accounts_OAuth_Custom_Button_Color");

    [tab("SAML_General", "SAML_Section_3_Behavior")]
    SAML_CUSTOM_DEFAULT_GENERATE_USERNAME: Boolean("SAML_Custom_Default_generate_username", false)
        .named("SAML_Custom_Generate_Username");
    SAML_CUSTOM_DEFAULT_USERNAME_NORMALIZE: Select("SAML_Custom_Default_username_normalize", "None", &[
        ("None", "SAML_Custom_Username_Normalize_None"),
        ("Lowercase", "SAML_Custom_Username_Normalize_Lowercase"),
    ]).named("SAML_Custom_Username_Normalize");
    SAML_CUSTOM_DEFAULT_IMMUTABLE_PROPERTY: Select("SAML_Custom_Default_immutable_property", "EMail", &[
        ("Username", "SAML_Custom_Immutable_Property_Username"),
        ("EMail", "SAML_Custom_Immutable_Property_EMail"),
    ]).named("SAML_Custom_Immutable_Property");
    SAML_CUSTOM_DEFAULT_NAME_OVERWRITE: Boolean("SAML_Custom_Default_name_overwrite", false)
        .named("SAML_Custom_name_overwrite");
    SAML_CUSTOM_DEFAULT_MAIL_OVERWRITE: Boolean("SAML_Custom_Default_mail_overwrite", false)
        .named("SAML_Custom_mail_overwrite");
    SAML_CUSTOM_DEFAULT_LOGOUT_BEHAVIOUR: Select("SAML_Custom_Default_logout_behaviour", "SAML", &[
        ("SAML", "SAML_Custom_Logout_Behaviour_Terminate_SAML_Session"),
        ("Local", "SAML_Custom_Logout_Behaviour_End_Only_RocketChat"),
    ]).public().named("SAML_Custom_Logout_Behaviour");
    SAML_CUSTOM_DEFAULT_CHANNELS_UPDATE: Boolean("SAML_Custom_Default_channels_update", false)
        .named("SAML_Custom_channels_update").explained("SAML_Custom_channels_update_description");
    SAML_CUSTOM_DEFAULT_INCLUDE_PRIVATE_CHANNELS_UPDATE:
        Boolean("SAML_Custom_Default_include_private_channels_update", false)
        .named("SAML_Custom_include_private_channels_update")
        .explained("SAML_Custom_include_private_channels_update_description");
    SAML_CUSTOM_DEFAULT_DEFAULT_USER_ROLE: Str("SAML_Custom_Default_default_user_role", "user")
        .named("SAML_Default_User_Role").explained("SAML_Default_User_Role_Description");
    SAML_CUSTOM_DEFAULT_ALLOWED_CLOCK_DRIFT: Integer("SAML_Custom_Default_allowed_clock_drift", 0)
        .named("SAML_Allowed_Clock_Drift").explained("SAML_Allowed_Clock_Drift_Description")
        .invalid(Literal::Int(0));

    [tab("SAML_General", "SAML_Section_5_Mapping")]
    SAML_CUSTOM_DEFAULT_USER_DATA_FIELDMAP:
        Str("SAML_Custom_Default_user_data_fieldmap",
            r#"{"username":"username", "email":"email", "name": "cn"}"#).multiline()
        .named("SAML_Custom_user_data_fieldmap").explained("SAML_Custom_user_data_fieldmap_description");
}
