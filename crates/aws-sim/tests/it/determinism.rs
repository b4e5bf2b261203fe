//! Equal seeds and equal calls give equal worlds and logs.

use aws_sim::{LogEntry, Settings};
use serde_json::Value;

use crate::desk::{Desk, PRODUCER};

/// A little history, in part concurrent and throttled.
async fn history(seed: u64) -> (Vec<LogEntry>, Value) {
    let desk = Desk::new(Settings {
        seed,
        ..Settings::default()
    });
    let connect = desk.connect(PRODUCER);
    let create = connect
        .create_instance()
        .identity_management_type("SAML".into())
        .instance_alias("uk-center")
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(true)
        .client_token("token");
    create.send().await.expect("an instance is made");
    let lists = (0..8).map(|_| connect.list_instances().send());
    for list in lists {
        drop(list.await);
    }
    let secrets = desk.secrets(PRODUCER);
    let create = secrets.create_secret().name("a").secret_string("x");
    let create = create.client_request_token("00000000-0000-4000-8000-000000000001");
    create.send().await.expect("a secret is made");
    (desk.simulator.log(), desk.simulator.state())
}

#[tokio::test(start_paused = true)]
async fn equal_seeds_give_equal_logs_and_states() {
    let (log, mut state) = history(7).await;
    let (log_again, state_again) = history(7).await;
    let (_, mut other) = history(8).await;
    assert_eq!(log, log_again);
    assert_eq!(state, state_again);
    for state in [&mut state, &mut other] {
        state["settings"].take();
    }
    assert_ne!(state, other);

    let outcomes: Vec<_> = log.iter().map(|entry| entry.outcome.as_str()).collect();
    assert_eq!(outcomes[..6], ["ok"; 6]);
    assert_eq!(outcomes[6..9], ["ThrottlingException"; 3]);
    assert_eq!(log[0].operation, "connect.CreateInstance");
    assert_eq!(
        log.iter().map(|entry| entry.n).collect::<Vec<_>>(),
        (1..=10).collect::<Vec<_>>()
    );
}
