//! Where to look, and looking.

use connect_model::{Finding, InstanceId, Region, suggest};
use connect_resources::{Named, Ports, read, replica::default_alias};
use reconcile::RunContext;

use crate::error::Error;

/// One Region of an account, and the calls to it.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The Region that is called.
    pub region: &'a Region,
    /// The calls.
    pub ports: &'a Ports,
}

/// The instance by its alias, id or ARN, as this Region knows it. The alias of the source finds a replica
/// whose alias nobody chose.
pub(crate) async fn instance(cx: &RunContext, site: Site<'_>, text: &str) -> Result<Named, Error> {
    let listed = read(cx, || site.ports.instance.list()).await?;
    let by_default = default_alias(text, site.region.as_str());
    let is_meant = |named: &&Named| {
        let Named { name, known, .. } = named;
        name == text || known.id == text || text.ends_with(&format!("instance/{}", known.id))
    };
    let found = listed.iter().find(is_meant);
    let found = found.or_else(|| listed.iter().find(|named| named.name == by_default));
    found.cloned().ok_or_else(|| {
        let names: Vec<&str> = listed.iter().map(|named| named.name.as_str()).collect();
        let message = format!("there is no instance {text} in {}", site.region);
        let remedy = suggest(
            text,
            &names,
            "name it by its alias there, its id or its ARN",
        );
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
