//! What the first-start wizard asks, and what a cloud account would fill in.

use super::countries::COUNTRIES;
use super::row::{Literal, section};

table! {
    SETUP_WIZARD_ROWS of "Setup_Wizard";

    [section("Organization_Info")]
    ORGANIZATION_TYPE: Select("Organization_Type", "", &[
        ("community", "Community"), ("enterprise", "Premium"), ("government", "Government"),
        ("nonprofit", "Nonprofit"),
    ]).wizard(2, 0);
    ORGANIZATION_NAME: Str("Organization_Name", "").public().wizard(2, 1);
    INDUSTRY: Select("Industry", "", &[
        ("aerospaceDefense", "Aerospace_and_Defense"), ("consulting", "Consulting"),
        ("consumerGoods", "Consumer_Packaged_Goods"), ("contactCenter", "Contact_Center"),
        ("education", "Education"), ("entertainment", "Entertainment"),
        ("financialServices", "Financial_Services"), ("gaming", "Gaming"), ("healthcare", "Healthcare"),
        ("hospitalityBusinness", "Hospitality_Businness"), ("insurance", "Insurance"),
        ("itSecurity", "It_Security"), ("logistics", "Logistics"), ("manufacturing", "Manufacturing"),
        ("media", "Media"), ("pharmaceutical", "Pharmaceutical"), ("realEstate", "Real_Estate"),
        ("religious", "Religious"), ("retail", "Retail"), ("socialNetwork", "Social_Network"),
        ("technologyProvider", "Technology_Provider"), ("technologyServices", "Technology_Services"),
        ("telecom", "Telecom"), ("utilities", "Utilities"), ("other", "Other"),
    ]).wizard(2, 2);
    SIZE: Select("Size", "", &[
        ("0", "1-10 people"), ("1", "11-50 people"), ("2", "51-100 people"), ("3", "101-250 people"),
        ("4", "251-500 people"), ("5", "501-1000 people"), ("6", "1001-4000 people"),
        ("7", "4000 or more people"),
    ]).wizard(2, 3);
    COUNTRY: Select("Country", "", COUNTRIES).wizard(2, 4);
    WEBSITE: Str("Website", "").wizard(2, 5);
    SERVER_TYPE: Select("Server_Type", "", &[
        ("privateTeam", "Private_Team"), ("publicCommunity", "Public_Community"),
    ]).wizard(3, 2);
    ALLOW_MARKETING_EMAILS: Boolean("Allow_Marketing_Emails", false).upstream(Literal::Bool(true));
    REGISTER_SERVER: Boolean("Register_Server", false);
    ORGANIZATION_EMAIL: Str("Organization_Email", "");
    TRIGGERED_EMAILS_COUNT: Integer("Triggered_Emails_Count", 0).hidden();

    [section("Cloud_Info")]
    NPS_URL: Str("Nps_Url", "https://nps.rocket.chat").hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_SUPPORTED_VERSIONS_TOKEN: Str("Cloud_Workspace_Supported_Versions_Token", "")
        .hidden().secret().readonly();
    CLOUD_URL: Str("Cloud_Url", "https://cloud.rocket.chat")
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_SERVICE_AGREE_PRIVACY_TERMS: Boolean("Cloud_Service_Agree_PrivacyTerms", false);
    CLOUD_WORKSPACE_ID: Str("Cloud_Workspace_Id", "").hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_NAME: Str("Cloud_Workspace_Name", "")
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_CLIENT_ID: Str("Cloud_Workspace_Client_Id", "")
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_CLIENT_SECRET: Str("Cloud_Workspace_Client_Secret", "")
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_CLIENT_SECRET_EXPIRES_AT: Integer("Cloud_Workspace_Client_Secret_Expires_At", 0)
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_REGISTRATION_CLIENT_URI: Str("Cloud_Workspace_Registration_Client_Uri", "")
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_PUBLIC_KEY: Str("Cloud_Workspace_PublicKey", "")
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_LICENSE: Str("Cloud_Workspace_License", "")
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_HAD_TRIAL: Boolean("Cloud_Workspace_Had_Trial", false).hidden().secret().readonly();
    CLOUD_WORKSPACE_ACCESS_TOKEN: Str("Cloud_Workspace_Access_Token", "")
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_ACCESS_TOKEN_EXPIRES_AT: Date("Cloud_Workspace_Access_Token_Expires_At", 0)
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_WORKSPACE_REGISTRATION_STATE: Str("Cloud_Workspace_Registration_State", "")
        .hidden().secret().readonly().when("Register_Server");
    CLOUD_BILLING_URL: Str("Cloud_Billing_Url", "https://billing.rocket.chat")
        .hidden().secret().readonly().when("Register_Server");
}
