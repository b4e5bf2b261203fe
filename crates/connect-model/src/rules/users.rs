//! Users, by the kind of instance that they are in.

use super::scene::{Report, Scene};
use crate::{
    Username,
    spec::{IdentityManagement, Kind, PhoneType},
    tree::Step,
    words::quote,
};

/// How long a username may be without SAML.
const USERNAME_CHARS_MAX: usize = 20;

pub(super) fn bad_username(scene: &Scene<'_>, report: &mut Report<'_>) {
    for declared in scene
        .declared
        .iter()
        .filter(|declared| declared.kind == Kind::User)
    {
        if let Err(malformed) = Username::new(declared.name) {
            let message = format!("{} is not {}", quote(declared.name), malformed.expected());
            report.at_name(
                declared,
                message,
                "choose another; AWS cannot change it later",
            );
        }
    }
}

pub(super) fn long_username(scene: &Scene<'_>, report: &mut Report<'_>) {
    let Some(instance) = scene.instance() else {
        return;
    };
    if instance.identity_management == IdentityManagement::Saml {
        return;
    }
    for declared in scene
        .declared
        .iter()
        .filter(|declared| declared.kind == Kind::User)
    {
        let count = declared.name.chars().count();
        if Username::new(declared.name).is_ok() && count > USERNAME_CHARS_MAX {
            let message = format!(
                "the username has {count} characters; AWS takes {USERNAME_CHARS_MAX} with {}",
                instance.identity_management
            );
            report.at_name(declared, message, "choose a shorter one, or use SAML");
        }
    }
}

pub(super) fn missing_identity(scene: &Scene<'_>, report: &mut Report<'_>) {
    let Some(instance) = scene.instance() else {
        return;
    };
    let wanted: &[&str] = match instance.identity_management {
        IdentityManagement::ConnectManaged => &["email", "first_name", "last_name"],
        IdentityManagement::Saml => &["first_name", "last_name"],
        IdentityManagement::ExistingDirectory => &[],
    };
    for user in &scene.document.users {
        for member in wanted
            .iter()
            .filter(|member| !scene.has(&user.place, member))
        {
            let identity = instance.identity_management;
            let message = format!("a user needs {} with {identity}", quote(member));
            report.below(scene, &user.place, &[], message, "add it");
        }
    }
}

pub(super) fn unfit_password(scene: &Scene<'_>, report: &mut Report<'_>) {
    let Some(instance) = scene.instance() else {
        return;
    };
    let identity = instance.identity_management;
    if identity == IdentityManagement::ConnectManaged {
        return;
    }
    for user in scene
        .document
        .users
        .iter()
        .filter(|user| user.spec.password.is_some())
    {
        let message = format!("a user has no password with {identity}");
        let steps = [Step::Member("password")];
        report.below(scene, &user.place, &steps, message, "leave it out");
    }
}

pub(super) fn unfit_phone(scene: &Scene<'_>, report: &mut Report<'_>) {
    for user in &scene.document.users {
        let phone = &user.spec.phone;
        if phone.r#type != PhoneType::DeskPhone {
            continue;
        }
        let number = [Step::Member("phone"), Step::Member("desk_phone_number")];
        if scene.node(&user.place, &number).is_none() {
            let steps = [Step::Member("phone")];
            report.below(
                scene,
                &user.place,
                &steps,
                "a desk phone has a number",
                "add desk_phone_number",
            );
        }
        if phone.auto_accept {
            let steps = [Step::Member("phone"), Step::Member("auto_accept")];
            let message = "only a soft phone accepts by itself";
            report.below(
                scene,
                &user.place,
                &steps,
                message,
                "leave it out, or use SOFT_PHONE",
            );
        }
    }
}
