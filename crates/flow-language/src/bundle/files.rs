//! A bundle as files that read well in git.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    Alias, Bundle, Content, Item, ItemName,
    manifest::{AliasEntry, Entry, FORMAT, MANIFEST, Manifest, PromptEntry},
};
use crate::flow_type::Role;

/// Files by their path from the folder of the bundle: plain names joined by `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Longest audio file that the service takes, in bytes.
pub const PROMPT_BYTES_MAX: usize = 50 * 1024 * 1024;

/// Longest name of a file without its ending, in bytes: many file systems end at 255.
const STEM_BYTES_MAX: usize = 120;

impl Bundle {
    /// The files of the bundle: the manifest, one indented file for each flow and module, and the
    /// audio of prompts. The same bundle gives the same bytes.
    pub fn to_files(&self) -> Files {
        let mut folder = Folder::default();
        let (modules, flows): (Vec<_>, Vec<_>) = self
            .items
            .iter()
            .partition(|(name, _)| name.role == Role::Module);
        let modules = folder.entries(modules);
        let flows = folder.entries(flows);
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            modules,
            flows,
            prompts: folder.prompts(self),
        };
        folder.close(&manifest)
    }
}

/// Paths of files named like what they hold, no two of them the same on any file system.
#[derive(Default)]
pub(crate) struct Paths {
    /// In lower case: some file systems do not tell cases apart.
    taken: BTreeSet<String>,
    /// The number that the next file of a name gets, so that thousands of one name are no trouble.
    next: BTreeMap<String, usize>,
}

/// The files on their way.
#[derive(Default)]
struct Folder {
    files: Files,
    paths: Paths,
}

impl ItemName {
    /// The folder of a bundle in which its file stands.
    pub(crate) fn folder(&self) -> String {
        match self.role {
            Role::Flow(flow_type) => format!("flows/{flow_type}"),
            Role::Module => "modules".to_owned(),
        }
    }
}

impl Paths {
    /// A path that is free: `folder/name.ending`, else with a number.
    pub(crate) fn take(&mut self, folder: &str, name: &str, ending: &str) -> String {
        let plain = format!("{folder}/{}", stem(name));
        let key = format!("{plain}.{ending}").to_lowercase();
        let next = self.next.entry(key).or_insert(1);
        loop {
            let path = match *next {
                1 => format!("{plain}.{ending}"),
                number => format!("{plain}-{number}.{ending}"),
            };
            *next += 1;
            if self.taken.insert(path.to_lowercase()) {
                return path;
            }
        }
    }
}

impl Folder {
    fn entries(&mut self, items: Vec<(&ItemName, &Item)>) -> Vec<Entry> {
        items
            .into_iter()
            .map(|(name, item)| self.entry(name, item))
            .collect()
    }

    fn entry(&mut self, name: &ItemName, item: &Item) -> Entry {
        let folder = name.folder();
        let file = self.flow(&folder, &name.name, &item.content);
        let aliases = item.aliases.iter().map(|(alias, what)| {
            let entry = self.alias(&folder, (&name.name, alias), what);
            (alias.clone(), entry)
        });
        Entry {
            name: name.name.clone(),
            r#type: name.flow_type(),
            description: item.description.clone(),
            status: item.status,
            file,
            contract: item.contract.clone(),
            tags: item.tags.clone(),
            aliases: aliases.collect(),
        }
    }

    fn alias(&mut self, folder: &str, (name, alias): (&str, &str), what: &Alias) -> AliasEntry {
        let content = what.content.as_ref();
        AliasEntry {
            description: what.description.clone(),
            file: content.map(|content| self.flow(folder, &format!("{name}@{alias}"), content)),
        }
    }

    fn prompts(&mut self, bundle: &Bundle) -> Vec<PromptEntry> {
        let entry = |(name, prompt): (&String, &super::Recording)| {
            let stem = name.strip_suffix(".wav").unwrap_or(name);
            PromptEntry {
                name: name.clone(),
                description: prompt.description.clone(),
                file: self.put("prompts", stem, "wav", prompt.audio.clone()),
                tags: prompt.tags.clone(),
            }
        };
        bundle.prompts.iter().map(entry).collect()
    }

    fn flow(&mut self, folder: &str, stem: &str, content: &Content) -> String {
        let text = content.document().to_pretty();
        self.put(folder, stem, "json", text.into_bytes())
    }

    fn put(&mut self, folder: &str, name: &str, ending: &str, bytes: Vec<u8>) -> String {
        let path = self.paths.take(folder, name, ending);
        self.files.insert(path.clone(), bytes);
        path
    }

    fn close(mut self, manifest: &Manifest) -> Files {
        let manifest: Value =
            serde_json::to_value(manifest).expect("a manifest is made of texts and maps of them");
        let text = format!("{manifest:#}\n");
        self.files.insert(MANIFEST.to_owned(), text.into_bytes());
        self.files
    }
}

/// A name as the name of a file on any system: people read it, the manifest has the real one.
fn stem(name: &str) -> String {
    let plain = |character: char| match character {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        other if other.is_control() => '-',
        other => other,
    };
    let mut stem: String = name.chars().map(plain).collect();
    while stem.len() > STEM_BYTES_MAX {
        stem.pop();
    }
    let stem = stem.trim_matches([' ', '.']);
    if stem.is_empty() {
        "unnamed".to_owned()
    } else {
        stem.to_owned()
    }
}
