//! Who may know exactly what runs.

use crate::operation::{Operation, Reads};
use crate::{Failure, Holds, World};
use rustle_domain::access::Actor;
use rustle_store::ReadTx;

crate::any_of! {
    /// May see statistics.
    ViewStatistics = [ViewStatistics];
}

/// Succeeds for who may know the exact version.
#[derive(Debug)]
pub struct About;

impl Operation for About {
    const NAME: &'static str = "server.about";
    type Access = Holds<ViewStatistics>;
    type Mode = Reads;
    type Output = ();

    fn subject(&self) {}

    async fn run(self, _: Actor, _: &mut ReadTx, _: &World) -> Result<(), Failure> {
        Ok(())
    }
}
