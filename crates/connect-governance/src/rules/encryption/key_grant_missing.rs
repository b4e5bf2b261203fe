//! Keys that the instance may not use.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        encryption::own::own_keys,
        subject,
        uses::{Kept, kept},
        words::listed,
    },
    world::{KeyGrant, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "key-grant-missing",
    area: Area::Encryption,
    severity: Severity::Critical,
    title: "The instance has no grant for a key that is to encrypt its data",
    why: "Connect writes with a grant that it makes when storage is configured. Without \
          it recordings and transcripts are lost without a word.",
    remedy: "Configure the storage again as somebody who has kms:CreateGrant: \
             `connectctl govern ensure`, or UpdateInstanceStorageConfig with the same \
             values.",
    references: &[],
    needs: &[Part::Instance, Part::Storage, Part::Keys],
    judge,
};

const OPERATION: &str = "GenerateDataKey";

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let Some(role) = &world.instance.service_role else {
        return;
    };
    for key in own_keys(world) {
        let uses = |it: &Kept<'_>| {
            let named = it.key.and_then(|name| world.key(name));
            named.is_some_and(|it| it.arn == key.arn)
        };
        let sorts: Vec<&str> = kept(world)
            .filter(uses)
            .map(|it| it.storage.sort.as_str())
            .collect();
        let lacks = key
            .grants
            .as_ref()
            .is_some_and(|grants| !grants.iter().any(|it| suits(it, role)));
        if lacks && !sorts.is_empty() {
            let evidence = format!(
                "{role} has no grant for {OPERATION}, as it takes to write {}",
                listed(sorts)
            );
            marks.find(subject::key(key), evidence);
        }
    }
}

fn suits(grant: &KeyGrant, role: &str) -> bool {
    grant.grantee == role && grant.operations.iter().any(|it| it == OPERATION)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{Destination, World},
    };

    #[test]
    fn a_key_without_a_grant_for_the_instance_is_found() {
        breaks(
            &RULE,
            |world| world.keys[0].grants = Some(Vec::new()),
            &expect![[r"
                critical key/alias/north
                seen: arn:aws:iam::111111111111:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_north has no grant for GenerateDataKey, as it takes to write CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
                remedy: Configure the storage again as somebody who has kms:CreateGrant: `connectctl govern ensure`, or UpdateInstanceStorageConfig with the same values.
            "]],
        );
    }

    #[test]
    fn a_grant_of_somebody_else_or_for_something_else_is_none() {
        let other = |world: &mut World| {
            let grants = world.keys[0].grants.as_mut().unwrap();
            "arn:aws:iam::111111111111:role/other".clone_into(&mut grants[0].grantee);
        };
        breaks(
            &RULE,
            other,
            &expect![[r"
            critical key/alias/north
            seen: arn:aws:iam::111111111111:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_north has no grant for GenerateDataKey, as it takes to write CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
            remedy: Configure the storage again as somebody who has kms:CreateGrant: `connectctl govern ensure`, or UpdateInstanceStorageConfig with the same values.
        "]],
        );
        let reading = |world: &mut World| {
            let grants = world.keys[0].grants.as_mut().unwrap();
            grants[0].operations = vec!["Decrypt".to_owned()];
        };
        breaks(
            &RULE,
            reading,
            &expect![[r"
            critical key/alias/north
            seen: arn:aws:iam::111111111111:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_north has no grant for GenerateDataKey, as it takes to write CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
            remedy: Configure the storage again as somebody who has kms:CreateGrant: `connectctl govern ensure`, or UpdateInstanceStorageConfig with the same values.
        "]],
        );
    }

    #[test]
    fn nothing_is_said_where_grants_were_not_read_or_the_role_is_not_known() {
        holds(&RULE, |world| world.keys[0].grants = None);
        holds(&RULE, |world| {
            world.keys[0].grants = Some(Vec::new());
            world.instance.service_role = None;
        });
    }

    #[test]
    fn streams_take_no_grant() {
        holds(&RULE, |world| {
            world.keys[0].grants = Some(Vec::new());
            world
                .storage
                .retain(|it| !matches!(it.destination, Destination::Bucket { .. }));
        });
    }
}
