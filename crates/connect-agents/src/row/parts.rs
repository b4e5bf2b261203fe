//! What a value says of an agent, field by field.

use std::collections::BTreeMap;

use connect_model::{
    E164, Email, GroupPath, Malformed, Name, SecurityProfileName, Tags, spec::PhoneType,
};

use super::cell::Value;
use crate::agent::{Agent, Channel, Field, Proficiency, Stated};

/// The longest first or last name, in characters (facts/connect-api.md, 6.1: peers cap at 100).
const NAME_CHARS_MAX: usize = 100;
/// The most seconds of work after a contact.
const SECONDS_MAX: u32 = 2_000_000;
/// How many security profiles an agent has at most.
const PROFILES_MAX: usize = 10;
/// The longest id in a directory.
const DIRECTORY_ID_CHARS_MAX: usize = 256;
/// How the attributes of AWS itself begin.
const OF_AWS: &str = "connect:";
/// AWS takes 50 tags, and an import needs one of them.
const TAGS_MAX: usize = 49;
/// What keys of our own begin with.
const RESERVED: &str = "trunkline:";

/// How people say yes.
const YES: [&str; 5] = ["yes", "y", "true", "1", "on"];
/// How people say no.
const NO: [&str; 5] = ["no", "n", "false", "0", "off"];

/// Why a value cannot be.
pub(super) struct Refused {
    pub(super) rule: &'static str,
    pub(super) reason: String,
    pub(super) remedy: &'static str,
}

/// Takes what a value says of a field.
pub(super) fn take(agent: &mut Agent, field: Field, value: &Value<'_>) -> Result<(), Refused> {
    match field {
        Field::Username => {}
        Field::FirstName => agent.first_name = one(value, "bad-name", person)?,
        Field::LastName => agent.last_name = one(value, "bad-name", person)?,
        Field::Email => agent.email = one(value, "bad-email", checked(Email::new))?,
        Field::SecondaryEmail => {
            agent.secondary_email = stated(value, "bad-email", checked(Email::new))?;
        }
        Field::Mobile => agent.mobile = stated(value, "bad-phone-number", number)?,
        Field::RoutingProfile => {
            agent.routing_profile = one(value, "bad-name", checked(Name::new))?;
        }
        Field::SecurityProfiles => agent.security_profiles = profiles(value)?,
        Field::Hierarchy => agent.hierarchy = stated(value, "bad-group-path", path)?,
        Field::PhoneType => agent.phone_type = one(value, "bad-phone-type", phone_type)?,
        Field::DeskPhone => agent.desk_phone = one(value, "bad-phone-number", number)?,
        Field::AutoAccept => agent.auto_accept = one(value, "bad-choice", yes_or_no)?,
        Field::AfterContactWorkSeconds => {
            agent.after_contact_work_seconds = one(value, "bad-seconds", seconds)?;
        }
        Field::ChannelWork => agent.channel_work = channels(value)?,
        Field::PersistentConnection => {
            agent.persistent_connection = one(value, "bad-choice", yes_or_no)?;
        }
        Field::Proficiencies => agent.proficiencies = proficiencies(value)?,
        Field::Tags => agent.tags = tags(value)?,
        Field::DirectoryUserId => {
            agent.directory_user_id = one(value, "bad-directory-user-id", directory_id)?;
        }
    }
    Ok(())
}

fn one<T>(
    value: &Value<'_>,
    rule: &'static str,
    read: impl Fn(&str) -> Result<T, Refused>,
) -> Result<Option<T>, Refused> {
    match value {
        Value::Unsaid | Value::Nothing => Ok(None),
        Value::One(text) => read(text).map(Some).map_err(|refused| refused.ruled(rule)),
        Value::Many(_) => Err(Refused::of(rule, "one value is wanted, and this is a list")),
    }
}

fn stated<T>(
    value: &Value<'_>,
    rule: &'static str,
    read: impl Fn(&str) -> Result<T, Refused>,
) -> Result<Stated<T>, Refused> {
    Ok(match one(value, rule, read)? {
        Some(read) => Stated::Is(read),
        None if *value == Value::Nothing => Stated::Nothing,
        None => Stated::Unsaid,
    })
}

