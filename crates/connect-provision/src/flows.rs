//! The flows and modules of a spec, read as what they are before anything is planned.
//!
//! The spec alone knows their content as JSON. What the service would refuse in it, and names that
//! mean nothing, would else come to light in the middle of an apply.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error as _,
};

use connect_model::{
    Finding, Place, builtin,
    spec::{ContactCenter, ContactFlowSpec, Entry, FlowModuleSpec, FlowStatus, Kind},
    suggest,
};
use connect_resources::{KindId, ThingKey};
use flow_language::{Document, ParseError, Ref, RefKind, Role, Unresolved, UnresolvedReason};

/// A flow or a module of a spec.
struct Flow<'c> {
    key: ThingKey,
    noun: &'static str,
    role: Option<Role>,
    status: FlowStatus,
    content: &'c str,
    place: &'c Place,
}

/// The aspect that sends what a flow or a module does.
pub(crate) const CONTENT: &str = "content";

/// Everything in the content of flows and modules that keeps them from being made. What the service
/// would refuse matters only in what is `sent`: what stands there it took once.
pub(crate) fn findings(center: &ContactCenter, sent: &BTreeSet<&ThingKey>) -> Vec<Finding> {
    let names = Names::of(center);
    let flows = center.contact_flows.iter().map(Flow::from);
    let modules = center.contact_flow_modules.iter().map(Flow::from);
    let all = flows.chain(modules);
    all.flat_map(|flow| of_flow(&flow, &names, sent.contains(&flow.key)))
        .collect()
}

fn of_flow(flow: &Flow<'_>, names: &Names<'_>, is_sent: bool) -> Vec<Finding> {
    let document = match Document::parse(flow.content) {
        Ok(document) => document.into_raw(),
        Err(error) => return vec![unreadable(flow, &error)],
    };
    let mut findings = if is_sent {
        structure(flow, &document)
    } else {
        Vec::new()
    };
    let unresolved = document.resolve(&|name| names.knows(name).then(|| name.to_string()));
    for unresolved in unresolved.err().unwrap_or_default() {
        findings.push(names.finding(flow, &unresolved));
    }
    findings
}

/// A draft is kept as it is; what is to be in force is validated by the service.
fn structure(flow: &Flow<'_>, document: &Document) -> Vec<Finding> {
    let (FlowStatus::Published, Some(role)) = (flow.status, flow.role) else {
        return Vec::new();
    };
    let problems = document.check(role).into_iter();
    // Bad references stop drafts too, and resolving tells of them.
    let problems = problems.filter(|problem| problem.rule != "flow-reference");
    let noun = flow.noun;
    problems
        .map(|problem| Finding {
            rule: problem.rule.to_owned(),
            place: flow.place.clone(),
            message: format!(
                "in the {noun}, at {}: {}",
                at(&problem.path),
                problem.message
            ),
            remedy: problem.remedy,
        })
        .collect()
}

fn unreadable(flow: &Flow<'_>, error: &ParseError) -> Finding {
    let cause = error.source().map(|cause| format!(": {cause}"));
    Finding {
        rule: "flow-unreadable".to_owned(),
        place: flow.place.clone(),
        message: format!(
            "the {} cannot be read: {error}{}",
            flow.noun,
            cause.unwrap_or_default()
        ),
        remedy: "write the flow language, as the flow designer exports it".to_owned(),
    }
}

/// A JSON pointer as a place; the empty one is the whole.
fn at(pointer: &str) -> &str {
    if pointer.is_empty() { "/" } else { pointer }
}

/// What flows may refer to by name, by kind: what is declared, built in, or managed elsewhere.
struct Names<'c>(BTreeMap<Kind, BTreeSet<&'c str>>);

// === impl Flow ===

impl<'c> From<&'c Entry<ContactFlowSpec>> for Flow<'c> {
    fn from(entry: &'c Entry<ContactFlowSpec>) -> Self {
        Self {
            key: ThingKey::new(KindId::Flow, entry.name.as_str()),
            noun: "flow",
            role: entry.spec.r#type.as_str().parse().ok().map(Role::Flow),
            status: entry.spec.status,
            content: &entry.spec.content,
            place: &entry.spec.place,
        }
    }
}

impl<'c> From<&'c Entry<FlowModuleSpec>> for Flow<'c> {
    fn from(entry: &'c Entry<FlowModuleSpec>) -> Self {
        Self {
            key: ThingKey::new(KindId::Module, entry.name.as_str()),
            noun: "flow module",
            role: Some(Role::Module),
            status: entry.spec.status,
            content: &entry.spec.content,
            place: &entry.spec.place,
        }
    }
}

