//! What is wrong with an agent, given what there is. Pure.

use connect_model::{
    GroupPath, Name, SecurityProfileName,
    spec::{IdentityManagement, PhoneType},
    suggest,
};

use crate::{
    agent::{Agent, Field, Proficiency},
    row::RowIssue,
    scene::Scene,
};

/// How long a username may be without SAML (facts/connect-api.md, 6.1).
const USERNAME_CHARS_MAX: usize = 20;

/// What holds of all agents of an import.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// Whether groups of the hierarchy that are not there are made.
    pub(crate) make_groups: bool,
    /// How many proficiencies an agent may have, where that is certain.
    pub(crate) proficiencies_max: Option<u64>,
}

/// All that is wrong with an agent, who is there already or not.
pub(crate) fn judge(scene: &Scene, terms: Terms, agent: &Agent, is_there: bool) -> Vec<RowIssue> {
    let mut issues = Vec::new();
    if !is_there {
        issues.extend(lacking(scene, agent));
    }
    issues.extend(unknown(scene, terms, agent));
    let count = agent.proficiencies.as_ref().map_or(0, Vec::len) as u64;
    if let Some(max) = terms.proficiencies_max.filter(|max| count > *max) {
        let reason = format!("an agent of this instance has up to {max} proficiencies");
        let remedy = "leave some out, or ask for more in Service Quotas (L-50375162)";
        let about = RowIssue::about(
            Field::Proficiencies,
            "too-many-proficiencies",
            reason,
            remedy,
        );
        issues.push(about);
    }
    issues.extend(unfit_directory_id(scene, agent));
    issues
}

/// Names that there are not in the instance.
pub(crate) fn unknown(scene: &Scene, terms: Terms, agent: &Agent) -> Vec<RowIssue> {
    let mut issues = Vec::new();
    if let Some(name) = &agent.routing_profile {
        issues.extend(routing_profile(scene, name));
    }
    for name in agent.security_profiles.iter().flatten() {
        issues.extend(security_profile(scene, name));
    }
    if let Some(path) = agent.hierarchy.value() {
        issues.extend(group(scene, terms, path));
    }
    for proficiency in agent.proficiencies.iter().flatten() {
        issues.extend(unknown_value(scene, proficiency));
    }
    issues
}

/// What a user who is to be made needs and has not.
fn lacking(scene: &Scene, agent: &Agent) -> Vec<RowIssue> {
    let mut issues = Vec::new();
    let mut want = |is_there: bool, field| {
        if !is_there {
            issues.push(RowIssue::missing(field, None));
        }
    };
    if scene.identity != IdentityManagement::ExistingDirectory {
        want(agent.first_name.is_some(), Field::FirstName);
        want(agent.last_name.is_some(), Field::LastName);
    }
    if scene.identity == IdentityManagement::ConnectManaged {
        want(agent.email.is_some(), Field::Email);
    }
    want(agent.routing_profile.is_some(), Field::RoutingProfile);
    want(agent.security_profiles.is_some(), Field::SecurityProfiles);
    if agent.phone_type == Some(PhoneType::DeskPhone) {
        want(agent.desk_phone.is_some(), Field::DeskPhone);
    }
    issues.extend(long_username(scene, agent));
    issues
}

fn long_username(scene: &Scene, agent: &Agent) -> Option<RowIssue> {
    let count = agent.username.as_str().chars().count();
    let is_long = scene.identity != IdentityManagement::Saml && count > USERNAME_CHARS_MAX;
    is_long.then(|| {
        let identity = scene.identity;
        let reason = format!(
            "the username has {count} characters; AWS takes {USERNAME_CHARS_MAX} with {identity}"
        );
        let remedy = "choose a shorter one; AWS cannot change it later";
        RowIssue::about(Field::Username, "long-username", reason, remedy)
    })
}

