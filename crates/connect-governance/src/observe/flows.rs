//! Flows with their contents, numbers, and what flows may use.

use connect_model::{FlowId, ModuleId, spec::Kind};
use connect_resources::{flow::FlowRecord, lex::Bot, module::ModuleRecord};
use flow_language::Document;
use futures::{FutureExt, StreamExt, stream};

use super::{
    Look, Seen, Unseen,
    names::{Listed, is_builtin},
};
use crate::world::{Association, Flow, FlowKind, Number, Part, TestCase, World};

/// Descriptions on the way at once. The pace bounds the calls.
const WIDTH: usize = 16;

/// What was seen of flows.
pub(super) struct Flows {
    contents: Seen<Vec<Flow>>,
    numbers: Seen<Vec<Number>>,
    associations: Seen<Vec<Association>>,
    tests: Seen<Vec<TestCase>>,
    origins: Seen<Vec<String>>,
    security_keys: Seen<usize>,
}

pub(super) async fn look(look: &Look<'_>, listed: &Listed) -> Flows {
    let (ports, id) = (&look.calls.ports, &look.instance);
    let origins = || ports.approved_origin.list(id);
    let keys = || ports.security_key.list(id);
    let (flows, numbers, associations, tests, origins, keys) = futures::join!(
        flows(look, listed),
        numbers(look, listed),
        associations(look),
        tests(look),
        look.ask(&[Part::Origins], origins),
        look.ask(&[Part::Origins, Part::Flows], keys),
    );
    Flows {
        contents: flows,
        numbers,
        associations,
        tests,
        origins,
        security_keys: keys.map(|keys| keys.len()),
    }
}

async fn flows(look: &Look<'_>, listed: &Listed) -> Seen<Vec<Flow>> {
    if !look.needs(&[Part::Flows]) {
        return Err(Unseen("it was not asked for".to_owned()));
    }
    let flows = listed.flows.as_ref().map_err(Clone::clone)?;
    let modules = listed.modules.as_ref().map_err(Clone::clone)?;
    let mut all = Vec::with_capacity(flows.len() + modules.len());
    let each: Vec<_> = flows.iter().map(|it| flow(look, it).boxed()).collect();
    let mut described = stream::iter(each).buffered(WIDTH);
    while let Some(flow) = described.next().await {
        all.extend(flow?);
    }
    drop(described);
    let each: Vec<_> = modules.iter().map(|it| module(look, it).boxed()).collect();
    let mut described = stream::iter(each).buffered(WIDTH);
    while let Some(module) = described.next().await {
        all.push(module?);
    }
    Ok(all)
}

/// A flow of a type that this program does not know is left out.
async fn flow(look: &Look<'_>, record: &FlowRecord) -> Seen<Option<Flow>> {
    let Ok(kind) = record.r#type.parse() else {
        return Ok(None);
    };
    let is_builtin = is_builtin(Kind::ContactFlow, &record.name);
    let mut content = record.content.clone();
    // What AWS brings along differs from flow to flow; its own flows nobody judges.
    if content.is_none() && !is_builtin {
        let (port, id) = (&look.calls.ports.flow, FlowId::new(record.id.as_str()));
        let described = look.ask(&[Part::Flows], || port.describe(&look.instance, &id, false));
        content = described.await?.content;
    }
    Ok(Some(Flow {
        name: record.name.clone(),
        arn: record.arn.clone(),
        kind: FlowKind::Flow(kind),
        is_builtin,
        document: content.and_then(|text| Document::parse(&text).ok()),
        modified_s: record.modified_ms.map(|ms| ms / 1_000),
    }))
}

