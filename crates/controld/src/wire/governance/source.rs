//! What a policy is for.

use std::collections::BTreeSet;

use control_api::v1 as pb;
use pb::policy_source::Source;

use super::names;
use crate::{
    jobs::{CenterWork, Persona, PolicySource},
    wire::{
        field,
        reader::Reader,
        spec::{self, Contents},
    },
};

/// What a policy is for, and the contents that came with it.
pub(super) fn read(
    reader: &mut Reader,
    source: Option<pb::PolicySource>,
) -> Option<(PolicySource, Contents)> {
    let Some(source) = source.and_then(|it| it.source) else {
        let expected = "one of operations, center, job and persona is required";
        reader.wrong("source", expected);
        return None;
    };
    let plain = |source| (source, Contents::new());
    match source {
        Source::Operations(of) => {
            let operations = operations(reader, &of.operations);
            operations.map(PolicySource::Operations).map(plain)
        }
        Source::Center(spec) => {
            let (spec, contents) = spec::read_in(reader, "source.center", Some(spec))?;
            Some((PolicySource::Center(spec), contents))
        }
        Source::Job(name) => {
            let job = reader.required("source.job", &name, field::job_name)?;
            let operations = BTreeSet::new();
            Some(plain(PolicySource::Job { job, operations }))
        }
        Source::Persona(persona) => {
            let persona = reader.take("source.persona", self::persona(persona))?;
            Some(plain(PolicySource::Persona(persona)))
        }
    }
}

/// The work on a contact centre; with another source there is none to name.
pub(super) fn work(reader: &mut Reader, source: Option<&pb::PolicySource>) -> Option<CenterWork> {
    let work = source.map_or(0, |it| it.work);
    let has_center = source.is_some_and(|it| matches!(it.source, Some(Source::Center(_))));
    if work != 0 && !has_center {
        reader.wrong("source.work", "is for the source `center` alone");
        return None;
    }
    reader.take("source.work", read_work(work))
}

fn read_work(work: i32) -> Result<CenterWork, &'static str> {
    match pb::CenterWork::try_from(work) {
        Ok(pb::CenterWork::Unspecified | pb::CenterWork::Apply) => Ok(CenterWork::Apply),
        Ok(pb::CenterWork::Create) => Ok(CenterWork::Create),
        Ok(pb::CenterWork::Plan) => Ok(CenterWork::Plan),
        Err(_) => Err("expected one of APPLY, CREATE, PLAN"),
    }
}

fn operations(reader: &mut Reader, texts: &[String]) -> Option<BTreeSet<String>> {
    const FIELD: &str = "source.operations";
    if texts.is_empty() {
        reader.wrong(FIELD, "at least one operation is required");
        return None;
    }
    names(reader, FIELD, texts, operation)
}

/// `connect:CreateQueue`
fn operation(text: &str) -> Result<String, String> {
    let is_service = |text: &str| {
        let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=64).contains(&text.len()) && text.bytes().all(inner)
    };
    let is_name = |text: &str| {
        (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let parts = text.split_once(':');
    let is_operation = parts.is_some_and(|(service, name)| is_service(service) && is_name(name));
    let expected = "expected SERVICE:Operation such as connect:CreateQueue";
    is_operation
        .then(|| text.to_owned())
        .ok_or_else(|| expected.into())
}

fn persona(persona: i32) -> Result<Persona, &'static str> {
    match pb::Persona::try_from(persona) {
        Ok(pb::Persona::Administrator) => Ok(Persona::Administrator),
        Ok(pb::Persona::Supervisor) => Ok(Persona::Supervisor),
        Ok(pb::Persona::Agent) => Ok(Persona::Agent),
        Ok(pb::Persona::Unspecified) | Err(_) => {
            Err("expected one of ADMINISTRATOR, SUPERVISOR, AGENT")
        }
    }
}
