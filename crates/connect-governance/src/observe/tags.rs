//! Tags of what the instance has. Searches bring them along; those of numbers alone are asked for.

use std::collections::BTreeMap;

use connect_model::Tags;

use super::{Look, Seen, Unseen, names::Listed};
use crate::world::Part;

type ByArn = BTreeMap<String, BTreeMap<String, String>>;

pub(super) async fn look(look: &Look<'_>, listed: &Listed) -> Seen<ByArn> {
    const PARTS: &[Part] = &[Part::Tags];
    let Some(port) = look.calls.tags.as_deref() else {
        return Err(Unseen::not_built_in("the tagging API"));
    };
    let mut tags = ByArn::new();
    of_searches(look, listed, &mut tags)?;
    let numbers = listed.numbers.as_ref().map_err(Clone::clone)?;
    let ours = numbers.iter().filter(|it| it.target == look.arn);
    let ours: Vec<&str> = ours.map(|it| it.arn.as_str()).collect();
    if !ours.is_empty() {
        let mut known = look.ask(PARTS, || port.of_numbers()).await?;
        for arn in ours {
            // Only what was tagged once is told.
            let of_number = known.remove(arn).unwrap_or_default();
            tags.insert(arn.to_owned(), of_number);
        }
    }
    tags.insert(look.arn.clone(), owned(look.tags));
    Ok(tags)
}

/// AWS's own flows, profiles and hours take tags too, and count like others once they are used; those of a
/// fresh instance nobody has made, so they are left out.
fn of_searches(look: &Look<'_>, listed: &Listed, tags: &mut ByArn) -> Seen<()> {
    use connect_model::spec::Kind;
    let is_builtin = super::names::is_builtin;
    let mut put = |word: &str, id: &str, of: &Tags| {
        tags.insert(format!("{}/{word}/{id}", look.arn), owned(of));
    };
    for it in listed.users.as_ref().map_err(Clone::clone)? {
        put("agent", it.id.as_str(), &it.tags);
    }
    for it in listed.security_records.as_ref().map_err(Clone::clone)? {
        let name = listed.security_profile(it.id.as_str());
        if !is_builtin(Kind::SecurityProfile, &name) {
            put("security-profile", it.id.as_str(), &it.tags);
        }
    }
    for it in listed.routing_profiles.as_ref().map_err(Clone::clone)? {
        if !is_builtin(Kind::RoutingProfile, &it.name) {
            put("routing-profile", it.id.as_str(), &it.tags);
        }
    }
    for it in listed.queues.as_ref().map_err(Clone::clone)? {
        if !is_builtin(Kind::Queue, &it.name) {
            put("queue", it.id.as_str(), &it.tags);
        }
    }
    for it in listed.hours.as_ref().map_err(Clone::clone)? {
        if !is_builtin(Kind::HoursOfOperation, &it.name) {
            put("operating-hours", it.id.as_str(), &it.tags);
        }
    }
    for it in listed.quick_connects.as_ref().map_err(Clone::clone)? {
        put("transfer-destination", it.id.as_str(), &it.tags);
    }
    for it in listed.flows.as_ref().map_err(Clone::clone)? {
        if !is_builtin(Kind::ContactFlow, &it.name) {
            tags.insert(it.arn.clone(), owned(&it.tags));
        }
    }
    for it in listed.modules.as_ref().map_err(Clone::clone)? {
        tags.insert(it.arn.clone(), owned(&it.tags));
    }
    Ok(())
}

fn owned(tags: &Tags) -> BTreeMap<String, String> {
    tags.as_map().clone()
}
