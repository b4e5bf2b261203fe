//! Contents on their way between a bundle and an instance.

use flow_language::{Document, MapProblem, Ref, RefKind, Unresolved};

use crate::{
    inventory::Inventory,
    mapping::{Mapped, Mapping},
};

/// Why a content cannot stand in the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// A name leads to nothing.
    Unresolved(Unresolved),
    /// The map of names cannot be filled.
    Map(MapProblem),
}

/// The content with the names that the target has.
pub(crate) fn renamed(document: &Document, mapping: &Mapping) -> Document {
    let renamed = document.rename(&|name| match mapping.target(name) {
        Mapped::Name(target) => Some(target).filter(|target| target != name),
        Mapped::Value(_) => None,
    });
    renamed.replace(&|kind, value| mapping.value(kind, value).map(str::to_owned))
}

/// The content with what the names are in the target; `document` has the target's names.
pub(crate) fn bound(
    document: &Document,
    mapping: &Mapping,
    inventory: &Inventory,
) -> Result<Document, Vec<Obstacle>> {
    let lookup = |name: &Ref| lookup(name, mapping, inventory);
    let resolved = document.resolve(&lookup);
    let filled = |document: &Document| document.with_object_map(&|name| inventory.called(name));
    match resolved {
        Ok(document) => {
            filled(&document).map_err(|problems| problems.into_iter().map(Obstacle::Map).collect())
        }
        Err(missing) => {
            let mut obstacles: Vec<_> = missing.into_iter().map(Obstacle::Unresolved).collect();
            let problems = filled(document).err().unwrap_or_default();
            obstacles.extend(problems.into_iter().map(Obstacle::Map));
            Err(obstacles)
        }
    }
}

fn lookup(name: &Ref, mapping: &Mapping, inventory: &Inventory) -> Option<String> {
    match mapping.target(name) {
        Mapped::Value(value) => Some(value),
        Mapped::Name(_) => inventory.value(name).map(str::to_owned),
    }
}

/// What an instance holds, with names for ids and an empty map of names: what can be compared, and
/// what a bundle takes.
pub(crate) fn portable(document: Document, inventory: &Inventory) -> Document {
    named(document, &|kind, text| inventory.name(kind, text))
}

/// The same with names of the caller's own.
pub(crate) fn named(document: Document, name: &dyn Fn(RefKind, &str) -> Option<Ref>) -> Document {
    document
        .into_raw()
        .into_parameterised(name)
        .without_object_map()
}
