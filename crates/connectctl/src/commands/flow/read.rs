//! Flows of files, as the commands without a daemon read them.

use control_api::v1 as pb;
use flow_language::{
    FlowType,
    bundle::{Bundle, Files, Loose, Read, Trouble},
};

use crate::{
    bundle::gather,
    render::{Page, Tone},
    session::Session,
    status::Failure,
};

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
    refuse(&read)?;
    Ok((read, files))
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

/// What is no bundle cannot be checked.
fn refuse(read: &Read) -> Result<(), Failure> {
    let finding = |trouble: &Trouble| pb::Finding {
        rule: trouble.rule.to_owned(),
        file: trouble.file.clone(),
        message: trouble.message.clone(),
        remedy: trouble.remedy.clone(),
        ..pb::Finding::default()
    };
    if !read.troubles.is_empty() {
        return Err(Failure::Findings(
            read.troubles.iter().map(finding).collect(),
        ));
    }
    if read.bundle.items.is_empty() {
        let skipped = read
            .skipped
            .iter()
            .map(|it| format!("{}: {}", it.file, it.why));
        let mut all: Vec<_> = skipped.collect();
        if all.is_empty() {
            all.push("there is no file that could hold a flow".to_owned());
        }
        return Err(Failure::Files(all));
    }
    Ok(())
}
