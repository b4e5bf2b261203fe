//! Trails of CloudTrail.

use futures::FutureExt;

use super::{Look, Seen, Unseen};
use crate::{
    port::{TrailRecord, TrailSight},
    world::{Part, Trail},
};

const PARTS: &[Part] = &[Part::Trails];

pub(super) async fn look(look: &Look<'_>) -> Seen<Vec<Trail>> {
    let Some(port) = look.calls.trails.as_deref() else {
        return Err(Unseen::not_built_in("CloudTrail"));
    };
    let records = look.ask(PARTS, || port.trails()).await?;
    let each = records
        .into_iter()
        .map(|record| trail(look, port, record).boxed());
    let each: Vec<_> = each.collect();
    futures::future::try_join_all(each).await
}

async fn trail(look: &Look<'_>, port: &dyn TrailSight, record: TrailRecord) -> Seen<Trail> {
    let (is_logging, selectors) = futures::join!(
        look.ask(PARTS, || port.is_logging(&record.arn)),
        look.ask(PARTS, || port.selectors(&record.arn)),
    );
    let (is_logging, selectors) = (is_logging?, selectors?);
    let writes = selectors.iter().filter(|it| it.writes || it.reads);
    // Calls of KMS are recorded if one selector has them.
    let leaves_out_kms =
        writes.clone().next().is_some() && writes.clone().all(|it| it.leaves_out_kms);
    Ok(Trail {
        name: record.name,
        arn: record.arn,
        is_logging,
        is_multi_region: record.is_multi_region,
        records_writes: selectors.iter().any(|it| it.writes),
        records_reads: selectors.iter().any(|it| it.reads),
        leaves_out_kms,
        validates_files: record.validates_files,
        key: record.key,
    })
}
