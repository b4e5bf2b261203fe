//! From text to tree, within limits.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, StrInput, Tag};

use super::{
    json,
    keys::{KEY_CHARS_MAX, Key, MERGE, Names, completed, fill, key_text},
    node::{Map, Mark, Node, Value},
    path::Path,
    scalar,
};
use crate::{Log, words::quote};

/// The longest text that is read, in bytes.
const TEXT_BYTES_MAX: usize = 10_000_000;
/// How deep lists and maps may stand in each other.
const LEVELS_MAX: usize = 64;
/// How many nodes a file may have, those that aliases repeat included.
const NODES_MAX: usize = 200_000;
/// How many aliases a file may have.
const ALIASES_MAX: usize = 100;
/// What the parser says when it meets its own limit first, which is above ours.
const DEPTH_ERROR: &str = "recursion limit exceeded";
/// Reads one file. Without a tree at least one finding was made.
pub(crate) fn parse(file: usize, bytes: &[u8], log: &mut Log) -> Option<Node> {
    let text = readable(file, bytes, log)?;
    let text = if json::is_json(text) {
        json::as_yaml(text)
    } else {
        text.into()
    };
    let mut builder = Builder::new(file, log);
    let mut parser = Parser::new_from_str(&text);
    while let Some(event) = next_event(&mut parser, &mut builder)? {
        let (event, mark) = event;
        builder.take(event, mark)?;
    }
    Some(builder.root.unwrap_or(Node {
        mark: start_of(file),
        value: Value::Null,
    }))
}

/// A tree in the making.
struct Builder<'a> {
    file: usize,
    log: &'a mut Log,
    open: Vec<Frame>,
    root: Option<Node>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    aliases: usize,
    documents: usize,
}

/// A list or map whose end was not seen yet.
struct Frame {
    mark: Mark,
    anchor: usize,
    within: Within,
}

enum Within {
    List(Vec<Node>),
    Map {
        map: Map,
        key: Option<Key>,
        /// What stands behind `<<`: the members that the map has unless it says them itself.
        merged: Option<Vec<Map>>,
    },
}

type Next<'i> = Option<(Event<'i>, Mark)>;

fn next_event<'i>(
    parser: &mut Parser<'i, StrInput<'i>>,
    builder: &mut Builder<'_>,
) -> Option<Next<'i>> {
    match parser.next_event() {
        None => Some(None),
        Some(Ok((event, span))) => Some(Some((event, builder.mark(span.start)))),
        Some(Err(error)) => {
            let mark = builder.mark(*error.marker());
            if error.info() == DEPTH_ERROR {
                return builder.refuse_depth(mark);
            }
            let message = format!("this is not YAML or JSON: {}", error.info());
            builder.refuse(
                "bad-syntax",
                mark,
                message,
                "mend the text at or before this place",
            )
        }
    }
}

/// Checks what can be checked without parsing.
fn readable<'a>(file: usize, bytes: &'a [u8], log: &mut Log) -> Option<&'a str> {
    let place = log.place(
        Mark {
            file,
            line: 0,
            column: 0,
        },
        &Path::Top,
    );
    if bytes.len() > TEXT_BYTES_MAX {
        let message = format!(
            "the file has {} bytes, more than {TEXT_BYTES_MAX}",
            bytes.len()
        );
        log.add(
            "too-large",
            place,
            message,
            "split the centre, or move content to files",
        );
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let message = format!("byte {} is not UTF-8", error.valid_up_to());
            log.add("unreadable-text", place, message, "save the file as UTF-8");
            return None;
        }
    };
    let is_stray = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    if let Some(stray) = text.as_bytes().iter().position(is_stray) {
        let message = format!("byte {stray} is a control character");
        log.add(
            "unreadable-text",
            place,
            message,
            "save the file as plain text",
        );
        return None;
    }
    Some(text)
}

fn start_of(file: usize) -> Mark {
    Mark {
        file,
        line: 1,
        column: 1,
    }
}

// === impl Builder ===

impl<'a> Builder<'a> {
    fn new(file: usize, log: &'a mut Log) -> Self {
        Self {
            file,
            log,
            open: Vec::new(),
            root: None,
            anchors: HashMap::new(),
            nodes: 0,
            aliases: 0,
            documents: 0,
        }
    }

    fn mark(&self, marker: Marker) -> Mark {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        // A file that ends early is marked behind its last line by the parser, at column 0.
        Mark {
            file: self.file,
            line: count(marker.line()),
            column: count(marker.col() + 1),
        }
    }

