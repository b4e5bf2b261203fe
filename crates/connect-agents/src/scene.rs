//! What agents refer to in an instance, by name.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{GroupPath, InstanceId, Name, spec::IdentityManagement};
use connect_resources::Known;

/// What agents refer to.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    /// The instance itself.
    pub(crate) instance: Known,
    /// Who keeps identities and passwords.
    pub(crate) identity: IdentityManagement,
    /// Routing profiles.
    pub(crate) routing_profiles: Names,
    /// Security profiles.
    pub(crate) security_profiles: Names,
    /// Groups in the hierarchy, by path.
    pub(crate) groups: Names,
    /// How many levels the hierarchy has.
    pub(crate) levels: usize,
    /// Predefined attributes with their values.
    pub(crate) attributes: BTreeMap<String, BTreeSet<String>>,
    /// Groups that an import could not make, with the reason.
    pub(crate) unmade: BTreeMap<GroupPath, String>,
}

/// Things of one kind: names to ids, and back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    ids: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

// === impl Scene ===

impl Scene {
    /// The id of the instance.
    pub(crate) fn instance_id(&self) -> InstanceId {
        InstanceId::new(&self.instance.id)
    }

    /// The id of a routing profile.
    pub(crate) fn routing_profile(&self, name: &Name) -> Option<&str> {
        self.routing_profiles.id(name.as_str())
    }
}

// === impl Names ===

impl Names {
    /// A name with its id.
    pub(crate) fn learn(&mut self, name: impl Into<String>, id: impl Into<String>) {
        let (name, id) = (name.into(), id.into());
        self.names.insert(id.clone(), name.clone());
        self.ids.insert(name, id);
    }

    /// The id of a name.
    pub(crate) fn id(&self, name: &str) -> Option<&str> {
        self.ids.get(name).map(String::as_str)
    }

    /// The name of an id; an id that nobody knows stands for itself.
    pub(crate) fn name<'n>(&'n self, id: &'n str) -> &'n str {
        self.names.get(id).map_or(id, String::as_str)
    }

    /// Every name.
    pub(crate) fn all(&self) -> Vec<&str> {
        self.ids.keys().map(String::as_str).collect()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }
}

impl FromIterator<(String, String)> for Names {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(named: I) -> Self {
        let mut all = Self::default();
        for (name, id) in named {
            all.learn(name, id);
        }
        all
    }
}
