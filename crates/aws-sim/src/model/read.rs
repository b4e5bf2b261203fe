//! Reads a model table.
//!
//! A table is made by `cargo xtask gen` and is trusted: a line that cannot be read is a defect of
//! the build and panics. Words are separated by one blank; a line that begins with a blank belongs
//! to the line before it.
//!
//! ```text
//! # a comment
//! service connect                    first the facts of the service, one a line:
//! protocol restJson1                 protocol, signing, host, version, target, namespace
//! operation CreateThing PUT /thing/{ThingId} [status=202] [root=W]
//!  input CreateThingRequest
//!  output CreateThingResponse
//!  errors ThrottlingException …
//! structure CreateThingRequest [error=404 [code=NotFound]] [payload=Member] [union] [sensitive]
//!  ThingId ThingId [required] [token] [flattened]
//!   and one of uri=W, query=W, header=W, headers=W, status, attribute=W, as=W
//! list Things Thing [min=1] [max=50] [flattened] [item=W]
//! map TagMap TagKey TagValue [min=1] [max=50] [flattened] [key=W] [value=W]
//! string Name [min=1] [max=127] [sensitive]
//!  enum ONE|TWO                      the rest of the line
//!  pattern ^[a-z]+$                  the rest of the line
//! integer | long | float | double Count [min=0] [max=9]
//! boolean Flag
//! blob Bytes [min=1] [max=9]
//! timestamp Time [format=iso8601 | rfc822 | unixTimestamp]
//! document Anything
//! ```
//!
//! `W` is the name on the wire. Shapes and operations are sorted by name, members stand as
//! published.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    Fault, Head, Kind, Member, Model, Operation, Pattern, Place, Protocol, Shape, ShapeId, Source,
    Span, Structure,
};
use crate::time::Format;

/// One unindented line with the indented ones after it.
struct Block {
    words: Vec<&'static str>,
    lines: Vec<&'static str>,
}

/// The facts of the service alone, which come first.
pub(super) fn head(table: &'static str) -> Head {
    let end = table.find("\noperation ").unwrap_or(table.len());
    let blocks = blocks(&table[..end]);
    let head = |word: &str| {
        blocks
            .iter()
            .find(|block| block.words[0] == word)
            .map(|block| block.words[1])
    };
    Head {
        service: head("service").expect("a table names its service"),
        protocol: protocol(head("protocol").expect("a table names its protocol")),
        signing: head("signing").expect("a table has a signing name"),
        host: head("host").expect("a table has a host"),
        version: head("version").expect("a table has a version"),
        target: head("target"),
        namespace: head("namespace"),
    }
}

/// The model that `table` describes.
pub(super) fn read(table: &'static str) -> Model {
    let blocks = blocks(table);
    let is_shape = |block: &&Block| !HEAD.contains(&block.words[0]) && block.words[0] != OPERATION;
    let names = blocks.iter().filter(is_shape).map(|block| block.words[1]);
    let ids: HashMap<_, _> = names
        .enumerate()
        .map(|(at, name)| (name, ShapeId(at)))
        .collect();
    let Head {
        service,
        protocol,
        namespace,
        ..
    } = head(table);
    let operations: Vec<Operation> = blocks
        .iter()
        .filter(|block| block.words[0] == OPERATION)
        .map(|block| operation(block, &ids))
        .collect();
    Model {
        service,
        protocol,
        namespace,
        operation_by_name: operations
            .iter()
            .enumerate()
            .map(|(at, op)| (op.name, at))
            .collect(),
        operations,
        shapes: blocks
            .iter()
            .filter(is_shape)
            .map(|block| shape(block, &ids))
            .collect(),
    }
}

const OPERATION: &str = "operation";
const HEAD: &[&str] = &[
    "service",
    "protocol",
    "signing",
    "host",
    "version",
    "target",
    "namespace",
];

fn blocks(table: &'static str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix(' ') {
            Some(rest) => blocks
                .last_mut()
                .expect("a block comes first")
                .lines
                .push(rest),
            None => blocks.push(Block {
                words: line.split(' ').collect(),
                lines: Vec::new(),
            }),
        }
    }
    blocks
}

fn protocol(name: &str) -> Protocol {
    match name {
        "restJson1" => Protocol::RestJson1,
        "awsJson1.0" => Protocol::AwsJson10,
        "awsJson1.1" => Protocol::AwsJson11,
        "awsQuery" => Protocol::AwsQuery,
        "restXml" => Protocol::RestXml,
        other => panic!("unknown protocol {other}"),
    }
}