async fn module(look: &Look<'_>, record: &ModuleRecord) -> Seen<Flow> {
    let mut content = record.content.clone();
    if content.is_none() {
        let (port, id) = (&look.calls.ports.module, ModuleId::new(record.id.as_str()));
        let described = look.ask(&[Part::Flows], || port.describe(&look.instance, &id, false));
        content = described.await?.content;
    }
    Ok(Flow {
        name: record.name.clone(),
        arn: record.arn.clone(),
        kind: FlowKind::Module,
        is_builtin: false,
        document: content.and_then(|text| Document::parse(&text).ok()),
        modified_s: None,
    })
}

/// Numbers of the instance and of its groups. One whose instance or group is gone belongs to nobody, and
/// costs all the same.
async fn numbers(look: &Look<'_>, listed: &Listed) -> Seen<Vec<Number>> {
    if !look.needs(&[Part::Numbers]) {
        return Err(Unseen("it was not asked for".to_owned()));
    }
    let numbers = listed.numbers.as_ref().map_err(Clone::clone)?;
    let groups = listed.groups.as_ref().map_err(Clone::clone)?;
    let ports = &look.calls.ports;
    let attached = || ports.phone_number.flows(&look.instance);
    let attached = look.ask(&[Part::Numbers], attached).await?;
    let mut ours = Vec::new();
    for number in numbers {
        let is_ours =
            number.target == look.arn || groups.iter().any(|group| group.arn == number.target);
        let of_other = look
            .instances
            .iter()
            .any(|it| it.known.arn == number.target);
        // A group of another instance cannot be told from one that is gone, so it is left alone.
        if !is_ours && (of_other || number.target.contains(":traffic-distribution-group/")) {
            continue;
        }
        let is_it = |id: &str| id == number.id.as_str() || id == number.arn;
        let flow = attached.iter().find(|(id, _)| is_it(id));
        ours.push(Number {
            number: number.number.clone(),
            arn: number.arn.clone(),
            country: number.country.clone(),
            r#type: number.r#type.clone(),
            flow: flow.map(|(_, flow)| listed.flow(flow.as_str())),
            has_target: is_ours,
            minutes: None,
        });
    }
    Ok(ours)
}

/// Where there are none, nobody asks how they went.
async fn tests(look: &Look<'_>) -> Seen<Vec<TestCase>> {
    let (center, id) = (&look.calls.center, &look.instance);
    let mut cases = look.ask(&[Part::Tests], || center.test_cases(id)).await?;
    if !cases.is_empty() {
        let runs = look.ask(&[Part::Tests], || center.test_runs(id)).await?;
        for (case, run) in runs {
            if let Some(case) = cases.get_mut(&case) {
                case.last_run = Some(run);
            }
        }
    }
    Ok(cases.into_values().collect())
}

async fn associations(look: &Look<'_>) -> Seen<Vec<Association>> {
    let (ports, id) = (&look.calls.ports, &look.instance);
    let needed = &[Part::Associations];
    let functions = look.ask(needed, || ports.lambda.list(id)).await?;
    // Each version of Lex has a list of its own.
    let (bots, bots_v1) = futures::try_join!(
        look.ask(needed, || ports.lex.list(id, false)),
        look.ask(needed, || ports.lex.list(id, true)),
    )?;
    let mut all: Vec<_> = functions.into_iter().map(Association::Function).collect();
    let bot = |bot| match bot {
        Bot::V2 { alias_arn } => Association::Bot(alias_arn),
        Bot::V1 { name, .. } => Association::BotV1(name),
    };
    all.extend(bots.into_iter().chain(bots_v1).map(bot));
    Ok(all)
}

// === impl Flows ===

impl Flows {
    pub(super) fn put(self, world: &mut World) {
        world.take(Part::Flows, self.contents, |world| &mut world.flows);
        world.take(Part::Numbers, self.numbers, |world| &mut world.numbers);
        world.take(Part::Associations, self.associations, |world| {
            &mut world.associations
        });
        world.take(Part::Tests, self.tests, |world| &mut world.tests);
        world.take(Part::Origins, self.security_keys, |world| {
            &mut world.security_keys
        });
        world.take(Part::Origins, self.origins, |world| &mut world.origins);
    }
}
