//! `plans get`: one plan with all that it does.

use control_api::{json, v1 as pb};

use crate::{
    args::{Format, PlanName},
    render,
    session::Session,
    status::{Exit, Failure},
};

/// The daemon gives no larger page.
const PAGE_MAX: i32 = 500;

pub(super) async fn run(plan: PlanName, session: &Session<'_>) -> Result<Exit, Failure> {
    let mut plan = session.daemon.saved_plan(&plan.into_string()).await?;
    // People read the text of the plan, programs its steps.
    if session.output.format() == Format::Json {
        let steps = steps(&plan.name, session).await?;
        plan.plan.get_or_insert_default().steps = steps;
    }
    session
        .output
        .answer(&render::saved_plan(&plan), || json::to_full_value(&plan))?;
    Ok(Exit::Done)
}

async fn steps(name: &str, session: &Session<'_>) -> Result<Vec<pb::PlanStep>, Failure> {
    let mut request = pb::ListPlanStepsRequest {
        name: name.to_owned(),
        page_size: PAGE_MAX,
        ..Default::default()
    };
    let mut all = Vec::new();
    loop {
        let page = session.daemon.list_plan_steps(request.clone()).await?;
        all.extend(page.steps);
        if page.next_page_token.is_empty() {
            return Ok(all);
        }
        request.page_token = page.next_page_token;
    }
}
