//! What a conversion could not carry over, or what is left for the author to decide.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::{legacy::flow::Module, spelling::spelled};

/// Something of an old export that has no counterpart, or that needs a look before publishing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Gap {
    /// The id of the module; empty for the flow itself.
    pub module: String,
    /// The type of the module; empty for the flow itself.
    pub module_type: String,
    /// The identifier of the action that the module became; empty for the flow itself.
    pub action: String,
    /// Which part of the module it is.
    pub part: GapPart,
    /// The name of the parameter or branch; empty for a whole block.
    pub name: String,
    /// What stood there; `null` for what is missing.
    pub value: Value,
    /// What is wrong with it.
    pub reason: GapReason,
    /// The reason in words.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether the service refuses to publish the flow until something is done.
    pub blocks_publishing: bool,
}

spelled! {
    /// The part of a module that a gap is about.
    pub enum GapPart ("part of a module") {
        /// A parameter.
        Parameter = "PARAMETER",
        /// A way out.
        Branch = "BRANCH",
        /// The module as a whole.
        Block = "BLOCK",
        /// The flow itself.
        Flow = "FLOW",
    }
}

spelled! {
    /// Why something was not carried over as it was.
    pub enum GapReason ("reason of a gap") {
        /// The type of the module is not known.
        UnknownBlock = "UNKNOWN_BLOCK",
        /// The parameter has no counterpart.
        UnknownParameter = "UNKNOWN_PARAMETER",
        /// The value is not one that the parameter is known to have.
        UnknownValue = "UNKNOWN_VALUE",
        /// The branch has no counterpart.
        UnknownBranch = "UNKNOWN_BRANCH",
        /// The type of the flow is not known.
        UnknownFlowType = "UNKNOWN_FLOW_TYPE",
        /// The namespace, or the system attribute, is not known; its path is a guess.
        UnknownNamespace = "UNKNOWN_NAMESPACE",
        /// The export holds a name where the service needs an id.
        NameOnly = "NAME_ONLY",
        /// What stands in the place of a reference is neither an id nor an ARN.
        NotAReference = "NOT_A_REFERENCE",
        /// The service takes no empty text.
        EmptyValue = "EMPTY_VALUE",
        /// The service needs a parameter that is not there.
        MissingParameter = "MISSING_PARAMETER",
        /// The service needs a way out that is not there.
        MissingBranch = "MISSING_BRANCH",
        /// The branch leads to a module that is not there, or nowhere.
        DanglingBranch = "DANGLING_BRANCH",
        /// The id cannot be an identifier, or another module has it.
        Renamed = "RENAMED",
        /// Flows of this type cannot have the action.
        NotInFlowType = "NOT_IN_FLOW_TYPE",
        /// The flow does not start at one of its modules.
        NoStart = "NO_START",
        /// The flow is larger than the service takes.
        TooLarge = "TOO_LARGE",
    }
}

// === impl Gap ===

impl Gap {
    /// Whether it must be closed by hand before the service publishes the flow. References by name need
    /// not: a deploy binds them to the target, or says that it cannot.
    pub fn is_final(&self) -> bool {
        self.blocks_publishing && !self.reason.is_for_binding()
    }

    pub(super) fn of_flow(name: &str, value: Value, reason: GapReason) -> Self {
        Self {
            module: String::new(),
            module_type: String::new(),
            action: String::new(),
            part: GapPart::Flow,
            name: name.to_owned(),
            value,
            reason,
            message: reason.message().to_owned(),
            remedy: reason.remedy().to_owned(),
            blocks_publishing: reason.blocks_publishing(),
        }
    }

