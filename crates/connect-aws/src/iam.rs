//! What the adapters of IAM share.

use aws_sdk_iam::types;
use connect_model::Tags;

/// Tags as IAM gives them. Those that AWS itself set nobody else can, so they are left out.
pub(crate) fn tags_of(given: Option<Vec<types::Tag>>) -> Tags {
    let mut tags = Tags::new();
    for tag in given.into_iter().flatten() {
        let _ = tags.insert(tag.key, tag.value);
    }
    tags
}

/// Tags as IAM takes them: none rather than an empty list.
pub(crate) fn list_of(tags: &Tags) -> Option<Vec<types::Tag>> {
    let tag = |(key, value): (&str, &str)| {
        let tag = types::Tag::builder().key(key).value(value).build();
        tag.expect("every required member was set")
    };
    (!tags.is_empty()).then(|| tags.iter().map(tag).collect())
}
