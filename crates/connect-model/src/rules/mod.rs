//! The rules that a spec keeps: one table, one file for each group of checks.

mod associations;
mod declared;
mod flows;
mod hours;
mod identity;
mod instance;
mod names;
mod numbers;
mod outside;
mod people;
mod permissions;
mod renames;
mod resiliency;
mod routing;
mod scene;
mod shape;
mod tags;
mod users;

use std::sync::LazyLock;

use serde::Serialize;

use self::scene::Report;
pub(crate) use self::scene::Scene;
use crate::Log;

/// What there is to know about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RuleInfo {
    /// Its id, as findings carry it.
    pub id: &'static str,
    /// What is wrong when it speaks.
    pub title: &'static str,
    /// What to do about it, or why it matters.
    pub remedy: &'static str,
}

/// A rule with the check that finds what does not keep it.
struct Rule {
    info: RuleInfo,
    check: fn(&Scene<'_>, &mut Report<'_>),
}

/// Every rule: those that are found while a spec is read, then those that look at it as a whole.
pub fn rules() -> &'static [RuleInfo] {
    static ALL: LazyLock<Vec<RuleInfo>> = LazyLock::new(|| {
        let whole = RULES.iter().map(|rule| rule.info);
        shape::RULES.iter().copied().chain(whole).collect()
    });
    &ALL
}

/// Looks at a spec as a whole.
pub(crate) fn check(scene: &Scene<'_>, log: &mut Log) {
    for rule in RULES {
        (rule.check)(scene, &mut Report::new(rule.info.id, log));
    }
}

pub(crate) const fn info(id: &'static str, title: &'static str, remedy: &'static str) -> RuleInfo {
    RuleInfo { id, title, remedy }
}

const fn rule(
    id: &'static str,
    title: &'static str,
    remedy: &'static str,
    check: fn(&Scene<'_>, &mut Report<'_>),
) -> Rule {
    Rule {
        info: info(id, title, remedy),
        check,
    }
}

