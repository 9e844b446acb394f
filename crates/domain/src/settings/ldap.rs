//! Signing in through a directory server.

use super::row::{Literal, on, tab};

table! {
    LDAP_ROWS of "LDAP";

    [tab("LDAP_Connection", "")]
    LDAP_ENABLE: Boolean("LDAP_Enable", false).public();
    LDAP_SERVER_TYPE:
        Select("LDAP_Server_Type", "ad", &[("ad", "LDAP_Server_Type_AD"), ("", "LDAP_Server_Type_Other")])
        .public().when("LDAP_Enable");
    LDAP_HOST: Str("LDAP_Host", "").when("LDAP_Enable");
    LDAP_PORT: Integer("LDAP_Port", 389).when("LDAP_Enable");
    LDAP_RECONNECT: Boolean("LDAP_Reconnect", false).when("LDAP_Enable");
    LDAP_LOGIN_FALLBACK: Boolean("LDAP_Login_Fallback", false).when("LDAP_Enable");

    [tab("LDAP_Connection", "LDAP_Connection_Authentication")]
    LDAP_AUTHENTICATION: Boolean("LDAP_Authentication", false)
        .invalid(Literal::Bool(false)).when("LDAP_Enable");
    LDAP_AUTHENTICATION_USER_DN: Str("LDAP_Authentication_UserDN", "")
        .secret().invalid(Literal::Text("")).when_all(&[on("LDAP_Enable"), on("LDAP_Authentication")]);
    LDAP_AUTHENTICATION_PASSWORD: Password("LDAP_Authentication_Password", "")
        .secret().invalid(Literal::Text("")).when_all(&[on("LDAP_Enable"), on("LDAP_Authentication")]);

    [tab("LDAP_Connection", "LDAP_Connection_Encryption")]
    LDAP_ENCRYPTION: Select("LDAP_Encryption", "plain", &[
        ("plain", "No_Encryption"), ("tls", "StartTLS"), ("ssl", "SSL/LDAPS"),
    ]).when("LDAP_Enable");
    LDAP_CA_CERT: Str("LDAP_CA_Cert", "")
        .secret().multiline()
        .when_query(r#"[{"_id":"LDAP_Enable","value":true},{"_id":"LDAP_Encryption","value":{"$in":["tls","ssl"]}}]"#);
    LDAP_REJECT_UNAUTHORIZED: Boolean("LDAP_Reject_Unauthorized", true)
        .when_query(r#"[{"_id":"LDAP_Enable","value":true},{"_id":"LDAP_Encryption","value":{"$in":["tls","ssl"]}}]"#);

    [tab("LDAP_Connection", "LDAP_Connection_Timeouts")]
    LDAP_TIMEOUT: Integer("LDAP_Timeout", 60_000).when("LDAP_Enable");
    LDAP_CONNECT_TIMEOUT: Integer("LDAP_Connect_Timeout", 1000).when("LDAP_Enable");
    LDAP_IDLE_TIMEOUT: Integer("LDAP_Idle_Timeout", 1000).when("LDAP_Enable");

    [tab("LDAP_UserSearch", "")]
    LDAP_FIND_USER_AFTER_LOGIN: Boolean("LDAP_Find_User_After_Login", true).when("LDAP_Enable");

    [tab("LDAP_UserSearch", "LDAP_UserSearch_Filter")]
    LDAP_BASE_DN: Str("LDAP_BaseDN", "").when("LDAP_Enable");
    LDAP_USER_SEARCH_FILTER: Str("LDAP_User_Search_Filter", "(objectclass=*)").when("LDAP_Enable");
    LDAP_USER_SEARCH_SCOPE: Str("LDAP_User_Search_Scope", "sub").when("LDAP_Enable");
    LDAP_AD_USER_SEARCH_FIELD: Str("LDAP_AD_User_Search_Field", "sAMAccountName")
        .named("LDAP_User_Search_Field").explained("LDAP_User_Search_Field_Description").when("LDAP_Enable")
        .shown_when_is("LDAP_Server_Type", Literal::Text("ad"));
    LDAP_USER_SEARCH_FIELD: Str("LDAP_User_Search_Field", "uid")
        .when("LDAP_Enable").shown_when_is("LDAP_Server_Type", Literal::Text(""));
    LDAP_SEARCH_PAGE_SIZE: Integer("LDAP_Search_Page_Size", 250).when("LDAP_Enable");
    LDAP_SEARCH_SIZE_LIMIT: Integer("LDAP_Search_Size_Limit", 1000).when("LDAP_Enable");

    [tab("LDAP_UserSearch", "LDAP_UserSearch_GroupFilter")]
    LDAP_GROUP_FILTER_ENABLE: Boolean("LDAP_Group_Filter_Enable", false).when("LDAP_Enable");
    LDAP_GROUP_FILTER_OBJECT_CLASS: Str("LDAP_Group_Filter_ObjectClass", "groupOfUniqueNames")
        .when_all(&[on("LDAP_Enable"), on("LDAP_Group_Filter_Enable")]);
    LDAP_GROUP_FILTER_GROUP_ID_ATTRIBUTE: Str("LDAP_Group_Filter_Group_Id_Attribute", "cn")
        .when_all(&[on("LDAP_Enable"), on("LDAP_Group_Filter_Enable")]);
    LDAP_GROUP_FILTER_GROUP_MEMBER_ATTRIBUTE: Str("LDAP_Group_Filter_Group_Member_Attribute", "uniqueMember")
        .when_all(&[on("LDAP_Enable"), on("LDAP_Group_Filter_Enable")]);
    LDAP_GROUP_FILTER_GROUP_MEMBER_FORMAT: Str("LDAP_Group_Filter_Group_Member_Format", "")
        .when_all(&[on("LDAP_Enable"), on("LDAP_Group_Filter_Enable")]);
    LDAP_GROUP_FILTER_GROUP_NAME: Str("LDAP_Group_Filter_Group_Name", "ROCKET_CHAT")
        .when_all(&[on("LDAP_Enable"), on("LDAP_Group_Filter_Enable")]);

    [tab("LDAP_DataSync", "")]
    LDAP_UNIQUE_IDENTIFIER_FIELD:
        Str("LDAP_Unique_Identifier_Field",
            "objectGUID,ibm-entryUUID,GUID,dominoUNID,nsuniqueId,uidNumber,uid").when("LDAP_Enable");
    LDAP_MERGE_EXISTING_USERS: Boolean("LDAP_Merge_Existing_Users", false).when("LDAP_Enable");
    LDAP_UPDATE_DATA_ON_LOGIN: Boolean("LDAP_Update_Data_On_Login", true).when("LDAP_Enable");
    LDAP_UPDATE_DATA_ON_OAUTH_LOGIN: Boolean("LDAP_Update_Data_On_OAuth_Login", false)
        .when_all(&[on("LDAP_Enable"), on("LDAP_Update_Data_On_Login")]);
    LDAP_DEFAULT_DOMAIN: Str("LDAP_Default_Domain", "").when("LDAP_Enable");

    [tab("LDAP_DataSync", "LDAP_DataSync_DataMap")]
    LDAP_AD_USERNAME_FIELD: Str("LDAP_AD_Username_Field", "sAMAccountName")
        .named("LDAP_Username_Field").explained("LDAP_Username_Field_Description").when("LDAP_Enable")
        .shown_when_is("LDAP_Server_Type", Literal::Text("ad"));
    LDAP_USERNAME_FIELD: Str("LDAP_Username_Field", "uid")
        .when("LDAP_Enable").shown_when_is("LDAP_Server_Type", Literal::Text(""));
    LDAP_AD_EMAIL_FIELD: Str("LDAP_AD_Email_Field", "mail")
        .named("LDAP_Email_Field").explained("LDAP_Email_Field_Description").when("LDAP_Enable")
        .shown_when_is("LDAP_Server_Type", Literal::Text("ad"));
    LDAP_EMAIL_FIELD: Str("LDAP_Email_Field", "mail")
        .when("LDAP_Enable").shown_when_is("LDAP_Server_Type", Literal::Text(""));
    LDAP_AD_NAME_FIELD: Str("LDAP_AD_Name_Field", "cn")
        .named("LDAP_Name_Field").explained("LDAP_Name_Field_Description").when("LDAP_Enable")
        .shown_when_is("LDAP_Server_Type", Literal::Text("ad"));
    LDAP_NAME_FIELD: Str("LDAP_Name_Field", "cn")
        .when("LDAP_Enable").shown_when_is("LDAP_Server_Type", Literal::Text(""));

    [tab("LDAP_DataSync", "LDAP_DataSync_Avatar")]
    LDAP_SYNC_USER_AVATAR: Boolean("LDAP_Sync_User_Avatar", true).when("LDAP_Enable");
    LDAP_AVATAR_FIELD: Str("LDAP_Avatar_Field", "").when("LDAP_Enable");
}
