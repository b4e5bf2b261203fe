//! Users who may call out, though their queue is not made for it.

use connect_model::builtin::ADMIN;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        access::holders::holders,
        subject,
        words::{counted, listed},
    },
    world::{Part, User, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "outbound-wider-than-needed",
    area: Area::Access,
    severity: Severity::Medium,
    title: "Users may call out whose queue of outbound calls shows no number",
    why: "Where a queue shows no number nobody is meant to call out. A right that no \
          work needs is open to toll fraud.",
    remedy: "Take OutboundCallAccess away with UpdateSecurityProfile, give these users a \
             profile without it, or give the queue a number with \
             UpdateQueueOutboundCallerConfig.",
    references: &[],
    needs: &[
        Part::Instance,
        Part::SecurityProfiles,
        Part::Users,
        Part::RoutingProfiles,
        Part::Queues,
    ],
    judge,
};

const PERMISSION: &str = "OutboundCallAccess";

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if !world.instance.is_on("OUTBOUND_CALLS") {
        return;
    }
    for profile in world.security_profiles.iter().filter(|it| it.name != ADMIN) {
        if !profile.permissions.contains(PERMISSION) {
            continue;
        }
        let with_queue = |user: &User| {
            let queue = silent_queue(world, user)?;
            Some(format!("{} (queue {queue})", user.name))
        };
        let users: Vec<String> = holders(world, &profile.name)
            .into_iter()
            .filter_map(with_queue)
            .collect();
        if !users.is_empty() {
            let number = counted(users.len(), "user");
            let evidence = format!(
                "it grants {PERMISSION} to {number} without a number to show: {}",
                listed(users)
            );
            marks.find(subject::security_profile(profile), evidence);
        }
    }
}

/// The queue of a user's outbound calls, where it shows no number.
fn silent_queue<'w>(world: &'w World, user: &User) -> Option<&'w str> {
    let profile = world
        .routing_profiles
        .iter()
        .find(|it| it.name == user.routing_profile)?;
    let queue = world
        .queues
        .iter()
        .find(|it| it.name == profile.default_outbound_queue)?;
    queue.caller_number.is_none().then_some(queue.name.as_str())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn users_who_may_call_out_without_a_number_are_found() {
        breaks(
            &RULE,
            |world| world.queues[0].caller_number = None,
            &expect![[r"
                medium security-profile/Agent
                seen: it grants OutboundCallAccess to 1 user without a number to show: bob (queue Sales)
                remedy: Take OutboundCallAccess away with UpdateSecurityProfile, give these users a profile without it, or give the queue a number with UpdateQueueOutboundCallerConfig.
            "]],
        );
    }

    #[test]
    fn where_nobody_can_call_out_the_right_does_no_harm() {
        holds(&RULE, |world| {
            world.queues[0].caller_number = None;
            world
                .instance
                .attributes
                .insert("OUTBOUND_CALLS".to_owned(), false);
        });
    }

    #[test]
    fn administrators_and_those_without_the_right_do_not_count() {
        holds(&RULE, |world| {
            world.queues[0].caller_number = None;
            world.users.retain(|user| user.name != "bob");
        });
    }
}
