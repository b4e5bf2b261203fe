//! The types of resources that can be taken over, one file each.

mod bot_association;
mod contact_flow;
mod contact_flow_module;
mod hours_of_operation;
mod instance;
mod lambda_function_association;
mod phone_number;
mod phone_number_flow;
mod queue;
mod quick_connect;
mod routing_profile;
mod security_profile;
mod storage_config;
mod user;
mod user_hierarchy;

use crate::{draft::Draft, entry::Refusal, family::Family, report::Taken, resource::Resource};

pub(crate) use self::user_hierarchy::{GROUP, GROUPS};

/// How a type of resource becomes a part of the spec.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Type {
    /// What Terraform calls it.
    pub(crate) name: &'static str,
    /// What it is when others refer to it.
    pub(crate) family: Option<Family>,
    /// The attributes that hold its own ids.
    ids: &'static [&'static str],
    pub(crate) write: Write,
}

/// Puts a resource into the spec, or says why not.
pub(crate) type Write = fn(&Resource, &mut Draft<'_>) -> Result<Taken, Refusal>;

/// The type of instances.
pub(crate) const INSTANCE: &str = "aws_connect_instance";

/// The sections of a spec in the order in which people read them.
pub(crate) const SECTIONS: &[&str] = &[
    "instance",
    "admin_user",
    "hours_of_operation",
    "phone_numbers",
    "quick_connects",
    "queues",
    "routing_profiles",
    "security_profiles",
    "hierarchy",
    "users",
    "contact_flows",
    "contact_flow_modules",
    "lambda_functions",
    "lex_bots",
    "storage",
];

/// In the order in which they are written: what is referred to by key comes before what refers to it.
#[rustfmt::skip]
pub(crate) const TYPES: &[Type] = &[
    of(INSTANCE, None, &[], instance::write),
    of("aws_connect_lambda_function_association", Some(Family::Lambda), &["function_arn"], lambda_function_association::write),
    of("aws_connect_bot_association", Some(Family::Lex), &[], bot_association::write),
    of("aws_connect_phone_number", Some(Family::PhoneNumber), &["id", "phone_number"], phone_number::write),
    of("aws_connect_quick_connect", Some(Family::QuickConnect), &["quick_connect_id"], quick_connect::write),
    of("aws_connect_hours_of_operation", Some(Family::Hours), &["hours_of_operation_id"], hours_of_operation::write),
    of("aws_connect_queue", Some(Family::Queue), &["queue_id"], queue::write),
    of("aws_connect_routing_profile", Some(Family::RoutingProfile), &["routing_profile_id"], routing_profile::write),
    of("aws_connect_security_profile", Some(Family::SecurityProfile), &["security_profile_id"], security_profile::write),
    of("aws_connect_user_hierarchy_structure", None, &[], user_hierarchy::write_levels),
    of(GROUP, Some(Family::HierarchyGroup), &["hierarchy_group_id"], user_hierarchy::write_group),
    of("aws_connect_user", Some(Family::User), &["user_id"], user::write),
    of("aws_connect_contact_flow", Some(Family::Flow), &["contact_flow_id"], contact_flow::write),
    of("aws_connect_contact_flow_module", Some(Family::Module), &["contact_flow_module_id"], contact_flow_module::write),
    of("aws_connect_phone_number_contact_flow_association", None, &[], phone_number_flow::write),
    of("aws_connect_instance_storage_config", None, &[], storage_config::write),
];

const fn of(
    name: &'static str,
    family: Option<Family>,
    ids: &'static [&'static str],
    write: Write,
) -> Type {
    Type {
        name,
        family,
        ids,
        write,
    }
}

/// The row of a type.
pub(crate) fn of_name(name: &str) -> Option<&'static Type> {
    TYPES.iter().find(|of| of.name == name)
}

/// What others call a resource, and what it is then.
pub(crate) fn named(resource: &Resource) -> Option<(Family, String)> {
    let attributes = resource.attributes();
    let family = match resource.r#type.as_str() {
        // Only a data source at this version of the provider.
        "aws_connect_prompt" => Family::Prompt,
        name => of_name(name)?.family?,
    };
    let name = match family {
        Family::PhoneNumber | Family::Lambda => resource.label.clone(),
        Family::Lex => attributes.block_or_self("lex_bot").text("name")?.to_owned(),
        Family::HierarchyGroup => user_hierarchy::path(resource)?,
        _ => attributes.text("name")?.to_owned(),
    };
    Some((family, name))
}

/// The ids and ARNs of a resource itself.
pub(crate) fn ids(resource: &Resource) -> Vec<String> {
    let attributes = resource.attributes();
    let own = match resource.r#type.as_str() {
        "aws_connect_prompt" => &["prompt_id"],
        name => of_name(name).map_or(&[] as &[&str], |of| of.ids),
    };
    let arn = attributes.text("arn");
    let last = arn.and_then(|arn| arn.rsplit(['/', ':']).next());
    // A flow names a V1 bot by its name.
    let bot = attributes.block("lex_bot").text("name");
    let ids = own
        .iter()
        .filter_map(|id| attributes.text(id))
        .chain(arn)
        .chain(last)
        .chain(bot);
    ids.map(str::to_owned).collect()
}
