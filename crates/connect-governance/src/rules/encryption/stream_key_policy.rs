//! Streams whose key does not let the instance in.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::subject,
    world::{Part, StreamKind, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "stream-key-policy",
    area: Area::Encryption,
    severity: Severity::High,
    title: "The key of a data stream does not let the instance write",
    why: "For streams Connect makes no grant: the policy of the key has to name its \
          service role, or records are lost without a word.",
    remedy: "Let the service role have kms:GenerateDataKey in the policy of the key with \
             PutKeyPolicy.",
    references: &[],
    needs: &[Part::Instance, Part::Streams, Part::Keys],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let Some(role) = &world.instance.service_role else {
        return;
    };
    for stream in world
        .streams
        .iter()
        .filter(|it| it.exists && it.kind == StreamKind::Data)
    {
        let Some(key) = stream.key.as_deref().and_then(|name| world.key(name)) else {
            continue;
        };
        let is_let_in = key
            .data_key_principals
            .iter()
            .any(|it| it == role || it == "*");
        if key.exists && !key.is_aws_managed && !is_let_in {
            let evidence = format!(
                "the policy of {} does not name {role} for GenerateDataKey",
                key.arn
            );
            marks.find(subject::stream(stream), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::StreamKind,
    };

    #[test]
    fn a_key_that_does_not_let_the_instance_write_is_found() {
        breaks(
            &RULE,
            |world| world.keys[0].data_key_principals.clear(),
            &expect![[r"
                high stream/contacts
                seen: the policy of arn:aws:kms:eu-west-2:111111111111:key/k-1 does not name arn:aws:iam::111111111111:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_north for GenerateDataKey
                remedy: Let the service role have kms:GenerateDataKey in the policy of the key with PutKeyPolicy.
            "]],
        );
    }

    #[test]
    fn the_key_of_aws_lets_in_who_may_write_and_so_does_one_for_anybody() {
        holds(&RULE, |world| {
            world.keys[0].data_key_principals.clear();
            world.keys[0].is_aws_managed = true;
        });
        holds(&RULE, |world| {
            world.keys[0].data_key_principals = vec!["*".to_owned()];
        });
    }

    #[test]
    fn a_delivery_stream_writes_with_a_role_of_its_own() {
        holds(&RULE, |world| {
            world.keys[0].data_key_principals.clear();
            world.streams[0].kind = StreamKind::Delivery;
        });
    }
}
