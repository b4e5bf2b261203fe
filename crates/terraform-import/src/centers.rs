//! Which of the instances in a state is meant.

use std::collections::BTreeMap;

use crate::{resource::Resource, types, unreadable::Unreadable};

/// The instance that is taken over.
#[derive(Debug)]
pub(crate) struct Center {
    pub(crate) id: String,
    pub(crate) alias: String,
}

/// The instance with the alias that was asked for, else the only one.
pub(crate) fn choose(resources: &[Resource], asked: Option<&str>) -> Result<Center, Unreadable> {
    let instances = instances(resources);
    let shown = || {
        instances
            .iter()
            .map(|(id, alias)| (*alias).unwrap_or(id).to_owned())
            .collect()
    };
    let named = instances
        .iter()
        .find(|(_, alias)| asked.is_some() && **alias == asked);
    // One is enough without a word, and with one where the file does not tell its alias.
    let only = instances.iter().next().filter(|_| instances.len() == 1);
    let only = only.filter(|(_, alias)| asked.is_none() || alias.is_none());
    let (id, known) = match (named.or(only), asked) {
        (Some(found), _) => found,
        (None, _) if instances.is_empty() => return Err(Unreadable::NothingToImport),
        (None, None) => return Err(Unreadable::SeveralInstances { aliases: shown() }),
        (None, Some(asked)) => {
            let alias = asked.to_owned();
            let aliases = shown();
            return Err(Unreadable::UnknownAlias { alias, aliases });
        }
    };
    let alias = known.or(asked).ok_or(Unreadable::NoAlias)?;
    Ok(Center {
        id: (*id).to_owned(),
        alias: alias.to_owned(),
    })
}

/// The instances that Terraform manages something of, with their aliases where they are told.
fn instances(resources: &[Resource]) -> BTreeMap<&str, Option<&str>> {
    let managed = resources
        .iter()
        .filter(|resource| resource.is_managed && types::of_name(&resource.r#type).is_some());
    let mut instances: BTreeMap<&str, Option<&str>> = managed
        .filter_map(|resource| Some((resource.instance_id()?, None)))
        .collect();
    for resource in resources
        .iter()
        .filter(|resource| resource.r#type == types::INSTANCE)
    {
        let attributes = resource.attributes();
        if let Some(alias) = attributes.text("id").and_then(|id| instances.get_mut(id)) {
            *alias = attributes.text("instance_alias");
        }
    }
    instances
}
