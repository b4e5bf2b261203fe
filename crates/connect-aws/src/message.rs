//! Messages of a queue of SQS.

use aws_sdk_sqs::types::{Message as Told, MessageSystemAttributeName as Attribute};
use connect_agents::arrival::{Message, Receive};
use connect_model::Fault;

use crate::{aws::Aws, call::Operation};

const RECEIVE: Operation = operation("ReceiveMessage");
const REMOVE: Operation = operation("DeleteMessage");
const PROLONG: Operation = operation("ChangeMessageVisibility");

/// Codes of a message that has left our hands, as SQS says them now and before it spoke JSON.
const LOST: &[&str] = &[
    "MessageNotInflight",
    "AWS.SimpleQueueService.MessageNotInflight",
    "ReceiptHandleIsInvalid",
];

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "sqs",
        name,
    }
}

impl Aws {
    pub(crate) async fn receive_messages(
        &self,
        queue_url: &str,
        how: &Receive,
    ) -> Result<Vec<Message>, Fault> {
        let request = self.sqs.receive_message();
        let request = request
            .queue_url(queue_url)
            .max_number_of_messages(number(how.messages_max))
            .wait_time_seconds(number(how.wait_s))
            .visibility_timeout(number(how.hidden_s))
            .message_system_attribute_names(Attribute::ApproximateReceiveCount)
            .message_system_attribute_names(Attribute::SentTimestamp);
        let answer = self.caller.send(RECEIVE, request.send()).await?;
        let messages = answer.messages.into_iter().flatten();
        Ok(messages.filter_map(received).collect())
    }

    pub(crate) async fn remove_message(&self, queue_url: &str, receipt: &str) -> Result<(), Fault> {
        let request = self.sqs.delete_message();
        let request = request.queue_url(queue_url).receipt_handle(receipt);
        self.caller.send(REMOVE, request.send()).await?;
        Ok(())
    }

    pub(crate) async fn prolong_message(
        &self,
        queue_url: &str,
        receipt: &str,
        seconds: u32,
    ) -> Result<bool, Fault> {
        let request = self.sqs.change_message_visibility();
        let request = request
            .queue_url(queue_url)
            .receipt_handle(receipt)
            .visibility_timeout(number(seconds));
        match self.caller.send(PROLONG, request.send()).await {
            Ok(_) => Ok(true),
            Err(fault) if LOST.contains(&fault.code.as_str()) => Ok(false),
            Err(fault) => Err(fault),
        }
    }
}

fn received(told: Told) -> Option<Message> {
    let attributes = told.attributes.unwrap_or_default();
    let attribute = |name: Attribute| attributes.get(&name);
    let times = attribute(Attribute::ApproximateReceiveCount);
    let sent = attribute(Attribute::SentTimestamp);
    Some(Message {
        id: told.message_id?,
        receipt: told.receipt_handle?,
        body: told.body.unwrap_or_default(),
        times: times.and_then(|text| text.parse().ok()).unwrap_or(1),
        sent_ms: sent.and_then(|text| text.parse().ok()),
    })
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
