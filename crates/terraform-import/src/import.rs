//! From a file of Terraform to the files of a spec.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::Map;

use crate::{
    centers::{self, Center},
    draft::{Draft, Section},
    entry::Refusal,
    files,
    index::Index,
    keys,
    reading::{Contents, Reading},
    removal,
    report::{Left, Note, Reason, Report, Source, Taken},
    resource::Resource,
    tags,
    types::{self, Type},
    unreadable::Unreadable,
    variables,
};

/// How to read a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The alias of the instance: which of several, or what it is called where the file does not say.
    pub alias: Option<String>,
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// What to write: [`SPEC`](crate::SPEC), the flows that it names, and for a state
    /// [`REMOVED`](crate::REMOVED); texts by path, with `/` between the parts.
    pub files: BTreeMap<String, String>,
    /// What was taken over and what was not.
    pub report: Report,
}

/// Reads a state (version 4, JSON) or the values of a module's variables (HCL or JSON).
pub fn import(text: &str, options: &Options) -> Result<Import, Unreadable> {
    Reading::of(text)?.import(options)
}

impl Reading {
    /// Makes a spec of what was read.
    pub fn import(self, options: &Options) -> Result<Import, Unreadable> {
        let asked = options.alias.as_deref();
        match self.0 {
            Contents::State(resources) => of_state(resources, asked),
            Contents::Variables(read) => of_variables(&read, asked),
        }
    }
}

fn of_state(mut resources: Vec<Resource>, asked: Option<&str>) -> Result<Import, Unreadable> {
    let center = centers::choose(&resources, asked)?;
    keys::distinguish(&mut resources);
    let index = Index::of_state(&resources);
    let mut work = Work::new(&index, &center.alias);
    work.sort_out(&resources, Some(&center));
    tags::gather(&mut work.draft.sections);
    work.tell_of_passwords(&resources);
    let taken: BTreeSet<_> = work
        .taken
        .iter()
        .map(|taken| taken.address.clone())
        .collect();
    let leaving = removal::leaving(&resources, &taken, &mut work.draft.notes);
    work.tell_of_needs(&resources, &leaving);
    let removed = removal::file(&leaving, &work.left);
    work.draft.files.insert(files::REMOVED.to_owned(), removed);
    Ok(work.finish(Source::State, center.alias))
}

fn of_variables(read: &variables::Read, asked: Option<&str>) -> Result<Import, Unreadable> {
    let mut found = variables::resources(read)?;
    if found.resources.is_empty() {
        return Err(Unreadable::NothingToImport);
    }
    let alias = asked
        .or(found.alias.as_deref())
        .ok_or(Unreadable::NoAlias)?
        .to_owned();
    keys::distinguish(&mut found.resources);
    let index = Index::of_variables(&found.resources);
    let mut work = Work::new(&index, &alias);
    work.left = found.left;
    work.sort_out(&found.resources, None);
    if let Some(admin) = found.admin {
        work.draft
            .sections
            .insert("admin_user", Section::One(admin));
    }
    work.tell_of_passwords(&found.resources);
    Ok(work.finish(Source::Variables, alias))
}

/// An import under way.
struct Work<'a> {
    draft: Draft<'a>,
    taken: Vec<Taken>,
    left: Vec<Left>,
}

impl<'a> Work<'a> {
    fn new(index: &'a Index, alias: &str) -> Self {
        let mut draft = Draft::new(index);
        let instance = Map::from_iter([("alias".to_owned(), alias.into())]);
        draft.sections.insert("instance", Section::One(instance));
        Self {
            draft,
            taken: Vec::new(),
            left: Vec::new(),
        }
    }

