//! What governance calls: one file for each of its ports.

mod bucket;
mod center;
mod identity;
mod key;
mod money;
mod remedy;
mod role;
mod stream;
mod tag;
mod trail;
pub(crate) mod upkeep;

use std::sync::Arc;

use aws_types::{SdkConfig, region::Region as SdkRegion};
use connect_governance::port::Calls;
use connect_model::{Arn, Region};

use crate::{aws::Aws, call::Caller};

/// What is called to look at an instance and its surroundings.
pub(crate) fn calls(aws: &Arc<Aws>) -> Calls {
    Calls {
        ports: crate::ports::of_kinds(aws),
        center: Arc::clone(aws) as _,
        buckets: Some(Arc::clone(aws) as _),
        keys: Some(Arc::clone(aws) as _),
        money: Some(Arc::clone(aws) as _),
        quotas: Some(Arc::clone(aws) as _),
        roles: Some(Arc::clone(aws) as _),
        streams: Some(Arc::clone(aws) as _),
        tags: Some(Arc::clone(aws) as _),
        trails: Some(Arc::clone(aws) as _),
    }
}

impl Aws {
    /// The way to the Region of an ARN. A trail of every Region is changed in its own alone; what says no
    /// Region is looked for in that of the target.
    fn where_it_is(&self, arn: &str) -> (SdkConfig, Caller) {
        let arn = Arn::parse(arn).ok();
        let region = arn.and_then(|arn| Region::new(arn.region()).ok());
        match region.filter(|it| *it != self.caller.region) {
            None => (self.sdk.clone(), self.caller.clone()),
            Some(region) => {
                let place = SdkRegion::new(region.to_string());
                let sdk = self.sdk.to_builder().region(place).build();
                (sdk, self.caller.in_region(region))
            }
        }
    }
}
