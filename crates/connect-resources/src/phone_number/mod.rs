//! Phone numbers: those that are claimed for the centre, and those that it takes over as they are.

mod claim;
mod offer;
mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, Finding, FlowId, PhoneNumberId,
    spec::{ContactCenter, Entry, NumberSource, PhoneNumberSpec},
};
use serde::{Deserialize, Serialize};

pub use self::port::{Claim, NumberGroup, NumberListed, NumberRecord, NumberStatus, Port, Wish};
use crate::{
    Acting, Aspect, Bond, CENTER_TAG, Condition, Declared, Exporter, Facts, KEY_TAG, Kind, KindId,
    Known, Layer, Limit, Members, Named, Observed, Order, Reading, Reference, Section, ThingKey,
    Trouble, Written,
    export::{self, name_of},
};

/// The kind.
#[derive(Debug)]
pub struct PhoneNumberKind;

/// The kind.
pub const KIND: PhoneNumberKind = PhoneNumberKind;

const FLOW: &str = "flow";
const GROUP: &str = "traffic_distribution_group";
/// What the ARN of a traffic distribution group has in it.
const GROUP_PART: &str = ":traffic-distribution-group/";
const DESCRIBE: &str = "connect:DescribePhoneNumber";

static FACTS: Facts = Facts {
    id: KindId::PhoneNumber,
    noun: "phone number",
    layer: Layer::Instance,
    tagged: true,
    bond: Bond::Claimed,
    make: "connect:ClaimPhoneNumber",
    remove: "connect:ReleasePhoneNumber",
    settles: Some(DESCRIBE),
    fixed: &["country", "type", "number"],
    aspects: &[
        Aspect::of(
            "description",
            &["description"],
            "connect:UpdatePhoneNumberMetadata",
        ),
        Aspect::of("target", &["instance", GROUP], "connect:UpdatePhoneNumber"),
        Aspect::deferrable(FLOW, &[FLOW], "connect:AssociatePhoneNumberContactFlow"),
    ],
    teardown: 55,
};

const LIMITS: &[Limit] = &[Limit::things("Phone numbers per instance", "L-8F812903", 5)];

#[derive(Serialize, Deserialize)]
struct PhoneNumber {
    description: Option<String>,
    /// Where it is, unless it belongs to a group of its own.
    instance: Option<Reference>,
    traffic_distribution_group: Option<Reference>,
    flow: Option<Reference>,
    country: Option<String>,
    r#type: Option<String>,
    /// What the digits must begin with; for the search alone.
    prefix: Option<String>,
    number: Option<String>,
}

// === impl PhoneNumberKind ===

