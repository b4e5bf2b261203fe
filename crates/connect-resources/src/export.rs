//! What a spec says of things that are there.
//!
//! Each kind writes its own entries, without what holds when nothing is said. What it writes may be
//! wrong in the rules of a spec, such as a name that none may have: that is for its caller to find, who
//! loads the whole and leaves out what does not stand.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::Tags;
pub use connect_model::spec::Kind as Section;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{KindId, Observed, Reference, Scope, ThingKey};

/// As long as a key or the name of a file may become, in bytes, with room for a number behind it.
const NAME_BYTES_MAX: usize = 100;

/// An entry of a spec, or what stands in its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written(Map<String, Value>);

/// Something that the spec does not say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unsaid {
    /// What it is about, such as `queue Sales`.
    pub thing: String,
    /// What is not said, and why.
    pub why: String,
    /// What to do, if anything.
    pub remedy: String,
}

/// How a spec can say a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// By what its kind writes.
    Entry,
    /// Not at all, and nobody misses it.
    Nothing,
    /// Not at all.
    Not {
        /// Why.
        why: &'static str,
        /// What to do, if anything.
        remedy: &'static str,
    },
}

/// A spec on its way: the kinds write into it.
#[derive(Debug)]
pub struct Exporter<'e> {
    scope: &'e Scope,
    /// The things that get an entry of their own.
    declared: &'e BTreeSet<ThingKey>,
    /// The one that is being written.
    thing: Option<ThingKey>,
    tags: Tags,
    keys: BTreeMap<ThingKey, String>,
    sections: BTreeMap<&'static str, Value>,
    files: BTreeMap<String, String>,
    unsaid: Vec<Unsaid>,
    places: BTreeMap<String, ThingKey>,
}

/// What came of it.
#[derive(Debug)]
pub struct Exported {
    /// By the words of the sections, `hierarchy.groups` as one.
    pub sections: BTreeMap<&'static str, Value>,
    /// The files that the spec names, by path.
    pub files: BTreeMap<String, String>,
    /// What it does not say.
    pub unsaid: Vec<Unsaid>,
    /// Which thing stands at which path of the spec.
    pub places: BTreeMap<String, ThingKey>,
}

// === impl Said ===

impl Said {
    pub(crate) fn not(why: &'static str, remedy: &'static str) -> Self {
        Self::Not { why, remedy }
    }
}

// === impl Written ===

