//! What the ARNs of things with tags are.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Subject, world::World};

/// The things of a world by their ARNs.
pub(super) struct Things<'w> {
    instance: (&'w str, &'w str),
    names: BTreeMap<&'w str, &'w str>,
    builtin: BTreeSet<&'w str>,
}

/// Kinds by the noun that their ARNs have.
const KINDS: &[(&str, &str)] = &[
    ("agent", "user"),
    ("agent-group", "hierarchy-group"),
    ("agent-state", "agent-status"),
    ("contact-flow", "flow"),
    ("flow-module", "module"),
    ("operating-hours", "hours"),
    ("phone-number", "number"),
    ("transfer-destination", "quick-connect"),
];

// === impl Things ===

impl<'w> Things<'w> {
    /// The things of a world.
    pub(super) fn of(world: &'w World) -> Self {
        let mut things = Self {
            instance: (&world.instance.arn, &world.instance.alias),
            names: BTreeMap::new(),
            builtin: BTreeSet::new(),
        };
        let mut add = |arn: &'w str, name: &'w str, is_builtin: bool| {
            things.names.insert(arn, name);
            if is_builtin {
                things.builtin.insert(arn);
            }
        };
        world
            .users
            .iter()
            .for_each(|it| add(&it.arn, &it.name, false));
        world
            .security_profiles
            .iter()
            .for_each(|it| add(&it.arn, &it.name, it.is_builtin));
        world
            .routing_profiles
            .iter()
            .for_each(|it| add(&it.arn, &it.name, it.is_builtin));
        world
            .queues
            .iter()
            .for_each(|it| add(&it.arn, &it.name, it.is_builtin));
        world
            .hours
            .iter()
            .for_each(|it| add(&it.arn, &it.name, it.is_builtin));
        world
            .flows
            .iter()
            .for_each(|it| add(&it.arn, &it.name, it.is_builtin));
        world
            .prompts
            .iter()
            .for_each(|it| add(&it.arn, &it.name, it.is_builtin));
        world
            .numbers
            .iter()
            .for_each(|it| add(&it.arn, &it.number, false));
        world
            .quick_connects
            .iter()
            .for_each(|it| add(&it.arn, &it.name, false));
        things
    }

    /// The kind and the subject of an ARN; none for what every instance has.
    pub(super) fn own<'a>(&self, arn: &'a str) -> Option<(&'a str, Subject)> {
        if self.builtin.contains(arn) {
            return None;
        }
        if self.instance.0 == arn {
            let kind = "instance";
            return Some((kind, Subject::new(kind, self.instance.1).at(arn)));
        }
        let (before, id) = arn.rsplit_once('/')?;
        let noun = before.rsplit(['/', ':']).next()?;
        let kind = KINDS.iter().find(|(own, _)| *own == noun);
        let kind = kind.map_or(noun, |(_, kind)| kind);
        let name = self.names.get(arn).copied().unwrap_or(id);
        Some((kind, Subject::new(kind, name).at(arn)))
    }
}

#[cfg(test)]
mod tests {
    use super::Things;
    use crate::rules::testing_b::{arn, sound};

    #[test]
    fn things_go_by_kind_and_name() {
        let world = sound();
        let things = Things::of(&world);
        let named = |arn: &str| things.own(arn).map(|(_, subject)| subject.to_string());
        assert_eq!(named(&arn("agent", 1)).as_deref(), Some("user/ada"));
        assert_eq!(
            named(&world.numbers[0].arn).as_deref(),
            Some("number/+442071234567")
        );
        assert_eq!(named(&world.instance.arn).as_deref(), Some("instance/acme"));
        let unknown = named(&arn("view", 9));
        assert_eq!(
            unknown.as_deref(),
            Some("view/00000000-0000-4000-8000-000000000009")
        );
        assert_eq!(
            named(&arn("contact-flow", 12)),
            None,
            "every instance has it"
        );
    }
}
