//! The instance and its attributes.

mod address;
mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, FaultClass, InstanceId,
    spec::{ContactCenter, IdentityManagement, InstanceSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::{Attribute, InstanceDraft, InstanceRecord, InstanceStatus, Port};
use crate::{
    Acting, Aspect, Bond, Condition, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit,
    Members, Named, Observed, Order, Reading, ThingKey, Trouble, Written,
};

/// The kind.
#[derive(Debug)]
pub struct InstanceKind;

/// The kind.
pub const KIND: InstanceKind = InstanceKind;

const UPDATE: &str = "connect:UpdateInstanceAttribute";

static FACTS: Facts = Facts {
    id: KindId::Instance,
    noun: "instance",
    layer: Layer::Instance,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateInstance",
    remove: "connect:DeleteInstance",
    settles: Some("connect:DescribeInstance"),
    fixed: &["identity_management", "directory_id"],
    aspects: &[
        Aspect::of("inbound-calls", &["inbound_calls"], UPDATE),
        Aspect::of("outbound-calls", &["outbound_calls"], UPDATE),
        Aspect::of("contact-flow-logs", &["contact_flow_logs"], UPDATE),
        Aspect::of("contact-lens", &["contact_lens"], UPDATE),
        Aspect::of(
            "auto-resolve-best-voices",
            &["auto_resolve_best_voices"],
            UPDATE,
        ),
        Aspect::of("early-media", &["early_media"], UPDATE),
        Aspect::of(
            "multi-party-conference",
            &["multi_party_conference"],
            UPDATE,
        ),
    ],
    teardown: 100,
};

const LIMITS: &[Limit] = &[Limit::things(
    "Amazon Connect instance count",
    "L-AA17A6B9",
    2,
)];

/// Aspects that the call that makes an instance cannot take.
const AFTER: &[&str] = &[
    "contact-flow-logs",
    "contact-lens",
    "auto-resolve-best-voices",
    "early-media",
    "multi-party-conference",
];

#[derive(Serialize, Deserialize)]
struct Instance {
    identity_management: String,
    directory_id: Option<String>,
    inbound_calls: Option<bool>,
    outbound_calls: Option<bool>,
    contact_flow_logs: Option<bool>,
    contact_lens: Option<bool>,
    auto_resolve_best_voices: Option<bool>,
    early_media: Option<bool>,
    multi_party_conference: Option<bool>,
}

// === impl InstanceKind ===

#[async_trait]
impl Kind for InstanceKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    /// Those of all centres of the account and Region.
    async fn count(&self, cx: &Reading<'_>) -> Result<Option<usize>, Fault> {
        let listed = cx.read(|| cx.ports.instance.list()).await?;
        Ok(Some(listed.len()))
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let spec = &center.instance;
        let key = ThingKey::new(KindId::Instance, spec.alias.as_str());
        vec![Declared {
            tags: spec.all_tags(),
            ignore: spec.ignore.clone(),
            ..Declared::bare(key, Members::of(&Instance::declared(spec)))
        }]
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let instance: Instance = thing.members.typed()?;
        let managed = IdentityManagement::ConnectManaged.as_str();
        let mut entry = Written::new()
            .with("alias", thing.key.name.as_str())
            .unless(
                "identity_management",
                instance.identity_management.as_str(),
                managed,
            );
        for attribute in Attribute::ALL {
            let value = thing.members.get(attribute.member()).cloned();
            entry = entry.unless(attribute.member(), value, attribute.is_usual());
        }
        spec.within("instance", entry);
        if instance.identity_management == IdentityManagement::ExistingDirectory.as_str() {
            spec.note(
                "AWS does not tell its directory",
                "add directory_id by hand",
            );
        }
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let mut listed = cx.instances().await?.to_vec();
        listed.retain(|named| cx.scope.alias.as_str() == named.name);
        Ok(listed)
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        if let Some((named, record)) = address::recall(cx).await? {
            return Ok(vec![observe(cx, named, record).await?]);
        }
        let mut observed = Vec::new();
        for named in self.names(cx).await? {
            let id = InstanceId::new(&named.known.id);
            if let Some(record) = cx.read_some(|| cx.ports.instance.describe(&id)).await? {
                observed.push(observe(cx, named, record).await?);
            }
        }
        let ready = |thing: &&Observed| thing.condition == Condition::Ready && !cx.owners;
        let ready = observed.iter().find(ready);
        address::keep(cx, ready.map(|thing| &thing.known)).await;
        Ok(observed)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let instance: Instance = order.thing.members.typed()?;
        let draft = InstanceDraft {
            alias: order.thing.key.name.clone(),
            identity_management: instance.identity_management,
            directory_id: instance.directory_id,
            inbound_calls: instance.inbound_calls.unwrap_or(true),
            outbound_calls: instance.outbound_calls.unwrap_or(true),
            tags: order.all_tags(cx.scope()),
            token: order.attempt.token().await.to_string(),
        };
        Ok(cx.ports().instance.create(&draft).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let id = InstanceId::new(&order.known()?.id);
        let unknown = || Trouble::unknown_aspect(KindId::Instance, aspect);
        let attribute = Attribute::of_aspect(aspect).ok_or_else(unknown)?;
        let value = order
            .thing
            .members
            .get(attribute.member())
            .and_then(Value::as_bool);
        Ok(cx
            .ports()
            .instance
            .set(&id, attribute, value.ok_or_else(unknown)?)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx
            .ports()
            .instance
            .delete(&InstanceId::new(&known.id))
            .await?)
    }

    async fn condition(&self, cx: &Acting<'_>, known: &Known) -> Result<Condition, Trouble> {
        let id = InstanceId::new(&known.id);
        let record = cx.ports().instance.describe(&id).await?;
        let condition = Condition::from(record.status);
        if condition == Condition::Ready {
            address::keep(&cx.reading, Some(known)).await;
        }
        Ok(condition)
    }

    async fn gone(&self, cx: &Acting<'_>, known: &Known) -> Result<bool, Trouble> {
        match cx
            .ports()
            .instance
            .describe(&InstanceId::new(&known.id))
            .await
        {
            Ok(_) => Ok(false),
            Err(fault) if fault.class == FaultClass::NotFound => Ok(true),
            Err(fault) => Err(fault.into()),
        }
    }

    fn after_make(&self, _: &Declared) -> Vec<&'static str> {
        AFTER.to_vec()
    }

    fn embodies_instance(&self) -> bool {
        true
    }
}

