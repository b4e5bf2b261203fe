//! What is written, compared with what stands in a folder.

use std::{fs, path::PathBuf};

use expect_test::expect_file;
use terraform_import::{Import, Options, import};

/// Imports a file of the folder of tests.
pub(crate) fn of(file: &str, alias: Option<&str>) -> Import {
    let options = Options {
        alias: alias.map(str::to_owned),
    };
    import(&text(file), &options).unwrap()
}

pub(crate) fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

/// Compares all files and the report with those in the folder, and that nothing else is in it.
pub(crate) fn check(import: &Import, folder: &str) {
    let folder = root().join(folder);
    for (path, text) in &import.files {
        expect_file![folder.join(path)].assert_eq(text);
    }
    let report = serde_json::to_string_pretty(&import.report).unwrap() + "\n";
    expect_file![folder.join("report.json")].assert_eq(&report);
    let flows = fs::read_dir(folder.join("flows"))
        .into_iter()
        .flatten()
        .count();
    let written = import
        .files
        .keys()
        .filter(|path| path.starts_with("flows/"))
        .count();
    assert_eq!(flows, written, "{}", folder.display());
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}
