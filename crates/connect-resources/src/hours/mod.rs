//! Hours of operation.

mod export;
mod overrides;
mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, HoursId, InstanceId, builtin,
    spec::{self, ContactCenter, Day},
};
use serde::{Deserialize, Serialize};

pub use self::port::{
    HoursDraft, HoursRecord, Opening, OverrideDraft, OverrideRecord, Port, Recurrence, Time,
};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members,
    Named, Observed, Order, Reading, Section, ThingKey, Trouble, Written, census::survey,
};

/// The kind.
#[derive(Debug)]
pub struct HoursKind;

/// The kind.
pub const KIND: HoursKind = HoursKind;

static FACTS: Facts = Facts {
    id: KindId::Hours,
    noun: "hours of operation",
    layer: Layer::Admin,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateHoursOfOperation",
    remove: "connect:DeleteHoursOfOperation",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::of(
            "settings",
            &["name", "description", "time_zone", "config"],
            "connect:UpdateHoursOfOperation",
        ),
        Aspect::of(
            overrides::ASPECT,
            &[overrides::ASPECT],
            "connect:CreateHoursOfOperationOverride",
        ),
    ],
    teardown: 60,
};

const LIMITS: &[Limit] = &[
    Limit::things("Hours of operation per instance", "L-20CD02F7", 100),
    Limit::things("Overrides per hours of operation", "L-E10B281B", 50).entries(overrides::ASPECT),
];

#[derive(Serialize, Deserialize)]
struct Hours {
    name: String,
    description: Option<String>,
    time_zone: String,
    config: Vec<Opening>,
    /// All of them, by name, where any are declared.
    overrides: Option<Vec<OverrideDraft>>,
}

// === impl HoursKind ===

#[async_trait]
impl Kind for HoursKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn builtin(&self) -> Vec<&'static str> {
        builtin::names(spec::Kind::HoursOfOperation)
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let members = |entry: &connect_model::spec::Entry<connect_model::spec::HoursSpec>| Hours {
            name: entry.name.to_string(),
            description: entry.spec.description.clone(),
            time_zone: entry.spec.time_zone.to_string(),
            config: entry.spec.config.iter().map(Opening::from).collect(),
            overrides: entry.spec.overrides.as_deref().map(overrides::declared),
        };
        let declare = |entry| Declared::of(KindId::Hours, entry, &members(entry).sorted());
        center.hours_of_operation.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::HoursOfOperation)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let hours: Hours = thing.members.typed()?;
        let overrides = hours.overrides.as_deref().map(export::overrides);
        let entry = Written::new()
            .with("name", hours.name)
            .with_some("description", hours.description)
            .with("time_zone", hours.time_zone)
            .with("config", export::openings(&hours.config))
            .with_some("overrides", overrides);
        spec.list(entry);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.hours.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let port = &cx.ports.hours;
        let listed = self.names(cx).await?;
        let search = || port.search(instance);
        let describe = async |id: String| port.describe(instance, &HoursId::new(id)).await;
        let seen = survey(cx, KindId::Hours, listed, search, describe).await?;
        overrides::observe(cx, instance, seen).await
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let draft = draft(order.thing)?;
        let tags = order.all_tags(cx.scope());
        Ok(cx
            .ports()
            .hours
            .create(&cx.instance()?, &draft, &tags)
            .await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let id = HoursId::new(&order.known()?.id);
        if aspect == overrides::ASPECT {
            let hours: Hours = order.thing.members.typed()?;
            return match hours.overrides {
                Some(declared) => overrides::mend(cx, &id, &declared).await,
                None => Ok(()),
            };
        }
        let draft = draft(order.thing)?;
        Ok(cx
            .ports()
            .hours
            .update(&cx.instance()?, &id, &draft)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let instance: InstanceId = cx.instance()?;
        Ok(cx
            .ports()
            .hours
            .delete(&instance, &HoursId::new(&known.id))
            .await?)
    }

    fn after_make(&self, thing: &Declared) -> Vec<&'static str> {
        overrides::after_make(thing)
    }
}

// === impl Hours ===

impl Hours {
    /// The order of open times says nothing, and other tools store one of their own; here it is
    /// that of the week.
    fn sorted(mut self) -> Self {
        let place = |day: &str| Day::ALL.iter().position(|known| known.as_str() == day);
        self.config
            .sort_by_key(|open| (place(&open.day), open.start, open.end));
        self
    }
}

fn observed((named, record): (Named, HoursRecord)) -> Observed {
    let members = Hours {
        name: record.name,
        description: record.description,
        time_zone: record.time_zone,
        config: record.config,
        overrides: None,
    };
    Observed::ready(
        KindId::Hours,
        named,
        Members::of(&members.sorted()),
        Some(record.tags),
    )
}

fn draft(thing: &Declared) -> Result<HoursDraft, Trouble> {
    let hours: Hours = thing.members.typed()?;
    Ok(HoursDraft {
        name: hours.name,
        description: hours.description,
        time_zone: hours.time_zone,
        config: hours.config,
    })
}
