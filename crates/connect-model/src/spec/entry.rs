//! What every entry of a section has, whatever its kind.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    Key, Name, Place, Tags,
    decode::{Limit, Reader, Record},
    spec::Kind,
    tree::{Node, Path},
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

/// What all entries have, whatever their kind.
pub(crate) struct Head<'a> {
    pub(crate) kind: Kind,
    pub(crate) name: &'a Name,
    pub(crate) was: Option<&'a Name>,
    pub(crate) tags: &'a Tags,
    pub(crate) place: &'a Place,
    /// The ways to refer to it.
    pub(crate) names: Vec<&'a str>,
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
    /// A list; this member is the name, and a path in the hierarchy.
    Path(&'static str),
    /// A list; the spec itself says what the entry is called.
    Label,
}

/// A kind of entry.
pub(crate) trait Declared: Sized {
    const KIND: Kind;
    const NAMING: Naming;
    /// What its name must keep beyond being one.
    const NAME_LIMITS: &'static [Limit] = &[];
    /// The member that a bare text in place of the entry's map stands for.
    const SHORTHAND: Option<&'static str> = None;
    /// The keys that there are in a map of such entries; none stands for all.
    const KEYS: &'static [&'static str] = &[];
    /// Whether AWS puts tags on it.
    const IS_TAGGED: bool = true;
    /// Whether AWS can give it another name (facts/connect-api.md, 4.6 and 4.7).
    const CAN_BE_RENAMED: bool = false;

    /// Its members as they stand in a file.
    type Members: Record;

    /// Makes the checked spec of its members.
    fn settle(members: Self::Members, seen: &mut Seen<'_, '_>) -> Option<Self>;

    /// What a spec with [`Naming::Label`] is called.
    fn label(&self) -> Option<String> {
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

/// What an entry has like entries of all kinds.
pub(crate) fn head<T: Declared>(entry: &Entry<T>) -> Head<'_> {
    Head {
        kind: T::KIND,
        name: &entry.name,
        was: entry.was.as_ref(),
        tags: &entry.tags,
        place: &entry.place,
        names: entry.names(),
    }
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