impl Written {
    /// Without members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says a member.
    #[must_use]
    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.0.insert(member.to_owned(), value.into());
        self
    }

    /// Says a member if there is a value that says anything.
    #[must_use]
    pub fn with_some(self, member: &str, value: Option<impl Into<Value>>) -> Self {
        match value.map(Into::into).filter(|value| !is_empty(value)) {
            Some(value) => self.with(member, value),
            None => self,
        }
    }

    /// Says a member unless it is what holds when nothing is said.
    #[must_use]
    pub fn unless(self, member: &str, value: impl Into<Value>, default: impl Into<Value>) -> Self {
        let value = value.into();
        if value == default.into() {
            self
        } else {
            self.with_some(member, Some(value))
        }
    }

    /// Says observed members, those that are there.
    #[must_use]
    pub fn copied(self, thing: &Observed, members: &[&str]) -> Self {
        members.iter().fold(self, |entry, member| {
            entry.with_some(member, thing.members.get(member).cloned())
        })
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Written> for Value {
    fn from(entry: Written) -> Self {
        Self::Object(entry.0)
    }
}

// === impl Exporter ===

impl<'e> Exporter<'e> {
    /// An empty spec, in which these things get an entry of their own.
    pub fn new(scope: &'e Scope, declared: &'e BTreeSet<ThingKey>) -> Self {
        Self {
            scope,
            declared,
            thing: None,
            tags: Tags::new(),
            keys: BTreeMap::new(),
            sections: BTreeMap::new(),
            files: BTreeMap::new(),
            unsaid: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    /// From here on what is written is about this thing, and its entry has these tags.
    pub fn turn_to(&mut self, thing: &ThingKey, tags: Tags) {
        self.thing = Some(thing.clone());
        self.tags = tags;
    }

    /// The place that all of it is about.
    pub fn scope(&self) -> &Scope {
        self.scope
    }

    /// Writes an entry into the list of its kind.
    pub fn list(&mut self, entry: impl Into<Value>) {
        let Some((section, thing)) = self.section() else {
            return;
        };
        let entry = self.tagged(entry.into());
        let list = self
            .sections
            .entry(section.as_str())
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Some(entries) = list.as_array_mut() {
            self.places
                .insert(section.path_of_item(entries.len()), thing);
            entries.push(entry);
        }
    }

    /// Writes an entry under its key into the map of its kind.
    pub fn map(&mut self, key: &str, entry: impl Into<Value>) {
        let Some((section, thing)) = self.section() else {
            return;
        };
        let entry = self.tagged(entry.into());
        self.places.insert(section.path_of_key(key), thing);
        self.within(section.as_str(), Written::new().with(key, entry));
    }

    /// Writes members of what stands once in a spec, such as the instance.
    pub fn within(&mut self, section: &'static str, members: Written) {
        let map = self
            .sections
            .entry(section)
            .or_insert_with(|| Value::Object(Map::new()));
        if let Some(map) = map.as_object_mut() {
            map.extend(members.0);
        }
    }

    /// Puts a text into a file of its own; its path.
    pub fn file(&mut self, folder: &str, name: &str, extension: &str, text: String) -> String {
        let is_kept = |c: char| c.is_alphanumeric() || "-_. ".contains(c);
        let plain = |c: char| if is_kept(c) { c } else { '-' };
        let name: String = name.chars().map(plain).collect();
        let name = cut(&name).trim_matches(|c| c == '.' || c == ' ');
        let name = if name.is_empty() { "unnamed" } else { name };
        let taken: BTreeSet<String> = self.files.keys().map(|path| path.to_lowercase()).collect();
        let path = |number: usize| match number {
            1 => format!("{folder}/{name}.{extension}"),
            _ => format!("{folder}/{name}_{number}.{extension}"),
        };
        let free = (1..=taken.len() + 1)
            .map(path)
            .find(|path| !taken.contains(&path.to_lowercase()))
            .expect("of one path more than there are one is free");
        self.files.insert(free.clone(), text);
        free
    }

    /// Notes what the spec does not say of the thing.
    pub fn note(&mut self, why: impl Into<String>, remedy: impl Into<String>) {
        let thing = self.thing.as_ref().map(ToString::to_string);
        self.unsaid.push(Unsaid {
            thing: thing.unwrap_or_default(),
            why: why.into(),
            remedy: remedy.into(),
        });
    }

    /// Notes once what the spec says of none of these things.
    pub fn note_of_all(&mut self, things: &str, why: &str, remedy: &str) {
        let unsaid = Unsaid {
            thing: things.to_owned(),
            why: why.to_owned(),
            remedy: remedy.to_owned(),
        };
        if !self.unsaid.contains(&unsaid) {
            self.unsaid.push(unsaid);
        }
    }

    /// The key of a thing that AWS knows by a name. One that gets no entry has its name as its key.
    pub fn key(&mut self, thing: &ThingKey) -> String {
        if !self.declared.contains(thing) {
            return thing.name.clone();
        }
        if let Some(key) = self.keys.get(thing) {
            return key.clone();
        }
        let taken: BTreeSet<&str> = self
            .keys
            .iter()
            .filter(|(other, _)| other.kind == thing.kind)
            .map(|(_, key)| key.as_str())
            .collect();
        let key = distinct(&slug(&thing.name), |key| !taken.contains(key));
        self.keys.insert(thing.clone(), key.clone());
        key
    }

    /// What was written.
    pub fn finish(self) -> Exported {
        Exported {
            sections: self.sections,
            files: self.files,
            unsaid: self.unsaid,
            places: self.places,
        }
    }

    fn section(&self) -> Option<(Section, ThingKey)> {
        let thing = self.thing.clone()?;
        Some((thing.kind.kind().section()?, thing))
    }

    fn tagged(&mut self, mut entry: Value) -> Value {
        if let (Value::Object(members), false) = (&mut entry, self.tags.is_empty()) {
            members.insert("tags".to_owned(), tag_map(&self.tags));
        }
        entry
    }
}

/// What the spec calls a thing that a member refers to. A reference by id names nothing, and is given
/// on as it is: the rules find it.
pub(crate) fn name_of(value: &Value) -> Value {
    let text = value.as_str().unwrap_or_default();
    match Reference::read_named(text) {
        Some(key) => key.name.into(),
        None => value.clone(),
    }
}

/// Tags as a spec has them.
pub fn tag_map(tags: &Tags) -> Value {
    let members = tags
        .iter()
        .map(|(key, value)| (key.to_owned(), value.into()));
    Value::Object(members.collect())
}

/// A text as a key that is quick to type: small letters, digits and `_`.
pub(crate) fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    match cut(&words.join("_")) {
        "" => "unnamed".to_owned(),
        slug => slug.to_owned(),
    }
}

/// The text, or the first of the text with a number behind it that is free.
pub fn distinct(text: &str, is_free: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number: usize| format!("{text}_{number}"));
    std::iter::once(text.to_owned())
        .chain(numbered)
        .find(|candidate| is_free(candidate))
        .unwrap_or_default()
}

/// What a kind of thing that AWS knows by no name may be called after, else after something else.
pub(crate) fn label(first: Option<&str>, else_after: &str) -> String {
    let first = first.map(slug).filter(|slug| slug != "unnamed");
    first.unwrap_or_else(|| slug(else_after))
}

/// The type of a member, for kinds that look it up in what was observed.
pub(crate) fn text<'o>(thing: &'o Observed, member: &str) -> Option<&'o str> {
    thing.members.get(member)?.as_str()
}

