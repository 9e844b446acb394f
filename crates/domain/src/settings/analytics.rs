//! Counting visits, by others and by ourselves.

use super::row::section;

table! {
    ANALYTICS_ROWS of "Analytics";

    [section("Piwik")]
    PIWIK_ANALYTICS_ENABLED: Boolean("PiwikAnalytics_enabled", false).public().named("Enable");
    PIWIK_ANALYTICS_URL: Str("PiwikAnalytics_url", "").public().named("URL").when("PiwikAnalytics_enabled");
    PIWIK_ANALYTICS_SITE_ID: Str("PiwikAnalytics_siteId", "")
        .public().named("Client_ID").when("PiwikAnalytics_enabled");
    PIWIK_ADDITIONAL_TRACKERS: Str("PiwikAdditionalTrackers", "")
        .public().multiline().when("PiwikAnalytics_enabled");
    PIWIK_ANALYTICS_PREPEND_DOMAIN: Boolean("PiwikAnalytics_prependDomain", false)
        .public().when("PiwikAnalytics_enabled");
    PIWIK_ANALYTICS_COOKIE_DOMAIN: Boolean("PiwikAnalytics_cookieDomain", false)
        .public().when("PiwikAnalytics_enabled");
    PIWIK_ANALYTICS_DOMAINS: Str("PiwikAnalytics_domains", "")
        .public().multiline().when("PiwikAnalytics_enabled");

    [section("Analytics_Google")]
    GOOGLE_ANALYTICS_ENABLED: Boolean("GoogleAnalytics_enabled", false).public().named("Enable");
    GOOGLE_ANALYTICS_ID: Str("GoogleAnalytics_ID", "")
        .public().named("Analytics_Google_id").when("GoogleAnalytics_enabled");

    [section("Analytics_features_enabled")]
    ANALYTICS_FEATURES_MESSAGES: Boolean("Analytics_features_messages", true).public().named("Messages");
    ANALYTICS_FEATURES_ROOMS: Boolean("Analytics_features_rooms", true).public().named("Rooms");
    ANALYTICS_FEATURES_USERS: Boolean("Analytics_features_users", true).public().named("Users");
    ENGAGEMENT_DASHBOARD_LOAD_COUNT: Integer("Engagement_Dashboard_Load_Count", 0).hidden();
}
