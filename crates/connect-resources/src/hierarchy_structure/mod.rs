//! The levels of the hierarchy of users. An instance has one structure, or none.

mod port;

use async_trait::async_trait;
use connect_model::{Fault, Place, spec::ContactCenter};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::Port;
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Members, Named,
    Observed, Order, Reading, ThingKey, Trouble, Turn, Written,
};

/// The kind.
#[derive(Debug)]
pub struct HierarchyStructureKind;

/// The kind.
pub const KIND: HierarchyStructureKind = HierarchyStructureKind;

/// What the structure is called. AWS has no name for it.
const NAME: &str = "levels";
const NAMES: &str = "names";
const FEWER: &str = "fewer";
const UPDATE: &str = "connect:UpdateUserHierarchyStructure";

static FACTS: Facts = Facts {
    id: KindId::HierarchyStructure,
    noun: "hierarchy structure",
    layer: Layer::Admin,
    tagged: false,
    bond: Bond::Owned,
    make: UPDATE,
    remove: UPDATE,
    settles: None,
    fixed: &[],
    // New levels come before the groups on them, and levels go after their groups.
    aspects: &[
        Aspect::in_turn(Turn::First, NAMES, &["levels"], UPDATE),
        Aspect::in_turn(Turn::Last, FEWER, &["levels"], UPDATE),
    ],
    teardown: 46,
};

#[derive(Serialize, Deserialize)]
struct Structure {
    /// From the top.
    levels: Vec<String>,
}

/// The structure, for what stands on its levels.
pub(crate) fn key() -> ThingKey {
    ThingKey::new(KindId::HierarchyStructure, NAME)
}

// === impl HierarchyStructureKind ===

#[async_trait]
impl Kind for HierarchyStructureKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let levels = &center.hierarchy.levels;
        let structure = || Structure {
            levels: levels.clone(),
        };
        let declared = || Declared {
            place: Place {
                path: "hierarchy.levels".to_owned(),
                ..Place::default()
            },
            ..Declared::bare(key(), Members::of(&structure()))
        };
        (!levels.is_empty()).then(declared).into_iter().collect()
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        spec.within("hierarchy", Written::new().copied(thing, &["levels"]));
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let levels = levels(cx).await?;
        Ok((!levels.is_empty()).then(named).into_iter().collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let levels = levels(cx).await?;
        if levels.is_empty() {
            return Ok(Vec::new());
        }
        let members = Members::of(&Structure { levels });
        let id = KindId::HierarchyStructure;
        Ok(vec![Observed::ready(id, named(), members, None)])
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let Structure { levels } = order.thing.members.typed()?;
        let port = &cx.ports().hierarchy_structure;
        port.update(&cx.instance()?, &levels).await?;
        Ok(named().known)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let Structure { mut levels } = order.thing.members.typed()?;
        let (port, instance) = (&cx.ports().hierarchy_structure, cx.instance()?);
        match aspect {
            NAMES => {
                let there = port.describe(&instance).await?;
                let surplus = there.into_iter().skip(levels.len());
                // A name that moved up cannot stand twice; AWS then says whether its level can go.
                let kept: Vec<_> = surplus
                    .take_while(|level| !levels.contains(level))
                    .collect();
                levels.extend(kept);
            }
            FEWER => {}
            other => return Err(Trouble::unknown_aspect(KindId::HierarchyStructure, other)),
        }
        Ok(port.update(&instance, &levels).await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, _: &Known) -> Result<(), Trouble> {
        let port = &cx.ports().hierarchy_structure;
        Ok(port.update(&cx.instance()?, &[]).await?)
    }

    fn differs(&self, aspect: &Aspect, _: &str, want: &Value, have: Option<&Value>) -> bool {
        let (want, have) = (list(Some(want)), list(have));
        match aspect.turn {
            Turn::Last => have.len() > want.len(),
            _ => !have.starts_with(want),
        }
    }
}

fn list(value: Option<&Value>) -> &[Value] {
    let items = value.and_then(Value::as_array);
    items.map(Vec::as_slice).unwrap_or_default()
}

async fn levels(cx: &Reading<'_>) -> Result<Vec<String>, Fault> {
    let port = &cx.ports.hierarchy_structure;
    match cx.instance {
        Some(instance) => cx.read(|| port.describe(instance)).await,
        None => Ok(Vec::new()),
    }
}

fn named() -> Named {
    Named {
        name: NAME.to_owned(),
        known: Known::new(NAME, NAME),
        modified_ms: None,
    }
}
