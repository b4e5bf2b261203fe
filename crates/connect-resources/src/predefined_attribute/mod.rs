//! Predefined attributes: what contacts ask for and users are proficient in.
//!
//! AWS has no tags on them, so they go with their instance. A value that a user is proficient in
//! cannot go: values come before the users that need them, and go after those that had them.

mod port;

use std::collections::BTreeSet;

use async_trait::async_trait;
use connect_model::{
    Fault,
    spec::{ContactCenter, Entry, PredefinedAttributeSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::{AttributeDraft, AttributeRecord, Port};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members,
    Named, Observed, Order, Reading, Said, Section, ThingKey, Trouble, Turn, Written,
    census::survey, members,
};

/// The kind.
#[derive(Debug)]
pub struct PredefinedAttributeKind;

/// The kind.
pub const KIND: PredefinedAttributeKind = PredefinedAttributeKind;

const VALUES: &str = "values";
const FEWER: &str = "fewer-values";
const READ_ONLY: &str = "read_only";
const UPDATE: &str = "connect:UpdatePredefinedAttribute";
/// What the names of AWS's own attributes begin with, such as `connect:Language`.
const OF_AWS: &str = "connect:";

static FACTS: Facts = Facts {
    id: KindId::PredefinedAttribute,
    noun: "predefined attribute",
    layer: Layer::Admin,
    tagged: false,
    bond: Bond::Owned,
    make: "connect:CreatePredefinedAttribute",
    remove: "connect:DeletePredefinedAttribute",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::in_turn(Turn::First, VALUES, &[VALUES], UPDATE),
        Aspect::of("settings", &["purposes", "value_validation"], UPDATE),
        Aspect::in_turn(Turn::Last, FEWER, &[VALUES], UPDATE),
    ],
    teardown: 45,
};

const LIMITS: &[Limit] = &[Limit::things("Predefined Attributes", "L-3828FBF0", 150)];

#[derive(Serialize, Deserialize)]
struct Attribute {
    values: Option<Vec<String>>,
    purposes: Option<Vec<String>>,
    value_validation: Option<bool>,
    /// Observed and never declared.
    #[serde(default)]
    read_only: Option<bool>,
}

// === impl PredefinedAttributeKind ===

#[async_trait]
impl Kind for PredefinedAttributeKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let members = |entry: &Entry<PredefinedAttributeSpec>| Attribute {
            values: entry.spec.values.clone(),
            purposes: entry.spec.purposes.clone(),
            value_validation: entry.spec.value_validation,
            read_only: None,
        };
        let declare = |entry| Declared::of(KindId::PredefinedAttribute, entry, &members(entry));
        center.predefined_attributes.iter().map(declare).collect()
    }

    fn used(&self, center: &ContactCenter) -> Vec<String> {
        let used = center.uses.predefined_attributes.iter();
        used.map(ToString::to_string).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::PredefinedAttribute)
    }

    fn said(&self, thing: &Observed) -> Said {
        if self.can_go(thing) {
            Said::Entry
        } else {
            Said::not(
                "AWS keeps it for itself",
                "nothing: it is in every instance",
            )
        }
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let attribute: Attribute = thing.members.typed()?;
        let entry = Written::new()
            .with("name", thing.key.name.as_str())
            .copied(thing, &["values", "purposes"])
            .unless("value_validation", attribute.value_validation, false);
        spec.list(entry);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let port = &cx.ports.predefined_attribute;
        match cx.instance {
            Some(instance) => cx.read(|| port.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let port = &cx.ports.predefined_attribute;
        let listed = self.names(cx).await?;
        let search = || port.search(instance);
        let describe = async |name: String| port.describe(instance, &name).await;
        let seen = survey(cx, KindId::PredefinedAttribute, listed, search, describe).await?;
        let found = seen.found.into_iter().map(observed);
        Ok(found.chain(seen.others).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let attribute: Attribute = order.thing.members.typed()?;
        let name = &order.thing.key.name;
        let draft = AttributeDraft {
            values: attribute.values.clone(),
            ..attribute.settings()
        };
        let port = &cx.ports().predefined_attribute;
        port.create(&cx.instance()?, name, &draft).await?;
        Ok(Known::new(name, name))
    }

    /// Values are read first: those that go must stay until users have let go of them.
    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let attribute: Attribute = order.thing.members.typed()?;
        let (port, instance) = (&cx.ports().predefined_attribute, cx.instance()?);
        let name = &order.thing.key.name;
        let draft = match (aspect, &attribute.values) {
            ("settings", _) => attribute.settings(),
            (VALUES | FEWER, None) => return Ok(()),
            (VALUES, Some(values)) => {
                let there = port.describe(&instance, name).await?.values;
                let surplus = there.into_iter().filter(|value| !values.contains(value));
                AttributeDraft {
                    values: Some(values.iter().cloned().chain(surplus).collect()),
                    ..AttributeDraft::default()
                }
            }
            (FEWER, values) => AttributeDraft {
                values: values.clone(),
                ..AttributeDraft::default()
            },
            (other, _) => return Err(Trouble::unknown_aspect(KindId::PredefinedAttribute, other)),
        };
        Ok(port.update(&instance, name, &draft).await?)
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        let port = &cx.ports().predefined_attribute;
        Ok(port.delete(&cx.instance()?, &key.name).await?)
    }

    /// The order of values and purposes says nothing.
    fn differs(&self, aspect: &Aspect, _: &str, want: &Value, have: Option<&Value>) -> bool {
        let (Some(want), Some(have)) = (texts(want), have.and_then(texts)) else {
            return !members::covers(have, want);
        };
        match aspect.turn {
            Turn::Any | Turn::Leading => want != have,
            Turn::First => !want.is_subset(&have),
            Turn::Last => !have.is_subset(&want),
        }
    }

    /// AWS has attributes of its own, which nobody can remove.
    fn can_go(&self, observed: &Observed) -> bool {
        observed.members.get(READ_ONLY).is_none() && !observed.key.name.starts_with(OF_AWS)
    }
}

// === impl Attribute ===

impl Attribute {
    /// All but the values.
    fn settings(&self) -> AttributeDraft {
        AttributeDraft {
            values: None,
            purposes: self.purposes.clone(),
            value_validation: self.value_validation,
        }
    }
}

fn observed((named, record): (Named, AttributeRecord)) -> Observed {
    let members = Members::of(&Attribute {
        values: Some(record.values),
        purposes: Some(record.purposes),
        value_validation: Some(record.value_validation),
        read_only: record.read_only.then_some(true),
    });
    Observed::ready(KindId::PredefinedAttribute, named, members, None)
}

fn texts(value: &Value) -> Option<BTreeSet<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}
