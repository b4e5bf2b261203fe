//! A thing, as declared and as observed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use connect_model::{
    Place, Tags,
    spec::{Entry, Payload},
};
use serde::{Deserialize, Serialize};

use crate::{Doubt, KindId, Known, Members, Ownership, TAGS, Trouble};

/// What a thing is and what it is called. Names are unique within a kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ThingKey {
    /// What it is.
    pub kind: KindId,
    /// What it is called; for kinds without a name, its key in the spec.
    pub name: String,
}

/// A thing as the spec wants it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    /// What and which.
    pub key: ThingKey,
    /// The name that it had before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Members with their values; references are names. What is absent is left as it is in AWS.
    pub members: Members,
    /// Its tags, those of ownership not included.
    pub tags: Tags,
    /// Members that no plan may touch.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub ignore: BTreeSet<String>,
    /// Where it was declared.
    #[serde(skip)]
    pub place: Place,
    /// Whether nobody asked for it in so many words: it comes with an instance that is ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub implied: bool,
    /// The file that goes along with it. A member has its digest; a stored plan does not hold them.
    #[serde(skip)]
    pub payload: Option<Payload>,
}

/// A thing as AWS shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// What and which.
    pub key: ThingKey,
    /// Its id and ARN.
    pub known: Known,
    /// Members with their values.
    pub members: Members,
    /// Its tags, those of ownership not included; `None` for kinds that have none.
    pub tags: Option<Tags>,
    /// Whose it is; decided by the engine for kinds without tags.
    pub ownership: Ownership,
    /// Whether it is ready.
    pub condition: Condition,
    /// When it was changed last, in milliseconds since 1970, where AWS tells; for an instance, when it
    /// was made.
    pub modified_ms: Option<i64>,
    /// Members that may not be as AWS has them now; one inside another as `identity.email`.
    pub doubts: BTreeMap<String, Doubt>,
}

/// Whether a thing is ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It is.
    Ready,
    /// AWS is still at it.
    Settling,
    /// It failed, with AWS's reason, and must be made anew.
    Broken(String),
}

/// A name that a list tells, with its id and ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The id and ARN.
    pub known: Known,
    /// When it was changed last, in milliseconds since 1970, where the list tells.
    pub modified_ms: Option<i64>,
}

// === impl ThingKey ===

impl ThingKey {
    /// A key by its parts.
    pub fn new(kind: KindId, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
        }
    }
}

impl fmt::Display for ThingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.kind().facts().noun, self.name)
    }
}

// === impl Declared ===

impl Declared {
    /// A thing out of an entry of the spec.
    pub fn of<T>(kind: KindId, entry: &Entry<T>, members: &impl Serialize) -> Self {
        Self {
            was: entry.was.as_ref().map(ToString::to_string),
            tags: entry.tags.clone(),
            ignore: entry.ignore.clone(),
            place: entry.place.clone(),
            ..Self::bare(
                ThingKey::new(kind, entry.name.as_str()),
                Members::of(members),
            )
        }
    }

    /// A thing of which nothing else is said.
    pub fn bare(key: ThingKey, members: Members) -> Self {
        Self {
            key,
            was: None,
            members,
            tags: Tags::new(),
            ignore: BTreeSet::new(),
            place: Place::default(),
            implied: false,
            payload: None,
        }
    }

    /// The same with the file that goes along with it.
    #[must_use]
    pub(crate) fn with_file(self, payload: &Payload) -> Self {
        Self {
            payload: Some(payload.clone()),
            ..self
        }
    }

    /// The file that goes along with it.
    pub(crate) fn file(&self) -> Result<&Payload, Trouble> {
        let without = || {
            let message = "the plan was made elsewhere and does not hold the file; plan it anew";
            Trouble::stored("FILE_NOT_AT_HAND", message)
        };
        self.payload.as_ref().ok_or_else(without)
    }
}

// === impl Observed ===

impl Observed {
    /// A ready thing; the tags of ownership are taken out of `tags` and read.
    pub fn ready(kind: KindId, named: Named, members: Members, tags: Option<Tags>) -> Self {
        let (tags, ownership) = match tags {
            Some(tags) => {
                let (tags, ownership) = Ownership::split(tags);
                (Some(tags), ownership)
            }
            None => (None, Ownership::OfInstance),
        };
        Self {
            key: ThingKey::new(kind, named.name),
            known: named.known,
            members,
            tags,
            ownership,
            condition: Condition::Ready,
            modified_ms: named.modified_ms,
            doubts: BTreeMap::new(),
        }
    }

    /// A thing that nobody asks about: its name alone.
    pub(crate) fn passed(kind: KindId, named: Named) -> Self {
        Self::ready(kind, named, Members::default(), Some(Tags::new()))
    }

    /// A thing that no search shows yet: all that is declared of it is unseen, and whose it is too,
    /// so that nothing is taken for ours.
    pub(crate) fn hidden(kind: KindId, named: Named, declared: Option<&Declared>) -> Self {
        let mut thing = Self {
            tags: None,
            ..Self::passed(kind, named)
        };
        let members = declared.into_iter().flat_map(|thing| thing.members.iter());
        let members: Vec<_> = members.map(|(name, _)| name).chain([TAGS]).collect();
        thing.doubt(&members, Doubt::Unseen);
        thing
    }

    /// Notes that members may not be as AWS has them now.
    pub(crate) fn doubt(&mut self, members: &[&str], doubt: Doubt) {
        let doubts = members.iter().map(|member| ((*member).to_owned(), doubt));
        self.doubts.extend(doubts);
    }

    /// The members that were not seen.
    pub fn unseen(&self) -> impl Iterator<Item = &str> {
        let unseen = self
            .doubts
            .iter()
            .filter(|(_, doubt)| **doubt == Doubt::Unseen);
        unseen.map(|(member, _)| member.as_str())
    }
}
