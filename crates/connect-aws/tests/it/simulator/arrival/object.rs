//! What becomes of objects.

use std::io::Write as _;

use aws_sim::{Action, Rule};
use connect_agents::arrival::{
    CarryError, Content, NewObject, ObjectVersion, Put, fetch, move_aside,
};
use connect_model::FaultClass;

use super::{BUCKET, Letterbox, cx};

const KEY: &str = "in/neue Agenten +1.csv";

fn report<'a>(key: &'a str, content: Content<'a>, if_absent: bool) -> NewObject<'a> {
    NewObject {
        bucket: BUCKET,
        key,
        content_type: "text/plain; charset=utf-8",
        content,
        if_absent,
    }
}

fn broken(letterbox: &Letterbox, operation: &str, nth: u64, action: Action) {
    letterbox.simulator.faults(vec![Rule {
        operation: Some(operation.to_owned()),
        nth: Some(nth),
        action,
        ..Rule::default()
    }]);
}

#[tokio::test(start_paused = true)]
async fn what_is_listed_and_what_is_asked_for_is_known_by_the_same() {
    for keeps_versions in [false, true] {
        let letterbox = Letterbox::new(keeps_versions).await;
        letterbox.drop_in(KEY, "one").await;
        letterbox.drop_in("other/b.csv", "two").await;
        let page = letterbox.port.list(BUCKET, "in/", None).await.unwrap();
        let asked = letterbox.latest(KEY).await;
        assert_eq!(page.items, std::slice::from_ref(&asked));
        assert_eq!((asked.key.as_str(), asked.size_bytes), (KEY, 3));
        assert_eq!(asked.version_id.is_some(), keeps_versions);
        assert_eq!(asked.modified_ms % 1_000, 0);
        assert_eq!(letterbox.keys("").await, [KEY, "other/b.csv"]);

        let before = asked.id();
        letterbox
            .simulator
            .advance(std::time::Duration::from_secs(2));
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        letterbox.drop_in(KEY, "one").await;
        let after = letterbox.latest(KEY).await.id();
        assert_ne!(before, after, "the same bytes again are another arrival");
        assert_eq!(letterbox.keys("in/").await, [KEY]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_list_comes_page_by_page() {
    let letterbox = Letterbox::new(true).await;
    for n in 0..1_001 {
        letterbox.drop_in(&format!("in/{n:04}.csv"), "x").await;
    }
    let (mut keys, mut page, mut pages) = (Vec::new(), None, 0);
    loop {
        let listed = letterbox.port.list(BUCKET, "in/", page.as_deref()).await;
        let listed = listed.unwrap();
        keys.extend(listed.items.into_iter().map(|object| object.key));
        pages += 1;
        page = listed.next;
        if page.is_none() {
            break;
        }
    }
    assert_eq!((keys.len(), pages), (1_001, 2));
    assert!(keys.is_sorted());
}

#[tokio::test(start_paused = true)]
async fn a_version_is_read_though_another_one_stands_there() {
    let letterbox = Letterbox::new(true).await;
    letterbox.drop_in(KEY, "first words").await;
    let first = letterbox.latest(KEY).await;
    letterbox.drop_in(KEY, "second").await;
    assert_eq!(letterbox.text(&first).await, "first words");
    let piece = letterbox.port.piece(&first, 2..5).await.unwrap();
    assert_eq!(piece, b"rst");
    let again = letterbox
        .port
        .head(BUCKET, KEY, first.version_id.as_deref());
    assert_eq!(again.await.unwrap().object, first);
}

#[tokio::test(start_paused = true)]
async fn without_versions_another_object_is_never_read_for_the_one_that_was_told() {
    let letterbox = Letterbox::new(false).await;
    letterbox.drop_in(KEY, "first words").await;
    let first = letterbox.latest(KEY).await;
    letterbox.drop_in(KEY, "other words").await;
    let port = &letterbox.port;
    for refused in [
        port.piece(&first, 0..5).await.unwrap_err(),
        port.copy(&first, "aside/a.csv").await.unwrap_err(),
    ] {
        assert_eq!(refused.class, FaultClass::Conflict, "{refused}");
    }
    assert!(!port.delete(&first).await.unwrap());
    let other = letterbox.latest(KEY).await;
    assert_eq!(letterbox.text(&other).await, "other words");
    let longer = ObjectVersion {
        size_bytes: 12,
        ..other
    };
    let refused = port.piece(&longer, 0..5).await.unwrap_err();
    assert_eq!(
        (refused.class, &*refused.code),
        (FaultClass::Conflict, "ObjectChanged")
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_not_there_is_not_found() {
    let letterbox = Letterbox::new(true).await;
    letterbox.drop_in(KEY, "x").await;
    let there = letterbox.latest(KEY).await;
    let port = &letterbox.port;
    assert!(port.delete(&there).await.unwrap());
    let absent = ObjectVersion {
        key: "in/absent.csv".to_owned(),
        ..there.clone()
    };
    for missed in [
        port.head(BUCKET, KEY, None).await.unwrap_err(),
        port.head(BUCKET, "in/absent.csv", None).await.unwrap_err(),
        port.piece(&absent, 0..1).await.unwrap_err(),
        port.copy(&absent, "aside/a.csv").await.unwrap_err(),
        port.list("no-such-bucket", "", None).await.unwrap_err(),
    ] {
        assert_eq!(missed.class, FaultClass::NotFound, "{missed}");
    }
    // The marker of the deletion is a version that has nothing in it.
    let versions = letterbox
        .s3
        .list_object_versions()
        .bucket(BUCKET)
        .send()
        .await;
    let marker = versions
        .unwrap()
        .delete_markers
        .unwrap()
        .remove(0)
        .version_id;
    let missed = port.head(BUCKET, KEY, marker.as_deref()).await.unwrap_err();
    assert_eq!(missed.class, FaultClass::NotFound, "{missed}");
    // The version itself stays.
    assert_eq!(letterbox.text(&there).await, "x");
}

#[tokio::test(start_paused = true)]
async fn what_is_put_has_our_mark_on_it_and_can_be_kept_from_a_second_time() {
    let letterbox = Letterbox::new(false).await;
    let port = &letterbox.port;
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"from a file").unwrap();
    let from_file = report("out/r.txt", Content::File(file.path()), true);
    assert_eq!(port.put(&from_file).await.unwrap(), Put::Written);
    let bytes = report("out/r.txt", Content::Bytes(b"from memory"), true);
    assert_eq!(port.put(&bytes).await.unwrap(), Put::Kept);
    let there = port.head(BUCKET, "out/r.txt", None).await.unwrap();
    assert!(there.is_own);
    assert_eq!(letterbox.text(&there.object).await, "from a file");
    let over = report("out/r.txt", Content::Bytes(b"more"), false);
    assert_eq!(port.put(&over).await.unwrap(), Put::Written);
    assert_eq!(letterbox.latest("out/r.txt").await.size_bytes, 4);

    letterbox.drop_in(KEY, "x").await;
    assert!(!port.head(BUCKET, KEY, None).await.unwrap().is_own);
    let gone = report("a", Content::File("no/such/file".as_ref()), false);
    let fault = port.put(&gone).await.unwrap_err();
    assert_eq!(
        (fault.class, &*fault.code),
        (FaultClass::Invalid, "FileUnreadable")
    );
}

#[tokio::test(start_paused = true)]
async fn a_file_is_moved_aside_once_and_asking_again_is_success() {
    for keeps_versions in [false, true] {
        let letterbox = Letterbox::new(keeps_versions).await;
        letterbox.drop_in(KEY, "old").await;
        letterbox.drop_in(KEY, "bad").await;
        let bad = letterbox.latest(KEY).await;
        let (port, to) = (&*letterbox.port, "in/rejected/bad.csv");
        assert!(move_aside(&cx(), port, &bad, to).await.unwrap());
        // Nothing older comes to light.
        assert_eq!(letterbox.keys("in/").await, [to]);
        let moved = port.head(BUCKET, to, None).await.unwrap();
        assert!(!moved.is_own, "somebody may mend it and put it back");
        assert_eq!(letterbox.text(&moved.object).await, "bad");
        assert!(move_aside(&cx(), port, &bad, to).await.unwrap());
        assert_eq!(letterbox.keys("in/").await, [to]);

        letterbox.drop_in(KEY, "good").await;
        assert!(!move_aside(&cx(), port, &bad, to).await.unwrap());
        assert_eq!(letterbox.keys("in/").await, [KEY, to]);
        let never = "in/rejected/other.csv";
        let moved = move_aside(&cx(), port, &bad, never).await;
        match moved {
            Ok(is_gone) => assert!(keeps_versions && !is_gone),
            Err(fault) => assert_eq!(fault.class, FaultClass::Conflict),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_whole_file_is_fetched_in_pieces_over_trouble() {
    let letterbox = Letterbox::new(true).await;
    let text = "ada,Ada,Lovelace\n".repeat(600_000);
    letterbox.drop_in(KEY, &text).await;
    let object = letterbox.latest(KEY).await;
    broken(&letterbox, "GetObject", 2, Action::Throttle);
    let mut file = Vec::new();
    let fetched = fetch(&cx(), &*letterbox.port, &object, &mut file).await;
    fetched.unwrap();
    assert!(file == text.as_bytes(), "{} bytes", file.len());
    let tallies = letterbox.session.meter().tallies();
    let tally = tallies.of("s3.GetObject");
    assert_eq!((tally.calls, tally.throttled), (3, 1));

    letterbox.drop_in("in/empty.csv", "").await;
    let empty = letterbox.latest("in/empty.csv").await;
    let mut file = Vec::new();
    fetch(&cx(), &*letterbox.port, &empty, &mut file)
        .await
        .unwrap();
    assert!(file.is_empty());

    let stopped = cx();
    stopped.cancel.ask();
    let stopped = fetch(&stopped, &*letterbox.port, &object, &mut file).await;
    assert!(matches!(stopped, Err(CarryError::Cancelled)));
}

#[tokio::test(start_paused = true)]
async fn who_may_not_is_denied_by_every_call() {
    let letterbox = Letterbox::new(true).await;
    letterbox.drop_in(KEY, "x").await;
    let there = letterbox.latest(KEY).await;
    letterbox.simulator.faults(vec![Rule {
        service: Some("s3".to_owned()),
        action: Action::Error {
            code: "AccessDenied".to_owned(),
            status: Some(403),
            message: "Access Denied".to_owned(),
        },
        ..Rule::default()
    }]);
    let (port, bytes) = (&letterbox.port, Content::Bytes(b"x"));
    for denied in [
        port.list(BUCKET, "in/", None).await.unwrap_err(),
        port.head(BUCKET, KEY, None).await.unwrap_err(),
        port.piece(&there, 0..1).await.unwrap_err(),
        port.put(&report("a", bytes, true)).await.unwrap_err(),
        port.copy(&there, "aside/a.csv").await.unwrap_err(),
        port.delete(&there).await.unwrap_err(),
    ] {
        assert_eq!(denied.class, FaultClass::Denied, "{denied}");
    }
}
