//! Several flows and modules together.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    action::Action,
    bundle::{Bundle, Contract},
    document::Document,
    flow_type::Role,
    lint::{
        context::Context, finding::Finding, flow, report::Report, rule::Check, rules::RULES,
        scope::value,
    },
    reference::{kind::RefKind, portable::Ref, value::RefValue},
};

/// One of several documents.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The name of the flow or module.
    pub name: &'a str,
    /// What it is used as.
    pub role: Role,
    /// Its content.
    pub document: &'a Document,
    /// What it promises its callers, if it is a module.
    pub contract: Option<&'a Contract>,
}

/// Several documents, with what leads from one to another.
pub(crate) struct Several<'a> {
    pub(crate) items: Vec<Item<'a>>,
    /// For each document, the others that a contact is passed on to or that it invokes, each with the
    /// action that does it.
    pub(crate) calls: Vec<Vec<(Action<'a>, usize)>>,
    /// The documents that some other one refers to.
    followed: BTreeSet<usize>,
}

/// Everything that the rules find in a bundle: in its flows and modules, each by itself and all together.
pub fn of_bundle(whole: &Bundle, context: &Context) -> Vec<Finding> {
    let documents: Vec<_> = whole
        .items
        .iter()
        .map(|(name, item)| (name, item, item.content.document()))
        .collect();
    let items = documents.iter().map(|(name, item, document)| Item {
        name: &name.name,
        role: name.role,
        document,
        contract: item.contract.as_ref(),
    });
    bundle(items, context)
}

/// Everything that the rules find in several documents, each by itself and all together, in the order
/// of the documents. The context holds for all of them; its `flow` is not used.
pub fn bundle<'a>(items: impl IntoIterator<Item = Item<'a>>, context: &Context) -> Vec<Finding> {
    let several = Several::new(items.into_iter().collect());
    // One context for all: with many flows, a copy for each would cost more than the rules do.
    let mut own = several.context(context);
    let mut findings = Vec::new();
    for (at, item) in several.items.iter().enumerate() {
        own.flow = Some(item.name.to_owned());
        own.follows_another = context.follows_another || several.followed.contains(&at);
        findings.extend(flow(item.document, item.role, &own));
    }
    for rule in RULES {
        if let Check::Bundle(check) = rule.check {
            let mut report = Report::of_several(rule);
            check(&several, &mut report);
            findings.extend(report.findings());
        }
    }
    findings.retain(|finding| !context.allows(finding));
    let order = several.items.iter().map(|item| (item.role, item.name));
    let order: BTreeMap<(Role, &str), usize> = order.zip(0..).collect();
    findings.sort_by_key(|finding| {
        let flow = finding.flow.as_ref()?;
        order.get(&(flow.role, flow.name.as_str())).copied()
    });
    findings
}

impl<'a> Several<'a> {
    fn new(items: Vec<Item<'a>>) -> Self {
        let named: BTreeMap<(Role, &str), usize> = items
            .iter()
            .enumerate()
            .map(|(at, item)| ((item.role, item.name), at))
            .collect();
        let find = |name: &Ref| {
            let role = name.flow_type().map_or(Role::Module, Role::Flow);
            named.get(&(role, name.name())).copied()
        };
        let calls = items.iter().map(|item| {
            let actions = item.document.actions();
            let calls = actions.filter_map(|action| Some((action, find(&called(action)?)?)));
            calls.collect()
        });
        let references = items.iter().flat_map(|item| item.document.references());
        let followed = references.filter_map(|reference| match reference.value {
            RefValue::Named(name) if is_flow(&name) => find(&name),
            _ => None,
        });
        let (calls, followed) = (calls.collect(), followed.collect());
        Self {
            items,
            calls,
            followed,
        }
    }

    /// The context with what the documents tell about each other.
    fn context(&self, context: &Context) -> Context {
        let mut context = context.clone();
        for item in &self.items {
            if let (Role::Module, Some(contract)) = (item.role, item.contract) {
                let modules = &mut context.modules;
                modules.insert(item.name.to_owned(), contract.clone());
            }
            let setting = item
                .document
                .actions()
                .filter(|action| action.action_type() == "UpdateContactAttributes");
            let names = setting
                .filter_map(|action| value(action, "/Attributes")?.as_object())
                .flat_map(|attributes| attributes.keys().cloned());
            context.attributes.extend(names);
        }
        context
    }
}

/// The flow or module that an action passes the contact on to, by name.
pub(crate) fn called(action: Action<'_>) -> Option<Ref> {
    let pointer = match action.action_type() {
        "TransferToFlow" => "/ContactFlowId",
        "InvokeFlowModule" => "/FlowModuleId",
        _ => return None,
    };
    let name: Ref = value(action, pointer)?.as_str()?.parse().ok()?;
    is_flow(&name).then_some(name)
}

fn is_flow(name: &Ref) -> bool {
    matches!(name.kind(), RefKind::Flow | RefKind::Module)
}
