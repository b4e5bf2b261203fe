//! Brings a contact centre up out of a program of one's own: no daemon, no store, no gRPC.
//!
//! The way is that of every use of the crates: read a spec, open a session, observe and plan, show the
//! plan, apply it as it was shown, and say what came of it.

mod place;
mod spec;
mod trouble;

use std::{fs, io, path::Path, process::ExitCode};

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use connect_model::{AccountId, Region, spec::ContactCenter};
use connect_provision::{ApplyOptions, Blueprint, PlanOptions, Report, apply, draft};
use flow_port::{ExportOptions, export};
use reconcile::{Ended, MemoryJournal};

use crate::place::Place;

/// Brings a contact centre to what its spec says, or shows what that would take.
#[derive(Parser)]
struct Args {
    /// The spec.
    spec: std::path::PathBuf,
    /// The account. Nothing is done with credentials of another one.
    #[arg(long, env = "AWS_ACCOUNT_ID")]
    account: AccountId,
    /// The Region.
    #[arg(long, env = "AWS_REGION")]
    region: Region,
    /// An AWS-compatible server in the place of AWS.
    #[arg(long, env = "AWS_ENDPOINT_URL")]
    endpoint: Option<String>,
    /// Do what the plan says; without it the plan is only shown.
    #[arg(long)]
    apply: bool,
    /// Write the flows of the instance into this folder afterwards.
    #[arg(long)]
    flows: Option<std::path::PathBuf>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let done = runtime
        .context("the system gives no event queue")
        .and_then(|runtime| runtime.block_on(Box::pin(run(&args))));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            trouble::tell(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run(args: &Args) -> Result<()> {
    let center = spec::read(&args.spec)?;
    let place = Place::open(args, &center.instance.alias).await?;
    let plan = plan(&place, &center).await?;
    say(&plan);
    if args.apply {
        let report = carry_out(&place, &center, &plan).await?;
        say(&format!("{} writes", place.writes()));
        ensure!(
            report.run.ended == Ended::Done,
            trouble::of_steps(&report.run)
        );
    }
    if let Some(folder) = &args.flows {
        let files = bring_flows(&place, folder).await?;
        say(&format!("{files} files in {}", folder.display()));
    }
    Ok(())
}

/// Observes and plans. Nothing is written.
async fn plan(place: &Place, center: &ContactCenter) -> Result<Blueprint> {
    let drafted = draft(&place.cx, place.centre(), center, &PlanOptions::default()).await;
    let (_, plan) = drafted.context("there is no plan")?;
    Ok(plan)
}

/// Does what was shown, or nothing if the world has moved since.
///
/// The journal lives as long as this program: what was interrupted is planned anew by the next run. One
/// that outlives it lets a run go on where it was, with the same tokens.
async fn carry_out(place: &Place, center: &ContactCenter, plan: &Blueprint) -> Result<Report> {
    let options = ApplyOptions {
        plan: PlanOptions::default(),
        digest: Some(plan.digest()),
    };
    let journal = MemoryJournal::default();
    let report = apply(&place.cx, place.centre(), center, &options, &journal).await;
    report.context("the plan was not carried out")
}

/// Writes the flows of the instance as a bundle; how many files that are.
async fn bring_flows(place: &Place, folder: &Path) -> Result<usize> {
    let exported = export(&place.cx, place.flows(), &ExportOptions::default()).await;
    let files = exported
        .context("the flows were not exported")?
        .bundle
        .to_files();
    for (path, bytes) in &files {
        let path = folder.join(path);
        write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    Ok(files.len())
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn say(what: &impl std::fmt::Display) {
    println!("{what}");
}
