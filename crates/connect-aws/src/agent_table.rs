//! Items of an agent directory in DynamoDB.

use std::collections::HashMap;

use async_trait::async_trait;
use aws_sdk_dynamodb::types::{
    AttributeValue as Value, DeleteRequest, KeysAndAttributes, PutRequest, WriteRequest,
};
use connect_agents::{
    Page,
    table::{AgentRow, Batch, EMAIL_INDEX, RowRange, TablePlace, TablePort},
};
use connect_model::Fault;

use crate::{aws::Aws, call::Operation, fault::built};

const GET: Operation = operation("BatchGetItem");
const WRITE: Operation = operation("BatchWriteItem");
const UPDATE: Operation = operation("UpdateItem");
const QUERY: Operation = operation("Query");

const DIRECTORY: &str = "directory";
const LOGIN: &str = "login";
const EMAIL: &str = "email";
const MODIFIED: &str = "modified_ms";
const ENTRY: &str = "entry";

type Item = HashMap<String, Value>;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "dynamodb",
        name,
    }
}

#[async_trait]
impl TablePort for Aws {
    async fn get(
        &self,
        place: &TablePlace,
        logins: &[String],
    ) -> Result<Batch<AgentRow, String>, Fault> {
        let keys = logins.iter().map(|login| key(place, login)).collect();
        let keys = KeysAndAttributes::builder()
            .set_keys(Some(keys))
            .consistent_read(true);
        let request = self.dynamodb.batch_get_item();
        let request = request.request_items(&place.table, built(GET, keys.build())?);
        let answer = self.caller.send(GET, request.send()).await?;
        let found = answer.responses.into_iter().flatten();
        let found = found.flat_map(|(_, items)| items);
        let left = answer.unprocessed_keys.into_iter().flatten();
        let left = left.flat_map(|(_, keys)| keys.keys);
        Ok(Batch {
            found: found.filter_map(row).collect(),
            left: left.filter_map(|mut key| text(&mut key, LOGIN)).collect(),
        })
    }

    async fn put(&self, place: &TablePlace, rows: Vec<AgentRow>) -> Result<Vec<AgentRow>, Fault> {
        let put = |row: AgentRow| {
            let put = PutRequest::builder().set_item(Some(item(place, row)));
            Ok(WriteRequest::builder()
                .put_request(built(WRITE, put.build())?)
                .build())
        };
        let writes: Result<Vec<_>, Fault> = rows.into_iter().map(put).collect();
        let left = self.written(place, writes?).await?;
        let left = left.into_iter().filter_map(|write| write.put_request);
        Ok(left.filter_map(|put| row(put.item)).collect())
    }

    async fn take(&self, place: &TablePlace, logins: &[String]) -> Result<Vec<String>, Fault> {
        let take = |login: &String| {
            let take = DeleteRequest::builder().set_key(Some(key(place, login)));
            Ok(WriteRequest::builder()
                .delete_request(built(WRITE, take.build())?)
                .build())
        };
        let writes: Result<Vec<_>, Fault> = logins.iter().map(take).collect();
        let left = self.written(place, writes?).await?;
        let left = left.into_iter().filter_map(|write| write.delete_request);
        Ok(left
            .filter_map(|mut take| text(&mut take.key, LOGIN))
            .collect())
    }

    async fn date(&self, place: &TablePlace, login: &str, modified_ms: i64) -> Result<(), Fault> {
        let request = self.dynamodb.update_item();
        let request = request
            .table_name(&place.table)
            .set_key(Some(key(place, login)))
            .update_expression("SET #modified = :time")
            // An update of what is not there would make it.
            .condition_expression("attribute_exists(#login)")
            .expression_attribute_names("#modified", MODIFIED)
            .expression_attribute_names("#login", LOGIN)
            .expression_attribute_values(":time", Value::N(modified_ms.to_string()));
        match self.caller.send(UPDATE, request.send()).await {
            Err(fault) if fault.code != "ConditionalCheckFailedException" => Err(fault),
            _ => Ok(()),
        }
    }

