//! `destroy`: remove a contact centre.

use control_api::v1::{self as pb, destroy_contact_center_request::Subject};

use super::start::start;
use crate::{
    args::DestroyArgs,
    render,
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(args: DestroyArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let confirm = confirmed(&args)?;
    check_kept(&args)?;
    let files = match args.spec() {
        Some(spec) => Some(SpecFiles::gather(&spec, session).await?),
        None => None,
    };
    let target = session.target().await?;
    let subject = match &files {
        Some(files) => Subject::Spec(upload::spec(&session.daemon, files).await?),
        None => Subject::Alias(args.alias.clone().unwrap_or_default()),
    };
    session.output.tell_page(&render::cost(&args));
    let request = pb::DestroyContactCenterRequest {
        target,
        subject: Some(subject),
        confirm,
        keep_instance: args.keep_instance,
        keep_numbers: args.keep_numbers,
        delete_data: args.delete_data,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(
        session,
        &args.start,
        files.as_ref(),
        async |validate_only| {
            let request = pb::DestroyContactCenterRequest {
                validate_only,
                ..request.clone()
            };
            session.daemon.destroy(request).await
        },
    )
    .await?;
    Ok(ended.exit)
}

fn confirmed(args: &DestroyArgs) -> Result<String, Failure> {
    match (&args.confirm, &args.alias) {
        (None, _) => Err(Failure::Usage {
            message: "a destroy must be confirmed".to_owned(),
            remedy: render::unconfirmed(args),
        }),
        (Some(confirm), Some(alias)) if confirm != alias => Err(Failure::usage(
            format!("--confirm {confirm} confirms another contact centre than {alias}"),
            "Nothing was removed.",
        )),
        (Some(confirm), _) => Ok(confirm.clone()),
    }
}

/// A number goes back to AWS together with its instance.
fn check_kept(args: &DestroyArgs) -> Result<(), Failure> {
    if args.keep_numbers && !args.keep_instance {
        return Err(Failure::usage(
            "--keep-numbers goes with --keep-instance: a number cannot outlive its instance",
            "Add --keep-instance, or move the numbers to another instance first.",
        ));
    }
    Ok(())
}
