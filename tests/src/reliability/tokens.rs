//! What AWS draws: ids and phone numbers, each with a name that two worlds agree on.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use serde_json::{Map, Value};

use super::likeness::lines;

/// Members by which a thing is known, the best first.
const NAMES: [&str; 3] = ["alias", "name", "resource_type"];
/// The tag of what AWS knows no name of ours for.
const KEY: &str = "trunkline:key";
/// What ids of roles begin with, and how many letters follow that are drawn.
const DRAWN: [(&str, usize); 2] = [("AWSServiceRoleForAmazonConnect_", 20), ("AROA", 17)];
/// The length of a UUID.
const UUID: usize = 36;
/// The length of ids that look like digests.
const DIGEST: usize = 64;

/// Names for what was drawn. What goes by no token keeps it: a reference to what is not there is
/// like no other.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    names: BTreeMap<String, String>,
}

/// What goes by a token, with the name of the table that it stands in.
type Owners<'v> = BTreeMap<&'v str, (&'v str, &'v Map<String, Value>)>;

// === impl Tokens ===

impl Tokens {
    /// The tokens of a world. What has no name of its own is named by what it holds.
    pub(super) fn of(world: &Value) -> Self {
        let mut owners = Owners::new();
        find(world, "", &mut owners);
        let name = |(token, (table, thing)): (&&str, &(&str, &Map<String, Value>))| {
            let name = name(thing).unwrap_or_default();
            ((*token).to_owned(), format!("<{table} {name}>"))
        };
        let names = owners.iter().map(name).collect();
        let mut tokens = Self { names };
        let nameless = owners
            .iter()
            .filter(|(_, (_, thing))| self::name(thing).is_none());
        let digests = nameless.map(|(token, (table, thing))| {
            (
                (*token).to_owned(),
                format!("<{table} {:x}>", tokens.digest(thing)),
            )
        });
        let digests: Vec<_> = digests.collect();
        tokens.names.extend(digests);
        tokens
    }

    /// `text` with names in the place of tokens.
    pub(super) fn named(&self, text: &str) -> String {
        let mut named = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let token = token(rest).filter(|token| self.names.contains_key(*token));
            let length = token.map_or_else(|| run(rest), str::len);
            match token {
                Some(token) => named.push_str(&self.names[token]),
                None => named.push_str(&rest[..length]),
            }
            rest = &rest[length..];
        }
        named
    }

    /// The same for a key of a map. What nothing goes by, as a number that was given back, has one
    /// name.
    pub(super) fn named_key(&self, key: &str) -> String {
        if is_token(key) && !self.knows(key) {
            return "<nobody>".to_owned();
        }
        self.named(key)
    }

    /// Whether something goes by `text`.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.names.contains_key(text)
    }

    fn digest(&self, thing: &Map<String, Value>) -> u64 {
        let mut hasher = DefaultHasher::new();
        lines(&Value::Object(thing.clone()), self).hash(&mut hasher);
        hasher.finish()
    }
}

/// Finds what goes by a token: by its member `id` or `name`, or as an entry of a map.
fn find<'v>(value: &'v Value, table: &'v str, owners: &mut Owners<'v>) {
    match value {
        Value::Object(members) => {
            for member in ["id", "name"] {
                let token = members.get(member).and_then(Value::as_str);
                if let Some(token) = token.filter(|token| is_token(token)) {
                    owners.entry(token).or_insert((table, members));
                }
            }
            for (key, value) in members {
                let is_entry = is_token(key);
                if let Some(thing) = value.as_object().filter(|_| is_entry) {
                    owners.entry(key).or_insert((table, thing));
                }
                find(value, if is_entry { table } else { key }, owners);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| find(item, table, owners)),
        _ => {}
    }
}

/// What people call a thing.
fn name(thing: &Map<String, Value>) -> Option<&str> {
    let text = |value: &'_ Value| value.as_str().is_some_and(|text| !is_token(text));
    let key = thing.get("tags").and_then(|tags| tags.get(KEY));
    let names = NAMES.iter().filter_map(|name| thing.get(*name));
    key.into_iter()
        .chain(names)
        .find(|name| text(name))?
        .as_str()
}

fn is_token(text: &str) -> bool {
    token(text).is_some_and(|token| token.len() == text.len())
}

/// The token that `text` begins with.
fn token(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let drawn = DRAWN.iter().find(|(prefix, _)| text.starts_with(prefix));
    if let Some((prefix, letters)) = drawn {
        return text.get(..prefix.len() + letters);
    }
    let hex = bytes.iter().take_while(|byte| byte.is_ascii_hexdigit());
    let length = match hex.count() {
        8 if is_uuid(bytes) => UUID,
        DIGEST => DIGEST,
        0 if bytes.first() == Some(&b'+') => {
            1 + bytes[1..].iter().take_while(|b| b.is_ascii_digit()).count()
        }
        _ => return None,
    };
    (length > 8).then(|| &text[..length])
}

fn is_uuid(bytes: &[u8]) -> bool {
    bytes.len() >= UUID
        && bytes[..UUID].iter().enumerate().all(|(at, byte)| {
            if matches!(at, 8 | 13 | 18 | 23) {
                *byte == b'-'
            } else {
                byte.is_ascii_hexdigit()
            }
        })
}

/// How far it is to where the next token may begin.
fn run(text: &str) -> usize {
    let is_part = |letter: char| letter.is_ascii_alphanumeric();
    let mut letters = text.char_indices();
    let first = letters.next().is_some_and(|(_, letter)| is_part(letter));
    let next = letters.find(|(_, letter)| !first || !is_part(*letter));
    next.map_or(text.len(), |(at, _)| at)
}
