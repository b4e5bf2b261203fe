//! What every entry of a section has, whatever its kind.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::{
    Key, Name, Place, Tags,
    decode::{
        Decode, Definitions, Fields, Limit, MemberSchema, Pattern, Reader, Record, object,
        wrong_type,
    },
    spec::Kind,
    tree::{Map, Mark, Member, Node, Path, Value},
    words::quote,
};

/// One declared thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry<T> {
    /// What AWS calls it: the name, the username, or for a phone number the key of the map.
    pub name: Name,
    /// The key in the map of the spec, for kinds that stand in a map.
    pub key: Option<Key>,
    /// The name it had before: to be renamed, not created.
    pub was: Option<Name>,
    /// Where it stands. Not serialised: two specs that say the same are the same.
    #[serde(skip)]
    pub place: Place,
    /// Its tags: those of the whole centre, overlaid by its own.
    pub tags: Tags,
    /// Names of the fields that no plan may touch, from the entry and from the top of the spec.
    pub ignore: BTreeSet<String>,
    /// The rest, by kind.
    pub spec: T,
}

/// How an entry gets its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// A list; this member is the name.
    Member(&'static str),
    /// A map; the key is the name.
    Key,
    /// A map; the member `name` is the name, else the key.
    KeyOrName,
    /// A list; the spec itself says what the entry is called.
    Label,
}

/// A kind of entry.
pub(crate) trait Declared: Sized {
    const KIND: Kind;
    const NAMING: Naming;
    /// The member that a bare text in place of the entry's map stands for.
    const SHORTHAND: Option<&'static str> = None;
    /// Whether AWS puts tags on it.
    const IS_TAGGED: bool = true;

    /// Its members as they stand in a file.
    type Members: Record;

    /// Makes the checked spec of its members.
    fn settle(members: Self::Members, seen: &mut Seen<'_, '_>) -> Option<Self>;

    /// What a spec with [`Naming::Label`] is called.
    fn label(&self) -> Option<Name> {
        None
    }
}

/// Where the members of an entry were read, for what is found when they are put together.
pub(crate) struct Seen<'r, 'f> {
    pub(crate) name: Option<Name>,
    pub(crate) node: &'r Node,
    pub(crate) at: &'r Path<'r>,
    pub(crate) reader: &'r mut Reader<'f>,
}

/// The names of the members that an entry can have, but for those that every kind has.
pub(crate) fn member_names<T: Declared>() -> Vec<&'static str> {
    T::Members::member_names()
}

// === impl Entry ===

impl<T> Entry<T> {
    /// What it can be referred to by: its name, and its key where it has one.
    pub(crate) fn names(&self) -> Vec<&str> {
        let key = self.key.as_ref().map(Key::as_str);
        key.into_iter().chain([self.name.as_str()]).collect()
    }
}

// === impl Seen ===

impl Seen<'_, '_> {
    /// Makes a finding at a member, or at the entry where the member is not there.
    pub(crate) fn find(
        &mut self,
        rule: &'static str,
        member: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        match self.node.get(member) {
            Some(node) => self
                .reader
                .find(rule, node, &self.at.member(member), message, remedy),
            None => self.reader.find(rule, self.node, self.at, message, remedy),
        }
    }

    /// Gives a member on, or finds that it is missing.
    pub(crate) fn require<V>(&mut self, member: &str, value: Option<V>, remedy: &str) -> Option<V> {
        if value.is_none() && !self.has(member) {
            let message = format!("the member {} is missing", quote(member));
            self.reader
                .find("missing-member", self.node, self.at, message, remedy);
        }
        value
    }

    /// Finds members that do not go together with what else stands there.
    pub(crate) fn forbid(&mut self, members: &[&str], beside: &str) {
        for member in members {
            if self.has(member) {
                let message = format!("{} does not go together with {beside}", quote(member));
                self.find(
                    "conflicting-members",
                    member,
                    message,
                    "leave one of the two out",
                );
            }
        }
    }

    /// Whether a member stands there, be it broken.
    pub(crate) fn has(&self, member: &str) -> bool {
        self.node.get(member).is_some_and(|node| !node.is_absent())
    }
}

