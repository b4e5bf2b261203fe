//! What to say where there is no instance of an alias.

use connect_model::suggest;
use connect_resources::Lists;
use reconcile::RunContext;

use crate::{
    error::Error,
    observe::{Look, Site, reading},
};

/// That there is none, and which there are.
pub(crate) async fn missing(cx: &RunContext, site: Site<'_>) -> Error {
    let (look, lists) = (Look::default(), Lists::default());
    let reading = reading(cx, site, None, &look, &lists);
    let listed = match reading.instances().await {
        Ok(listed) => listed,
        Err(fault) => return Error::observe(fault),
    };
    let mut known: Vec<&str> = listed.iter().map(|named| named.name.as_str()).collect();
    known.sort_unstable();
    let alias = site.scope.alias.to_string();
    let hint = match known.as_slice() {
        [] => "there is none at all".to_owned(),
        known if known.contains(&alias.as_str()) => "it is not ready".to_owned(),
        known => suggest(&alias, known, "name one that is there"),
    };
    Error::NoInstance { alias, hint }
}
