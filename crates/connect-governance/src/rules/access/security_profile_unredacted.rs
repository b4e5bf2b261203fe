//! Users who can take away recordings and transcripts that were not redacted.

use connect_model::builtin::ADMIN;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        access::holders::{holders, names},
        subject,
        words::{counted, listed},
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "security-profile-unredacted",
    area: Area::Access,
    severity: Severity::Medium,
    title: "Users who are no administrators can download what was not redacted",
    why: "Card numbers and names leave the place where access to them is controlled and \
          logged.",
    remedy: "Grant the redacted form in its place, such as \
             CallRecordings.Redacted.Access, with UpdateSecurityProfile or in the \
             declaration with `connectctl apply`.",
    references: &[],
    needs: &[Part::SecurityProfiles, Part::Users],
    judge,
};

const DOWNLOADS: [&str; 5] = [
    "AutomatedVoiceInteraction.Recordings.Unredacted.DownloadButton",
    "CallRecordings.Unredacted.DownloadButton",
    "ContactTranscripts.Unredacted.DownloadButton",
    "DownloadCallRecordings",
    "ScreenRecording.Download",
];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for profile in world.security_profiles.iter().filter(|it| it.name != ADMIN) {
        let is_granted = |it: &&str| profile.permissions.contains(*it);
        let granted: Vec<&str> = DOWNLOADS.into_iter().filter(is_granted).collect();
        let mut users = holders(world, &profile.name);
        users.retain(|user| !user.security_profiles.contains(ADMIN));
        if !granted.is_empty() && !users.is_empty() {
            let (number, who) = (counted(users.len(), "user"), listed(names(&users)));
            let evidence = format!("it grants {} to {number}: {who}", listed(granted));
            marks.find(subject::security_profile(profile), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::World,
    };

    fn grant(world: &mut World, permission: &str) {
        world.security_profiles[2]
            .permissions
            .insert(permission.to_owned());
    }

    #[test]
    fn downloads_of_what_was_not_redacted_are_found() {
        let change = |world: &mut World| {
            grant(world, "CallRecordings.Unredacted.DownloadButton");
            grant(world, "ContactTranscripts.Unredacted.DownloadButton");
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            medium security-profile/Lead
            seen: it grants CallRecordings.Unredacted.DownloadButton, ContactTranscripts.Unredacted.DownloadButton to 1 user: cy
            remedy: Grant the redacted form in its place, such as CallRecordings.Redacted.Access, with UpdateSecurityProfile or in the declaration with `connectctl apply`.
        "]],
        );
    }

    #[test]
    fn listening_is_fine_and_so_are_redacted_downloads() {
        holds(&RULE, |world| {
            grant(world, "CallRecordings.Unredacted.Access");
        });
        holds(&RULE, |world| {
            grant(world, "CallRecordings.Redacted.DownloadButton");
        });
    }

    #[test]
    fn who_is_an_administrator_anyway_does_not_count() {
        holds(&RULE, |world| {
            grant(world, "DownloadCallRecordings");
            world.users[2].security_profiles.insert("Admin".to_owned());
        });
    }
}
