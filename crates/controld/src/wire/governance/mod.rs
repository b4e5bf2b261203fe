//! Orders about governance.

mod ask;
mod cost;
mod result;
mod rule;
mod source;

use std::collections::BTreeSet;

use connect_model::{Alias, Arn, governance::TagKey};
use control_api::v1 as pb;
use tonic::Request;

use self::ask::{baseline, formats, held, parts};
pub(super) use self::result::result;
pub use self::{cost::cost, rule::rules};
use super::{
    center::{demand, open},
    field,
    reader::Reader,
    spec::{self, Contents},
};
use crate::{
    jobs::{Demand, GovernanceAsk, Order, PolicyWish, SpecFiles},
    refusal::Refusal,
};

/// Most of what a list of names takes.
const NAMES_MAX: usize = 1_000;

/// To hold an instance to the rules.
pub fn assess(request: Request<pb::AssessInstanceRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let held = held(&mut reader, &body.alias, body.spec, &body.rules);
    let baseline = baseline(&mut reader, body.baseline_json);
    let formats = formats(&mut reader, &body.formats);
    let made = || {
        let ((held, mut contents), (baseline, of_baseline)) = (held?, baseline?);
        contents.extend(of_baseline);
        let ask = GovernanceAsk::Assess {
            held,
            baseline,
            formats: formats?,
        };
        Some((order(ask), contents))
    };
    let made = made();
    let (method, check) = ("AssessInstance", body.validate_only);
    demand(reader, caller, method, check, header, made)
}

/// To mend what is found.
pub fn mend(request: Request<pb::MendFindingsRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let held = held(&mut reader, &body.alias, body.spec, &body.rules);
    let made = held.map(|(held, contents)| {
        let look = body.look;
        (order(GovernanceAsk::Mend { held, look }), contents)
    });
    let (method, check) = ("MendFindings", body.validate_only);
    demand(reader, caller, method, check, header, made)
}

/// To say which policy some work takes.
pub fn policy(request: Request<pb::GeneratePolicyRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let wish = policy_wish(&mut reader, &body.alias, body.source);
    let made = wish.map(|(wish, contents)| (order(GovernanceAsk::Policy(wish)), contents));
    let (method, check) = ("GeneratePolicy", body.validate_only);
    demand(reader, caller, method, check, header, made)
}

/// To attach it to a role.
pub fn attach(request: Request<pb::AttachPolicyRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let wish = policy_wish(&mut reader, &body.alias, body.source);
    let role = reader.required("role", &body.role, role_name);
    let trusts = trusts(&mut reader, &body.trusts);
    let made = || {
        let (policy, contents) = wish?;
        let ask = GovernanceAsk::Attach {
            policy,
            role: role?,
            trusts: trusts?,
            look: body.look,
        };
        Some((order(ask), contents))
    };
    let made = made();
    let (method, check) = ("AttachPolicy", body.validate_only);
    demand(reader, caller, method, check, header, made)
}

/// To make what is declared so.
pub fn ensure(request: Request<pb::EnsureGovernanceRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let spec = spec::read(&mut reader, body.spec);
    let parts = parts(&mut reader, &body.parts);
    let made = spec.zip(parts).map(|((spec, contents), parts)| {
        let look = body.look;
        (order(GovernanceAsk::Ensure { spec, parts, look }), contents)
    });
    let (method, check) = ("EnsureGovernance", body.validate_only);
    demand(reader, caller, method, check, header, made)
}

/// To say which resources lack tags.
pub fn tags(request: Request<pb::ReviewTagsRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let spec = optional_spec(&mut reader, body.spec);
    let has_spec = !matches!(spec, Some((None, _)));
    let alias = instance(&mut reader, &body.alias, has_spec);
    if !has_spec && body.required.is_empty() {
        reader.wrong("required", "is required, unless a spec comes along");
    }
    let required = names(&mut reader, "required", &body.required, |text| {
        TagKey::new(text).map_err(|wrong| wrong.to_string())
    });
    let made = || {
        let (spec, contents) = spec?;
        let ask = GovernanceAsk::Tags {
            alias: alias?,
            spec,
            required: required?,
        };
        Some((order(ask), contents))
    };
    let made = made();
    let (method, check) = ("ReviewTags", body.validate_only);
    demand(reader, caller, method, check, header, made)
}

fn order(ask: GovernanceAsk) -> Order {
    Order::Governance { ask }
}

fn policy_wish(
    reader: &mut Reader,
    alias: &str,
    source: Option<pb::PolicySource>,
) -> Option<(PolicyWish, Contents)> {
    let alias = reader.optional("alias", alias, field::alias);
    let work = source::work(reader, source.as_ref());
    let (source, contents) = source::read(reader, source)?;
    let wish = PolicyWish {
        alias: alias?,
        source,
        work: work?,
    };
    Some((wish, contents))
}

/// The instance that is meant; required where no declaration says it.
#[expect(
    clippy::option_option,
    reason = "wrong, absent and there are three things"
)]
fn instance(reader: &mut Reader, alias: &str, is_declared: bool) -> Option<Option<Alias>> {
    if alias.is_empty() && !is_declared {
        reader.wrong("alias", "is required, unless a spec comes along");
        return None;
    }
    reader.optional("alias", alias, field::alias)
}

/// A spec that may be left out, and the contents that came with it.
fn optional_spec(
    reader: &mut Reader,
    spec: Option<pb::Spec>,
) -> Option<(Option<SpecFiles>, Contents)> {
    match spec {
        None => Some((None, Contents::new())),
        some => {
            let (spec, contents) = spec::read(reader, some)?;
            Some((Some(spec), contents))
        }
    }
}

/// All of a list, or a note about each that is wrong.
fn names<T: Ord>(
    reader: &mut Reader,
    field: &str,
    texts: &[String],
    read: impl Fn(&str) -> Result<T, String>,
) -> Option<BTreeSet<T>> {
    if texts.len() > NAMES_MAX {
        reader.wrong(field, format!("has more than {NAMES_MAX} entries"));
        return None;
    }
    let mut all = Some(BTreeSet::new());
    for (n, text) in texts.iter().enumerate() {
        let read = reader.required(&format!("{field}[{n}]"), text, &read);
        all = all.zip(read).map(|(mut all, read)| {
            all.insert(read);
            all
        });
    }
    all
}

/// Who may take a role: ARNs of IAM or of sessions.
fn trusts(reader: &mut Reader, texts: &[String]) -> Option<BTreeSet<Arn>> {
    names(reader, "trusts", texts, |text| {
        let arn = Arn::parse(text).map_err(|wrong| wrong.to_string())?;
        match arn.service() {
            "iam" | "sts" => Ok(arn),
            other => Err(format!("is an ARN of {other}, and not of IAM")),
        }
    })
}

/// A name as IAM takes it, but for `+`.
fn role_name(text: &str) -> Result<String, &'static str> {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"=,.@_-".contains(&byte);
    let is_name = (1..=64).contains(&text.len()) && text.bytes().all(is_inner);
    let expected = "expected 1 to 64 letters, digits and =,.@_-";
    is_name.then(|| text.to_owned()).ok_or(expected)
}
