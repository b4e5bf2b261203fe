//! The content of flows and modules: names on our side, ARNs on the side of AWS.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use flow_language::{Document, FlowType, Ref, RefKind, RefValue, Unresolved};
use serde_json::Value;

use crate::{
    Acting, Exporter, Index, KindId, Known, Members, Observed, Reading, Recollection, Reference,
    ThingKey, Trouble, gap::Gap,
};

/// The member that holds the content.
pub(crate) const CONTENT: &str = "content";

/// What is published of a flow or module, if it is remembered.
pub fn recalled(thing: &Recollection) -> Option<&str> {
    thing.gaps.get(CONTENT)?.get(CONTENT)?.as_str()
}

/// Remembers what is published of a flow, as AWS has it.
pub fn recollect(thing: &mut Recollection, content: &str) {
    let mut members = Members::default();
    members.set(CONTENT, content.into());
    thing.gaps.insert(CONTENT.to_owned(), members);
}

const SAVED: &str = "SAVED";

/// What the content refers to by name.
pub(crate) fn references(text: &str) -> Vec<ThingKey> {
    let Ok(document) = Document::parse(text) else {
        return Vec::new();
    };
    named_in(&document).iter().filter_map(key).collect()
}

/// The content with the ARNs of this instance.
pub(crate) async fn resolved(cx: &Acting<'_>, text: &str) -> Result<String, Trouble> {
    let document = parse(text)?;
    let mut answers = BTreeMap::new();
    for name in named_in(&document) {
        if let Some(key) = key(&name) {
            let known = cx.resolve(&Reference::from(&key)).await?;
            answers.extend(answer(&name, &known).map(|answer| (name.clone(), answer)));
        }
    }
    let bound = document.resolve(&|name| answers.get(name).cloned());
    bound
        .map(|document| document.into_raw().to_json())
        .map_err(|missing| unresolved(&missing))
}

