//! The hierarchy of users: up to five levels, and groups on them.

pub(super) mod group;
pub(super) mod structure;

/// The names of the levels' members, from the top.
const LEVELS: [&str; 5] = [
    "LevelOne",
    "LevelTwo",
    "LevelThree",
    "LevelFour",
    "LevelFive",
];
