//! Stand-in.
#![expect(missing_docs, reason = "replaced")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    ViewCRoom,
    ViewPRoom,
    ViewDRoom,
    ViewJoinedRoom,
    PostReadonly,
}
#[derive(Clone, Debug, Default)]
pub struct PermissionSet(u64);
impl PermissionSet {
    pub fn contains(&self, p: Permission) -> bool {
        self.0 & (1 << p as u64) != 0
    }
}
