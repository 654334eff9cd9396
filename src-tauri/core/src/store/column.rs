//! How values of the vocabulary stand in the columns of a table.
//!
//! A word, a uid, a year and a day stand there as in JSON, so that the data
//! file and the exchange file say the same.

use chrono::DateTime;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use serde::de::value::{Error as Misfit, I64Deserializer, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::Moment;

/// A value whose JSON is one word or one whole number.
pub(super) struct Word<T>(pub(super) T);

/// A value that stands as a JSON text.
pub(super) struct Json<T>(pub(super) T);

/// An instant, as milliseconds since 1970 UTC.
pub(super) struct Instant(pub(super) Moment);

impl<T: for<'de> Deserialize<'de>> FromSql for Word<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let read: Result<T, Misfit> = match value {
            ValueRef::Text(_) => {
                let word: StrDeserializer<'_, Misfit> = value.as_str()?.into_deserializer();
                T::deserialize(word)
            }
            ValueRef::Integer(number) => {
                let number: I64Deserializer<Misfit> = number.into_deserializer();
                T::deserialize(number)
            }
            ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => {
                return Err(FromSqlError::InvalidType);
            }
        };
        read.map(Self).map_err(FromSqlError::other)
    }
}

impl<T: Serialize> ToSql for Word<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match serde_json::to_value(&self.0) {
            Ok(Value::String(word)) => Ok(word.into()),
            Ok(Value::Number(number)) if number.is_i64() => {
                Ok(number.as_i64().expect("it was just asked").into())
            }
            Ok(other) => Err(rusqlite::Error::ToSqlConversionFailure(
                format!("{other} is neither a word nor a whole number").into(),
            )),
            Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(error.into())),
        }
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map(Self).map_err(FromSqlError::other)
    }
}

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0)
            .map(Into::into)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let millis = value.as_i64()?;
        DateTime::from_timestamp_millis(millis).map(Self).ok_or(FromSqlError::OutOfRange(millis))
    }
}

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.timestamp_millis().into())
    }
}
