//! Repeated requests, and lists of several pages.

use std::time::Duration;

use aws_sdk_connect::types::DirectoryType;
use aws_sim::{Quotas, Rate, Settings};

use crate::{
    center::Center,
    desk::{CONSUMER, Desk, PRODUCER, refusal},
};

fn open() -> Settings {
    Settings {
        rate: Rate::None,
        quotas: Quotas::None,
        ..Settings::default()
    }
}

#[tokio::test(start_paused = true)]
async fn a_repeated_token_gets_the_first_answer_and_another_request_is_refused() {
    let desk = Desk::new(open());
    let create = async |account: &str, alias: &str| {
        desk.connect(account)
            .create_instance()
            .identity_management_type(DirectoryType::Saml)
            .instance_alias(alias)
            .inbound_calls_enabled(true)
            .outbound_calls_enabled(true)
            .client_token("token")
            .send()
            .await
    };
    let first = create(PRODUCER, "uk-center").await.unwrap();
    let again = create(PRODUCER, "uk-center").await.unwrap();
    assert_eq!(first.id(), again.id());
    let other = create(PRODUCER, "us-center").await;
    assert_eq!(refusal(other), ("InvalidRequestException".to_owned(), 400));
    let elsewhere = create(CONSUMER, "us-center").await.unwrap();
    assert_ne!(first.id(), elsewhere.id());

    tokio::time::sleep(Duration::from_hours(25)).await;
    create(PRODUCER, "third-center").await.unwrap();
    let forgotten = create(PRODUCER, "uk-center").await;
    assert_eq!(refusal(forgotten).0, "InvalidRequestException");
    let listed = desk
        .connect(PRODUCER)
        .list_instances()
        .send()
        .await
        .unwrap();
    assert_eq!(listed.instance_summary_list().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn pages_go_on_where_the_last_one_ended_whatever_comes_and_goes() {
    let desk = Desk::new(open());
    let connect = desk.connect(PRODUCER);
    let instance = desk.instance(PRODUCER, "uk-center").await;
    let mut ids = Vec::new();
    for number in 0..7 {
        let created = connect
            .create_hours_of_operation()
            .instance_id(&instance)
            .name(format!("Hours {number}"))
            .time_zone("UTC")
            .set_config(Some(Vec::new()));
        ids.push(created.send().await.unwrap().hours_of_operation_id.unwrap());
    }
    let page = async |token: Option<String>, size: i32| {
        let asked = connect.list_hours_of_operations().instance_id(&instance);
        asked.set_next_token(token).max_results(size).send().await
    };
    let first = page(None, 3).await.unwrap();
    assert_eq!(first.hours_of_operation_summary_list().len(), 3);
    // The last one seen and one that was not seen yet.
    for id in [&ids[1], &ids[3]] {
        let delete = connect.delete_hours_of_operation().instance_id(&instance);
        delete.hours_of_operation_id(id).send().await.unwrap();
    }
    let second = page(first.next_token.clone(), 3).await.unwrap();
    let names: Vec<_> = second
        .hours_of_operation_summary_list()
        .iter()
        .map(|h| h.name().unwrap())
        .collect();
    assert_eq!(names, ["Hours 2", "Hours 4", "Hours 5"]);
    let last = page(second.next_token, 1).await.unwrap();
    assert_eq!(
        (
            last.hours_of_operation_summary_list().len(),
            last.next_token
        ),
        (1, None)
    );

    let invalid = ("InvalidParameterException".to_owned(), 400);
    assert_eq!(refusal(page(None, 1_001).await), invalid);
    assert_eq!(refusal(page(Some("garbage".to_owned()), 3).await), invalid);
    tokio::time::sleep(Duration::from_hours(25)).await;
    assert_eq!(refusal(page(first.next_token, 3).await), invalid);
}

#[tokio::test(start_paused = true)]
async fn a_list_of_attributes_takes_two_pages_of_seven() {
    let desk = Desk::new(open());
    let connect = desk.connect(PRODUCER);
    let instance = desk.instance(PRODUCER, "uk-center").await;
    let pages = connect
        .list_instance_attributes()
        .instance_id(&instance)
        .into_paginator()
        .send();
    let pages = pages.try_collect().await.unwrap();
    let sizes: Vec<_> = pages.iter().map(|page| page.attributes().len()).collect();
    assert_eq!(sizes, [7, 7]);
}

#[tokio::test(start_paused = true)]
async fn queues_of_both_types_come_page_by_page_and_each_once() {
    let center = Center::new(open()).await;
    for name in ["First", "Second"] {
        center.queue(name).await;
        center.user(&format!("{name}-agent")).await;
    }
    let listed = async |size: i32| {
        let list = center.connect.list_queues().instance_id(&center.instance);
        let pages = list.max_results(size).into_paginator().items().send();
        let queues = pages.try_collect().await.unwrap();
        queues
            .into_iter()
            .map(|queue| queue.id.unwrap())
            .collect::<Vec<_>>()
    };
    let all = listed(100).await;
    assert_eq!(all.len(), 5, "one is built in");
    for size in 1..=5 {
        assert_eq!(listed(size).await, all, "pages of {size}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_search_tells_on_every_page_how_many_there_were_on_the_first() {
    let center = Center::new(open()).await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        ids.push(center.queue(name).await);
    }
    let page = async |token: Option<String>| {
        let search = center.connect.search_queues().instance_id(&center.instance);
        let page = search.set_next_token(token).max_results(2).send().await;
        let page = page.unwrap();
        let names: Vec<_> = page
            .queues()
            .iter()
            .map(|queue| queue.name().unwrap().to_owned())
            .collect();
        (names, page.approximate_total_count, page.next_token)
    };
    let (names, total, token) = page(None).await;
    assert_eq!((names.join(" "), total), ("BasicQueue A".into(), Some(4)));
    let delete = center.connect.delete_queue().instance_id(&center.instance);
    delete.queue_id(&ids[1]).send().await.unwrap();
    let (names, total, token) = page(token).await;
    assert_eq!((names.join(" "), total), ("C".into(), Some(4)));
    assert_eq!(token, None);
}
