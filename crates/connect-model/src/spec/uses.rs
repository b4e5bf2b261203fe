//! What is left to others: names that are managed elsewhere, and fields that people change.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::{
    Name,
    decode::{Decode, Definitions, Reader, wrong_type},
    spec::Kind,
    tree::{Node, Path},
    words::{quote, suggest},
};

record! {
    /// Names that live in the instance but are managed elsewhere. Built-ins are known without it.
    #[derive(Default)]
    pub struct Uses {
        /// Hours of operation.
        hours_of_operation: BTreeSet<Name> = BTreeSet::new(),
        /// Queues.
        queues: BTreeSet<Name> = BTreeSet::new(),
        /// Routing profiles.
        routing_profiles: BTreeSet<Name> = BTreeSet::new(),
        /// Security profiles.
        security_profiles: BTreeSet<Name> = BTreeSet::new(),
        /// Users, by username.
        users: BTreeSet<Name> = BTreeSet::new(),
        /// Groups in the hierarchy of users, by path.
        hierarchy_groups: BTreeSet<Name> = BTreeSet::new(),
        /// Predefined attributes.
        predefined_attributes: BTreeSet<Name> = BTreeSet::new(),
        /// Quick connects, by name, which is then also their key.
        quick_connects: BTreeSet<Name> = BTreeSet::new(),
        /// Flows. Their type is not known here, so it is not checked.
        flows: BTreeSet<Name> = BTreeSet::new(),
        /// Flow modules.
        modules: BTreeSet<Name> = BTreeSet::new(),
        /// Prompts.
        prompts: BTreeSet<Name> = BTreeSet::new(),
        /// Lambda functions that were brought up for this centre. Flows call them by their ARN, under
        /// `lambda_functions`.
        functions: BTreeSet<Name> = BTreeSet::new(),
        /// Their layers.
        function_layers: BTreeSet<Name> = BTreeSet::new(),
        /// Lex V2 bots that were brought up for this centre.
        bots: BTreeSet<Name> = BTreeSet::new(),
    }
}

/// A field that no plan may touch: `queues/CustomerService.max_contacts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IgnoredField {
    /// The kind.
    pub kind: Kind,
    /// The name or key of the entry; `None` is every entry (`*`).
    pub name: Option<String>,
    /// The member.
    pub field: String,
}

impl Uses {
    /// The names of a kind.
    pub fn of(&self, kind: Kind) -> Option<&BTreeSet<Name>> {
        match kind {
            Kind::HoursOfOperation => Some(&self.hours_of_operation),
            Kind::Queue => Some(&self.queues),
            Kind::RoutingProfile => Some(&self.routing_profiles),
            Kind::SecurityProfile => Some(&self.security_profiles),
            Kind::User => Some(&self.users),
            Kind::HierarchyGroup => Some(&self.hierarchy_groups),
            Kind::PredefinedAttribute => Some(&self.predefined_attributes),
            Kind::QuickConnect => Some(&self.quick_connects),
            Kind::ContactFlow => Some(&self.flows),
            Kind::FlowModule => Some(&self.modules),
            Kind::Prompt => Some(&self.prompts),
            Kind::Function => Some(&self.functions),
            Kind::FunctionLayer => Some(&self.function_layers),
            Kind::Bot => Some(&self.bots),
            _ => None,
        }
    }

    /// The names of a kind that entries can refer to. What is brought up out of an archive can be
    /// referred to only where the archive is known.
    pub(crate) fn referable(&self, kind: Kind) -> Option<&BTreeSet<Name>> {
        let is_built = matches!(kind, Kind::Function | Kind::FunctionLayer | Kind::Bot);
        self.of(kind).filter(|_| !is_built)
    }
}

impl Uses {
    /// The member that lists the names of a kind.
    pub fn member(kind: Kind) -> Option<&'static str> {
        match kind {
            Kind::HierarchyGroup => Some("hierarchy_groups"),
            Kind::ContactFlow => Some("flows"),
            Kind::FlowModule => Some("modules"),
            other => Self::default().of(other).map(|_| other.as_str()),
        }
    }
}

impl Decode for IgnoredField {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(text) = node.text() else {
            return wrong_type("a text", node, at, reader);
        };
        let field = Self::parse(text);
        if let Err((message, remedy)) = &field {
            reader.find("bad-ignore", node, at, message, remedy);
        }
        field.ok()
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "pattern": r"^[a-z_.]+/.+\.[a-z_]+$" })
    }
}

impl IgnoredField {
    /// Reads `queues/CustomerService.max_contacts`, or says what is wrong and what to do.
    fn parse(text: &str) -> Result<Self, (String, String)> {
        let parts = text.split_once('/').and_then(|(kind, rest)| {
            let (name, field) = rest.rsplit_once('.')?;
            Some((kind, name, field))
        });
        let Some((section, name, field)) = parts.filter(|(_, name, _)| !name.is_empty()) else {
            let message = format!("{} does not name a field of an entry", quote(text));
            return Err((
                message,
                "write SECTION/NAME.FIELD, with * for every name".to_owned(),
            ));
        };
        let Ok(kind) = section.parse::<Kind>() else {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
            let message = format!("{} is no section", quote(section));
            return Err((
                message,
                suggest(section, &known, "name a section of the spec"),
            ));
        };
        let known = kind.members();
        if !known.contains(&field) {
            let message = format!("{} is no member of {}", quote(field), kind.one());
            return Err((
                message,
                suggest(field, &known, "name a member of that section"),
            ));
        }
        let name = (name != "*").then(|| name.to_owned());
        Ok(Self {
            kind,
            name,
            field: field.to_owned(),
        })
    }

    /// Whether it means this entry, by name or key.
    pub(crate) fn means(&self, kind: Kind, names: &[&str]) -> bool {
        self.kind == kind
            && self
                .name
                .as_deref()
                .is_none_or(|name| names.contains(&name))
    }
}