    fn take(&mut self, event: Event<'_>, mark: Mark) -> Option<()> {
        match event {
            Event::DocumentStart(_) => self.start_document(mark),
            Event::Scalar(text, style, anchor, tag) => {
                self.count(mark, 1)?;
                if text == MERGE && style == ScalarStyle::Plain && tag.is_none() && self.merge(mark)
                {
                    return Some(());
                }
                let value = self.scalar(&text, style, tag.as_deref(), mark);
                self.put(Node { mark, value }, anchor)
            }
            Event::SequenceStart(anchor, _) => self.start(mark, anchor, Within::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.start(
                mark,
                anchor,
                Within::Map {
                    map: Map::new(),
                    key: None,
                    merged: None,
                },
            ),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => self.alias(anchor, mark),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Some(()),
        }
    }

    fn start_document(&mut self, mark: Mark) -> Option<()> {
        self.documents += 1;
        if self.documents > 1 {
            let remedy = "give each document a file of its own";
            return self.refuse(
                "several-documents",
                mark,
                "a second document begins here",
                remedy,
            );
        }
        Some(())
    }

    fn start(&mut self, mark: Mark, anchor: usize, within: Within) -> Option<()> {
        self.count(mark, 1)?;
        self.check_levels(mark, self.open.len() + 1)?;
        self.open.push(Frame {
            mark,
            anchor,
            within,
        });
        Some(())
    }

    fn end(&mut self) -> Option<()> {
        let frame = self.open.pop()?;
        let value = match frame.within {
            Within::List(items) => Value::List(items),
            Within::Map { map, merged, .. } => {
                Value::Map(completed(map, merged.unwrap_or_default()))
            }
        };
        self.put(
            Node {
                mark: frame.mark,
                value,
            },
            frame.anchor,
        )
    }

    fn alias(&mut self, anchor: usize, mark: Mark) -> Option<()> {
        self.aliases += 1;
        if self.aliases > ALIASES_MAX {
            let message = format!("the file has more than {ALIASES_MAX} aliases");
            return self.refuse("too-large", mark, message, "write the values out");
        }
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            let remedy = "write the values out";
            return self.refuse(
                "bad-anchor",
                mark,
                "this alias stands inside its own anchor",
                remedy,
            );
        };
        let (nodes, levels) = node.size();
        self.count(mark, nodes)?;
        self.check_levels(mark, self.open.len() + levels)?;
        self.put(node, 0)
    }

    /// Puts a finished node where it belongs.
    fn put(&mut self, node: Node, anchor: usize) -> Option<()> {
        if anchor != 0 {
            // The copy counts: anchors within anchors would else grow beyond every limit.
            self.count(node.mark, node.size().0)?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|frame| &mut frame.within) {
            None => self.root = Some(node),
            Some(Within::List(items)) => items.push(node),
            Some(Within::Map {
                key: key @ None, ..
            }) => {
                let mark = node.mark;
                let (names, why) = match key_text(node) {
                    Ok(text) => (Names::Member(text), None),
                    Err(why) => (Names::Nothing, Some(why)),
                };
                *key = Some(Key { mark, names });
                if let Some(why) = why {
                    let remedy = format!("use a text of 1 to {KEY_CHARS_MAX} characters");
                    self.note("bad-key", mark, why, &remedy);
                }
            }
            Some(Within::Map {
                map,
                key: key @ Some(_),
                merged,
            }) => {
                let Some((rule, mark, message, remedy)) =
                    key.take().and_then(|key| fill(map, merged, key, node))
                else {
                    return Some(());
                };
                self.note(rule, mark, message, remedy);
            }
        }
        Some(())
    }

    /// Takes `<<` where a key may stand.
    fn merge(&mut self, mark: Mark) -> bool {
        match self.open.last_mut().map(|frame| &mut frame.within) {
            Some(Within::Map {
                key: key @ None, ..
            }) => {
                *key = Some(Key {
                    mark,
                    names: Names::Merged,
                });
                true
            }
            _ => false,
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, mark: Mark) -> Value {
        let core = tag
            .filter(|tag| tag.is_yaml_core_schema())
            .map(|tag| tag.suffix.as_str());
        match (tag, core) {
            (None, _) if style == ScalarStyle::Plain => scalar::plain(text),
            (None, _) | (_, Some("str")) => Value::Text(text.to_owned()),
            (_, Some("int" | "float" | "bool" | "null")) => scalar::plain(text),
            (Some(tag), _) => {
                let message = format!("the YAML tag {} is not known here", quote(&tag.to_string()));
                self.note("bad-yaml-tag", mark, message, "leave the tag out");
                Value::Broken
            }
        }
    }

    fn count(&mut self, mark: Mark, nodes: usize) -> Option<()> {
        self.nodes += nodes;
        if self.nodes > NODES_MAX {
            let message = format!("the file has more than {NODES_MAX} values");
            let remedy = "split the centre, or move content to files";
            return self.refuse("too-large", mark, message, remedy);
        }
        Some(())
    }

    fn check_levels(&mut self, mark: Mark, levels: usize) -> Option<()> {
        if levels > LEVELS_MAX {
            return self.refuse_depth(mark);
        }
        Some(())
    }

    fn refuse_depth<T>(&mut self, mark: Mark) -> Option<T> {
        let message = format!("lists and maps stand in each other more than {LEVELS_MAX} deep");
        self.refuse("too-large", mark, message, "write it flatter")
    }

    fn note(&mut self, rule: &'static str, mark: Mark, message: impl Into<String>, remedy: &str) {
        let place = self.log.place(mark, &Path::Top);
        self.log.add(rule, place, message, remedy);
    }

    /// Notes what makes the rest of the file unreadable.
    fn refuse<T>(
        &mut self,
        rule: &'static str,
        mark: Mark,
        message: impl Into<String>,
        remedy: &str,
    ) -> Option<T> {
        self.note(rule, mark, message, remedy);
        None
    }
}
