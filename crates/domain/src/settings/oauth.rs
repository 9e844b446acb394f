//! Signing in with accounts of other sites.

use super::row::{Literal, is, on, section};

table! {
    OAUTH_ROWS of "OAuth";

    [section("Drupal")]
    ACCOUNTS_OAUTH_DRUPAL: Boolean("Accounts_OAuth_Drupal", false);
    API_DRUPAL_URL: Str("API_Drupal_URL", "").public().when("Accounts_OAuth_Drupal");
    ACCOUNTS_OAUTH_DRUPAL_ID: Str("Accounts_OAuth_Drupal_id", "").when("Accounts_OAuth_Drupal");
    ACCOUNTS_OAUTH_DRUPAL_SECRET: Str("Accounts_OAuth_Drupal_secret", "")
        .secret().when("Accounts_OAuth_Drupal");
    ACCOUNTS_OAUTH_DRUPAL_CALLBACK_URL: RelativeUrl("Accounts_OAuth_Drupal_callback_url", "_oauth/drupal")
        .readonly().when("Accounts_OAuth_Drupal");

    [section("Apple")]
    ACCOUNTS_OAUTH_APPLE: Boolean("Accounts_OAuth_Apple", false).public();
    ACCOUNTS_OAUTH_APPLE_ID: Str("Accounts_OAuth_Apple_id", "").public();
    ACCOUNTS_OAUTH_APPLE_SECRET_KEY: Str("Accounts_OAuth_Apple_secretKey", "").multiline();
    ACCOUNTS_OAUTH_APPLE_ISS: Str("Accounts_OAuth_Apple_iss", "");
    ACCOUNTS_OAUTH_APPLE_KID: Str("Accounts_OAuth_Apple_kid", "");

    [section("GitHub Enterprise")]
    ACCOUNTS_OAUTH_GITHUB_ENTERPRISE: Boolean("Accounts_OAuth_GitHub_Enterprise", false);
    API_GITHUB_ENTERPRISE_URL: Str("API_GitHub_Enterprise_URL", "")
        .public().when("Accounts_OAuth_GitHub_Enterprise");
    ACCOUNTS_OAUTH_GITHUB_ENTERPRISE_ID: Str("Accounts_OAuth_GitHub_Enterprise_id", "")
        .secret().when("Accounts_OAuth_GitHub_Enterprise");
    ACCOUNTS_OAUTH_GITHUB_ENTERPRISE_SECRET: Str("Accounts_OAuth_GitHub_Enterprise_secret", "")
        .secret().when("Accounts_OAuth_GitHub_Enterprise");
    ACCOUNTS_OAUTH_GITHUB_ENTERPRISE_CALLBACK_URL:
        RelativeUrl("Accounts_OAuth_GitHub_Enterprise_callback_url", "_oauth/github_enterprise").readonly()
        .when("Accounts_OAuth_GitHub_Enterprise");

    [section("GitLab")]
    ACCOUNTS_OAUTH_GITLAB: Boolean("Accounts_OAuth_Gitlab", false).public();
    API_GITLAB_URL: Str("API_Gitlab_URL", "").public().secret().when("Accounts_OAuth_Gitlab");
    ACCOUNTS_OAUTH_GITLAB_ID: Str("Accounts_OAuth_Gitlab_id", "").when("Accounts_OAuth_Gitlab");
    ACCOUNTS_OAUTH_GITLAB_SECRET: Str("Accounts_OAuth_Gitlab_secret", "")
        .secret().when("Accounts_OAuth_Gitlab");
    ACCOUNTS_OAUTH_GITLAB_IDENTITY_PATH: Str("Accounts_OAuth_Gitlab_identity_path", "/api/v4/user")
        .public().when("Accounts_OAuth_Gitlab");
    ACCOUNTS_OAUTH_GITLAB_MERGE_USERS: Boolean("Accounts_OAuth_Gitlab_merge_users", false)
        .public().when("Accounts_OAuth_Gitlab");
    ACCOUNTS_OAUTH_GITLAB_CALLBACK_URL: RelativeUrl("Accounts_OAuth_Gitlab_callback_url", "_oauth/gitlab")
        .readonly().when("Accounts_OAuth_Gitlab");

    [section("Nextcloud")]
    ACCOUNTS_OAUTH_NEXTCLOUD: Boolean("Accounts_OAuth_Nextcloud", false).public();
    ACCOUNTS_OAUTH_NEXTCLOUD_URL: Str("Accounts_OAuth_Nextcloud_URL", "")
        .public().when("Accounts_OAuth_Nextcloud");
    ACCOUNTS_OAUTH_NEXTCLOUD_ID: Str("Accounts_OAuth_Nextcloud_id", "").when("Accounts_OAuth_Nextcloud");
    ACCOUNTS_OAUTH_NEXTCLOUD_SECRET: Str("Accounts_OAuth_Nextcloud_secret", "")
        .when("Accounts_OAuth_Nextcloud");
    ACCOUNTS_OAUTH_NEXTCLOUD_CALLBACK_URL:
        RelativeUrl("Accounts_OAuth_Nextcloud_callback_url", "_oauth/nextcloud").readonly()
        .when("Accounts_OAuth_Nextcloud");
    ACCOUNTS_OAUTH_NEXTCLOUD_BUTTON_LABEL_TEXT:
        Str("Accounts_OAuth_Nextcloud_button_label_text", "Nextcloud").public()
        .named("Accounts_OAuth_Custom_Button_Label_Text");
    ACCOUNTS_OAUTH_NEXTCLOUD_BUTTON_LABEL_COLOR:
        Str("Accounts_OAuth_Nextcloud_button_label_color", "#ffffff").public()
        .named("Accounts_OAuth_Custom_Button_Label_Color");
    ACCOUNTS_OAUTH_NEXTCLOUD_BUTTON_COLOR: Str("Accounts_OAuth_Nextcloud_button_color", "#0082c9")
        .public().named("Accounts_OAuth_Custom_Button_Color");

    [section("Tokenpass")]
    ACCOUNTS_OAUTH_TOKENPASS: Boolean("Accounts_OAuth_Tokenpass", false);
    API_TOKENPASS_URL: Str("API_Tokenpass_URL", "").public().when("Accounts_OAuth_Tokenpass");
    ACCOUNTS_OAUTH_TOKENPASS_ID: Str("Accounts_OAuth_Tokenpass_id", "").when("Accounts_OAuth_Tokenpass");
    ACCOUNTS_OAUTH_TOKENPASS_SECRET: Str("Accounts_OAuth_Tokenpass_secret", "")
        .when("Accounts_OAuth_Tokenpass");
    ACCOUNTS_OAUTH_TOKENPASS_CALLBACK_URL:
        RelativeUrl("Accounts_OAuth_Tokenpass_callback_url", "_oauth/tokenpass").readonly()
        .when("Accounts_OAuth_Tokenpass");

    [section("WordPress")]
    ACCOUNTS_OAUTH_WORDPRESS: Boolean("Accounts_OAuth_Wordpress", false).public();
    API_WORDPRESS_URL: Str("API_Wordpress_URL", "").public().secret().when("Accounts_OAuth_Wordpress");
    ACCOUNTS_OAUTH_WORDPRESS_ID: Str("Accounts_OAuth_Wordpress_id", "").when("Accounts_OAuth_Wordpress");
    ACCOUNTS_OAUTH_WORDPRESS_SECRET: Str("Accounts_OAuth_Wordpress_secret", "")
        .secret().when("Accounts_OAuth_Wordpress");
    ACCOUNTS_OAUTH_WORDPRESS_SERVER_TYPE: Select("Accounts_OAuth_Wordpress_server_type", "", &[
        ("wordpress-com", "Accounts_OAuth_Wordpress_server_type_wordpress_com"),
        ("wp-oauth-server", "Accounts_OAuth_Wordpress_server_type_wp_oauth_server"),
        ("custom", "Accounts_OAuth_Wordpress_server_type_custom"),
    ]).public().named("Server_Type").when("Accounts_OAuth_Wordpress");
    ACCOUNTS_OAUTH_WORDPRESS_IDENTITY_PATH: Str("Accounts_OAuth_Wordpress_identity_path", "")
        .public()
        .when_all(&[
            on("Accounts_OAuth_Wordpress"),
            is("Accounts_OAuth_Wordpress_server_type", Literal::Text("custom")),
        ]);
    ACCOUNTS_OAUTH_WORDPRESS_IDENTITY_TOKEN_SENT_VIA:
        Str("Accounts_OAuth_Wordpress_identity_token_sent_via", "").public()
        .when_all(&[
            on("Accounts_OAuth_Wordpress"),
            is("Accounts_OAuth_Wordpress_server_type", Literal::Text("custom")),
        ]);
    ACCOUNTS_OAUTH_WORDPRESS_TOKEN_PATH: Str("Accounts_OAuth_Wordpress_token_path", "")
        .public()
        .when_all(&[
            on("Accounts_OAuth_Wordpress"),
            is("Accounts_OAuth_Wordpress_server_type", Literal::Text("custom")),
        ]);
    ACCOUNTS_OAUTH_WORDPRESS_AUTHORIZE_PATH: Str("Accounts_OAuth_Wordpress_authorize_path", "")
        .public()
        .when_all(&[
            on("Accounts_OAuth_Wordpress"),
            is("Accounts_OAuth_Wordpress_server_type", Literal::Text("custom")),
        ]);
    ACCOUNTS_OAUTH_WORDPRESS_SCOPE: Str("Accounts_OAuth_Wordpress_scope", "")
        .public()
        .when_all(&[
            on("Accounts_OAuth_Wordpress"),
            is("Accounts_OAuth_Wordpress_server_type", Literal::Text("custom")),
        ]);
    ACCOUNTS_OAUTH_WORDPRESS_CALLBACK_URL:
        RelativeUrl("Accounts_OAuth_Wordpress_callback_url", "_oauth/wordpress").readonly()
        .when("Accounts_OAuth_Wordpress");

    [section("Dolphin")]
    ACCOUNTS_OAUTH_DOLPHIN_URL: Str("Accounts_OAuth_Dolphin_URL", "").public().named("URL");
    ACCOUNTS_OAUTH_DOLPHIN: Boolean("Accounts_OAuth_Dolphin", false).named("Accounts_OAuth_Custom_Enable");
    ACCOUNTS_OAUTH_DOLPHIN_ID: Str("Accounts_OAuth_Dolphin_id", "").named("Accounts_OAuth_Custom_id");
    ACCOUNTS_OAUTH_DOLPHIN_SECRET: Str("Accounts_OAuth_Dolphin_secret", "")
        .secret().named("Accounts_OAuth_Custom_Secret");
    ACCOUNTS_OAUTH_DOLPHIN_LOGIN_STYLE: Select("Accounts_OAuth_Dolphin_login_style", "redirect", &[
        ("redirect", "Redirect"), ("popup", "Popup"), ("", "Default"),
    ]).named("Accounts_OAuth_Custom_Login_Style");
    ACCOUNTS_OAUTH_DOLPHIN_BUTTON_LABEL_TEXT: Str("Accounts_OAuth_Dolphin_button_label_text", "")
        .named("Accounts_OAuth_Custom_Button_Label_Text");
    ACCOUNTS_OAUTH_DOLPHIN_BUTTON_LABEL_COLOR: Str("Accounts_OAuth_Dolphin_button_label_color", "#FFFFFF")
        .named("Accounts_OAuth_Custom_Button_Label_Color");
    ACCOUNTS_OAUTH_DOLPHIN_BUTTON_COLOR: Str("Accounts_OAuth_Dolphin_button_color", "#1d74f5")
        .named("Accounts_OAuth_Custom_Button_Color");

    [section("Facebook")]
    ACCOUNTS_OAUTH_FACEBOOK: Boolean("Accounts_OAuth_Facebook", false).public();
    ACCOUNTS_OAUTH_FACEBOOK_ID: Str("Accounts_OAuth_Facebook_id", "").when("Accounts_OAuth_Facebook");
    ACCOUNTS_OAUTH_FACEBOOK_SECRET: Str("Accounts_OAuth_Facebook_secret", "")
        .secret().when("Accounts_OAuth_Facebook");
    ACCOUNTS_OAUTH_FACEBOOK_CALLBACK_URL:
        RelativeUrl("Accounts_OAuth_Facebook_callback_url", "_oauth/facebook").readonly()
        .when("Accounts_OAuth_Facebook");

    [section("Google")]
    ACCOUNTS_OAUTH_GOOGLE: Boolean("Accounts_OAuth_Google", false).public();
    ACCOUNTS_OAUTH_GOOGLE_ID: Str("Accounts_OAuth_Google_id", "").when("Accounts_OAuth_Google");
    ACCOUNTS_OAUTH_GOOGLE_SECRET: Str("Accounts_OAuth_Google_secret", "")
        .secret().when("Accounts_OAuth_Google");
    ACCOUNTS_OAUTH_GOOGLE_CALLBACK_URL: RelativeUrl("Accounts_OAuth_Google_callback_url", "_oauth/google")
        .readonly().when("Accounts_OAuth_Google");

    [section("GitHub")]
    ACCOUNTS_OAUTH_GITHUB: Boolean("Accounts_OAuth_Github", false).public();
    ACCOUNTS_OAUTH_GITHUB_ID: Str("Accounts_OAuth_Github_id", "").when("Accounts_OAuth_Github");
    ACCOUNTS_OAUTH_GITHUB_SECRET: Str("Accounts_OAuth_Github_secret", "")
        .secret().when("Accounts_OAuth_Github");
    ACCOUNTS_OAUTH_GITHUB_CALLBACK_URL: RelativeUrl("Accounts_OAuth_Github_callback_url", "_oauth/github")
        .readonly().when("Accounts_OAuth_Github");

    [section("Linkedin")]
    ACCOUNTS_OAUTH_LINKEDIN: Boolean("Accounts_OAuth_Linkedin", false).public();
    ACCOUNTS_OAUTH_LINKEDIN_ID: Str("Accounts_OAuth_Linkedin_id", "").when("Accounts_OAuth_Linkedin");
    ACCOUNTS_OAUTH_LINKEDIN_SECRET: Str("Accounts_OAuth_Linkedin_secret", "")
        .secret().when("Accounts_OAuth_Linkedin");
    ACCOUNTS_OAUTH_LINKEDIN_CALLBACK_URL:
        RelativeUrl("Accounts_OAuth_Linkedin_callback_url", "_oauth/linkedin").readonly()
        .when("Accounts_OAuth_Linkedin");

    [section("Meteor")]
    ACCOUNTS_OAUTH_METEOR: Boolean("Accounts_OAuth_Meteor", false).public();
    ACCOUNTS_OAUTH_METEOR_ID: Str("Accounts_OAuth_Meteor_id", "").when("Accounts_OAuth_Meteor");
    ACCOUNTS_OAUTH_METEOR_SECRET: Str("Accounts_OAuth_Meteor_secret", "")
        .secret().when("Accounts_OAuth_Meteor");
    ACCOUNTS_OAUTH_METEOR_CALLBACK_URL: RelativeUrl("Accounts_OAuth_Meteor_callback_url", "_oauth/meteor")
        .readonly().when("Accounts_OAuth_Meteor");

    [section("Twitter")]
    ACCOUNTS_OAUTH_TWITTER: Boolean("Accounts_OAuth_Twitter", false).public();
    ACCOUNTS_OAUTH_TWITTER_ID: Str("Accounts_OAuth_Twitter_id", "").when("Accounts_OAuth_Twitter");
    ACCOUNTS_OAUTH_TWITTER_SECRET: Str("Accounts_OAuth_Twitter_secret", "")
        .secret().when("Accounts_OAuth_Twitter");
    ACCOUNTS_OAUTH_TWITTER_CALLBACK_URL: RelativeUrl("Accounts_OAuth_Twitter_callback_url", "_oauth/twitter")
        .readonly().when("Accounts_OAuth_Twitter");

    [section("Proxy")]
    ACCOUNTS_OAUTH_PROXY_HOST: Str("Accounts_OAuth_Proxy_host", "https://oauth-proxy.rocket.chat").public();
    ACCOUNTS_OAUTH_PROXY_SERVICES: Str("Accounts_OAuth_Proxy_services", "").public();
}
