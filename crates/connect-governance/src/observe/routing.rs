//! Queues and what belongs to them.

use connect_model::spec::Kind;
use connect_resources::{
    hours::{HoursRecord, Opening},
    queue::QueueRecord,
    quick_connect::{Destination, QuickConnectRecord},
};

use super::names::{Listed, is_builtin};
use crate::world::{Hours, Part, Prompt, Queue, QuickConnect, QuickConnectTarget, World};

/// Puts what lists told in its place.
pub(super) fn put(listed: Listed, world: &mut World) {
    let arn = world.instance.arn.clone();
    let queues = listed.queues.as_ref().map_err(Clone::clone);
    let queues = queues.map(|all| all.iter().map(|it| queue(&listed, &arn, it)).collect());
    world.take(Part::Queues, queues, |world| &mut world.queues);
    let hours = listed.hours.as_ref().map_err(Clone::clone);
    let hours = hours.map(|all| all.iter().map(|it| self::hours(&arn, it)).collect());
    world.take(Part::Hours, hours, |world| &mut world.hours);
    let links = listed.quick_connects.as_ref().map_err(Clone::clone);
    let links = links.map(|all| all.iter().map(|it| link(&listed, &arn, it)).collect());
    world.take(Part::QuickConnects, links, |world| {
        &mut world.quick_connects
    });
    let prompts = listed.prompts.map(|all| {
        let prompt = |named: connect_resources::Named| Prompt {
            is_builtin: is_builtin(Kind::Prompt, &named.name),
            name: named.name,
            arn: named.known.arn,
        };
        all.into_iter().map(prompt).collect()
    });
    world.take(Part::Prompts, prompts, |world| &mut world.prompts);
}

fn queue(listed: &Listed, arn: &str, record: &QueueRecord) -> Queue {
    let caller = record.caller.as_ref();
    Queue {
        name: record.name.clone(),
        arn: format!("{arn}/queue/{}", record.id),
        hours: listed.hours(record.hours.as_str()),
        max_contacts: record.max_contacts,
        caller_number: caller
            .and_then(|it| it.number.as_ref())
            .map(|id| listed.number(id.as_str())),
        outbound_flow: caller
            .and_then(|it| it.flow.as_ref())
            .map(|id| listed.flow(id.as_str())),
        is_enabled: record.status == "ENABLED",
        is_builtin: is_builtin(Kind::Queue, &record.name),
    }
}

fn hours(arn: &str, record: &HoursRecord) -> Hours {
    let minutes = |time: connect_resources::hours::Time| {
        u32::try_from(time.hours * 60 + time.minutes).unwrap_or_default()
    };
    let opening = |it: &Opening| (it.day.clone(), minutes(it.start), minutes(it.end));
    Hours {
        name: record.name.clone(),
        arn: format!("{arn}/operating-hours/{}", record.id),
        time_zone: record.time_zone.clone(),
        openings: record.config.iter().map(opening).collect(),
        is_builtin: is_builtin(Kind::HoursOfOperation, &record.name),
    }
}

fn link(listed: &Listed, arn: &str, record: &QuickConnectRecord) -> QuickConnect {
    QuickConnect {
        name: record.name.clone(),
        arn: format!("{arn}/transfer-destination/{}", record.id),
        target: match &record.destination {
            Destination::Queue { queue, .. } => {
                QuickConnectTarget::Queue(listed.queue(queue.as_str()))
            }
            Destination::User { user, .. } => {
                let known = listed.username(user.as_str());
                QuickConnectTarget::User {
                    name: known.unwrap_or(user.as_str()).to_owned(),
                    exists: known.is_some(),
                }
            }
            Destination::PhoneNumber(number) => QuickConnectTarget::Number(number.clone()),
            Destination::Flow(flow) => QuickConnectTarget::Flow(listed.flow(flow.as_str())),
        },
    }
}
