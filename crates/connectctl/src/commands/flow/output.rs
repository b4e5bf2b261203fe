//! Files that commands about flows write, and how their texts sound.

use std::{fs, io, path::Path};

use flow_language::{
    album::{self, Picture},
    bundle::Files,
};

use crate::{
    render::{Page, Tone, counted},
    session::Session,
    status::Failure,
};

/// Where pictures go, by how the place is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// One picture.
    Svg,
    /// A page with all.
    Html,
    /// A file each, and a page with all.
    Folder,
}

// === impl Place ===

impl Place {
    pub(super) fn of(path: &str) -> Self {
        let ending = Path::new(path).extension().unwrap_or_default();
        if ending.eq_ignore_ascii_case("svg") {
            Self::Svg
        } else if ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm") {
            Self::Html
        } else {
            Self::Folder
        }
    }
}

/// Writes pictures, and answers what to open.
pub(super) fn draw(
    title: &str,
    pictures: &[Picture],
    out: &str,
    session: &Session<'_>,
) -> Result<String, Failure> {
    let path = session.folder.join(out);
    match (Place::of(out), pictures) {
        (Place::Svg, [picture, ..]) => file(&path, picture.svg.as_bytes())?,
        (Place::Svg, []) => return Err(nothing()),
        (Place::Html, _) => file(&path, album::page(title, pictures).as_bytes())?,
        (Place::Folder, _) => {
            files(&path, &album::files(title, pictures))?;
            return Ok(format!("{}/index.html", out.trim_end_matches('/')));
        }
    }
    Ok(out.to_owned())
}

pub(super) fn nothing() -> Failure {
    Failure::usage(
        "there is nothing to draw",
        "Name flows that are there, or draw them all without --only.",
    )
}

/// Writes files below a folder. Their paths are made by us and never lead out of it.
pub(super) fn files(folder: &Path, files: &Files) -> Result<(), Failure> {
    for (path, content) in files {
        file(&folder.join(path), content)?;
    }
    Ok(())
}

/// Writes a file and the folders above it.
pub(super) fn file(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let above = path.parent().unwrap_or(path);
    fs::create_dir_all(above)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| {
            let message = format!("{}: {error}", path.display());
            Failure::Output(io::Error::new(error.kind(), message))
        })
}

/// Says what was drawn, beside the answer.
pub(super) fn drawn(pictures: &[Picture], open: &str, session: &Session<'_>) {
    if !session.output.is_quiet() {
        let count = counted(pictures.len(), "picture");
        let text = format!("Drew {count}; open {open}");
        session.output.tell(Tone::Good, &text);
    }
}

/// A text whose lines begin with what they tell: `+` came, `-` went, `~` changed.
pub(super) fn signed(text: &str) -> Page {
    let mut page = Page::new();
    for line in text.lines() {
        let tone = match line.trim_start().as_bytes() {
            [b'+', ..] => Tone::Good,
            [b'-', b' ', ..] => Tone::Bad,
            [b'~', ..] => Tone::Caution,
            _ if !line.starts_with(' ') => Tone::Strong,
            _ => Tone::Plain,
        };
        page.say(tone, line);
    }
    page
}
