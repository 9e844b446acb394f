//! How often is too often.

use super::row::{Literal, section};

table! {
    RATE_LIMITER_ROWS of "Rate Limiter";

    [section("DDP_Rate_Limiter")]
    DDP_RATE_LIMIT_IP_ENABLED: Boolean("DDP_Rate_Limit_IP_Enabled", true);
    DDP_RATE_LIMIT_IP_REQUESTS_ALLOWED: Integer("DDP_Rate_Limit_IP_Requests_Allowed", 12_000)
        .when("DDP_Rate_Limit_IP_Enabled").upstream(Literal::Int(120_000));
    DDP_RATE_LIMIT_IP_INTERVAL_TIME: Integer("DDP_Rate_Limit_IP_Interval_Time", 60_000)
        .when("DDP_Rate_Limit_IP_Enabled");
    DDP_RATE_LIMIT_USER_ENABLED: Boolean("DDP_Rate_Limit_User_Enabled", true);
    DDP_RATE_LIMIT_USER_REQUESTS_ALLOWED: Integer("DDP_Rate_Limit_User_Requests_Allowed", 1200)
        .when("DDP_Rate_Limit_User_Enabled");
    DDP_RATE_LIMIT_USER_INTERVAL_TIME: Integer("DDP_Rate_Limit_User_Interval_Time", 60_000)
        .when("DDP_Rate_Limit_User_Enabled");
    DDP_RATE_LIMIT_CONNECTION_ENABLED: Boolean("DDP_Rate_Limit_Connection_Enabled", true);
    DDP_RATE_LIMIT_CONNECTION_REQUESTS_ALLOWED: Integer("DDP_Rate_Limit_Connection_Requests_Allowed", 600)
        .when("DDP_Rate_Limit_Connection_Enabled");
    DDP_RATE_LIMIT_CONNECTION_INTERVAL_TIME: Integer("DDP_Rate_Limit_Connection_Interval_Time", 60_000)
        .when("DDP_Rate_Limit_Connection_Enabled");
    DDP_RATE_LIMIT_USER_BY_METHOD_ENABLED: Boolean("DDP_Rate_Limit_User_By_Method_Enabled", true);
    DDP_RATE_LIMIT_USER_BY_METHOD_REQUESTS_ALLOWED:
        Integer("DDP_Rate_Limit_User_By_Method_Requests_Allowed", 20)
        .when("DDP_Rate_Limit_User_By_Method_Enabled");
    DDP_RATE_LIMIT_USER_BY_METHOD_INTERVAL_TIME:
        Integer("DDP_Rate_Limit_User_By_Method_Interval_Time", 10_000)
        .when("DDP_Rate_Limit_User_By_Method_Enabled");
    DDP_RATE_LIMIT_CONNECTION_BY_METHOD_ENABLED: Boolean("DDP_Rate_Limit_Connection_By_Method_Enabled", true);
    DDP_RATE_LIMIT_CONNECTION_BY_METHOD_REQUESTS_ALLOWED:
        Integer("DDP_Rate_Limit_Connection_By_Method_Requests_Allowed", 10)
        .when("DDP_Rate_Limit_Connection_By_Method_Enabled");
    DDP_RATE_LIMIT_CONNECTION_BY_METHOD_INTERVAL_TIME:
        Integer("DDP_Rate_Limit_Connection_By_Method_Interval_Time", 10_000)
        .when("DDP_Rate_Limit_Connection_By_Method_Enabled");

    [section("API_Rate_Limiter")]
    API_ENABLE_RATE_LIMITER: Boolean("API_Enable_Rate_Limiter", true);
    API_ENABLE_RATE_LIMITER_DEV: Boolean("API_Enable_Rate_Limiter_Dev", true).when("API_Enable_Rate_Limiter");
    // Ten calls a minute lock out honest bots.
    API_ENABLE_RATE_LIMITER_LIMIT_CALLS_DEFAULT: Integer("API_Enable_Rate_Limiter_Limit_Calls_Default", 60)
        .when("API_Enable_Rate_Limiter").upstream(Literal::Int(10));
    API_ENABLE_RATE_LIMITER_LIMIT_TIME_DEFAULT: Integer("API_Enable_Rate_Limiter_Limit_Time_Default", 60_000)
        .when("API_Enable_Rate_Limiter");

    [section("Feature_Limiting")]
    RATE_LIMITER_LIMIT_REGISTER_USER: Integer("Rate_Limiter_Limit_RegisterUser", 1)
        .when("API_Enable_Rate_Limiter");
}
