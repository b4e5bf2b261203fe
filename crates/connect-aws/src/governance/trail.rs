//! Trails of CloudTrail, looked at. A trail of every Region is asked in its own.

use async_trait::async_trait;
use aws_sdk_cloudtrail as cloudtrail;
use connect_governance::port::{SelectorRecord, TrailRecord, TrailSight};
use connect_model::Fault;

use crate::{aws::Aws, call::Operation};

const TRAILS: Operation = operation("DescribeTrails");
const STATUS: Operation = operation("GetTrailStatus");
const SELECTORS: Operation = operation("GetEventSelectors");
/// The source of events of KMS.
const KMS: &str = "kms.amazonaws.com";

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "cloudtrail",
        name,
    }
}

#[async_trait]
impl TrailSight for Aws {
    async fn trails(&self) -> Result<Vec<TrailRecord>, Fault> {
        let request = self.cloudtrail.describe_trails();
        let request = request.include_shadow_trails(true);
        let answer = self.caller.send(TRAILS, request.send()).await?;
        let trails = answer.trail_list.unwrap_or_default().into_iter();
        Ok(trails.filter_map(trail).collect())
    }

    async fn is_logging(&self, arn: &str) -> Result<bool, Fault> {
        let (sdk, caller) = self.where_it_is(arn);
        let client = cloudtrail::Client::new(&sdk);
        let request = client.get_trail_status().name(arn);
        let answer = caller.send(STATUS, request.send()).await?;
        Ok(answer.is_logging == Some(true))
    }

    async fn selectors(&self, arn: &str) -> Result<Vec<SelectorRecord>, Fault> {
        let (sdk, caller) = self.where_it_is(arn);
        let client = cloudtrail::Client::new(&sdk);
        let request = client.get_event_selectors().trail_name(arn);
        let answer = caller.send(SELECTORS, request.send()).await?;
        let basic = answer.event_selectors.unwrap_or_default();
        let advanced = answer.advanced_event_selectors.unwrap_or_default();
        let basic = basic.iter().filter_map(basic_record);
        Ok(basic
            .chain(advanced.iter().filter_map(advanced_record))
            .collect())
    }
}

fn trail(told: cloudtrail::types::Trail) -> Option<TrailRecord> {
    Some(TrailRecord {
        name: told.name?,
        arn: told.trail_arn?,
        is_multi_region: told.is_multi_region_trail == Some(true),
        validates_files: told.log_file_validation_enabled == Some(true),
        key: told.kms_key_id,
    })
}

/// One about management events. Both kinds of them are meant where nothing is said.
fn basic_record(told: &cloudtrail::types::EventSelector) -> Option<SelectorRecord> {
    if told.include_management_events == Some(false) {
        return None;
    }
    let kind = told.read_write_type.as_ref();
    let left_out = told.exclude_management_event_sources();
    Some(SelectorRecord {
        writes: kind != Some(&cloudtrail::types::ReadWriteType::ReadOnly),
        reads: kind != Some(&cloudtrail::types::ReadWriteType::WriteOnly),
        leaves_out_kms: left_out.iter().any(|it| it == KMS),
    })
}

fn advanced_record(told: &cloudtrail::types::AdvancedEventSelector) -> Option<SelectorRecord> {
    let fields = told.field_selectors();
    let of = |name: &str| fields.iter().find(|it| it.field == name);
    let is_management =
        of("eventCategory").is_some_and(|it| it.equals().iter().any(|value| value == "Management"));
    if !is_management {
        return None;
    }
    let read_only = of("readOnly").and_then(|it| it.equals().first());
    let source = of("eventSource");
    let leaves_out = source.is_some_and(|it| {
        it.not_equals().iter().any(|value| value == KMS)
            || (!it.equals().is_empty() && !it.equals().iter().any(|value| value == KMS))
    });
    Some(SelectorRecord {
        writes: read_only.is_none_or(|it| it == "false"),
        reads: read_only.is_none_or(|it| it == "true"),
        leaves_out_kms: leaves_out,
    })
}
