//! Flows of files, as the commands without a daemon read them.

use std::collections::BTreeSet;

use control_api::v1 as pb;
use flow_language::{
    FlowType,
    bundle::{Bundle, Files, Loose, Read, Trouble},
};

use crate::{
    bundle::gather,
    render::{Page, Tone},
    session::Session,
    status::{Failure, Wanted},
};

/// The type of flows that do not say theirs, where it matters little.
pub(super) const ANY_TYPE: &str = "CONTACT_FLOW";

/// The flows of files and folders, and the files as they stand.
pub(super) fn read(
    paths: &[String],
    flow_type: Option<&str>,
    session: &Session<'_>,
) -> Result<(Read, Files), Failure> {
    let files: Files = gather(paths, session)?
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();
    let flow_type = flow_type.map(parse_type).transpose()?;
    let read = Bundle::read(&files, Loose { flow_type });
    refuse_troubles(&read)?;
    refuse_emptiness(&read)?;
    Ok((read, files))
}

/// The names that none of the bundles has are wrong.
pub(super) fn verify(only: &[String], bundles: &[&Bundle]) -> Result<(), Failure> {
    let is_there = |wanted: &&String| {
        let mut names = bundles.iter().flat_map(|bundle| bundle.items.keys());
        names.any(|name| name.name == **wanted)
    };
    let missing: Vec<_> = only.iter().filter(|wanted| !is_there(wanted)).collect();
    let Some(first) = missing.first() else {
        return Ok(());
    };
    let message = match missing.len() {
        1 => format!("there is no flow or module {first:?}"),
        _ => format!("there are no flows or modules {missing:?}"),
    };
    Err(Failure::usage(message, &listed(bundles)))
}

/// What there is.
pub(super) fn listed(bundles: &[&Bundle]) -> String {
    let names = bundles.iter().flat_map(|bundle| bundle.items.keys());
    let names: BTreeSet<_> = names.map(|name| format!("  {name}")).collect();
    let names: Vec<_> = names.into_iter().collect();
    format!("There are:\n{}", names.join("\n"))
}

/// What could not be converted of old exports.
pub(super) fn unconverted(read: &Read) -> Page {
    let mut page = Page::new();
    for (file, gap) in &read.gaps {
        page.gap();
        page.say(Tone::Caution, format!("{file}: {}", gap.message));
        page.line(format!("  remedy: {}", gap.remedy));
    }
    page
}

fn parse_type(text: &str) -> Result<FlowType, Failure> {
    text.parse().map_err(|_| {
        let known: Vec<_> = FlowType::ALL.iter().map(|it| it.as_str()).collect();
        Failure::usage(
            format!("{text} is no type of flow"),
            &format!("Types are {}.", known.join(", ")),
        )
    })
}

/// What is no bundle cannot be read.
pub(super) fn refuse_troubles(read: &Read) -> Result<(), Failure> {
    let finding = |trouble: &Trouble| pb::Finding {
        rule: trouble.rule.to_owned(),
        file: trouble.file.clone(),
        message: trouble.message.clone(),
        remedy: trouble.remedy.clone(),
        ..pb::Finding::default()
    };
    if read.troubles.is_empty() {
        return Ok(());
    }
    Err(Failure::Flows(read.troubles.iter().map(finding).collect()))
}

/// Files without a flow, module or prompt are a mistake; an instance may well have none.
fn refuse_emptiness(read: &Read) -> Result<(), Failure> {
    if !read.bundle.is_empty() {
        return Ok(());
    }
    let skipped = read.skipped.iter();
    let mut all: Vec<_> = skipped
        .map(|it| format!("{}: {}", it.file, it.why))
        .collect();
    if all.is_empty() {
        all.push("there is no file that could hold a flow".to_owned());
    }
    Err(Failure::files(Wanted::Flows, all))
}
