//! What belongs on no page: who this server is.

use super::row::{Generated, section};

table! {
    SERVER_ROWS of "";

    [section("")]
    UNIQUE_ID: Str("uniqueID", "").public().generated(Generated::Uuid);
    DEPLOYMENT_FINGER_PRINT_HASH: Str("Deployment_FingerPrint_Hash", "").readonly();
    DEPLOYMENT_FINGER_PRINT_VERIFIED: Boolean("Deployment_FingerPrint_Verified", true).public().readonly();
    INITIAL_CHANNEL_CREATED: Boolean("Initial_Channel_Created", false).hidden();
}