fn operation(block: &Block, ids: &HashMap<&str, ShapeId>) -> Operation {
    let line = |word: &str| {
        block
            .lines
            .iter()
            .find_map(|line| line.strip_prefix(word)?.strip_prefix(' '))
    };
    Operation {
        name: block.words[1],
        method: block.words[2],
        uri: block.words[3],
        status: block.fact("status").map_or(200, number),
        root: block.fact("root"),
        input: line("input").map(|name| ids[name]),
        output: line("output").map(|name| ids[name]),
        errors: line("errors")
            .into_iter()
            .flat_map(|l| l.split(' '))
            .map(|n| ids[n])
            .collect(),
    }
}

fn shape(block: &Block, ids: &HashMap<&'static str, ShapeId>) -> Shape {
    let span = Span {
        min: block.fact("min").map(number),
        max: block.fact("max").map(number),
    };
    let of = |at: usize| ids[block.words[at]];
    let kind = match block.words[0] {
        "structure" => Kind::Structure(structure(block, ids)),
        "list" => Kind::List {
            of: of(2),
            size: span,
            flattened: block.flag("flattened"),
            item: block.fact("item").unwrap_or("member"),
        },
        "map" => Kind::Map {
            key: of(2),
            value: of(3),
            size: span,
            flattened: block.flag("flattened"),
            names: (
                block.fact("key").unwrap_or("key"),
                block.fact("value").unwrap_or("value"),
            ),
        },
        "string" => text(block, span),
        "integer" | "long" => Kind::Whole { range: span },
        "float" | "double" => Kind::Real { range: span },
        "boolean" => Kind::Boolean,
        "blob" => Kind::Blob { length: span },
        "timestamp" => Kind::Timestamp {
            format: block.fact("format").map(format),
        },
        "document" => Kind::Document,
        other => panic!("unknown kind of shape {other}"),
    };
    Shape {
        name: block.words[1],
        sensitive: block.flag("sensitive"),
        kind,
    }
}

fn format(name: &str) -> Format {
    match name {
        "iso8601" => Format::Iso8601,
        "rfc822" => Format::Rfc822,
        "unixTimestamp" => Format::Epoch,
        other => panic!("unknown form of time {other}"),
    }
}

fn text(block: &Block, length: Span) -> Kind {
    let line = |word: &str| block.lines.iter().find_map(|line| line.strip_prefix(word));
    let pattern = line("pattern ").map(|source| {
        let compile: Source = Box::new(move || Pattern::new(source));
        LazyLock::new(compile)
    });
    let values = line("enum ")
        .map(|values| values.split('|').collect())
        .unwrap_or_default();
    Kind::Text {
        length,
        values,
        pattern,
    }
}

fn structure(block: &Block, ids: &HashMap<&'static str, ShapeId>) -> Structure {
    let error = block.fact("error").map(|status| Fault {
        status: number(status),
        code: block.fact("code").unwrap_or(block.words[1]),
    });
    Structure {
        members: block.lines.iter().map(|line| member(line, ids)).collect(),
        payload: block.fact("payload"),
        union: block.flag("union"),
        error,
    }
}

fn member(line: &'static str, ids: &HashMap<&'static str, ShapeId>) -> Member {
    let mut words = line.split(' ');
    let name = words.next().expect("a member has a name");
    let shape = ids[words.next().expect("a member has a shape")];
    let mut member = Member {
        name,
        shape,
        required: false,
        token: false,
        flattened: false,
        place: Place::Body(name),
    };
    for word in words {
        match word.split_once('=') {
            None if word == "required" => member.required = true,
            None if word == "token" => member.token = true,
            None if word == "flattened" => member.flattened = true,
            None if word == "status" => member.place = Place::Status,
            Some(("uri", wire)) => member.place = Place::Uri(wire),
            Some(("query", wire)) => member.place = Place::Query(wire),
            Some(("header", wire)) => member.place = Place::Header(wire),
            Some(("headers", wire)) => member.place = Place::Headers(wire),
            Some(("attribute", wire)) => member.place = Place::Attribute(wire),
            Some(("as", wire)) => member.place = Place::Body(wire),
            _ => panic!("unknown word {word} of member {name}"),
        }
    }
    member
}

fn number<N: std::str::FromStr>(text: &str) -> N {
    text.parse().ok().expect("the generator writes numbers")
}

// === impl Block ===

impl Block {
    fn fact(&self, word: &str) -> Option<&'static str> {
        self.words
            .iter()
            .find_map(|fact| fact.strip_prefix(word)?.strip_prefix('='))
    }

    fn flag(&self, word: &str) -> bool {
        self.words[2..].contains(&word)
    }
}
