//! Events about shares, on a bus of the account that reads. The target itself sends them: the query role has
//! no right to.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use analytics_share::port::BusEvent;
use async_trait::async_trait;
use connect_model::TargetName;
use reconcile::{Cancel, persist};

use crate::{
    jobs::{Herald, JobError, Notice},
    reason,
    work::ground::{Ground, of_fault},
};

/// Who sends them, as rules of EventBridge match it.
const SOURCE: &str = "trunkline.analytics-share";

/// Puts notices on event buses.
#[derive(Debug)]
pub(in crate::work) struct BusHerald(pub(in crate::work) Arc<Ground>);

#[async_trait]
impl Herald for BusHerald {
    async fn tell(&self, notice: &Notice) -> Result<(), JobError> {
        let target = self.0.named(&notice.target);
        let target = target.ok_or_else(|| unknown(&notice.target))?;
        let opened = self.0.open(target, notice.id, &Cancel::new()).await;
        let (session, cx) = opened?;
        let mut detail = notice.detail.clone();
        detail["account"] = target.account.as_str().into();
        detail["region"] = target.region.as_str().into();
        let event = BusEvent {
            bus: notice.event_bus.clone(),
            source: SOURCE.to_owned(),
            detail_type: notice.detail_type.clone(),
            detail: detail.to_string(),
            at: SystemTime::UNIX_EPOCH + Duration::from_secs(notice.at_s),
        };
        let calls = session.share_calls();
        let judge = |fault: &connect_model::Fault| connect_resources::setback(fault).verdict;
        let call = || calls.events.put_event(&event);
        let told = persist(&*cx.clock, cx.retry, &cx.cancel, "tell", judge, call).await;
        told.map_err(|fault| of_fault(&fault))
    }
}

fn unknown(target: &TargetName) -> JobError {
    let message = format!("targets/{target} is not configured any more");
    JobError::new(reason::TARGET_UNKNOWN, message).with("target", target.as_str())
}
