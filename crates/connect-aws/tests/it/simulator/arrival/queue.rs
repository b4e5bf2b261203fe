//! What the queue tells.

use std::time::Duration;

use aws_sim::{Action, Rule};
use connect_agents::arrival::{Message, Receive, read_notice};
use connect_model::FaultClass;

use super::{BUCKET, Letterbox};

const HIDDEN_S: u32 = 60;

async fn received(letterbox: &Letterbox, url: &str) -> Vec<Message> {
    let how = Receive {
        hidden_s: HIDDEN_S,
        ..Receive::default()
    };
    letterbox.port.receive(url, &how).await.unwrap()
}

async fn a_minute_later() {
    tokio::time::sleep(Duration::from_secs(u64::from(HIDDEN_S) + 1)).await;
}

#[tokio::test(start_paused = true)]
async fn a_queue_tells_of_what_was_put_by_the_name_that_a_list_has() {
    for keeps_versions in [false, true] {
        let letterbox = Letterbox::new(keeps_versions).await;
        let url = letterbox.with_queue("in/").await;
        let keys = [
            "in/neue Agenten +1.csv",
            "in/100%25.csv",
            "in/käse/ß=&?.csv",
        ];
        for key in keys {
            letterbox.drop_in(key, "username,email\n").await;
        }
        letterbox.drop_in("other/a.csv", "x").await;
        let gone = letterbox.latest(keys[1]).await;
        letterbox.port.delete(&gone).await.unwrap();

        let messages = received(&letterbox, &url).await;
        let told: Vec<_> = messages
            .iter()
            .map(|message| read_notice(&message.body).unwrap())
            .collect();
        assert!(told[0].is_empty(), "the first is a test: {told:?}");
        let told: Vec<_> = told.into_iter().flatten().collect();
        let told_keys: Vec<_> = told.iter().map(|it| it.key.as_str()).collect();
        assert_eq!(told_keys, keys);
        for it in told.iter().filter(|it| it.key != keys[1]) {
            let version = it.version_id.as_deref();
            let held = letterbox.port.head(&it.bucket, &it.key, version).await;
            let object = held.unwrap().object;
            assert_eq!(it.bucket, BUCKET);
            assert_eq!(object, letterbox.latest(&it.key).await);
            assert_eq!(it.version_id, object.version_id);
            assert_eq!(it.etag.as_deref(), Some(object.etag.as_str()));
            assert_eq!(it.size_bytes, Some(object.size_bytes));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_comes_again_until_it_is_removed() {
    let letterbox = Letterbox::new(true).await;
    let url = letterbox.with_queue("in/").await;
    let port = &letterbox.port;
    let first = received(&letterbox, &url).await.remove(0);
    assert_eq!(first.times, 1);
    assert!(first.sent_ms.is_some_and(|ms| ms >= 1_790_000_000_000));
    assert!(received(&letterbox, &url).await.is_empty(), "it is hidden");
    assert!(port.prolong(&url, &first.receipt, 300).await.unwrap());
    a_minute_later().await;
    assert!(
        received(&letterbox, &url).await.is_empty(),
        "it is hidden for longer"
    );
    assert!(port.prolong(&url, &first.receipt, 0).await.unwrap());
    let second = received(&letterbox, &url).await.remove(0);
    assert_eq!((&second.id, second.times), (&first.id, 2));
    a_minute_later().await;
    let is_ours = port.prolong(&url, &second.receipt, 60).await.unwrap();
    assert!(!is_ours, "its time is over");
    let third = received(&letterbox, &url).await.remove(0);
    port.remove(&url, &third.receipt).await.unwrap();
    port.remove(&url, &third.receipt).await.unwrap();
    assert!(!port.prolong(&url, &third.receipt, 60).await.unwrap());
    a_minute_later().await;
    assert!(received(&letterbox, &url).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn trouble_with_a_queue_has_its_class() {
    let letterbox = Letterbox::new(true).await;
    let url = letterbox.with_queue("in/").await;
    let (port, how) = (&letterbox.port, Receive::default());
    let other = url.replace("/agents", "/absent");
    let missed = port.receive(&other, &how).await.unwrap_err();
    assert_eq!(missed.class, FaultClass::NotFound, "{missed}");
    let rule = |action| Rule {
        service: Some("sqs".to_owned()),
        action,
        ..Rule::default()
    };
    letterbox.simulator.faults(vec![rule(Action::Throttle)]);
    let throttled = port.receive(&url, &how).await.unwrap_err();
    assert_eq!(throttled.class, FaultClass::Throttled, "{throttled}");
    letterbox.simulator.faults(vec![rule(Action::Error {
        code: "AccessDeniedException".to_owned(),
        status: Some(400),
        message: "no".to_owned(),
    })]);
    for denied in [
        port.receive(&url, &how).await.unwrap_err(),
        port.remove(&url, "r").await.unwrap_err(),
        port.prolong(&url, "r", 1).await.unwrap_err(),
    ] {
        assert_eq!(denied.class, FaultClass::Denied, "{denied}");
    }
}
