//! Text messages, and an external frame for agents.

use super::row::{Literal, section};

table! {
    SMS_ROWS of "SMS";

    [section("")]
    SMS_ENABLED: Boolean("SMS_Enabled", false).named("Enabled");
    SMS_SERVICE: Select("SMS_Service", "twilio", &[
        ("twilio", "Twilio"), ("voxtelesys", "Voxtelesys"), ("mobex", "Mobex"),
    ]).named("Service");
    SMS_DEFAULT_OMNICHANNEL_DEPARTMENT: Str("SMS_Default_Omnichannel_Department", "");

    [section("Twilio")]
    SMS_TWILIO_ACCOUNT_SID: Str("SMS_Twilio_Account_SID", "")
        .secret().named("Account_SID").when_is("SMS_Service", Literal::Text("twilio"));
    SMS_TWILIO_AUTH_TOKEN: Str("SMS_Twilio_authToken", "")
        .secret().named("Auth_Token").when_is("SMS_Service", Literal::Text("twilio"));
    SMS_TWILIO_FILE_UPLOAD_ENABLED: Boolean("SMS_Twilio_FileUpload_Enabled", true)
        .secret().named("FileUpload_Enabled").when_is("SMS_Service", Literal::Text("twilio"));
    SMS_TWILIO_FILE_UPLOAD_MEDIA_TYPE_WHITE_LIST:
        Str("SMS_Twilio_FileUpload_MediaTypeWhiteList", "image/*,audio/*,video/*,text/*,application/pdf")
        .secret().named("FileUpload_MediaTypeWhiteList")
        .explained("FileUpload_MediaTypeWhiteListDescription")
        .when_is("SMS_Service", Literal::Text("twilio"));

    [section("Voxtelesys")]
    SMS_VOXTELESYS_AUTH_TOKEN: Str("SMS_Voxtelesys_authToken", "")
        .secret().named("Auth_Token").when_is("SMS_Service", Literal::Text("voxtelesys"));
    SMS_VOXTELESYS_URL: Str("SMS_Voxtelesys_URL", "https://smsapi.voxtelesys.net/api/v1/sms")
        .secret().named("URL").when_is("SMS_Service", Literal::Text("voxtelesys"));
    SMS_VOXTELESYS_FILE_UPLOAD_ENABLED: Boolean("SMS_Voxtelesys_FileUpload_Enabled", true)
        .secret().named("FileUpload_Enabled").when_is("SMS_Service", Literal::Text("voxtelesys"));
    SMS_VOXTELESYS_FILE_UPLOAD_MEDIA_TYPE_WHITE_LIST:
        Str("SMS_Voxtelesys_FileUpload_MediaTypeWhiteList", "image/*,audio/*,video/*,text/*,application/pdf")
        .secret().named("FileUpload_MediaTypeWhiteList")
        .explained("FileUpload_MediaTypeWhiteListDescription")
        .when_is("SMS_Service", Literal::Text("voxtelesys"));

    [section("Mobex")]
    SMS_MOBEX_GATEWAY_ADDRESS: Str("SMS_Mobex_gateway_address", "")
        .named("Mobex_sms_gateway_address").explained("Mobex_sms_gateway_address_desc")
        .when_is("SMS_Service", Literal::Text("mobex"));
    SMS_MOBEX_RESTFUL_ADDRESS: Str("SMS_Mobex_restful_address", "")
        .named("Mobex_sms_gateway_restful_address").explained("Mobex_sms_gateway_restful_address_desc")
        .when_is("SMS_Service", Literal::Text("mobex"));
    SMS_MOBEX_USERNAME: Str("SMS_Mobex_username", "")
        .named("Mobex_sms_gateway_username").when_is("SMS_Service", Literal::Text("mobex"));
    SMS_MOBEX_PASSWORD: Password("SMS_Mobex_password", "")
        .named("Mobex_sms_gateway_password").when_is("SMS_Service", Literal::Text("mobex"));
    SMS_MOBEX_FROM_NUMBER: Str("SMS_Mobex_from_number", "")
        .named("Mobex_sms_gateway_from_number").explained("Mobex_sms_gateway_from_number_desc")
        .when_is("SMS_Service", Literal::Text("mobex"));
    SMS_MOBEX_FROM_NUMBERS_LIST: Str("SMS_Mobex_from_numbers_list", "")
        .named("Mobex_sms_gateway_from_numbers_list").explained("Mobex_sms_gateway_from_numbers_list_desc")
        .when_is("SMS_Service", Literal::Text("mobex"));

    [section("External Frame")]
    OMNICHANNEL_EXTERNAL_FRAME_ENABLED: Boolean("Omnichannel_External_Frame_Enabled", false)
        .public().alert("Experimental_Feature_Alert");
    OMNICHANNEL_EXTERNAL_FRAME_URL: Str("Omnichannel_External_Frame_URL", "")
        .public().when("Omnichannel_External_Frame_Enabled");
    OMNICHANNEL_EXTERNAL_FRAME_ENCRYPTION_JWK: Str("Omnichannel_External_Frame_Encryption_JWK", "")
        .public().when("Omnichannel_External_Frame_Enabled");
    OMNICHANNEL_EXTERNAL_FRAME_GENERATE_KEY:
        Action("Omnichannel_External_Frame_GenerateKey", "omnichannelExternalFrameGenerateKey")
        .action_text("Generate_new_key").when("Omnichannel_External_Frame_Enabled");
}