    async fn logins(
        &self,
        place: &TablePlace,
        email: &str,
        page: Option<&str>,
    ) -> Result<Page<String>, Fault> {
        let start = page.map(|login| {
            let mut start = key(place, login);
            start.insert(EMAIL.to_owned(), Value::S(email.to_owned()));
            start
        });
        let request = self.dynamodb.query();
        let request = request
            .table_name(&place.table)
            .index_name(EMAIL_INDEX)
            .key_condition_expression("#directory = :directory AND #email = :email")
            .expression_attribute_names("#directory", DIRECTORY)
            .expression_attribute_names("#email", EMAIL)
            .expression_attribute_values(":directory", Value::S(place.directory.clone()))
            .expression_attribute_values(":email", Value::S(email.to_owned()))
            .set_exclusive_start_key(start);
        let answer = self.caller.send(QUERY, request.send()).await?;
        let items = answer.items.into_iter().flatten();
        Ok(Page {
            items: items
                .filter_map(|mut item| text(&mut item, LOGIN))
                .collect(),
            next: last(answer.last_evaluated_key),
        })
    }

    async fn rows(&self, place: &TablePlace, range: &RowRange) -> Result<Page<AgentRow>, Fault> {
        let after = range.after.as_deref();
        let rows_max = range.rows_max.and_then(|rows| i32::try_from(rows).ok());
        let request = self.dynamodb.query();
        let request = request
            .table_name(&place.table)
            .consistent_read(true)
            .expression_attribute_names("#directory", DIRECTORY)
            .expression_attribute_values(":directory", Value::S(place.directory.clone()))
            .set_limit(rows_max)
            .set_exclusive_start_key(after.map(|login| key(place, login)));
        let request = if range.prefix.is_empty() {
            request.key_condition_expression("#directory = :directory")
        } else {
            let prefix = Value::S(range.prefix.clone());
            request
                .key_condition_expression(
                    "#directory = :directory AND begins_with(#login, :prefix)",
                )
                .expression_attribute_names("#login", LOGIN)
                .expression_attribute_values(":prefix", prefix)
        };
        let answer = self.caller.send(QUERY, request.send()).await?;
        let items = answer.items.into_iter().flatten();
        Ok(Page {
            items: items.filter_map(row).collect(),
            next: last(answer.last_evaluated_key),
        })
    }
}

impl Aws {
    /// Carries writes out. Answers those that were not.
    async fn written(
        &self,
        place: &TablePlace,
        writes: Vec<WriteRequest>,
    ) -> Result<Vec<WriteRequest>, Fault> {
        let request = self.dynamodb.batch_write_item();
        let request = request.request_items(&place.table, writes);
        let answer = self.caller.send(WRITE, request.send()).await?;
        let left = answer.unprocessed_items.into_iter().flatten();
        Ok(left.flat_map(|(_, writes)| writes).collect())
    }
}

fn key(place: &TablePlace, login: &str) -> Item {
    HashMap::from([
        (DIRECTORY.to_owned(), Value::S(place.directory.clone())),
        (LOGIN.to_owned(), Value::S(login.to_owned())),
    ])
}

fn item(place: &TablePlace, row: AgentRow) -> Item {
    let mut item = key(place, &row.login);
    let modified = row.modified_ms.map(|time| Value::N(time.to_string()));
    let rest = [
        (EMAIL, row.email.map(Value::S)),
        (MODIFIED, modified),
        (ENTRY, Some(Value::S(row.entry))),
    ];
    let rest = rest.into_iter();
    item.extend(rest.filter_map(|(name, value)| Some((name.to_owned(), value?))));
    item
}

/// An item of somebody else in our table is no agent.
fn row(mut item: Item) -> Option<AgentRow> {
    let modified = item.remove(MODIFIED);
    let modified = modified.as_ref().and_then(|value| value.as_n().ok());
    Some(AgentRow {
        login: text(&mut item, LOGIN)?,
        email: text(&mut item, EMAIL),
        modified_ms: modified.and_then(|text| text.parse().ok()),
        entry: text(&mut item, ENTRY)?,
    })
}

fn text(item: &mut Item, name: &str) -> Option<String> {
    match item.remove(name)? {
        Value::S(text) => Some(text),
        _ => None,
    }
}

fn last(key: Option<Item>) -> Option<String> {
    text(&mut key?, LOGIN)
}
