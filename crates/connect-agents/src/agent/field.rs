//! What a column can be about, and what people call it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The login.
    Username,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// The e-mail address.
    Email,
    /// A second one.
    SecondaryEmail,
    /// The mobile number, E.164.
    Mobile,
    /// The name of the routing profile.
    RoutingProfile,
    /// The names of the security profiles, a list.
    SecurityProfiles,
    /// The path in the hierarchy, `A/B/C`.
    Hierarchy,
    /// `soft` or `desk`.
    PhoneType,
    /// The number of the desk phone, E.164.
    DeskPhone,
    /// `yes` or `no`.
    AutoAccept,
    /// Seconds.
    AfterContactWorkSeconds,
    /// Seconds by channel, a list of `VOICE=30`.
    ChannelWork,
    /// `yes` or `no`.
    PersistentConnection,
    /// A list of `attribute:value=level`.
    Proficiencies,
    /// A list of `key=value`.
    Tags,
    /// The id in the directory of the instance.
    DirectoryUserId,
}

/// What people call the columns, without blanks, signs and capitals. The word of the field itself, the
/// header of the console's own template and what HR systems export.
const CALLED: &[(Field, &[&str])] = &[
    (
        Field::Username,
        &[
            "username",
            "user",
            "userlogin",
            "login",
            "loginname",
            "loginid",
            "agentlogin",
            "agentusername",
            "samaccountname",
        ],
    ),
    (
        Field::FirstName,
        &["firstname", "givenname", "forename", "first"],
    ),
    (
        Field::LastName,
        &["lastname", "surname", "familyname", "sn", "last"],
    ),
    (
        Field::Email,
        &[
            "email",
            "emailaddress",
            "mail",
            "workemail",
            "primaryemail",
            "businessemail",
        ],
    ),
    (
        Field::SecondaryEmail,
        &[
            "secondaryemail",
            "secondaryemailaddress",
            "alternateemail",
            "secondemail",
        ],
    ),
    (
        Field::Mobile,
        &[
            "mobile",
            "mobilenumber",
            "mobilephone",
            "mobilephonenumber",
            "cellphone",
        ],
    ),
    (
        Field::RoutingProfile,
        &["routingprofile", "routingprofilename"],
    ),
    (
        Field::SecurityProfiles,
        &[
            "securityprofiles",
            "securityprofile",
            "securityprofilename",
            "securityprofilenames",
        ],
    ),
    (
        Field::Hierarchy,
        &[
            "hierarchy",
            "hierarchypath",
            "hierarchygroup",
            "agenthierarchy",
            "userhierarchy",
        ],
    ),
    (Field::PhoneType, &["phonetype"]),
    (
        Field::DeskPhone,
        &["deskphone", "deskphonenumber", "phonenumber"],
    ),
    (
        Field::AutoAccept,
        &["autoaccept", "softphoneautoaccept", "autoacceptcalls"],
    ),
    (
        Field::AfterContactWorkSeconds,
        &[
            "aftercontactworkseconds",
            "aftercontactwork",
            "aftercontactworktimelimit",
            "aftercallwork",
            "aftercallworkseconds",
            "acw",
            "acwseconds",
            "acwtimeout",
        ],
    ),
    (
        Field::ChannelWork,
        &[
            "channelwork",
            "channelaftercontactwork",
            "aftercontactworkbychannel",
            "acwbychannel",
        ],
    ),
    (Field::PersistentConnection, &["persistentconnection"]),
    (
        Field::Proficiencies,
        &["proficiencies", "proficiency", "skills"],
    ),
    (Field::Tags, &["tags", "tag"]),
    (
        Field::DirectoryUserId,
        &["directoryuserid", "directoryid", "directoryuser"],
    ),
];

/// What a column of passwords has in its name, in the languages that we meet.
const PASSWORDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "passwort",
    "kennwort",
    "wachtwoord",
    "motdepasse",
    "contraseña",
    "contrasena",
    "senha",
];

/// Whether a column of this name holds passwords, as far as a name can tell.
pub fn is_password(header: &str) -> bool {
    let plain = plain(header);
    let short = ["pwd", "pass", "pw"].contains(&plain.as_str()) || plain.ends_with("pwd");
    short || PASSWORDS.iter().any(|word| plain.contains(word))
}

