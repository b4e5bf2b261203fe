//! Bodies that are one member as it is: bytes or text, and neither JSON nor XML.

use bytes::Bytes;
use serde_json::Value;

use crate::{
    blob,
    model::{Kind, Model, ShapeId},
};

/// Whether a body of the shape is its raw value.
pub(super) fn is_raw(model: &Model, shape: ShapeId) -> bool {
    let kind = &model.shape(shape).kind;
    matches!(kind, Kind::Blob { .. } | Kind::Text { .. })
}

/// The raw `body` as a member of a message.
pub(super) fn incoming(model: &Model, shape: ShapeId, body: &[u8]) -> Value {
    Value::String(match &model.shape(shape).kind {
        Kind::Blob { .. } => blob::encoded(body),
        _ => String::from_utf8_lossy(body).into_owned(),
    })
}

/// The body that the member `value` is.
pub(super) fn outgoing(model: &Model, shape: ShapeId, value: Option<Value>) -> Bytes {
    let Some(Value::String(text)) = value else {
        return Bytes::new();
    };
    match &model.shape(shape).kind {
        Kind::Blob { .. } => blob::decoded(&text).unwrap_or_default().into(),
        _ => text.into(),
    }
}
