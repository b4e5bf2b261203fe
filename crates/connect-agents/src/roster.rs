//! Everybody who is there, by login, in as little room as it takes: an instance may have a hundred
//! thousand users, and a plan looks at all of them for those who left.
//!
//! Names are kept as hashes, since they are only compared; ids, settings and tags that many have in
//! common stand in pools.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap, hash_map::RandomState},
    hash::{BuildHasher, Hash},
};

use connect_model::{Tags, UserId, Username};
use connect_resources::{
    Named,
    user::{Channels, Identity, Phone, UserRecord},
};

use crate::directory::Entry;

/// Everybody who is there.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    people: HashMap<Box<str>, Person>,
    /// Logins of the file that nobody has, with their lines.
    newcomers: HashMap<u64, u64>,
    hasher: RandomState,
    /// How ARNs of users begin.
    arn_start: String,
    texts: Pool<String>,
    sets: Pool<BTreeSet<String>>,
    phones: Pool<(Phone, Channels)>,
    tags: Pool<Tags>,
}

/// One of them.
#[derive(Debug)]
struct Person {
    id: Id,
    /// The login as AWS has it, where that is not in small letters.
    spelled: Option<Box<str>>,
    modified_ms: i64,
    shown: Option<Shown>,
    /// The line of the file that is about the person; 0 if none is.
    line: u64,
}

/// What a search shows.
#[derive(Clone, Copy, Debug)]
struct Shown {
    first_name: u64,
    last_name: u64,
    routing_profile: u32,
    security_profiles: u32,
    group: Option<u32>,
    phone: u32,
    tags: u32,
    directory_user_id: Option<u32>,
}

/// An id of AWS, which is a UUID.
#[derive(Debug)]
enum Id {
    Uuid([u8; 16]),
    Other(Box<str>),
}

/// Values that many have in common, each once.
#[derive(Debug)]
struct Pool<T> {
    values: Vec<T>,
    places: HashMap<T, u32>,
}

/// A user as lists and searches show it, or a description.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) id: UserId,
    pub(crate) arn: String,
    /// The login as AWS has it.
    pub(crate) username: Username,
    pub(crate) modified_ms: Option<i64>,
    pub(crate) names: Names,
    pub(crate) routing_profile: String,
    pub(crate) security_profiles: BTreeSet<String>,
    pub(crate) group: Option<String>,
    pub(crate) phone: Phone,
    pub(crate) channels: Channels,
    pub(crate) tags: Tags,
    pub(crate) directory_user_id: Option<String>,
    /// What is remembered, if it still counts.
    pub(crate) remembered: Option<Entry>,
    /// As a description tells it, if there was one.
    pub(crate) described: Option<UserRecord>,
}

/// Hashes of the names of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) first: u64,
    pub(crate) last: u64,
}

/// Somebody whom the file does not name.
pub(crate) struct Absent {
    pub(crate) username: Username,
    pub(crate) is_shown: bool,
}

// === impl Roster ===

impl Roster {
    /// Takes in somebody from the list.
    pub(crate) fn list(&mut self, named: Named) {
        if self.arn_start.is_empty()
            && let Some(start) = named.known.arn.strip_suffix(&named.known.id)
        {
            start.clone_into(&mut self.arn_start);
        }
        let login = named.name.to_ascii_lowercase();
        let person = Person {
            id: Id::of(&named.known.id),
            spelled: (login != named.name).then(|| named.name.into()),
            modified_ms: named.modified_ms.unwrap_or(i64::MIN),
            shown: None,
            line: 0,
        };
        self.people.insert(login.into(), person);
    }

    /// Adds what a search shows of somebody who is on the list.
    pub(crate) fn show(&mut self, username: &str, record: UserRecord) {
        let Some(person) = self.people.get_mut(username.to_ascii_lowercase().as_str()) else {
            return;
        };
        if !person.id.is(record.id.as_str()) {
            return;
        }
        let text = |pool: &mut Pool<String>, text: Option<String>| text.map(|text| pool.put(text));
        let group = record.hierarchy_group.map(String::from);
        let profiles = record.security_profiles.into_iter().map(String::from);
        person.shown = Some(Shown {
            first_name: hash(&self.hasher, record.identity.first_name.as_deref()),
            last_name: hash(&self.hasher, record.identity.last_name.as_deref()),
            routing_profile: self.texts.put(record.routing_profile.into()),
            security_profiles: self.sets.put(profiles.collect()),
            group: text(&mut self.texts, group),
            phone: self.phones.put((record.phone, record.channels)),
            tags: self.tags.put(record.tags),
            directory_user_id: text(&mut self.texts, record.directory_user_id),
        });
    }

