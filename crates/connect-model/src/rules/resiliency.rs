//! Replicas and traffic distribution groups.

use std::collections::HashMap;

use super::scene::{Report, Scene};
use crate::{Name, spec::IdentityManagement, tree::Step, words::quote};

/// The most groups of a replicated instance, besides its own (facts/connect-api.md, 2).
const GROUPS_MAX: usize = 8;

pub(super) fn replica_without_saml(scene: &Scene<'_>, report: &mut Report<'_>) {
    let identity = scene
        .instance()
        .map(|instance| instance.identity_management);
    if identity.is_none_or(|identity| identity == IdentityManagement::Saml) {
        return;
    }
    for replica in &scene.document.replicas {
        let message = "AWS replicates instances with identity_management SAML alone";
        let remedy = "set identity_management to SAML, or leave the replica out";
        report.below(scene, &replica.place, &[], message, remedy);
    }
}

pub(super) fn second_replica(scene: &Scene<'_>, report: &mut Report<'_>) {
    for replica in scene.document.replicas.iter().skip(1) {
        let message = "an instance has one replica";
        report.below(scene, &replica.place, &[], message, "leave it out");
    }
}

pub(super) fn too_many_groups(scene: &Scene<'_>, report: &mut Report<'_>) {
    let groups = &scene.document.traffic_distribution_groups;
    for group in groups.iter().skip(GROUPS_MAX) {
        let message = "AWS takes eight groups for an instance, besides its own";
        report.below(scene, &group.place, &[], message, "leave one out");
    }
}

pub(super) fn user_in_two_groups(scene: &Scene<'_>, report: &mut Report<'_>) {
    let mut seen: HashMap<&Name, &Name> = HashMap::new();
    for group in &scene.document.traffic_distribution_groups {
        for (index, user) in group.spec.users.iter().flatten().enumerate() {
            let Some(first) = seen.insert(user, &group.name) else {
                continue;
            };
            let (user, first) = (quote(user.as_str()), quote(first.as_str()));
            let message = format!("{user} goes with {first} already");
            let steps = [Step::Member("users"), Step::Item(index)];
            report.below(scene, &group.place, &steps, message, "keep one of the two");
        }
    }
}
