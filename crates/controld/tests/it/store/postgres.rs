//! The agent directory in `PostgreSQL`. `cargo xtask test PostgreSQL` starts a server and runs these: its address
//! stands in the environment, and each test has a database of its own.

use std::{
    str::FromStr,
    sync::{Arc, Mutex},
};

use connect_agents::testing::every;
use controld::{
    jobs::StoreDirectory,
    store::{AgentStore, Postgres, PostgresUrl, StoreError},
};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions, query};
use uuid::Uuid;

use super::agents;

/// The address of a server on which databases may be made.
const SERVER: &str = "TRUNKLINE_TEST_POSTGRES";

/// The URL of a fresh database.
async fn fresh() -> PostgresUrl {
    let server = std::env::var(SERVER).expect("cargo xtask test PostgreSQL sets it");
    let options = PgConnectOptions::from_str(&server).unwrap();
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    let name = format!("t{}", Uuid::from_u128(rand::random()).simple());
    let made = format!("CREATE DATABASE {name}");
    query(sqlx::AssertSqlSafe(made))
        .execute(&mut connection)
        .await
        .unwrap();
    let (path, options) = server.split_once('?').unwrap_or((&server, ""));
    let base = path.rsplit_once('/').unwrap().0;
    PostgresUrl::new(&format!("{base}/{name}?{options}")).unwrap()
}

async fn store() -> Postgres {
    Postgres::new(&fresh().await).unwrap()
}

/// Runs each function of the suite as a test of its own on a fresh database.
macro_rules! on_postgres {
    ($($module:ident :: $test:ident),+ $(,)?) => {$(
        #[tokio::test]
        #[ignore = "asks for a server: cargo xtask test PostgreSQL"]
        async fn $test() {
            super::super::$module::$test(&super::store().await).await;
        }
    )+};
}

mod on_postgres {
    on_postgres! {
        agents::what_was_remembered_last_is_recalled_of_each_directory,
        agents::a_date_moves_and_nothing_else_does,
        agents::agents_are_listed_by_what_is_asked_in_the_order_of_their_logins,
    }
}

#[tokio::test]
#[ignore = "asks for a server: cargo xtask test PostgreSQL"]
async fn the_directory_keeps_its_contract() {
    let stores = Mutex::new(Vec::new());
    let fresh = async || {
        let store = Arc::new(store().await);
        stores.lock().unwrap().push(Arc::clone(&store));
        StoreDirectory::new(store, agents::place("hr"))
    };
    every(fresh).await;
}

#[tokio::test]
#[ignore = "asks for a server: cargo xtask test PostgreSQL"]
async fn two_daemons_share_what_one_of_them_remembers_and_make_the_table_once() {
    let url = fresh().await;
    let stores: Vec<_> = (0..8).map(|_| Postgres::new(&url).unwrap()).collect();
    let place = agents::place("hr");
    let asked = stores.iter().map(|store| store.recall_agents(&place, &[]));
    for recalled in futures::future::join_all(asked).await {
        assert_eq!(recalled.unwrap(), []);
    }
    let ada = agents::crew().remove(1);
    // Of one who comes twice the last counts.
    let mut older = ada.clone();
    older.is_disabled = true;
    let both = vec![older, ada.clone()];
    stores[0].remember_agents(&place, both).await.unwrap();
    let login = [ada.agent.username.clone()];
    assert_eq!(
        stores[1].recall_agents(&place, &login).await.unwrap(),
        [ada]
    );
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_not_available() {
    let url = PostgresUrl::new("postgres://nobody@127.0.0.1:1/none").unwrap();
    let store = Postgres::new(&url).unwrap();
    let refused = store.recall_agents(&agents::place("hr"), &[]).await;
    assert!(
        matches!(refused, Err(StoreError::Unavailable(..))),
        "{refused:?}"
    );
}

#[test]
fn an_address_with_a_password_or_of_another_kind_is_refused_without_repeating_it() {
    for good in [
        "postgres://trunkline@db.example.com/trunkline",
        "postgresql:///trunkline?host=/run/postgresql",
        "postgres://db:5433/t?sslmode=verify-full",
    ] {
        assert!(PostgresUrl::new(good).is_ok(), "{good}");
    }
    for bad in [
        "postgres://trunkline:hunter2@db/trunkline",
        "postgres://db/t?user=a&password=hunter2",
        "mysql://db/hunter2",
        "",
    ] {
        let wrong = PostgresUrl::new(bad).unwrap_err();
        assert!(!wrong.contains("hunter2"), "{wrong}");
    }
}
