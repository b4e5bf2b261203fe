//! Sections: the lists and maps that entries stand in.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::entry::{Declared, Entry, Naming, Seen, member_names};
use crate::{
    GroupPath, Key, Name, Tags,
    decode::{
        Decode, Definitions, Fields, Limit, MemberSchema, Pattern, Reader, Record, object,
        wrong_type,
    },
    tree::{Map, Mark, Member, Node, Path, Value},
    words::{quote, suggest},
};

impl<T: Declared> Decode for Vec<Entry<T>> {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match (&node.value, T::NAMING) {
            (Value::List(items), Naming::Member(_) | Naming::Path(_) | Naming::Label) => {
                let items = items.iter().enumerate();
                let entry = |(index, node): (usize, &Node)| {
                    let at = at.item(index);
                    match T::SHORTHAND {
                        Some(member) if node.text().is_some() => {
                            read(None, &spelled_out(member, node), &at, reader)
                        }
                        _ => read(None, node, &at, reader),
                    }
                };
                Some(items.filter_map(entry).collect())
            }
            (Value::Map(map), Naming::Key | Naming::KeyOrName) => Some(read_map(map, at, reader)),
            (_, Naming::Member(_) | Naming::Path(_) | Naming::Label) => {
                wrong_type("a list", node, at, reader)
            }
            (_, Naming::Key | Naming::KeyOrName) => wrong_type("a map", node, at, reader),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let entry = definitions.define(T::Members::NAME, entry_schema::<T>);
        match T::NAMING {
            Naming::Member(_) | Naming::Path(_) | Naming::Label => {
                json!({ "type": "array", "items": entry })
            }
            Naming::Key | Naming::KeyOrName => {
                let mut map = json!({ "type": "object", "additionalProperties": entry });
                if !T::KEYS.is_empty() {
                    map["propertyNames"] = json!({ "enum": T::KEYS });
                }
                map
            }
        }
    }
}

fn read<T: Declared>(
    key: Option<Key>,
    node: &Node,
    at: &Path<'_>,
    reader: &mut Reader<'_>,
) -> Option<Entry<T>> {
    let mut fields = Fields::of(node, at, reader)?;
    let name = read_name(T::NAMING, key.as_ref(), &mut fields);
    let was = fields.take::<Option<Name>>("was", &[], &[]).flatten();
    let tags = if T::IS_TAGGED {
        fields.take("tags", &[], &[Tags::new])
    } else {
        None
    };
    let limits = [Limit::Members(member_names::<T>)];
    let ignore = fields
        .take("ignore", &limits, &[BTreeSet::new])
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
    let name = match spec.label() {
        Some(label) => as_name(label, seen)?,
        None => seen.name.take()?,
    };
    let (place, tags) = (reader.log.place(node.mark, at), tags.unwrap_or_default());
    Some(Entry {
        name,
        key,
        was,
        place,
        tags,
        ignore,
        spec,
    })
}

fn read_name(naming: Naming, key: Option<&Key>, fields: &mut Fields<'_, '_, '_>) -> Option<Name> {
    match naming {
        Naming::Member(member) => fields.take::<Name>(member, &[], &[]),
        Naming::Path(member) => fields.take::<GroupPath>(member, &[], &[]).map(Name::from),
        Naming::Key => key.cloned().map(Name::from),
        Naming::KeyOrName => {
            let name = fields.take::<Option<Name>>("name", &[], &[]).flatten();
            name.or_else(|| key.cloned().map(Name::from))
        }
        Naming::Label => None,
    }
}

/// What a spec calls itself, as the name that the rest of Trunkline knows it by.
fn as_name(label: String, seen: &mut Seen<'_, '_>) -> Option<Name> {
    let message = format!("{} is not {}", quote(&label), Name::EXPECTED);
    let name = Name::new(label);
    if name.is_err() {
        let remedy = "give it by its ARN, or choose a shorter name";
        seen.find("bad-name", "name", message, remedy);
    }
    name.ok()
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
        if !T::KEYS.is_empty() && !T::KEYS.contains(&text.as_str()) {
            let place = reader.log.place(member.mark, &at);
            let message = format!("there is no member named {}", quote(text));
            let remedy = suggest(text, T::KEYS, "leave it out");
            reader.log.add("unknown-member", place, message, remedy);
            return None;
        }
        match T::SHORTHAND {
            Some(member_name) if member.node.text().is_some() => {
                let node = spelled_out(member_name, &member.node);
                read(Some(key), &node, &at, reader)
            }
            _ => read(Some(key), &member.node, &at, reader),
        }
    };
    map.iter().filter_map(entry).collect()
}

/// The map that a bare text stands for.
fn spelled_out(member: &str, bare: &Node) -> Node {
    let mark: Mark = bare.mark;
    let node = bare.clone();
    let map = Map::from([(member.to_owned(), Member { mark, node })]);
    Node {
        mark,
        value: Value::Map(map),
    }
}

/// The schema of an entry: the members that every kind has around those of its own.
fn entry_schema<T: Declared>(definitions: &mut Definitions) -> Json {
    let mut members: Vec<MemberSchema> = name_schema::<T>(definitions).into_iter().collect();
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
    let limits = [Limit::Members(member_names::<T>)];
    let none = BTreeSet::<String>::new;
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

fn name_schema<T: Declared>(definitions: &mut Definitions) -> Option<MemberSchema> {
    match T::NAMING {
        Naming::Member(member) => {
            let about = "The name that AWS and the rest of the spec know it by.";
            Some(MemberSchema::of::<Name>(
                member,
                about,
                T::NAME_LIMITS,
                &[],
                definitions,
            ))
        }
        Naming::Path(member) => {
            let about = "Its name after those of the groups above it, joined by /.";
            Some(MemberSchema::of::<GroupPath>(
                member,
                about,
                &[],
                &[],
                definitions,
            ))
        }
        Naming::KeyOrName => {
            let about = "The name that AWS knows it by; without it, the key.";
            Some(MemberSchema::of::<Option<Name>>(
                "name",
                about,
                &[],
                &[],
                definitions,
            ))
        }
        Naming::Key | Naming::Label => None,
    }
}
