//! What a watch and an agent directory send, as one golden file.

use std::fmt::Debug;

use connect_agents::{
    arrival::{Content, NewObject, ObjectVersion, Receive},
    table::{AgentRow, RowRange, TablePlace},
};
use connect_aws::Session;
use connect_model::Fault;
use expect_test::expect_file;

use crate::{desk::session, script::Script};

const URL: &str = "https://sqs.eu-west-2.amazonaws.com/111111111111/agents";

fn sent<T: Debug>(_: Result<T, Fault>) {}

fn object(version: Option<&str>) -> ObjectVersion {
    ObjectVersion {
        bucket: "agents".to_owned(),
        key: "in/neue Agenten +1.csv".to_owned(),
        version_id: version.map(ToOwned::to_owned),
        etag: "ca9768bd08c373665fbcc88021f088b6".to_owned(),
        size_bytes: 8,
        modified_ms: 1_790_000_000_000,
    }
}

async fn send_objects(session: &Session) {
    let port = session.arrival_calls();
    sent(port.list("agents", "in/", None).await);
    sent(port.list("agents", "", Some("v1\nin/a\nb.csv")).await);
    sent(port.head("agents", "in/a.csv", None).await);
    sent(port.head("agents", "in/a.csv", Some("v1")).await);
    for object in [object(None), object(Some("v1"))] {
        sent(port.piece(&object, 0..8).await);
        sent(port.copy(&object, "in/rejected/a.csv").await);
        sent(port.delete(&object).await);
    }
    for if_absent in [false, true] {
        let new = NewObject {
            bucket: "agents",
            key: "in/results/a.csv",
            content_type: "text/csv",
            content: Content::Bytes(b"line\n"),
            if_absent,
        };
        sent(port.put(&new).await);
    }
}

async fn send_messages(session: &Session) {
    let port = session.arrival_calls();
    sent(port.receive(URL, &Receive::default()).await);
    sent(port.remove(URL, "receipt").await);
    sent(port.prolong(URL, "receipt", 60).await);
}

async fn send_items(session: &Session) {
    let port = session.agent_table();
    let place = TablePlace {
        table: "trunkline-agents".to_owned(),
        directory: "111111111111/eu-west-2/uk/agents".to_owned(),
    };
    let row = AgentRow {
        login: "ada".to_owned(),
        email: Some("ada@example.com".to_owned()),
        modified_ms: Some(1_790_000_000_000),
        entry: "{}".to_owned(),
    };
    let bare = AgentRow {
        login: "bob".to_owned(),
        email: None,
        modified_ms: None,
        entry: "{}".to_owned(),
    };
    let both = ["ada".to_owned(), "bob".to_owned()];
    sent(port.get(&place, &both).await);
    sent(port.put(&place, vec![row, bare]).await);
    sent(port.take(&place, &both).await);
    sent(port.date(&place, "ada", 1_790_000_000_000).await);
    for page in [None, Some("ada")] {
        sent(port.logins(&place, "ada@example.com", page).await);
    }
    let range = RowRange {
        prefix: "a".to_owned(),
        after: Some("ada".to_owned()),
        rows_max: Some(10),
    };
    sent(port.rows(&place, &range).await);
    sent(port.rows(&place, &RowRange::default()).await);
}

#[tokio::test(start_paused = true)]
async fn every_request_of_a_watch_and_a_table_is_as_agreed() {
    let script = Script::default();
    let session = session(script.clone()).await;
    send_objects(&session).await;
    send_messages(&session).await;
    send_items(&session).await;
    let text = script.requests().join("\n\n") + "\n";
    expect_file!["golden/arrival_requests.txt"].assert_eq(&text);
}
