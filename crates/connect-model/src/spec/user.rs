//! Users.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::entry::{Declared, Entry, Naming, Seen};
use crate::{
    E164, Email, GroupPath, Name, Place, Tags, Username, builtin,
    decode::{Decode, Definitions, Limit, Pattern, Reader, wrong_type},
    spec::Kind,
    tree::{Node, Path, Value},
};

/// The pattern that usernames keep.
const USERNAME: &str = <Username as Pattern>::PATTERN.expect("usernames have a pattern");

record! {
    /// A person who signs in to the instance; the name of the entry is the username.
    pub struct UserSpec {
        /// The e-mail address; required with `CONNECT_MANAGED`.
        email: Option<Email>,
        /// The first name; required with `CONNECT_MANAGED` and SAML.
        first_name: Option<String> [Limit::Chars(1, 100)],
        /// The last name; required with `CONNECT_MANAGED` and SAML.
        last_name: Option<String> [Limit::Chars(1, 100)],
        /// A second e-mail address.
        secondary_email: Option<Email>,
        /// The mobile number.
        mobile: Option<E164>,
        /// What the user takes calls with.
        phone: PhoneSpec = PhoneSpec::default(),
        /// The routing profile, by name.
        routing_profile: Name [Limit::Refers(Kind::RoutingProfile)],
        /// The security profiles, by name: 1 to 10.
        security_profiles: Vec<Name> [Limit::Items(1, 10), Limit::Refers(Kind::SecurityProfile)],
        /// The group in the hierarchy, by path.
        hierarchy_group: Option<GroupPath> [Limit::Refers(Kind::HierarchyGroup)],
        /// What the user is good at; without it, AWS keeps what it has.
        proficiencies: Option<Vec<Proficiency>>,
        /// The first password; generated with `CONNECT_MANAGED` unless declared, else none.
        password: Option<Password>,
    }
}

record! {
    /// How good a user is at a value of a predefined attribute.
    pub struct Proficiency {
        /// The attribute, by name.
        attribute: Name [Limit::Refers(Kind::PredefinedAttribute)],
        /// One of its values.
        value: String [Limit::Chars(1, 100)],
        /// From 1, a little, to 5.
        level: u32 [Limit::Range(1, 5)],
    }
}

record! {
    /// The first user, who may do everything: has the built-in security profile Admin and the
    /// first routing profile of the spec.
    pub(crate) struct AdminUser {
        /// Whether there is one.
        create: bool = true,
        /// The username.
        username: Name [Limit::Named(USERNAME)],
        /// The e-mail address; required with `CONNECT_MANAGED`.
        email: Option<Email>,
        /// The first name; required with `CONNECT_MANAGED` and SAML.
        first_name: Option<String> [Limit::Chars(1, 100)],
        /// The last name; required with `CONNECT_MANAGED` and SAML.
        last_name: Option<String> [Limit::Chars(1, 100)],
        /// A second e-mail address.
        secondary_email: Option<Email>,
        /// The mobile number.
        mobile: Option<E164>,
        /// What the user takes calls with.
        phone: PhoneSpec = PhoneSpec::default(),
        /// The first password; generated with `CONNECT_MANAGED` unless declared, else none.
        password: Option<Password>,
        /// Tags, over those of the whole centre.
        tags: Tags = Tags::new(),
    }
}

record! {
    /// What a user takes calls with.
    pub struct PhoneSpec {
        /// Browser or desk phone.
        r#type: PhoneType = PhoneType::SoftPhone,
        /// Whether a soft phone takes calls by itself.
        auto_accept: bool = false,
        /// Seconds of work after a contact; 0 is without limit.
        after_contact_work_seconds: u32 [Limit::Range(0, 2_000_000)] = 0,
        /// The number of the desk phone.
        desk_phone_number: Option<E164>,
    }
}

choice! {
    /// What a user takes calls with.
    pub enum PhoneType {
        /// The browser.
        SoftPhone = "SOFT_PHONE",
        /// A phone with a number of its own.
        DeskPhone = "DESK_PHONE",
    }
}

