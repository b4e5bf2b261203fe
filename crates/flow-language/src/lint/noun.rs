//! What people call the kinds of things that flows refer to.

use crate::reference::kind::RefKind;

/// What people call a kind of thing, without an article.
pub(crate) fn noun(kind: RefKind) -> String {
    match kind {
        RefKind::Hours => "hours of operation".to_owned(),
        RefKind::Lambda => "function".to_owned(),
        RefKind::Lex | RefKind::LexV1 => "Lex bot".to_owned(),
        RefKind::S3Object => "audio file".to_owned(),
        other => other.as_str().replace('-', " "),
    }
}
