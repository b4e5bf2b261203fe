//! Overrides of hours of operation.

use aws_sdk_connect::{
    operation::create_hours_of_operation_override::builders::CreateHoursOfOperationOverrideFluentBuilder,
    types::{
        DateComparisonType, DateCondition, HoursOfOperationOverrideConfig,
        HoursOfOperationOverrideSearchCriteria, OverrideDays, OverrideTimeSlice, OverrideType,
        RecurrenceConfig, RecurrenceFrequency, RecurrencePattern,
    },
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{Center, DUPLICATE, FULL, INVALID_PARAMETER, NOT_FOUND, refused},
    desk::unthrottled,
};

/// From 10 to 14 o'clock.
fn short(day: OverrideDays) -> HoursOfOperationOverrideConfig {
    let time = |hours| OverrideTimeSlice::builder().hours(hours).minutes(0).build();
    HoursOfOperationOverrideConfig::builder()
        .day(day)
        .start_time(time(10).expect("a time"))
        .end_time(time(14).expect("a time"))
        .build()
}

/// An override that closes 24 December 2026, a Thursday.
fn create(center: &Center, hours: &str, name: &str) -> CreateHoursOfOperationOverrideFluentBuilder {
    let create = center.connect.create_hours_of_operation_override();
    create
        .instance_id(&center.instance)
        .hours_of_operation_id(hours)
        .name(name)
        .set_config(Some(Vec::new()))
        .effective_from("2026-12-24")
        .effective_till("2026-12-24")
}

/// The stretches of a date on which the hours are open, and the names of the overrides at work.
async fn day(center: &Center, hours: &str, date: &str) -> (Vec<(i32, i32)>, Vec<String>) {
    let asked = center.connect.get_effective_hours_of_operations();
    let asked = asked
        .instance_id(&center.instance)
        .hours_of_operation_id(hours);
    let answer = asked
        .from_date(date)
        .to_date(date)
        .send()
        .await
        .expect("an answer");
    let day = &answer.effective_hours_of_operation_list()[0];
    let open = day.operational_hours().iter();
    let open = open.map(|stretch| {
        let (start, end) = (
            stretch.start().expect("the answer has it"),
            stretch.end().expect("the answer has it"),
        );
        (start.hours(), end.hours())
    });
    let overridden = answer.effective_override_hours_list().iter();
    let names = overridden
        .flat_map(aws_sdk_connect::types::EffectiveOverrideHours::override_hours)
        .map(|hours| hours.override_name().expect("the answer has it").to_owned());
    (open.collect(), names.collect())
}

