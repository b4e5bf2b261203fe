//! The log group that the flows of an instance write to.
//!
//! Connect makes it with the first line, and keeps that for ever. Here it is made before, so that it has
//! a retention and an owner.

use async_trait::async_trait;
use connect_model::{
    Fault, FaultClass, Tags,
    spec::{ContactCenter, InstanceSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Index, Kind, KindId, Known, Layer, Members,
    Named, NotBuiltIn, Observed, Order, Ports, Reading, TAGS, ThingKey, Trouble, Written,
};

/// The kind.
#[derive(Debug)]
pub struct LogGroupKind;

/// The kind.
pub const KIND: LogGroupKind = LogGroupKind;

/// How long a group keeps what is written where the spec does not say.
const RETENTION_DAYS: u32 = 7;
const RETENTION: &str = "retention";
/// What holds it here, and in a spec.
const MEMBER: &str = "retention_days";
const SETTING: &str = "log_retention_days";
/// How much it holds, for what a removal would lose. Nobody declares it.
const STORED_BYTES: &str = "stored_bytes";

static FACTS: Facts = Facts {
    id: KindId::LogGroup,
    noun: "log group",
    layer: Layer::Supporting,
    tagged: true,
    bond: Bond::Owned,
    make: "logs:CreateLogGroup",
    remove: "logs:DeleteLogGroup",
    settles: None,
    fixed: &[],
    aspects: &[Aspect::of(RETENTION, &[MEMBER], "logs:PutRetentionPolicy")],
    teardown: 110,
};

#[derive(Serialize, Deserialize)]
struct LogGroup {
    retention_days: Option<u32>,
}

/// The calls.
#[async_trait]
pub trait Port: Send + Sync {
    /// `DescribeLogGroups`, and for one that is there `ListTagsForResource`.
    async fn find(&self, name: &str) -> Result<Option<LogGroupRecord>, Fault>;

    /// `CreateLogGroup`. A taken name is a fault of class `Duplicate`.
    async fn create(&self, name: &str, tags: &Tags) -> Result<Known, Fault>;

    /// `PutRetentionPolicy`.
    async fn keep(&self, name: &str, days: u32) -> Result<(), Fault>;

    /// `DeleteLogGroup`, with all that is in it. One that is gone already is no fault.
    async fn delete(&self, name: &str) -> Result<(), Fault>;
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct LogGroupRecord {
    /// The name, and the ARN without the `:*` at its end.
    pub known: Known,
    /// How many days it keeps what is written; for ever without it.
    pub retention_days: Option<u32>,
    /// The KMS key that encrypts it, where one was named.
    pub kms_key: Option<String>,
    /// How much is in it, as AWS counts it now and then.
    pub stored_bytes: u64,
    /// Tags.
    pub tags: Tags,
}

// === impl LogGroupKind ===

#[async_trait]
impl Kind for LogGroupKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    /// Flows that write no logs need no group. The group of an instance that is not ours is left alone
    /// unless the spec says how long it keeps them.
    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let instance = &center.instance;
        instance
            .contact_flow_logs
            .then(|| declared(instance))
            .into_iter()
            .collect()
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let LogGroup { retention_days } = thing.members.typed()?;
        let entry = if let Some(days) = retention_days {
            Written::new().unless(SETTING, days, RETENTION_DAYS)
        } else {
            spec.note(
                "it keeps the logs of flows for ever, and a spec says a number of days",
                "say log_retention_days in place of ignoring it, to have old logs removed",
            );
            unmanaged()
        };
        spec.within("instance", entry);
        Ok(())
    }

    /// Connect makes it with the first line that a flow writes.
    fn export_none(&self, instance: &Observed, spec: &mut Exporter<'_>) {
        let logs = instance.members.get("contact_flow_logs");
        if logs.is_some_and(|logs| *logs == true) {
            spec.within("instance", unmanaged());
        }
    }

    /// Connect makes the group itself if it has to; who ignores how long it keeps logs wants no more.
    fn wanted(&self, thing: &Declared, _: &Index) -> bool {
        !thing.ignore.contains(MEMBER)
    }

    fn lack(&self, ports: &Ports, thing: &Declared) -> Option<NotBuiltIn> {
        let is_left_alone = thing.ignore.contains(MEMBER);
        (!is_left_alone).then(|| ports.log_group().err()).flatten()
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let found = found(cx).await?;
        Ok(found.map(|record| named(&record)).into_iter().collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let is_left_alone = |thing: &Declared| thing.ignore.contains(MEMBER);
        if !cx.owners && cx.declared.iter().all(is_left_alone) {
            return Ok(Vec::new());
        }
        let observed = |record: LogGroupRecord| {
            let mut members = Members::of(&LogGroup {
                retention_days: record.retention_days,
            });
            members.set(STORED_BYTES, record.stored_bytes.into());
            Observed::ready(KindId::LogGroup, named(&record), members, Some(record.tags))
        };
        Ok(found(cx).await?.map(observed).into_iter().collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let (name, tags) = (&order.thing.key.name, order.all_tags(cx.scope()));
        Ok(cx.ports().log_group()?.create(name, &tags).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let LogGroup { retention_days } = order.thing.members.typed()?;
        let days = retention_days.filter(|_| aspect == RETENTION);
        let days = days.ok_or_else(|| Trouble::unknown_aspect(KindId::LogGroup, aspect))?;
        Ok(cx
            .ports()
            .log_group()?
            .keep(&order.thing.key.name, days)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        Ok(cx.ports().log_group()?.delete(&key.name).await?)
    }

    fn after_make(&self, _: &Declared) -> Vec<&'static str> {
        vec![RETENTION]
    }

    fn tag_lane(&self) -> &'static str {
        "logs:TagResource"
    }

    fn outlives_instance(&self) -> bool {
        true
    }

    fn holds_data(&self, observed: &Observed) -> bool {
        let stored = observed.members.get(STORED_BYTES).and_then(Value::as_u64);
        stored.is_some_and(|stored| stored > 0)
    }
}

/// What a spec says that leaves the group alone.
fn unmanaged() -> Written {
    Written::new().with("ignore", vec![SETTING])
}

fn declared(instance: &InstanceSpec) -> Declared {
    let members = LogGroup {
        retention_days: Some(instance.log_retention_days.unwrap_or(RETENTION_DAYS)),
    };
    let ignored = instance.ignore.contains(SETTING);
    let key = ThingKey::new(KindId::LogGroup, name(instance.alias.as_str()));
    Declared {
        tags: instance.tags.clone(),
        ignore: ignored
            .then(|| [MEMBER, TAGS].map(str::to_owned))
            .into_iter()
            .flatten()
            .collect(),
        implied: instance.log_retention_days.is_none(),
        ..Declared::bare(key, Members::of(&members))
    }
}

/// Connect writes there, whatever else there is.
fn name(alias: &str) -> String {
    format!("/aws/connect/{alias}")
}

fn named(record: &LogGroupRecord) -> Named {
    Named {
        name: record.known.id.clone(),
        known: record.known.clone(),
        modified_ms: None,
    }
}

async fn found(cx: &Reading<'_>) -> Result<Option<LogGroupRecord>, Fault> {
    let (port, name) = (cx.ports.log_group()?, name(cx.scope.alias.as_str()));
    match cx.read(|| port.find(&name)).await {
        // It went between the two calls.
        Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
        found => found,
    }
}
