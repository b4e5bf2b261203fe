//! Reading a bundle: by its manifest, or out of whatever files there are.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fmt,
};

use serde::Serialize;

use super::{
    Alias, Bundle, Content, Files, Item, ItemName, MANIFEST, PROMPT_BYTES_MAX, Recording,
    loose::{self, Found},
    manifest::{AliasEntry, Entry, FORMAT, Manifest, PromptEntry},
};
use crate::{
    document::Document,
    flow_type::{FlowType, Role},
    legacy::{self, Conversion, Gap},
    placeholder,
    source::ParseError,
};

/// What came of reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// What could be read.
    pub bundle: Bundle,
    /// Which file each flow and module comes from.
    pub files: BTreeMap<ItemName, String>,
    /// What is wrong. With any of it the bundle is not whole.
    pub troubles: Vec<Trouble>,
    /// Files that are no part of the bundle, with the reason.
    pub skipped: Vec<Skipped>,
    /// What could not be converted of old exports of the console, each with its file.
    pub gaps: Vec<(String, Gap)>,
}

/// Something that is wrong with a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trouble {
    /// Stable name of the rule.
    pub rule: &'static str,
    /// The file.
    pub file: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// A file that is no part of the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// The file.
    pub file: String,
    /// Why not.
    pub why: String,
}

/// How to read files that come without a manifest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loose {
    /// The type of flows that do not say theirs.
    pub flow_type: Option<FlowType>,
}

impl Bundle {
    /// Reads the files of a bundle.
    ///
    /// With a manifest that one decides. Without, each file that holds a flow or module in any form is
    /// one: its name is that of its envelope, else of the console's metadata, else of the file; its
    /// type that of the envelope, else of the metadata, else of a folder called like a type (`modules`
    /// for modules), else `loose.flow_type`. Placeholders of Amazon's GitLab sample (`${Q:Sales:Q}`)
    /// become references by name.
    pub fn read(files: &Files, loose: Loose) -> Read {
        let mut reader = Reader::of(files);
        match files.get(MANIFEST) {
            Some(text) => reader.by_manifest(text),
            None => reader.loosely(loose),
        }
        reader.read
    }
}

struct Reader<'f> {
    files: &'f Files,
    read: Read,
}

// === impl Reader ===

impl<'f> Reader<'f> {
    fn of(files: &'f Files) -> Self {
        Self {
            files,
            read: Read::default(),
        }
    }

    fn by_manifest(&mut self, text: &[u8]) {
        let manifest: Manifest = match serde_json::from_slice(strip_mark(text)) {
            Ok(manifest) => manifest,
            Err(error) => {
                let remedy = "write it as `connectctl flow export` does";
                return self.trouble("bundle-manifest", MANIFEST, error.to_string(), remedy);
            }
        };
        if manifest.format != FORMAT {
            let message = format!("the format is `{}`", manifest.format);
            self.trouble(
                "bundle-manifest",
                MANIFEST,
                message,
                format!("set it to {FORMAT}"),
            );
        }
        for entry in &manifest.modules {
            self.entry(Some(Role::Module), entry);
        }
        for entry in &manifest.flows {
            self.entry(entry.r#type.map(Role::Flow), entry);
        }
        for entry in &manifest.prompts {
            self.prompt(entry);
        }
        self.leave(&manifest);
    }

    fn entry(&mut self, role: Option<Role>, entry: &Entry) {
        let Some(role) = role else {
            let message = format!("the flow `{}` has no type", entry.name);
            return self.trouble("bundle-manifest", MANIFEST, message, "say its `type`");
        };
        if let Some(message) = misfit(role, entry) {
            self.trouble("bundle-manifest", MANIFEST, message, "leave it out");
        }
        let name = ItemName {
            role,
            name: entry.name.clone(),
        };
        let Some(content) = self.content(&entry.file) else {
            return;
        };
        let aliases = self.aliases(&entry.aliases);
        let item = Item {
            description: entry.description.clone(),
            status: entry.status,
            tags: entry.tags.clone(),
            contract: loose::contract(role, entry.contract.clone()),
            aliases,
            ..Item::new(content)
        };
        self.add(name, item, &entry.file);
    }

    fn aliases(&mut self, entries: &BTreeMap<String, AliasEntry>) -> BTreeMap<String, Alias> {
        let mut aliases = BTreeMap::new();
        for (name, entry) in entries {
            let content = match &entry.file {
                Some(file) => match self.content(file) {
                    Some(content) => Some(content),
                    None => continue,
                },
                None => None,
            };
            let alias = Alias {
                description: entry.description.clone(),
                content,
            };
            aliases.insert(name.clone(), alias);
        }
        aliases
    }

    fn prompt(&mut self, entry: &PromptEntry) {
        let Some(audio) = self.file(&entry.file) else {
            return;
        };
        if audio.len() > PROMPT_BYTES_MAX {
            let message = format!(
                "the audio has {} bytes, more than the {PROMPT_BYTES_MAX} that the service takes",
                audio.len()
            );
            return self.trouble("prompt-size", &entry.file, message, "shorten it");
        }
        let recording = Recording {
            description: entry.description.clone(),
            tags: entry.tags.clone(),
            audio: audio.to_vec(),
        };
        if self
            .read
            .bundle
            .prompts
            .insert(entry.name.clone(), recording)
            .is_some()
        {
            let message = format!("the prompt `{}` stands there twice", entry.name);
            self.trouble(
                "bundle-duplicate",
                MANIFEST,
                message,
                "leave one of them out",
            );
        }
    }

    fn content(&mut self, file: &str) -> Option<Content> {
        let bytes = self.file(file)?;
        match parse(bytes) {
            Ok(document) => Some(Content::of(&document)),
            Err(ParseError::Legacy) => {
                let converted = self.converted(file, bytes)?;
                Some(Content::of(&converted.document))
            }
            Err(error) => {
                self.unreadable(file, &error);
                None
            }
        }
    }

    fn file(&mut self, file: &str) -> Option<&'f [u8]> {
        let found = self.files.get(file);
        if found.is_none() {
            let message = format!("the manifest names `{file}`, which is not there");
            self.trouble(
                "bundle-file",
                MANIFEST,
                message,
                "add the file, or correct its path",
            );
        }
        found.map(Vec::as_slice)
    }

