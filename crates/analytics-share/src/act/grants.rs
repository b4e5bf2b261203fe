//! Rights given, and taken from everybody.

use connect_model::{Fault, FaultClass};
use connect_resources::Trouble;
use reconcile::{Setback, Verdict};
use serde_json::{Value, json};

use super::{Hand, catalog::passes};
use crate::{
    plan::RightName,
    port::{BATCH, Grant, Refused},
    wanted,
};

impl Hand<'_> {
    /// To grant again what was granted is no fault, so a repeat needs no look.
    pub(super) async fn grant(
        &self,
        principal: &str,
        rights: &[RightName],
    ) -> Result<Value, Trouble> {
        let catalogs = self.known.catalogs();
        let of = |right: &RightName| {
            wanted::grant(self.deal.share, principal, &right.0, &catalogs).ok_or_else(|| {
                Trouble::stored(
                    "CATALOG_UNKNOWN",
                    format!("{right}: where it is, is not known"),
                )
            })
        };
        let grants: Vec<Grant> = rights.iter().map(of).collect::<Result<_, _>>()?;
        for batch in grants.chunks(BATCH) {
            let refused = self.calls().permissions.grant(batch).await?;
            first(&refused, batch)?;
        }
        Ok(json!({ "grants": grants.len() }))
    }

    /// What everybody may, nobody is kept from by grants.
    pub(super) async fn close(&self, open: &[Grant]) -> Result<Value, Trouble> {
        for batch in open.chunks(BATCH) {
            let refused = self.calls().permissions.revoke(batch).await?;
            let refused: Vec<Refused> = refused
                .into_iter()
                .filter(|it| !is_gone(&it.fault))
                .collect();
            first(&refused, batch)?;
        }
        Ok(json!({ "revoked": open.len() }))
    }
}

/// What was never granted, or no longer is, AWS does not revoke.
pub(crate) fn is_gone(fault: &Fault) -> bool {
    matches!(fault.class, FaultClass::Invalid | FaultClass::NotFound)
}

/// The first that was refused, with what it is about.
pub(crate) fn first(refused: &[Refused], batch: &[Grant]) -> Result<(), Trouble> {
    let Some(worst) = refused
        .iter()
        .find(|it| !passes(it.fault.class))
        .or_else(|| refused.first())
    else {
        return Ok(());
    };
    let what = batch
        .get(worst.index)
        .map(|grant| format!("{:?}", grant.resource));
    let setback = connect_resources::setback(&worst.fault);
    let message = format!("{} ({})", setback.message, what.unwrap_or_default());
    let mut setback = Setback { message, ..setback };
    // A role that was made a moment ago is not known everywhere yet.
    if worst.fault.class == FaultClass::Invalid && worst.fault.message.contains("nvalid principal")
    {
        setback.verdict = Verdict::Again;
    }
    Err(setback.into())
}
