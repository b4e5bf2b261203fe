//! The tags of resources, for `aws:ResourceTag`.

use crate::{
    arn::Arn,
    place::Region,
    services::{connect, iam::State, kms, lambda, secretsmanager, sns, sqs},
    world::{Tags, World},
};

/// The tags of the resource with this ARN. Buckets and their objects count as without: buckets have
/// to be opened for it, and objects have keys of their own.
pub(crate) fn of<'w>(world: &'w World, arn: &str) -> Option<&'w Tags> {
    let parsed = Arn::parse(arn)?;
    let (account, region) = (parsed.owner()?, Region::new(parsed.region));
    let resource = parsed.resource;
    match parsed.service {
        "athena" => world.athena.get(&account, &region)?.tags(resource),
        "budgets" => world.budgets.get(&account)?.tags(resource),
        "ce" => world.ce.get(&account)?.tags(arn),
        "cloudtrail" => world.cloudtrail.get(&account, &region)?.tags(resource),
        "connect" => connect::tags(world, arn),
        "dynamodb" => world.dynamodb.get(&account, &region)?.tags(resource),
        "events" => world.events.get(&account, &region)?.tags(resource),
        "firehose" => world.firehose.get(&account, &region)?.tags(resource),
        "glue" => world.glue.get(&account, &region)?.tags(resource),
        "iam" => State::tags(world, arn),
        "kinesis" => world.kinesis.get(&account, &region)?.tags(resource),
        "kms" => kms::tags(world, arn),
        "lambda" => lambda::tags(world, arn),
        "lex" => world.lex.get(&account, &region)?.tags(resource),
        "logs" => world.logs.get(&account, &region)?.tags(resource),
        "ram" => world.ram.get(&account, &region)?.tags(arn),
        "scheduler" => world.scheduler.get(&account, &region)?.tags(resource),
        "secretsmanager" => secretsmanager::tags(world, arn),
        "sns" => sns::tags(world, arn),
        "sqs" => sqs::tags(world, arn),
        _ => None,
    }
}
