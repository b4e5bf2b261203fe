//! Quotas, with what is used of them.

use connect_resources::{Counts, KindId, Limit, Quotas};

use super::{Look, Seen, Unseen};
use crate::world::{Part, QuotaUse, World};

pub(super) async fn look(look: &Look<'_>, world: &World) -> Seen<Vec<QuotaUse>> {
    let Some(port) = look.calls.quotas.as_deref() else {
        return Err(Unseen::not_built_in("Service Quotas"));
    };
    let read = look.ask(&[Part::Quotas], || port.applied()).await?;
    let quotas = Quotas::Read(read);
    let mut known = Vec::new();
    for (kind, used) in used(world) {
        for limit in kind.kind().limits() {
            known.extend(of(limit, &quotas, &world.instance.arn, used));
        }
    }
    Ok(known)
}

/// Those that count all things of a kind. What AWS brings along does not count.
fn of(limit: &Limit, quotas: &Quotas, instance: &str, used: usize) -> Option<QuotaUse> {
    if !matches!(limit.counts, Counts::Things) {
        return None;
    }
    let allowed = quotas.allowance(limit, Some(instance))?;
    // A default that may have been raised is no reason to worry anybody.
    allowed.is_certain.then(|| QuotaUse {
        name: limit.name.to_owned(),
        code: limit.code.map(str::to_owned),
        limit: allowed.value,
        used: u64::try_from(used).unwrap_or(u64::MAX),
        is_adjustable: limit.is_adjustable,
    })
}

fn used(world: &World) -> Vec<(KindId, usize)> {
    let flows = world.flows.iter();
    let (modules, flows): (Vec<_>, Vec<_>) = flows
        .filter(|it| !it.is_builtin)
        .partition(|it| it.kind == crate::world::FlowKind::Module);
    let made = |builtin: &mut dyn Iterator<Item = bool>| builtin.filter(|is| !is).count();
    let counts = [
        (Part::Users, KindId::User, world.users.len()),
        (
            Part::Queues,
            KindId::Queue,
            made(&mut world.queues.iter().map(|it| it.is_builtin)),
        ),
        (
            Part::Hours,
            KindId::Hours,
            made(&mut world.hours.iter().map(|it| it.is_builtin)),
        ),
        (
            Part::RoutingProfiles,
            KindId::RoutingProfile,
            made(&mut world.routing_profiles.iter().map(|it| it.is_builtin)),
        ),
        (
            Part::SecurityProfiles,
            KindId::SecurityProfile,
            made(&mut world.security_profiles.iter().map(|it| it.is_builtin)),
        ),
        (
            Part::QuickConnects,
            KindId::QuickConnect,
            world.quick_connects.len(),
        ),
        (
            Part::Prompts,
            KindId::Prompt,
            made(&mut world.prompts.iter().map(|it| it.is_builtin)),
        ),
        (Part::Flows, KindId::Flow, flows.len()),
        (Part::Flows, KindId::Module, modules.len()),
        (Part::Numbers, KindId::PhoneNumber, world.numbers.len()),
    ];
    let counts = counts.into_iter();
    counts
        .filter(|(part, ..)| world.has(*part))
        .map(|(_, kind, used)| (kind, used))
        .collect()
}
