//! What messages may be, and what is shown with them.

use super::row::{Literal, is, on, section};

const MESSAGE_CODE_HIGHLIGHT_TEXT: &str = concat!(
    "javascript,",
    "css,",
    "markdown,",
    "dockerfile,",
    "json,",
    "go,",
    "rust,",
    "clean,",
    "bash,",
    "plaintext,",
    "powershell,",
    "scss,",
    "shell,",
    "yaml,",
    "vim",
);

table! {
    MESSAGE_ROWS of "Message";

    [section("Message_Attachments")]
    MESSAGE_ATTACHMENTS_THUMBNAILS_ENABLED: Boolean("Message_Attachments_Thumbnails_Enabled", true)
        .public().explained("Message_Attachments_Thumbnails_EnabledDesc");
    MESSAGE_ATTACHMENTS_THUMBNAILS_WIDTH: Integer("Message_Attachments_Thumbnails_Width", 480)
        .public().when_all(&[on("Message_Attachments_Thumbnails_Enabled")]);
    MESSAGE_ATTACHMENTS_THUMBNAILS_HEIGHT: Integer("Message_Attachments_Thumbnails_Height", 360)
        .public().when_all(&[on("Message_Attachments_Thumbnails_Enabled")]);
    MESSAGE_ATTACHMENTS_STRIP_EXIF: Boolean("Message_Attachments_Strip_Exif", true)
        .public().explained("Message_Attachments_Strip_ExifDescription");

    [section("Message_Audio")]
    MESSAGE_AUDIO_RECORDER_ENABLED: Boolean("Message_AudioRecorderEnabled", true)
        .public().explained("Message_AudioRecorderEnabledDescription");
    MESSAGE_AUDIO_BIT_RATE: Integer("Message_Audio_bitRate", 32).public();

    [section("Read_Receipts")]
    MESSAGE_READ_RECEIPT_ENABLED: Boolean("Message_Read_Receipt_Enabled", false)
        .public().premium(&["message-read-receipt"], Literal::Bool(false));
    MESSAGE_READ_RECEIPT_STORE_USERS: Boolean("Message_Read_Receipt_Store_Users", false)
        .public().premium(&["message-read-receipt"], Literal::Bool(false))
        .when("Message_Read_Receipt_Enabled");

    [section("")]
    MESSAGE_CUSTOM_DOMAIN_AUTOLINK: Str("Message_CustomDomain_AutoLink", "").public();
    MESSAGE_ALLOW_EDITING: Boolean("Message_AllowEditing", true).public();
    // What was said can be corrected for a while, not rewritten for ever.
    MESSAGE_ALLOW_EDITING_BLOCK_EDIT_IN_MINUTES: Number("Message_AllowEditing_BlockEditInMinutes", 60)
        .public().explained("Message_AllowEditing_BlockEditInMinutesDescription").upstream(Literal::Int(0));
    MESSAGE_ALLOW_DELETING: Boolean("Message_AllowDeleting", true).public();
    MESSAGE_ALLOW_DELETING_BLOCK_DELETE_IN_MINUTES:
        Number("Message_AllowDeleting_BlockDeleteInMinutes", 1440).public()
        .explained("Message_AllowDeleting_BlockDeleteInMinutes").upstream(Literal::Int(0));
    MESSAGE_ALLOW_UNRECOGNIZED_SLASH_COMMAND: Boolean("Message_AllowUnrecognizedSlashCommand", false)
        .public();
    MESSAGE_ALLOW_DIRECT_MESSAGES_TO_YOURSELF: Boolean("Message_AllowDirectMessagesToYourself", true)
        .public();
    MESSAGE_ALWAYS_SEARCH_REG_EXP: Boolean("Message_AlwaysSearchRegExp", false);
    MESSAGE_SHOW_DELETED_STATUS: Boolean("Message_ShowDeletedStatus", false).public();
    MESSAGE_ALLOW_BAD_WORDS_FILTER: Boolean("Message_AllowBadWordsFilter", false).public();
    MESSAGE_BAD_WORDS_FILTER_LIST: Str("Message_BadWordsFilterList", "").public();
    MESSAGE_BAD_WORDS_WHITELIST: Str("Message_BadWordsWhitelist", "").public();
    MESSAGE_KEEP_HISTORY: Boolean("Message_KeepHistory", true).public().upstream(Literal::Bool(false));
    MESSAGE_MAX_ALL: Integer("Message_MaxAll", 0).public();
    MESSAGE_MAX_ALLOWED_SIZE: Integer("Message_MaxAllowedSize", 5000).public().within(1, 1_000_000);
    MESSAGE_ALLOW_CONVERT_LONG_MESSAGES_TO_ATTACHMENT:
        Boolean("Message_AllowConvertLongMessagesToAttachment", true).public();
    MESSAGE_GROUPING_PERIOD: Integer("Message_GroupingPeriod", 300)
        .public().explained("Message_GroupingPeriodDescription");
    API_EMBED: Boolean("API_Embed", true).public();
    // Sites may know who asks.
    API_EMBED_USER_AGENT: Str("API_Embed_UserAgent", "Rustle")
        .public()
        .upstream(Literal::Text("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/41.0.2227.0 Safari/537.36"));
    API_EMBED_CACHE_EXPIRATION_DAYS: Integer("API_EmbedCacheExpirationDays", 1).upstream(Literal::Int(30));
    API_EMBED_CLEAR_CACHE_NOW: Action("API_Embed_clear_cache_now", "OEmbedCacheCleanup")
        .named("clear_cache_now").action_text("clear");
    API_EMBED_IGNORED_HOSTS:
        Str("API_EmbedIgnoredHosts", "localhost, 127.0.0.1, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16");
    API_EMBED_SAFE_PORTS: Str("API_EmbedSafePorts", "80, 443");
    MESSAGE_TIME_FORMAT: Str("Message_TimeFormat", "LT").public();
    MESSAGE_DATE_FORMAT: Str("Message_DateFormat", "LL").public();
    MESSAGE_TIME_AND_DATE_FORMAT: Str("Message_TimeAndDateFormat", "LLL").public();
    MESSAGE_QUOTE_CHAIN_LIMIT: Integer("Message_QuoteChainLimit", 2).public();
    HIDE_SYSTEM_MESSAGES: MultiSelect("Hide_System_Messages", &[], &[
        ("uj", "Message_HideType_uj"), ("ujt", "Message_HideType_ujt"), ("ul", "Message_HideType_ul"),
        ("ult", "Message_HideType_ult"), ("ru", "Message_HideType_ru"),
        ("removed-user-from-team", "Message_HideType_removed_user_from_team"), ("au", "Message_HideType_au"),
        ("added-user-to-team", "Message_HideType_added_user_to_team"),
        ("mute_unmute", "Message_HideType_mute_unmute"), ("r", "Message_HideType_r"),
        ("ut", "Message_HideType_ut"), ("wm", "Message_HideType_wm"), ("rm", "Message_HideType_rm"),
        ("subscription-role-added", "Message_HideType_subscription_role_added"),
        ("subscription-role-removed", "Message_HideType_subscription_role_removed"),
        ("room-archived", "Message_HideType_room_archived"),
        ("room-unarchived", "Message_HideType_room_unarchived"),
        ("room_changed_privacy", "Message_HideType_room_changed_privacy"),
        ("room_changed_avatar", "Message_HideType_room_changed_avatar"),
        ("room_changed_topic", "Message_HideType_room_changed_topic"),
        ("room_e2e_enabled", "Message_HideType_room_enabled_encryption"),
        ("room_e2e_disabled", "Message_HideType_room_disabled_encryption"),
        ("room-removed-read-only", "Message_HideType_room_removed_read_only"),
        ("room-set-read-only", "Message_HideType_room_set_read_only"),
        ("room-disallowed-reacting", "Message_HideType_room_disallowed_reacting"),
        ("room-allowed-reacting", "Message_HideType_room_allowed_reacting"),
        ("user-added-room-to-team", "Message_HideType_user_added_room_to_team"),
        ("user-converted-to-channel", "Message_HideType_user_converted_to_channel"),
        ("user-converted-to-team", "Message_HideType_user_converted_to_team"),
        ("user-deleted-room-from-team", "Message_HideType_user_deleted_room_from_team"),
        ("user-removed-room-from-team", "Message_HideType_user_removed_room_from_team"),
        ("room_changed_announcement", "Message_HideType_changed_announcement"),
        ("room_changed_description", "Message_HideType_changed_description"),
    ]).public();
    DIRECT_MESSAGE_MAX_USERS: Integer("DirectMesssage_maxUsers", 8).public();
    MESSAGE_ERASURE_TYPE: Select("Message_ErasureType", "Delete", &[
        ("Keep", "Message_ErasureType_Keep"), ("Delete", "Message_ErasureType_Delete"),
        ("Unlink", "Message_ErasureType_Unlink"),
    ]).public();
    MESSAGE_CODE_HIGHLIGHT: Str("Message_Code_highlight", MESSAGE_CODE_HIGHLIGHT_TEXT).public();
    MESSAGE_AUDITING_PANEL_LOAD_COUNT: Integer("Message_Auditing_Panel_Load_Count", 0).hidden();
    MESSAGE_AUDITING_APPLY_COUNT: Integer("Message_Auditing_Apply_Count", 0).hidden();
    MESSAGE_VIDEO_RECORDER_ENABLED: Boolean("Message_VideoRecorderEnabled", true)
        .public().explained("Message_VideoRecorderEnabledDescription");

    [section("AutoTranslate")]
    AUTO_TRANSLATE_ENABLED: Boolean("AutoTranslate_Enabled", false).public();
    AUTO_TRANSLATE_AUTO_ENABLE_ON_JOIN_ROOM: Boolean("AutoTranslate_AutoEnableOnJoinRoom", false)
        .public().when_all(&[on("AutoTranslate_Enabled")]);
    AUTO_TRANSLATE_SERVICE_PROVIDER: Select("AutoTranslate_ServiceProvider", "google-translate", &[
        ("google-translate", "AutoTranslate_Google"), ("deepl-translate", "AutoTranslate_DeepL"),
        ("microsoft-translate", "AutoTranslate_Microsoft"),
    ]).public().when_all(&[on("AutoTranslate_Enabled")]);

    [section("AutoTranslate_Google")]
    AUTO_TRANSLATE_GOOGLE_API_KEY: Str("AutoTranslate_GoogleAPIKey", "")
        .named("AutoTranslate_APIKey")
        .when_all(&[
            on("AutoTranslate_Enabled"),
            is("AutoTranslate_ServiceProvider", Literal::Text("google-translate")),
        ]);

    [section("AutoTranslate_DeepL")]
    AUTO_TRANSLATE_DEEP_LAPI_KEY: Str("AutoTranslate_DeepLAPIKey", "")
        .named("AutoTranslate_APIKey")
        .when_all(&[
            on("AutoTranslate_Enabled"),
            is("AutoTranslate_ServiceProvider", Literal::Text("deepl-translate")),
        ]);

    [section("AutoTranslate_Microsoft")]
    AUTO_TRANSLATE_MICROSOFT_API_KEY: Str("AutoTranslate_MicrosoftAPIKey", "")
        .named("AutoTranslate_Microsoft_API_Key")
        .when_all(&[
            on("AutoTranslate_Enabled"),
            is("AutoTranslate_ServiceProvider", Literal::Text("microsoft-translate")),
        ]);

    [section("Hex_Color_Preview")]
    HEX_COLOR_PREVIEW_ENABLED: Boolean("HexColorPreview_Enabled", true).public().named("Enabled");

    [section("Katex")]
    KATEX_ENABLED: Boolean("Katex_Enabled", true).public();
    KATEX_PARENTHESIS_SYNTAX: Boolean("Katex_Parenthesis_Syntax", true).public().when("Katex_Enabled");
    KATEX_DOLLAR_SYNTAX: Boolean("Katex_Dollar_Syntax", false).public().when("Katex_Enabled");

    [section("Google Maps")]
    MAP_VIEW_ENABLED: Boolean("MapView_Enabled", false).public();
    MAP_VIEW_G_MAPS_API_KEY: Str("MapView_GMapsAPIKey", "").public().secret();

    [section("")]
    MESSAGE_ALLOW_PINNING: Boolean("Message_AllowPinning", true).public();
    MESSAGE_ALLOW_STARRING: Boolean("Message_AllowStarring", true).public();
    MESSAGE_CUSTOM_FIELDS_ENABLED: Boolean("Message_CustomFields_Enabled", false);
    MESSAGE_CUSTOM_FIELDS: Code("Message_CustomFields", r#"{"properties": {}}"#)
        .multiline().code("application/json").invalid(Literal::Text(""))
        .when_all(&[on("Message_CustomFields_Enabled")]);
}
