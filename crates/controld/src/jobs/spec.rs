//! A declaration as jobs know it: by the digests of its files.

use std::collections::BTreeMap;

use connect_model::{Finding, Place, spec::Sources};
use serde::{Deserialize, Serialize};

use super::{Digest, Files};

/// A spec by the digests of its files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecFiles {
    /// The spec files, base first.
    pub specs: Vec<FileRef>,
    /// The files that they name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// Values of variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, String>,
}

/// A file by its path and the digest of its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// The path by which findings name it.
    pub path: String,
    /// The document with its content.
    pub content: Digest,
}

// === impl SpecFiles ===

impl SpecFiles {
    /// What it says, from the contents of its files.
    pub fn sources(&self, files: &Files) -> Result<Sources, Finding> {
        let mut contents = BTreeMap::new();
        for file in self.all() {
            let content = files.get(file.content).ok_or_else(|| missing(&file.path))?;
            contents.insert(file.path.clone(), content.to_vec());
        }
        Ok(Sources {
            specs: self.specs.iter().map(|file| file.path.clone()).collect(),
            files: contents,
            variables: self.variables.clone(),
        })
    }

    /// Every file, spec files first.
    pub fn all(&self) -> impl Iterator<Item = &FileRef> {
        self.specs.iter().chain(&self.files)
    }

    /// Whether another declares the same: the paths of spec files do not matter.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let specs = |spec: &Self| {
            spec.specs
                .iter()
                .map(|file| file.content)
                .collect::<Vec<_>>()
        };
        let files = |spec: &Self| -> BTreeMap<String, Digest> {
            let files = spec.files.iter();
            files
                .map(|file| (file.path.clone(), file.content))
                .collect()
        };
        specs(self) == specs(other)
            && files(self) == files(other)
            && self.variables == other.variables
    }
}

fn missing(path: &str) -> Finding {
    Finding {
        rule: "file-missing".into(),
        place: Place {
            file: path.to_owned(),
            ..Place::default()
        },
        message: format!("the content of {path} is not there"),
        remedy: "send the file with the request, or upload it again".into(),
    }
}
