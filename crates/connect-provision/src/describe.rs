//! What there is of a centre, without a declaration.

use std::collections::BTreeMap;

use reconcile::RunContext;

use crate::{
    error::Error,
    missing::missing,
    observe::{Look, Site, observe},
    report::Outputs,
};

/// Names, ids and ARNs of everything in the instance.
pub async fn describe(cx: &RunContext, site: Site<'_>) -> Result<Outputs, Error> {
    let world = observe(cx, site, &BTreeMap::new(), &Look::with_owners())
        .await
        .map_err(Error::observe)?;
    match world.instance() {
        Some(_) => {
            let outputs: Outputs = world.index.iter().collect();
            let observed = world
                .things
                .values()
                .map(|thing| (&thing.key, &thing.members));
            Ok(outputs.with_members(observed))
        }
        None => Err(missing(cx, site).await),
    }
}
