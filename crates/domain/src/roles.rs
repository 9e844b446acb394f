//! Roles that every server has from the start.

/// Where a role is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleScope {
    /// By a user, everywhere.
    Users,
    /// By a member, in one room.
    Subscriptions,
}

impl RoleScope {
    /// The word that clients know.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Users => "Users",
            Self::Subscriptions => "Subscriptions",
        }
    }
}

/// A role that cannot be deleted.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInRole {
    /// Id and, at first, name.
    pub id: &'static str,
    /// Shown name; administrators may change it.
    pub name: &'static str,
    /// Where it is held.
    pub scope: RoleScope,
    /// Shown next to the name; clients hide the badge of a role without one.
    pub description: &'static str,
    /// Must its holders set up a second factor?
    pub mandatory_two_factor: bool,
}

const fn role(id: &'static str, scope: RoleScope, description: &'static str) -> BuiltInRole {
    BuiltInRole { id, name: id, scope, description, mandatory_two_factor: false }
}

/// The roles of a new server, in upstream's order. All are protected.
pub const BUILT_IN: &[BuiltInRole] = &[
    role("admin", RoleScope::Users, "Admin"),
    role("moderator", RoleScope::Subscriptions, "Moderator"),
    role("leader", RoleScope::Subscriptions, "Leader"),
    role("owner", RoleScope::Subscriptions, "Owner"),
    role("user", RoleScope::Users, ""),
    role("bot", RoleScope::Users, ""),
    role("app", RoleScope::Users, ""),
    role("guest", RoleScope::Users, ""),
    role("anonymous", RoleScope::Users, ""),
    role("livechat-agent", RoleScope::Users, "Livechat Agent"),
    role("livechat-manager", RoleScope::Users, "Livechat Manager"),
];

/// The built-in role with this id.
pub fn find(id: &str) -> Option<&'static BuiltInRole> {
    BUILT_IN.iter().find(|role| role.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_room_roles_are_held_in_rooms() {
        let in_rooms: Vec<_> =
            BUILT_IN.iter().filter(|r| r.scope == RoleScope::Subscriptions).map(|r| r.id).collect();
        assert_eq!(in_rooms, ["moderator", "leader", "owner"]);
    }

    #[test]
    fn ids_are_unique() {
        for role in BUILT_IN {
            assert_eq!(BUILT_IN.iter().filter(|r| r.id == role.id).count(), 1, "{}", role.id);
        }
    }
}

/// Why something about a role or permission was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleRefusal {
    /// No such role.
    NotFound,
    /// The user has it already.
    AlreadyInRole,
    /// The user does not have it.
    NotInRole,
    /// Somebody has it still.
    InUse,
    /// Built-in roles stay.
    Protected,
    /// The last administrator must stay.
    LastAdmin,
    /// No such permission.
    UnknownPermission,
    /// A permission cannot be given to a role that does not exist.
    UnknownRole,
    /// Another role has the name.
    NameTaken,
    /// Neither everywhere nor in a room.
    ScopeInvalid,
}
