//! The spec while it is put together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::{
    entry::{Entry, Refusal},
    family::Family,
    index::Index,
    keys::Namesakes,
    report::{Note, Reason, Taken},
    types,
};

/// Sections, files and what is known so far.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    index: &'a Index,
    pub(crate) sections: BTreeMap<&'static str, Section>,
    pub(crate) files: BTreeMap<String, String>,
    /// Files that the spec names and that a person has to bring.
    pub(crate) outside: BTreeSet<String>,
    pub(crate) notes: Vec<Note>,
    /// The paths of contents, in small letters and without their endings.
    paths: Namesakes,
    declared: BTreeSet<(Family, String)>,
    references: BTreeSet<(Family, String)>,
}

/// The entries of a section in their order.
#[derive(Debug)]
pub(crate) enum Section {
    /// One object, as the instance.
    One(Map<String, Value>),
    /// A list.
    List(Vec<Value>),
    /// A map by key.
    Map(Map<String, Value>),
}

/// Where an entry goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) section: &'static str,
    /// Whether it stands in a map; in a list otherwise.
    pub(crate) by_key: bool,
    /// The family whose names it joins, if it can be referred to.
    pub(crate) family: Option<Family>,
    pub(crate) is_tagged: bool,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(index: &'a Index) -> Self {
        Self {
            index,
            sections: BTreeMap::new(),
            files: BTreeMap::new(),
            outside: BTreeSet::new(),
            notes: Vec::new(),
            paths: Namesakes::default(),
            declared: BTreeSet::new(),
            references: BTreeSet::new(),
        }
    }

    /// What the spec calls the thing with this id.
    pub(crate) fn name(&self, family: Family, id: &str) -> Option<String> {
        let named = self.index.get(family, id)?;
        let is_declared = |name: &String| self.declared.contains(&(family, name.clone()));
        match family {
            // Those are referred to by key, and where they are not declared, by name.
            Family::QuickConnect if is_declared(&named.key) => Some(named.key),
            Family::PhoneNumber | Family::Lambda => Some(named.key).filter(is_declared),
            _ => Some(named.name),
        }
    }

    /// The type of the flow with this id.
    pub(crate) fn flow_type(&self, id: &str) -> Option<String> {
        self.index.get(Family::Flow, id)?.flow_type
    }

    /// Puts an entry into its section.
    pub(crate) fn add(
        &mut self,
        slot: Slot,
        name: &str,
        mut entry: Entry<'_>,
    ) -> Result<Taken, Refusal> {
        let Slot {
            section,
            by_key,
            family,
            is_tagged,
        } = slot;
        if family.is_some_and(|family| !self.declared.insert((family, name.to_owned()))) {
            return Err(Refusal {
                reason: Reason::NameTaken,
                why: format!("another entry under {section} has the name {name}"),
                remedy: "give one of the two another name, refresh, and import again".to_owned(),
            });
        }
        let members = Value::Object(entry.finish(is_tagged));
        let empty = if by_key {
            Section::Map(Map::new())
        } else {
            Section::List(Vec::new())
        };
        match self.sections.entry(section).or_insert(empty) {
            Section::List(entries) => entries.push(members),
            Section::Map(entries) | Section::One(entries) => {
                entries.insert(name.to_owned(), members);
            }
        }
        self.references.extend(entry.references.drain(..));
        self.files.extend(entry.files.drain(..));
        self.notes.append(&mut entry.notes);
        Ok(Taken {
            address: entry.resource.address.to_string(),
            r#type: entry.resource.r#type.clone(),
            section,
            name: name.to_owned(),
        })
    }

    /// The entry of a section that is a map.
    pub(crate) fn entry(&mut self, section: &str, key: &str) -> Option<&mut Map<String, Value>> {
        match self.sections.get_mut(section)? {
            Section::Map(entries) => entries.get_mut(key)?.as_object_mut(),
            _ => None,
        }
    }

    /// Notes that a name is declared, outside of [`add`](Self::add).
    pub(crate) fn declare(&mut self, family: Family, name: &str) {
        self.declared.insert((family, name.to_owned()));
    }

    /// A path for the content of a flow of this name that no other has, whatever its case.
    pub(crate) fn free_path(&mut self, folder: &str, name: &str) -> String {
        let is_kept = |c: char| c.is_alphanumeric() || "-_. ".contains(c);
        let name: String = name
            .chars()
            .map(|c| if is_kept(c) { c } else { '-' })
            .collect();
        let plain = format!("{folder}/{}", name.trim_start_matches('.'));
        let ending = self.paths.ending(&plain.to_ascii_lowercase());
        format!("{plain}{ending}.json")
    }

    /// Notes that a name is referred to, from outside of any entry.
    pub(crate) fn refers(&mut self, family: Family, name: String) {
        self.references.insert((family, name));
    }

    /// The names that are referred to and neither declared nor built in, by member of `uses`.
    pub(crate) fn uses(&self) -> Map<String, Value> {
        let mut uses: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for (family, name) in self.references.difference(&self.declared) {
            let is_known = family.is_builtin(name) || self.declared_by_key(*family, name);
            if let Some(member) = family.uses().filter(|_| !is_known) {
                uses.entry(member).or_default().push(name.as_str().into());
            }
        }
        uses.into_iter()
            .map(|(member, names)| (member.to_owned(), names.into()))
            .collect()
    }

    fn declared_by_key(&self, family: Family, name: &str) -> bool {
        matches!(family, Family::PhoneNumber | Family::Lambda)
            && self.declared.contains(&(family, name.to_owned()))
    }

    /// The whole spec: sections in the order in which people read them, then `uses`.
    pub(crate) fn into_spec(self, uses: Map<String, Value>) -> Map<String, Value> {
        let mut sections = self.sections;
        let mut spec = Map::new();
        spec.insert("api_version".to_owned(), "trunkline/v1".into());
        spec.insert("kind".to_owned(), "ContactCenter".into());
        for name in types::SECTIONS {
            let value = match sections.remove(name) {
                Some(Section::One(map) | Section::Map(map)) => Value::Object(map),
                Some(Section::List(items)) => Value::Array(items),
                None => continue,
            };
            spec.insert((*name).to_owned(), value);
        }
        if !uses.is_empty() {
            spec.insert("uses".to_owned(), Value::Object(uses));
        }
        spec
    }
}
