//! Sending mail, reading replies, and the texts of mails.

use super::row::{Literal, section};

const EMAIL_STYLE_TEXT: &str = concat!(
    "body { font-family: sans-serif; color: #1f2329; } ",
    ".btn { padding: 12px 18px; color: #fff; background: #095ad2; text-decoration: none; } ",
    ".advice { color: #6c727a; font-size: 12px; }",
);

const EMAIL_FOOTER_TEXT: &str = concat!(
    "<p class='advice'>[Site_Name] ",
    "&middot; <a href='[Site_URL]'>[Site_URL]</a></p>",
    "</div></body></html>",
);

const ACCOUNTS_ENROLLMENT_EMAIL_TEXT: &str = concat!(
    "<h2>Welcome to [Site_Name]</h2>",
    "<p>Your account is ready.</p>",
    "<p><a class='btn' href='[Site_URL]'>Sign in</a></p>",
);

const ACCOUNTS_USER_ADDED_EMAIL_EMAIL_TEXT: &str = concat!(
    "<h2>Welcome to [Site_Name]</h2>",
    "<p>An account was made for [email]. Password: [password]</p>",
    "<p><a class='btn' href='[Site_URL]'>Sign in</a></p>",
);

const VERIFICATION_EMAIL_TEXT: &str = concat!(
    "<h2>Hello [name]</h2>",
    "<p>Please confirm that this address is yours.</p>",
    "<p><a class='btn' href='[Verification_Url]'>Confirm</a></p>",
);

const INVITATION_EMAIL_TEXT: &str = concat!(
    "<h2>You are invited to [Site_Name]</h2>",
    "<p>Somebody would like to talk to you there.</p>",
    "<p><a class='btn' href='[Site_URL]'>Join</a></p>",
);

const FORGOT_PASSWORD_EMAIL_TEXT: &str = concat!(
    "<h2>New password</h2>",
    "<p>Somebody asked for a new password for your account on [Site_Name]. If it was not you, ignore this mail.</p>",
    "<p><a class='btn' href='[Forgot_Password_Url]'>Choose a password</a></p>",
);

const EMAIL_CHANGED_EMAIL_TEXT: &str = concat!(
    "<h2>Hello [name]</h2>",
    "<p>The mail address of your account is now [email].</p>",
    "<p><a class='btn' href='[Site_URL]'>Sign in</a></p>",
);

const PASSWORD_CHANGED_EMAIL_TEXT: &str = concat!(
    "<h2>Hello [name]</h2>",
    "<p>An administrator changed your password. It is now: [password]</p>",
    "<p><a class='btn' href='[Site_URL]'>Sign in</a></p>",
);

