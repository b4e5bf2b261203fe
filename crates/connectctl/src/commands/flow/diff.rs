//! `flow diff`: what changed between two bundles or instances.

use flow_language::{
    album,
    bundle::{BundleDifference, Compare, difference},
    diff,
};
use serde_json::json;

use super::{
    output::{draw, drawn, signed},
    read::verify,
    side::{Reading, Which, side},
};
use crate::{
    args::FlowDiffArgs,
    render::{Page, Tone, counted, flows},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: &FlowDiffArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let how = Reading {
        flow_type: args.r#type.as_deref(),
        mapping: args.mapping.as_deref(),
        only: &args.only,
    };
    let mut old = side(&args.old, Which::Old, how, session).await?;
    let mut new = side(&args.new, Which::New, how, session).await?;
    verify(&args.only, &[&old.bundle, &new.bundle])?;
    let only = args.only.iter().cloned().collect();
    old.bundle.keep(&only);
    new.bundle.keep(&only);
    let compare = Compare {
        flows: diff::Options {
            positions: args.positions,
            notes: args.notes,
        },
        contents_alone: !(old.is_whole && new.is_whole),
        without_aliases: old.is_alias || new.is_alias,
    };
    let difference = difference(&old.bundle, &new.bundle, compare);
    if let Some(dir) = &args.draw {
        let pictures = album::changes(&old.bundle, &new.bundle, &difference);
        let title = format!("{} → {}", args.old, args.new);
        let open = draw(&title, &pictures, dir, session)?;
        drawn(&pictures, &open, session);
    }
    session
        .output
        .answer(&page(&difference), || json!(difference))?;
    Ok(if args.exit_code && !difference.is_empty() {
        Exit::SomethingToDo
    } else {
        Exit::Done
    })
}

fn page(difference: &BundleDifference) -> Page {
    if difference.is_empty() {
        return Page::of(Tone::Good, "No differences.");
    }
    let mut page = signed(&difference.to_string());
    page.gap();
    page.line(summed_up(difference));
    page
}

fn summed_up(difference: &BundleDifference) -> String {
    let BundleDifference {
        added,
        removed,
        changed,
        prompts,
    } = difference;
    let prompt = |count| counted(count, "prompt");
    let counts = [
        (changed.len(), flows(changed.len()), "changed"),
        (added.len(), flows(added.len()), "added"),
        (removed.len(), flows(removed.len()), "removed"),
        (
            prompts.changed.len(),
            prompt(prompts.changed.len()),
            "changed",
        ),
        (prompts.added.len(), prompt(prompts.added.len()), "added"),
        (
            prompts.removed.len(),
            prompt(prompts.removed.len()),
            "removed",
        ),
    ];
    let told = counts.iter().filter(|(count, ..)| *count > 0);
    let told: Vec<_> = told
        .map(|(_, noun, what)| format!("{noun} {what}"))
        .collect();
    told.join(", ")
}
