//! `controld demo`: the whole tour on the embedded simulator.
//!
//! A daemon comes up on free ports with a data folder of its own that goes with it. Everything is
//! asked for over gRPC, as any caller would.

mod agents;
mod caller;
mod govern;
mod port;
mod sample;
#[cfg(feature = "athena")]
mod share;
mod summary;

use std::{io, process::ExitCode};

use anyhow::{Context, bail};
use aws_sim::{Settings, Settle};
use control_api::v1 as pb;

use self::caller::Caller;
use crate::{
    config::{Args, Config},
    launch::launch,
};

/// Writes a line for the person who watches.
pub type Say<'s> = &'s mut dyn FnMut(&str) -> io::Result<()>;

/// Runs the tour; success means that every part of it did what it says.
pub async fn tour(say: Say<'_>) -> anyhow::Result<ExitCode> {
    let folder = tempfile::tempdir().context("making a data folder")?;
    let config = config(folder.path())?;
    let settings = Settings {
        settle: Settle::Fast,
        ..Settings::default()
    };
    let launched = launch(&config, None, settings)
        .await
        .context("starting the daemon")?;
    let address = launched.daemon.grpc_address();
    say(&format!(
        "A daemon serves gRPC on {address}, with a simulated AWS inside."
    ))?;

    let mut caller = Caller::dial(address).await?;
    provision(&mut caller, say).await?;
    port::flows(&mut caller, say).await?;
    agents::staff(&mut caller, say).await?;
    // Without SQL there are no rows to show.
    #[cfg(feature = "athena")]
    share::analytics(&mut caller, say).await?;
    govern::governance(&mut caller, say).await?;
    launched.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// A whole contact centre, and the same again.
async fn provision(caller: &mut Caller, say: Say<'_>) -> anyhow::Result<()> {
    say("\nApplying examples/full-contact-center to target local:")?;
    let apply = |request_id: &str| pb::ApplyContactCenterRequest {
        target: "targets/local".to_owned(),
        request_id: request_id.to_owned(),
        spec: Some(sample::center()),
        ..pb::ApplyContactCenterRequest::default()
    };
    let first = apply("11111111-1111-4111-8111-111111111111");
    let first = caller.apply(first, say).await?;
    let center = first.center.context("the job tells what there is now")?;

    say("\nApplying the same again:")?;
    let second = apply("22222222-2222-4222-8222-222222222222");
    let second = caller.apply(second, say).await?;
    say("")?;
    summary::print(&center, say)?;
    say(&format!(
        "\nThe first apply made {} changes, the second {}.",
        first.changes, second.changes
    ))?;
    if first.changes == 0 || second.changes != 0 {
        bail!("the first apply must change something, and the second nothing");
    }
    Ok(())
}

fn config(folder: &std::path::Path) -> anyhow::Result<Config> {
    let free = Some("127.0.0.1:0".to_owned());
    let args = Args {
        local: true,
        data_dir: Some(folder.to_owned()),
        listen: free.clone(),
        http_listen: free.clone(),
        sim_listen: free,
        ..Args::default()
    };
    Ok(Config::load(&args)?)
}
