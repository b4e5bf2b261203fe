//! Flows with their contents, numbers, and what flows may use.

use std::collections::BTreeMap;

use connect_model::spec::Kind;
use connect_resources::{flow::FlowRecord, lex::Bot, module::ModuleRecord};
use flow_language::{Document, FlowType};

use super::{
    Look, Seen, Unseen,
    contents::{Wanted, contents},
    names::{Listed, is_builtin},
};
use crate::world::{Association, Flow, FlowKind, Number, Part, TestCase, World};

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
    let is_known = |it: &&FlowRecord| it.r#type.parse::<FlowType>().is_ok();
    let hidden = flows.iter().filter(is_known);
    let hidden = hidden.filter(|it| it.content.is_none());
    // What AWS brings along differs from flow to flow; its own flows nobody judges.
    let hidden = hidden.filter(|it| !is_builtin(Kind::ContactFlow, &it.name));
    let hidden = hidden.map(Wanted::of_flow);
    let modules_hidden = modules.iter().filter(|it| it.content.is_none());
    let wanted = hidden.chain(modules_hidden.map(Wanted::of_module));
    let contents = contents(look, wanted.collect()).await?;
    let flows = flows.iter().filter_map(|it| flow(it, &contents));
    let modules = modules.iter().map(|it| module(it, &contents));
    Ok(flows.chain(modules).collect())
}

/// A flow of a type that this program does not know is left out.
fn flow(record: &FlowRecord, contents: &BTreeMap<String, String>) -> Option<Flow> {
    let kind = record.r#type.parse().ok()?;
    Some(Flow {
        name: record.name.clone(),
        arn: record.arn.clone(),
        kind: FlowKind::Flow(kind),
        is_builtin: is_builtin(Kind::ContactFlow, &record.name),
        document: document(record.content.as_ref(), &record.arn, contents),
        modified_s: record.modified_ms.map(|ms| ms / 1_000),
    })
}

fn module(record: &ModuleRecord, contents: &BTreeMap<String, String>) -> Flow {
    Flow {
        name: record.name.clone(),
        arn: record.arn.clone(),
        kind: FlowKind::Module,
        is_builtin: false,
        document: document(record.content.as_ref(), &record.arn, contents),
        modified_s: None,
    }
}

fn document(
    shown: Option<&String>,
    arn: &str,
    contents: &BTreeMap<String, String>,
) -> Option<Document> {
    let content = shown.or_else(|| contents.get(arn))?;
    Document::parse(content).ok()
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
