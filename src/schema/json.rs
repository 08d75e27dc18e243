//! JSON, its keys in the order in which they were put there.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::yaml::{Node, Value};

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Map(Map),
}

/// An object of JSON.
pub(super) type Map = Vec<(String, Json)>;

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Json {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Map> for Json {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl Json {
    /// Returns a list of texts.
    pub(super) fn texts(texts: &[&str]) -> Self {
        Self::List(texts.iter().map(|it| Self::from(*it)).collect())
    }

    /// Returns what a tree of YAML says.
    pub(super) fn of(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Bool(it) => Self::Bool(*it),
            Value::Number(spelt) => spelt
                .parse::<f64>()
                .map_or(Self::from(spelt.as_str()), Self::from),
            Value::Str(text) => Self::from(text.as_str()),
            Value::Seq(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Map(entries) => Self::Map(
                entries
                    .iter()
                    .map(|(key, node)| (key.name.clone(), Self::of(node)))
                    .collect(),
            ),
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(it) => serializer.serialize_bool(*it),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a whole number this small is one"
            )]
            Self::Number(it) if it.fract() == 0.0 && it.abs() < 1e9 => {
                serializer.serialize_i64(*it as i64)
            }
            Self::Number(it) => serializer.serialize_f64(*it),
            Self::Text(it) => serializer.serialize_str(it),
            Self::List(it) => serializer.collect_seq(it),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}