/// The entries of a list; nothing is one without any.
fn many<'v, 'c>(value: &'v Value<'c>) -> Option<&'v [&'c str]> {
    match value {
        Value::Unsaid => None,
        Value::Nothing => Some(&[]),
        Value::One(text) => Some(std::slice::from_ref(text)),
        Value::Many(entries) => Some(entries),
    }
}

fn checked<T>(new: fn(String) -> Result<T, Malformed>) -> impl Fn(&str) -> Result<T, Refused> {
    move |text| new(text.to_owned()).map_err(Refused::from)
}

fn person(text: &str) -> Result<String, Refused> {
    let is_fit = text.chars().count() <= NAME_CHARS_MAX && !text.chars().any(char::is_control);
    let refused = || {
        let reason =
            format!("a name has up to {NAME_CHARS_MAX} characters, none a control character");
        Refused::of("bad-name", reason)
    };
    is_fit.then(|| text.to_owned()).ok_or_else(refused)
}

/// People write numbers with blanks and signs between the digits.
fn number(text: &str) -> Result<E164, Refused> {
    let is_decoration =
        |letter: char| matches!(letter, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}');
    E164::new(text.replace(is_decoration, "")).map_err(Refused::from)
}

/// The console's template divides groups by `|`.
fn path(text: &str) -> Result<GroupPath, Refused> {
    let path = if text.contains('|') {
        GroupPath::text(text.split('|').map(str::trim))
    } else {
        text.to_owned()
    };
    GroupPath::new(path).map_err(Refused::from)
}

fn phone_type(text: &str) -> Result<PhoneType, Refused> {
    let letters = || text.bytes().filter(u8::is_ascii_alphabetic);
    let is = |word: &str| {
        letters()
            .map(|letter| letter.to_ascii_lowercase())
            .eq(word.bytes())
    };
    if is("soft") || is("softphone") {
        Ok(PhoneType::SoftPhone)
    } else if is("desk") || is("deskphone") {
        Ok(PhoneType::DeskPhone)
    } else {
        let reason = "this is neither soft nor desk";
        Err(Refused::of("bad-phone-type", reason))
    }
}

fn yes_or_no(text: &str) -> Result<bool, Refused> {
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if YES.iter().any(is) {
        Ok(true)
    } else if NO.iter().any(is) {
        Ok(false)
    } else {
        Err(Refused::of("bad-choice", "this is neither yes nor no"))
    }
}

fn seconds(text: &str) -> Result<u32, Refused> {
    let is_fit = |seconds: &u32| *seconds <= SECONDS_MAX;
    text.parse().ok().filter(is_fit).ok_or_else(|| {
        let reason = format!("this is no whole number of seconds from 0 to {SECONDS_MAX}");
        Refused::of("bad-seconds", reason)
    })
}

fn directory_id(text: &str) -> Result<String, Refused> {
    let is_fit =
        text.chars().count() <= DIRECTORY_ID_CHARS_MAX && !text.chars().any(char::is_control);
    is_fit.then(|| text.to_owned()).ok_or_else(|| {
        let reason = format!("an id has up to {DIRECTORY_ID_CHARS_MAX} characters");
        Refused::of("bad-directory-user-id", reason)
    })
}

fn profiles(value: &Value<'_>) -> Result<Option<Vec<SecurityProfileName>>, Refused> {
    let rule = "bad-security-profiles";
    let Some(entries) = many(value).filter(|entries| !entries.is_empty()) else {
        return Ok(None);
    };
    let name = |entry: &&str| SecurityProfileName::new(*entry).map_err(Refused::from);
    let names: Result<Vec<_>, _> = entries.iter().map(name).collect();
    let mut names = names.map_err(|refused| refused.ruled(rule))?;
    names.sort_unstable();
    names.dedup();
    if names.len() > PROFILES_MAX {
        let reason = format!("an agent has up to {PROFILES_MAX} security profiles");
        return Err(Refused::of(rule, reason));
    }
    Ok(Some(names))
}

