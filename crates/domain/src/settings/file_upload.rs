//! Which files are taken, who sees them, where they are kept.

use super::row::{Generated, Literal, is, on, section};

table! {
    FILE_UPLOAD_ROWS of "FileUpload";

    [section("")]
    FILE_UPLOAD_ENABLED: Boolean("FileUpload_Enabled", true).public();
    FILE_UPLOAD_MAX_FILE_SIZE: Integer("FileUpload_MaxFileSize", 104_857_600)
        .public().explained("FileUpload_MaxFileSizeDescription");
    FILE_UPLOAD_MEDIA_TYPE_WHITE_LIST: Str("FileUpload_MediaTypeWhiteList", "")
        .public().explained("FileUpload_MediaTypeWhiteListDescription");
    FILE_UPLOAD_MEDIA_TYPE_BLACK_LIST: Str("FileUpload_MediaTypeBlackList", "image/svg+xml")
        .public().explained("FileUpload_MediaTypeBlackListDescription")
        .alert("FileUpload_MediaTypeBlackList_Alert");
    FILE_UPLOAD_PROTECT_FILES: Boolean("FileUpload_ProtectFiles", true)
        .public().explained("FileUpload_ProtectFilesDescription");
    FILE_UPLOAD_RESTRICT_TO_ROOM_MEMBERS: Boolean("FileUpload_Restrict_to_room_members", true)
        .when_all(&[
            on("FileUpload_ProtectFiles"),
            is("FileUpload_Restrict_to_users_who_can_access_room", Literal::Bool(false)),
        ]);
    FILE_UPLOAD_RESTRICT_TO_USERS_WHO_CAN_ACCESS_ROOM:
        Boolean("FileUpload_Restrict_to_users_who_can_access_room", false)
        .when_all(&[
            on("FileUpload_ProtectFiles"), is("FileUpload_Restrict_to_room_members", Literal::Bool(false)),
        ]);
    FILE_UPLOAD_ROTATE_IMAGES: Boolean("FileUpload_RotateImages", true).public();
    FILE_UPLOAD_ENABLE_JSON_WEB_TOKEN_FOR_FILES: Boolean("FileUpload_Enable_json_web_token_for_files", true)
        .explained("FileUpload_Enable_json_web_token_for_files_description").when("FileUpload_ProtectFiles");
    FILE_UPLOAD_JSON_WEB_TOKEN_SECRET_FOR_FILES: Str("FileUpload_json_web_token_secret_for_files", "")
        .explained("FileUpload_json_web_token_secret_for_files_description")
        .when("FileUpload_Enable_json_web_token_for_files").generated(Generated::Secret);
    FILE_UPLOAD_STORAGE_TYPE: Select("FileUpload_Storage_Type", "GridFS", &[
        ("GridFS", "GridFS"), ("AmazonS3", "AmazonS3"), ("GoogleCloudStorage", "GoogleCloudStorage"),
        ("Webdav", "WebDAV"), ("FileSystem", "FileSystem"),
    ]).public();

    [section("Amazon S3")]
    FILE_UPLOAD_S3_BUCKET: Str("FileUpload_S3_Bucket", "")
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_ACL: Str("FileUpload_S3_Acl", "")
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_AWS_ACCESS_KEY_ID: Password("FileUpload_S3_AWSAccessKeyId", "")
        .secret().typed_by_hand().explained("FileUpload_S3_AWSAccessKeyId_desc")
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_AWS_SECRET_ACCESS_KEY: Password("FileUpload_S3_AWSSecretAccessKey", "")
        .secret().typed_by_hand().explained("FileUpload_S3_AWSSecretAccessKey_desc")
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_CDN: Str("FileUpload_S3_CDN", "")
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_REGION: Str("FileUpload_S3_Region", "")
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_BUCKET_URL: Str("FileUpload_S3_BucketURL", "")
        .secret()
        .explained("Override_URL_to_which_files_are_uploaded_This_url_also_used_for_downloads_unless_a_CDN_is_given.")
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_SIGNATURE_VERSION: Str("FileUpload_S3_SignatureVersion", "v4")
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_FORCE_PATH_STYLE: Boolean("FileUpload_S3_ForcePathStyle", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_URL_EXPIRY_TIME_SPAN: Integer("FileUpload_S3_URLExpiryTimeSpan", 120)
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_PROXY_AVATARS: Boolean("FileUpload_S3_Proxy_Avatars", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_PROXY_UPLOADS: Boolean("FileUpload_S3_Proxy_Uploads", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));
    FILE_UPLOAD_S3_PROXY_USER_DATA_FILES: Boolean("FileUpload_S3_Proxy_UserDataFiles", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("AmazonS3"));

    [section("Google Cloud Storage")]
    FILE_UPLOAD_GOOGLE_STORAGE_BUCKET: Str("FileUpload_GoogleStorage_Bucket", "")
        .secret().when_is("FileUpload_Storage_Type", Literal::Text("GoogleCloudStorage"));
    FILE_UPLOAD_GOOGLE_STORAGE_ACCESS_ID: Str("FileUpload_GoogleStorage_AccessId", "")
        .secret().when_is("FileUpload_Storage_Type", Literal::Text("GoogleCloudStorage"));
    FILE_UPLOAD_GOOGLE_STORAGE_SECRET: Str("FileUpload_GoogleStorage_Secret", "")
        .secret().multiline().when_is("FileUpload_Storage_Type", Literal::Text("GoogleCloudStorage"));
    FILE_UPLOAD_GOOGLE_STORAGE_PROJECT_ID: Str("FileUpload_GoogleStorage_ProjectId", "")
        .secret().when_is("FileUpload_Storage_Type", Literal::Text("GoogleCloudStorage"));
    FILE_UPLOAD_GOOGLE_STORAGE_PROXY_AVATARS: Boolean("FileUpload_GoogleStorage_Proxy_Avatars", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("GoogleCloudStorage"));
    FILE_UPLOAD_GOOGLE_STORAGE_PROXY_UPLOADS: Boolean("FileUpload_GoogleStorage_Proxy_Uploads", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("GoogleCloudStorage"));
    FILE_UPLOAD_GOOGLE_STORAGE_PROXY_USER_DATA_FILES:
        Boolean("FileUpload_GoogleStorage_Proxy_UserDataFiles", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("GoogleCloudStorage"));

    [section("File System")]
    FILE_UPLOAD_FILE_SYSTEM_PATH: Str("FileUpload_FileSystemPath", "")
        .when_is("FileUpload_Storage_Type", Literal::Text("FileSystem"));

    [section("WebDAV")]
    FILE_UPLOAD_WEBDAV_UPLOAD_FOLDER_PATH: Str("FileUpload_Webdav_Upload_Folder_Path", "")
        .when_is("FileUpload_Storage_Type", Literal::Text("Webdav"));
    FILE_UPLOAD_WEBDAV_SERVER_URL: Str("FileUpload_Webdav_Server_URL", "")
        .when_is("FileUpload_Storage_Type", Literal::Text("Webdav"));
    FILE_UPLOAD_WEBDAV_USERNAME: Str("FileUpload_Webdav_Username", "")
        .secret().when_is("FileUpload_Storage_Type", Literal::Text("Webdav"));
    FILE_UPLOAD_WEBDAV_PASSWORD: Password("FileUpload_Webdav_Password", "")
        .secret().when_is("FileUpload_Storage_Type", Literal::Text("Webdav"));
    FILE_UPLOAD_WEBDAV_PROXY_AVATARS: Boolean("FileUpload_Webdav_Proxy_Avatars", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("Webdav"));
    FILE_UPLOAD_WEBDAV_PROXY_UPLOADS: Boolean("FileUpload_Webdav_Proxy_Uploads", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("Webdav"));
    FILE_UPLOAD_WEBDAV_PROXY_USER_DATA_FILES: Boolean("FileUpload_Webdav_Proxy_UserDataFiles", false)
        .when_is("FileUpload_Storage_Type", Literal::Text("Webdav"));

    [section("")]
    FILE_UPLOAD_ENABLED_DIRECT: Boolean("FileUpload_Enabled_Direct", true).public();
}
