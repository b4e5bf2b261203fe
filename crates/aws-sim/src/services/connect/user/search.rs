//! The search for users, which knows less than a description and other units.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{User, common};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{
        hierarchy::group,
        reading::{self, Query},
        state::{self, Instance},
    },
    world::Thing,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct InGroup {
    value: String,
    hierarchy_group_match_type: String,
}

/// Shows no addresses, and the time for work after a contact in milliseconds.
pub(in crate::services::connect) fn search(
    ctx: &mut Ctx<'_>,
    query: Query,
) -> Result<Value, AwsError> {
    if query.search_criteria.mentions("ListCondition") {
        return Err(
            AwsError::new("NotImplemented", "ListCondition is not simulated.").with_status(501),
        );
    }
    let instance = state::open(ctx, &query.instance_id)?;
    let fits = |user: &Thing<User>| {
        let in_group = |condition: &Value| is_in_group(instance, user, condition);
        query.search_filter.passes_with(&user.tags, &in_group)
            && query
                .search_criteria
                .fits(&|name| field(user, name), &|_, condition| {
                    in_group(condition)
                })
    };
    let show = |user: &Thing<User>| {
        let mut shown = common(user);
        shown.extend([
            ("IdentityInfo".to_owned(), user.body.identity.searched()),
            ("PhoneConfig".to_owned(), json!(user.body.phone.searched())),
        ]);
        Value::Object(shown)
    };
    reading::search(ctx, &query.page, &instance.users, "Users", fits, show)
}

fn field<'t>(user: &'t Thing<User>, name: &str) -> Vec<&'t str> {
    let body = &user.body;
    match name {
        "username" => vec![&user.name],
        "firstname" => body
            .identity
            .first_name
            .iter()
            .map(String::as_str)
            .collect(),
        "lastname" => body.identity.last_name.iter().map(String::as_str).collect(),
        "routingprofileid" => vec![&body.routing_profile],
        "securityprofileid" => body.security_profiles.iter().map(String::as_str).collect(),
        "resourceid" => vec![&user.id],
        _ => Vec::new(),
    }
}

/// A `HierarchyGroupCondition`, the only one besides those on fields.
fn is_in_group(instance: &Instance, user: &Thing<User>, condition: &Value) -> bool {
    let wanted = InGroup::deserialize(condition).unwrap_or_default();
    let Some(id) = &user.body.hierarchy_group else {
        return false;
    };
    match wanted.hierarchy_group_match_type.as_str() {
        "WITH_CHILD_GROUPS" => group::path(instance, id).any(|group| group.id == wanted.value),
        _ => *id == wanted.value,
    }
}
