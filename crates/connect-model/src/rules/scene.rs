//! What a check sees, and where it reports.

use std::collections::{BTreeMap, HashMap};

use super::declared::{DeclaredName, declared};
use crate::{
    Log, Name, Place, builtin,
    decode::{Decode, Reader, Reference},
    spec::{Document, Head, InstanceSpec, Kind},
    tree::{Node, Path, Step},
};

/// A spec as a whole: what was read, and the tree that it was read from.
pub(crate) struct Scene<'a> {
    pub(super) document: &'a Document,
    pub(super) references: &'a [Reference],
    /// Every declared name, also of entries that are broken otherwise.
    pub(super) declared: Vec<DeclaredName<'a>>,
    root: &'a Node,
    files: &'a BTreeMap<String, Vec<u8>>,
    /// The nodes of entries, by the path of the entry.
    nodes: HashMap<String, &'a Node>,
}

/// Where a check puts what it finds.
pub(super) struct Report<'l> {
    rule: &'static str,
    log: &'l mut Log,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        root: &'a Node,
        document: &'a Document,
        references: &'a [Reference],
        files: &'a BTreeMap<String, Vec<u8>>,
    ) -> Self {
        let (declared, nodes) = (declared(root), entries(root));
        Self {
            document,
            references,
            declared,
            root,
            files,
            nodes,
        }
    }

    pub(super) fn instance(&self) -> Option<&'a InstanceSpec> {
        self.document.instance.0.as_ref()
    }

    /// Every entry of every kind.
    pub(super) fn heads(&self) -> Vec<Head<'a>> {
        self.document.heads()
    }

    /// What an entry of a kind can be referred to by: declared, managed elsewhere, or built in.
    pub(super) fn known(&self, kind: Kind) -> Vec<&'a str> {
        let declared = self
            .declared
            .iter()
            .filter(|declared| declared.kind == kind);
        let used = self
            .document
            .uses
            .referable(kind)
            .into_iter()
            .flatten()
            .map(Name::as_str);
        let own = declared.map(|declared| declared.reference);
        own.chain(used).chain(builtin::names(kind)).collect()
    }

    /// The node below an entry, or below another place of the second level.
    pub(super) fn node(&self, place: &Place, steps: &[Step<'_>]) -> Option<&'a Node> {
        let entry = *self.nodes.get(&place.path)?;
        steps.iter().try_fold(entry, |node, step| match step {
            Step::Member(member) => node.get(member),
            Step::Item(index) => node.items().get(*index),
        })
    }

    /// Whether a member of an entry is there, be it broken.
    pub(super) fn has(&self, place: &Place, member: &str) -> bool {
        self.node(place, &[Step::Member(member)])
            .is_some_and(|node| !node.is_absent())
    }

    /// Reads something below an entry once more, as it stands in the file.
    pub(super) fn read<T: Decode>(&self, place: &Place, steps: &[Step<'_>]) -> Option<T> {
        let node = self.node(place, steps)?;
        T::decode(
            node,
            &Path::Top,
            &mut Reader::new(Log::new(&[]), self.files),
        )
    }

    /// A section, where it is there.
    pub(super) fn section(&self, name: &str) -> Option<Place> {
        self.root.get(name).map(|_| Place {
            path: name.to_owned(),
            ..Place::default()
        })
    }

    /// The place of the instance.
    pub(super) fn instance_place() -> Place {
        Place {
            path: "instance".to_owned(),
            ..Place::default()
        }
    }
}

impl<'l> Report<'l> {
    pub(super) fn new(rule: &'static str, log: &'l mut Log) -> Self {
        Self { rule, log }
    }

    /// No more findings are taken.
    pub(super) fn is_full(&self) -> bool {
        self.log.is_full()
    }

    /// Makes a finding at a place that is known.
    pub(super) fn at(
        &mut self,
        place: Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.log.add(self.rule, place, message, remedy);
    }

    /// Makes a finding where a name is declared.
    pub(super) fn at_name(
        &mut self,
        declared: &DeclaredName<'_>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let place = self
            .log
            .place(declared.node.mark, &Path::Known(&declared.path));
        self.log.add(self.rule, place, message, remedy);
    }

    /// Makes a finding below an entry; at the entry itself where there is nothing.
    pub(super) fn below(
        &mut self,
        scene: &Scene<'_>,
        entry: &Place,
        steps: &[Step<'_>],
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let place = match scene.node(entry, steps) {
            Some(node) => self
                .log
                .place(node.mark, &Path::Known(&join(&entry.path, steps))),
            None => match scene.nodes.get(&entry.path) {
                Some(node) => self.log.place(node.mark, &Path::Known(&entry.path)),
                None => self.log.place(scene.root.mark, &Path::Known(&entry.path)),
            },
        };
        self.log.add(self.rule, place, message, remedy);
    }
}

fn join(path: &str, steps: &[Step<'_>]) -> String {
    steps.iter().fold(path.to_owned(), |path, step| {
        Path::Known(&path).step(*step).to_string()
    })
}

/// The nodes that entries and other places of the second level were read from.
fn entries(root: &Node) -> HashMap<String, &Node> {
    let mut nodes = HashMap::new();
    for (section, member) in root.members() {
        let top = Path::Top;
        let at = top.member(section);
        nodes.insert(at.to_string(), &member.node);
        for (index, item) in member.node.items().iter().enumerate() {
            nodes.insert(at.item(index).to_string(), item);
        }
        for (key, member) in member.node.members() {
            let at = at.member(key);
            nodes.insert(at.to_string(), &member.node);
            // Some sections stand inside another.
            for (index, item) in member.node.items().iter().enumerate() {
                nodes.insert(at.item(index).to_string(), item);
            }
        }
    }
    nodes
}
