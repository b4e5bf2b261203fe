//! Where to look, and looking.

use connect_model::{Finding, InstanceId, suggest};
use connect_resources::{Named, Ports, Scope, read};
use reconcile::RunContext;

use crate::{error::Error, port::Calls};

/// An instance, and how to reach it.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// Account, Region and alias of the instance.
    pub scope: &'a Scope,
    /// The calls of kinds of things.
    pub ports: &'a Ports,
    /// The other calls.
    pub calls: &'a Calls,
}

/// The instance of the site.
pub(crate) async fn instance(cx: &RunContext, site: Site<'_>) -> Result<Named, Error> {
    let alias = site.scope.alias.as_str();
    let listed = read(cx, || site.ports.instance.list()).await?;
    let found = listed.iter().find(|named| named.name == alias);
    found.cloned().ok_or_else(|| {
        let names: Vec<&str> = listed.iter().map(|named| named.name.as_str()).collect();
        let region = &site.scope.region;
        let message = format!("there is no instance with the alias {alias} in {region}");
        let remedy = suggest(alias, &names, "name an instance that is there");
        Error::Findings(vec![Finding::of_the_world(
            "unknown-instance",
            message,
            remedy,
        )])
    })
}

pub(crate) fn id(named: &Named) -> InstanceId {
    InstanceId::new(&named.known.id)
}
