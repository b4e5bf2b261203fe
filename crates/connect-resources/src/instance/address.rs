//! Where an instance was found last: AWS lists ten instances a call, and describes one by its id.

use connect_model::{Fault, InstanceId};
use serde::{Deserialize, Serialize};

use super::{InstanceRecord, InstanceStatus};
use crate::{Known, Members, Named, Reading, memory::Recollection};

const ADDRESS: &str = "address";

#[derive(Serialize, Deserialize)]
struct Address {
    id: String,
    arn: String,
}

/// The instance where it was found last, if it is still there, ready, and called so. Who asks whose
/// everything is may be about to remove it, and has the list.
pub(super) async fn recall(cx: &Reading<'_>) -> Result<Option<(Named, InstanceRecord)>, Fault> {
    if cx.owners {
        return Ok(None);
    }
    let recalled = cx.memory.recall(&[of(cx)]).await;
    let mut gaps = recalled.into_iter().flat_map(|known| known.gaps);
    let address = gaps.find_map(|(_, members)| members.typed::<Address>().ok());
    let Some(Address { id, arn }) = address else {
        return Ok(None);
    };
    let instance = InstanceId::new(&id);
    let record = cx
        .read_some(|| cx.ports.instance.describe(&instance))
        .await?;
    let is_it = |record: &InstanceRecord| {
        let is_called_so = record.alias.as_deref() == Some(cx.scope.alias.as_str());
        is_called_so && record.status == InstanceStatus::Active
    };
    let named = Named {
        name: cx.scope.alias.to_string(),
        known: Known::new(id, arn),
        modified_ms: None,
    };
    Ok(record.filter(is_it).map(|record| (named, record)))
}

/// Remembers where it is, or forgets it.
pub(super) async fn keep(cx: &Reading<'_>, known: Option<&Known>) {
    let address = |known: &Known| {
        let address = Members::of(&Address {
            id: known.id.clone(),
            arn: known.arn.clone(),
        });
        (ADDRESS.to_owned(), address)
    };
    let recollection = Recollection {
        arn: of(cx),
        modified_ms: 0,
        gaps: known.map(address).into_iter().collect(),
    };
    cx.memory.remember(vec![recollection]).await;
}

/// What stands for the ARN of an instance that is known by its alias alone.
fn of(cx: &Reading<'_>) -> String {
    let scope = cx.scope;
    format!(
        "arn:aws:connect:{}:{}:alias/{}",
        scope.region, scope.account, scope.alias
    )
}