#[tokio::test(start_paused = true)]
async fn an_override_takes_the_place_of_the_usual_hours_on_its_dates() {
    let center = Center::new(unthrottled()).await;
    let hours = center.hours().await;
    let whole = (vec![(0, 0)], vec![]);
    let half = create(&center, &hours, "Half day").config(short(OverrideDays::Thursday));
    let half = half.send().await.unwrap();
    let half = half.hours_of_operation_override_id.unwrap();
    assert_eq!(
        day(&center, &hours, "2026-12-24").await,
        (vec![(10, 14)], vec!["Half day".to_owned()])
    );
    assert_eq!(day(&center, &hours, "2026-12-25").await, whole);

    let update = center.connect.update_hours_of_operation_override();
    let update = update
        .instance_id(&center.instance)
        .hours_of_operation_id(&hours)
        .hours_of_operation_override_id(&half)
        .override_type(OverrideType::Closed)
        .effective_till("2026-12-31");
    update.send().await.unwrap();
    assert_eq!(
        day(&center, &hours, "2026-12-31").await.0,
        [(0, 10), (14, 0)]
    );
    let describe = center.connect.describe_hours_of_operation_override();
    let describe = describe
        .instance_id(&center.instance)
        .hours_of_operation_id(&hours)
        .hours_of_operation_override_id(&half);
    let described = describe.clone().send().await.unwrap();
    let described = described.hours_of_operation_override.unwrap();
    assert_eq!(described.effective_from(), Some("2026-12-24"));
    assert_eq!(described.effective_till(), Some("2026-12-31"));
    assert_eq!(described.config(), [short(OverrideDays::Thursday)]);

    let delete = center.connect.delete_hours_of_operation_override();
    let delete = delete
        .instance_id(&center.instance)
        .hours_of_operation_id(&hours)
        .hours_of_operation_override_id(&half);
    delete.send().await.unwrap();
    assert_eq!(day(&center, &hours, "2026-12-24").await, whole);
    assert_eq!(refused!(describe), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn a_recurring_override_comes_again_and_children_inherit_it() {
    let center = Center::new(unthrottled()).await;
    let parent = center.hours().await;
    let child = center.connect.create_hours_of_operation();
    let inherits = aws_sdk_connect::types::ParentHoursOfOperationConfig::builder();
    let child = child
        .instance_id(&center.instance)
        .name("Child")
        .time_zone("Europe/London")
        .set_config(Some(Vec::new()))
        .parent_hours_of_operation_configs(inherits.hours_of_operation_id(&parent).build());
    let child = child.send().await.unwrap().hours_of_operation_id.unwrap();
    let pattern = RecurrencePattern::builder()
        .frequency(RecurrenceFrequency::Yearly)
        .interval(1)
        .by_month(12)
        .by_month_day(25);
    let pattern = RecurrenceConfig::builder().recurrence_pattern(pattern.build().unwrap());
    let christmas = create(&center, &parent, "Christmas")
        .override_type(OverrideType::Closed)
        .effective_till("2036-12-31")
        .recurrence_config(pattern.build());
    christmas.send().await.unwrap();
    for date in ["2026-12-25", "2031-12-25"] {
        let closed = (vec![], vec!["Christmas".to_owned()]);
        assert_eq!(day(&center, &parent, date).await, closed);
        assert_eq!(day(&center, &child, date).await, closed);
    }
    assert_eq!(day(&center, &parent, "2031-12-26").await.0, [(0, 0)]);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_an_override_is_refused() {
    let quotas = Quotas::Custom([("hours-overrides".to_owned(), 1)].into());
    let center = Center::new(Settings {
        quotas,
        ..unthrottled()
    })
    .await;
    let hours = center.hours().await;
    let backwards = create(&center, &hours, "x").effective_till("2026-12-23");
    assert_eq!(refused!(backwards), INVALID_PARAMETER);
    let nowhen = create(&center, &hours, "x").effective_till("2026-13-01");
    assert_eq!(refused!(nowhen), INVALID_PARAMETER);
    let nameless = HoursOfOperationOverrideConfig::builder().build();
    let nameless = create(&center, &hours, "x").config(nameless);
    assert_eq!(refused!(nameless), INVALID_PARAMETER);
    create(&center, &hours, "x").send().await.unwrap();
    assert_eq!(refused!(create(&center, &hours, "x")), DUPLICATE);
    assert_eq!(refused!(create(&center, &hours, "y")), FULL);
    assert_eq!(refused!(create(&center, "none", "y")), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn a_search_finds_overrides_of_all_hours_by_their_dates() {
    let center = Center::new(unthrottled()).await;
    let hours = center.hours().await;
    let next = create(&center, &hours, "Next year").effective_till("2027-01-02");
    next.send().await.unwrap();
    create(&center, &hours, "This year").send().await.unwrap();
    let condition = DateCondition::builder()
        .field_name("EffectiveTill")
        .value("2027-01-01")
        .comparison_type(DateComparisonType::GreaterThan);
    let criteria = HoursOfOperationOverrideSearchCriteria::builder();
    let search = center.connect.search_hours_of_operation_overrides();
    let search = search
        .instance_id(&center.instance)
        .search_criteria(criteria.date_condition(condition.build()).build());
    let found = search.send().await.unwrap();
    let names = found.hours_of_operation_overrides().iter();
    let names: Vec<_> = names.map(|found| found.name().unwrap()).collect();
    assert_eq!(names, ["Next year"]);

    let list = center.connect.list_hours_of_operation_overrides();
    let list = list
        .instance_id(&center.instance)
        .hours_of_operation_id(&hours);
    let listed = list.send().await.unwrap();
    assert_eq!(listed.hours_of_operation_override_list().len(), 2);
}
