//! Security profiles: their names and permissions.

use super::scene::{Report, Scene};
use crate::{
    Name, SecurityProfileName, permission,
    spec::Kind,
    tree::Step,
    words::{nearest, quote},
};

pub(super) fn bad_profile_name(scene: &Scene<'_>, report: &mut Report<'_>) {
    for declared in scene
        .declared
        .iter()
        .filter(|one| one.kind == Kind::SecurityProfile)
    {
        // What is no name at all was found already.
        if Name::new(declared.name).is_ok() && SecurityProfileName::new(declared.name).is_err() {
            let message = format!(
                "AWS takes no security profile named {}",
                quote(declared.name)
            );
            report.at_name(
                declared,
                message,
                "use letters, digits, blanks and _@- only",
            );
        }
    }
}

pub(super) fn unknown_permission(scene: &Scene<'_>, report: &mut Report<'_>) {
    let known = permission::all();
    for profile in &scene.document.security_profiles {
        for (index, name) in profile.spec.permissions.iter().enumerate() {
            // Third-party applications have permissions of this form.
            let is_application = name
                .split_once('.')
                .is_some_and(|(area, action)| !area.is_empty() && action == "Access");
            if known.contains(name) || is_application || report.is_full() {
                continue;
            }
            let message = format!("there is no permission named {}", quote(name));
            let remedy = match nearest(name, known.iter().map(String::as_str)) {
                Some(guess) => format!("did you mean {}?", quote(guess)),
                None => "use a name of the API; case counts".to_owned(),
            };
            let steps = [Step::Member("permissions"), Step::Item(index)];
            report.below(scene, &profile.place, &steps, message, remedy);
        }
    }
}
