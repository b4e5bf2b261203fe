//! What the instance is made of: users, routing profiles, hierarchy groups. One row each, of today.

use super::{
    Extent, Grid,
    center::{Agent, Center, Named},
    value::Value,
};

/// Adds the rows of a day, if the table is one of these.
pub(super) fn add(
    center: &Center,
    extent: Extent,
    table: &str,
    day: u64,
    grid: &mut Grid<'_>,
) -> bool {
    let today = extent.days().end - 1;
    let (agents, profiles, groups) = match table {
        "users" => (center.agents.as_slice(), &[] as &[Named], &[] as &[Named]),
        "routing_profiles" => (
            &[] as &[Agent],
            center.routing_profiles.as_slice(),
            &[] as &[Named],
        ),
        "agent_hierarchy_groups" => (
            &[] as &[Agent],
            &[] as &[Named],
            center.hierarchy_groups.as_slice(),
        ),
        _ => return false,
    };
    if day != today {
        return true;
    }
    let changed = Value::Moment(extent.now - 3_600_000);
    let any = |column: &str| match column {
        "instance_id" => (&center.instance_id).into(),
        "instance_arn" => (&center.instance_arn).into(),
        "aws_account_id" => (&center.account).into(),
        "last_modified_region" => (&center.region).into(),
        _ if column.ends_with("_timestamp") => changed.clone(),
        "is_active" => true.into(),
        _ => Value::Null,
    };
    for agent in agents {
        grid.add(|column| user(center, agent, column).unwrap_or_else(|| any(column)));
    }
    for profile in profiles {
        grid.add(|column| routing_profile(center, profile, column).unwrap_or_else(|| any(column)));
    }
    for group in groups {
        grid.add(|column| hierarchy_group(center, group, column).unwrap_or_else(|| any(column)));
    }
    true
}

fn user(center: &Center, agent: &Agent, column: &str) -> Option<Value> {
    let group = agent.hierarchy.last();
    Some(match column {
        "user_id" => (&agent.id).into(),
        "user_arn" => center.arn("agent", &agent.id).into(),
        "agent_username" => (&agent.username).into(),
        "first_name" => (&agent.first_name).into(),
        "last_name" => (&agent.last_name).into(),
        "agent_email" => agent.email.as_ref().into(),
        "agent_routing_profile_id" => (&agent.routing_profile).into(),
        "agent_routing_profile_arn" => center.arn("routing-profile", &agent.routing_profile).into(),
        "agent_security_profile_ids" => Value::Texts(agent.security_profiles.clone()),
        "agent_security_profile_arns" => {
            let ids = agent.security_profiles.iter();
            Value::Texts(ids.map(|id| center.arn("security-profile", id)).collect())
        }
        "agent_hierarchy_group_id" => group.into(),
        "agent_hierarchy_group_arn" => group.map(|id| center.arn("agent-group", id)).into(),
        "after_contact_work_time_limit" => 0.into(),
        "auto_accept" => false.into(),
        "phone_type" => "SOFT_PHONE".into(),
        _ => {
            let rest = column.strip_prefix("agent_hierarchy_group_level_")?;
            let at = rest.strip_suffix("_id")?.parse::<usize>().ok()? - 1;
            agent.hierarchy.get(at).into()
        }
    })
}

fn routing_profile(center: &Center, profile: &Named, column: &str) -> Option<Value> {
    Some(match column {
        "agent_routing_profile_id" => (&profile.id).into(),
        "agent_routing_profile_arn" => center.arn("routing-profile", &profile.id).into(),
        "routing_profile_name" => (&profile.name).into(),
        "agent_availability_timer" => "TIME_SINCE_LAST_ACTIVITY".into(),
        "default_outbound_queue_id" => center.queues.first().map(|queue| &queue.id).into(),
        _ => return None,
    })
}

fn hierarchy_group(center: &Center, group: &Named, column: &str) -> Option<Value> {
    Some(match column {
        "agent_hierarchy_group_id" => (&group.id).into(),
        "agent_hierarchy_group_arn" => center.arn("agent-group", &group.id).into(),
        "agent_hierarchy_group_name" => (&group.name).into(),
        _ => return None,
    })
}
