//! An XML document as a tree of elements.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

/// An element. Names are without their prefix, those of attributes with it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// All its own text.
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

/// Deeper than any modelled shape. It bounds what recursion there is.
const DEPTH_MAX: usize = 64;

// === impl Element ===

impl Element {
    /// The root element of `document`; nothing if it is not well formed.
    pub(crate) fn parse(document: &[u8]) -> Option<Self> {
        let mut reader = Reader::from_str(std::str::from_utf8(document).ok()?);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) if open.len() <= DEPTH_MAX => open.push(Self::of(&start)?),
                Event::Start(_) => return None,
                Event::Empty(start) => open.last_mut()?.children.push(Self::of(&start)?),
                Event::End(_) => {
                    let done = open.pop()?;
                    open.last_mut()?.children.push(done);
                }
                Event::Text(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
                Event::CData(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => open.last_mut()?.text.push(character(&entity)?),
                Event::Eof => break,
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        let outside = open.pop().filter(|_| open.is_empty())?;
        outside.children.into_iter().next()
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn of(start: &BytesStart<'_>) -> Option<Self> {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.ok()?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            Some((attribute.key.into_inner().to_owned(), value.into_owned()))
        });
        Some(Self {
            name: start.local_name().into_inner().to_owned(),
            attributes: attributes.collect::<Option<_>>()?,
            ..Self::default()
        })
    }
}

/// The character that an entity means. There are no others than the predefined ones.
fn character(entity: &BytesRef<'_>) -> Option<char> {
    if let Some(character) = entity.resolve_char_ref().ok()? {
        return Some(character);
    }
    match &**entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_entities_and_attributes_are_read() {
        let document = br#"<?xml version="1.0"?>
            <a:Grant xmlns:a="x" a:type="B&amp;C"><Key>a&lt;b&#x41;<![CDATA[<&>]]></Key><Empty/></a:Grant>"#;
        let root = Element::parse(document).unwrap();
        assert_eq!(root.name, "Grant");
        assert_eq!(root.attribute("a:type"), Some("B&C"));
        assert_eq!(root.children[0].text, "a<bA<&>");
        assert_eq!(root.children[1].name, "Empty");
    }

    #[test]
    fn what_is_not_well_formed_or_too_deep_is_refused() {
        let deep = "<a>".repeat(100_000);
        for document in ["", "text", "<a>", "<a></b>", "<a>&unknown;</a>", &deep] {
            assert!(
                Element::parse(document.as_bytes()).is_none(),
                "{document:.20}"
            );
        }
    }
}
