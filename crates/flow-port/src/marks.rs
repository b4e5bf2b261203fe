//! What a deploy leaves on what it wrote: tags, so that a lost store costs history and nothing else.

use connect_model::Tags;
use flow_language::{Document, bundle::Digest};

/// The content as the last deploy left it, by its digest.
const CONTENT: &str = "trunkline:content";
/// The bundle that it came in.
const RELEASE: &str = "trunkline:release";
/// The content of which a version was made.
const VERSIONED: &str = "trunkline:versioned";

/// What the tags of a flow or module say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) content: Option<Digest>,
    pub(crate) release: Option<Digest>,
    pub(crate) versioned: Option<Digest>,
}

// === impl Marks ===

impl Marks {
    /// Reads the marks. One that nobody of ours wrote says nothing.
    pub(crate) fn of(tags: &Tags) -> Self {
        let read = |key| tags.get(key).and_then(|value| value.parse().ok());
        Self {
            content: read(CONTENT),
            release: read(RELEASE),
            versioned: read(VERSIONED),
        }
    }

    /// As tags.
    pub(crate) fn tags(&self) -> Tags {
        let mut tags = Tags::new();
        let all = [
            (CONTENT, self.content),
            (RELEASE, self.release),
            (VERSIONED, self.versioned),
        ];
        for (key, digest) in all {
            if let Some(digest) = digest {
                tags.insert(key, digest.to_string())
                    .expect("a digest is short and plain");
            }
        }
        tags
    }
}

/// Whether a tag belongs to a thing's author, and not to us.
pub(crate) fn is_plain(key: &str) -> bool {
    !key.starts_with("trunkline:") && !key.starts_with("aws:")
}

/// The digest of what stands in an instance.
pub(crate) fn digest(document: &Document) -> Digest {
    Digest::of(document.canonical().as_bytes())
}
