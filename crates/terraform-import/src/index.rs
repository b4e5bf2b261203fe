//! Ids → names, as far as the file tells.

use std::collections::HashMap;

use crate::{family::Family, resource::Resource, types};

/// What is known by id.
#[derive(Debug, Default)]
pub(crate) struct Index {
    known: HashMap<(Family, String), Named>,
    /// Whether a text that is no id may be a name: variables refer to things so.
    names_count: bool,
}

/// What an id stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: String,
    /// What it is called in a map of the spec.
    pub(crate) key: String,
    /// The type of a flow.
    pub(crate) flow_type: Option<String>,
}

impl Index {
    /// Everything with an id and a name, be it managed or only read.
    pub(crate) fn of_state(resources: &[Resource]) -> Self {
        let mut index = Self::default();
        for resource in resources {
            index.add(resource, types::ids(resource));
        }
        index
    }

    /// Everything with a key or a name.
    pub(crate) fn of_variables(resources: &[Resource]) -> Self {
        let mut index = Self {
            names_count: true,
            ..Self::default()
        };
        for resource in resources {
            let name = types::named(resource).map(|(_, name)| name);
            index.add(
                resource,
                name.into_iter().chain([resource.label.clone()]).collect(),
            );
        }
        index
    }

    fn add(&mut self, resource: &Resource, ids: Vec<String>) {
        let Some((family, name)) = types::named(resource) else {
            return;
        };
        let flow_type = resource.attributes().text("type").map(str::to_owned);
        let key = resource.label.clone();
        let named = Named {
            name,
            key,
            flow_type,
        };
        for id in ids {
            self.known
                .entry((family, id))
                .or_insert_with(|| named.clone());
        }
    }

    pub(crate) fn get(&self, family: Family, id: &str) -> Option<Named> {
        let known = self.known.get(&(family, id.to_owned())).cloned();
        known.or_else(|| {
            let is_name = self.names_count && !is_id(id);
            is_name.then(|| Named {
                name: id.to_owned(),
                key: id.to_owned(),
                flow_type: None,
            })
        })
    }
}

/// Whether a text is an ARN or a UUID.
fn is_id(text: &str) -> bool {
    let is_part = |byte: u8| byte == b'-' || byte.is_ascii_hexdigit();
    text.starts_with("arn:") || (text.len() == 36 && text.bytes().all(is_part))
}
