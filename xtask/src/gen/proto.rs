//! Compiles `proto/` with a compiler of its own, so that no `protoc` needs to be installed.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use protox::Compiler;

/// A generated file.
pub(crate) struct Generated {
    /// Its name, without a folder.
    pub(crate) name: &'static str,
    /// Its content.
    pub(crate) content: Vec<u8>,
}

/// The messages, client and server of `trunkline.v1`, and the descriptors for reflection and JSON.
pub(crate) fn compile(proto: &Path) -> Result<Vec<Generated>> {
    let files = sources(proto)?;
    let mut compiler = Compiler::new([proto])?;
    compiler
        .include_imports(true)
        .include_source_info(true)
        .open_files(files)?;
    let descriptors = compiler.file_descriptor_set();
    compiler.include_source_info(false);
    let plain = compiler.encode_file_descriptor_set();
    let folder = tempfile::tempdir()?;
    let mut config = tonic_prost_build::Config::new();
    config.enable_type_names().btree_map(["."]);
    tonic_prost_build::configure()
        .out_dir(folder.path())
        .emit_rerun_if_changed(false)
        .compile_fds_with_config(descriptors, config)?;
    let code = fs::read(folder.path().join("trunkline.v1.rs"))?;
    Ok(vec![
        Generated {
            name: "trunkline.v1.rs",
            content: code,
        },
        Generated {
            name: "trunkline.v1.bin",
            content: plain,
        },
    ])
}

/// Every file of the package, sorted, so that the outcome does not depend on the file system.
fn sources(proto: &Path) -> Result<Vec<std::path::PathBuf>> {
    let folder = proto.join("trunkline/v1");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
        files.push(entry?.path());
    }
    files.sort();
    ensure!(!files.is_empty(), "no files in {}", folder.display());
    Ok(files)
}
