//! Bundles of flows.

use controld::{
    jobs::{BundleFiles, Digest, FileRef},
    store::{NewDocument, Store},
};

use crate::samples::at;

fn files(content: &[u8]) -> BundleFiles {
    BundleFiles {
        named: None,
        files: vec![FileRef {
            path: "bundle.json".into(),
            content: Digest::of(content),
        }],
        default_type: None,
    }
}

async fn put(store: &impl Store, content: &[u8], seconds: u64) {
    let document = NewDocument {
        digest: Digest::of(content),
        content: content.to_vec(),
    };
    store.put(document, at(seconds)).await.unwrap();
}

pub(crate) async fn a_bundle_is_found_by_what_it_says_and_goes_with_its_documents(
    store: &impl Store,
) {
    let (one, other) = (Digest::of(b"one"), Digest::of(b"other"));
    assert_eq!(store.bundle(one).await.unwrap(), None);
    put(store, b"compact", 1).await;
    put(store, b"pretty", 1).await;
    put(store, b"left", 1).await;
    store
        .note_bundle(one, files(b"compact"), at(10))
        .await
        .unwrap();
    store
        .note_bundle(other, files(b"left"), at(2))
        .await
        .unwrap();
    // Another layout of the same.
    store
        .note_bundle(one, files(b"pretty"), at(20))
        .await
        .unwrap();
    let noted = store.bundle(one).await.unwrap();
    assert_eq!(noted, Some(files(b"compact")));

    store.sweep(at(15), 100).await.unwrap();
    assert_eq!(store.bundle(one).await.unwrap(), noted);
    assert_eq!(store.bundle(other).await.unwrap(), None);
    let content = async |content: &[u8]| store.content(Digest::of(content)).await.unwrap();
    assert!(content(b"compact").await.is_some());
    assert!(content(b"pretty").await.is_none());
    assert!(content(b"left").await.is_none());
}
