//! `aws_connect_user_hierarchy_structure` and `aws_connect_user_hierarchy_group`.

use serde_json::{Map, Value};

use crate::{
    attributes::Attributes,
    draft::{Draft, Section},
    entry::{Entry, Refusal},
    report::Taken,
    resource::Resource,
};

/// The type of groups.
pub(crate) const GROUP: &str = "aws_connect_user_hierarchy_group";
/// Where they stand in a spec: inside of the section `hierarchy`.
pub(crate) const GROUPS: &str = "groups";

const SECTION: &str = "hierarchy";
const LEVELS: [&str; 5] = [
    "level_one",
    "level_two",
    "level_three",
    "level_four",
    "level_five",
];

pub(super) fn write_levels(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let structure = resource.attributes().block_or_self("hierarchy_structure");
    let levels = names(structure);
    if levels.is_empty() {
        return Err(Refusal::incomplete("hierarchy_structure"));
    }
    section(draft).insert("levels".to_owned(), levels.clone().into());
    Ok(Taken {
        address: resource.address.to_string(),
        r#type: resource.r#type.clone(),
        section: SECTION,
        name: levels.join(", "),
    })
}

pub(super) fn write_group(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let path = path(resource).ok_or_else(|| Refusal::incomplete("hierarchy_path"))?;
    let mut entry = Entry::of(resource);
    entry.set("path", path.clone());
    let group = Value::Object(entry.finish(true));
    draft.declare(crate::family::Family::HierarchyGroup, &path);
    let groups = section(draft)
        .entry(GROUPS)
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(groups) = groups {
        groups.push(group);
    }
    Ok(Taken {
        address: resource.address.to_string(),
        r#type: resource.r#type.clone(),
        section: SECTION,
        name: path,
    })
}

/// The names from the top to the group, `%` and `/` in them escaped.
pub(super) fn path(resource: &Resource) -> Option<String> {
    let attributes = resource.attributes();
    let written = |name: &str| name.replace('%', "%25").replace('/', "%2F");
    let mut names = names(attributes.block("hierarchy_path"));
    if names.is_empty() {
        // Variables name the group above it by a key that only the module understands.
        let is_top = attributes.get("parent_group_id").is_none();
        let name = attributes.text("name").filter(|_| is_top);
        names.extend(name.map(str::to_owned));
    }
    let names: Vec<_> = names.iter().map(|name| written(name)).collect();
    (!names.is_empty()).then(|| names.join("/"))
}

fn names(levels: Attributes<'_>) -> Vec<String> {
    let name = |level: &&str| {
        levels
            .block(level)
            .text("name")
            .or_else(|| levels.text(level))
    };
    LEVELS.iter().filter_map(name).map(str::to_owned).collect()
}

fn section<'d>(draft: &'d mut Draft<'_>) -> &'d mut Map<String, Value> {
    let section = draft
        .sections
        .entry(SECTION)
        .or_insert_with(|| Section::One(Map::new()));
    match section {
        Section::One(map) | Section::Map(map) => map,
        Section::List(_) => unreachable!("the hierarchy is no list"),
    }
}
