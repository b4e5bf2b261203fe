//! The hierarchy of users: levels, and the groups on them.

use serde::Serialize;

use super::entry::{Declared, Entry, Naming, Seen};
use crate::{
    GroupPath,
    decode::{Definitions, Fields, MemberSchema, Record},
    spec::Kind,
};

record! {
    /// How users are organised: departments, teams, whatever the levels are called.
    #[derive(Default)]
    pub struct Hierarchy {
        /// What the levels are called, from the top. Without any, AWS keeps those that it has.
        levels: Vec<String> [Limit::Items(0, 5), Limit::Chars(1, 50)] = Vec::new(),
        /// The groups, each by its path.
        groups: Vec<Entry<HierarchyGroupSpec>> = Vec::new(),
    }
}

/// A group of users; the name of the entry is its path.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HierarchyGroupSpec {
    /// Where it stands.
    #[serde(skip)]
    pub path: GroupPath,
}

/// A group has its path and its tags, and nothing else.
pub(crate) struct HierarchyGroupMembers;

impl Record for HierarchyGroupMembers {
    const NAME: &'static str = "HierarchyGroup";
    const ABOUT: &'static str = "A group of users, below the one that its path leads through.";

    fn members(_: &mut Definitions) -> Vec<MemberSchema> {
        Vec::new()
    }

    fn member_names() -> Vec<&'static str> {
        Vec::new()
    }

    fn read(_: &mut Fields<'_, '_, '_>) -> Option<Self> {
        Some(Self)
    }
}

impl Declared for HierarchyGroupSpec {
    const KIND: Kind = Kind::HierarchyGroup;
    const NAMING: Naming = Naming::Path("path");
    const CAN_BE_RENAMED: bool = true;
    type Members = HierarchyGroupMembers;

    fn settle(_: HierarchyGroupMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let path = GroupPath::new(seen.name.as_ref()?.as_str()).ok()?;
        Some(Self { path })
    }
}