    /// Writes each resource into the spec, or finds why not.
    fn sort_out(&mut self, resources: &[Resource], center: Option<&Center>) {
        for of in types::TYPES {
            for resource in resources.iter().filter(|it| it.r#type == of.name) {
                let id = resource.instance_id();
                let is_other = center.is_some_and(|it| id.is_some_and(|id| id != it.id));
                match (resource.is_managed, is_other) {
                    (true, true) => {
                        let remedy = "import the file once more, with the alias of that instance";
                        let why = "it is part of another instance";
                        self.leave(resource, Reason::OtherInstance, why, remedy);
                    }
                    (true, false) => self.write(of, resource),
                    // An instance that is only read is not ours to take, but tells how it is set.
                    (false, false) if of.name == types::INSTANCE => {
                        let _ = (of.write)(resource, &mut self.draft);
                    }
                    (false, _) => {}
                }
            }
        }
        let is_known = |resource: &&Resource| types::of_name(&resource.r#type).is_some();
        for resource in resources.iter().filter(|it| it.is_managed && !is_known(it)) {
            let is_ours = resource.r#type.starts_with("aws_connect_");
            let why = if is_ours {
                "a spec has no place for this type"
            } else {
                "it is no part of a contact centre"
            };
            self.leave(resource, Reason::NotManaged, why, "leave it with Terraform");
        }
    }

    fn write(&mut self, of: &Type, resource: &Resource) {
        let secret = resource.sensitive.join(", ");
        match (of.write)(resource, &mut self.draft) {
            Ok(taken) => {
                self.taken.push(taken);
                if !secret.is_empty() {
                    self.draft.notes.push(sensitive(resource, &secret));
                }
            }
            Err(Refusal {
                reason,
                mut why,
                remedy,
            }) => {
                if !secret.is_empty() {
                    why = format!("{why}; what the state marks as sensitive is not read: {secret}");
                }
                self.leave(resource, reason, &why, &remedy);
            }
        }
    }

    fn leave(&mut self, resource: &Resource, reason: Reason, why: &str, remedy: &str) {
        self.left.push(Left {
            address: resource.address.to_string(),
            r#type: resource.r#type.clone(),
            name: types::named(resource)
                .map(|(_, name)| name)
                .unwrap_or_default(),
            reason,
            why: why.to_owned(),
            remedy: remedy.to_owned(),
        });
    }

    /// Passwords stay where they are; what is to be known of that is said once.
    fn tell_of_passwords(&mut self, resources: &[Resource]) {
        let has = |resource: &&Resource| {
            resource.r#type == "aws_connect_user"
                && resource.attributes().text("password").is_some()
        };
        let count = resources.iter().filter(has).count();
        if count > 0 {
            self.draft.notes.push(Note {
                address: String::new(),
                message: format!(
                    "passwords of users stand in the file ({count}) and were not taken over: users that exist keep theirs, \
                     new ones get generated ones"
                ),
                remedy: "delete the file with its backups once it is no longer needed; it holds them in plain text".to_owned(),
            });
        }
    }

    /// What stays must not refer to what leaves.
    fn tell_of_needs(&mut self, resources: &[Resource], leaving: &[String]) {
        let by_address: HashMap<String, &Resource> = resources
            .iter()
            .map(|resource| (resource.address.to_string(), resource))
            .collect();
        let leaving: HashSet<&String> = leaving.iter().collect();
        for left in &mut self.left {
            let resource = by_address.get(&left.address);
            let needs = resource.into_iter().flat_map(|resource| &resource.needs);
            let gone: Vec<&str> = needs
                .filter(|need| leaving.contains(need))
                .map(String::as_str)
                .collect();
            if !gone.is_empty() {
                let (remedy, gone) = (&left.remedy, gone.join(", "));
                left.remedy = format!(
                    "{remedy}; where it refers to {gone}, write the id, or read it with a data source"
                );
            }
        }
    }

    fn finish(self, source: Source, alias: String) -> Import {
        let Self {
            mut draft,
            taken,
            left,
            ..
        } = self;
        let mut files = std::mem::take(&mut draft.files);
        let (notes, outside) = (
            std::mem::take(&mut draft.notes),
            std::mem::take(&mut draft.outside),
        );
        let uses = draft.uses();
        files.insert(
            files::SPEC.to_owned(),
            files::spec(&draft.into_spec(uses), source),
        );
        let findings = files::findings(&files, &outside);
        let report = Report {
            source,
            alias,
            taken,
            left,
            notes,
            findings,
        };
        Import { files, report }
    }
}

fn sensitive(resource: &Resource, names: &str) -> Note {
    Note {
        address: resource.address.to_string(),
        message: format!("the state marks {names} as sensitive, so it was not read"),
        remedy: "write it into the spec, or list its member under ignore".to_owned(),
    }
}