fn channels(value: &Value<'_>) -> Result<Option<BTreeMap<Channel, u32>>, Refused> {
    let rule = "bad-channel-work";
    let Some(entries) = many(value).filter(|entries| !entries.is_empty()) else {
        return Ok(None);
    };
    let mut work = BTreeMap::new();
    for entry in entries {
        let (channel, limit) = entry.split_once('=').ok_or_else(|| {
            Refused::of(
                rule,
                "an entry is a channel, = and seconds, such as VOICE=30",
            )
        })?;
        let channel = channel.trim().parse::<Channel>();
        let channel =
            channel.map_err(|()| Refused::of(rule, "a channel is VOICE, CHAT, TASK or EMAIL"))?;
        let limit = seconds(limit.trim()).map_err(|refused| refused.ruled(rule))?;
        if work.insert(channel, limit).is_some() {
            return Err(Refused::of(rule, format!("{channel} stands there twice")));
        }
    }
    Ok(Some(work))
}

fn proficiencies(value: &Value<'_>) -> Result<Option<Vec<Proficiency>>, Refused> {
    let Some(entries) = many(value) else {
        return Ok(None);
    };
    let read: Result<Vec<_>, _> = entries.iter().map(|entry| proficiency(entry)).collect();
    let mut all = read?;
    all.sort_unstable();
    let is_same = |pair: &[Proficiency]| {
        pair[0].attribute == pair[1].attribute && pair[0].value == pair[1].value
    };
    if all.windows(2).any(is_same) {
        let reason = "one value of one attribute has two levels";
        return Err(Refused::of("bad-proficiencies", reason));
    }
    Ok(Some(all))
}

/// The names of AWS's own attributes have a colon in them: `connect:Language:English=3`.
fn proficiency(entry: &str) -> Result<Proficiency, Refused> {
    let rule = "bad-proficiencies";
    let form = || {
        let reason =
            "an entry is an attribute, a colon, a value, = and a level, such as Language:Welsh=3";
        Refused::of(rule, reason)
    };
    let (what, level) = entry.rsplit_once('=').ok_or_else(form)?;
    let of_aws = if what.starts_with(OF_AWS) {
        OF_AWS.len()
    } else {
        0
    };
    let colon = what[of_aws..].find(':').ok_or_else(form)? + of_aws;
    let (attribute, value) = (what[..colon].trim(), what[colon + 1..].trim());
    if attribute.is_empty() || value.is_empty() {
        return Err(form());
    }
    let level = level
        .trim()
        .parse()
        .ok()
        .filter(|level| (1..=5).contains(level));
    let level = level.ok_or_else(|| Refused::of("bad-level", "a level is a number from 1 to 5"))?;
    Ok(Proficiency {
        attribute: attribute.to_owned(),
        value: value.to_owned(),
        level,
    })
}

fn tags(value: &Value<'_>) -> Result<Option<Tags>, Refused> {
    let rule = "bad-tags";
    let Some(entries) = many(value) else {
        return Ok(None);
    };
    let mut tags = Tags::new();
    for entry in entries {
        let (key, value) = entry.split_once('=').ok_or_else(|| {
            Refused::of(
                rule,
                "an entry is a key, = and a value, such as Site=Cardiff",
            )
        })?;
        let (key, value) = (key.trim(), value.trim());
        if key.starts_with(RESERVED) {
            return Err(Refused::of(
                rule,
                format!("keys that begin with {RESERVED} are ours"),
            ));
        }
        if tags.get(key).is_some() {
            return Err(Refused::of(rule, "one key has two values"));
        }
        let added = tags.insert(key, value);
        added.map_err(|malformed| Refused::from(malformed).ruled(rule))?;
    }
    if tags.len() > TAGS_MAX {
        let reason = format!(
            "there are {} tags; AWS takes 50, and an import needs one",
            tags.len()
        );
        return Err(Refused::of(rule, reason));
    }
    Ok(Some(tags))
}

// === impl Refused ===

impl Refused {
    pub(super) fn of(rule: &'static str, reason: impl Into<String>) -> Self {
        Self {
            rule,
            reason: reason.into(),
            remedy: "correct the cell",
        }
    }

    /// The same by another rule.
    pub(super) fn ruled(self, rule: &'static str) -> Self {
        let rule = if self.rule.is_empty() {
            rule
        } else {
            self.rule
        };
        Self { rule, ..self }
    }
}

impl From<Malformed> for Refused {
    /// The rule comes from who knows the field.
    fn from(malformed: Malformed) -> Self {
        Self::of("", malformed.to_string())
    }
}
