//! Logs, metrics, and switches for trouble.

use super::row::{Literal, section};

table! {
    LOGS_ROWS of "Logs";

    [section("")]
    LOG_LEVEL: Select("Log_Level", "0", &[
        ("0", "0_Errors_Only"), ("1", "1_Errors_and_Information"), ("2", "2_Erros_Information_and_Debug"),
    ]).public();
    LOG_VIEW_LIMIT: Integer("Log_View_Limit", 1000);
    LOG_TRACE_METHODS: Boolean("Log_Trace_Methods", false);
    LOG_TRACE_METHODS_FILTER: Str("Log_Trace_Methods_Filter", "").when("Log_Trace_Methods");
    LOG_TRACE_SUBSCRIPTIONS: Boolean("Log_Trace_Subscriptions", false);
    LOG_TRACE_SUBSCRIPTIONS_FILTER: Str("Log_Trace_Subscriptions_Filter", "").when("Log_Trace_Subscriptions");
    UNCAUGHT_EXCEPTIONS_COUNT: Integer("Uncaught_Exceptions_Count", 0).hidden();

    [section("Prometheus")]
    PROMETHEUS_ENABLED: Boolean("Prometheus_Enabled", false).named("Enabled");
    PROMETHEUS_PORT: Integer("Prometheus_Port", 9458).named("Port");
    PROMETHEUS_RESET_INTERVAL: Integer("Prometheus_Reset_Interval", 0);
    PROMETHEUS_GARBAGE_COLLECTOR: Boolean("Prometheus_Garbage_Collector", false)
        .alert("Prometheus_Garbage_Collector_Alert");
    PROMETHEUS_API_USER_AGENT: Boolean("Prometheus_API_User_Agent", false);

    [section("")]
    LOG_EXCEPTIONS_TO_CHANNEL: Str("Log_Exceptions_to_Channel", "");
}

table! {
    TROUBLESHOOT_ROWS of "Troubleshoot";

    [section("")]
    TROUBLESHOOT_DISABLE_NOTIFICATIONS: Boolean("Troubleshoot_Disable_Notifications", false)
        .explained("Troubleshoot_Disable_Notifications_Alert");
    PRESENCE_BROADCAST_DISABLED: Boolean("Presence_broadcast_disabled", false).public().readonly();
    TROUBLESHOOT_DISABLE_PRESENCE_BROADCAST: Boolean("Troubleshoot_Disable_Presence_Broadcast", false)
        .explained("Troubleshoot_Disable_Presence_Broadcast_Alert")
        .when_is("Presence_broadcast_disabled", Literal::Bool(false));
    TROUBLESHOOT_DISABLE_INSTANCE_BROADCAST: Boolean("Troubleshoot_Disable_Instance_Broadcast", false)
        .explained("Troubleshoot_Disable_Instance_Broadcast_Alert");
    TROUBLESHOOT_DISABLE_SESSIONS_MONITOR: Boolean("Troubleshoot_Disable_Sessions_Monitor", false)
        .explained("Troubleshoot_Disable_Sessions_Monitor_Alert");
    TROUBLESHOOT_DISABLE_LIVECHAT_ACTIVITY_MONITOR:
        Boolean("Troubleshoot_Disable_Livechat_Activity_Monitor", false)
        .explained("Troubleshoot_Disable_Livechat_Activity_Monitor_Alert");
    TROUBLESHOOT_DISABLE_DATA_EXPORTER_PROCESSOR:
        Boolean("Troubleshoot_Disable_Data_Exporter_Processor", false)
        .explained("Troubleshoot_Disable_Data_Exporter_Processor_Alert");
    TROUBLESHOOT_DISABLE_TEAMS_MENTION: Boolean("Troubleshoot_Disable_Teams_Mention", false)
        .explained("Troubleshoot_Disable_Teams_Mention_Alert");
    TROUBLESHOOT_DISABLE_STATISTICS_GENERATOR: Boolean("Troubleshoot_Disable_Statistics_Generator", false)
        .hidden().readonly().explained("Troubleshoot_Disable_Statistics_Generator_Alert");
    TROUBLESHOOT_DISABLE_WORKSPACE_SYNC: Boolean("Troubleshoot_Disable_Workspace_Sync", false)
        .hidden().readonly().explained("Troubleshoot_Disable_Workspace_Sync_Alert");
    TROUBLESHOOT_FORCE_CACHING_VERSION: Str("Troubleshoot_Force_Caching_Version", "")
        .explained("Troubleshoot_Force_Caching_Version_Alert");
}
