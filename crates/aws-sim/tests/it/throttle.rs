//! The throttle, in virtual time.

use std::time::Duration;

use aws_sim::{Calls, Rate, Settings};

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
