//! One suite over the contract of a memory, run on every memory that remembers.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use connect_resources::{Members, Memory, Recollection, VolatileMemory};
use controld::{jobs::StoreMemory, store::Store};
use reconcile::{Clock as _, WallClock};
use serde_json::json;

use super::sqlite;

fn recollection(name: &str, modified_ms: i64, email: &str) -> Recollection {
    let mut members = Members::default();
    members.set("identity", json!({ "email": email }));
    Recollection {
        arn: arn(name),
        modified_ms,
        gaps: BTreeMap::from([("addresses".to_owned(), members)]),
    }
}

fn arn(name: &str) -> String {
    format!("arn:aws:connect:eu-west-2:111111111111:instance/i-1/agent/{name}")
}

async fn recalled(memory: &dyn Memory, names: &[&str]) -> Vec<Recollection> {
    let arns: Vec<_> = names.iter().map(|name| arn(name)).collect();
    let mut found = memory.recall(&arns).await;
    found.sort_by(|one, other| one.arn.cmp(&other.arn));
    found
}

async fn what_was_put_last_is_recalled_and_nothing_else(memory: &dyn Memory) {
    assert_eq!(recalled(memory, &["ada"]).await, []);
    assert_eq!(recalled(memory, &[]).await, []);
    let (ada, bob) = (
        recollection("ada", 1, "a@x.org"),
        recollection("bob", 2, "b@x.org"),
    );
    memory.remember(vec![ada.clone(), bob.clone()]).await;
    assert_eq!(
        recalled(memory, &["bob", "eve", "ada"]).await,
        [ada, bob.clone()]
    );
    let ada = Recollection {
        gaps: BTreeMap::new(),
        ..recollection("ada", -3, "")
    };
    memory.remember(vec![ada.clone()]).await;
    assert_eq!(recalled(memory, &["ada", "bob"]).await, [ada, bob]);
}

async fn many_things_are_remembered_at_once(memory: &dyn Memory) {
    let names: Vec<_> = (0..2_000).map(|n| format!("many{n:04}")).collect();
    let all: Vec<_> = names
        .iter()
        .map(|name| recollection(name, 7, name))
        .collect();
    memory.remember(all.clone()).await;
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    assert_eq!(recalled(memory, &names).await, all);
}

async fn suite(memory: &dyn Memory) {
    what_was_put_last_is_recalled_and_nothing_else(memory).await;
    many_things_are_remembered_at_once(memory).await;
}

#[tokio::test]
async fn a_volatile_memory_keeps_the_contract() {
    suite(&VolatileMemory::default()).await;
}

#[tokio::test]
async fn a_memory_in_a_store_keeps_the_contract() {
    let (store, _folder) = sqlite().await;
    suite(&StoreMemory::new(Arc::new(store), Arc::new(WallClock))).await;
}

#[tokio::test]
async fn a_memory_in_a_store_outlives_the_process_and_is_swept_like_jobs() {
    let (store, folder) = sqlite().await;
    let ada = recollection("ada", 1, "a@x.org");
    let memory = StoreMemory::new(Arc::new(store), Arc::new(WallClock));
    memory.remember(vec![ada.clone()]).await;
    drop(memory);
    let path = folder.path().join("store.db");
    let store: Arc<dyn Store> = Arc::new(controld::store::Sqlite::open(&path).await.unwrap());
    let memory = StoreMemory::new(Arc::clone(&store), Arc::new(WallClock));
    let hour = Duration::from_hours(1);
    store.sweep(WallClock.now() - hour, 10).await.unwrap();
    assert_eq!(recalled(&memory, &["ada"]).await, [ada]);
    store.sweep(WallClock.now() + hour, 10).await.unwrap();
    assert_eq!(recalled(&memory, &["ada"]).await, []);
}

#[tokio::test]
async fn a_store_that_is_closed_is_a_memory_that_forgets() {
    let (store, _folder) = sqlite().await;
    store.close().await;
    let memory = StoreMemory::new(Arc::new(store), Arc::new(WallClock));
    memory
        .remember(vec![recollection("ada", 1, "a@x.org")])
        .await;
    assert_eq!(recalled(&memory, &["ada"]).await, []);
}
