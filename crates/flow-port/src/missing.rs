//! Everything that is missing in the target, said before anything is written.

use connect_model::{Finding, Tags};
use flow_language::{MapProblem, RefKind, Unresolved, UnresolvedReason, bundle::ItemName};

use crate::{
    contents::{self, Obstacle},
    inventory::Inventory,
    mapping::Mapping,
    observe::{World, prompt_ref},
    stranger,
    wanted::{Wanted, WantedItem},
};

/// What is known once everything of the bundle is there: what is to be made stands there by a text that
/// means nothing to AWS.
pub(crate) fn expected(wanted: &Wanted<'_>, world: &World) -> Inventory {
    let mut inventory = world.inventory.clone();
    let items = wanted.items.keys().filter_map(|name| name.to_ref().ok());
    let prompts = wanted.prompts.keys().filter_map(|name| prompt_ref(name));
    for name in items.chain(prompts) {
        let pending = format!("arn:pending:::::{name}");
        if inventory.value(&name).is_none() {
            inventory.learn(&name, [pending]);
        }
    }
    inventory
}

/// A finding for each thing that a flow names and the target does not have.
pub(crate) fn findings(
    wanted: &Wanted<'_>,
    expected: &Inventory,
    mapping: &Mapping,
) -> Vec<Finding> {
    let clashes = wanted.clashes.iter().map(|name| {
        let message = format!("two things of the bundle would become the {name}");
        Finding::of_the_world("name-clash", message, "map one of them to another name")
    });
    let missing = wanted
        .items
        .iter()
        .flat_map(|(name, item)| of_item(name, item, expected, mapping));
    clashes.chain(missing).chain(tags(wanted)).collect()
}

/// A finding for each tag that AWS would refuse.
fn tags(wanted: &Wanted<'_>) -> Vec<Finding> {
    let of_items = wanted
        .items
        .iter()
        .map(|(name, item)| (name.to_string(), &item.item.tags));
    let of_prompts = wanted
        .prompts
        .iter()
        .map(|(name, prompt)| (format!("prompt {name}"), &prompt.tags));
    let mut findings = Vec::new();
    for (thing, tags) in of_items.chain(of_prompts) {
        for (key, value) in tags {
            if let Err(cause) = Tags::new().insert(key, value) {
                let message =
                    format!("{thing}: the tag `{key}` is not one that AWS takes: {cause}");
                findings.push(Finding::of_the_world(
                    "bundle-tag",
                    message,
                    "correct it, or leave it out",
                ));
            }
        }
    }
    findings
}

fn of_item(
    name: &ItemName,
    item: &WantedItem<'_>,
    expected: &Inventory,
    mapping: &Mapping,
) -> Vec<Finding> {
    let bound = |document| contents::bound(document, mapping, expected);
    let obstacles = item
        .documents()
        .filter_map(|document| bound(document).err())
        .flatten();
    obstacles
        .map(|obstacle| told(name, &obstacle, expected))
        .chain(stranger::findings(name, item, expected))
        .collect()
}

fn told(name: &ItemName, obstacle: &Obstacle, expected: &Inventory) -> Finding {
    match obstacle {
        Obstacle::Unresolved(unresolved) => of_reference(name, unresolved, expected),
        Obstacle::Map(problem) => of_map(name, problem),
    }
}

fn of_reference(name: &ItemName, unresolved: &Unresolved, expected: &Inventory) -> Finding {
    let message = format!("{name}: {unresolved}");
    let (rule, remedy) = match &unresolved.reason {
        UnresolvedReason::NotFound(missing) => {
            let otherwise = otherwise(missing.kind());
            ("missing-reference", expected.suggest(missing, &otherwise))
        }
        UnresolvedReason::WrongKind { expected } => {
            ("flow-reference", format!("write ref://{expected}/NAME"))
        }
        UnresolvedReason::Malformed { .. } => (
            "flow-reference",
            "write ref://KIND/NAME, for a flow ref://flow/TYPE/NAME".to_owned(),
        ),
        UnresolvedReason::Taken => ("flow-reference", "leave one of the two out".to_owned()),
    };
    Finding::of_the_world(rule, message, remedy)
}

fn otherwise(kind: RefKind) -> String {
    match kind {
        RefKind::Flow | RefKind::Module => {
            format!("add the {kind} to the bundle, or map its name to one that is there")
        }
        RefKind::Lambda => "tie the function to the instance, or map its name".to_owned(),
        RefKind::Lex => "tie the alias of the bot to the instance, or map its name".to_owned(),
        _ => format!("make a {kind} of that name, or map the name to one that is there"),
    }
}

fn of_map(name: &ItemName, problem: &MapProblem) -> Finding {
    let (message, remedy) = match problem {
        MapProblem::Unknown { name: attribute } => (
            format!("{name}: $.FlowAttributes.{attribute} is read, and nothing has that name"),
            "make something of that name, or set the attribute in the flow",
        ),
        MapProblem::SetTwice {
            name: attribute,
            action,
        } => (
            format!(
                "{name}: `{attribute}` is set by `{action}`, and something in the target has that name"
            ),
            "give the attribute another name",
        ),
        MapProblem::Ambiguous {
            name: attribute,
            kinds,
        } => (
            format!(
                "{name}: `{attribute}` is the name of several things: {}",
                kinds.join(", ")
            ),
            "give one of them another name",
        ),
        MapProblem::NoBlock { action_type } => (
            format!("{name}: the block FLOW_OBJECT_MAPS# is a {action_type}"),
            "make it a block that sets attributes of the flow",
        ),
        MapProblem::TooLarge { bytes } => (
            format!("{name}: the map of names takes {bytes} bytes, more than attributes can hold"),
            "let the flow name fewer things, or set some of them statically",
        ),
    };
    Finding::of_the_world("object-map", message, remedy)
}
