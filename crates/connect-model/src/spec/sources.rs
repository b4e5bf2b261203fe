//! From the files of a spec to the contact centre, or to everything that is wrong with them.

use std::collections::BTreeMap;

use super::{ContactCenter, Document, Kind};
use crate::{
    Finding, Log, Place,
    decode::{Decode, Reader},
    rules::{self, Scene},
    tree::{self, Map, Mark, Node, Path, Value},
    words::quote,
};

/// The files of a spec, as bytes: nothing here opens a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// The spec and its overlays by path: the base first, each later one laid upon it.
    pub specs: Vec<String>,
    /// Those, and the files that they name, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Values of variables, over the defaults of the spec.
    pub variables: BTreeMap<String, String>,
}

/// Reads and checks a spec.
///
/// All findings come at once, sorted by file, line and column; after a thousand no more are
/// looked for.
pub fn load(sources: &Sources) -> Result<ContactCenter, Vec<Finding>> {
    let mut log = Log::new(&sources.specs);
    let Some(mut root) = read(sources, &mut log) else {
        return Err(log.into_findings());
    };
    if !may_be("ContactCenter", &root, &mut log) {
        return Err(log.into_findings());
    }
    tree::resolve(&mut root, &sources.variables, &mut log);
    let mut reader = Reader::new(log, &sources.files);
    let document = Document::decode(&root, &Path::Top, &mut reader);
    let (mut log, references) = (reader.log, reader.references);
    let Some(mut document) = document else {
        return Err(log.into_findings());
    };
    let admin = root.get("admin_user").map_or(root.mark, |node| node.mark);
    document.join_admin(log.place(admin, &Path::Top.member("admin_user")));
    rules::check(
        &Scene::new(&root, &document, &references, &sources.files),
        &mut log,
    );
    match document.into_center() {
        Some(center) if log.findings().is_empty() => Ok(center),
        _ => Err(log.into_findings()),
    }
}

/// The paths of the files that a spec names, as [`Sources::files`] must have them.
///
/// For one file that needs no overlays: see [`files_wanted`].
pub fn files_named(name: &str, text: &[u8]) -> Result<Vec<String>, Vec<Finding>> {
    files_wanted(&Sources {
        specs: vec![name.to_owned()],
        files: [(name.to_owned(), text.to_vec())].into(),
        variables: BTreeMap::new(),
    })
}

/// The paths of the files that a spec with its overlays names, as [`Sources::files`] must have
/// them: from the same folder as the paths of the specs.
///
/// A path with a variable that has no value yet is left out; [`load`] finds it.
pub fn files_wanted(sources: &Sources) -> Result<Vec<String>, Vec<Finding>> {
    let mut paths: Vec<String> = named_files(sources)?
        .into_iter()
        .map(|file| file.path)
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// A file that a spec names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Its path, as [`Sources::files`] must have it.
    pub path: String,
    /// Where it is named; a finding about it stands there.
    pub place: Place,
}

/// The same as [`files_wanted`], with each place that names one.
pub fn named_files(sources: &Sources) -> Result<Vec<NamedFile>, Vec<Finding>> {
    let mut log = Log::new(&sources.specs);
    let Some(mut root) = read(sources, &mut log) else {
        return Err(log.into_findings());
    };
    tree::resolve(&mut root, &sources.variables, &mut log);
    let kinds = Kind::ALL
        .iter()
        .filter(|kind| kind.members().contains(&"file"));
    Ok(kinds
        .flat_map(|kind| files_of(*kind, &root, &log))
        .collect())
}

/// The files that the entries of one section name.
fn files_of(kind: Kind, root: &Node, log: &Log) -> Vec<NamedFile> {
    let top = Path::Top;
    let at = top.member(kind.as_str());
    let Some(section) = root.get(kind.as_str()) else {
        return Vec::new();
    };
    let named = |entry: &Node, at: &Path<'_>| {
        let (file, at) = match (entry.get("file"), kind.shorthand()) {
            (Some(file), _) => (file, at.member("file").to_string()),
            (None, Some("file")) => (entry, at.to_string()),
            _ => return None,
        };
        let name = file.text().filter(|name| !name.is_empty())?;
        Some(NamedFile {
            path: beside(log.file(file.mark), name),
            place: log.place(file.mark, &Path::Known(&at)),
        })
    };
    let items = section.items().iter().enumerate();
    let listed = items.filter_map(|(index, entry)| named(entry, &at.item(index)));
    let mapped = section
        .members()
        .filter_map(|(key, member)| named(&member.node, &at.member(key)));
    listed.chain(mapped).collect()
}