#[async_trait]
impl Kind for PhoneNumberKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let instance = || Reference::named(KindId::Instance, center.instance.alias.as_str());
        let declare = |entry| {
            let members = PhoneNumber::declared(entry, instance());
            Declared::of(KindId::PhoneNumber, entry, &members)
        };
        center.phone_numbers.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::PhoneNumber)
    }

    /// One that has no key of ours goes by what people wrote about it, else by its digits.
    fn label(&self, thing: &Observed) -> Option<String> {
        let number = export::text(thing, "number").filter(|number| *number == thing.key.name)?;
        Some(export::label(export::text(thing, "description"), number))
    }

    /// With the number that there is, so that no other one is ever claimed in its place.
    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let entry = Written::new()
            .copied(thing, &["number", "country", "type", "description"])
            .with_some(GROUP, thing.members.get(GROUP).map(name_of))
            .with_some(FLOW, thing.members.get(FLOW).map(name_of));
        spec.map(&thing.key.name, entry);
        Ok(())
    }

    async fn obstacles(&self, cx: &Reading<'_>, new: &[&Declared]) -> Result<Vec<Finding>, Fault> {
        offer::missing(cx, new).await
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        Ok(found(cx)
            .await?
            .into_iter()
            .map(|found| found.named)
            .collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let found = found(cx).await?;
        // Whose everything is asked for may be released, and a number that has a flow is not.
        let asks = |thing: &Declared| thing.members.has(FLOW);
        let any = !found.is_empty() && (cx.owners || cx.declared.iter().any(asks));
        let flows = match cx.instance {
            Some(instance) if any => cx.read(|| cx.ports.phone_number.flows(instance)).await?,
            _ => Vec::new(),
        };
        let flow_of = |known: &Known| {
            let is = |(number, _): &&(String, FlowId)| *number == known.id || *number == known.arn;
            flows
                .iter()
                .find(is)
                .map(|(_, flow)| Reference::id(KindId::Flow, flow.as_str()))
        };
        Ok(found
            .into_iter()
            .map(|found| {
                let flow = flow_of(&found.named.known);
                observed(cx, found, flow)
            })
            .collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let number: PhoneNumber = order.thing.members.typed()?;
        claim::claim(cx, order, number).await
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let id = PhoneNumberId::new(&order.known()?.id);
        let declared: PhoneNumber = order.thing.members.typed()?;
        let port = &cx.ports().phone_number;
        match aspect {
            "description" => {
                port.describe_as(&id, declared.description.as_deref().unwrap_or_default())
                    .await?;
            }
            "target" => move_to(cx, &id, &declared).await?,
            FLOW => {
                let flow = cx.resolve_some(declared.flow.as_ref()).await?;
                let flow = flow.map(|known| FlowId::new(known.id));
                port.attach(&cx.instance()?, &id, flow.as_ref()).await?;
            }
            other => return Err(Trouble::unknown_aspect(KindId::PhoneNumber, other)),
        }
        Ok(())
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx
            .ports()
            .phone_number
            .release(&PhoneNumberId::new(&known.id))
            .await?)
    }

    async fn condition(&self, cx: &Acting<'_>, known: &Known) -> Result<Condition, Trouble> {
        let id = PhoneNumberId::new(&known.id);
        Ok(cx.ports().phone_number.describe(&id).await?.status.into())
    }

    async fn gone(&self, cx: &Acting<'_>, known: &Known) -> Result<bool, Trouble> {
        let id = PhoneNumberId::new(&known.id);
        match cx.ports().phone_number.describe(&id).await {
            Ok(_) => Ok(false),
            Err(fault) if fault.class == connect_model::FaultClass::NotFound => Ok(true),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Outputs tell which flow answers.
    fn shows(&self) -> &'static [KindId] {
        &[KindId::Flow]
    }

    /// The call that claims takes no flow.
    fn after_make(&self, thing: &Declared) -> Vec<&'static str> {
        thing.members.get(FLOW).map(|_| FLOW).into_iter().collect()
    }
}

// === impl PhoneNumber ===

impl PhoneNumber {
    /// What has it, or is to have it.
    fn target(&self) -> Result<&Reference, Trouble> {
        let target = self.traffic_distribution_group.as_ref();
        let target = target.or(self.instance.as_ref());
        target.ok_or_else(|| Trouble::stored("MEMBERS_UNREADABLE", "the number has no target"))
    }

    fn declared(entry: &Entry<PhoneNumberSpec>, instance: Reference) -> Self {
        let spec = &entry.spec;
        let group = spec.traffic_distribution_group.as_ref();
        let group =
            group.map(|name| Reference::named(KindId::TrafficDistributionGroup, name.as_str()));
        let mut members = Self {
            description: spec.description.clone(),
            instance: group.is_none().then_some(instance),
            traffic_distribution_group: group,
            flow: spec
                .flow
                .as_ref()
                .map(|flow| Reference::named(KindId::Flow, flow.as_str())),
            country: None,
            r#type: None,
            prefix: None,
            number: None,
        };
        match &spec.source {
            NumberSource::Taken { number } => members.number = Some(number.to_string()),
            NumberSource::Claimed {
                country,
                r#type,
                prefix,
            } => {
                members.country = Some(country.to_string());
                members.r#type = Some(r#type.as_str().to_owned());
                members.prefix = prefix.as_ref().map(ToString::to_string);
            }
        }
        members
    }
}

/// A number that matters.
struct Found {
    named: Named,
    listed: NumberListed,
    record: NumberRecord,
    /// The group of our instance that has it.
    group: Option<NumberGroup>,
}