#[rustfmt::skip]
const RULES: &[Rule] = &[
    rule("missing-directory", "EXISTING_DIRECTORY comes without a directory",
        "Name the directory that holds the users.", instance::missing_directory),
    rule("unneeded-directory", "a directory is named that is not used",
        "Leave it out, or set identity_management to EXISTING_DIRECTORY.", instance::unneeded_directory),
    rule("duplicate-name", "two entries of a kind have one name",
        "AWS takes each name once; usernames also once whatever the case.", names::duplicate_name),
    rule("duplicate-thing", "two entries are the same thing in AWS",
        "Keep one of the two, under one key.", identity::duplicate_thing),
    rule("duplicate-bot", "two Lex bots cannot be told apart",
        "Flows know a bot by name and alias: keep one, or give the other by the ARN of its alias.", identity::duplicate_bot),
    rule("unknown-name", "a name refers to nothing",
        "Declare it, list it under uses, or mend the spelling.", names::unknown_name),
    rule("duplicate-reference", "a list names the same thing twice",
        "Keep one of the two.", names::duplicate_reference),
    rule("used-and-declared", "a name is declared and also said to be managed elsewhere",
        "Either declare a thing or list it under uses.", names::used_and_declared),
    rule("unfit-flow-type", "a flow stands where AWS takes another type of flow",
        "Name a flow of the right type.", flows::unfit_type),
    rule("was-not-renamable", "an entry was renamed whose kind AWS cannot rename",
        "Leave was out: the old one stays until it is removed.", renames::not_renamable),
    rule("was-own-name", "an entry is renamed to the name that it had",
        "Leave was out once the rename is done everywhere.", renames::own_name),
    rule("was-declared-name", "an old name belongs to another entry",
        "Rename that entry too, or leave was out.", renames::declared_name),
    rule("hours-end-first", "open times end before they start",
        "Split a night at midnight; end 00:00 is the midnight at the end of the day.", hours::end_first),
    rule("hours-overlap", "two open times of one day overlap",
        "Join the two, or move one of them.", hours::overlap),
    rule("override-ends-first", "an override ends before it starts",
        "Its last day is the first one or later.", hours::override_ends_first),
    rule("duplicate-override", "two overrides of the same hours have one name",
        "Choose another name, or join the two.", hours::duplicate_override),
    rule("voice-concurrency", "an agent would have more than one call at once",
        "AWS takes exactly 1 for VOICE.", routing::voice_concurrency),
    rule("duplicate-channel", "a channel has its concurrency twice",
        "Keep one of the two.", routing::duplicate_channel),
    rule("channel-without-concurrency", "a queue is served on a channel that has no concurrency",
        "AWS refuses it: add the channel to media_concurrencies.", routing::channel_without_concurrency),
    rule("duplicate-queue-config", "a pair of queue and channel stands twice",
        "Keep one of the two.", routing::duplicate_queue_config),
    rule("bad-security-profile-name", "a security profile has a name that AWS refuses",
        "Use letters, digits, blanks and _@- only.", permissions::bad_profile_name),
    rule("unknown-permission", "a permission is not known",
        "Names are case-sensitive; those of third-party applications end in .Access.", permissions::unknown_permission),
    rule("bad-username", "a username has characters that AWS refuses",
        "Use letters, digits and _-.@\\, with @ only in a whole e-mail address.", users::bad_username),
    rule("long-username", "a username is too long for an instance without SAML",
        "AWS takes 20 characters there.", users::long_username),
    rule("missing-identity", "a user lacks what its kind of instance demands",
        "CONNECT_MANAGED wants e-mail, first and last name, SAML first and last name.", users::missing_identity),
    rule("unfit-password", "a user has a password where the instance keeps none",
        "Passwords are for CONNECT_MANAGED only.", users::unfit_password),
    rule("unfit-phone", "the settings of a phone do not fit its type",
        "A desk phone has a number and does not accept by itself.", users::unfit_phone),
    rule("duplicate-level", "two levels of the hierarchy have one name",
        "Give each a name of its own.", people::duplicate_level),
    rule("group-without-level", "a group stands below the lowest level of the hierarchy",
        "Name all levels under hierarchy.levels.", people::group_without_level),
    rule("group-without-parent", "a group stands below one that is not known",
        "Declare it, list it under uses, or mend the spelling.", people::group_without_parent),
    rule("moved-group", "a group is renamed to a place somewhere else",
        "AWS moves no group: only the last part of its path can change.", people::moved_group),
    rule("builtin-status", "a built-in agent status is disabled",
        "AWS keeps Available and Offline enabled.", people::builtin_status),
    rule("long-attribute-name", "the name of a predefined attribute is too long",
        "AWS takes 100 characters there.", people::long_attribute_name),
    rule("duplicate-proficiency", "a user has two levels in one value",
        "Keep one of the two.", people::duplicate_proficiency),
    rule("unknown-value", "a user is good at what is no value of the attribute",
        "Add it to the values of the attribute, or mend the spelling.", people::unknown_value),
    rule("number-country", "a phone number is not of the country that it stands with",
        "Mend the number or prefix, or the country.", numbers::country),
    rule("too-many-tags", "a thing has more tags than AWS takes",
        "AWS takes 50, of which Trunkline needs three.", tags::too_many),
    rule("reserved-tag", "a tag key is kept for Trunkline's own marks",
        "Choose a key that does not begin with trunkline:.", tags::reserved),
    rule("unfit-arn", "an ARN is of another kind of thing",
        "Name a thing of the kind that is wanted there.", associations::unfit_arn),
    rule("bad-bucket-name", "a bucket has a name that AWS refuses",
        "Use 3 to 63 small letters, digits, dots and inner hyphens.", outside::bad_bucket_name),
    rule("bad-iam-name", "a role or SAML provider has a name that AWS refuses",
        "Use 1 to 64 letters, digits and _.-.", outside::bad_iam_name),
    rule("bad-function-name", "a function, layer or alias has a name that Lambda refuses",
        "Use 1 to 64 letters, digits, - and _.", outside::bad_function_name),
    rule("bad-bot-name", "a bot or alias has a name that Lex refuses",
        "Use 1 to 64 letters and digits, with single - and _ between.", outside::bad_bot_name),
    rule("role-without-saml", "a federation role is declared for an instance that signs users in itself",
        "Set identity_management to SAML, or leave the role out.", instance::role_without_saml),
    rule("too-many-security-keys", "an instance has more public keys than AWS takes",
        "AWS takes two, so that one can take the place of the other.", outside::too_many_keys),
    rule("replica-without-saml", "a replica is declared for an instance that signs users in itself",
        "Set identity_management to SAML, or leave the replica out.", resiliency::replica_without_saml),
    rule("second-replica", "an instance has more replicas than AWS makes",
        "AWS makes one, in the Region that is paired with that of the instance.", resiliency::second_replica),
    rule("too-many-groups", "an instance has more traffic distribution groups than AWS takes",
        "AWS takes eight besides the instance's own.", resiliency::too_many_groups),
    rule("user-in-two-groups", "a user goes with two traffic distribution groups",
        "AWS takes one: keep one of the two.", resiliency::user_in_two_groups),
    rule("unused-ignore", "a field to ignore belongs to no entry",
        "Mend the name, or leave the line out.", names::unused_ignore),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_rule_has_an_id_of_its_own() {
        let rules = rules();
        let ids: BTreeSet<&str> = rules.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), rules.len());
        let is_word = |id: &str| {
            id.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        };
        assert!(ids.iter().all(|id| is_word(id)));
        assert!(
            rules
                .iter()
                .all(|rule| !rule.title.is_empty() && rule.remedy.ends_with('.'))
        );
    }
}
