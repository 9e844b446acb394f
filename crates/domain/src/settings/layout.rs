//! What pages look like, and what search engines are told.

use super::row::{Literal, section};

table! {
    LAYOUT_ROWS of "Layout";

    [section("Login")]
    LAYOUT_LOGIN_HIDE_LOGO: Boolean("Layout_Login_Hide_Logo", false)
        .public().premium(&[], Literal::Bool(false));
    LAYOUT_LOGIN_HIDE_TITLE: Boolean("Layout_Login_Hide_Title", false)
        .public().premium(&[], Literal::Bool(false));
    LAYOUT_LOGIN_HIDE_POWERED_BY: Boolean("Layout_Login_Hide_Powered_By", false)
        .public().premium(&[], Literal::Bool(false));
    LAYOUT_LOGIN_TEMPLATE: Select("Layout_Login_Template", "horizontal-template", &[
        ("vertical-template", "Layout_Login_Template_Vertical"),
        ("horizontal-template", "Layout_Login_Template_Horizontal"),
    ]).public().premium(&[], Literal::Text("horizontal-template"));
    ACCOUNTS_SHOW_FORM_LOGIN: Boolean("Accounts_ShowFormLogin", true).public();

    [section("Layout_Home_Page_Content_Title")]
    LAYOUT_HOME_TITLE: Str("Layout_Home_Title", "Home").public();
    LAYOUT_SHOW_HOME_BUTTON: Boolean("Layout_Show_Home_Button", true).public();
    LAYOUT_HOME_BODY: Code("Layout_Home_Body", "")
        .public().multiline().code("text/html").explained("Layout_Custom_Content_Description");
    LAYOUT_HOME_CUSTOM_BLOCK_VISIBLE: Boolean("Layout_Home_Custom_Block_Visible", false)
        .public().invalid(Literal::Bool(false))
        .when_query(r#"[{"_id":"Layout_Home_Body","value":{"$exists":true,"$ne":""}},{"_id":"Layout_Custom_Body_Only","value":{"$exists":true,"$ne":true}}]"#);
    LAYOUT_CUSTOM_BODY_ONLY: Boolean("Layout_Custom_Body_Only", false)
        .public().premium(&[], Literal::Bool(false))
        .when_query(r#"[{"_id":"Layout_Home_Body","value":{"$exists":true,"$ne":""}},{"_id":"Layout_Home_Custom_Block_Visible","value":{"$exists":true,"$ne":false}}]"#);
    LAYOUT_TERMS_OF_SERVICE: Code("Layout_Terms_of_Service", "").public().multiline().code("text/html");
    LAYOUT_LOGIN_TERMS: Code("Layout_Login_Terms", "").public().multiline().code("text/html");
    LAYOUT_PRIVACY_POLICY: Code("Layout_Privacy_Policy", "").public().multiline().code("text/html");
    LAYOUT_LEGAL_NOTICE: Code("Layout_Legal_Notice", "").public().multiline().code("text/html");
    LAYOUT_SIDENAV_FOOTER_DARK: Code("Layout_Sidenav_Footer_Dark", "")
        .public().code("text/html").explained("Layout_Sidenav_Footer_description");
    LAYOUT_SIDENAV_FOOTER: Code("Layout_Sidenav_Footer", "")
        .public().code("text/html").explained("Layout_Sidenav_Footer_description");

    [section("Custom_Scripts")]
    CUSTOM_SCRIPT_ON_LOGOUT: Code("Custom_Script_On_Logout", "").public().multiline();
    CUSTOM_SCRIPT_LOGGED_OUT: Code("Custom_Script_Logged_Out", "").public().multiline();
    CUSTOM_SCRIPT_LOGGED_IN: Code("Custom_Script_Logged_In", "").public().multiline();

    [section("User_Interface")]
    UI_DISPLAY_ROLES: Boolean("UI_DisplayRoles", true).public();
    UI_GROUP_CHANNELS_BY_TYPE: Boolean("UI_Group_Channels_By_Type", true);
    UI_USE_NAME_AVATAR: Boolean("UI_Use_Name_Avatar", false).public();
    UI_USE_REAL_NAME: Boolean("UI_Use_Real_Name", false).public();
    UI_CLICK_DIRECT_MESSAGE: Boolean("UI_Click_Direct_Message", false).public();
    NUMBER_OF_USERS_AUTOCOMPLETE_SUGGESTIONS: Integer("Number_of_users_autocomplete_suggestions", 5).public();
    UI_UNREAD_COUNTER_STYLE: Select("UI_Unread_Counter_Style", "Different_Style_For_User_Mentions", &[
        ("Same_Style_For_Mentions", "Same_Style_For_Mentions"),
        ("Different_Style_For_User_Mentions", "Different_Style_For_User_Mentions"),
    ]).public();
    UI_ALLOW_ROOM_NAMES_WITH_SPECIAL_CHARS: Boolean("UI_Allow_room_names_with_special_chars", false).public();
    UI_SHOW_TOP_NAVBAR_EMBEDDED_LAYOUT: Boolean("UI_Show_top_navbar_embedded_layout", false).public();

    [section("Custom CSS")]
    THEME_CUSTOM_CSS: Code("theme-custom-css", "").public().multiline().code("text/css");
}

table! {
    META_ROWS of "Meta";

    [section("")]
    META_LANGUAGE: Str("Meta_language", "");
    META_FB_APP_ID: Str("Meta_fb_app_id", "").secret();
    META_ROBOTS: Str("Meta_robots", "INDEX,FOLLOW");
    META_GOOGLE_SITE_VERIFICATION: Str("Meta_google-site-verification", "").secret();
    META_MSVALIDATE01: Str("Meta_msvalidate01", "").secret();
    META_CUSTOM: Code("Meta_custom", "").multiline().code("text/html");
}
