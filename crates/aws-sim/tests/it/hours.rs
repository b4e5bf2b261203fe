//! Hours of operation.

use std::time::Duration;

use aws_sdk_connect::types::{
    HoursOfOperationConfig, HoursOfOperationDays, HoursOfOperationSearchCriteria,
    HoursOfOperationTimeSlice, ParentHoursOfOperationConfig, StringComparisonType, StringCondition,
};
use aws_sim::{Quotas, Rate, Settings};

use crate::desk::{Desk, PRODUCER, refusal};

fn slot(day: HoursOfOperationDays, from: i32, to: i32) -> HoursOfOperationConfig {
    let time = |hours| {
        HoursOfOperationTimeSlice::builder()
            .hours(hours)
            .minutes(0)
            .build()
    };
    HoursOfOperationConfig::builder()
        .day(day)
        .start_time(time(from).expect("a time"))
        .end_time(time(to).expect("a time"))
        .build()
        .expect("a slot")
}

fn create(
    connect: &aws_sdk_connect::Client,
    instance: &str,
    name: &str,
) -> aws_sdk_connect::operation::create_hours_of_operation::builders::CreateHoursOfOperationFluentBuilder
{
    connect
        .create_hours_of_operation()
        .instance_id(instance)
        .name(name)
        .time_zone("Europe/London")
        .config(slot(HoursOfOperationDays::Monday, 9, 17))
}

fn unthrottled() -> Settings {
    Settings {
        rate: Rate::None,
        ..Settings::default()
    }
}

#[tokio::test(start_paused = true)]
async fn hours_come_back_as_they_were_given_and_change_by_aspect() {
    let desk = Desk::new(unthrottled());
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let created = create(&connect, &instance, "Office")
        .config(slot(HoursOfOperationDays::Sunday, 0, 0))
        .tags("team", "a")
        .send()
        .await
        .unwrap();
    let (id, arn) = (
        created.hours_of_operation_id.unwrap(),
        created.hours_of_operation_arn.unwrap(),
    );
    let describe = async |id: &str| {
        let asked = connect.describe_hours_of_operation().instance_id(&instance);
        asked
            .hours_of_operation_id(id)
            .send()
            .await
            .unwrap()
            .hours_of_operation
            .unwrap()
    };
    let first = describe(&arn).await;
    assert_eq!(first.hours_of_operation_id.as_deref(), Some(&*id));
    assert_eq!(
        first.config(),
        [
            slot(HoursOfOperationDays::Monday, 9, 17),
            slot(HoursOfOperationDays::Sunday, 0, 0),
        ]
    );
    assert_eq!(first.tags.as_ref().unwrap()["team"], "a");

    tokio::time::sleep(Duration::from_secs(5)).await;
    let update = connect.update_hours_of_operation().instance_id(&instance);
    update
        .hours_of_operation_id(&id)
        .name("Office hours")
        .send()
        .await
        .unwrap();
    let second = describe(&id).await;
    assert_eq!(second.name(), Some("Office hours"));
    assert_eq!(second.config(), first.config());
    assert_eq!(
        second.last_modified_time.unwrap().secs() - first.last_modified_time.unwrap().secs(),
        5
    );
}

#[tokio::test(start_paused = true)]
async fn names_are_unique_and_what_cannot_be_is_refused() {
    let desk = Desk::new(Settings {
        quotas: Quotas::Custom([("hours-of-operation".to_owned(), 1)].into()),
        strict: true,
        ..unthrottled()
    });
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let invalid = ("InvalidParameterException".to_owned(), 400);
    let nowhere = create(&connect, &instance, "x")
        .time_zone("Europe/Atlantis")
        .send()
        .await;
    assert_eq!(refusal(nowhere), invalid);
    let backwards =
        create(&connect, &instance, "x").config(slot(HoursOfOperationDays::Friday, 17, 9));
    assert_eq!(refusal(backwards.send().await), invalid);
    let twice = create(&connect, &instance, "x").config(slot(HoursOfOperationDays::Monday, 12, 20));
    assert_eq!(refusal(twice.send().await), invalid);

    let taken = create(&connect, &instance, "Basic Hours").send().await;
    assert_eq!(
        refusal(taken),
        ("DuplicateResourceException".to_owned(), 409)
    );
    create(&connect, &instance, "Office").send().await.unwrap();
    let full = create(&connect, &instance, "Another").send().await;
    assert_eq!(refusal(full), ("LimitExceededException".to_owned(), 429));
}

