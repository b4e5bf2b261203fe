//! Prompts.

use aws_sdk_connect::{
    operation::create_contact_flow::CreateContactFlowError,
    types::{ContactFlowType, PromptSearchCriteria, StringComparisonType, StringCondition},
};
use aws_sim::{Quotas, Settings};
use serde_json::json;

use crate::{
    center::{Center, DUPLICATE, FULL, INVALID_REQUEST, NOT_FOUND, refused},
    desk::unthrottled,
};

#[tokio::test(start_paused = true)]
async fn a_prompt_comes_back_as_it_was_given_and_changes_by_aspect() {
    let center = Center::new(Settings {
        quotas: Quotas::Custom([("prompts".to_owned(), 1)].into()),
        ..unthrottled()
    })
    .await;
    let create = |name: &str| {
        let create = center.connect.create_prompt().instance_id(&center.instance);
        create.name(name).s3_uri("s3://sounds/hello.wav")
    };
    assert_eq!(refused!(create("Beep.wav")), DUPLICATE);
    let created = create("Hello").description("Says hello").tags("team", "a");
    let created = created.send().await.unwrap();
    assert_eq!(refused!(create("Other")), FULL);
    let id = created.prompt_id.unwrap();
    let describe = || {
        let asked = center
            .connect
            .describe_prompt()
            .instance_id(&center.instance);
        asked.prompt_id(&id)
    };
    let prompt = describe().send().await.unwrap().prompt.unwrap();
    assert_eq!(
        (prompt.name(), prompt.description()),
        (Some("Hello"), Some("Says hello"))
    );
    assert_eq!(prompt.tags.unwrap()["team"], "a");
    let file = center
        .connect
        .get_prompt_file()
        .instance_id(&center.instance);
    let file = file.prompt_id(&id).send().await.unwrap();
    assert!(file.prompt_presigned_url().unwrap().contains(&id));

    let update = || {
        let update = center.connect.update_prompt().instance_id(&center.instance);
        update.prompt_id(&id)
    };
    assert_eq!(refused!(update().name("Beep.wav")), INVALID_REQUEST);
    update().name("Hi").send().await.unwrap();
    let condition = StringCondition::builder().field_name("name").value("h");
    let condition = condition.comparison_type(StringComparisonType::StartsWith);
    let criteria = PromptSearchCriteria::builder().string_condition(condition.build());
    let found = center
        .connect
        .search_prompts()
        .instance_id(&center.instance);
    let found = found
        .search_criteria(criteria.build())
        .send()
        .await
        .unwrap();
    assert_eq!(found.prompts().len(), 1);
    assert_eq!(found.prompts()[0].description(), Some("Says hello"));

    let delete = |id: &str| {
        let delete = center.connect.delete_prompt().instance_id(&center.instance);
        delete.prompt_id(id)
    };
    delete(&id).send().await.unwrap();
    assert_eq!(refused!(describe()), NOT_FOUND);
    let listed = center.connect.list_prompts().instance_id(&center.instance);
    let listed = listed.send().await.unwrap().prompt_summary_list.unwrap();
    assert_eq!(refused!(delete(listed[0].id().unwrap())), INVALID_REQUEST);
}

#[tokio::test(start_paused = true)]
async fn flows_play_prompts_of_their_instance() {
    let center = Center::new(unthrottled()).await;
    let listed = center.connect.list_prompts().instance_id(&center.instance);
    let listed = listed.send().await.unwrap().prompt_summary_list.unwrap();
    let publish = |second: &str| {
        let messages = json!([{ "PromptId": listed[0].arn() }, { "PromptId": second }]);
        let content = json!({
            "Version": "2019-10-30",
            "StartAction": "play",
            "Actions": [{ "Identifier": "play", "Type": "MessageParticipantIteratively",
                "Parameters": { "Messages": messages }, "Transitions": {} }],
        });
        let create = center
            .connect
            .create_contact_flow()
            .instance_id(&center.instance);
        let create = create.name(second).r#type(ContactFlowType::CustomerHold);
        create.content(content.to_string())
    };
    publish(listed[1].id().unwrap()).send().await.unwrap();
    let error = publish("none")
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    let CreateContactFlowError::InvalidContactFlowException(error) = error else {
        panic!("{error:?}");
    };
    let path = "Invalid Action property value. Path: Actions[0].Parameters.Messages[1].PromptId";
    assert_eq!(error.problems()[0].message(), Some(path));
}