    pub(super) fn of_module(
        module: Module<'_>,
        action: &str,
        (part, name): (GapPart, &str),
        value: Value,
        reason: GapReason,
    ) -> Self {
        Self {
            module: module.id().to_owned(),
            module_type: module.module_type().to_owned(),
            action: action.to_owned(),
            part,
            ..Self::of_flow(name, value, reason)
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            module,
            module_type,
            part,
            name,
            value,
            reason,
            message,
            remedy,
            ..
        } = self;
        if *part != GapPart::Flow {
            write!(f, "{module_type} {module}: ")?;
        }
        if !name.is_empty() {
            write!(f, "{name}: ")?;
        }
        write!(f, "{message} [{reason}]")?;
        if !value.is_null() {
            write!(f, "\n  value: {value}")?;
        }
        write!(f, "\n  remedy: {remedy}")
    }
}

// === impl GapReason ===

impl GapReason {
    /// Whether the service refuses to publish the flow until something is done.
    ///
    /// An unknown value may be a good one, so only the service can say; it counts as refused.
    pub const fn blocks_publishing(self) -> bool {
        match self {
            Self::UnknownParameter
            | Self::UnknownBranch
            | Self::UnknownFlowType
            | Self::UnknownNamespace
            | Self::EmptyValue
            | Self::Renamed => false,
            Self::UnknownBlock
            | Self::UnknownValue
            | Self::NameOnly
            | Self::NotAReference
            | Self::MissingParameter
            | Self::MissingBranch
            | Self::DanglingBranch
            | Self::NotInFlowType
            | Self::NoStart
            | Self::TooLarge => true,
        }
    }

    /// Whether it is about a reference, so that whoever binds the flow to an instance mends or refuses it.
    const fn is_for_binding(self) -> bool {
        matches!(self, Self::NameOnly | Self::NotAReference)
    }

    const fn message(self) -> &'static str {
        match self {
            Self::UnknownBlock => "blocks of this type are not known",
            Self::UnknownParameter => "the parameter has no counterpart in the flow language",
            Self::UnknownValue => "the value is not one that is known here",
            Self::UnknownBranch => "the branch has no counterpart in the flow language",
            Self::UnknownFlowType => {
                "the type of the flow is missing or not known; it was taken for a contact flow"
            }
            Self::UnknownNamespace => {
                "the source of the dynamic value is not known; its path is a guess"
            }
            Self::NameOnly => "the export holds the name and not the id",
            Self::NotAReference => "this is neither an id nor an ARN",
            Self::EmptyValue => "the value is empty, which the service does not take",
            Self::MissingParameter => "the service needs this parameter, and it is not there",
            Self::MissingBranch => "the service needs this way out, and it is not there",
            Self::DanglingBranch => "the branch leads to no module of the flow",
            Self::Renamed => "the id cannot stand as an identifier, or another module has it",
            Self::NotInFlowType => "flows of this type cannot have the action",
            Self::NoStart => "the flow does not start at one of its modules",
            Self::TooLarge => "the flow is larger than the service takes",
        }
    }

    const fn remedy(self) -> &'static str {
        match self {
            Self::UnknownBlock => {
                "replace the action; its parameters are in its metadata as `legacyParameters`"
            }
            Self::UnknownParameter => {
                "set what it did by other means; it is kept in the metadata as `legacyParameters`"
            }
            Self::UnknownValue => "set a value that the action takes",
            Self::UnknownBranch => {
                "lead the flow there by other means; it is kept in the metadata as `legacyBranches`"
            }
            Self::UnknownFlowType => "say which type the flow is made with",
            Self::UnknownNamespace => "check the path and correct it",
            Self::NameOnly => {
                "bind the name to an id of the target when importing, or write the id"
            }
            Self::NotAReference => "write the ARN, or a reference by name",
            Self::EmptyValue => "set a value if the flow needs one",
            Self::MissingParameter => "set the parameter",
            Self::MissingBranch => "connect the branch to an action",
            Self::DanglingBranch => "connect the branch to an action of the flow",
            Self::Renamed => "nothing, unless something outside of the flow names the old id",
            Self::NotInFlowType => "replace the action by one that such flows may have",
            Self::NoStart => "set `StartAction` to the identifier of an action",
            Self::TooLarge => "move a part into a module or another flow",
        }
    }
}
