//! What flows logged, out of CloudWatch Logs.

use async_trait::async_trait;
use connect_model::{ContactId, Fault};
use flow_port::{LogPage, LogPort, LogSearch};

use crate::{aws::Aws, call::Operation, fault};

const SEARCH: Operation = Operation {
    service: "logs",
    name: "FilterLogEvents",
};

#[async_trait]
impl LogPort for Aws {
    async fn page(&self, search: &LogSearch, token: Option<&str>) -> Result<LogPage, Fault> {
        let request = self.logs.filter_log_events();
        let request = request
            .log_group_name(&search.group)
            .filter_pattern(pattern(&search.contact))
            .start_time(millis(search.since_ms))
            .end_time(millis(search.until_ms))
            .set_next_token(token.map(str::to_owned));
        let answer = self.caller.send(SEARCH, request.send()).await?;
        let next = answer.next_token.filter(|next| !next.is_empty());
        if next.is_some() && next.as_deref() == token {
            // It would keep us for ever.
            return Err(fault::unreadable(SEARCH, "the next page is this page"));
        }
        let events = answer.events.unwrap_or_default().into_iter();
        Ok(LogPage {
            lines: events.filter_map(|event| event.message).collect(),
            next,
        })
    }
}

/// Lines that are JSON and of this contact.
fn pattern(contact: &ContactId) -> String {
    let id = contact.as_str().replace('\\', "\\\\").replace('"', "\\\"");
    format!("{{ $.ContactId = \"{id}\" }}")
}

fn millis(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}
