//! `flow convert`: flows of any form as a bundle.

use flow_language::bundle::{Files, Read};
use serde_json::{Value, json};

use super::{output, read::read};
use crate::{
    args::FlowConvertArgs,
    commands::export::spare,
    render::{Page, Tone, counted, flows},
    session::Session,
    status::{Exit, Failure},
};

pub(super) fn run(args: &FlowConvertArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let folder = args.dir.as_ref().map(|dir| session.folder.join(dir));
    if let Some(folder) = folder.as_ref().filter(|_| !args.force) {
        spare(folder)?;
    }
    let (read, _) = read(&args.paths, args.r#type.as_deref(), session)?;
    let files = read.bundle.to_files();
    if let Some(folder) = &folder {
        output::files(folder, &files)?;
    }
    let page = page(&read, &files, args.dir.as_deref());
    session.output.answer(&page, || told(&read, &files))?;
    let is_blocked = read.gaps.iter().any(|(_, gap)| gap.is_final());
    Ok(if is_blocked {
        Exit::SomethingToDo
    } else {
        Exit::Done
    })
}

fn page(read: &Read, files: &Files, dir: Option<&str>) -> Page {
    let mut page = Page::new();
    let rows: Vec<_> = read
        .files
        .iter()
        .map(|(name, file)| [name.to_string(), format!("from {file}")])
        .collect();
    page.say(Tone::Strong, flows(rows.len()));
    page.table(&rows);
    for skipped in &read.skipped {
        page.say(
            Tone::Faint,
            format!("  left out {}: {}", skipped.file, skipped.why),
        );
    }
    page.append(gaps(read));
    page.gap();
    let blocking = read.gaps.iter().filter(|(_, gap)| gap.is_final());
    let blocking = blocking.count();
    let gaps = counted(read.gaps.len(), "gap");
    match (read.gaps.len(), blocking) {
        (0, _) => page.say(Tone::Good, "Nothing was lost."),
        (_, 0) => page.say(
            Tone::Caution,
            format!("{gaps}, none of which keeps a deploy from publishing the flows."),
        ),
        (_, blocking) => page.say(
            Tone::Bad,
            format!(
                "{gaps}, {blocking} of which must be closed before the service publishes the flows."
            ),
        ),
    }
    match dir {
        Some(dir) => page.line(format!("Wrote {} to {dir}.", counted(files.len(), "file"))),
        None => page.line("Nothing was written; name a folder with -o."),
    }
    page
}

fn gaps(read: &Read) -> Page {
    let mut page = Page::new();
    for (file, gap) in &read.gaps {
        let tone = if gap.is_final() {
            Tone::Bad
        } else {
            Tone::Caution
        };
        let lines = format!("{file}: {gap}");
        let mut lines = lines.lines();
        page.say(tone, lines.next().unwrap_or_default());
        lines.for_each(|line| page.line(line));
    }
    page
}

fn told(read: &Read, files: &Files) -> Value {
    let items: Vec<_> = read
        .files
        .iter()
        .map(|(name, file)| json!({ "item": name, "from": file }))
        .collect();
    let gaps: Vec<_> = read
        .gaps
        .iter()
        .map(|(file, gap)| json!({ "file": file, "gap": gap }))
        .collect();
    json!({
        "items": items,
        "files": files.keys().collect::<Vec<_>>(),
        "gaps": gaps,
        "skipped": read.skipped,
    })
}
