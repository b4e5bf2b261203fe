//! Roles with rights that they do not use.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        subject,
        words::{days, days_since, listed},
    },
    world::{Part, RoleRights, ServiceUse, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "role-rights-unused",
    area: Area::Access,
    severity: Severity::Low,
    title: "A role has rights to services that it does not use",
    why: "What nobody uses is missed by nobody when it is taken away, and is there for \
          whoever gets hold of the role.",
    remedy: "`connectctl govern policy` writes the policy for what the role really does; \
             take the rest away with PutRolePolicy or DetachRolePolicy.",
    references: &[],
    needs: &[Part::Roles],
    judge,
};

fn judge(world: &World, settings: &Settings, marks: &mut Marks) {
    for role in world.roles.iter().filter(|it| !is_new(world, settings, it)) {
        let of_role = role
            .used
            .iter()
            .flatten()
            .filter(|it| allows(role, &it.service));
        let idle: Vec<String> = of_role.filter_map(|it| idle(world, settings, it)).collect();
        if !idle.is_empty() {
            let limit = days(settings.unused_days);
            let evidence = format!("not used within {limit}: {}", listed(idle));
            marks.find(subject::role(role), evidence);
        }
    }
}

/// What was made within the days that are asked about had no time to be used.
fn is_new(world: &World, settings: &Settings, role: &RoleRights) -> bool {
    let age = role.created_s.map(|then_s| days_since(world, then_s));
    age.is_some_and(|age| age < settings.unused_days)
}

/// Whether one of the patterns of a role is about a service.
fn allows(role: &RoleRights, service: &str) -> bool {
    role.allows.iter().any(|pattern| {
        let of = pattern.split(':').next().unwrap_or_default();
        let matches_start = |start: &str| {
            service
                .get(..start.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(start))
        };
        of.strip_suffix('*')
            .map_or_else(|| of.eq_ignore_ascii_case(service), matches_start)
    })
}

fn idle(world: &World, settings: &Settings, used: &ServiceUse) -> Option<String> {
    let Some(last_s) = used.last_s else {
        return Some(format!("{} (never)", used.service));
    };
    let ago = days_since(world, last_s);
    (ago > settings.unused_days).then(|| format!("{} ({} ago)", used.service, days(ago)))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{ServiceUse, World},
    };

    fn used(world: &World, service: &str, days: Option<i64>) -> ServiceUse {
        ServiceUse {
            service: service.to_owned(),
            last_s: days.map(|days| world.now_s - days * 86_400),
        }
    }

    #[test]
    fn services_that_were_not_used_are_found() {
        let change = |world: &mut World| {
            world.roles[0].allows.insert("S3*".to_owned());
            let uses = [
                ("connect", Some(1)),
                ("kms", Some(91)),
                ("s3", None),
                ("sns", None),
            ];
            let uses = uses.map(|(service, days)| used(world, service, days));
            world.roles[0].used = Some(uses.into());
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            low role/keeper
            seen: not used within 90 days: kms (91 days ago), s3 (never)
            remedy: `connectctl govern policy` writes the policy for what the role really does; take the rest away with PutRolePolicy or DetachRolePolicy.
        "]],
        );
    }

    #[test]
    fn what_was_used_in_time_is_fine_and_so_is_what_nobody_knows() {
        holds(&RULE, |world| {
            world.roles[0].used = Some(vec![used(world, "kms", Some(90))]);
        });
        holds(&RULE, |world| world.roles[0].used = None);
        holds(&RULE, |world| {
            let never = used(world, "connect", None);
            world.roles[0].used = Some(vec![never]);
            world.roles[0].created_s = Some(world.now_s - 86_400);
        });
    }
}