/// A header without what people put around it: `security_profile_name_1|security_profile_name_2` and
/// `ACW timeout (seconds)` are how the console's template writes them.
fn plain(header: &str) -> String {
    let first = header.split('|').next().unwrap_or_default();
    let outside = first.split('(').next().unwrap_or_default();
    let letters = outside.chars().filter(|letter| letter.is_alphanumeric());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    letters.trim_end_matches('1').to_owned()
}

// === impl Field ===

impl Field {
    /// Every field, in the order in which they are printed.
    pub const ALL: [Self; 18] = [
        Self::Username,
        Self::FirstName,
        Self::LastName,
        Self::Email,
        Self::SecondaryEmail,
        Self::Mobile,
        Self::RoutingProfile,
        Self::SecurityProfiles,
        Self::Hierarchy,
        Self::PhoneType,
        Self::DeskPhone,
        Self::AutoAccept,
        Self::AfterContactWorkSeconds,
        Self::ChannelWork,
        Self::PersistentConnection,
        Self::Proficiencies,
        Self::Tags,
        Self::DirectoryUserId,
    ];

    /// The word for it, as in mappings and in what is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Email => "email",
            Self::SecondaryEmail => "secondary_email",
            Self::Mobile => "mobile",
            Self::RoutingProfile => "routing_profile",
            Self::SecurityProfiles => "security_profiles",
            Self::Hierarchy => "hierarchy",
            Self::PhoneType => "phone_type",
            Self::DeskPhone => "desk_phone",
            Self::AutoAccept => "auto_accept",
            Self::AfterContactWorkSeconds => "after_contact_work_seconds",
            Self::ChannelWork => "channel_work",
            Self::PersistentConnection => "persistent_connection",
            Self::Proficiencies => "proficiencies",
            Self::Tags => "tags",
            Self::DirectoryUserId => "directory_user_id",
        }
    }

    /// The field by its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == word)
    }

    /// The field that a header means, as far as people agree on it.
    pub fn called(header: &str) -> Option<Self> {
        let plain = plain(header);
        let is = |(_, names): &&(Self, &[&str])| names.contains(&plain.as_str());
        CALLED.iter().find(is).map(|(field, _)| *field)
    }

    /// Whether a cell has several entries.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Self::SecurityProfiles | Self::ChannelWork | Self::Proficiencies | Self::Tags
        )
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_word_of_its_own_that_is_understood() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.as_str()), Some(field));
            assert_eq!(Field::called(field.as_str()), Some(field), "{field}");
        }
        let mut names: Vec<_> = CALLED.iter().flat_map(|(_, names)| *names).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "a name stands for two fields");
    }

    #[test]
    fn the_headers_of_the_template_of_the_console_are_understood() {
        let template = [
            ("first name", Field::FirstName),
            ("last name", Field::LastName),
            ("email address", Field::Email),
            ("secondary email address", Field::SecondaryEmail),
            ("mobile number", Field::Mobile),
            ("user login", Field::Username),
            ("routing profile name", Field::RoutingProfile),
            (
                "security_profile_name_1|security_profile_name_2",
                Field::SecurityProfiles,
            ),
            ("user_hierarchy_1|user_hierarchy_2", Field::Hierarchy),
            ("phone type (soft/desk)", Field::PhoneType),
            ("phone number", Field::DeskPhone),
            ("soft phone auto accept (yes/no)", Field::AutoAccept),
            ("ACW timeout (seconds)", Field::AfterContactWorkSeconds),
            ("tags", Field::Tags),
        ];
        for (header, field) in template {
            assert_eq!(Field::called(header), Some(field), "{header}");
        }
        assert_eq!(Field::called("cost centre"), None);
    }

    #[test]
    fn columns_of_passwords_are_known_by_many_names() {
        for header in [
            "password",
            "Initial Password",
            "pass",
            "PWD",
            "user_pwd",
            "Kennwort",
            "mot de passe",
            "Contraseña",
        ] {
            assert!(is_password(header), "{header}");
        }
        for header in ["passport number", "username", "secret", "compass"] {
            assert!(!is_password(header), "{header}");
        }
    }
}
