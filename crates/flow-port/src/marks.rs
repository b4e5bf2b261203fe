//! What a deploy leaves on what it wrote: tags, so that a lost store costs history and nothing else.

use std::{fmt, str::FromStr};

use connect_model::Tags;
use flow_language::{Document, bundle::Digest};

/// The content as the last deploy left it, by its digest.
const CONTENT: &str = "trunkline:content";
/// The bundle that it came in.
const RELEASE: &str = "trunkline:release";
/// The content of which a version was made.
const VERSIONED: &str = "trunkline:versioned";
/// What the service itself calls a content of ours.
const PROOF: &str = "trunkline:proof";

/// What the tags of a flow or module say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) content: Option<Digest>,
    pub(crate) release: Option<Digest>,
    pub(crate) versioned: Option<Digest>,
    pub(crate) proof: Option<Proof>,
}

/// Two digests of one content that was read back after it was written: the service's, and ours.
///
/// How the service takes its own is not documented, and need not be known: as long as a search tells the
/// same one, it keeps that content. So nobody has to ask for a content that no search shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    service: String,
    ours: Digest,
}

/// A text that is no proof.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoProof;

// === impl Marks ===

impl Marks {
    /// The keys of their tags.
    pub(crate) const KEYS: [&'static str; 4] = [CONTENT, RELEASE, VERSIONED, PROOF];

    /// Reads the marks. One that nobody of ours wrote says nothing.
    pub(crate) fn of(tags: &Tags) -> Self {
        let read = |key| tags.get(key).and_then(|value| value.parse().ok());
        Self {
            content: read(CONTENT),
            release: read(RELEASE),
            versioned: read(VERSIONED),
            proof: tags.get(PROOF).and_then(|value| value.parse().ok()),
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
        if let Some(proof) = &self.proof {
            tags.insert(PROOF, proof.to_string())
                .expect("two digests are short and plain");
        }
        tags
    }
}

// === impl Proof ===

impl Proof {
    /// Of a content, and what the service calls it: 64 hexadecimal digits.
    pub(crate) fn of(service: &str, ours: Digest) -> Option<Self> {
        let is_hex = service.len() == 64 && service.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| Self {
            service: service.to_owned(),
            ours,
        })
    }

    /// Our digest of the content that the service calls so, if this is the one.
    pub(crate) fn content(&self, service: &str) -> Option<Digest> {
        (self.service == service).then_some(self.ours)
    }
}

/// As it stands in a tag: `<the service's>/sha256:<ours>`.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.service, self.ours)
    }
}

impl FromStr for Proof {
    type Err = NoProof;

    fn from_str(text: &str) -> Result<Self, NoProof> {
        let (service, ours) = text.split_once('/').ok_or(NoProof)?;
        let ours = ours.parse().map_err(|_| NoProof)?;
        Self::of(service, ours).ok_or(NoProof)
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
