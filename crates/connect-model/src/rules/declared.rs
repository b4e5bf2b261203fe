//! The names that a spec declares, as they stand in its tree.

use crate::{
    spec::{Document, Kind, Naming},
    tree::{Node, Path, Value},
};

/// A name as it stands in the tree, be the rest of its entry broken.
#[derive(Clone, Debug)]
pub(super) struct DeclaredName<'a> {
    pub(super) kind: Kind,
    /// What AWS calls it.
    pub(super) name: &'a str,
    /// What the rest of the spec calls it.
    pub(super) reference: &'a str,
    /// Where the name stands.
    pub(super) path: String,
    pub(super) node: &'a Node,
}

/// Every name that a spec declares.
pub(super) fn declared(root: &Node) -> Vec<DeclaredName<'_>> {
    let mut all = Vec::new();
    for (kind, naming) in Document::namings() {
        let (outer, inner) = kind.section();
        let (top, Some(node)) = (Path::Top, root.get(outer)) else {
            continue;
        };
        let at = top.member(outer);
        match inner {
            None => add_section(kind, naming, node, &at, &mut all),
            Some(inner) => {
                if let Some(node) = node.get(inner) {
                    add_section(kind, naming, node, &at.member(inner), &mut all);
                }
            }
        }
    }
    let is_wanted = |admin: &&Node| {
        !admin
            .get("create")
            .is_some_and(|create| create.value == Value::Bool(false))
    };
    if let Some(admin) = root.get("admin_user").filter(is_wanted) {
        all.extend(named(
            Kind::User,
            admin,
            "username",
            &Path::Top.member("admin_user"),
        ));
    }
    all
}

fn add_section<'a>(
    kind: Kind,
    naming: Naming,
    section: &'a Node,
    at: &Path<'_>,
    all: &mut Vec<DeclaredName<'a>>,
) {
    match naming {
        Naming::Member(member) | Naming::Path(member) => {
            add_listed(kind, member, section, at, all);
        }
        Naming::Key => add_mapped(kind, None, section, at, all),
        Naming::KeyOrName => add_mapped(kind, Some("name"), section, at, all),
        Naming::Label => {}
    }
}

fn add_listed<'a>(
    kind: Kind,
    member: &str,
    section: &'a Node,
    at: &Path<'_>,
    all: &mut Vec<DeclaredName<'a>>,
) {
    let items = section.items().iter().enumerate();
    all.extend(items.filter_map(|(index, item)| named(kind, item, member, &at.item(index))));
}

fn add_mapped<'a>(
    kind: Kind,
    member: Option<&str>,
    section: &'a Node,
    at: &Path<'_>,
    all: &mut Vec<DeclaredName<'a>>,
) {
    for (key, entry) in section.members() {
        let (at, node) = (at.member(key), &entry.node);
        let own = member.and_then(|member| named(kind, node, member, &at));
        let by_key = || DeclaredName {
            kind,
            name: key,
            reference: key,
            path: at.to_string(),
            node,
        };
        all.push(own.map_or_else(by_key, |own| DeclaredName {
            reference: key,
            ..own
        }));
    }
}

fn named<'a>(kind: Kind, entry: &'a Node, member: &str, at: &Path<'_>) -> Option<DeclaredName<'a>> {
    let node = entry.get(member)?;
    let name = node.text()?;
    Some(DeclaredName {
        kind,
        name,
        reference: name,
        path: at.member(member).to_string(),
        node,
    })
}
