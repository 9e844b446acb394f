//! Parts of entities that are kept as one text at rest.

use crate::StoreError;
use serde::{Serialize, de::DeserializeOwned};

/// To the text kept in a column.
pub(crate) fn encode<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Invalid(e.to_string()))
}

/// Back from it; `place` names table and column in the error.
pub(crate) fn decode<T: DeserializeOwned>(text: &str, place: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::corrupt(place, &e.to_string()))
}
