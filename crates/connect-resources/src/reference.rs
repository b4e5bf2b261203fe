//! How one thing names another.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Acting, Index, KindId, ThingKey, Trouble};

const BY_NAME: &str = "ref://";
const BY_ID: &str = "id://";

/// The name of a thing where another refers to it.
///
/// Declared members say `ref://<kind>/<name>`. What AWS answers has ids; a kind writes them as
/// `id://<kind>/<id>`, and once all kinds are observed the engine puts names in their place. An id
/// that stays belongs to nothing that has a name (the queue of an agent, a thing just deleted).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

// === impl Reference ===

impl Reference {
    /// A reference by name. A name is taken as it is: only the first `/` divides.
    pub fn named(kind: KindId, name: &str) -> Self {
        Self(format!("{BY_NAME}{kind}/{name}"))
    }

    /// A reference by id.
    pub fn id(kind: KindId, id: &str) -> Self {
        Self(format!("{BY_ID}{kind}/{id}"))
    }

    /// Reads a text that is a reference by name.
    pub fn read_named(text: &str) -> Option<ThingKey> {
        let (kind, name) = text.strip_prefix(BY_NAME)?.split_once('/')?;
        Some(ThingKey::new(KindId::parse(kind)?, name))
    }

    /// Reads a text that is a reference by id: the kind and the id.
    pub fn read_id(text: &str) -> Option<(KindId, &str)> {
        let (kind, id) = text.strip_prefix(BY_ID)?.split_once('/')?;
        Some((KindId::parse(kind)?, id))
    }

    /// What it names, if it is by name.
    pub fn key(&self) -> Option<ThingKey> {
        Self::read_named(&self.0)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&ThingKey> for Reference {
    fn from(key: &ThingKey) -> Self {
        Self::named(key.kind, &key.name)
    }
}

/// The ARN that a text refers to; any other text is one itself.
pub(crate) async fn ref_or_text(cx: &Acting<'_>, text: &str) -> Result<String, Trouble> {
    match Reference::read_named(text) {
        Some(key) => Ok(cx.resolve(&Reference::from(&key)).await?.arn),
        None => Ok(text.to_owned()),
    }
}

/// Puts the name in the place of an id that is known, and the id itself in that of any other.
pub(crate) fn text_for_unknown(value: &mut Value, kind: KindId, index: &Index) {
    if let Value::String(text) = value
        && let Some((of, id)) = Reference::read_id(text)
        && of == kind
    {
        *text = match index.name_of(kind, id) {
            Some(name) => Reference::named(kind, name).to_string(),
            None => id.to_owned(),
        };
    }
}