fn read<T: Declared>(
    key: Option<Key>,
    node: &Node,
    at: &Path<'_>,
    reader: &mut Reader<'_>,
) -> Option<Entry<T>> {
    let mut fields = Fields::of(node, at, reader)?;
    let name = match T::NAMING {
        Naming::Member(member) => fields.take::<Name>(member, &[], &[]),
        Naming::Key => key.clone().map(Name::from),
        Naming::KeyOrName => {
            let name = fields.take::<Option<Name>>("name", &[], &[]).flatten();
            name.or_else(|| key.clone().map(Name::from))
        }
        Naming::Label => None,
    };
    let was = fields.take::<Option<Name>>("was", &[], &[]).flatten();
    let tags = if T::IS_TAGGED {
        fields.take("tags", &[], &[Tags::new])
    } else {
        None
    };
    let ignore = fields
        .take(
            "ignore",
            &[Limit::Members(member_names::<T>)],
            &[BTreeSet::new],
        )
        .unwrap_or_default();
    let members = T::Members::read(&mut fields);
    fields.finish();

    let seen = &mut Seen {
        name,
        node,
        at,
        reader,
    };
    let spec = T::settle(members?, seen)?;
    let name = seen.name.take().or_else(|| spec.label())?;
    let place = reader.log.place(node.mark, at);
    Some(Entry {
        name,
        key,
        was,
        place,
        tags: tags.unwrap_or_default(),
        ignore,
        spec,
    })
}

impl<T: Declared> Decode for Vec<Entry<T>> {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match (&node.value, T::NAMING) {
            (Value::List(items), Naming::Member(_) | Naming::Label) => {
                let items = items.iter().enumerate();
                let entry = |(index, node)| read(None, node, &at.item(index), reader);
                Some(items.filter_map(entry).collect())
            }
            (Value::Map(map), Naming::Key | Naming::KeyOrName) => Some(read_map(map, at, reader)),
            (_, Naming::Member(_) | Naming::Label) => wrong_type("a list", node, at, reader),
            (_, Naming::Key | Naming::KeyOrName) => wrong_type("a map", node, at, reader),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let entry = definitions.define(T::Members::NAME, entry_schema::<T>);
        match T::NAMING {
            Naming::Member(_) | Naming::Label => json!({ "type": "array", "items": entry }),
            Naming::Key | Naming::KeyOrName => {
                json!({ "type": "object", "additionalProperties": entry })
            }
        }
    }
}

fn read_map<T: Declared>(map: &Map, at: &Path<'_>, reader: &mut Reader<'_>) -> Vec<Entry<T>> {
    let entry = |(text, member): (&String, &Member)| {
        let at = at.member(text);
        let Ok(key) = Key::new(text.as_str()) else {
            let place = reader.log.place(member.mark, &at);
            let message = format!("{} is not {}", quote(text), Key::EXPECTED);
            reader
                .log
                .add("bad-name", place, message, "choose another key");
            return None;
        };
        match T::SHORTHAND {
            Some(member_name) if member.node.text().is_some() => {
                let node = spelled_out(member_name, member);
                read(Some(key), &node, &at, reader)
            }
            _ => read(Some(key), &member.node, &at, reader),
        }
    };
    map.iter().filter_map(entry).collect()
}

/// The map that a bare text stands for.
fn spelled_out(member: &str, bare: &Member) -> Node {
    let mark: Mark = bare.node.mark;
    let map = Map::from([(
        member.to_owned(),
        Member {
            mark,
            node: bare.node.clone(),
        },
    )]);
    Node {
        mark,
        value: Value::Map(map),
    }
}

fn entry_schema<T: Declared>(definitions: &mut Definitions) -> Json {
    let mut members = Vec::new();
    match T::NAMING {
        Naming::Member(member) => {
            let about = "The name that AWS and the rest of the spec know it by.";
            members.push(MemberSchema::of::<Name>(
                member,
                about,
                &[],
                &[],
                definitions,
            ));
        }
        Naming::KeyOrName => {
            let about = "The name that AWS knows it by; without it, the key.";
            members.push(MemberSchema::of::<Option<Name>>(
                "name",
                about,
                &[],
                &[],
                definitions,
            ));
        }
        Naming::Key | Naming::Label => {}
    }
    members.extend(T::Members::members(definitions));
    if T::KIND.can_be_renamed() {
        let about = "The name it had before: to be renamed, not created.";
        members.push(MemberSchema::of::<Option<Name>>(
            "was",
            about,
            &[],
            &[],
            definitions,
        ));
    }
    if T::IS_TAGGED {
        let about = "Tags, over those of the whole centre.";
        members.push(MemberSchema::of(
            "tags",
            about,
            &[],
            &[Tags::new],
            definitions,
        ));
    }
    let about = "Names of members that no plan may touch.";
    let none = BTreeSet::<String>::new;
    let limits = [Limit::Members(member_names::<T>)];
    members.push(MemberSchema::of(
        "ignore",
        about,
        &limits,
        &[none],
        definitions,
    ));
    let map = object(T::Members::ABOUT, members);
    match T::SHORTHAND {
        Some(member) => json!({ "anyOf": [map["properties"][member].clone(), map] }),
        None => map,
    }
}
