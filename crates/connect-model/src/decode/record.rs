//! Structs whose members are those of a map.

use serde_json::{Value as Json, json};

use super::{Decode, Definitions, Fields, Limit, Reader, object};
use crate::tree::{Node, Path};

/// A struct of the spec.
pub(crate) trait Record: Sized {
    /// The name of its definition in the schema.
    const NAME: &'static str;
    /// What it is, in a sentence.
    const ABOUT: &'static str;

    /// Its members in the order of declaration.
    fn members(definitions: &mut Definitions) -> Vec<MemberSchema>;

    /// The words for its members in a file.
    fn member_names() -> Vec<&'static str>;

    /// Takes its members out of a map.
    fn read(fields: &mut Fields<'_, '_, '_>) -> Option<Self>;
}

/// A member as the schema tells of it.
pub(crate) struct MemberSchema {
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
    pub(crate) schema: Json,
}

/// Makes a struct of the spec: its members, their limits and defaults. The struct, its reading and
/// its schema come from this one list.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $(#[derive($extra:ident)])?
        $vis:vis struct $name:ident {$(
            $(#[doc = $about:literal])+
            $member:ident : $type:ty $([$($limit:expr),+])? $(= $default:expr)?
        ),+ $(,)?}
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, serde::Serialize $(, $extra)?)]
        $vis struct $name {$(
            $(#[doc = $about])+
            $vis $member: $type
        ),+}

        impl $crate::decode::Record for $name {
            const NAME: &'static str = stringify!($name);
            const ABOUT: &'static str = concat!($($doc),+);

            fn members(
                definitions: &mut $crate::decode::Definitions,
            ) -> Vec<$crate::decode::MemberSchema> {
                #[allow(unused_imports, reason = "not every struct has limits")]
                use $crate::decode::Limit;
                vec![$($crate::decode::MemberSchema::of::<$type>(
                    stringify!($member),
                    concat!($($about),+),
                    &[$($($limit),+)?],
                    &[$(|| $default)?],
                    definitions,
                )),+]
            }

                        fn member_names() -> Vec<&'static str> {
                vec![$($crate::decode::member_word(stringify!($member))),+]
            }

            fn read(fields: &mut $crate::decode::Fields<'_, '_, '_>) -> Option<Self> {
                #[allow(unused_imports, reason = "not every struct has limits")]
                use $crate::decode::Limit;
                $(let $member = fields.take::<$type>(
                    stringify!($member),
                    &[$($($limit),+)?],
                    &[$(|| $default)?],
                );)+
                Some(Self { $($member: $member?),+ })
            }
        }

        impl $crate::decode::Decode for $name {
            fn decode(
                node: &$crate::tree::Node,
                at: &$crate::tree::Path<'_>,
                reader: &mut $crate::decode::Reader<'_>,
            ) -> Option<Self> {
                $crate::decode::read_record(node, at, reader)
            }

            fn schema(definitions: &mut $crate::decode::Definitions) -> serde_json::Value {
                $crate::decode::record_schema::<Self>(definitions)
            }
        }
    };
}

/// Reads a map that holds a record and nothing else.
pub(crate) fn read_record<T: Record>(
    node: &Node,
    at: &Path<'_>,
    reader: &mut Reader<'_>,
) -> Option<T> {
    let mut fields = Fields::of(node, at, reader)?;
    let record = T::read(&mut fields);
    fields.finish();
    record
}

/// The schema of a map that holds a record and nothing else.
pub(crate) fn record_schema<T: Record>(definitions: &mut Definitions) -> Json {
    definitions.define(T::NAME, |definitions| {
        object(T::ABOUT, T::members(definitions))
    })
}

/// The word in a file for a member; Rust's own words are written raw in a struct.
pub(crate) fn member_word(member: &'static str) -> &'static str {
    member.strip_prefix("r#").unwrap_or(member)
}

// === impl MemberSchema ===

impl MemberSchema {
    pub(crate) fn of<T: Decode + serde::Serialize>(
        member: &'static str,
        about: &str,
        limits: &[Limit],
        default: &[fn() -> T],
        definitions: &mut Definitions,
    ) -> Self {
        let mut schema = T::schema(definitions);
        for limit in limits {
            limit.describe(&mut schema);
        }
        if let Json::Object(map) = &mut schema {
            map.insert("description".into(), about.trim().into());
            if let Some(default) = default.first() {
                let default = serde_json::to_value(default()).expect("a default is plain data");
                // No entries are an empty list in Rust, also where a file has a map of them.
                let is_map = map.get("type").is_some_and(|of| of == "object");
                let is_none = default.as_array().is_some_and(Vec::is_empty);
                map.insert(
                    "default".into(),
                    if is_map && is_none {
                        json!({})
                    } else {
                        default
                    },
                );
            }
        }
        let is_required = T::REQUIRED && default.is_empty();
        Self {
            name: member_word(member),
            is_required,
            schema,
        }
    }
}
