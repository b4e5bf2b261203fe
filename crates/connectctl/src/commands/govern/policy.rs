//! `govern policy`: the least IAM policy for some work, printed, written or attached.

use control_api::{
    json,
    v1::{self as pb, CenterWork, Persona, job, policy_source::Source},
};

use super::file;
use crate::{
    args::{PersonaName, PolicyArgs, WorkName},
    commands::start::{start, start_telling},
    render::{self, Tone, counted},
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(mut args: PolicyArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let (source, files) = source(&mut args, session).await?;
    match args.attach.take() {
        Some(role) => attach(role, args, source, files.as_ref(), session).await,
        None => generate(args, source, files.as_ref(), session).await,
    }
}

/// What the policy is for, and the files that say so.
async fn source(
    args: &mut PolicyArgs,
    session: &Session<'_>,
) -> Result<(pb::PolicySource, Option<SpecFiles>), Failure> {
    let mut files = None;
    let source = if let Some(given) = args.spec.given() {
        let center = SpecFiles::gather(&given, session).await?;
        let spec = upload::spec(&session.daemon, &center).await?;
        files = Some(center);
        Source::Center(spec)
    } else if let Some(job) = args.job.take() {
        Source::Job(job.into_string())
    } else if let Some(persona) = args.persona {
        Source::Persona(wire(persona).into())
    } else {
        let operations = std::mem::take(&mut args.operations);
        Source::Operations(pb::PolicyOperations { operations })
    };
    let work = files
        .as_ref()
        .map_or(CenterWork::Unspecified, |_| work(args.work));
    let source = pb::PolicySource {
        source: Some(source),
        work: work.into(),
    };
    Ok((source, files))
}

async fn generate(
    args: PolicyArgs,
    source: pb::PolicySource,
    files: Option<&SpecFiles>,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    let request = pb::GeneratePolicyRequest {
        target: session.target().await?,
        alias: args.instance.unwrap_or_default(),
        source: Some(source),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ask = async |validate_only| {
        let request = pb::GeneratePolicyRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.generate_policy(request).await
    };
    let is_written = args.out.is_some();
    let tell = async |job: &pb::Job| {
        let page = match &job.result {
            Some(job::Result::Policy(result)) if is_written => render::policies_written(result),
            _ => render::outcome(job),
        };
        Ok((page, json::to_full_value(job)))
    };
    let ended = start_telling(session, &args.start, files, ask, tell).await?;
    if let (Some(dir), Some(job::Result::Policy(result))) =
        (args.out, ended.job.and_then(|job| job.result))
    {
        let folder = session.folder.join(&dir);
        for policy in &result.policies {
            let name = format!("{}.json", policy.name.replace(['/', '\\'], "-"));
            let document = render::document(policy);
            file(&folder.join(name), &format!("{document}\n"))?;
        }
        if !session.output.is_quiet() {
            let wrote = counted(result.policies.len(), "file");
            session
                .output
                .tell(Tone::Good, &format!("Wrote {wrote} to {dir}"));
        }
    }
    Ok(ended.exit)
}

async fn attach(
    role: String,
    args: PolicyArgs,
    source: pb::PolicySource,
    files: Option<&SpecFiles>,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    let request = pb::AttachPolicyRequest {
        target: session.target().await?,
        alias: args.instance.unwrap_or_default(),
        source: Some(source),
        role,
        trusts: args.trusts,
        look: args.look,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, files, async |validate_only| {
        let request = pb::AttachPolicyRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.attach_policy(request).await
    })
    .await?;
    Ok(ended.exit)
}

fn work(work: WorkName) -> CenterWork {
    match work {
        WorkName::Apply => CenterWork::Apply,
        WorkName::Create => CenterWork::Create,
        WorkName::Plan => CenterWork::Plan,
    }
}

fn wire(persona: PersonaName) -> Persona {
    match persona {
        PersonaName::Administrator => Persona::Administrator,
        PersonaName::Supervisor => Persona::Supervisor,
        PersonaName::Agent => Persona::Agent,
    }
}
