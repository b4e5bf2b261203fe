//! `govern cost`: what was spent, as a table and as a picture.

use std::path::Path;

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
    check_plot(args.plot.as_deref())?;
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

/// A picture that is written as something else than its name says is opened by nothing.
fn check_plot(path: Option<&str>) -> Result<(), Failure> {
    let is_svg = |path: &str| {
        let ending = Path::new(path).extension();
        ending.is_some_and(|it| it.eq_ignore_ascii_case("svg"))
    };
    match path.filter(|path| !is_svg(path)) {
        Some(path) => Err(Failure::usage(
            format!("{path:?} is not the name of an SVG"),
            "Pictures are SVG: name the file with the ending .svg.",
        )),
        None => Ok(()),
    }
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