fn routing_profile(scene: &Scene, name: &Name) -> Option<RowIssue> {
    if scene.routing_profile(name).is_some() {
        return None;
    }
    let reason = "there is no routing profile of this name";
    let known = scene.routing_profiles.all();
    let remedy = suggest(name.as_str(), &known, "make it first, or correct the cell");
    let rule = "unknown-routing-profile";
    Some(RowIssue::about(Field::RoutingProfile, rule, reason, remedy))
}

fn security_profile(scene: &Scene, name: &SecurityProfileName) -> Option<RowIssue> {
    if scene.security_profiles.id(name.as_str()).is_some() {
        return None;
    }
    let reason = "there is no security profile of this name";
    let known = scene.security_profiles.all();
    let remedy = suggest(name.as_str(), &known, "make it first, or correct the cell");
    let rule = "unknown-security-profile";
    Some(RowIssue::about(
        Field::SecurityProfiles,
        rule,
        reason,
        remedy,
    ))
}

fn group(scene: &Scene, terms: Terms, path: &GroupPath) -> Option<RowIssue> {
    let about = |rule, reason: String, remedy: String| {
        Some(RowIssue::about(Field::Hierarchy, rule, reason, remedy))
    };
    if scene.groups.id(path.as_str()).is_some() {
        return None;
    }
    if let Some(why) = nearest_unmade(scene, path) {
        let reason = format!("the group could not be made: {why}");
        return about(
            "group-not-made",
            reason,
            "see why, and import again".to_owned(),
        );
    }
    if path.level() > scene.levels {
        let reason = format!(
            "the path has {} levels, and the hierarchy of the instance {}",
            path.level(),
            scene.levels
        );
        let remedy = "add a level in the console or under hierarchy.levels of the spec, or \
                      correct the cell";
        return about("deep-group", reason, remedy.to_owned());
    }
    if terms.make_groups {
        return None;
    }
    let reason = "there is no group of this path in the hierarchy".to_owned();
    let known = scene.groups.all();
    let remedy = suggest(
        path.as_str(),
        &known,
        "make it first, or let the import make groups",
    );
    about("unknown-group", reason, remedy)
}

/// Why a group, or one above it, could not be made.
fn nearest_unmade<'s>(scene: &'s Scene, path: &GroupPath) -> Option<&'s String> {
    let mut path = Some(path.clone());
    while let Some(group) = path {
        if let Some(why) = scene.unmade.get(&group) {
            return Some(why);
        }
        path = group.parent();
    }
    None
}

fn unknown_value(scene: &Scene, proficiency: &Proficiency) -> Option<RowIssue> {
    let about = |rule, reason: &str, remedy: String| {
        Some(RowIssue::about(Field::Proficiencies, rule, reason, remedy))
    };
    let otherwise = "make it first, or correct the cell";
    let Some(values) = scene.attributes.get(&proficiency.attribute) else {
        let known: Vec<&str> = scene.attributes.keys().map(String::as_str).collect();
        let remedy = suggest(&proficiency.attribute, &known, otherwise);
        let reason = "there is no predefined attribute of this name";
        return about("unknown-attribute", reason, remedy);
    };
    if values.contains(&proficiency.value) {
        return None;
    }
    let known: Vec<&str> = values.iter().map(String::as_str).collect();
    let remedy = suggest(&proficiency.value, &known, otherwise);
    about("unknown-value", "the attribute has no such value", remedy)
}

fn unfit_directory_id(scene: &Scene, agent: &Agent) -> Option<RowIssue> {
    let is_unfit = agent.directory_user_id.is_some()
        && scene.identity != IdentityManagement::ExistingDirectory;
    is_unfit.then(|| {
        let reason = format!("users have no id in a directory with {}", scene.identity);
        let remedy = "leave the cell empty, or list the column under ignore in the mapping";
        RowIssue::about(
            Field::DirectoryUserId,
            "unfit-directory-user-id",
            reason,
            remedy,
        )
    })
}