    /// Forgets what a search shows of those who were changed after `time_ms`: it may be behind.
    pub(crate) fn hide_since(&mut self, time_ms: i64) {
        for person in self.people.values_mut() {
            if person.modified_ms > time_ms {
                person.shown = None;
            }
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether there is somebody of this login.
    pub(crate) fn has(&self, username: &Username) -> bool {
        self.find(username).is_some()
    }

    /// The login as AWS has it, and the id.
    pub(crate) fn id(&self, username: &Username) -> Option<UserId> {
        self.find(username)
            .map(|person| UserId::new(person.id.text()))
    }

    /// When somebody was changed last.
    pub(crate) fn modified_ms(&self, username: &Username) -> Option<i64> {
        self.find(username).and_then(Person::modified_ms)
    }

    /// Somebody as lists and searches show it. Nothing if there is nobody, or no search shows it.
    pub(crate) fn seen(&self, username: &Username) -> Option<Seen> {
        let person = self.find(username)?;
        let shown = person.shown?;
        let (phone, channels) = self.phones.get(shown.phone).clone();
        let id = person.id.text();
        let spelled = person.spelled.as_deref();
        let login = || username.as_str().to_ascii_lowercase();
        Some(Seen {
            arn: format!("{}{id}", self.arn_start),
            id: UserId::new(id),
            username: Username::new(spelled.map_or_else(login, ToOwned::to_owned)).ok()?,
            modified_ms: person.modified_ms(),
            names: Names {
                first: shown.first_name,
                last: shown.last_name,
            },
            routing_profile: self.texts.get(shown.routing_profile).clone(),
            security_profiles: self.sets.get(shown.security_profiles).clone(),
            group: shown.group.map(|group| self.texts.get(group).clone()),
            phone,
            channels,
            tags: self.tags.get(shown.tags).clone(),
            directory_user_id: shown.directory_user_id.map(|id| self.texts.get(id).clone()),
            remembered: None,
            described: None,
        })
    }

    /// Somebody as a description tells it.
    pub(crate) fn described(&self, username: &Username, record: UserRecord) -> Option<Seen> {
        let person = self.find(username)?;
        let id = person.id.text();
        Some(Seen {
            arn: format!("{}{id}", self.arn_start),
            username: username.clone(),
            modified_ms: person.modified_ms(),
            names: self.names(&record.identity),
            ..Seen::of(record)
        })
    }

    /// The hashes of the names of somebody.
    pub(crate) fn names(&self, identity: &Identity) -> Names {
        Names {
            first: self.hash(identity.first_name.as_deref()),
            last: self.hash(identity.last_name.as_deref()),
        }
    }

    /// The hash of a name, as in [`Names`].
    pub(crate) fn hash(&self, name: Option<&str>) -> u64 {
        hash(&self.hasher, name)
    }

    /// Says that a line of the file is about somebody. Another line that is: the first one counts.
    pub(crate) fn claim(&mut self, username: &Username, line: u64) -> Result<(), u64> {
        let login = lower(username);
        let claimed = if let Some(person) = self.people.get_mut(login.as_ref()) {
            &mut person.line
        } else {
            let key = self.hasher.hash_one(login);
            self.newcomers.entry(key).or_default()
        };
        match *claimed {
            0 => {
                *claimed = line;
                Ok(())
            }
            first if first == line => Ok(()),
            first => Err(first),
        }
    }

    /// The line of the file that is about somebody, there or not.
    pub(crate) fn claimed(&self, username: &Username) -> Option<u64> {
        let line = if let Some(person) = self.find(username) {
            person.line
        } else {
            let key = self.hasher.hash_one(lower(username));
            self.newcomers.get(&key).copied().unwrap_or_default()
        };
        (line > 0).then_some(line)
    }

    /// Whether the file has a line about somebody who is there.
    pub(crate) fn is_claimed(&self, username: &Username) -> bool {
        self.find(username).is_some_and(|person| person.line > 0)
    }

    /// Those whom the file does not name, in the order of their logins.
    pub(crate) fn absent(&self) -> Vec<Absent> {
        let absent = self.people.iter().filter(|(_, person)| person.line == 0);
        let absent = absent.filter_map(|(login, person)| {
            let spelled = person.spelled.as_ref().unwrap_or(login);
            Some(Absent {
                username: Username::new(spelled.as_ref()).ok()?,
                is_shown: person.shown.is_some(),
            })
        });
        let mut absent: Vec<_> = absent.collect();
        absent.sort_unstable_by(|one, other| one.username.cmp(&other.username));
        absent
    }

    /// The tags of somebody, if a search shows them.
    pub(crate) fn tags(&self, username: &Username) -> Option<&Tags> {
        let shown = self.find(username)?.shown?;
        Some(self.tags.get(shown.tags))
    }

    /// How many have tags that this holds of.
    pub(crate) fn count_tagged(&self, holds: impl Fn(&Tags) -> bool) -> usize {
        let holds: Vec<bool> = self.tags.values.iter().map(holds).collect();
        let shown = self.people.values().filter_map(|person| person.shown);
        shown.filter(|shown| holds[shown.tags as usize]).count()
    }

    /// The logins by their ids in the directory of the instance.
    pub(crate) fn by_directory_id(&self) -> BTreeMap<&str, &str> {
        let people = self.people.iter();
        people
            .filter_map(|(login, person)| {
                let id = person.shown?.directory_user_id?;
                Some((self.texts.get(id).as_str(), login.as_ref()))
            })
            .collect()
    }

    fn find(&self, username: &Username) -> Option<&Person> {
        self.people.get(lower(username).as_ref())
    }
}

/// A login in small letters, as most are already.
fn lower(username: &Username) -> Cow<'_, str> {
    let text = username.as_str();
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// A missing name is like an empty one: AWS shows some that are not set so.
fn hash(hasher: &RandomState, name: Option<&str>) -> u64 {
    hasher.hash_one(name.unwrap_or_default())
}

// === impl Person ===

impl Person {
    fn modified_ms(&self) -> Option<i64> {
        (self.modified_ms > i64::MIN).then_some(self.modified_ms)
    }
}

// === impl Seen ===

impl Seen {
    /// What a description tells; the caller adds what it does not.
    pub(crate) fn of(record: UserRecord) -> Self {
        let described = record.clone();
        let profiles = record.security_profiles.into_iter().map(String::from);
        Self {
            id: record.id,
            arn: String::new(),
            username: Username::new("nobody").expect("letters are a login"),
            modified_ms: None,
            names: Names { first: 0, last: 0 },
            routing_profile: record.routing_profile.into(),
            security_profiles: profiles.collect(),
            group: record.hierarchy_group.map(String::from),
            phone: record.phone,
            channels: record.channels,
            tags: record.tags,
            directory_user_id: record.directory_user_id,
            remembered: None,
            described: Some(described),
        }
    }
}

// === impl Id ===

impl Id {
    fn of(text: &str) -> Self {
        match bytes(text).filter(|bytes| written(*bytes) == text) {
            Some(bytes) => Self::Uuid(bytes),
            None => Self::Other(text.into()),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Uuid(bytes) => written(*bytes),
            Self::Other(text) => text.as_ref().to_owned(),
        }
    }

    fn is(&self, text: &str) -> bool {
        match self {
            Self::Uuid(own) => bytes(text) == Some(*own),
            Self::Other(own) => own.as_ref() == text,
        }
    }
}

/// The bytes of 32 hexadecimal digits, whatever the dashes between them.
fn bytes(text: &str) -> Option<[u8; 16]> {
    let mut digits = text.bytes().filter(|byte| *byte != b'-');
    let mut bytes = [0; 16];
    for byte in &mut bytes {
        let mut digit = || char::from(digits.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    digits.next().is_none().then_some(bytes)
}

fn written(bytes: [u8; 16]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(36);
    for (n, byte) in bytes.into_iter().enumerate() {
        if [4, 6, 8, 10].contains(&n) {
            text.push('-');
        }
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

// === impl Pool ===

impl<T: Clone + Eq + Hash> Pool<T> {
    fn put(&mut self, value: T) -> u32 {
        if let Some(place) = self.places.get(&value) {
            return *place;
        }
        let place = u32::try_from(self.values.len()).expect("an instance has fewer users");
        self.values.push(value.clone());
        self.places.insert(value, place);
        place
    }

    fn get(&self, place: u32) -> &T {
        &self.values[place as usize]
    }
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            places: HashMap::new(),
        }
    }
}

#[cfg(test)]
mod tests;
