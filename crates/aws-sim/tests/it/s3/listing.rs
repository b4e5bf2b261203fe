//! Lists of objects.

use super::{all, code, get, put, refused, with_bucket};
use crate::desk::Desk;

async fn with_objects() -> Desk {
    let desk = with_bucket().await;
    for key in ["a", "b/1", "b/2", "c/d/1", "e%20%2B"] {
        put(&desk, &format!("/media/{key}"), "").await;
    }
    desk
}

#[tokio::test(start_paused = true)]
async fn keys_are_put_together_at_the_delimiter() {
    let desk = with_objects().await;
    let listed = get(&desk, "/media?list-type=2&delimiter=/").await;
    assert_eq!(all(&listed, "Key"), ["a", "e +"]);
    let groups = ["<Prefix>b/</Prefix>", "<Prefix>c/</Prefix>"];
    assert_eq!(all(&listed, "CommonPrefixes"), groups);
    assert_eq!(all(&listed, "KeyCount"), ["4"]);
    let within = get(&desk, "/media?list-type=2&delimiter=/&prefix=c/").await;
    assert_eq!(all(&within, "CommonPrefixes"), ["<Prefix>c/d/</Prefix>"]);
    let encoded = get(&desk, "/media?list-type=2&encoding-type=url&prefix=e").await;
    assert_eq!(all(&encoded, "Key"), ["e%20%2B"]);
}

/// Every size of a page gives the same rows in the end, in both forms.
#[tokio::test(start_paused = true)]
async fn pages_neither_lose_nor_repeat_a_row() {
    let desk = with_objects().await;
    for size in 1..6 {
        let (mut second, mut first) = (Vec::new(), Vec::new());
        let (mut token, mut marker) = (String::new(), String::new());
        loop {
            let page = get(
                &desk,
                &format!("/media?list-type=2&delimiter=/&max-keys={size}{token}"),
            )
            .await;
            second.extend(rows(&all(&page, "Key"), &all(&page, "CommonPrefixes")));
            match all(&page, "NextContinuationToken").first() {
                Some(next) => token = format!("&continuation-token={next}"),
                None => break,
            }
        }
        loop {
            let page = get(
                &desk,
                &format!("/media?delimiter=/&max-keys={size}{marker}"),
            )
            .await;
            first.extend(rows(&all(&page, "Key"), &all(&page, "CommonPrefixes")));
            match all(&page, "NextMarker").first() {
                Some(next) => marker = format!("&marker={next}"),
                None => break,
            }
        }
        let expected = ["a", "b/", "c/", "e +"];
        assert_eq!(second, expected, "pages of {size}");
        assert_eq!(first, expected, "pages of {size}");
    }
}

fn rows(keys: &[&str], groups: &[&str]) -> Vec<String> {
    let bare = |group: &&str| group.replace("<Prefix>", "").replace("</Prefix>", "");
    let mut rows = keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    rows.extend(groups.iter().map(bare));
    rows.sort();
    rows
}

#[tokio::test(start_paused = true)]
async fn a_list_begins_after_a_key() {
    let desk = with_objects().await;
    let after = get(&desk, "/media?list-type=2&start-after=b/1").await;
    assert_eq!(all(&after, "Key"), ["b/2", "c/d/1", "e +"]);
    let none = get(&desk, "/media?list-type=2&max-keys=0").await;
    assert_eq!(all(&none, "IsTruncated"), ["false"]);
    let negative = get(&desk, "/media?list-type=2&max-keys=-1").await;
    assert_eq!(refused(&negative), code(400, "InvalidArgument"));
    let token = get(&desk, "/media?list-type=2&continuation-token=!").await;
    assert_eq!(refused(&token), code(400, "InvalidArgument"));
}