/// The path of a file that another one names: from that one's folder, without `.` and `..`.
pub(crate) fn beside(file: &str, path: &str) -> String {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_absolute = path.starts_with('/') || file.starts_with('/');
    let whole = if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("{folder}/{path}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let root = if is_absolute { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

/// What files declare, and the commands that take them.
const FILE_KINDS: [(&str, &str); 3] = [
    ("AnalyticsShare", "connectctl share"),
    ("ContactCenter", "connectctl apply"),
    ("Governance", "connectctl govern"),
];

/// Whether a file may be of this kind. One that says it is another of those that are known is wrong as a
/// whole, and nothing that is in it needs a finding.
pub(crate) fn may_be(own: &str, root: &Node, log: &mut Log) -> bool {
    let said = root
        .get("kind")
        .and_then(|node| Some((node.mark, node.text()?)));
    let other = said.and_then(|(mark, text)| {
        let mut kinds = FILE_KINDS.iter().filter(|(kind, _)| *kind != own);
        let (kind, command) = kinds.find(|(kind, _)| *kind == text)?;
        Some((mark, kind, command))
    });
    let Some((mark, kind, command)) = other else {
        return true;
    };
    let place = log.place(mark, &Path::Top.member("kind"));
    let message = format!("this is a file of the kind {kind}, and one of the kind {own} is wanted");
    log.add(
        "not-one-of",
        place,
        message,
        format!("it is for `{command}`"),
    );
    false
}

/// The tree of all specs laid upon each other. `None` when one of them cannot be read.
pub(crate) fn read(sources: &Sources, log: &mut Log) -> Option<Node> {
    if sources.specs.is_empty() {
        let remedy = "name at least one file";
        log.add(
            "spec-not-given",
            Place::default(),
            "no file was given as the spec",
            remedy,
        );
    }
    let trees: Vec<Option<Node>> = sources
        .specs
        .iter()
        .enumerate()
        .map(|(file, path)| match sources.files.get(path) {
            Some(bytes) => tree::parse(file, bytes, log),
            None => refuse_missing(file, path, log),
        })
        .collect();
    let mut root = tree::merge(
        trees.into_iter().collect::<Option<Vec<_>>>()?.into_iter(),
        log,
    )?;
    if root.is_absent() {
        root.value = Value::Map(Map::new());
    }
    Some(root)
}

fn refuse_missing(file: usize, path: &str, log: &mut Log) -> Option<Node> {
    let place = log.place(
        Mark {
            file,
            line: 0,
            column: 0,
        },
        &Path::Top,
    );
    let message = format!("the file {} was not given", quote(path));
    log.add(
        "spec-not-given",
        place,
        message,
        "check its path, and that it is there",
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_file_lies_beside_the_file_that_names_it() {
        for (file, path, whole) in [
            ("center.yaml", "flows/main.json", "flows/main.json"),
            ("a/center.yaml", "./flows/main.json", "a/flows/main.json"),
            ("stages/prod.yaml", "../flows/main.json", "flows/main.json"),
            ("center.yaml", "../main.json", "../main.json"),
            ("../a/center.yaml", "../../main.json", "../../main.json"),
            ("/a/b/center.yaml", "../main.json", "/a/main.json"),
            ("/center.yaml", "flows/main.json", "/flows/main.json"),
            ("a/center.yaml", "/main.json", "/main.json"),
        ] {
            assert_eq!(beside(file, path), whole, "{file} {path}");
        }
    }

    #[test]
    fn files_are_named_with_the_values_of_variables() {
        let base = b"variables: { stage: dev }\ncontact_flows:\n- { name: A, file: '${var.stage}/a.json' }\n- { name: B, file: '${var.x}' }\n";
        assert_eq!(files_named("center.yaml", base).unwrap(), ["dev/a.json"]);
        let mut sources = Sources {
            specs: vec!["c/base.yaml".into(), "c/prod/over.yaml".into()],
            files: [
                ("c/base.yaml".to_owned(), base.to_vec()),
                (
                    "c/prod/over.yaml".to_owned(),
                    b"contact_flows: [{ name: B, file: b.json }]".to_vec(),
                ),
            ]
            .into(),
            variables: [("stage".to_owned(), "test".to_owned())].into(),
        };
        assert_eq!(
            files_wanted(&sources).unwrap(),
            ["c/prod/b.json", "c/test/a.json"]
        );
        sources.files.remove("c/base.yaml");
        assert_eq!(
            files_wanted(&sources).unwrap_err()[0].rule,
            "spec-not-given"
        );
    }
}
