//! Values as JSON, and back; the only module that names the JSON crate.

use serde::{Serialize, Serializer, de::DeserializeOwned, ser::SerializeMap as _};

/// Why a value can't be JSON: it has a number that is none, which would be a bug.
pub type JsonError = serde_json::Error;

/// Returns a value as indented JSON, with a line end.
///
/// # Errors
/// A number is not one.
pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, JsonError> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// Returns a value as JSON without line ends; nothing where it can't be, which would be a bug.
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok()
}

/// Returns the value that JSON holds, unless it is none.
pub fn from_json<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    // The whole is held to be text at once, not each string by itself.
    serde_json::from_str(str::from_utf8(json).ok()?).ok()
}

/// A value of JSON whose objects keep their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    /// What is not there: no object has it.
    Nothing,
    Text(String),
    True,
    Number(usize),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// Returns an object of the fields that hold something.
    pub(super) fn object(fields: impl IntoIterator<Item = (&'static str, Self)>) -> Self {
        let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
        Self::Object(fields.collect())
    }

    pub(super) fn list(values: impl IntoIterator<Item = Self>) -> Self {
        Self::List(values.into_iter().collect())
    }

    pub(super) fn flag(is_set: bool) -> Self {
        if is_set { Self::True } else { Self::Nothing }
    }

    /// Returns whether a reader loses nothing without it.
    fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::List(values) => values.is_empty(),
            Self::Object(fields) => fields.is_empty(),
            Self::Text(_) | Self::True | Self::Number(_) => false,
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::True => serializer.serialize_bool(true),
            Self::Number(number) => number.serialize(serializer),
            Self::List(values) => serializer.collect_seq(values),
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}
