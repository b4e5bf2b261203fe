//! The families of things that refer to one another.

use connect_model::{builtin, spec::Kind};
use flow_language::RefKind;

/// A family of things with names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Family {
    Hours,
    Queue,
    RoutingProfile,
    SecurityProfile,
    User,
    HierarchyGroup,
    PhoneNumber,
    QuickConnect,
    Flow,
    Module,
    Lambda,
    Lex,
    Prompt,
}

impl Family {
    /// What one is called in a sentence.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Hours => "hours of operation",
            Self::Queue => "queue",
            Self::RoutingProfile => "routing profile",
            Self::SecurityProfile => "security profile",
            Self::User => "user",
            Self::HierarchyGroup => "hierarchy group",
            Self::PhoneNumber => "phone number",
            Self::QuickConnect => "quick connect",
            Self::Flow => "flow",
            Self::Module => "flow module",
            Self::Lambda => "Lambda function",
            Self::Lex => "Lex bot",
            Self::Prompt => "prompt",
        }
    }

    /// The member of `uses` that lists those which are managed elsewhere.
    pub(crate) fn uses(self) -> Option<&'static str> {
        match self {
            Self::Hours => Some("hours_of_operation"),
            Self::Queue => Some("queues"),
            Self::RoutingProfile => Some("routing_profiles"),
            Self::SecurityProfile => Some("security_profiles"),
            Self::User => Some("users"),
            Self::QuickConnect => Some("quick_connects"),
            Self::Flow => Some("flows"),
            Self::HierarchyGroup => Some("hierarchy_groups"),
            Self::Module => Some("modules"),
            Self::Prompt => Some("prompts"),
            Self::PhoneNumber | Self::Lambda | Self::Lex => None,
        }
    }

    /// Whether every new instance has one of this name.
    pub(crate) fn is_builtin(self, name: &str) -> bool {
        let kind = match self {
            Self::Hours => Kind::HoursOfOperation,
            Self::Queue => Kind::Queue,
            Self::RoutingProfile => Kind::RoutingProfile,
            Self::SecurityProfile => Kind::SecurityProfile,
            Self::Flow => Kind::ContactFlow,
            _ => return false,
        };
        builtin::is_builtin(kind, name)
    }

    /// The family that a reference inside a flow belongs to, if a spec can name it.
    pub(crate) fn of_reference(kind: RefKind) -> Option<Self> {
        match kind {
            RefKind::Queue => Some(Self::Queue),
            RefKind::User => Some(Self::User),
            RefKind::Flow => Some(Self::Flow),
            RefKind::Module => Some(Self::Module),
            RefKind::Hours => Some(Self::Hours),
            RefKind::Prompt => Some(Self::Prompt),
            RefKind::Lambda => Some(Self::Lambda),
            RefKind::LexV1 => Some(Self::Lex),
            RefKind::PhoneNumber | RefKind::PhoneNumberArn => Some(Self::PhoneNumber),
            _ => None,
        }
    }
}