#[tokio::test(start_paused = true)]
async fn parents_are_guarded_and_never_form_a_ring() {
    let desk = Desk::new(unthrottled());
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let make = async |name: &str| {
        create(&connect, &instance, name)
            .send()
            .await
            .unwrap()
            .hours_of_operation_id
            .unwrap()
    };
    let (parent, child) = (make("Parent").await, make("Child").await);
    let associate = async |id: &str, parent: &str| {
        let parent = ParentHoursOfOperationConfig::builder()
            .hours_of_operation_id(parent)
            .build();
        connect
            .associate_hours_of_operations()
            .instance_id(&instance)
            .hours_of_operation_id(id)
            .parent_hours_of_operation_configs(parent)
            .send()
            .await
    };
    associate(&child, &parent).await.unwrap();
    assert_eq!(
        refusal(associate(&parent, &child).await).0,
        "InvalidRequestException"
    );

    let children = connect
        .list_child_hours_of_operations()
        .instance_id(&instance);
    let children = children
        .hours_of_operation_id(&parent)
        .send()
        .await
        .unwrap();
    assert_eq!(
        children.child_hours_of_operations_summary_list()[0].name(),
        "Child"
    );

    let delete = async |id: &str| {
        let asked = connect.delete_hours_of_operation().instance_id(&instance);
        asked.hours_of_operation_id(id).send().await
    };
    assert_eq!(
        refusal(delete(&parent).await),
        ("ResourceInUseException".to_owned(), 409)
    );
    delete(&child).await.unwrap();
    delete(&parent).await.unwrap();
    assert_eq!(refusal(delete(&parent).await).1, 404);
}

#[tokio::test(start_paused = true)]
async fn a_new_thing_is_invisible_for_the_lag_and_longer_to_searches() {
    let desk = Desk::new(Settings {
        lag: Duration::from_secs(2),
        search_lag: Duration::from_secs(3),
        ..unthrottled()
    });
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let id = create(&connect, &instance, "Office").send().await.unwrap();
    let id = id.hours_of_operation_id.unwrap();
    let described = async || {
        let asked = connect.describe_hours_of_operation().instance_id(&instance);
        asked.hours_of_operation_id(&id).send().await.is_ok()
    };
    let found = async || {
        let condition = StringCondition::builder()
            .field_name("name")
            .value("off")
            .comparison_type(StringComparisonType::StartsWith)
            .build();
        let criteria = HoursOfOperationSearchCriteria::builder()
            .string_condition(condition)
            .build();
        let asked = connect.search_hours_of_operations().instance_id(&instance);
        asked
            .search_criteria(criteria)
            .send()
            .await
            .unwrap()
            .hours_of_operations()
            .len()
    };
    assert_eq!((described().await, found().await), (false, 0));
    let again = create(&connect, &instance, "Office").send().await;
    assert_eq!(refusal(again).0, "DuplicateResourceException");
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!((described().await, found().await), (true, 0));
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!((described().await, found().await), (true, 1));
}

#[tokio::test(start_paused = true)]
async fn effective_hours_follow_the_weekdays_of_the_dates() {
    let desk = Desk::new(unthrottled());
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let id = create(&connect, &instance, "Office").send().await.unwrap();
    let id = id.hours_of_operation_id.unwrap();
    let ask = async |from: &str, to: &str| {
        let asked = connect
            .get_effective_hours_of_operations()
            .instance_id(&instance);
        asked
            .hours_of_operation_id(&id)
            .from_date(from)
            .to_date(to)
            .send()
            .await
    };
    // 2026-03-01 is a Sunday.
    let answer = ask("2026-02-28", "2026-03-02").await.unwrap();
    let days: Vec<_> = answer
        .effective_hours_of_operation_list()
        .iter()
        .map(|day| (day.date().unwrap(), day.operational_hours().len()))
        .collect();
    assert_eq!(
        days,
        [("2026-02-28", 0), ("2026-03-01", 0), ("2026-03-02", 1)]
    );
    assert_eq!(
        refusal(ask("2026-03-02", "2026-03-01").await).0,
        "InvalidParameterException"
    );
    assert_eq!(
        refusal(ask("2026-02-30", "2026-03-01").await).0,
        "InvalidParameterException"
    );
}
