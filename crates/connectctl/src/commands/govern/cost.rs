//! `govern cost`: what was spent, as a table and as a picture.

use control_api::v1::{
    self as pb,
    get_cost_request::{Granularity, Group},
    job,
};

use super::file;
use crate::{
    args::{CostArgs, GroupName},
    commands::start::start,
    render::{self, Tone},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: CostArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::GetCostRequest {
        target: session.target().await?,
        start: args.from,
        end: args.to,
        granularity: granularity(args.daily).into(),
        group: group(args.by).into(),
        tag_key: args.tag.unwrap_or_default(),
        forecast_end: args.forecast_to.unwrap_or_default(),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::GetCostRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.get_cost(request).await
    })
    .await?;
    if let (Some(path), Some(job::Result::Cost(cost))) =
        (args.plot, ended.job.and_then(|job| job.result))
    {
        file(&session.folder.join(&path), &render::cost_picture(&cost))?;
        if !session.output.is_quiet() {
            session.output.tell(Tone::Good, &format!("Drew {path}"));
        }
    }
    Ok(ended.exit)
}

fn granularity(is_daily: bool) -> Granularity {
    if is_daily {
        Granularity::Daily
    } else {
        Granularity::Monthly
    }
}

fn group(by: GroupName) -> Group {
    match by {
        GroupName::Service => Group::Service,
        GroupName::UsageType => Group::UsageType,
        GroupName::Account => Group::Account,
        GroupName::Tag => Group::Tag,
    }
}
