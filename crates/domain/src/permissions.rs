//! What people may do: Rocket.Chat's named permissions and who has them at first.
//!
//! Ids and default roles are those of a 6.14 community server, in its order. Administrators change the roles
//! of a permission at run time; the table here is what a new server starts with.

use std::fmt;
use std::str::FromStr;

/// No permission has this id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownPermission;

macro_rules! permissions {
    ($($name:ident = $id:literal [$($role:literal),*];)*) => {
        /// One named right.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Permission {
            $(#[doc = concat!("`", $id, "`")] $name,)*
        }

        impl Permission {
            /// Every permission, in upstream's order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The id that clients and the database know.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// Ids of the roles that have it on a new server.
            pub const fn default_roles(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => &[$($role),*],)*
                }
            }
        }

        impl FromStr for Permission {
            type Err = UnknownPermission;

            fn from_str(id: &str) -> Result<Self, UnknownPermission> {
                match id {
                    $($id => Ok(Self::$name),)*
                    _ => Err(UnknownPermission),
                }
            }
        }
    };
}

permissions! {
    AccessPermissions = "access-permissions" ["admin"];
    AccessMarketplace = "access-marketplace" ["admin", "user"];
    AccessSettingPermissions = "access-setting-permissions" ["admin"];
    AddOauthService = "add-oauth-service" ["admin"];
    AddUserToJoinedRoom = "add-user-to-joined-room" ["admin", "owner", "moderator"];
    AddUserToAnyCRoom = "add-user-to-any-c-room" ["admin"];
    AddUserToAnyPRoom = "add-user-to-any-p-room" [];
    KickUserFromAnyCRoom = "kick-user-from-any-c-room" ["admin"];
    KickUserFromAnyPRoom = "kick-user-from-any-p-room" [];
    ApiBypassRateLimit = "api-bypass-rate-limit" ["admin", "bot", "app"];
    ArchiveRoom = "archive-room" ["admin", "owner"];
    AssignAdminRole = "assign-admin-role" ["admin"];
    AssignRoles = "assign-roles" ["admin"];
    BanUser = "ban-user" ["admin", "owner", "moderator"];
    BulkRegisterUser = "bulk-register-user" ["admin"];
    ChangeLivechatRoomVisitor = "change-livechat-room-visitor" ["admin", "livechat-manager", "livechat-agent"];
    CreateC = "create-c" ["admin", "user", "bot", "app"];
    CreateD = "create-d" ["admin", "user", "bot", "app"];
    CreateP = "create-p" ["admin", "user", "bot", "app"];
    CreatePersonalAccessTokens = "create-personal-access-tokens" ["admin", "user"];
    CreateUser = "create-user" ["admin"];
    CleanChannelHistory = "clean-channel-history" ["admin"];
    DeleteC = "delete-c" ["admin", "owner"];
    DeleteD = "delete-d" ["admin"];
    DeleteMessage = "delete-message" ["admin", "owner", "moderator"];
    DeleteOwnMessage = "delete-own-message" ["admin", "user"];
    DeleteP = "delete-p" ["admin", "owner"];
    DeleteUser = "delete-user" ["admin"];
    EditMessage = "edit-message" ["admin", "owner", "moderator"];
    EditOtherUserActiveStatus = "edit-other-user-active-status" ["admin"];
    EditOtherUserInfo = "edit-other-user-info" ["admin"];
    EditOtherUserPassword = "edit-other-user-password" ["admin"];
    EditOtherUserAvatar = "edit-other-user-avatar" ["admin"];
    EditOtherUserE2ee = "edit-other-user-e2ee" ["admin"];
    EditOtherUserTotp = "edit-other-user-totp" ["admin"];
    EditPrivilegedSetting = "edit-privileged-setting" ["admin"];
    EditRoom = "edit-room" ["admin", "owner", "moderator"];
    EditRoomAvatar = "edit-room-avatar" ["admin", "owner", "moderator"];
    EditRoomRetentionPolicy = "edit-room-retention-policy" ["admin"];
    ForceDeleteMessage = "force-delete-message" ["admin", "owner"];
    JoinWithoutJoinCode = "join-without-join-code" ["admin", "bot", "app"];
    LeaveC = "leave-c" ["admin", "user", "bot", "anonymous", "app"];
    LeaveP = "leave-p" ["admin", "user", "bot", "anonymous", "app"];
    LogoutOtherUser = "logout-other-user" ["admin"];
    ManageAssets = "manage-assets" ["admin"];
    ManageEmailInbox = "manage-email-inbox" ["admin"];
    ManageEmoji = "manage-emoji" ["admin"];
    ManageUserStatus = "manage-user-status" ["admin"];
    ManageOutgoingIntegrations = "manage-outgoing-integrations" ["admin"];
    ManageIncomingIntegrations = "manage-incoming-integrations" ["admin"];
    ManageOwnOutgoingIntegrations = "manage-own-outgoing-integrations" ["admin"];
    ManageOwnIncomingIntegrations = "manage-own-incoming-integrations" ["admin"];
    ManageOauthApps = "manage-oauth-apps" ["admin"];
    ManageSelectedSettings = "manage-selected-settings" ["admin"];
    MentionAll = "mention-all" ["admin", "owner", "moderator", "user"];
    MentionHere = "mention-here" ["admin", "owner", "moderator", "user"];
    MuteUser = "mute-user" ["admin", "owner", "moderator"];
    RemoveUser = "remove-user" ["admin", "owner", "moderator"];
    RunImport = "run-import" ["admin"];
    RunMigration = "run-migration" ["admin"];
    SetModerator = "set-moderator" ["admin", "owner"];
    SetOwner = "set-owner" ["admin", "owner"];
    SendManyMessages = "send-many-messages" ["admin", "bot", "app"];
    SetLeader = "set-leader" ["admin", "owner"];
    UnarchiveRoom = "unarchive-room" ["admin"];
    ViewCRoom = "view-c-room" ["admin", "user", "bot", "app", "anonymous"];
    UserGenerateAccessToken = "user-generate-access-token" ["admin"];
    ViewDRoom = "view-d-room" ["admin", "user", "bot", "app", "guest"];
    ViewDeviceManagement = "view-device-management" ["admin"];
    ViewEngagementDashboard = "view-engagement-dashboard" ["admin"];
    ViewFullOtherUserInfo = "view-full-other-user-info" ["admin"];
    ViewHistory = "view-history" ["admin", "user", "anonymous"];
    ViewJoinedRoom = "view-joined-room" ["guest", "bot", "app", "anonymous"];
    ViewJoinCode = "view-join-code" ["admin"];
    ViewLogs = "view-logs" ["admin"];
    ViewOtherUserChannels = "view-other-user-channels" ["admin"];
    ViewPRoom = "view-p-room" ["admin", "user", "anonymous", "guest"];
    ViewPrivilegedSetting = "view-privileged-setting" ["admin"];
    ViewRoomAdministration = "view-room-administration" ["admin"];
    ViewStatistics = "view-statistics" ["admin"];
    ViewUserAdministration = "view-user-administration" ["admin"];
    PreviewCRoom = "preview-c-room" ["admin", "user", "anonymous"];
    ViewOutsideRoom = "view-outside-room" ["admin", "owner", "moderator", "user"];
    ViewBroadcastMemberList = "view-broadcast-member-list" ["admin", "owner", "moderator"];
    CallManagement = "call-management" ["admin", "owner", "moderator", "user"];
    CreateInviteLinks = "create-invite-links" ["admin", "owner", "moderator"];
    ViewLRoom = "view-l-room" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    CreateLivechatContact = "create-livechat-contact" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    UpdateLivechatContact = "update-livechat-contact" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    ViewLivechatContact = "view-livechat-contact" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    ViewLivechatContactHistory = "view-livechat-contact-history" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    ViewLivechatManager = "view-livechat-manager" ["livechat-manager", "livechat-monitor", "admin"];
    ViewOmnichannelContactCenter = "view-omnichannel-contact-center" ["livechat-manager", "livechat-agent", "livechat-monitor", "admin"];
    EditOmnichannelContact = "edit-omnichannel-contact" ["livechat-manager", "livechat-agent", "admin"];
    ViewLivechatRooms = "view-livechat-rooms" ["livechat-manager", "livechat-monitor", "admin"];
    CloseLivechatRoom = "close-livechat-room" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    CloseOthersLivechatRoom = "close-others-livechat-room" ["livechat-manager", "livechat-monitor", "admin"];
    OnHoldLivechatRoom = "on-hold-livechat-room" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    OnHoldOthersLivechatRoom = "on-hold-others-livechat-room" ["livechat-manager", "livechat-monitor", "admin"];
    SaveOthersLivechatRoomInfo = "save-others-livechat-room-info" ["livechat-manager", "livechat-monitor", "admin"];
    RemoveClosedLivechatRooms = "remove-closed-livechat-rooms" ["livechat-manager", "livechat-monitor", "admin"];
    ViewLivechatAnalytics = "view-livechat-analytics" ["livechat-manager", "livechat-monitor", "admin"];
    ViewLivechatQueue = "view-livechat-queue" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    TransferLivechatGuest = "transfer-livechat-guest" ["livechat-manager", "livechat-monitor", "admin"];
    ManageLivechatManagers = "manage-livechat-managers" ["livechat-manager", "admin"];
    ManageLivechatAgents = "manage-livechat-agents" ["livechat-manager", "livechat-monitor", "admin"];
    ManageLivechatDepartments = "manage-livechat-departments" ["livechat-manager", "livechat-monitor", "admin"];
    ViewLivechatDepartments = "view-livechat-departments" ["livechat-manager", "livechat-monitor", "admin"];
    AddLivechatDepartmentAgents = "add-livechat-department-agents" ["livechat-manager", "livechat-monitor", "admin"];
    ViewLivechatCurrentChats = "view-livechat-current-chats" ["livechat-manager", "livechat-monitor", "admin"];
    ViewLivechatRealTimeMonitoring = "view-livechat-real-time-monitoring" ["livechat-manager", "livechat-monitor", "admin"];
    ViewLivechatTriggers = "view-livechat-triggers" ["livechat-manager", "admin"];
    ViewLivechatCustomfields = "view-livechat-customfields" ["livechat-manager", "admin"];
    ViewLivechatInstallation = "view-livechat-installation" ["livechat-manager", "admin"];
    ViewLivechatAppearance = "view-livechat-appearance" ["livechat-manager", "admin"];
    ViewLivechatWebhooks = "view-livechat-webhooks" ["livechat-manager", "admin"];
    ViewLivechatBusinessHours = "view-livechat-business-hours" ["livechat-manager", "livechat-monitor", "admin"];
    ViewLivechatRoomClosedSameDepartment = "view-livechat-room-closed-same-department" ["livechat-manager", "livechat-monitor", "admin"];
    ViewLivechatRoomClosedByAnotherAgent = "view-livechat-room-closed-by-another-agent" ["livechat-manager", "livechat-monitor", "admin"];
    ViewLivechatRoomCustomfields = "view-livechat-room-customfields" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    EditLivechatRoomCustomfields = "edit-livechat-room-customfields" ["livechat-manager", "livechat-monitor", "livechat-agent", "admin"];
    SendOmnichannelChatTranscript = "send-omnichannel-chat-transcript" ["livechat-manager", "admin"];
    MailMessages = "mail-messages" ["admin"];
    ToggleRoomE2eEncryption = "toggle-room-e2e-encryption" ["owner", "admin"];
    MessageImpersonate = "message-impersonate" ["bot", "app"];
    CreateTeam = "create-team" ["admin", "user"];
    DeleteTeam = "delete-team" ["admin", "owner"];
    ConvertTeam = "convert-team" ["admin", "owner"];
    EditTeam = "edit-team" ["admin", "owner"];
    AddTeamMember = "add-team-member" ["admin", "owner", "moderator"];
    EditTeamMember = "edit-team-member" ["admin", "owner", "moderator"];
    AddTeamChannel = "add-team-channel" ["admin", "owner", "moderator"];
    EditTeamChannel = "edit-team-channel" ["admin", "owner", "moderator"];
    RemoveTeamChannel = "remove-team-channel" ["admin", "owner", "moderator"];
    ViewAllTeamChannels = "view-all-team-channels" ["admin", "owner"];
    ViewAllTeams = "view-all-teams" ["admin"];
    RemoveClosedLivechatRoom = "remove-closed-livechat-room" ["livechat-manager", "admin"];
    RemoveLivechatDepartment = "remove-livechat-department" ["livechat-manager", "admin"];
    ManageVoipCallSettings = "manage-voip-call-settings" ["livechat-manager", "admin"];
    ManageVoipContactCenterSettings = "manage-voip-contact-center-settings" ["livechat-manager", "admin"];
    ManageAgentExtensionAssociation = "manage-agent-extension-association" ["admin"];
    ViewAgentExtensionAssociation = "view-agent-extension-association" ["livechat-manager", "admin", "livechat-agent"];
    InboundVoipCalls = "inbound-voip-calls" ["livechat-agent"];
    ManageVoipExtensions = "manage-voip-extensions" ["admin"];
    ViewUserVoipExtension = "view-user-voip-extension" ["admin", "user"];
    ViewVoipExtensionDetails = "view-voip-extension-details" ["admin", "user"];
    ManageApps = "manage-apps" ["admin"];
    PostReadonly = "post-readonly" ["admin", "owner", "moderator"];
    SetReadonly = "set-readonly" ["admin", "owner"];
    SetReactWhenReadonly = "set-react-when-readonly" ["admin", "owner"];
    ManageCloud = "manage-cloud" ["admin"];
    ManageSounds = "manage-sounds" ["admin"];
    AccessMailer = "access-mailer" ["admin"];
    PinMessage = "pin-message" ["owner", "moderator", "admin"];
    MobileUploadFile = "mobile-upload-file" ["user", "admin"];
    SendMail = "send-mail" ["admin"];
    ViewFederationData = "view-federation-data" ["admin"];
    AddAllToRoom = "add-all-to-room" ["admin"];
    GetServerInfo = "get-server-info" ["admin"];
    RegisterOnCloud = "register-on-cloud" ["admin"];
    TestAdminOptions = "test-admin-options" ["admin"];
    TestPushNotifications = "test-push-notifications" ["admin", "user"];
    SyncAuthServicesUsers = "sync-auth-services-users" ["admin"];
    RestartServer = "restart-server" ["admin"];
    RemoveSlackbridgeLinks = "remove-slackbridge-links" ["admin"];
    ViewImportOperations = "view-import-operations" ["admin"];
    ClearOembedCache = "clear-oembed-cache" ["admin"];
    VideoconfRingUsers = "videoconf-ring-users" ["admin", "owner", "moderator", "user"];
    ViewModerationConsole = "view-moderation-console" ["admin"];
    ManageModerationActions = "manage-moderation-actions" ["admin"];
    BypassTimeLimitEditAndDelete = "bypass-time-limit-edit-and-delete" ["bot", "app"];
    // Registered next to the features they belong to, not in the list above.
    StartDiscussion = "start-discussion" ["admin", "user", "guest", "app"];
    StartDiscussionOtherUser = "start-discussion-other-user" ["admin", "user", "owner", "app"];
    AutoTranslate = "auto-translate" ["admin"];
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

const WORDS: usize = Permission::ALL.len().div_ceil(64);

/// A set of permissions, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PermissionSet([u64; WORDS]);

impl PermissionSet {
    /// Adds one.
    pub const fn insert(&mut self, permission: Permission) {
        self.0[permission as usize / 64] |= 1 << (permission as usize % 64);
    }

    /// Is it in?
    pub const fn contains(&self, permission: Permission) -> bool {
        self.0[permission as usize / 64] & (1 << (permission as usize % 64)) != 0
    }

    /// Adds everything the other has.
    pub fn union(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
    }

    /// Those that are in, in upstream's order.
    pub fn iter(&self) -> impl Iterator<Item = Permission> + use<> {
        let set = *self;
        Permission::ALL.iter().copied().filter(move |p| set.contains(*p))
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let mut set = Self::default();
        for permission in permissions {
            set.insert(permission);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roles;
    use std::collections::HashSet;

    #[test]
    fn the_table_has_every_upstream_permission_once() {
        // 172 rows of upstream's list, of which one (`remove-livechat-department`) stands there twice, and
        // three that features register themselves.
        assert_eq!(Permission::ALL.len(), 174);
        let ids: HashSet<&str> = Permission::ALL.iter().map(|p| p.as_str()).collect();
        assert_eq!(ids.len(), Permission::ALL.len());
    }

    #[test]
    fn every_id_leads_back_to_its_permission() {
        for permission in Permission::ALL {
            assert_eq!(permission.as_str().parse(), Ok(*permission));
        }
        assert_eq!("create-C".parse::<Permission>(), Err(UnknownPermission));
        assert_eq!("".parse::<Permission>(), Err(UnknownPermission));
    }

    #[test]
    fn default_roles_are_known_roles() {
        // Upstream grants to this role too, though only its paid edition creates it.
        let unlisted = "livechat-monitor";
        for permission in Permission::ALL {
            for role in permission.default_roles() {
                assert!(*role == unlisted || roles::find(role).is_some(), "{permission}: {role}");
            }
        }
    }

    #[test]
    fn a_set_holds_exactly_what_was_put_in() {
        for one in Permission::ALL {
            let mut set = PermissionSet::default();
            set.insert(*one);
            assert_eq!(set.iter().collect::<Vec<_>>(), [*one]);
        }
    }

    #[test]
    fn a_union_has_what_either_has() {
        let (even, odd): (Vec<_>, Vec<_>) =
            Permission::ALL.iter().partition(|p| (**p as u16).is_multiple_of(2));
        let mut all: PermissionSet = even.iter().copied().collect();
        let odd: PermissionSet = odd.iter().copied().collect();
        assert!(!all.contains(Permission::AccessMarketplace));
        all.union(&odd);
        assert_eq!(all.iter().count(), Permission::ALL.len());
    }
}
