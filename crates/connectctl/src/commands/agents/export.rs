//! `agents export`: the agents that imports remember, as a file.

use std::{fs, path::Path};

use serde_json::json;

use super::{import::there, list::known, sheet};
use crate::{
    args::AgentsExportArgs,
    commands::export::unwritable,
    render::{Page, Tone, counted},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: AgentsExportArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let path = session.folder.join(&args.file);
    if path.exists() && !args.force {
        return Err(there(&path));
    }
    let agents = known(args.crew, args.filter, usize::MAX, session)
        .await?
        .agents;
    let agents: Vec<_> = agents.into_iter().filter_map(|known| known.agent).collect();
    let ending = Path::new(&args.file).extension().unwrap_or_default();
    let text = if ending.eq_ignore_ascii_case("jsonl") {
        sheet::json_lines(&agents)
    } else {
        sheet::csv(&agents)
    };
    fs::write(&path, text).map_err(|error| unwritable(&path, &error))?;
    let count = counted(agents.len(), "agent");
    let page = Page::of(Tone::Good, &format!("Wrote {count} to {}", args.file));
    session.output.answer(
        &page,
        || json!({ "file": args.file, "agents": agents.len() }),
    )?;
    Ok(Exit::Done)
}
