//! Predefined attributes, and the proficiencies of users in them.

use std::time::Duration;

use aws_sdk_connect::types::{
    PredefinedAttribute, PredefinedAttributeValues, UserProficiency, UserProficiencyDisassociate,
};
use aws_sim::{Quotas, Settings};

use crate::{
    center::{
        Center, DUPLICATE, FULL, IN_USE, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, refused,
    },
    desk::unthrottled,
};

fn values(values: &[&str]) -> PredefinedAttributeValues {
    PredefinedAttributeValues::StringList(values.iter().map(|of| (*of).to_owned()).collect())
}

fn create(
    center: &Center,
    name: &str,
) -> aws_sdk_connect::operation::create_predefined_attribute::builders::CreatePredefinedAttributeFluentBuilder
{
    let create = center.connect.create_predefined_attribute();
    let create = create.instance_id(&center.instance).name(name);
    create.values(values(&["English", "French"]))
}

async fn described(center: &Center, name: &str) -> PredefinedAttribute {
    let asked = center.connect.describe_predefined_attribute();
    let asked = asked.instance_id(&center.instance).name(name);
    asked
        .send()
        .await
        .expect("an answer")
        .predefined_attribute
        .expect("it is there")
}

fn proficiency(attribute: &str, value: &str, level: f32) -> UserProficiency {
    UserProficiency::builder()
        .attribute_name(attribute)
        .attribute_value(value)
        .level(level)
        .build()
        .expect("a proficiency")
}

#[tokio::test(start_paused = true)]
async fn attributes_are_known_by_name_and_replaced_list_by_list() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("predefined-attributes".to_owned(), 2)].into()),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    create(&center, "lang/spoken")
        .purposes("skill")
        .send()
        .await
        .unwrap();
    let attribute = described(&center, "lang/spoken").await;
    assert_eq!(attribute.values, Some(values(&["English", "French"])));
    assert_eq!(attribute.purposes(), ["skill"]);
    assert_eq!(refused!(create(&center, "lang/spoken")), DUPLICATE);
    let twice = create(&center, "level").values(values(&["1", "1"]));
    assert_eq!(refused!(twice), INVALID_PARAMETER);
    create(&center, "level").send().await.unwrap();
    assert_eq!(refused!(create(&center, "third")), FULL);

    let update = connect.update_predefined_attribute().instance_id(instance);
    let update = update.name("level").values(values(&["A", "B"]));
    update.clone().send().await.unwrap();
    assert_eq!(
        described(&center, "level").await.values,
        Some(values(&["A", "B"]))
    );
    assert_eq!(refused!(update.name("none")), NOT_FOUND);
    let found = connect.search_predefined_attributes().instance_id(instance);
    assert_eq!(found.send().await.unwrap().predefined_attributes().len(), 2);
    let delete = connect
        .delete_predefined_attribute()
        .instance_id(instance)
        .name("level");
    delete.clone().send().await.unwrap();
    assert_eq!(refused!(delete), NOT_FOUND);
    let listed = connect
        .list_predefined_attributes()
        .instance_id(instance)
        .send()
        .await
        .unwrap();
    assert_eq!(listed.predefined_attribute_summary_list().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn users_are_proficient_in_values_that_exist_and_keep_them_there() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("proficiencies-per-user".to_owned(), 2)].into()),
        ..unthrottled()
    })
    .await;
    let (connect, instance) = (&center.connect, center.instance.as_str());
    create(&center, "language").send().await.unwrap();
    create(&center, "region")
        .values(values(&["North"]))
        .send()
        .await
        .unwrap();
    let user = center.user("ann").await;
    let associate = |name: &str, value: &str, level| {
        let associate = connect.associate_user_proficiencies().instance_id(instance);
        let associate = associate.user_id(&user);
        associate.user_proficiencies(proficiency(name, value, level))
    };
    let listed = async || {
        let list = connect.list_user_proficiencies().instance_id(instance);
        let listed = list.user_id(&user).send().await.unwrap();
        let levels = listed.user_proficiency_list().iter();
        levels
            .map(|of| (of.attribute_value.clone(), of.level))
            .collect::<Vec<_>>()
    };
    assert_eq!(refused!(associate("none", "French", 1.0)), NOT_FOUND);
    assert_eq!(
        refused!(associate("language", "Welsh", 1.0)),
        INVALID_PARAMETER
    );
    assert_eq!(
        refused!(associate("language", "French", 5.5)),
        INVALID_PARAMETER
    );
    associate("language", "French", 3.0).send().await.unwrap();
    assert_eq!(
        refused!(associate("language", "French", 4.0)),
        INVALID_REQUEST
    );
    associate("language", "English", 5.0).send().await.unwrap();
    assert_eq!(refused!(associate("region", "North", 1.0)), INVALID_REQUEST);
    let row = |value: &str, level| (value.to_owned(), level);
    assert_eq!(listed().await, [row("English", 5.0), row("French", 3.0)]);

    let update = |name: &str, level| {
        let update = connect.update_user_proficiencies().instance_id(instance);
        let update = update.user_id(&user);
        update.user_proficiencies(proficiency("language", name, level))
    };
    update("French", 2.0).send().await.unwrap();
    assert_eq!(listed().await[1], row("French", 2.0));
    let lose = connect.update_predefined_attribute().instance_id(instance);
    let lose = lose.name("language").values(values(&["English"]));
    assert_eq!(refused!(lose.clone()), INVALID_REQUEST);
    let delete = connect.delete_predefined_attribute().instance_id(instance);
    assert_eq!(refused!(delete.name("language")), IN_USE);
    tokio::time::sleep(Duration::from_secs(1)).await;

    let french = UserProficiencyDisassociate::builder();
    let french = french.attribute_name("language").attribute_value("French");
    let disassociate = connect
        .disassociate_user_proficiencies()
        .instance_id(instance);
    let disassociate = disassociate.user_id(&user);
    let disassociate = disassociate.user_proficiencies(french.build().unwrap());
    disassociate.clone().send().await.unwrap();
    assert_eq!(refused!(disassociate), NOT_FOUND);
    assert_eq!(refused!(update("French", 1.0)), NOT_FOUND);
    lose.send().await.unwrap();
    assert_eq!(listed().await, [row("English", 5.0)]);
}
