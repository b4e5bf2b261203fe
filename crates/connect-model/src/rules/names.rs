//! Names: declared once, and known where they are referred to.

use std::collections::{HashMap, HashSet};

use super::scene::{Report, Scene};
use crate::{
    Name, Place, builtin,
    decode::Reference,
    spec::{FlowType, Kind, QuickConnectTarget},
    tree::Step,
    words::{quote, suggest},
};

pub(super) fn duplicate_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for declared in &scene.declared {
        let name = match declared.kind {
            Kind::User => declared.name.to_lowercase(),
            _ => declared.name.to_owned(),
        };
        if !seen.insert((declared.kind, name)) {
            let (noun, name) = (declared.kind.noun(), quote(declared.name));
            let message = format!("a {noun} named {name} is declared before");
            report.at_name(
                declared,
                message,
                "choose another name, or join the two entries",
            );
        }
    }
}

pub(super) fn unknown_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut known: HashMap<Kind, (Vec<&str>, HashSet<&str>)> = HashMap::new();
    for Reference { kind, name, place } in scene.references {
        let (words, set) = known.entry(*kind).or_insert_with(|| {
            let words = scene.known(*kind);
            (words.clone(), words.into_iter().collect())
        });
        if set.contains(name.as_str()) || report.is_full() {
            continue;
        }
        let message = format!("there is no {} named {}", kind.noun(), quote(name));
        let otherwise = format!("declare it under {kind}, or list it under uses");
        report.at(place.clone(), message, suggest(name, words, &otherwise));
    }
}

pub(super) fn duplicate_reference(scene: &Scene<'_>, report: &mut Report<'_>) {
    let document = scene.document;
    for queue in &document.queues {
        let keys = queue.spec.quick_connects.iter().map(crate::Key::as_str);
        find_repeats(keys, "quick_connects", &queue.place, scene, report);
    }
    for profile in &document.security_profiles {
        let names = profile.spec.permissions.iter().map(String::as_str);
        find_repeats(names, "permissions", &profile.place, scene, report);
    }
    for user in &document.users {
        let names = user.spec.security_profiles.iter().map(Name::as_str);
        find_repeats(names, "security_profiles", &user.place, scene, report);
    }
}

fn find_repeats<'a>(
    names: impl Iterator<Item = &'a str>,
    member: &str,
    entry: &Place,
    scene: &Scene<'_>,
    report: &mut Report<'_>,
) {
    let mut seen = HashSet::new();
    for (index, name) in names.enumerate() {
        if !seen.insert(name) {
            let message = format!("{} stands in the list before", quote(name));
            let steps = [Step::Member(member), Step::Item(index)];
            report.below(scene, entry, &steps, message, "leave it out here");
        }
    }
}

pub(super) fn used_and_declared(scene: &Scene<'_>, report: &mut Report<'_>) {
    for declared in &scene.declared {
        let used = scene.document.uses.of(declared.kind);
        if used.is_some_and(|used| used.contains(declared.reference)) {
            let message = format!("{} is also listed under uses", quote(declared.reference));
            report.at_name(
                declared,
                message,
                "leave it out there, or do not declare it here",
            );
        }
    }
}

pub(super) fn unfit_flow_type(scene: &Scene<'_>, report: &mut Report<'_>) {
    let document = scene.document;
    for number in &document.phone_numbers {
        let flow = number.spec.flow.as_ref();
        check_flow_type(
            flow,
            FlowType::ContactFlow,
            &number.place,
            &["flow"],
            scene,
            report,
        );
    }
    for queue in &document.queues {
        let flow = queue
            .spec
            .outbound_caller
            .as_ref()
            .and_then(|caller| caller.flow.as_ref());
        let way = ["outbound_caller", "flow"];
        check_flow_type(
            flow,
            FlowType::OutboundWhisper,
            &queue.place,
            &way,
            scene,
            report,
        );
    }
    for connect in &document.quick_connects {
        let wanted = match connect.spec.target {
            QuickConnectTarget::Queue { .. } => FlowType::QueueTransfer,
            QuickConnectTarget::User { .. } => FlowType::AgentTransfer,
            QuickConnectTarget::PhoneNumber { .. } | QuickConnectTarget::Flow { .. } => continue,
        };
        let flow = connect.spec.target.flow();
        check_flow_type(flow, wanted, &connect.place, &["flow"], scene, report);
    }
}

fn check_flow_type(
    flow: Option<&Name>,
    wanted: FlowType,
    entry: &Place,
    way: &[&str],
    scene: &Scene<'_>,
    report: &mut Report<'_>,
) {
    let Some(flow) = flow else { return };
    let declared = scene
        .document
        .contact_flows
        .iter()
        .find(|entry| entry.name == *flow);
    let found = match declared {
        Some(declared) => Some(declared.spec.r#type),
        None => builtin::flow_type(flow.as_str()),
    };
    if let Some(found) = found.filter(|found| *found != wanted) {
        let message = format!(
            "the flow {} is of type {found}, not {wanted}",
            quote(flow.as_str())
        );
        let steps: Vec<Step<'_>> = way.iter().map(|member| Step::Member(member)).collect();
        let remedy = format!("name a flow of type {wanted}");
        report.below(scene, entry, &steps, message, remedy);
    }
}

pub(super) fn unused_ignore(scene: &Scene<'_>, report: &mut Report<'_>) {
    let Some(section) = scene.section("ignore") else {
        return;
    };
    let heads = scene.heads();
    for (index, item) in scene.document.ignore.iter().enumerate() {
        if heads.iter().any(|head| item.means(head.kind, &head.names)) {
            continue;
        }
        let what = match &item.name {
            Some(name) => format!("there is no {} named {}", item.kind.noun(), quote(name)),
            None => format!("there is no {}", item.kind.noun()),
        };
        let names: Vec<&str> = heads
            .iter()
            .filter(|head| head.kind == item.kind)
            .flat_map(|head| head.names.clone())
            .collect();
        let remedy = suggest(
            item.name.as_deref().unwrap_or("*"),
            &names,
            "leave the line out",
        );
        report.below(scene, &section, &[Step::Item(index)], what, remedy);
    }
}
