//! Where in a text a JSON pointer points: line and column, for editors and SARIF.
//!
//! One pass over the text, without building it. An envelope that keeps its content as a string is
//! looked into as well.

use std::collections::{BTreeMap, BTreeSet};

use crate::{document::Form, source::DEPTH_MAX};

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Bytes before it.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Where the values that these JSON pointers point to begin.
///
/// A pointer to something that is not there is answered with the nearest value around it, so a missing
/// member is shown where it belongs. Of members with the same name the last one counts.
pub fn locate<'p>(
    text: &str,
    pointers: impl IntoIterator<Item = &'p str>,
) -> BTreeMap<&'p str, Spot> {
    let pointers: Vec<&str> = pointers.into_iter().collect();
    let offsets = offsets(text, &pointers);
    in_lines(text, &offsets)
}

/// As [`locate`], with pointers into the content of a document that may be in an envelope.
pub fn locate_content<'p>(
    text: &str,
    form: Form,
    pointers: impl IntoIterator<Item = &'p str>,
) -> BTreeMap<&'p str, Spot> {
    let pointers: Vec<&str> = pointers.into_iter().collect();
    let offsets = match form {
        Form::Raw => offsets(text, &pointers),
        Form::Export => below(text, "/Content", &pointers),
        Form::Describe if text.contains("\"ContactFlowModule\"") => {
            below(text, "/ContactFlowModule/Content", &pointers)
        }
        Form::Describe => below(text, "/ContactFlow/Content", &pointers),
    };
    in_lines(text, &offsets)
}

fn below<'p>(text: &str, root: &str, pointers: &[&'p str]) -> BTreeMap<&'p str, usize> {
    let start = offsets(text, &[root])[root];
    let content = &text[start..];
    let Some(quoted) = content.strip_prefix('"') else {
        let found = offsets(content, pointers).into_iter();
        return found.map(|(pointer, at)| (pointer, start + at)).collect();
    };
    let inner = Inner::read(quoted);
    let found = offsets(&inner.text, pointers).into_iter();
    found
        .map(|(pointer, at)| (pointer, start + 1 + inner.raw(at)))
        .collect()
}

/// The text inside of a JSON string, and where each of its bytes stands in the string.
struct Inner {
    text: String,
    /// Offsets of the text and of the string after each escape.
    steps: Vec<(usize, usize)>,
}

impl Inner {
    fn read(quoted: &str) -> Self {
        let (mut text, mut steps) = (String::new(), vec![(0, 0)]);
        let mut characters = quoted.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => break,
                '\\' => {
                    let Some((_, kind)) = characters.next() else {
                        break;
                    };
                    let length = if kind == 'u' { 6 } else { 2 };
                    for _ in 2..length {
                        characters.next();
                    }
                    text.push(unescaped(kind));
                    steps.push((text.len(), at + length));
                }
                other => text.push(other),
            }
        }
        Self { text, steps }
    }

    fn raw(&self, offset: usize) -> usize {
        let after = self.steps.partition_point(|(text, _)| *text <= offset);
        let (text, raw) = self.steps[after - 1];
        raw + (offset - text)
    }
}

/// What an escape stands for, as far as the structure of JSON is concerned.
fn unescaped(kind: char) -> char {
    match kind {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' | '\\' | '/' => kind,
        _ => '?',
    }
}

fn offsets<'p>(text: &str, pointers: &[&'p str]) -> BTreeMap<&'p str, usize> {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for pointer in pointers {
        let ends = pointer.match_indices('/').map(|(at, _)| at);
        wanted.extend(ends.map(|end| &pointer[..end]));
        wanted.insert(pointer);
    }
    let mut scan = Scan {
        text: text.as_bytes(),
        at: text.len() - text.trim_start_matches('\u{feff}').len(),
        pointer: String::new(),
        wanted,
        found: BTreeMap::new(),
    };
    let root = scan.at;
    scan.value(0);
    let found = scan.found;
    let nearest = |pointer: &'p str| {
        let mut around = pointer;
        loop {
            match (found.get(around), around.rfind('/')) {
                (Some(at), _) => return (pointer, *at),
                (None, Some(end)) => around = &around[..end],
                (None, None) => return (pointer, root),
            }
        }
    };
    pointers.iter().map(|pointer| nearest(pointer)).collect()
}

fn in_lines<'p>(text: &str, offsets: &BTreeMap<&'p str, usize>) -> BTreeMap<&'p str, Spot> {
    let mut sorted: Vec<(&'p str, usize)> = offsets.iter().map(|(p, at)| (*p, *at)).collect();
    sorted.sort_by_key(|(_, at)| *at);
    let (mut line, mut column, mut done) = (1, 1, 0);
    let mut spots = BTreeMap::new();
    for (pointer, offset) in sorted {
        for character in text[done..offset].chars() {
            match character {
                '\n' => (line, column) = (line + 1, 1),
                '\u{feff}' => {}
                _ => column += 1,
            }
        }
        done = offset;
        let spot = Spot {
            offset,
            line,
            column,
        };
        spots.insert(pointer, spot);
    }
    spots
}

/// A scanner that knows which pointers are wanted and where it is. It expects JSON; in other text it
/// stops where it cannot go on.
struct Scan<'t, 'p> {
    text: &'t [u8],
    at: usize,
    pointer: String,
    wanted: BTreeSet<&'p str>,
    found: BTreeMap<String, usize>,
}

impl Scan<'_, '_> {
    fn value(&mut self, depth: usize) -> Option<()> {
        self.blank();
        if self.wanted.contains(self.pointer.as_str()) {
            let at = self.at.min(self.text.len());
            self.found.insert(self.pointer.clone(), at);
        }
        if depth > DEPTH_MAX {
            return None;
        }
        match self.peek()? {
            b'{' => self.members(b'}', depth),
            b'[' => self.members(b']', depth),
            b'"' => self.string().map(|_| ()),
            _ => {
                while self
                    .peek()
                    .is_some_and(|byte| !b",]} \t\r\n".contains(&byte))
                {
                    self.at += 1;
                }
                Some(())
            }
        }
    }

    /// The members of an object or the items of an array.
    fn members(&mut self, end: u8, depth: usize) -> Option<()> {
        self.at += 1;
        let (length, mut index) = (self.pointer.len(), 0_usize);
        loop {
            self.blank();
            match self.peek()? {
                byte if byte == end => {
                    self.at += 1;
                    return Some(());
                }
                b',' => {
                    self.at += 1;
                    index += 1;
                    continue;
                }
                _ => {}
            }
            let step = if end == b'}' {
                self.name()?
            } else {
                index.to_string()
            };
            self.pointer.push('/');
            self.pointer.push_str(&step);
            self.value(depth + 1)?;
            self.pointer.truncate(length);
        }
    }

    /// The name of a member as a step of a pointer, and what stands behind it up to its value.
    fn name(&mut self) -> Option<String> {
        let quoted = self.string()?;
        let name: String = serde_json::from_slice(quoted).ok()?;
        self.blank();
        if self.peek()? != b':' {
            return None;
        }
        self.at += 1;
        Some(name.replace('~', "~0").replace('/', "~1"))
    }

    fn string(&mut self) -> Option<&[u8]> {
        let start = self.at;
        if self.peek()? != b'"' {
            return None;
        }
        self.at += 1;
        loop {
            match self.peek()? {
                b'\\' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    return self.text.get(start..self.at);
                }
                _ => self.at += 1,
            }
        }
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }
}
