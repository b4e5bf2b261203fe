//! The content of flows and modules, with names in the place of ids.

use std::cell::RefCell;

use flow_language::{Document, Ref, RefKind, RefValue, Reference};
use serde::de::IgnoredAny;

use crate::{
    draft::Draft,
    entry::{Entry, Refusal},
    family::Family,
    report::Reason,
};

/// Puts the content into a file of its own, or names the file that the variables name.
pub(crate) fn write(
    folder: &str,
    name: &str,
    draft: &mut Draft<'_>,
    entry: &mut Entry<'_>,
) -> Result<(), Refusal> {
    let attributes = entry.attributes();
    if let Some(content) = attributes.text("content") {
        let text = portable(content, draft, entry)?;
        let path = draft.free_path(folder, name);
        entry.set("file", path.clone());
        entry.files.push((path, text));
        return Ok(());
    }
    let file = attributes
        .text("filename")
        .ok_or_else(|| Refusal::incomplete("content"))?;
    entry.set("file", file);
    draft.outside.insert(file.to_owned());
    let remedy = "see to it that the path leads there from the folder of the spec";
    entry.note(format!("its content stands in {file}"), remedy);
    Ok(())
}

fn portable(content: &str, draft: &Draft<'_>, entry: &mut Entry<'_>) -> Result<String, Refusal> {
    let Ok(document) = Document::parse(content) else {
        if serde_json::from_str::<IgnoredAny>(content).is_err() {
            return Err(Refusal {
                reason: Reason::Incomplete,
                why: "its content is not JSON".to_owned(),
                remedy: "mend it, refresh the state, and import again".to_owned(),
            });
        }
        entry.note(
            "its content is no flow that can be read, so ids in it stay",
            "mend it in the console",
        );
        return Ok(content.to_owned());
    };
    let named = RefCell::new(Vec::new());
    let document = document.parameterise(&|kind, id| {
        let (family, reference) = reference(kind, id, draft)?;
        named
            .borrow_mut()
            .push((family, reference.name().to_owned()));
        Some(reference)
    });
    entry.references.append(&mut named.into_inner());
    for stray in document.references().iter().filter_map(stray) {
        entry.note(
            stray,
            "add a data source for it and import again, or write ref://KIND/NAME in its place",
        );
    }
    Ok(document.to_pretty())
}

fn reference(kind: RefKind, id: &str, draft: &Draft<'_>) -> Option<(Family, Ref)> {
    let family = Family::of_reference(kind)?;
    let name = draft.name(family, id)?;
    let reference = match kind {
        RefKind::Flow => Ref::flow(draft.flow_type(id)?.parse().ok()?, name),
        _ => Ref::new(kind, name),
    };
    Some((family, reference.ok()?))
}

/// What still names something of this one instance.
fn stray(reference: &Reference) -> Option<String> {
    let RefValue::Static(value) = &reference.value else {
        return None;
    };
    let is_id = value.starts_with("arn:") || value.len() == 36;
    let noun = Family::of_reference(reference.kind)?.noun();
    is_id.then(|| {
        format!("its content refers to the {noun} {value}, which does not stand in the file")
    })
}