table! {
    EMAIL_ROWS of "Email";

    [section("Style")]
    EMAIL_PLAIN_TEXT_ONLY: Boolean("email_plain_text_only", false);
    EMAIL_STYLE: Code("email_style", EMAIL_STYLE_TEXT)
        .multiline().code("css").named("email_style_label").explained("email_style_description")
        .when_is("email_plain_text_only", Literal::Bool(false));

    [section("Subject")]
    OFFLINE_DM_EMAIL: Code("Offline_DM_Email", "[[Site_Name]] Direct message from [User]")
        .multiline().code("text").explained("Offline_Email_Subject_Description");
    OFFLINE_MENTION_EMAIL: Code("Offline_Mention_Email", "[[Site_Name]] [User] mentioned you in #[Room]")
        .multiline().code("text").explained("Offline_Email_Subject_Description");
    OFFLINE_MENTION_ALL_EMAIL:
        Code("Offline_Mention_All_Email", "[[Site_Name]] [User] wrote to everybody in #[Room]").multiline()
        .code("text").explained("Offline_Email_Subject_Description");

    [section("Header_and_Footer")]
    EMAIL_HEADER:
        Code("Email_Header",
            "<!DOCTYPE html><html><body><div class='body' style='max-width: 640px; margin: 0 auto;'>")
        .multiline().code("text/html").named("Header");
    EMAIL_FOOTER: Code("Email_Footer", EMAIL_FOOTER_TEXT).multiline().code("text/html").named("Footer");
    EMAIL_FOOTER_DIRECT_REPLY:
        Code("Email_Footer_Direct_Reply", "<p class='advice'>You can answer this mail.</p>").multiline()
        .code("text/html").named("Footer_Direct_Reply");

    [section("Direct_Reply")]
    DIRECT_REPLY_ENABLE: Boolean("Direct_Reply_Enable", false);
    DIRECT_REPLY_DEBUG: Boolean("Direct_Reply_Debug", false);
    DIRECT_REPLY_PROTOCOL: Select("Direct_Reply_Protocol", "IMAP", &[("IMAP", "IMAP"), ("POP", "POP")])
        .named("Protocol");
    DIRECT_REPLY_HOST: Str("Direct_Reply_Host", "").named("Host");
    DIRECT_REPLY_PORT: Str("Direct_Reply_Port", "").named("Port");
    DIRECT_REPLY_IGNORE_TLS: Boolean("Direct_Reply_IgnoreTLS", false).named("IgnoreTLS");
    DIRECT_REPLY_FREQUENCY: Integer("Direct_Reply_Frequency", 5)
        .when_is("Direct_Reply_Protocol", Literal::Text("POP"));
    DIRECT_REPLY_DELETE: Boolean("Direct_Reply_Delete", true)
        .when_is("Direct_Reply_Protocol", Literal::Text("IMAP"));
    DIRECT_REPLY_SEPARATOR: Select("Direct_Reply_Separator", "+", &[
        ("!", "!"), ("#", "#"), ("$", "$"), ("%", "%"), ("&", "&"), ("'", "'"), ("*", "*"), ("+", "+"),
        ("-", "-"), ("/", "/"), ("=", "="), ("?", "?"), ("^", "^"), ("_", "_"), ("`", "`"), ("{", "{"),
        ("|", "|"), ("}", "}"), ("~", "~"),
    ]);
    DIRECT_REPLY_USERNAME: Str("Direct_Reply_Username", "")
        .secret().named("Username").placeholder("email@domain");
    DIRECT_REPLY_REPLY_TO: Str("Direct_Reply_ReplyTo", "").named("ReplyTo").placeholder("email@domain");
    DIRECT_REPLY_PASSWORD: Password("Direct_Reply_Password", "").secret().named("Password");

    [section("SMTP")]
    SMTP_PROTOCOL: Select("SMTP_Protocol", "smtp", &[("smtp", "smtp"), ("smtps", "smtps")]).named("Protocol");
    SMTP_HOST: Str("SMTP_Host", "").named("Host");
    SMTP_PORT: Str("SMTP_Port", "").named("Port");
    // Passwords and reset links go through this connection.
    SMTP_IGNORE_TLS: Boolean("SMTP_IgnoreTLS", false)
        .named("IgnoreTLS").when_is("SMTP_Protocol", Literal::Text("smtp")).upstream(Literal::Bool(true));
    SMTP_POOL: Boolean("SMTP_Pool", true).named("Pool");
    SMTP_USERNAME: Str("SMTP_Username", "").secret().typed_by_hand().named("Username");
    SMTP_PASSWORD: Password("SMTP_Password", "").secret().typed_by_hand().named("Password");
    FROM_EMAIL: Str("From_Email", "").placeholder("email@domain");
    SMTP_TEST_BUTTON: Action("SMTP_Test_Button", "sendSMTPTestEmail")
        .action_text("Send_a_test_mail_to_my_user")
        .when_query(r#"{"_id":"SMTP_Host","value":{"$exists":true,"$ne":""}}"#);

    [section("Registration")]
    ACCOUNTS_ENROLLMENT_EMAIL_SUBJECT: Str("Accounts_Enrollment_Email_Subject", "{Welcome_to}")
        .named("Subject");
    ACCOUNTS_ENROLLMENT_EMAIL: Code("Accounts_Enrollment_Email", ACCOUNTS_ENROLLMENT_EMAIL_TEXT)
        .multiline().code("text/html").named("Body");

    [section("Registration_via_Admin")]
    ACCOUNTS_USER_ADDED_EMAIL_SUBJECT: Str("Accounts_UserAddedEmail_Subject", "{Welcome_to}")
        .named("Subject");
    ACCOUNTS_USER_ADDED_EMAIL_EMAIL:
        Code("Accounts_UserAddedEmail_Email", ACCOUNTS_USER_ADDED_EMAIL_EMAIL_TEXT).multiline()
        .code("text/html").named("Body").explained("Accounts_UserAddedEmail_Description");

    [section("Verification")]
    VERIFICATION_EMAIL_SUBJECT: Str("Verification_Email_Subject", "{Verification_Email_Subject}")
        .named("Subject");
    VERIFICATION_EMAIL: Code("Verification_Email", VERIFICATION_EMAIL_TEXT)
        .multiline().code("text/html").named("Body").explained("Verification_Description");

    [section("Offline_Message")]
    OFFLINE_MESSAGE_USE_DEEP_LINK: Boolean("Offline_Message_Use_DeepLink", true);

    [section("Invitation")]
    INVITATION_SUBJECT: Str("Invitation_Subject", "{Invitation_Subject_Default}").named("Subject");
    INVITATION_EMAIL: Code("Invitation_Email", INVITATION_EMAIL_TEXT)
        .multiline().code("text/html").named("Body");

    [section("")]
    INVITATION_EMAIL_COUNT: Integer("Invitation_Email_Count", 0).hidden();

    [section("Forgot_password_section")]
    FORGOT_PASSWORD_EMAIL_SUBJECT: Str("Forgot_Password_Email_Subject", "{Forgot_Password_Email_Subject}")
        .named("Subject");
    FORGOT_PASSWORD_EMAIL: Code("Forgot_Password_Email", FORGOT_PASSWORD_EMAIL_TEXT)
        .multiline().code("text/html").named("Body").explained("Forgot_Password_Description");

    [section("Email_changed_section")]
    EMAIL_CHANGED_EMAIL_SUBJECT: Str("Email_Changed_Email_Subject", "{Email_Changed_Email_Subject}")
        .named("Subject");
    EMAIL_CHANGED_EMAIL: Code("Email_Changed_Email", EMAIL_CHANGED_EMAIL_TEXT)
        .multiline().code("text/html").named("Body").explained("Email_Changed_Description");

    [section("Password_changed_section")]
    PASSWORD_CHANGED_EMAIL_SUBJECT: Str("Password_Changed_Email_Subject", "{Password_Changed_Email_Subject}")
        .named("Subject");
    PASSWORD_CHANGED_EMAIL: Code("Password_Changed_Email", PASSWORD_CHANGED_EMAIL_TEXT)
        .multiline().code("text/html").named("Body").explained("Password_Changed_Description");

    [section("Privacy")]
    EMAIL_NOTIFICATION_SHOW_MESSAGE: Boolean("Email_notification_show_message", true).public();
    ADD_SENDER_TO_REPLY_TO: Boolean("Add_Sender_To_ReplyTo", false);
}