    /// Files that the manifest does not name.
    fn leave(&mut self, manifest: &Manifest) {
        let entries = manifest.modules.iter().chain(&manifest.flows);
        let mut named: BTreeSet<&str> =
            manifest.prompts.iter().map(|it| it.file.as_str()).collect();
        for entry in entries {
            named.insert(&entry.file);
            named.extend(
                entry
                    .aliases
                    .values()
                    .filter_map(|alias| alias.file.as_deref()),
            );
        }
        let strays = self
            .files
            .keys()
            .filter(|file| file.as_str() != MANIFEST && !named.contains(file.as_str()));
        let skipped = strays.map(|file| Skipped {
            file: file.clone(),
            why: "the manifest does not name it".to_owned(),
        });
        self.read.skipped.extend(skipped);
    }

    fn loosely(&mut self, loose: Loose) {
        let mut found = Vec::new();
        for (file, bytes) in self.files {
            if loose::is_manifest(file, bytes) {
                self.nested(file);
                continue;
            }
            match parse(bytes) {
                Ok(document) => found.extend(self.identify(file, document, loose)),
                Err(ParseError::Legacy) => {
                    let converted = self.converted(file, bytes);
                    found.extend(converted.map(|converted| loose::old(file, converted)));
                }
                Err(error @ (ParseError::NotJson(_) | ParseError::NotAFlow { .. })) => {
                    let (file, why) = (file.clone(), chain(&error));
                    self.read.skipped.push(Skipped { file, why });
                }
                Err(error) => self.unreadable(file, &error),
            }
        }
        let types = loose::types(&found);
        for Found {
            file,
            name,
            document,
        } in found
        {
            let type_of = |name: &str| types.get(name).copied().flatten();
            let (document, _) = placeholder::named(&document, &type_of);
            let item = loose::item(&name, &document);
            self.add(name, item, &file);
        }
    }

    /// Read one by one, what a manifest says of its files would be lost.
    fn nested(&mut self, file: &str) {
        let folder = file.rsplit_once('/').map_or(file, |(folder, _)| folder);
        self.trouble(
            "bundle-nested",
            file,
            "this is the manifest of a bundle below the folder that was named",
            format!("name its folder instead, `{folder}`"),
        );
    }

    fn identify(&mut self, file: &str, document: Document, loose: Loose) -> Option<Found> {
        let fallback = loose.flow_type.map(Role::Flow);
        let role = document
            .role_hint()
            .or_else(|| loose::by_folder(file))
            .or(fallback);
        let Some(role) = role else {
            let remedy = "put it into a folder called like its type, such as CONTACT_FLOW, or say \
                          which type such flows have";
            let message = "neither the file nor its folder says which type the flow has";
            self.trouble("flow-type", file, message, remedy);
            return None;
        };
        let name = loose::by_document(&document).unwrap_or_else(|| loose::by_file(file));
        Some(Found {
            file: file.to_owned(),
            name: ItemName { role, name },
            document,
        })
    }

    /// An old export of the console, converted.
    fn converted(&mut self, file: &str, bytes: &[u8]) -> Option<Conversion> {
        let text = std::str::from_utf8(bytes).ok()?;
        match legacy::read(text) {
            Ok(flow) => {
                let mut converted = legacy::convert(&flow);
                let gaps = std::mem::take(&mut converted.gaps).into_iter();
                self.read
                    .gaps
                    .extend(gaps.map(|gap| (file.to_owned(), gap)));
                Some(converted)
            }
            Err(error) => {
                self.unreadable(file, &error);
                None
            }
        }
    }

    fn add(&mut self, name: ItemName, item: Item, file: &str) {
        if let Some(other) = self.read.files.get(&name) {
            let message = format!("the {name} stands in `{other}` too");
            return self.trouble("bundle-duplicate", file, message, "leave one of them out");
        }
        self.read.files.insert(name.clone(), file.to_owned());
        self.read.bundle.items.insert(name, item);
    }

    fn unreadable(&mut self, file: &str, error: &ParseError) {
        let remedy = "write the flow language, as the flow designer exports it";
        self.trouble("flow-unreadable", file, chain(error), remedy);
    }

    fn trouble(
        &mut self,
        rule: &'static str,
        file: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.read.troubles.push(Trouble {
            rule,
            file: file.to_owned(),
            message: message.into(),
            remedy: remedy.into(),
        });
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rule,
            file,
            message,
            remedy,
        } = self;
        write!(f, "{file}: {message} [{rule}]\n  remedy: {remedy}")
    }
}

/// A file may be of any encoding; a flow is of UTF-8.
fn parse(bytes: &[u8]) -> Result<Document, ParseError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Document::parse(text),
        Err(_) => Err(ParseError::NotAFlow {
            reason: "the text is not UTF-8",
        }),
    }
}

fn strip_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text)
}

fn chain(error: &ParseError) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

fn misfit(role: Role, entry: &Entry) -> Option<String> {
    let name = &entry.name;
    match role {
        Role::Module if entry.r#type.is_some() => Some(format!("the module `{name}` has a type")),
        Role::Flow(_) if entry.contract.is_some() => Some(format!(
            "the flow `{name}` has a contract, as only modules do"
        )),
        _ => None,
    }
}
