//! Contents of flows and modules that no search shows: remembered since they were changed last, or read.

use std::collections::BTreeMap;

use connect_model::{FlowId, ModuleId};
use connect_resources::{LAG, Recollection, flow::FlowRecord, flow_content, module::ModuleRecord};
use futures::{FutureExt, StreamExt, stream};

use super::{Look, Seen};
use crate::world::Part;

/// Descriptions on the way at once. The pace bounds the calls.
const WIDTH: usize = 16;

/// A flow or module whose content is wanted.
pub(super) struct Wanted<'r> {
    arn: &'r str,
    /// When it was changed last, where that is known.
    modified_ms: Option<i64>,
    id: Id,
}

enum Id {
    Flow(FlowId),
    Module(ModuleId),
}

/// The contents of all of these, by ARN. One without a content is left out.
pub(super) async fn contents(
    look: &Look<'_>,
    wanted: Vec<Wanted<'_>>,
) -> Seen<BTreeMap<String, String>> {
    let arns: Vec<String> = wanted.iter().map(|it| it.arn.to_owned()).collect();
    let recalled = look.memory.recall(&arns).await.into_iter();
    let known: BTreeMap<String, Recollection> = recalled.map(|it| (it.arn.clone(), it)).collect();
    let mut contents = BTreeMap::new();
    let mut open = Vec::new();
    for it in wanted {
        match it.remembered(&known) {
            Some(content) => {
                contents.insert(it.arn.to_owned(), content);
            }
            None => open.push(it),
        }
    }
    let read: Vec<_> = open.iter().map(|it| it.read(look).boxed()).collect();
    let read: Vec<_> = stream::iter(read).buffered(WIDTH).collect().await;
    let (mut learned, mut trouble) = (Vec::new(), None);
    for (it, content) in open.into_iter().zip(read) {
        match content {
            Ok(Some(content)) => {
                learned.extend(it.learned(&known, &content, look.now_s));
                contents.insert(it.arn.to_owned(), content);
            }
            Ok(None) => {}
            Err(unseen) => trouble = trouble.or(Some(unseen)),
        }
    }
    // What was read is of use to the next one, whatever became of the others.
    if !learned.is_empty() {
        look.memory.remember(learned).await;
    }
    trouble.map_or(Ok(contents), Err)
}

// === impl Wanted ===

impl<'r> Wanted<'r> {
    pub(super) fn of_flow(record: &'r FlowRecord) -> Self {
        Self {
            arn: &record.arn,
            modified_ms: record.modified_ms,
            id: Id::Flow(FlowId::new(record.id.as_str())),
        }
    }

    /// When a module was changed is in no search.
    pub(super) fn of_module(record: &'r ModuleRecord) -> Self {
        Self {
            arn: &record.arn,
            modified_ms: None,
            id: Id::Module(ModuleId::new(record.id.as_str())),
        }
    }

    fn remembered(&self, known: &BTreeMap<String, Recollection>) -> Option<String> {
        let known = known.get(self.arn)?.as_of(self.modified_ms)?;
        flow_content::recalled(known).map(str::to_owned)
    }

    async fn read(&self, look: &Look<'_>) -> Seen<Option<String>> {
        let (ports, instance) = (&look.calls.ports, &look.instance);
        Ok(match &self.id {
            Id::Flow(id) => {
                let described = || ports.flow.describe(instance, id, false);
                look.ask(&[Part::Flows], described).await?.content
            }
            Id::Module(id) => {
                let described = || ports.module.describe(instance, id, false);
                look.ask(&[Part::Flows], described).await?.content
            }
        })
    }

    /// What else is known of it stays, while it is as it was. What has just been changed may be changed again
    /// within the second that AWS tells.
    fn learned(
        &self,
        known: &BTreeMap<String, Recollection>,
        content: &str,
        now_s: i64,
    ) -> Option<Recollection> {
        let lag_s = i64::try_from(LAG.as_secs()).unwrap_or(i64::MAX);
        let is_past = |changed_ms: &i64| now_s.saturating_sub(changed_ms / 1_000) >= lag_s;
        let modified_ms = self.modified_ms.filter(is_past)?;
        let mut thing = Recollection::begun(self.arn, modified_ms, known.get(self.arn));
        flow_content::recollect(&mut thing, content);
        Some(thing)
    }
}
