//! The throttle, in virtual time.

use std::{collections::BTreeMap, time::Duration};

use aws_sim::{Calls, Quotas, Rate, Settings};
use serde_json::{Value, json};

use crate::desk::{CONSUMER, Desk, PRODUCER, refusal};

#[tokio::test(start_paused = true)]
async fn five_calls_pass_at_once_and_then_two_a_second() {
    let desk = Desk::new(Settings::default());
    let connect = desk.connect(PRODUCER);
    for _ in 0..5 {
        connect.list_instances().send().await.unwrap();
    }
    let refused = connect.list_instances().send().await;
    assert_eq!(refusal(refused), ("ThrottlingException".to_owned(), 429));
    // Other operations, accounts and Regions have buckets of their own.
    assert_eq!(
        refusal(connect.describe_instance().instance_id("x").send().await).1,
        404
    );
    desk.connect(CONSUMER)
        .list_instances()
        .send()
        .await
        .unwrap();

    let mut passed = 0;
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        passed += u32::from(connect.list_instances().send().await.is_ok());
    }
    assert_eq!(passed, 20);
    let calls = desk.simulator.calls()["connect.ListInstances"];
    assert_eq!(
        calls,
        Calls {
            calls: 107,
            throttled: 81,
            failed: 0
        }
    );
}

#[tokio::test(start_paused = true)]
async fn other_protocols_throttle_in_their_own_words() {
    let desk = Desk::new(Settings::default());
    let secrets = desk.secrets(PRODUCER);
    for _ in 0..50 {
        secrets.list_secrets().send().await.unwrap();
    }
    let refused = secrets.list_secrets().send().await;
    assert_eq!(refusal(refused), ("ThrottlingException".to_owned(), 400));
}

#[tokio::test(start_paused = true)]
async fn the_rates_of_service_quotas_are_a_profile_of_their_own() {
    let desk = Desk::new(Settings {
        rate: Rate::Quotas,
        ..Settings::default()
    });
    let connect = desk.connect(PRODUCER);
    desk.instance(PRODUCER, "uk-center").await;
    let delete = async || connect.delete_instance().instance_id("x").send().await;
    assert_eq!(refusal(delete().await).1, 404);
    tokio::time::sleep(Duration::from_secs(9)).await;
    assert_eq!(refusal(delete().await).1, 429);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(refusal(delete().await).1, 404);
}

#[tokio::test(start_paused = true)]
async fn an_account_that_was_given_more_has_it_and_service_quotas_says_so() {
    let desk = Desk::new(Settings {
        rates: BTreeMap::from([("ListInstances".to_owned(), 10.0)]),
        quotas: Quotas::None,
        ..Settings::default()
    });
    let connect = desk.connect(PRODUCER);
    let list = async || connect.list_instances().send().await;
    for _ in 0..5 {
        list().await.unwrap();
    }
    assert_eq!(refusal(list().await).1, 429);
    tokio::time::sleep(Duration::from_millis(100)).await;
    list().await.unwrap();
    let mut values = BTreeMap::new();
    let mut token = Value::Null;
    while values.is_empty() || !token.is_null() {
        let body = json!({ "ServiceCode": "connect", "MaxResults": 100, "NextToken": token });
        let target = [("x-amz-target", "ServiceQuotasV20190624.ListServiceQuotas")];
        let body = body.to_string();
        let answer = desk.raw("servicequotas", "POST", "/", &target, &body);
        let answer: Value = serde_json::from_slice(answer.await.unwrap().body()).unwrap();
        for quota in answer["Quotas"].as_array().unwrap() {
            let name = quota["QuotaName"].as_str().unwrap().to_owned();
            values.insert(name, quota["Value"].as_f64().unwrap());
        }
        token = answer["NextToken"].clone();
    }
    let rate = |operation: &str| values[&format!("Rate of {operation} API requests")];
    let rates = [
        rate("ListInstances"),
        rate("CreateUser"),
        rate("ListIntegrationAssociations"),
    ];
    let known = [10.0, 2.0, 25.0];
    assert!(
        rates
            .iter()
            .zip(known)
            .all(|(rate, known)| (rate - known).abs() < 1e-9)
    );
    assert!(values["Users per instance"] > 1e6, "without end");
}
