//! How findings name what they are about.

use crate::{
    Subject,
    world::{
        Bucket, Key, LogGroup, RoleRights, SecurityProfile, Storage, Stream, Trail, User, World,
    },
};

/// The instance.
pub(in crate::rules) fn instance(world: &World) -> Subject {
    Subject::new("instance", &world.instance.alias).at(&world.instance.arn)
}

/// A sort of data that is kept.
pub(in crate::rules) fn storage(storage: &Storage) -> Subject {
    Subject::new("storage", &storage.sort)
}

/// A bucket.
pub(in crate::rules) fn bucket(world: &World, bucket: &Bucket) -> Subject {
    let partition = world.region.as_ref().map_or("aws", |it| it.partition());
    let arn = format!("arn:{partition}:s3:::{}", bucket.name);
    Subject::new("bucket", &bucket.name).at(arn)
}

/// A key, by its first alias where it has one.
pub(in crate::rules) fn key(key: &Key) -> Subject {
    let name = key.aliases.first().map_or_else(|| key.id(), String::as_str);
    let subject = Subject::new("key", name);
    if key.arn.starts_with("arn:") {
        subject.at(&key.arn)
    } else {
        subject
    }
}

/// A stream.
pub(in crate::rules) fn stream(stream: &Stream) -> Subject {
    Subject::new("stream", stream_name(&stream.arn)).at(&stream.arn)
}

/// The name of a stream: what stands at the end of its ARN.
pub(in crate::rules) fn stream_name(arn: &str) -> &str {
    arn.rsplit_once('/').map_or(arn, |(_, name)| name)
}

/// A log group.
pub(in crate::rules) fn log_group(group: &LogGroup) -> Subject {
    Subject::new("log-group", &group.name)
}

/// A user.
pub(in crate::rules) fn user(user: &User) -> Subject {
    Subject::new("user", &user.name).at(&user.arn)
}

/// A security profile.
pub(in crate::rules) fn security_profile(profile: &SecurityProfile) -> Subject {
    Subject::new("security-profile", &profile.name).at(&profile.arn)
}

/// A role.
pub(in crate::rules) fn role(role: &RoleRights) -> Subject {
    Subject::new("role", &role.name).at(&role.arn)
}

/// A trail.
pub(in crate::rules) fn trail(trail: &Trail) -> Subject {
    Subject::new("trail", &trail.name).at(&trail.arn)
}
