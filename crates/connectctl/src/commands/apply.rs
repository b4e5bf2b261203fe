//! `apply`: bring a contact centre to its declared state.

use control_api::v1 as pb;

use super::start::start;
use crate::{
    args::{ApplyArgs, PlanName, PlanRef, SpecArgs},
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(args: ApplyArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    match (args.plan.clone(), args.spec.given()) {
        (Some(PlanRef::Saved(plan)), spec) => saved(plan, spec, &args, session).await,
        (Some(PlanRef::Digest(digest)), Some(spec)) => declared(spec, digest, &args, session).await,
        (Some(PlanRef::Digest(digest)), None) => Err(Failure::usage(
            format!("{digest:?} is no plan that was saved, and a digest needs its spec: -f FILE"),
            "Plans that were saved have a UUID: connectctl plans list",
        )),
        (None, spec) => {
            let spec = spec.ok_or_else(|| Failure::usage("-f FILE is missing", ""))?;
            declared(spec, String::new(), &args, session).await
        }
    }
}

/// What a spec declares, maybe only if it takes a plan of this digest.
async fn declared(
    spec: SpecArgs,
    plan_digest: String,
    args: &ApplyArgs,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    let files = SpecFiles::gather(&spec, session).await?;
    let request = pb::ApplyContactCenterRequest {
        target: session.target().await?,
        spec: Some(upload::spec(&session.daemon, &files).await?),
        plan_digest,
        options: Some(args.options.message()),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, Some(&files), async |validate_only| {
        session
            .daemon
            .apply(pb::ApplyContactCenterRequest {
                validate_only,
                ..request.clone()
            })
            .await
    })
    .await?;
    Ok(ended.exit)
}

/// A plan that was saved, as it is.
async fn saved(
    plan: PlanName,
    spec: Option<SpecArgs>,
    args: &ApplyArgs,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    let name = plan.into_string();
    let extent = args.options.as_typed();
    if !extent.is_empty() {
        return Err(Failure::usage(
            format!("{name} brings its own extent along:{extent} cannot be used with it"),
            "Leave it out, or make another plan.",
        ));
    }
    check_target(&name, session).await?;
    let files = match &spec {
        Some(spec) => Some(SpecFiles::gather(spec, session).await?),
        None => None,
    };
    let spec = match &files {
        Some(files) => Some(upload::spec(&session.daemon, files).await?),
        None => None,
    };
    let request = pb::ApplyPlanRequest {
        name,
        spec,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ask = async |validate_only| {
        let request = pb::ApplyPlanRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.apply_plan(request).await
    };
    let ended = start(session, &args.start, files.as_ref(), ask).await?;
    Ok(ended.exit)
}

/// A target that was given must be the plan's.
async fn check_target(name: &str, session: &Session<'_>) -> Result<(), Failure> {
    let Some(given) = &session.target_given else {
        return Ok(());
    };
    let plan = session.daemon.saved_plan(name).await?;
    if plan.target == *given {
        return Ok(());
    }
    Err(Failure::usage(
        format!("{name} is for {}, not for {given}", plan.target),
        "Leave out --target and TRUNKLINE_TARGET, or name that one.",
    ))
}
