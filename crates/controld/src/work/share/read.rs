//! Questions to a share, in the name of its query role.

use std::sync::Arc;

use analytics_share::{Answer, AskError, Listener, Parties, Question, Site, ask};
use async_trait::async_trait;
use connect_model::Fault;

use super::sides::as_role;
use crate::{
    inquiry::{Reading, ShareReader},
    jobs::JobError,
    refusal::{QueryTrouble, Refusal},
    work::ground::Ground,
};

/// Reads shares.
#[derive(Debug)]
pub(in crate::work) struct ReadShare(pub(in crate::work) Arc<Ground>);

// === impl ReadShare ===

#[async_trait]
impl ShareReader for ReadShare {
    async fn read(
        &self,
        reading: &Reading,
        listener: &mut dyn Listener,
    ) -> Result<Answer, Refusal> {
        let share = &reading.share;
        let target = self.0.named(&share.consumer);
        let target = target.ok_or_else(|| no_target(reading))?;
        let opened = self.0.open(target, reading.id, &reading.cancel).await;
        let (session, cx) = opened.map_err(unreachable)?;
        let calls = session.share_calls();
        let parties = Parties {
            producers: Vec::new(),
            consumer: Site {
                target: &target.name,
                account: &target.account,
                region: &target.region,
                calls: &calls,
            },
        };
        let role = parties.query_role(share);
        let question = Question {
            sql: reading.sql.clone(),
            workgroup: share.workgroup(),
            database: share.database(),
            token: reading.id.to_string(),
        };
        let calls = as_role(&session, role.as_deref());
        let answer = ask(&cx, &calls, &question, |_| {}, listener).await;
        answer.map_err(refused)
    }
}

fn no_target(reading: &Reading) -> Refusal {
    Refusal::NotFound {
        kind: "target",
        name: format!("targets/{}", reading.share.consumer),
    }
}

fn unreachable(error: JobError) -> Refusal {
    Refusal::Query(QueryTrouble::Refused {
        code: error.reason,
        operation: String::new(),
        message: error.message,
    })
}

fn refused(error: AskError) -> Refusal {
    let text = error.to_string();
    match error {
        AskError::Fault(fault) => of_fault(&fault),
        AskError::Failed {
            reason,
            scanned_bytes,
            ..
        } => Refusal::Query(QueryTrouble::Failed {
            cause: reason,
            scanned_bytes,
        }),
        AskError::Cancelled { scanned_bytes } => Refusal::Query(QueryTrouble::Failed {
            cause: text,
            scanned_bytes,
        }),
        AskError::Torn { .. } | AskError::NotTaken => Refusal::Query(QueryTrouble::Failed {
            cause: text,
            scanned_bytes: 0,
        }),
    }
}

fn of_fault(fault: &Fault) -> Refusal {
    let setback = connect_resources::setback(fault);
    Refusal::Query(QueryTrouble::Refused {
        code: setback.reason,
        operation: fault.operation.clone(),
        message: setback.message,
    })
}
