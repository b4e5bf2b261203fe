//! `govern rules`: what assessments look for.

use control_api::json;

use crate::{
    args::RulesArgs,
    render,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: &RulesArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let mut answer = session.daemon.list_rules().await?;
    if let Some(area) = args.area {
        answer.rules.retain(|rule| rule.area == area.as_str());
    }
    let page = render::governance_rules(&answer.rules);
    session
        .output
        .answer(&page, || json::to_full_value(&answer))?;
    Ok(Exit::Done)
}
