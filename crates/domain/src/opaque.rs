//! Data that clients own and the server only carries.

use serde::{Deserialize, Serialize};

/// A document kept as the text it arrived in. The server never looks inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Opaque(pub String);
