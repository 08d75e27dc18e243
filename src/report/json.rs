//! Values as JSON on one line, and back.

use serde::{Serialize, de::DeserializeOwned};

/// Returns a value as JSON without line ends; nothing where it can't be, which would be a bug.
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok()
}

/// Returns a value as indented JSON with a line end; nothing where it can't be, which would be a bug.
pub fn to_json_indented<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    serde_json::to_string_pretty(value).ok().map(|it| it + "\n")
}

/// Returns the value that JSON holds, unless it is none.
pub fn from_json<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    serde_json::from_slice(json).ok()
}