// === impl Instance ===

impl Instance {
    fn declared(spec: &InstanceSpec) -> Self {
        Self {
            identity_management: spec.identity_management.as_str().to_owned(),
            directory_id: spec.directory_id.as_ref().map(ToString::to_string),
            inbound_calls: Some(spec.inbound_calls),
            outbound_calls: Some(spec.outbound_calls),
            contact_flow_logs: Some(spec.contact_flow_logs),
            contact_lens: Some(spec.contact_lens),
            auto_resolve_best_voices: Some(spec.auto_resolve_best_voices),
            early_media: Some(spec.early_media),
            multi_party_conference: Some(spec.multi_party_conference),
        }
    }

    /// Identity type and directory alone; the attributes follow.
    fn observed(record: &InstanceRecord) -> Self {
        Self {
            identity_management: record.identity_management.clone(),
            directory_id: None,
            inbound_calls: None,
            outbound_calls: None,
            contact_flow_logs: None,
            contact_lens: None,
            auto_resolve_best_voices: None,
            early_media: None,
            multi_party_conference: None,
        }
    }
}

/// An instance that is not ready has no attributes to read.
async fn observe(
    cx: &Reading<'_>,
    named: Named,
    record: InstanceRecord,
) -> Result<Observed, Fault> {
    let id = InstanceId::new(&named.known.id);
    let mut members = Members::of(&Instance::observed(&record));
    let condition = Condition::from(record.status);
    if condition == Condition::Ready {
        cx.note_instance_tags(&record.tags);
        for (attribute, value) in cx.read(|| cx.ports.instance.attributes(&id)).await? {
            members.set(attribute.member(), Value::Bool(value));
        }
    }
    let named = Named {
        modified_ms: record.created_ms,
        ..named
    };
    Ok(Observed {
        condition,
        ..Observed::ready(KindId::Instance, named, members, Some(record.tags))
    })
}