// === impl Names ===

impl<'c> Names<'c> {
    fn of(center: &'c ContactCenter) -> Self {
        let of = |kind, declared: Vec<&'c str>| {
            let used = center.uses.of(kind).into_iter().flatten();
            let mut names = declared;
            names.extend(used.map(AsRef::<str>::as_ref));
            names.extend(builtin::names(kind));
            (kind, names.into_iter().collect())
        };
        Self(BTreeMap::from([
            of(Kind::Queue, names(&center.queues)),
            of(Kind::User, names(&center.users)),
            of(Kind::ContactFlow, names(&center.contact_flows)),
            of(Kind::FlowModule, names(&center.contact_flow_modules)),
            of(Kind::Prompt, names(&center.prompts)),
            of(Kind::HoursOfOperation, names(&center.hours_of_operation)),
            of(Kind::LambdaFunction, names(&center.lambda_functions)),
            of(Kind::LexBot, names(&center.lex_bots)),
            of(Kind::PhoneNumber, names(&center.phone_numbers)),
        ]))
    }

    fn of_kind(&self, kind: RefKind) -> Option<(Kind, &BTreeSet<&'c str>)> {
        let kind = kind_of(kind)?;
        Some((kind, self.0.get(&kind)?))
    }

    fn knows(&self, name: &Ref) -> bool {
        self.of_kind(name.kind())
            .is_some_and(|(_, names)| names.contains(name.name()))
    }

    fn finding(&self, flow: &Flow<'_>, unresolved: &Unresolved) -> Finding {
        let (rule, remedy) = match &unresolved.reason {
            UnresolvedReason::NotFound(name) => ("unknown-name", self.remedy(name)),
            UnresolvedReason::WrongKind { expected } => {
                ("flow-reference", format!("write ref://{expected}/NAME"))
            }
            UnresolvedReason::Malformed { .. } => (
                "flow-reference",
                "write ref://KIND/NAME, for a flow ref://flow/TYPE/NAME".to_owned(),
            ),
            UnresolvedReason::Taken => ("flow-reference", "leave one of the two out".to_owned()),
        };
        Finding {
            rule: rule.to_owned(),
            place: flow.place.clone(),
            message: format!(
                "in the {}, at {}: `{}`: {}",
                flow.noun,
                at(&unresolved.path),
                unresolved.reference,
                self.reason(&unresolved.reason)
            ),
            remedy,
        }
    }

    fn reason(&self, reason: &UnresolvedReason) -> String {
        match reason {
            UnresolvedReason::NotFound(name) => match self.of_kind(name.kind()) {
                Some((kind, _)) => format!("{} of that name", kind.none()),
                None => format!("a spec declares nothing of the kind {}", name.kind()),
            },
            other => other.to_string(),
        }
    }

    fn remedy(&self, name: &Ref) -> String {
        let Some((kind, names)) = self.of_kind(name.kind()) else {
            return "write the id or ARN that it has in the instance".to_owned();
        };
        let otherwise = match kind {
            Kind::LambdaFunction | Kind::LexBot | Kind::PhoneNumber => {
                format!("declare it under {kind}")
            }
            Kind::ContactFlow => format!("declare it under {kind}, or list it under uses.flows"),
            Kind::FlowModule => format!("declare it under {kind}, or list it under uses.modules"),
            _ => format!("declare it under {kind}, or list it under uses"),
        };
        let names: Vec<_> = names.iter().copied().collect();
        suggest(name.name(), &names, &otherwise)
    }
}

fn names<T>(entries: &[Entry<T>]) -> Vec<&str> {
    entries.iter().map(|entry| entry.name.as_str()).collect()
}

/// The section that declares what a flow names so.
fn kind_of(kind: RefKind) -> Option<Kind> {
    match kind {
        RefKind::Queue => Some(Kind::Queue),
        RefKind::User => Some(Kind::User),
        RefKind::Flow => Some(Kind::ContactFlow),
        RefKind::Module => Some(Kind::FlowModule),
        RefKind::Hours => Some(Kind::HoursOfOperation),
        RefKind::Prompt => Some(Kind::Prompt),
        RefKind::Lambda => Some(Kind::LambdaFunction),
        RefKind::Lex | RefKind::LexV1 => Some(Kind::LexBot),
        RefKind::PhoneNumber | RefKind::PhoneNumberArn => Some(Kind::PhoneNumber),
        _ => None,
    }
}
