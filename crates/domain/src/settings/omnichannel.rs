//! Talking to visitors of a web site.

use super::row::{Literal, is, on, section};

table! {
    OMNICHANNEL_ROWS of "Omnichannel";

    [section("")]
    // Strangers write to this server only where somebody wants it.
    LIVECHAT_ENABLED: Boolean("Livechat_enabled", false).public().upstream(Literal::Bool(true));

    [section("Livechat")]
    LIVECHAT_TITLE: Str("Livechat_title", "Rustle")
        .public().when("Livechat_enabled").upstream(Literal::Text("Rocket.Chat"));
    LIVECHAT_TITLE_COLOR: Color("Livechat_title_color", "#C1272D").public().when("Livechat_enabled");
    LIVECHAT_ENABLE_MESSAGE_CHARACTER_LIMIT: Boolean("Livechat_enable_message_character_limit", false)
        .public().when("Livechat_enabled");
    LIVECHAT_MESSAGE_CHARACTER_LIMIT: Integer("Livechat_message_character_limit", 0)
        .public().when("Livechat_enabled");
    LIVECHAT_DISPLAY_OFFLINE_FORM: Boolean("Livechat_display_offline_form", true)
        .public().named("Display_offline_form").when("Livechat_enabled");
    LIVECHAT_CLEAR_LOCAL_STORAGE_WHEN_CHAT_ENDED:
        Boolean("Livechat_clear_local_storage_when_chat_ended", false).public()
        .named("Clear_livechat_session_when_chat_ended").when("Livechat_enabled");
    LIVECHAT_VALIDATE_OFFLINE_EMAIL: Boolean("Livechat_validate_offline_email", true)
        .public().named("Validate_email_address").when("Livechat_enabled");
    LIVECHAT_OFFLINE_FORM_UNAVAILABLE: Str("Livechat_offline_form_unavailable", "")
        .public().named("Offline_form_unavailable_message").when("Livechat_enabled");
    LIVECHAT_OFFLINE_TITLE: Str("Livechat_offline_title", "Leave a message")
        .public().named("Title").when("Livechat_enabled");
    LIVECHAT_OFFLINE_TITLE_COLOR: Color("Livechat_offline_title_color", "#666666")
        .public().named("Color").when("Livechat_enabled");
    LIVECHAT_OFFLINE_MESSAGE: Str("Livechat_offline_message", "")
        .public().multiline().named("Instructions")
        .explained("Instructions_to_your_visitor_fill_the_form_to_send_a_message").when("Livechat_enabled");
    LIVECHAT_OFFLINE_EMAIL: Str("Livechat_offline_email", "")
        .named("Email_address_to_send_offline_messages").when("Livechat_enabled");
    LIVECHAT_OFFLINE_SUCCESS_MESSAGE: Str("Livechat_offline_success_message", "")
        .public().named("Offline_success_message").when("Livechat_enabled");
    LIVECHAT_ALLOW_SWITCHING_DEPARTMENTS: Boolean("Livechat_allow_switching_departments", true)
        .public().named("Allow_switching_departments").when("Livechat_enabled");
    LIVECHAT_SHOW_AGENT_INFO: Boolean("Livechat_show_agent_info", true)
        .public().named("Show_agent_info").when("Livechat_enabled");
    LIVECHAT_SHOW_AGENT_EMAIL: Boolean("Livechat_show_agent_email", true)
        .public().named("Show_agent_email")
        .when_all(&[on("Livechat_show_agent_info"), on("Livechat_enabled")]);

    [section("")]
    OMNICHANNEL_ALLOW_VISITORS_TO_CLOSE_CONVERSATION:
        Boolean("Omnichannel_allow_visitors_to_close_conversation", true).public().when("Livechat_enabled");
    LIVECHAT_REQUEST_COMMENT_WHEN_CLOSING_CONVERSATION:
        Boolean("Livechat_request_comment_when_closing_conversation", true).public()
        .named("Request_comment_when_closing_conversation")
        .explained("Request_comment_when_closing_conversation_description").when("Livechat_enabled");

    [section("Livechat")]
    LIVECHAT_CONVERSATION_FINISHED_MESSAGE: Str("Livechat_conversation_finished_message", "")
        .public().named("Conversation_finished_message").when("Livechat_enabled");
    LIVECHAT_CONVERSATION_FINISHED_TEXT: Str("Livechat_conversation_finished_text", "")
        .public().multiline().named("Conversation_finished_text").when("Livechat_enabled");
    LIVECHAT_REGISTRATION_FORM: Boolean("Livechat_registration_form", true)
        .public().named("Show_preregistration_form").when("Livechat_enabled");
    LIVECHAT_NAME_FIELD_REGISTRATION_FORM: Boolean("Livechat_name_field_registration_form", true)
        .public().named("Show_name_field").when("Livechat_enabled");
    LIVECHAT_EMAIL_FIELD_REGISTRATION_FORM: Boolean("Livechat_email_field_registration_form", true)
        .public().named("Show_email_field").when("Livechat_enabled");

    [section("")]
    LIVECHAT_GUEST_COUNT: Integer("Livechat_guest_count", 1).hidden();
    LIVECHAT_ROOM_COUNT: Integer("Livechat_Room_Count", 1).hidden().named("Livechat_room_count");
    LIVECHAT_ENABLED_WHEN_AGENT_IDLE: Boolean("Livechat_enabled_when_agent_idle", true)
        .public().named("Accept_new_livechats_when_agent_is_idle").when("Livechat_enabled");

    [section("CRM_Integration")]
    LIVECHAT_WEBHOOK_URL: Str("Livechat_webhookUrl", "").named("Webhook_URL").when("Livechat_enabled");
    LIVECHAT_SECRET_TOKEN: Str("Livechat_secret_token", "")
        .secret().named("Secret_token").when("Livechat_enabled");
    LIVECHAT_WEBHOOK_ON_START: Boolean("Livechat_webhook_on_start", false)
        .named("Send_request_on_chat_start").when("Livechat_enabled");
    LIVECHAT_WEBHOOK_ON_CLOSE: Boolean("Livechat_webhook_on_close", false)
        .named("Send_request_on_chat_close").when("Livechat_enabled");
    LIVECHAT_WEBHOOK_ON_CHAT_TAKEN: Boolean("Livechat_webhook_on_chat_taken", false)
        .named("Send_request_on_chat_taken").when("Livechat_enabled");
    LIVECHAT_WEBHOOK_ON_CHAT_QUEUED: Boolean("Livechat_webhook_on_chat_queued", false)
        .named("Send_request_on_chat_queued").when("Livechat_enabled");
    LIVECHAT_WEBHOOK_ON_FORWARD: Boolean("Livechat_webhook_on_forward", false)
        .named("Send_request_on_forwarding").when("Livechat_enabled");
    LIVECHAT_WEBHOOK_ON_OFFLINE_MSG: Boolean("Livechat_webhook_on_offline_msg", false)
        .named("Send_request_on_offline_messages").when("Livechat_enabled");
    LIVECHAT_WEBHOOK_ON_VISITOR_MESSAGE: Boolean("Livechat_webhook_on_visitor_message", false)
        .named("Send_request_on_visitor_message").when("Livechat_enabled");
    LIVECHAT_WEBHOOK_ON_AGENT_MESSAGE: Boolean("Livechat_webhook_on_agent_message", false)
        .named("Send_request_on_agent_message").when("Livechat_enabled");
    SEND_VISITOR_NAVIGATION_HISTORY_LIVECHAT_WEBHOOK_REQUEST:
        Boolean("Send_visitor_navigation_history_livechat_webhook_request", false)
        .named("Send_visitor_navigation_history_on_request")
        .explained("Feature_Depends_on_Livechat_Visitor_navigation_as_a_message_to_be_enabled")
        .when_all(&[on("Livechat_Visitor_navigation_as_a_message"), on("Livechat_enabled")]);
    LIVECHAT_WEBHOOK_ON_CAPTURE: Boolean("Livechat_webhook_on_capture", false)
        .named("Send_request_on_lead_capture").when("Livechat_enabled");
    LIVECHAT_LEAD_EMAIL_REGEX: Str("Livechat_lead_email_regex", r"[\w.%+-]+@[\w-]+(\.[\w-]+)+")
        .named("Lead_capture_email_regex").when("Livechat_enabled");
    LIVECHAT_LEAD_PHONE_REGEX: Str("Livechat_lead_phone_regex", r"\+?[0-9][0-9 ().-]{6,}[0-9]")
        .named("Lead_capture_phone_regex").when("Livechat_enabled");

    [section("Livechat")]
    LIVECHAT_HISTORY_MONITOR_TYPE:
        Select("Livechat_history_monitor_type", "url", &[("url", "Page_URL"), ("title", "Page_title")])
        .named("Monitor_history_for_changes_on").when("Livechat_enabled");

    [section("CRM_Integration")]
    LIVECHAT_HTTP_TIMEOUT: Integer("Livechat_http_timeout", 5000).when("Livechat_enabled");

    [section("Livechat")]
    LIVECHAT_VISITOR_NAVIGATION_AS_A_MESSAGE: Boolean("Livechat_Visitor_navigation_as_a_message", false)
        .public().named("Send_Visitor_navigation_history_as_a_message").when("Livechat_enabled");

    [section("Business_Hours")]
    LIVECHAT_ENABLE_BUSINESS_HOURS: Boolean("Livechat_enable_business_hours", false)
        .public().named("Business_hours_enabled").when("Livechat_enabled");

    [section("")]
    LIVECHAT_CONTINUOUS_SOUND_NOTIFICATION_NEW_LIVECHAT_ROOM:
        Boolean("Livechat_continuous_sound_notification_new_livechat_room", false).public()
        .named("Continuous_sound_notifications_for_new_livechat_room").when("Livechat_enabled");
    LIVECHAT_FILEUPLOAD_ENABLED: Boolean("Livechat_fileupload_enabled", true)
        .public().named("FileUpload_Enabled").when_all(&[on("FileUpload_Enabled"), on("Livechat_enabled")]);
    LIVECHAT_ENABLE_TRANSCRIPT: Boolean("Livechat_enable_transcript", false)
        .public().named("Transcript_Enabled")
        .when_all(&[is("Livechat_transcript_send_always", Literal::Bool(false)), on("Livechat_enabled")]);
    LIVECHAT_TRANSCRIPT_SEND_ALWAYS: Boolean("Livechat_transcript_send_always", false)
        .public().when_all(&[is("Livechat_enable_transcript", Literal::Bool(false)), on("Livechat_enabled")]);
    LIVECHAT_TRANSCRIPT_SHOW_SYSTEM_MESSAGES: Boolean("Livechat_transcript_show_system_messages", false)
        .public().when("Livechat_enabled");
    LIVECHAT_TRANSCRIPT_MESSAGE: Str("Livechat_transcript_message", "")
        .public().named("Transcript_message")
        .when_all(&[on("Livechat_enable_transcript"), on("Livechat_enabled")]);
    LIVECHAT_TRANSCRIPT_EMAIL_SUBJECT: Str("Livechat_transcript_email_subject", "")
        .public().when("Livechat_enabled");
    OMNICHANNEL_ENABLE_DEPARTMENT_REMOVAL: Boolean("Omnichannel_enable_department_removal", false)
        .public().alert("Omnichannel_enable_department_removal_alert").when("Livechat_enabled");

    [section("Livechat")]
    LIVECHAT_REGISTRATION_FORM_MESSAGE: Str("Livechat_registration_form_message", "")
        .public().when("Livechat_enabled");
    LIVECHAT_ALLOWED_DOMAINS_LIST: Str("Livechat_AllowedDomainsList", "")
        .public().explained("Domains_allowed_to_embed_the_livechat_widget").when("Livechat_enabled");
    LIVECHAT_OFFLINE_MESSAGE_TO_CHANNEL_ENABLED: Boolean("Livechat_OfflineMessageToChannel_enabled", false)
        .public().when("Livechat_enabled");
    LIVECHAT_OFFLINE_MESSAGE_TO_CHANNEL_CHANNEL_NAME:
        Str("Livechat_OfflineMessageToChannel_channel_name", "").public().named("Channel_name")
        .when_all(&[on("Livechat_OfflineMessageToChannel_enabled"), on("Livechat_enabled")]);

    [section("Routing")]
    LIVECHAT_ROUTING_METHOD: Select("Livechat_Routing_Method", "Auto_Selection", &[
        ("External", "External_Service"), ("Auto_Selection", "Auto_Selection"),
        ("Manual_Selection", "Manual_Selection"),
    ]).public().when("Livechat_enabled");
    LIVECHAT_ACCEPT_CHATS_WITH_NO_AGENTS: Boolean("Livechat_accept_chats_with_no_agents", false)
        .named("Accept_with_no_online_agents")
        .explained("Accept_incoming_livechat_requests_even_if_there_are_no_online_agents")
        .when("Livechat_enabled");
    LIVECHAT_ASSIGN_NEW_CONVERSATION_TO_BOT: Boolean("Livechat_assign_new_conversation_to_bot", false)
        .named("Assign_new_conversations_to_bot_agent")
        .explained("Assign_new_conversations_to_bot_agent_description").when("Livechat_enabled");
    LIVECHAT_GUEST_POOL_MAX_NUMBER_INCOMING_LIVECHATS_DISPLAYED:
        Integer("Livechat_guest_pool_max_number_incoming_livechats_displayed", 0).public()
        .named("Max_number_incoming_livechats_displayed")
        .explained("Max_number_incoming_livechats_displayed_description")
        .when_all(&[
            is("Livechat_Routing_Method", Literal::Text("Manual_Selection")), on("Livechat_enabled"),
        ]);
    LIVECHAT_SHOW_QUEUE_LIST_LINK: Boolean("Livechat_show_queue_list_link", false)
        .public().named("Show_queue_list_to_all_agents")
        .when_query(r#"[{"_id":"Livechat_Routing_Method","value":{"$ne":"External"}},{"_id":"Livechat_enabled","value":true}]"#);
    LIVECHAT_EXTERNAL_QUEUE_URL: Str("Livechat_External_Queue_URL", "")
        .named("External_Queue_Service_URL").explained("For_more_details_please_check_our_docs")
        .when_all(&[is("Livechat_Routing_Method", Literal::Text("External")), on("Livechat_enabled")]);
    LIVECHAT_EXTERNAL_QUEUE_TOKEN: Str("Livechat_External_Queue_Token", "")
        .named("Secret_token")
        .when_all(&[is("Livechat_Routing_Method", Literal::Text("External")), on("Livechat_enabled")]);

    [section("Queue_management")]
    OMNICHANNEL_QUEUE_DELAY_TIMEOUT: Integer("Omnichannel_queue_delay_timeout", 5)
        .named("Queue_delay_timeout").explained("Time_in_seconds").invalid(Literal::Int(5))
        .when_query(r#"[{"_id":"Livechat_Routing_Method","value":{"$ne":"Manual_Selection"}},{"_id":"Livechat_enabled","value":true}]"#);

    [section("GDPR")]
    LIVECHAT_ALLOW_COLLECT_AND_STORE_HTTP_HEADER_INFORMATIONS:
        Boolean("Livechat_Allow_collect_and_store_HTTP_header_informations", false).public()
        .named("Allow_collect_and_store_HTTP_header_informations")
        .explained("Allow_collect_and_store_HTTP_header_informations_description").when("Livechat_enabled");
    LIVECHAT_FORCE_ACCEPT_DATA_PROCESSING_CONSENT:
        Boolean("Livechat_force_accept_data_processing_consent", false).public()
        .named("Force_visitor_to_accept_data_processing_consent")
        .explained("Force_visitor_to_accept_data_processing_consent_description")
        .alert("Force_visitor_to_accept_data_processing_consent_enabled_alert")
        .when_all(&[on("Livechat_enabled"), on("Livechat_Allow_collect_and_store_HTTP_header_informations")]);
    LIVECHAT_DATA_PROCESSING_CONSENT_TEXT: Str("Livechat_data_processing_consent_text", "")
        .public().multiline().named("Data_processing_consent_text")
        .explained("Data_processing_consent_text_description")
        .when_all(&[
            on("Livechat_force_accept_data_processing_consent"),
            on("Livechat_Allow_collect_and_store_HTTP_header_informations"), on("Livechat_enabled"),
        ]);

    [section("Sessions")]
    LIVECHAT_AGENT_LEAVE_ACTION: Select("Livechat_agent_leave_action", "none", &[
        ("none", "None"), ("forward", "Forward"), ("close", "Close"),
    ]).named("How_to_handle_open_sessions_when_agent_goes_offline").when("Livechat_enabled");
    LIVECHAT_AGENT_LEAVE_ACTION_TIMEOUT: Integer("Livechat_agent_leave_action_timeout", 60)
        .named("How_long_to_wait_after_agent_goes_offline").explained("Time_in_seconds")
        .when_query(r#"[{"_id":"Livechat_agent_leave_action","value":{"$ne":"none"}},{"_id":"Livechat_enabled","value":true}]"#);
    LIVECHAT_AGENT_LEAVE_COMMENT: Str("Livechat_agent_leave_comment", "")
        .named("Comment_to_leave_on_closing_session")
        .when_all(&[is("Livechat_agent_leave_action", Literal::Text("close")), on("Livechat_enabled")]);
    LIVECHAT_VISITOR_INACTIVITY_TIMEOUT: Integer("Livechat_visitor_inactivity_timeout", 3600)
        .named("How_long_to_wait_to_consider_visitor_abandonment").explained("Time_in_seconds")
        .when("Livechat_enabled");

    [section("Video_and_Audio_Call")]
    OMNICHANNEL_CALL_PROVIDER: Select("Omnichannel_call_provider", "none", &[
        ("none", "None"), ("default-provider", "Default Provider"), ("WebRTC", "WebRTC"),
    ]).public().named("Call_provider")
        .explained("Feature_depends_on_selected_call_provider_to_be_enabled_from_administration_settings")
        .when("Livechat_enabled");

    [section("Livechat")]
    ASSETS_LIVECHAT_WIDGET_LOGO: Asset("Assets_livechat_widget_logo", "")
        .public().file(&["svg", "png", "jpg", "jpeg"], None)
        .premium(&["livechat-enterprise"], Literal::Asset("")).when("Livechat_enabled");
}
