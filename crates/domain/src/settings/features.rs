//! Features with a handful of settings each.

use super::row::{Literal, is, section};

table! {
    BOTS_ROWS of "Bots";

    [section("Helpers")]
    BOT_HELPERS_USER_FIELDS: Str("BotHelpers_userFields", "_id, name, username, emails, language, utcOffset");
}

table! {
    EMOJI_CUSTOM_FILESYSTEM_ROWS of "EmojiCustomFilesystem";

    [section("")]
    EMOJI_UPLOAD_STORAGE_TYPE:
        Select("EmojiUpload_Storage_Type", "GridFS", &[("GridFS", "GridFS"), ("FileSystem", "FileSystem")])
        .named("FileUpload_Storage_Type");
    EMOJI_UPLOAD_FILE_SYSTEM_PATH: Str("EmojiUpload_FileSystemPath", "")
        .named("FileUpload_FileSystemPath").when_is("EmojiUpload_Storage_Type", Literal::Text("FileSystem"));
}

table! {
    CUSTOM_SOUNDS_FILESYSTEM_ROWS of "CustomSoundsFilesystem";

    [section("")]
    CUSTOM_SOUNDS_STORAGE_TYPE:
        Select("CustomSounds_Storage_Type", "GridFS", &[("GridFS", "GridFS"), ("FileSystem", "FileSystem")])
        .named("FileUpload_Storage_Type");
    CUSTOM_SOUNDS_FILE_SYSTEM_PATH: Str("CustomSounds_FileSystemPath", "")
        .named("FileUpload_FileSystemPath").when_is("CustomSounds_Storage_Type", Literal::Text("FileSystem"));
}

table! {
    DISCUSSION_ROWS of "Discussion";

    [section("")]
    DISCUSSION_ENABLED: Boolean("Discussion_enabled", true).public().named("Enable");
}

table! {
    E2E_ENCRYPTION_ROWS of "E2E Encryption";

    [section("")]
    E2E_ENABLE: Boolean("E2E_Enable", false)
        .public().named("Enabled").explained("E2E_Enable_description").alert("E2E_Enable_alert");
    E2E_ALLOW_UNENCRYPTED_MESSAGES: Boolean("E2E_Allow_Unencrypted_Messages", true)
        .public().when("E2E_Enable");
    E2E_ENABLE_ENCRYPT_FILES: Boolean("E2E_Enable_Encrypt_Files", true).public().when("E2E_Enable");
    E2E_ENABLED_DEFAULT_DIRECT_ROOMS: Boolean("E2E_Enabled_Default_DirectRooms", false)
        .public().when("E2E_Enable");
    E2E_ENABLED_DEFAULT_PRIVATE_ROOMS: Boolean("E2E_Enabled_Default_PrivateRooms", false)
        .public().when("E2E_Enable");
    E2E_ENABLED_MENTIONS: Boolean("E2E_Enabled_Mentions", false).public().when("E2E_Enable");
}

table! {
    MOBILE_ROWS of "Mobile";

    [section("")]
    ALLOW_SAVE_MEDIA_TO_GALLERY: Boolean("Allow_Save_Media_to_Gallery", true).public();

    [section("Screen_Lock")]
    FORCE_SCREEN_LOCK: Boolean("Force_Screen_Lock", false)
        .public().explained("Force_Screen_Lock_description");
    FORCE_SCREEN_LOCK_AFTER: Integer("Force_Screen_Lock_After", 1800)
        .public().explained("Force_Screen_Lock_After_description").when("Force_Screen_Lock");
}

table! {
    OTR_ROWS of "OTR";

    [section("")]
    // Half-finished upstream, and gone from its later versions.
    OTR_ENABLE: Boolean("OTR_Enable", false).public().named("Enabled").upstream(Literal::Bool(true));
    OTR_COUNT: Integer("OTR_Count", 0).hidden();
}

table! {
    THREADS_ROWS of "Threads";

    [section("")]
    THREADS_ENABLED: Boolean("Threads_enabled", true).public().named("Enable");
}

table! {
    USER_DATA_DOWNLOAD_ROWS of "UserDataDownload";

    [section("")]
    USER_DATA_ENABLE_DOWNLOAD: Boolean("UserData_EnableDownload", true).public();
    USER_DATA_FILE_SYSTEM_PATH: Str("UserData_FileSystemPath", "").public();
    USER_DATA_FILE_SYSTEM_ZIP_PATH: Str("UserData_FileSystemZipPath", "").public();
    USER_DATA_PROCESSING_FREQUENCY: Integer("UserData_ProcessingFrequency", 2).public();
    USER_DATA_MESSAGE_LIMIT_PER_REQUEST: Integer("UserData_MessageLimitPerRequest", 1000).public();
}

table! {
    WEBDAV_INTEGRATION_ROWS of "Webdav Integration";

    [section("")]
    WEBDAV_INTEGRATION_ENABLED: Boolean("Webdav_Integration_Enabled", false).public();
}

table! {
    SEARCH_ROWS of "Search";

    [section("")]
    SEARCH_PROVIDER: Select("Search.Provider", "defaultProvider", &[("defaultProvider", "Default_provider")])
        .public().named("Search_Provider");

    [section("Default_provider")]
    SEARCH_DEFAULT_PROVIDER_GLOBAL_SEARCH_ENABLED:
        Boolean("Search.defaultProvider.GlobalSearchEnabled", false).named("Global_Search")
        .alert("Search_Global_Alert").when_all(&[is("Search.Provider", Literal::Text("defaultProvider"))]);
    SEARCH_DEFAULT_PROVIDER_PAGE_SIZE: Integer("Search.defaultProvider.PageSize", 10)
        .named("Search_Page_Size").when_all(&[is("Search.Provider", Literal::Text("defaultProvider"))]);
}