/// The names that a list of references has.
pub(crate) fn names(value: Option<&Value>) -> Vec<Value> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.map(name_of).collect()
}

/// The things that a list of references names, of one kind.
pub(crate) fn keys(value: Option<&Value>, kind: KindId) -> Vec<ThingKey> {
    let name = |name: Value| {
        let name = name.as_str().unwrap_or_default().to_owned();
        ThingKey::new(kind, name)
    };
    names(value).into_iter().map(name).collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn cut(text: &str) -> &str {
    let end = text
        .char_indices()
        .map(|(at, char)| at + char.len_utf8())
        .take_while(|end| *end <= NAME_BYTES_MAX)
        .last();
    &text[..end.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use connect_model::{AccountId, Alias, Region};

    use super::*;

    fn scope() -> Scope {
        Scope {
            account: AccountId::new("111111111111").unwrap(),
            region: Region::new("eu-west-2").unwrap(),
            alias: Alias::new("uk").unwrap(),
        }
    }

    #[test]
    fn keys_are_short_words_and_differ_where_names_do() {
        let keys = ["Duty manager", "duty-manager!", "Zoë / Ashworth", "???"]
            .map(|name| ThingKey::new(KindId::QuickConnect, name));
        let declared = keys.clone().into();
        let (scope, elsewhere) = (scope(), ThingKey::new(KindId::QuickConnect, "Not Declared"));
        let mut spec = Exporter::new(&scope, &declared);
        let made = keys.each_ref().map(|key| spec.key(key));
        assert_eq!(
            made,
            ["duty_manager", "duty_manager_2", "zoë_ashworth", "unnamed"]
        );
        assert_eq!(spec.key(&keys[1]), "duty_manager_2");
        assert_eq!(spec.key(&elsewhere), "Not Declared");
    }

    #[test]
    fn files_stay_in_their_folder_and_differ_in_every_file_system() {
        let (scope, declared) = (scope(), BTreeSet::new());
        let mut spec = Exporter::new(&scope, &declared);
        let long = "é".repeat(127);
        let paths = ["../../etc/passwd", "Main", "main", "...", &long]
            .map(|name| spec.file("flows", name, "json", String::new()));
        assert_eq!(
            paths[..4],
            [
                "flows/-..-etc-passwd.json",
                "flows/Main.json",
                "flows/main_2.json",
                "flows/unnamed.json"
            ]
        );
        assert_eq!(paths[4].len(), "flows/.json".len() + NAME_BYTES_MAX);
    }
}
