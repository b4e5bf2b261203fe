//! The members of a map, taken out one after the other.

use super::{Decode, Limit, Reader, record::member_word};
use crate::{
    tree::{Map, Node, Path, Value},
    words::{quote, suggest},
};

/// A map whose members are being read.
pub(crate) struct Fields<'n, 'r, 'f> {
    node: &'n Node,
    map: &'n Map,
    at: &'r Path<'r>,
    reader: &'r mut Reader<'f>,
    known: Vec<&'static str>,
}

impl<'n, 'r, 'f> Fields<'n, 'r, 'f> {
    /// Opens a map, or finds that the node is none.
    pub(crate) fn of(node: &'n Node, at: &'r Path<'r>, reader: &'r mut Reader<'f>) -> Option<Self> {
        match &node.value {
            Value::Map(map) => Some(Self {
                node,
                map,
                at,
                reader,
                known: Vec::new(),
            }),
            _ => super::wrong_type("a map", node, at, reader),
        }
    }

    /// Takes a member out: as it stands, by its default, or as what absence means.
    pub(crate) fn take<T: Decode>(
        &mut self,
        member: &'static str,
        limits: &[Limit],
        default: &[fn() -> T],
    ) -> Option<T> {
        let word = member_word(member);
        self.known.push(word);
        let otherwise = || {
            default
                .first()
                .map_or_else(T::absent, |default| Some(default()))
        };
        let Some(node) = self
            .map
            .get(word)
            .map(|member| &member.node)
            .filter(|n| !n.is_absent())
        else {
            if T::REQUIRED && default.is_empty() {
                let message = format!("the member {} is missing", quote(word));
                self.reader
                    .find("missing-member", self.node, self.at, message, "add it");
            }
            return otherwise();
        };
        let at = self.at.member(word);
        let value = T::decode(node, &at, self.reader);
        for limit in limits {
            limit.check(node, &at, self.reader);
        }
        value.or_else(otherwise)
    }

    /// Finds what stands in the map and was not asked for.
    pub(crate) fn finish(self) {
        for (key, member) in self.map {
            if !self.known.contains(&key.as_str()) {
                let place = self.reader.log.place(member.mark, &self.at.member(key));
                let message = format!("there is no member named {}", quote(key));
                let remedy = suggest(key, &self.known, "leave it out");
                self.reader
                    .log
                    .add("unknown-member", place, message, remedy);
            }
        }
    }
}