text! {
    /// The name of an entry of Secrets Manager.
    SecretName, "a secret name: 1 to 512 of letters, digits and /_+=.@-",
        Some("^[a-zA-Z0-9/_+=.@-]{1,512}$"), is_secret_name, as "bad-secret-name";
}

/// Where the first password of a user comes from. The password itself is never in a spec.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Password {
    /// It is read from this entry of Secrets Manager: its whole text, or the member `password` of the
    /// JSON object that it is.
    Secret(SecretName),
    /// It is made and kept in Secrets Manager.
    Generate,
}

record! {
    /// Where a password comes from; exactly one of the two.
    pub(crate) struct PasswordMembers {
        /// The entry of Secrets Manager that holds it, as its whole text or as the member `password` of
        /// a JSON object.
        secret: Option<SecretName>,
        /// Whether it is made and kept in Secrets Manager.
        generate: bool = false,
    }
}

impl AdminUser {
    /// The entry that it becomes beside the other users, if it is wanted.
    pub(crate) fn into_entry(self, place: Place, routing_profile: Name) -> Option<Entry<UserSpec>> {
        let admin = Name::new(builtin::ADMIN).expect("the built-in name is a name");
        let spec = UserSpec {
            email: self.email,
            first_name: self.first_name,
            last_name: self.last_name,
            secondary_email: self.secondary_email,
            mobile: self.mobile,
            phone: self.phone,
            routing_profile,
            security_profiles: vec![admin],
            hierarchy_group: None,
            proficiencies: None,
            password: self.password,
        };
        let (name, tags) = (self.username, self.tags);
        let entry = Entry {
            name,
            key: None,
            was: None,
            place,
            tags,
            ignore: [].into(),
            spec,
        };
        self.create.then_some(entry)
    }
}

impl Declared for UserSpec {
    const KIND: Kind = Kind::User;
    const NAMING: Naming = Naming::Member("username");
    const NAME_LIMITS: &'static [Limit] = &[Limit::Named(USERNAME)];
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(members)
    }
}

impl Decode for Password {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            return refuse_plain(node, at, reader);
        }
        let PasswordMembers { secret, generate } = Decode::decode(node, at, reader)?;
        let has_secret = node.get("secret").is_some_and(|node| !node.is_absent());
        if has_secret && generate {
            let message = "\"generate\" does not go together with \"secret\"";
            let at = at.member("generate");
            reader.find(
                "conflicting-members",
                node,
                &at,
                message,
                "leave one of the two out",
            );
        } else if !has_secret && !generate {
            let message = "the member \"secret\" is missing";
            let remedy = "add it, or write generate: true";
            reader.find("missing-member", node, at, message, remedy);
        }
        match secret {
            Some(secret) => Some(Self::Secret(secret)),
            None => generate.then_some(Self::Generate),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        let name = SecretName::schema(&mut Definitions::default());
        let only = |member: &str, schema: Json| {
            json!({
                "type": "object", "required": [member], "additionalProperties": false,
                "properties": { member: schema }
            })
        };
        json!({ "anyOf": [only("secret", name), only("generate", json!({ "const": true }))] })
    }
}

/// Says why, and never shows the text.
fn refuse_plain(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Password> {
    if node.text().is_none() {
        return wrong_type("a map", node, at, reader);
    }
    let message = "a password cannot stand in a spec, which is stored, shown and shared";
    let remedy = "write { secret: NAME } for an entry of Secrets Manager, or { generate: true }";
    reader.find("plain-password", node, at, message, remedy);
    None
}

fn is_secret_name(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+=.@-".contains(&byte);
    (1..=512).contains(&text.len()) && text.bytes().all(is_inner)
}

impl Default for PhoneSpec {
    fn default() -> Self {
        Self {
            r#type: PhoneType::SoftPhone,
            auto_accept: false,
            after_contact_work_seconds: 0,
            desk_phone_number: None,
        }
    }
}
