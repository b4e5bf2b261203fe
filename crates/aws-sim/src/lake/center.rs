//! The contact centre whose doings the rows tell.

use super::draws::Draws;

/// An instance as the lake knows it.
///
/// What the instance has is there under its own ids. An instance without agents or queues has made
/// up ones, so that there is something to query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Center {
    pub(crate) seed: u64,
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) instance_id: String,
    pub(crate) instance_arn: String,
    pub(crate) agents: Vec<Agent>,
    pub(crate) queues: Vec<Named>,
    pub(crate) routing_profiles: Vec<Named>,
    pub(crate) hierarchy_groups: Vec<Named>,
    pub(crate) flows: Vec<Named>,
}

/// A thing with an id and a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Who takes contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agent {
    pub(crate) id: String,
    pub(crate) username: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: Option<String>,
    /// An id.
    pub(crate) routing_profile: String,
    /// Ids of the hierarchy groups, from the first level down to its own.
    pub(crate) hierarchy: Vec<String>,
    /// Ids.
    pub(crate) security_profiles: Vec<String>,
}

const NAMES: [(&str, &str); 6] = [
    ("Ada", "Novak"),
    ("Ben", "Okafor"),
    ("Chloe", "Lund"),
    ("Dev", "Haddad"),
    ("Ewa", "Moreau"),
    ("Finn", "Castillo"),
];

// === impl Center ===

impl Center {
    /// The ARN of something in the instance.
    pub(super) fn arn(&self, path: &str, id: &str) -> String {
        format!("{}/{path}/{id}", self.instance_arn)
    }

    /// The stream of numbers that belongs to these words in this instance.
    pub(super) fn draws(&self, words: &[&str], numbers: &[u64]) -> Draws {
        let mut draws = Draws::of(self.seed, &[&self.instance_id], &[]);
        Draws::of(draws.next(), words, numbers)
    }

    /// The same with agents, queues, routing profiles and flows where it has none.
    pub(crate) fn peopled(mut self) -> Self {
        for (kind, things) in [
            ("queue", &mut self.queues),
            ("routing-profile", &mut self.routing_profiles),
            ("contact-flow", &mut self.flows),
        ] {
            if things.is_empty() {
                let mut draws = Draws::of(self.seed, &[&self.instance_id, kind], &[]);
                things.push(Named {
                    id: draws.uuid(),
                    name: format!("made-up {kind}"),
                });
            }
        }
        if self.agents.is_empty() {
            self.agents = NAMES.iter().map(|name| self.made_up(*name)).collect();
        }
        self
    }

    fn made_up(&self, (first, last): (&str, &str)) -> Agent {
        let mut draws = self.draws(&["agent", last], &[]);
        let username = last.to_lowercase();
        Agent {
            id: draws.uuid(),
            email: Some(format!("{username}@example.com")),
            username,
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            routing_profile: self.routing_profiles[0].id.clone(),
            hierarchy: Vec::new(),
            security_profiles: Vec::new(),
        }
    }

    /// The name of the thing with this id.
    pub(super) fn name<'n>(things: &'n [Named], id: &str) -> Option<&'n str> {
        let thing = things.iter().find(|thing| thing.id == id)?;
        Some(&thing.name)
    }
}
