//! Deleting what is old.

use super::row::{Literal, is, on, section};

table! {
    RETENTION_POLICY_ROWS of "RetentionPolicy";

    [section("")]
    RETENTION_POLICY_ENABLED: Boolean("RetentionPolicy_Enabled", false)
        .public().alert("RetentionPolicy_Enabled_Alert");
    RETENTION_POLICY_PRECISION: Select("RetentionPolicy_Precision", "0", &[
        ("0", "every_30_minutes"), ("1", "every_hour"), ("2", "every_six_hours"), ("3", "every_day"),
    ]).public()
        .when_all(&[
            on("RetentionPolicy_Enabled"), is("RetentionPolicy_Advanced_Precision", Literal::Bool(false)),
        ]);
    RETENTION_POLICY_ADVANCED_PRECISION: Boolean("RetentionPolicy_Advanced_Precision", false)
        .public().when("RetentionPolicy_Enabled");
    RETENTION_POLICY_ADVANCED_PRECISION_CRON: Str("RetentionPolicy_Advanced_Precision_Cron", "*/30 * * * *")
        .public().when_all(&[on("RetentionPolicy_Enabled"), on("RetentionPolicy_Advanced_Precision")]);

    [section("Global Policy")]
    RETENTION_POLICY_APPLIES_TO_CHANNELS: Boolean("RetentionPolicy_AppliesToChannels", false)
        .public().when("RetentionPolicy_Enabled");
    RETENTION_POLICY_MAX_AGE_CHANNELS: Integer("RetentionPolicy_MaxAge_Channels", 30)
        .public().hidden()
        .when_all(&[on("RetentionPolicy_AppliesToChannels"), on("RetentionPolicy_Enabled")]);
    RETENTION_POLICY_TTL_CHANNELS: Timespan("RetentionPolicy_TTL_Channels", 2_592_000_000)
        .public().when_all(&[on("RetentionPolicy_AppliesToChannels"), on("RetentionPolicy_Enabled")]);
    RETENTION_POLICY_APPLIES_TO_GROUPS: Boolean("RetentionPolicy_AppliesToGroups", false)
        .public().when("RetentionPolicy_Enabled");
    RETENTION_POLICY_MAX_AGE_GROUPS: Integer("RetentionPolicy_MaxAge_Groups", 30)
        .public().hidden().when_all(&[on("RetentionPolicy_AppliesToGroups"), on("RetentionPolicy_Enabled")]);
    RETENTION_POLICY_TTL_GROUPS: Timespan("RetentionPolicy_TTL_Groups", 2_592_000_000)
        .public().when_all(&[on("RetentionPolicy_AppliesToGroups"), on("RetentionPolicy_Enabled")]);
    RETENTION_POLICY_APPLIES_TO_D_MS: Boolean("RetentionPolicy_AppliesToDMs", false)
        .public().when("RetentionPolicy_Enabled");
    RETENTION_POLICY_MAX_AGE_D_MS: Integer("RetentionPolicy_MaxAge_DMs", 30)
        .public().hidden().when_all(&[on("RetentionPolicy_AppliesToDMs"), on("RetentionPolicy_Enabled")]);
    RETENTION_POLICY_TTL_D_MS: Timespan("RetentionPolicy_TTL_DMs", 2_592_000_000)
        .public().when_all(&[on("RetentionPolicy_AppliesToDMs"), on("RetentionPolicy_Enabled")]);
    RETENTION_POLICY_DO_NOT_PRUNE_PINNED: Boolean("RetentionPolicy_DoNotPrunePinned", false)
        .public().when("RetentionPolicy_Enabled");
    RETENTION_POLICY_FILES_ONLY: Boolean("RetentionPolicy_FilesOnly", false)
        .public().when("RetentionPolicy_Enabled");
    RETENTION_POLICY_DO_NOT_PRUNE_DISCUSSION: Boolean("RetentionPolicy_DoNotPruneDiscussion", true)
        .public().when("RetentionPolicy_Enabled");
    RETENTION_POLICY_DO_NOT_PRUNE_THREADS: Boolean("RetentionPolicy_DoNotPruneThreads", true)
        .public().when("RetentionPolicy_Enabled");
}