/// The numbers that matter: those on our instance or by one of its groups, and those that are declared
/// by their digits. Each is described, because the list has neither tags nor a status.
async fn found(cx: &Reading<'_>) -> Result<Vec<Found>, Fault> {
    if cx.instance.is_none()
        && !cx
            .declared
            .iter()
            .any(|thing| thing.members.get("number").is_some())
    {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let numbers = cx.read(|| cx.ports.phone_number.list()).await?;
    let groups = groups(cx, &numbers).await?;
    for listed in numbers {
        let group = groups.iter().find(|group| group.arn == listed.target);
        let ours = group.is_some()
            || cx
                .instance
                .is_some_and(|instance| listed.target.ends_with(instance.as_str()));
        if !ours && declared_as(cx, &listed).is_none() {
            continue;
        }
        let describe = || cx.ports.phone_number.describe(&listed.id);
        if let Some(record) = cx.read_some(describe).await? {
            let known = Known::new(listed.id.as_str(), &listed.arn).labelled(&listed.number);
            let name = name(cx, &listed, &record);
            found.push(Found {
                named: Named {
                    name,
                    known,
                    modified_ms: None,
                },
                group: group.cloned(),
                listed,
                record,
            });
        }
    }
    Ok(found)
}

/// The groups of our instance, which are only asked for where some number belongs to a group.
async fn groups(cx: &Reading<'_>, numbers: &[NumberListed]) -> Result<Vec<NumberGroup>, Fault> {
    let is_of_group = |number: &NumberListed| number.target.contains(GROUP_PART);
    match cx.instance {
        Some(instance) if numbers.iter().any(is_of_group) => {
            cx.read(|| cx.ports.phone_number.groups(instance)).await
        }
        _ => Ok(Vec::new()),
    }
}

/// AWS takes the flow off a number that moves, so it is put back.
async fn move_to(
    cx: &Acting<'_>,
    id: &PhoneNumberId,
    declared: &PhoneNumber,
) -> Result<(), Trouble> {
    let port = &cx.ports().phone_number;
    let target = cx.resolve(declared.target()?).await?;
    port.move_to(id, &target.arn).await?;
    let flow = declared.flow.as_ref().and_then(Reference::key);
    let known = match &flow {
        // One that is not there yet is a step of its own.
        Some(key) => cx.find(key).await?,
        None => None,
    };
    if let Some(flow) = known {
        let flow = FlowId::new(flow.id);
        port.attach(&cx.instance()?, id, Some(&flow)).await?;
    }
    Ok(())
}

/// The key in the spec by digits, else by the tag of our own centre, else the digits.
fn name(cx: &Reading<'_>, listed: &NumberListed, record: &NumberRecord) -> String {
    let ours = record.tags.get(CENTER_TAG) == Some(cx.scope.alias.as_str());
    let tagged = || record.tags.get(KEY_TAG).filter(|_| ours);
    declared_as(cx, listed)
        .or_else(tagged)
        .unwrap_or(&listed.number)
        .to_owned()
}

fn declared_as<'a>(cx: &Reading<'a>, listed: &NumberListed) -> Option<&'a str> {
    let is = |thing: &&Declared| {
        thing
            .members
            .get("number")
            .is_some_and(|number| *number == listed.number.as_str())
    };
    cx.declared
        .iter()
        .find(is)
        .map(|thing| thing.key.name.as_str())
}

/// The instance or the group that has a number. What the instance's own group has, the instance has.
fn place(
    cx: &Reading<'_>,
    listed: &NumberListed,
    group: Option<NumberGroup>,
) -> (Option<Reference>, Option<Reference>) {
    let instance = match (cx.instance, &group) {
        (Some(instance), Some(_)) => instance.as_str(),
        _ => &listed.target,
    };
    let instance = Reference::id(KindId::Instance, instance);
    match group.filter(|group| !group.is_default) {
        Some(group) => {
            let group = Reference::id(KindId::TrafficDistributionGroup, &group.arn);
            (None, Some(group))
        }
        None => (Some(instance), None),
    }
}

fn observed(cx: &Reading<'_>, found: Found, flow: Option<Reference>) -> Observed {
    let Found {
        named,
        listed,
        record,
        group,
    } = found;
    let (instance, group) = place(cx, &listed, group);
    let members = PhoneNumber {
        description: record.description,
        instance,
        traffic_distribution_group: group,
        flow,
        country: Some(listed.country),
        r#type: Some(listed.r#type),
        prefix: None,
        number: Some(listed.number),
    };
    let members = Members::of(&members);
    Observed {
        condition: record.status.into(),
        ..Observed::ready(KindId::PhoneNumber, named, members, Some(record.tags))
    }
}
