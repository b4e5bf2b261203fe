//! Files that arrive by themselves.

mod notice;
mod recognise;
mod watch;

use connect_agents::arrival::{ObjectVersion, Watch, WatchSpec};
use connect_model::BucketName;

const BUCKET: &str = "agents-of-uk";

fn spec(prefix: &str) -> WatchSpec {
    WatchSpec::new(BucketName::new(BUCKET).unwrap(), prefix)
}

fn watch(prefix: &str) -> Watch {
    Watch::new(spec(prefix)).unwrap()
}

fn object(key: &str, version: Option<&str>) -> ObjectVersion {
    ObjectVersion {
        bucket: BUCKET.to_owned(),
        key: key.to_owned(),
        version_id: version.map(ToOwned::to_owned),
        etag: "ca9768bd08c373665fbcc88021f088b6".to_owned(),
        size_bytes: 8,
        modified_ms: 1_790_000_000_000,
    }
}
