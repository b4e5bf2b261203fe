//! Nodes and the places they stand at.

use indexmap::IndexMap;

/// A place in one of the files. Line and column are counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) file: usize,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) mark: Mark,
    pub(crate) value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// The digits as written, so that `+44` and `1.0` stay what they were.
    Number(String),
    Text(String),
    /// A text from the command line, which may as well be meant as a number or a boolean.
    Loose(String),
    List(Vec<Node>),
    Map(Map),
    /// A finding was made here already; whoever reads it stays silent.
    Broken,
}

pub(crate) type Map = IndexMap<String, Member>;

/// A member of a map; the mark is that of its key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) mark: Mark,
    pub(crate) node: Node,
}

impl Node {
    pub(crate) fn get(&self, member: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(map) => map.get(member).map(|member| &member.node),
            _ => None,
        }
    }

    pub(crate) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &Member)> {
        let map = if let Value::Map(map) = &self.value {
            Some(map)
        } else {
            None
        };
        map.into_iter()
            .flatten()
            .map(|(key, member)| (key.as_str(), member))
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Loose(text) => Some(text),
            // No JSON number begins with a plus, so it was meant as a phone number.
            Value::Number(digits) if digits.starts_with('+') => Some(digits),
            _ => None,
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        self.value == Value::Null
    }

    /// What it is called in a sentence.
    pub(crate) fn noun(&self) -> &'static str {
        match self.value {
            Value::Null | Value::Broken => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) | Value::Loose(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// How many nodes it has, itself included, and how many levels.
    pub(crate) fn size(&self) -> (usize, usize) {
        let children: Vec<(usize, usize)> = match &self.value {
            Value::List(items) => items.iter().map(Self::size).collect(),
            Value::Map(map) => map.values().map(|member| member.node.size()).collect(),
            _ => Vec::new(),
        };
        let nodes = children.iter().map(|(nodes, _)| nodes).sum::<usize>() + 1;
        let levels = children
            .iter()
            .map(|(_, levels)| levels)
            .max()
            .map_or(1, |below| below + 1);
        (nodes, levels)
    }
}
