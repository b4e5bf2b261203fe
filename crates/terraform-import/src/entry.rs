//! An entry of a section while it is put together.

use serde_json::{Map, Value, json};

use crate::{
    attributes::Attributes,
    draft::Draft,
    family::Family,
    report::{Note, Reason},
    resource::Resource,
};

/// Why a resource is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) reason: Reason,
    pub(crate) why: String,
    pub(crate) remedy: String,
}

/// An entry, the names that it refers to, and what could not be said in it.
#[derive(Debug)]
pub(crate) struct Entry<'r> {
    pub(crate) resource: &'r Resource,
    pub(crate) members: Map<String, Value>,
    pub(crate) references: Vec<(Family, String)>,
    pub(crate) notes: Vec<Note>,
    /// What it names as files: path and text.
    pub(crate) files: Vec<(String, String)>,
    /// Members that must stay as they are, for not all of them is known.
    ignored: Vec<&'static str>,
}

impl<'r> Entry<'r> {
    pub(crate) fn of(resource: &'r Resource) -> Self {
        Self {
            resource,
            members: Map::new(),
            references: Vec::new(),
            notes: Vec::new(),
            files: Vec::new(),
            ignored: Vec::new(),
        }
    }

    pub(crate) fn attributes(&self) -> Attributes<'r> {
        self.resource.attributes()
    }

    /// Says a member.
    pub(crate) fn set(&mut self, member: &str, value: impl Into<Value>) {
        self.members.insert(member.to_owned(), value.into());
    }

    /// Says a member, if there is something to say.
    pub(crate) fn say(&mut self, member: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(member, value);
        }
    }

    /// Says a member that every entry has, and refuses the resource without it.
    pub(crate) fn require(&mut self, member: &str, attribute: &str) -> Result<&'r str, Refusal> {
        let text = self
            .attributes()
            .text(attribute)
            .ok_or_else(|| Refusal::incomplete(attribute))?;
        self.set(member, text);
        Ok(text)
    }

    /// Says the name of what an id stands for, and refuses the resource where that is not known.
    pub(crate) fn refer(
        &mut self,
        draft: &Draft<'_>,
        (member, family): (&str, Family),
        id: Option<&str>,
    ) -> Result<(), Refusal> {
        let id = id.ok_or_else(|| Refusal::incomplete(member))?;
        let name = self
            .name(draft, family, id)
            .ok_or_else(|| Refusal::unknown(family, id))?;
        self.set(member, name);
        Ok(())
    }

    /// The name that a member says for an id.
    pub(crate) fn name(&mut self, draft: &Draft<'_>, family: Family, id: &str) -> Option<String> {
        let name = draft.name(family, id)?;
        self.references.push((family, name.clone()));
        Some(name)
    }

    /// The names for ids; where one is not known, the whole member is left as it is.
    pub(crate) fn names(
        &mut self,
        draft: &Draft<'_>,
        (member, family): (&'static str, Family),
        ids: &[&str],
    ) -> Option<Vec<String>> {
        let mut names = Vec::new();
        for id in ids {
            match self.name(draft, family, id) {
                Some(name) => names.push(name),
                None => self.keep(member, family, id),
            }
        }
        names.sort();
        (names.len() == ids.len()).then_some(names)
    }

    /// Leaves a member as it is in AWS, for it refers to something unknown.
    pub(crate) fn keep(&mut self, member: &'static str, family: Family, id: &str) {
        if !self.ignored.contains(&member) {
            self.ignored.push(member);
        }
        let noun = family.noun();
        self.note(
            format!("{member} is left as it is: the {noun} {id} does not stand in the file"),
            "write it with the name, and take it out of ignore",
        );
    }

    pub(crate) fn note(&mut self, message: impl Into<String>, remedy: &str) {
        self.notes.push(Note {
            address: self.resource.address.to_string(),
            message: message.into(),
            remedy: remedy.to_owned(),
        });
    }

    /// The members with what every entry may have.
    pub(crate) fn finish(&mut self, is_tagged: bool) -> Map<String, Value> {
        let mut members = std::mem::take(&mut self.members);
        let tags = self.attributes().tags();
        if is_tagged && !tags.is_empty() {
            members.insert("tags".to_owned(), Value::Object(tags));
        }
        if !self.ignored.is_empty() {
            members.insert("ignore".to_owned(), json!(self.ignored));
        }
        members
    }
}

impl Refusal {
    pub(crate) fn incomplete(attribute: &str) -> Self {
        Self {
            reason: Reason::Incomplete,
            why: format!("it says nothing of {attribute}"),
            remedy: "refresh the state with Terraform and import it again, or write it by hand"
                .to_owned(),
        }
    }

    pub(crate) fn unknown(family: Family, id: &str) -> Self {
        let noun = family.noun();
        Self {
            reason: Reason::UnknownReference,
            why: format!("it needs the {noun} {id}, which does not stand in the file"),
            remedy: format!(
                "add a data source for that {noun} to the configuration, refresh, and import again"
            ),
        }
    }

    pub(crate) fn not_managed(why: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            reason: Reason::NotManaged,
            why: why.into(),
            remedy: remedy.into(),
        }
    }
}