/// The smallest flow of a type: it stands in until what the content names is there.
pub(crate) fn stub(r#type: &str) -> Result<String, Trouble> {
    let r#type: FlowType = r#type
        .parse()
        .map_err(|_| Trouble::stored("FLOW_TYPE_UNKNOWN", format!("{type} is no type of flow")))?;
    Ok(Document::stub(r#type).to_json())
}

/// The smallest module.
pub(crate) fn module_stub() -> String {
    Document::module_stub().to_json()
}

/// Whether a status is that of a draft.
pub(crate) fn is_saved(status: Option<&str>) -> bool {
    status == Some(SAVED)
}

/// What has to be read of a declared flow or module beside what the search shows, out of the gap of
/// what is published and that of the draft: the search may withhold the content, and never has the
/// draft.
pub(crate) fn gap(
    cx: &Reading<'_>,
    name: &str,
    has_content: bool,
    (published, draft): (&'static Gap, &'static Gap),
) -> Option<&'static Gap> {
    let declared = cx.declared_as(name);
    if declared.is_none() && !cx.whole {
        return None;
    }
    let status = declared.and_then(|thing| thing.members.get("status"));
    if is_saved(status.and_then(Value::as_str)) {
        return Some(draft);
    }
    (!has_content).then_some(published)
}

/// What has to be read of a flow or module of which nobody declares whether it is published: its
/// draft, where there is nothing else.
pub(crate) fn is_draft_alone(cx: &Reading<'_>, observed: &Observed) -> bool {
    let is_empty = |text: &Value| text.as_str().is_some_and(str::is_empty);
    cx.whole && observed.members.get(CONTENT).is_some_and(is_empty)
}

/// The members of a draft that was never published.
pub(crate) fn saved(mut draft: Members) -> Members {
    draft.set("status", SAVED.into());
    draft
}

/// Puts the content into a file of its own. What in it belongs to no thing of a spec is noted.
pub(crate) fn file(spec: &mut Exporter<'_>, folder: &str, name: &str, content: &str) -> String {
    let Ok(document) = Document::parse(content) else {
        return spec.file(folder, name, "json", content.to_owned());
    };
    let strays: BTreeSet<_> = document.references().iter().filter_map(stray).collect();
    for stray in strays {
        spec.note(
            format!("its content refers to {stray}, of which this spec says nothing"),
            "nothing for this instance; for another one, put there what belongs to that",
        );
    }
    spec.file(folder, name, "json", document.to_pretty())
}

fn stray(reference: &flow_language::Reference) -> Option<String> {
    match &reference.value {
        RefValue::Static(value) if value.starts_with("arn:") => Some(value.clone()),
        _ => None,
    }
}

/// Observed content with names in the place of ids and ARNs, in canonical form.
pub(crate) fn named(text: &str, index: &Index) -> Option<String> {
    Some(by_name(&Document::parse(text).ok()?.into_raw(), index))
}

/// Declared content in the form that it would be observed in, as far as its names are known.
pub(crate) fn renamed(text: &str, index: &Index) -> Option<String> {
    let document = Document::parse(text).ok()?.into_raw();
    let lookup = |name: &Ref| {
        let known = index.get(&key(name)?)?;
        answer(name, known)
    };
    match document.resolve(&lookup) {
        Ok(bound) => Some(by_name(&bound, index)),
        Err(_) => Some(document.canonical()),
    }
}

/// Replaces the content by what `form` makes of it.
pub(crate) fn settle(members: &mut Members, form: impl Fn(&str) -> Option<String>) {
    let text = members.get(CONTENT).and_then(Value::as_str).and_then(form);
    if let Some(text) = text {
        members.set(CONTENT, Value::String(text));
    }
}

fn by_name(document: &Document, index: &Index) -> String {
    document
        .parameterise(&|kind, id| name_of(kind, id, index))
        .canonical()
}

fn name_of(kind: RefKind, id: &str, index: &Index) -> Option<Ref> {
    let thing = kind_of(kind)?;
    let name = index.name_of(thing, id)?;
    if kind != RefKind::Flow {
        return Ref::new(kind, name).ok();
    }
    let known = index.get(&ThingKey::new(thing, name))?;
    Ref::flow(known.label.as_deref()?.parse().ok()?, name).ok()
}

/// What stands in a flow for a thing.
fn answer(name: &Ref, known: &Known) -> Option<String> {
    match name.kind() {
        RefKind::PhoneNumber => known.label.clone(),
        RefKind::LexV1 => Some(name.name().to_owned()),
        _ => Some(known.arn.clone()),
    }
}

fn key(name: &Ref) -> Option<ThingKey> {
    Some(ThingKey::new(kind_of(name.kind())?, name.name()))
}

/// The kinds that a centre has. Others stay unresolved and are reported.
fn kind_of(kind: RefKind) -> Option<KindId> {
    match kind {
        RefKind::Queue => Some(KindId::Queue),
        RefKind::User => Some(KindId::User),
        RefKind::Flow => Some(KindId::Flow),
        RefKind::Module => Some(KindId::Module),
        RefKind::Hours => Some(KindId::Hours),
        RefKind::Prompt => Some(KindId::Prompt),
        RefKind::Lambda => Some(KindId::Lambda),
        RefKind::Lex | RefKind::LexV1 => Some(KindId::Lex),
        RefKind::PhoneNumber | RefKind::PhoneNumberArn => Some(KindId::PhoneNumber),
        _ => None,
    }
}

/// Every name that resolving asks for.
fn named_in(document: &Document) -> Vec<Ref> {
    let asked = RefCell::new(Vec::new());
    // The answer does not matter; what is asked does.
    let _ = document.resolve(&|name| {
        asked.borrow_mut().push(name.clone());
        None
    });
    asked.into_inner()
}

fn parse(text: &str) -> Result<Document, Trouble> {
    Document::parse(text).map_err(|cause| Trouble::stored("FLOW_UNREADABLE", cause.to_string()))
}

fn unresolved(missing: &[Unresolved]) -> Trouble {
    let lines: Vec<_> = missing.iter().map(ToString::to_string).collect();
    Trouble::stored("FLOW_REFERENCES_UNRESOLVED", lines.join("; "))
}
