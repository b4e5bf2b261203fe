//! What the shape of an id or ARN tells.

use crate::reference::kind::RefKind;

/// Whether a text is laid out as an ARN. Parts may hold placeholders or `$.AwsRegion`.
pub(crate) fn is_arn(text: &str) -> bool {
    text.starts_with("arn:") && text.matches(':').count() >= 5
}

/// Whether a text is a UUID, as ids of the service are.
pub(crate) fn is_uuid(text: &str) -> bool {
    let dash = |index| matches!(index, 8 | 13 | 18 | 23);
    let fits = |(index, byte): (usize, u8)| {
        if dash(index) {
            byte == b'-'
        } else {
            byte.is_ascii_hexdigit()
        }
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

/// Splits an id or ARN from the version or alias behind its last colon.
pub(crate) fn split_qualifier(kind: RefKind, text: &str) -> (&str, Option<&str>) {
    let colon = match kind {
        // `arn:aws:lambda:region:account:function:NAME[:QUALIFIER]`
        RefKind::Lambda if is_arn(text) => text.match_indices(':').nth(6).map(|(at, _)| at),
        RefKind::Flow | RefKind::Module | RefKind::View => {
            let tail = text.rfind('/').map_or(0, |slash| slash + 1);
            text[tail..].find(':').map(|at| tail + at)
        }
        _ => None,
    };
    match colon {
        Some(at) if at + 1 < text.len() => (&text[..at], Some(&text[at + 1..])),
        _ => (text, None),
    }
}

/// The bare id at the end of an ARN, or the text itself.
pub(crate) fn bare_id(text: &str) -> &str {
    if is_arn(text) {
        text.rsplit_once('/').map_or(text, |(_, id)| id)
    } else {
        text
    }
}

/// The name of the function in a Lambda ARN.
pub(crate) fn function_name(text: &str) -> Option<&str> {
    text.split(':').nth(6).filter(|_| is_arn(text))
}

/// What an ARN is the ARN of.
pub(crate) fn kind(text: &str) -> Option<RefKind> {
    if !is_arn(text) {
        return None;
    }
    let mut parts = text.splitn(6, ':').skip(2);
    let service = parts.next()?;
    let resource = parts.nth(2)?;
    match service {
        "connect" => connect_kind(resource),
        "lambda" => resource.starts_with("function:").then_some(RefKind::Lambda),
        "lex" => resource.starts_with("bot-alias/").then_some(RefKind::Lex),
        "wisdom" => resource
            .starts_with("assistant/")
            .then_some(RefKind::Assistant),
        "cognito-idp" => resource
            .starts_with("userpool/")
            .then_some(RefKind::UserPool),
        _ => None,
    }
}

/// `instance/ID/TYPE/ID` for most, `TYPE/ID` for AWS views and phone numbers.
fn connect_kind(resource: &str) -> Option<RefKind> {
    let mut parts = resource.split('/');
    let first = parts.next()?;
    let noun = if first == "instance" {
        parts.nth(1)?
    } else {
        first
    };
    match noun {
        "queue" if parts.next() == Some("agent") => Some(RefKind::User),
        "queue" => Some(RefKind::Queue),
        "agent" => Some(RefKind::User),
        "contact-flow" => Some(RefKind::Flow),
        "flow-module" => Some(RefKind::Module),
        "operating-hours" => Some(RefKind::Hours),
        "prompt" => Some(RefKind::Prompt),
        "view" => Some(RefKind::View),
        "phone-number" => Some(RefKind::PhoneNumberArn),
        "task-template" => Some(RefKind::TaskTemplate),
        "data-table" => Some(RefKind::DataTable),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{bare_id, function_name, is_uuid, kind, split_qualifier};
    use crate::reference::kind::RefKind;

    const ID: &str = "7f18d5d6-8e42-4613-9014-84503d17e7da";

    #[test]
    fn the_kind_of_an_arn_is_read_from_its_shape() {
        let instance = format!("arn:aws:connect:eu-west-2:111111111111:instance/{ID}");
        let shapes = [
            (format!("{instance}/queue/{ID}"), Some(RefKind::Queue)),
            (format!("{instance}/queue/agent/{ID}"), Some(RefKind::User)),
            (
                format!("{instance}/contact-flow/{ID}:$SAVED"),
                Some(RefKind::Flow),
            ),
            (
                format!("{instance}/operating-hours/{ID}"),
                Some(RefKind::Hours),
            ),
            (format!("{instance}/routing-profile/{ID}"), None),
            (instance, None),
            (
                "arn:aws:connect:us-east-1:aws:view/form:1".to_owned(),
                Some(RefKind::View),
            ),
            (
                format!("arn:aws-us-gov:connect:us-gov-west-1:1:phone-number/{ID}"),
                Some(RefKind::PhoneNumberArn),
            ),
            (
                "arn:aws:lambda:$.AwsRegion:123456789012:function:f:live".to_owned(),
                Some(RefKind::Lambda),
            ),
            (
                "arn:aws:lex:eu-west-2:1:bot-alias/ABCDEFGHIJ/TSTALIASID".to_owned(),
                Some(RefKind::Lex),
            ),
            ("arn:aws:s3:::bucket/key".to_owned(), None),
            (ID.to_owned(), None),
        ];
        for (text, expected) in shapes {
            assert_eq!(kind(&text), expected, "{text}");
        }
    }

    #[test]
    fn a_qualifier_is_split_only_where_the_kind_has_one() {
        let lambda = "arn:aws:lambda:eu-west-2:111111111111:function:lookup";
        let aliased = format!("{lambda}:live");
        assert_eq!(
            split_qualifier(RefKind::Lambda, &aliased),
            (lambda, Some("live"))
        );
        assert_eq!(split_qualifier(RefKind::Lambda, lambda), (lambda, None));
        let module = format!("{ID}:$LATEST");
        assert_eq!(
            split_qualifier(RefKind::Module, &module),
            (ID, Some("$LATEST"))
        );
        assert_eq!(
            split_qualifier(RefKind::Queue, &module),
            (module.as_str(), None)
        );
        let view = "arn:aws:connect:us-east-1:aws:view/form:1";
        assert_eq!(
            split_qualifier(RefKind::View, view),
            ("arn:aws:connect:us-east-1:aws:view/form", Some("1"))
        );
        assert_eq!(split_qualifier(RefKind::View, "form:"), ("form:", None));
    }

    #[test]
    fn ids_and_function_names_are_read_from_arns() {
        assert!(
            is_uuid(ID) && !is_uuid("7f18d5d6-8e42-4613-9014-84503d17e7dz") && !is_uuid("7f18d5d6")
        );
        assert_eq!(
            bare_id(&format!("arn:aws:connect:r:a:instance/{ID}/queue/{ID}")),
            ID
        );
        assert_eq!(bare_id("form"), "form");
        assert_eq!(
            function_name("arn:aws:lambda:r:a:function:lookup:live"),
            Some("lookup")
        );
        assert_eq!(function_name(ID), None);
    }
}
