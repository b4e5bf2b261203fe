//! `flow draw`: flows as pictures.

use flow_language::{
    album::{self, Picture, Shown},
    bundle::{MANIFEST, Read},
    lint,
};
use serde_json::{Value, json};

use super::{
    output::{Place, draw, drawn, nothing},
    read::{ANY_TYPE, listed, read, verify},
    side::{Reading, Side, Which, side},
};
use crate::{
    args::{FlowDrawArgs, Format},
    render::Page,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: &FlowDrawArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let flow_type = args.r#type.as_deref().unwrap_or(ANY_TYPE);
    let (mut read, files) = read(&args.paths, Some(flow_type), session)?;
    verify(&args.only, &[&read.bundle])?;
    let findings = if args.findings {
        lint::of_bundle(&read.bundle, &lint::Context::default())
    } else {
        Vec::new()
    };
    let mut against = against(args, session).await?;
    let only = args.only.iter().cloned().collect();
    read.bundle.keep(&only);
    if let Some(against) = &mut against {
        against.bundle.keep(&only);
    }
    let is_whole = files.contains_key(MANIFEST);
    let shown = Shown {
        findings: &findings,
        against: against.as_ref().map(|it| &it.bundle),
        contents_alone: !against.as_ref().is_some_and(|it| is_whole && it.is_whole),
    };
    let pictures = album::pictures(&read.bundle, shown);
    if pictures.is_empty() {
        return Err(nothing());
    }
    match &args.out {
        Some(out) => {
            if Place::of(out) == Place::Svg {
                alone(&pictures, &read)?;
            }
            let open = draw(&args.paths.join(", "), &pictures, out, session)?;
            drawn(&pictures, &open, session);
            session
                .output
                .answer(&Page::new(), || told(&pictures, &open))?;
        }
        None if session.output.format() == Format::Json => {
            session.output.answer(&Page::new(), || inline(&pictures))?;
        }
        None => session.output.raw(alone(&pictures, &read)?)?,
    }
    Ok(Exit::Done)
}

async fn against(args: &FlowDrawArgs, session: &Session<'_>) -> Result<Option<Side>, Failure> {
    let Some(old) = &args.against else {
        return Ok(None);
    };
    let how = Reading {
        flow_type: args.r#type.as_deref(),
        only: &args.only,
        ..Reading::default()
    };
    Ok(Some(side(old, Which::Old, how, session).await?))
}

/// One picture fits where one is asked for.
fn alone<'p>(pictures: &'p [Picture], read: &Read) -> Result<&'p str, Failure> {
    match pictures {
        [picture] => Ok(&picture.svg),
        _ => Err(Failure::usage(
            format!(
                "there are {} flows and room for one picture",
                pictures.len()
            ),
            &format!(
                "Name one with --only, or a folder or a page FILE.html with -o.\n{}",
                listed(&[&read.bundle])
            ),
        )),
    }
}

fn told(pictures: &[Picture], open: &str) -> Value {
    let picture = |picture: &Picture| json!({ "flow": picture.item, "file": picture.file });
    let pictures: Vec<_> = pictures.iter().map(picture).collect();
    json!({ "open": open, "pictures": pictures })
}

fn inline(pictures: &[Picture]) -> Value {
    let picture = |picture: &Picture| json!({ "flow": picture.item, "svg": picture.svg });
    let pictures: Vec<_> = pictures.iter().map(picture).collect();
    json!({ "pictures": pictures })
}
