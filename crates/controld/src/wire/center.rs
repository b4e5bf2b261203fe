//! Orders about contact centres.

use control_api::v1 as pb;
use tonic::Request;

use super::{
    caller, field,
    field::Header,
    options,
    reader::Reader,
    spec::{self, Contents},
};
use crate::{
    jobs::{Caller, Demand, DestroySubject, Digest, Order},
    refusal::Refusal,
};

/// To plan.
pub fn plan(request: Request<pb::PlanContactCenterRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let spec = spec::read(&mut reader, body.spec);
    let options = options::read(&mut reader, body.options);
    let made = spec.zip(options).map(|((spec, contents), options)| {
        let order = Order::PlanCenter {
            spec,
            options,
            keep_s: None,
        };
        (order, contents)
    });
    demand(
        reader,
        caller,
        "PlanContactCenter",
        body.validate_only,
        header,
        made,
    )
}

/// To bring up.
pub fn apply(request: Request<pb::ApplyContactCenterRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let spec = spec::read(&mut reader, body.spec);
    let digest = |text: &str| Digest::parse(text).map(String::from);
    let plan_digest = reader.optional("plan_digest", &body.plan_digest, digest);
    let options = options::read(&mut reader, body.options);
    let made =
        spec.zip(plan_digest)
            .zip(options)
            .map(|(((spec, contents), plan_digest), options)| {
                let order = Order::ApplyCenter {
                    spec,
                    plan_digest,
                    plan: None,
                    options,
                };
                (order, contents)
            });
    demand(
        reader,
        caller,
        "ApplyContactCenter",
        body.validate_only,
        header,
        made,
    )
}

/// To remove.
pub fn destroy(request: Request<pb::DestroyContactCenterRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let subject = destroy_subject(&mut reader, body.subject);
    let plain = |text: &str| Ok::<_, String>(text.to_owned());
    let confirm = reader.required("confirm", &body.confirm, plain);
    if let (Some((DestroySubject::Alias(alias), _)), Some(confirm)) = (&subject, &confirm)
        && alias.as_str() != confirm
    {
        reader.wrong("confirm", format!("is not the alias {alias}"));
    }
    let made = subject.zip(confirm).map(|((subject, contents), confirm)| {
        let order = Order::DestroyCenter {
            subject,
            confirm,
            keep_instance: body.keep_instance,
            keep_numbers: body.keep_numbers,
            delete_data: body.delete_data,
        };
        (order, contents)
    });
    demand(
        reader,
        caller,
        "DestroyContactCenter",
        body.validate_only,
        header,
        made,
    )
}

/// To show.
pub fn describe(request: Request<pb::DescribeContactCenterRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let alias = reader.required("alias", &body.alias, field::alias);
    let made = alias.map(|alias| (Order::DescribeCenter { alias }, Contents::new()));
    demand(
        reader,
        caller,
        "DescribeContactCenter",
        body.validate_only,
        header,
        made,
    )
}

/// To write as a spec.
pub fn export(request: Request<pb::ExportContactCenterRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let alias = reader.required("alias", &body.alias, field::alias);
    let made = alias.map(|alias| (Order::ExportCenter { alias }, Contents::new()));
    demand(
        reader,
        caller,
        "ExportContactCenter",
        body.validate_only,
        header,
        made,
    )
}

/// To compare.
pub fn drift(request: Request<pb::DetectDriftRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let spec = spec::read(&mut reader, body.spec);
    let depth = options::depth(&mut reader, "depth", body.depth);
    let made = spec.zip(depth).map(|((spec, contents), depth)| {
        let order = Order::DetectDrift {
            spec,
            depth,
            undeclared: body.undeclared,
        };
        (order, contents)
    });
    demand(
        reader,
        caller,
        "DetectDrift",
        body.validate_only,
        header,
        made,
    )
}

pub(super) fn open<T>(request: Request<T>) -> (Caller, T) {
    (caller(&request), request.into_inner())
}

fn destroy_subject(
    reader: &mut Reader,
    subject: Option<pb::destroy_contact_center_request::Subject>,
) -> Option<(DestroySubject, Contents)> {
    use pb::destroy_contact_center_request::Subject;
    match subject {
        Some(Subject::Spec(spec)) => {
            let (spec, contents) = spec::read(reader, Some(spec))?;
            Some((DestroySubject::Spec(spec), contents))
        }
        Some(Subject::Alias(alias)) => {
            let alias = reader.required("alias", &alias, field::alias)?;
            Some((DestroySubject::Alias(alias), Contents::new()))
        }
        None => {
            reader.wrong("subject", "one of spec and alias is required");
            None
        }
    }
}

pub(super) fn demand(
    reader: Reader,
    caller: Caller,
    method: &'static str,
    validate_only: bool,
    header: Option<Header>,
    made: Option<(Order, Contents)>,
) -> Result<Demand, Refusal> {
    let made = header.zip(made).map(|(header, (order, contents))| Demand {
        method,
        request_id: header.request_id,
        validate_only,
        target: header.target,
        order,
        contents,
        labels: header.labels,
        reason: header.reason,
        caller,
    });
    reader.finish(made)
}
