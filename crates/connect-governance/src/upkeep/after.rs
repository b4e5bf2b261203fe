//! What is told once all steps have ended.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Fault, FaultClass};
use connect_resources::{look_patiently, read};
use reconcile::{RunContext, RunReport, StepReport};

use super::{
    Deal, Site, UpkeepPart,
    known::Known,
    seen::{Seen, is_granted},
    wanted,
};
use crate::error::Error;

/// ARNs by `kind/name`.
pub(super) fn arns(deal: Deal<'_>, seen: &Seen, known: &Known) -> BTreeMap<String, String> {
    let mut arns = BTreeMap::new();
    if seen.has(UpkeepPart::Storage) {
        for key in &deal.governance.keys {
            let arn = known.key(key.name.as_str());
            arns.extend(arn.map(|arn| (format!("key/{}", key.name), arn)));
        }
        let partition = deal.region.partition();
        for bucket in wanted::buckets(deal) {
            let arn = format!("arn:{partition}:s3:::{bucket}");
            arns.insert(format!("bucket/{bucket}"), arn);
        }
    }
    if seen.has(UpkeepPart::Budgets) {
        for budget in &deal.governance.budgets {
            let name = budget.name.as_str();
            arns.insert(format!("budget/{name}"), wanted::budget_arn(deal, name));
        }
    }
    arns
}

/// Keys that data is to be encrypted by and that the instance may not use: what is recorded is lost then,
/// and nothing says so (facts/governance.md, 1.2).
pub(super) async fn grants(
    cx: &RunContext,
    site: Site<'_>,
    seen: &Seen,
    known: &Known,
    run: &RunReport,
) -> Result<Vec<String>, Error> {
    let Some(instance) = seen
        .instance
        .as_ref()
        .filter(|_| seen.has(UpkeepPart::Storage))
    else {
        return Ok(Vec::new());
    };
    let keys: BTreeSet<String> = site
        .deal
        .governance
        .storage
        .iter()
        .filter(|kept| is_associated(kept.data.as_str(), run))
        .filter_map(|kept| wanted::key_arn(kept, seen, |name| known.key(name)))
        .collect();
    let mut notes = Vec::new();
    for key in keys {
        let Some(role) = &instance.service_role else {
            notes.push(format!(
                "whether the instance may use {key} was not looked at: it has no service-linked role"
            ));
            continue;
        };
        notes.extend(ungranted(cx, site, &key, role).await?);
    }
    Ok(notes)
}

/// Whether nothing about the storage of a sort was to be done, or it was done.
fn is_associated(sort: &str, run: &RunReport) -> bool {
    let begin = format!("storage/{sort}/");
    let mut steps = run.steps.iter();
    steps.all(|(id, report)| {
        !id.as_str().starts_with(&begin) || matches!(report, StepReport::Done(_))
    })
}

/// Grants show after a while.
async fn ungranted(
    cx: &RunContext,
    site: Site<'_>,
    key: &str,
    role: &str,
) -> Result<Option<String>, Error> {
    let port = site.calls.keys().map_err(Fault::from)?;
    let look = async || {
        let grants = read(cx, || port.grants(key)).await?;
        Ok(is_granted(&grants, role).then_some(()))
    };
    match look_patiently(&*cx.clock, &cx.cancel, look).await {
        Ok(Some(())) => Ok(None),
        Ok(None) => Ok(Some(format!(
            "the instance has no grant of the key {key}, so what it records is lost: associate the storage \
             anew by a caller who may kms:CreateGrant"
        ))),
        Err(trouble) if trouble.is(FaultClass::Denied) => Ok(Some(format!(
            "whether the instance may use the key {key} was not looked at: {trouble}"
        ))),
        // What was done is told, whatever came of this last look.
        Err(trouble) => Ok(Some(format!(
            "whether the instance may use the key {key} is not known: {trouble}"
        ))),
    }
}
