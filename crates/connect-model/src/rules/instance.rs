//! The instance.

use super::scene::{Report, Scene};
use crate::{spec::IdentityManagement, tree::Step};

pub(super) fn missing_directory(scene: &Scene<'_>, report: &mut Report<'_>) {
    let place = Scene::instance_place();
    let Some(instance) = scene.instance() else {
        return;
    };
    if instance.identity_management == IdentityManagement::ExistingDirectory
        && !scene.has(&place, "directory_id")
    {
        let message = "EXISTING_DIRECTORY needs the directory";
        report.below(scene, &place, &[], message, "add directory_id");
    }
}

pub(super) fn unneeded_directory(scene: &Scene<'_>, report: &mut Report<'_>) {
    let Some(instance) = scene.instance() else {
        return;
    };
    let identity = instance.identity_management;
    if identity != IdentityManagement::ExistingDirectory && instance.directory_id.is_some() {
        let message = format!("{identity} takes no directory");
        let remedy = "leave it out, or set identity_management to EXISTING_DIRECTORY";
        let steps = [Step::Member("directory_id")];
        report.below(scene, &Scene::instance_place(), &steps, message, remedy);
    }
}

pub(super) fn role_without_saml(scene: &Scene<'_>, report: &mut Report<'_>) {
    let identity = scene
        .instance()
        .map(|instance| instance.identity_management);
    if identity.is_none_or(|identity| identity == IdentityManagement::Saml) {
        return;
    }
    for role in &scene.document.federation_roles {
        let message = "users of this instance do not come from an identity provider";
        let remedy = "set identity_management to SAML, or leave the role out";
        report.below(scene, &role.place, &[], message, remedy);
    }
}
