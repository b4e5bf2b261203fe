//! `replicate` and `traffic`: an instance in two Regions.

use control_api::v1 as pb;

use super::start::start;
use crate::{
    args::{ReplicateArgs, ShiftArgs, TrafficArgs},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn replicate(args: ReplicateArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::ReplicateContactCenterRequest {
        target: session.target().await?,
        alias: args.instance,
        to: args.to,
        replica_alias: args.replica_alias,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::ReplicateContactCenterRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.replicate(request).await
    })
    .await?;
    Ok(ended.exit)
}

pub(super) async fn get(args: TrafficArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::GetTrafficRequest {
        target: session.target().await?,
        instance: args.subject.instance.unwrap_or_default(),
        group: args.subject.group.unwrap_or_default(),
        via: args.subject.via,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::GetTrafficRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.traffic(request).await
    })
    .await?;
    Ok(ended.exit)
}

pub(super) async fn shift(args: ShiftArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::ShiftTrafficRequest {
        target: session.target().await?,
        instance: args.subject.instance.unwrap_or_default(),
        group: args.subject.group.unwrap_or_default(),
        via: args.subject.via,
        telephony: args.telephony.map(|percent| pb::Shares { percent }),
        agents: args.agents.map(|percent| pb::Shares { percent }),
        sign_in: args.sign_in.map(|enabled| pb::SignIn { enabled }),
        from: args.from.unwrap_or_default(),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::ShiftTrafficRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.shift(request).await
    })
    .await?;
    Ok(ended.exit)
}
