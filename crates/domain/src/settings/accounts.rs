//! Who may sign up and in, passwords, second factors, default preferences, avatars.

use super::row::{Generated, Literal, on, section};

table! {
    ACCOUNTS_ROWS of "Accounts";

    [section("Two Factor Authentication")]
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_ENABLED: Boolean("Accounts_TwoFactorAuthentication_Enabled", true)
        .public();
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_MAX_DELTA: Integer("Accounts_TwoFactorAuthentication_MaxDelta", 1)
        .within(0, 10).when("Accounts_TwoFactorAuthentication_Enabled");
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_BY_TOTP_ENABLED:
        Boolean("Accounts_TwoFactorAuthentication_By_TOTP_Enabled", true).public()
        .when("Accounts_TwoFactorAuthentication_Enabled");
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_BY_EMAIL_ENABLED:
        Boolean("Accounts_TwoFactorAuthentication_By_Email_Enabled", true).public()
        .when("Accounts_TwoFactorAuthentication_Enabled");
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_EMAIL_AVAILABLE_FOR_OAUTH_USERS:
        Boolean("Accounts_twoFactorAuthentication_email_available_for_OAuth_users", true).public()
        .when_all(&[
            on("Accounts_TwoFactorAuthentication_Enabled"),
            on("Accounts_TwoFactorAuthentication_By_Email_Enabled"),
        ]);
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_BY_EMAIL_AUTO_OPT_IN:
        Boolean("Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In", true).wizard(3, 3)
        .when_all(&[
            on("Accounts_TwoFactorAuthentication_Enabled"),
            on("Accounts_TwoFactorAuthentication_By_Email_Enabled"),
        ]);
    // A code from a mailbox read later is a code for somebody else.
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_BY_EMAIL_CODE_EXPIRATION:
        Integer("Accounts_TwoFactorAuthentication_By_Email_Code_Expiration", 600).within(1, 86_400)
        .when_all(&[
            on("Accounts_TwoFactorAuthentication_Enabled"),
            on("Accounts_TwoFactorAuthentication_By_Email_Enabled"),
        ]).upstream(Literal::Int(3600));
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_MAX_INVALID_EMAIL_CODE_ATTEMPTS:
        Integer("Accounts_TwoFactorAuthentication_Max_Invalid_Email_Code_Attempts", 5)
        .when_all(&[
            on("Accounts_TwoFactorAuthentication_Enabled"),
            on("Accounts_TwoFactorAuthentication_By_Email_Enabled"),
        ]);
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_REMEMBER_FOR:
        Integer("Accounts_TwoFactorAuthentication_RememberFor", 300)
        .when("Accounts_TwoFactorAuthentication_Enabled").upstream(Literal::Int(1800));
    // A password asked for twice is no second factor.
    ACCOUNTS_TWO_FACTOR_AUTHENTICATION_ENFORCE_PASSWORD_FALLBACK:
        Boolean("Accounts_TwoFactorAuthentication_Enforce_Password_Fallback", false).public()
        .when("Accounts_TwoFactorAuthentication_Enabled").upstream(Literal::Bool(true));

    [section("Login_Attempts")]
    BLOCK_MULTIPLE_FAILED_LOGINS_ENABLED: Boolean("Block_Multiple_Failed_Logins_Enabled", true);
    BLOCK_MULTIPLE_FAILED_LOGINS_BY_USER: Boolean("Block_Multiple_Failed_Logins_By_User", true)
        .when("Block_Multiple_Failed_Logins_Enabled");
    BLOCK_MULTIPLE_FAILED_LOGINS_ATTEMPTS_UNTIL_BLOCK_BY_USER:
        Integer("Block_Multiple_Failed_Logins_Attempts_Until_Block_by_User", 10)
        .when_all(&[on("Block_Multiple_Failed_Logins_Enabled"), on("Block_Multiple_Failed_Logins_By_User")]);
    BLOCK_MULTIPLE_FAILED_LOGINS_TIME_TO_UNBLOCK_BY_USER_IN_MINUTES:
        Number("Block_Multiple_Failed_Logins_Time_To_Unblock_By_User_In_Minutes", 5)
        .when_all(&[on("Block_Multiple_Failed_Logins_Enabled"), on("Block_Multiple_Failed_Logins_By_User")]);
    BLOCK_MULTIPLE_FAILED_LOGINS_BY_IP: Boolean("Block_Multiple_Failed_Logins_By_Ip", true)
        .when("Block_Multiple_Failed_Logins_Enabled");
    BLOCK_MULTIPLE_FAILED_LOGINS_ATTEMPTS_UNTIL_BLOCK_BY_IP:
        Integer("Block_Multiple_Failed_Logins_Attempts_Until_Block_By_Ip", 50)
        .when_all(&[on("Block_Multiple_Failed_Logins_Enabled"), on("Block_Multiple_Failed_Logins_By_Ip")]);
    BLOCK_MULTIPLE_FAILED_LOGINS_TIME_TO_UNBLOCK_BY_IP_IN_MINUTES:
        Number("Block_Multiple_Failed_Logins_Time_To_Unblock_By_Ip_In_Minutes", 5)
        .when_all(&[on("Block_Multiple_Failed_Logins_Enabled"), on("Block_Multiple_Failed_Logins_By_Ip")]);
    BLOCK_MULTIPLE_FAILED_LOGINS_IP_WHITELIST: Str("Block_Multiple_Failed_Logins_Ip_Whitelist", "")
        .when_all(&[on("Block_Multiple_Failed_Logins_Enabled"), on("Block_Multiple_Failed_Logins_By_Ip")]);
    BLOCK_MULTIPLE_FAILED_LOGINS_NOTIFY_FAILED: Boolean("Block_Multiple_Failed_Logins_Notify_Failed", false)
        .when_all(&[on("Block_Multiple_Failed_Logins_Enabled")]);
    BLOCK_MULTIPLE_FAILED_LOGINS_NOTIFY_FAILED_CHANNEL:
        Str("Block_Multiple_Failed_Logins_Notify_Failed_Channel", "")
        .explained("Block_Multiple_Failed_Logins_Notify_Failed_Channel_Desc")
        .when_all(&[
            on("Block_Multiple_Failed_Logins_Enabled"), on("Block_Multiple_Failed_Logins_Notify_Failed"),
        ]);

    [section("Login_Logs")]
    // Who came in, and from where, is what one needs after a break-in.
    LOGIN_LOGS_ENABLED: Boolean("Login_Logs_Enabled", true).upstream(Literal::Bool(false));
    LOGIN_LOGS_USERNAME: Boolean("Login_Logs_Username", true)
        .when("Login_Logs_Enabled").upstream(Literal::Bool(false));
    LOGIN_LOGS_USER_AGENT: Boolean("Login_Logs_UserAgent", false).when("Login_Logs_Enabled");
    LOGIN_LOGS_CLIENT_IP: Boolean("Login_Logs_ClientIp", true)
        .when("Login_Logs_Enabled").upstream(Literal::Bool(false));
    LOGIN_LOGS_FORWARDED_FOR_IP: Boolean("Login_Logs_ForwardedForIp", false).when("Login_Logs_Enabled");

    [section("Iframe")]
    ACCOUNTS_IFRAME_ENABLED: Boolean("Accounts_iframe_enabled", false).public();
    ACCOUNTS_IFRAME_URL: Str("Accounts_iframe_url", "").public();
    ACCOUNTS_IFRAME_API_URL: Str("Accounts_Iframe_api_url", "").public();
    ACCOUNTS_IFRAME_API_METHOD: Str("Accounts_Iframe_api_method", "POST").public();

    [section("")]
    ACCOUNTS_ALLOW_ANONYMOUS_READ: Boolean("Accounts_AllowAnonymousRead", false).public();
    ACCOUNTS_ALLOW_ANONYMOUS_WRITE: Boolean("Accounts_AllowAnonymousWrite", false)
        .public().when("Accounts_AllowAnonymousRead");
    ACCOUNTS_ALLOW_DELETE_OWN_ACCOUNT: Boolean("Accounts_AllowDeleteOwnAccount", false)
        .public().when("Accounts_AllowUserProfileChange");
    ACCOUNTS_ALLOW_USER_PROFILE_CHANGE: Boolean("Accounts_AllowUserProfileChange", true).public();
    ACCOUNTS_ALLOW_USER_AVATAR_CHANGE: Boolean("Accounts_AllowUserAvatarChange", true).public();
    ACCOUNTS_ALLOW_REAL_NAME_CHANGE: Boolean("Accounts_AllowRealNameChange", true).public();
    ACCOUNTS_ALLOW_USER_STATUS_MESSAGE_CHANGE: Boolean("Accounts_AllowUserStatusMessageChange", true)
        .public();
    ACCOUNTS_ALLOW_USERNAME_CHANGE: Boolean("Accounts_AllowUsernameChange", true).public();
    ACCOUNTS_ALLOW_EMAIL_CHANGE: Boolean("Accounts_AllowEmailChange", true).public();
    ACCOUNTS_ALLOW_PASSWORD_CHANGE: Boolean("Accounts_AllowPasswordChange", true).public();
    ACCOUNTS_ALLOW_PASSWORD_CHANGE_FOR_OAUTH_USERS:
        Boolean("Accounts_AllowPasswordChangeForOAuthUsers", true).public();
    ACCOUNTS_ALLOW_EMAIL_NOTIFICATIONS: Boolean("Accounts_AllowEmailNotifications", true).public();
    ACCOUNTS_ALLOW_FEATURE_PREVIEW: Boolean("Accounts_AllowFeaturePreview", false).public();
    ACCOUNTS_CUSTOM_FIELDS_TO_SHOW_IN_USER_INFO: Str("Accounts_CustomFieldsToShowInUserInfo", "").public();
    ACCOUNTS_LOGIN_EXPIRATION: Integer("Accounts_LoginExpiration", 90).public().within(1, 3650);
    ACCOUNTS_EMAIL_OR_USERNAME_PLACEHOLDER: Str("Accounts_EmailOrUsernamePlaceholder", "")
        .public().named("Placeholder_for_email_or_username_login_field");
    ACCOUNTS_PASSWORD_PLACEHOLDER: Str("Accounts_PasswordPlaceholder", "")
        .public().named("Placeholder_for_password_login_field");
    ACCOUNTS_CONFIRM_PASSWORD_PLACEHOLDER: Str("Accounts_ConfirmPasswordPlaceholder", "")
        .public().named("Placeholder_for_password_login_confirm_field");
    ACCOUNTS_FORGET_USER_SESSION_ON_WINDOW_CLOSE: Boolean("Accounts_ForgetUserSessionOnWindowClose", false)
        .public();
    ACCOUNTS_SEARCH_FIELDS: Str("Accounts_SearchFields", "username, name, bio, nickname");
    ACCOUNTS_DIRECTORY_DEFAULT_VIEW:
        Select("Accounts_Directory_DefaultView", "channels", &[("channels", "Channels"), ("users", "Users")])
        .public();
    ACCOUNTS_ALLOW_INVISIBLE_STATUS_OPTION: Boolean("Accounts_AllowInvisibleStatusOption", true).public();

    [section("Registration")]
    ACCOUNTS_SEND_EMAIL_WHEN_ACTIVATING: Boolean("Accounts_Send_Email_When_Activating", true);
    ACCOUNTS_SEND_EMAIL_WHEN_DEACTIVATING: Boolean("Accounts_Send_Email_When_Deactivating", true);
    ACCOUNTS_DEFAULT_USERNAME_PREFIX_SUGGESTION: Str("Accounts_DefaultUsernamePrefixSuggestion", "user");
    ACCOUNTS_REQUIRE_NAME_FOR_SIGN_UP: Boolean("Accounts_RequireNameForSignUp", true).public();
    ACCOUNTS_REQUIRE_PASSWORD_CONFIRMATION: Boolean("Accounts_RequirePasswordConfirmation", true).public();
    ACCOUNTS_EMAIL_VERIFICATION: Boolean("Accounts_EmailVerification", false).public();
    ACCOUNTS_VERIFY_EMAIL_FOR_EXTERNAL_ACCOUNTS: Boolean("Accounts_Verify_Email_For_External_Accounts", true);
    ACCOUNTS_MANUALLY_APPROVE_NEW_USERS: Boolean("Accounts_ManuallyApproveNewUsers", false).public();
    ACCOUNTS_ALLOWED_DOMAINS_LIST: Str("Accounts_AllowedDomainsList", "").public();
    ACCOUNTS_BLOCKED_DOMAINS_LIST: Str("Accounts_BlockedDomainsList", "");
    ACCOUNTS_BLOCKED_USERNAME_LIST: Str("Accounts_BlockedUsernameList", "");
    ACCOUNTS_SYSTEM_BLOCKED_USERNAME_LIST:
        Str("Accounts_SystemBlockedUsernameList", "admin,administrator,system,user").hidden();
    MANUAL_ENTRY_USER_COUNT: Integer("Manual_Entry_User_Count", 0).hidden();
    CSV_IMPORTER_COUNT: Integer("CSV_Importer_Count", 0).hidden();
    HIPCHAT_ENTERPRISE_IMPORTER_COUNT: Integer("Hipchat_Enterprise_Importer_Count", 0).hidden();
    SLACK_IMPORTER_COUNT: Integer("Slack_Importer_Count", 0).hidden();
    SLACK_USERS_IMPORTER_COUNT: Integer("Slack_Users_Importer_Count", 0).hidden();
    ACCOUNTS_USE_DEFAULT_BLOCKED_DOMAINS_LIST: Boolean("Accounts_UseDefaultBlockedDomainsList", true);
    ACCOUNTS_USE_DNS_DOMAIN_CHECK: Boolean("Accounts_UseDNSDomainCheck", false);
    // Invitations bring people in; an open door is a choice.
    ACCOUNTS_REGISTRATION_FORM: Select("Accounts_RegistrationForm", "Disabled", &[
        ("Public", "Accounts_RegistrationForm_Public"), ("Disabled", "Accounts_RegistrationForm_Disabled"),
        ("Secret URL", "Accounts_RegistrationForm_Secret_URL"),
    ]).public().upstream(Literal::Text("Public"));
    ACCOUNTS_REGISTRATION_FORM_SECRET_URL: Str("Accounts_RegistrationForm_SecretURL", "")
        .secret().generated(Generated::Id);
    ACCOUNTS_REGISTRATION_INVITE_URL_TYPE: Select("Accounts_Registration_InviteUrlType", "proxy", &[
        ("direct", "Accounts_Registration_InviteUrlType_Direct"),
        ("proxy", "Accounts_Registration_InviteUrlType_Proxy"),
    ]);
    ACCOUNTS_REGISTRATION_FORM_LINK_REPLACEMENT_TEXT:
        Str("Accounts_RegistrationForm_LinkReplacementText", "Ask an administrator for an invitation.")
        .public();
    ACCOUNTS_REGISTRATION_AUTHENTICATION_SERVICES_ENABLED:
        Boolean("Accounts_Registration_AuthenticationServices_Enabled", true).public();
    ACCOUNTS_REGISTRATION_AUTHENTICATION_SERVICES_DEFAULT_ROLES:
        Str("Accounts_Registration_AuthenticationServices_Default_Roles", "user")
        .when("Accounts_Registration_AuthenticationServices_Enabled");
    ACCOUNTS_REGISTRATION_USERS_DEFAULT_ROLES: Str("Accounts_Registration_Users_Default_Roles", "user")
        .public();
    ACCOUNTS_PASSWORD_RESET: Boolean("Accounts_PasswordReset", true).public();
    ACCOUNTS_CUSTOM_FIELDS: Code("Accounts_CustomFields", "").public().named("Custom_Fields");

    [section("Accounts_Default_User_Preferences")]
    ACCOUNTS_DEFAULT_USER_PREFERENCES_ENABLE_AUTO_AWAY:
        Boolean("Accounts_Default_User_Preferences_enableAutoAway", true).public().named("Enable_Auto_Away");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_IDLE_TIME_LIMIT:
        Integer("Accounts_Default_User_Preferences_idleTimeLimit", 300).public().named("Idle_Time_Limit");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_DESKTOP_NOTIFICATION_REQUIRE_INTERACTION:
        Boolean("Accounts_Default_User_Preferences_desktopNotificationRequireInteraction", false).public()
        .named("Notification_RequireInteraction").explained("Notification_RequireInteraction_Description");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_DESKTOP_NOTIFICATIONS:
        Select("Accounts_Default_User_Preferences_desktopNotifications", "all", &[
            ("all", "All_messages"), ("mentions", "Mentions"), ("nothing", "Nothing"),
        ]).public();
    ACCOUNTS_DEFAULT_USER_PREFERENCES_PUSH_NOTIFICATIONS:
        Select("Accounts_Default_User_Preferences_pushNotifications", "all", &[
            ("all", "All_messages"), ("mentions", "Mentions"), ("nothing", "Nothing"),
        ]).public();
    ACCOUNTS_DEFAULT_USER_PREFERENCES_UNREAD_ALERT:
        Boolean("Accounts_Default_User_Preferences_unreadAlert", true).public()
        .named("Unread_Tray_Icon_Alert");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_USE_EMOJIS:
        Boolean("Accounts_Default_User_Preferences_useEmojis", true).public().named("Use_Emojis");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_CONVERT_ASCII_EMOJI:
        Boolean("Accounts_Default_User_Preferences_convertAsciiEmoji", true).public()
        .named("Convert_Ascii_Emojis");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_AUTO_IMAGE_LOAD:
        Boolean("Accounts_Default_User_Preferences_autoImageLoad", true).public().named("Auto_Load_Images");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SAVE_MOBILE_BANDWIDTH:
        Boolean("Accounts_Default_User_Preferences_saveMobileBandwidth", true).public()
        .named("Save_Mobile_Bandwidth");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_COLLAPSE_MEDIA_BY_DEFAULT:
        Boolean("Accounts_Default_User_Preferences_collapseMediaByDefault", false).public()
        .named("Collapse_Embedded_Media_By_Default");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_HIDE_USERNAMES:
        Boolean("Accounts_Default_User_Preferences_hideUsernames", false).public().named("Hide_usernames");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_HIDE_ROLES:
        Boolean("Accounts_Default_User_Preferences_hideRoles", false).public().named("Hide_roles");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_HIDE_FLEX_TAB:
        Boolean("Accounts_Default_User_Preferences_hideFlexTab", false).public().named("Hide_flextab");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_DISPLAY_AVATARS:
        Boolean("Accounts_Default_User_Preferences_displayAvatars", true).public().named("Display_avatars");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SIDEBAR_GROUP_BY_TYPE:
        Boolean("Accounts_Default_User_Preferences_sidebarGroupByType", true).public().named("Group_by_Type");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_THEME_APPEARENCE:
        Select("Accounts_Default_User_Preferences_themeAppearence", "auto", &[
            ("auto", "Theme_match_system"), ("light", "Theme_light"), ("dark", "Theme_dark"),
        ]).public().named("Theme_Appearence");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SIDEBAR_VIEW_MODE:
        Select("Accounts_Default_User_Preferences_sidebarViewMode", "medium", &[
            ("extended", "Extended"), ("medium", "Medium"), ("condensed", "Condensed"),
        ]).public().named("Sidebar_list_mode");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SIDEBAR_DISPLAY_AVATAR:
        Boolean("Accounts_Default_User_Preferences_sidebarDisplayAvatar", true).public()
        .named("Display_Avatars_Sidebar");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SIDEBAR_SHOW_UNREAD:
        Boolean("Accounts_Default_User_Preferences_sidebarShowUnread", false).public().named("Unread_on_top");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SIDEBAR_SORTBY:
        Select("Accounts_Default_User_Preferences_sidebarSortby", "activity", &[
            ("activity", "Activity"), ("alphabetical", "Alphabetical"),
        ]).public().named("Sort_By");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SHOW_THREADS_IN_MAIN_CHANNEL:
        Boolean("Accounts_Default_User_Preferences_showThreadsInMainChannel", false).public()
        .named("Always_show_thread_replies_in_main_channel");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_ALSO_SEND_THREAD_TO_CHANNEL:
        Select("Accounts_Default_User_Preferences_alsoSendThreadToChannel", "default", &[
            ("default", "Selected_first_reply_unselected_following_replies"),
            ("always", "Selected_by_default"), ("never", "Unselected_by_default"),
        ]).public().named("Also_send_thread_message_to_channel_behavior");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SIDEBAR_SHOW_FAVORITES:
        Boolean("Accounts_Default_User_Preferences_sidebarShowFavorites", true).public()
        .named("Group_favorites");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SEND_ON_ENTER:
        Select("Accounts_Default_User_Preferences_sendOnEnter", "normal", &[
            ("normal", "Enter_Normal"), ("alternative", "Enter_Alternative"), ("desktop", "Only_On_Desktop"),
        ]).public().named("Enter_Behaviour");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_EMAIL_NOTIFICATION_MODE:
        Select("Accounts_Default_User_Preferences_emailNotificationMode", "mentions", &[
            ("nothing", "Email_Notification_Mode_Disabled"), ("mentions", "Email_Notification_Mode_All"),
        ]).public().named("Email_Notification_Mode");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_NEW_ROOM_NOTIFICATION:
        Select("Accounts_Default_User_Preferences_newRoomNotification", "door", &[
            ("none", "None"), ("door", "Default"),
        ]).public().named("New_Room_Notification");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_NEW_MESSAGE_NOTIFICATION:
        Select("Accounts_Default_User_Preferences_newMessageNotification", "chime", &[
            ("none", "None"), ("chime", "Default"),
        ]).public().named("New_Message_Notification");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_MUTE_FOCUSED_CONVERSATIONS:
        Boolean("Accounts_Default_User_Preferences_muteFocusedConversations", true).public()
        .named("Mute_Focused_Conversations");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_NOTIFICATIONS_SOUND_VOLUME:
        Integer("Accounts_Default_User_Preferences_notificationsSoundVolume", 100).public()
        .named("Notifications_Sound_Volume");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_OMNICHANNEL_TRANSCRIPT_EMAIL:
        Boolean("Accounts_Default_User_Preferences_omnichannelTranscriptEmail", false).public()
        .named("Omnichannel_transcript_email");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_NOTIFY_CALENDAR_EVENTS:
        Boolean("Accounts_Default_User_Preferences_notifyCalendarEvents", true).public()
        .named("Notify_Calendar_Events");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_ENABLE_MOBILE_RINGING:
        Boolean("Accounts_Default_User_Preferences_enableMobileRinging", true).public()
        .named("VideoConf_Mobile_Ringing");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_SIDEBAR_SECTIONS_ORDER:
        MultiSelect("Accounts_Default_User_Preferences_sidebarSectionsOrder", &[
            "Incoming_Calls", "Incoming_Livechats", "Open_Livechats", "On_Hold_Chats", "Unread", "Favorites",
            "Teams", "Discussions", "Channels", "Direct_Messages", "Conversations",
        ], &[
            ("Incoming_Calls", "Incoming_Calls"), ("Incoming_Livechats", "Incoming_Livechats"),
            ("Open_Livechats", "Open_Livechats"), ("On_Hold_Chats", "On_Hold_Chats"), ("Unread", "Unread"),
            ("Favorites", "Favorites"), ("Teams", "Teams"), ("Discussions", "Discussions"),
            ("Channels", "Channels"), ("Direct_Messages", "Direct_Messages"),
            ("Conversations", "Conversations"),
        ]).public().named("Sidebar_Sections_Order").explained("Sidebar_Sections_Order_Description");
    ACCOUNTS_DEFAULT_USER_PREFERENCES_FEATURES_PREVIEW:
        Str("Accounts_Default_User_Preferences_featuresPreview", "[]").public();

    [section("Avatar")]
    ACCOUNTS_AVATAR_RESIZE: Boolean("Accounts_AvatarResize", true);
    ACCOUNTS_AVATAR_SIZE: Integer("Accounts_AvatarSize", 200).when("Accounts_AvatarResize");
    ACCOUNTS_AVATAR_EXTERNAL_PROVIDER_URL: Str("Accounts_AvatarExternalProviderUrl", "").public();
    ACCOUNTS_ROOM_AVATAR_EXTERNAL_PROVIDER_URL: Str("Accounts_RoomAvatarExternalProviderUrl", "").public();
    ACCOUNTS_AVATAR_CACHE_TIME: Integer("Accounts_AvatarCacheTime", 3600)
        .explained("Accounts_AvatarCacheTime_description");
    ACCOUNTS_AVATAR_BLOCK_UNAUTHENTICATED_ACCESS: Boolean("Accounts_AvatarBlockUnauthenticatedAccess", true)
        .public();
    ACCOUNTS_SET_DEFAULT_AVATAR: Boolean("Accounts_SetDefaultAvatar", true);

    [section("Password_Policy")]
    // Length protects; prescribed character classes only make patterns.
    ACCOUNTS_PASSWORD_POLICY_ENABLED: Boolean("Accounts_Password_Policy_Enabled", true)
        .public().upstream(Literal::Bool(false));
    ACCOUNTS_PASSWORD_POLICY_MIN_LENGTH: Integer("Accounts_Password_Policy_MinLength", 12)
        .public().within(1, 1024).when("Accounts_Password_Policy_Enabled").upstream(Literal::Int(7));
    ACCOUNTS_PASSWORD_POLICY_MAX_LENGTH: Integer("Accounts_Password_Policy_MaxLength", 1024)
        .public().when("Accounts_Password_Policy_Enabled").upstream(Literal::Int(-1));
    ACCOUNTS_PASSWORD_POLICY_FORBID_REPEATING_CHARACTERS:
        Boolean("Accounts_Password_Policy_ForbidRepeatingCharacters", false).public()
        .when("Accounts_Password_Policy_Enabled").upstream(Literal::Bool(true));
    ACCOUNTS_PASSWORD_POLICY_FORBID_REPEATING_CHARACTERS_COUNT:
        Integer("Accounts_Password_Policy_ForbidRepeatingCharactersCount", 3).public()
        .when("Accounts_Password_Policy_Enabled");
    ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_LOWERCASE:
        Boolean("Accounts_Password_Policy_AtLeastOneLowercase", false).public()
        .when("Accounts_Password_Policy_Enabled").upstream(Literal::Bool(true));
    ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_UPPERCASE:
        Boolean("Accounts_Password_Policy_AtLeastOneUppercase", false).public()
        .when("Accounts_Password_Policy_Enabled").upstream(Literal::Bool(true));
    ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_NUMBER: Boolean("Accounts_Password_Policy_AtLeastOneNumber", false)
        .public().when("Accounts_Password_Policy_Enabled").upstream(Literal::Bool(true));
    ACCOUNTS_PASSWORD_POLICY_AT_LEAST_ONE_SPECIAL_CHARACTER:
        Boolean("Accounts_Password_Policy_AtLeastOneSpecialCharacter", false).public()
        .when("Accounts_Password_Policy_Enabled").upstream(Literal::Bool(true));

    [section("Password_History")]
    ACCOUNTS_PASSWORD_HISTORY_ENABLED: Boolean("Accounts_Password_History_Enabled", false)
        .named("Enable_Password_History").explained("Enable_Password_History_Description");
    ACCOUNTS_PASSWORD_HISTORY_AMOUNT: Integer("Accounts_Password_History_Amount", 5)
        .named("Password_History_Amount").explained("Password_History_Amount_Description")
        .when("Accounts_Password_History_Enabled");
}
