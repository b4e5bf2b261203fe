//! What flows and modules are called.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    flow_type::{FlowType, Role},
    reference::{
        kind::RefKind,
        portable::{Ref, RefError},
    },
};

/// What a flow or module is called: names are unique for modules and within each type of flow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemName {
    /// A module, or a flow of some type.
    pub role: Role,
    /// The name; case matters.
    pub name: String,
}

impl ItemName {
    /// A flow of a type.
    pub fn flow(flow_type: FlowType, name: impl Into<String>) -> Self {
        Self {
            role: Role::Flow(flow_type),
            name: name.into(),
        }
    }

    /// A module.
    pub fn module(name: impl Into<String>) -> Self {
        Self {
            role: Role::Module,
            name: name.into(),
        }
    }

    /// What a reference to a flow or module names.
    pub fn of(name: &Ref) -> Option<Self> {
        match (name.kind(), name.flow_type()) {
            (RefKind::Module, _) => Some(Self::module(name.name())),
            (RefKind::Flow, Some(flow_type)) => Some(Self::flow(flow_type, name.name())),
            _ => None,
        }
    }

    /// The reference that names it.
    pub fn to_ref(&self) -> Result<Ref, RefError> {
        match self.role {
            Role::Flow(flow_type) => Ref::flow(flow_type, &self.name),
            Role::Module => Ref::new(RefKind::Module, &self.name),
        }
    }

    /// The type of a flow; none for a module.
    pub fn flow_type(&self) -> Option<FlowType> {
        match self.role {
            Role::Flow(flow_type) => Some(flow_type),
            Role::Module => None,
        }
    }
}

impl fmt::Display for ItemName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.role {
            Role::Flow(flow_type) => write!(f, "flow {flow_type}/{}", self.name),
            Role::Module => write!(f, "module {}", self.name),
        }
    }
}

impl Serialize for ItemName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("ItemName", 2)?;
        members.serialize_field("type", self.role.as_str())?;
        members.serialize_field("name", &self.name)?;
        members.end()
    }
}
