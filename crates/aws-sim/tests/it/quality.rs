//! Vocabularies, rules, task templates and evaluation forms.

use std::time::Duration;

use aws_sdk_connect::{
    operation::{
        create_task_template::CreateTaskTemplateError,
        update_evaluation_form::builders::UpdateEvaluationFormFluentBuilder,
    },
    types::{
        EvaluationFormItem, EvaluationFormQuestion, EvaluationFormQuestionType,
        EvaluationFormVersionStatus, RequiredFieldInfo, TaskTemplateConstraints, TaskTemplateField,
        TaskTemplateFieldIdentifier, TaskTemplateFieldType, VocabularyLanguageCode,
        VocabularyState,
    },
};

use crate::{
    center::{Center, IN_USE, INVALID_REQUEST, NOT_FOUND, Refusal, refused},
    desk::unthrottled,
};

fn conflict() -> Refusal {
    Refusal("ResourceConflictException".into(), 409)
}

#[tokio::test(start_paused = true)]
async fn a_vocabulary_comes_in_a_minute_and_goes_in_an_hour_and_a_half() {
    let center = Center::new(unthrottled()).await;
    let create = center
        .connect
        .create_vocabulary()
        .instance_id(&center.instance);
    let create = create.vocabulary_name("names").content("Phrase");
    let create = create.language_code(VocabularyLanguageCode::EnGb);
    let id = create.clone().send().await.unwrap().vocabulary_id;
    assert_eq!(refused!(create), conflict());
    let state = async || {
        let describe = center.connect.describe_vocabulary();
        let describe = describe.instance_id(&center.instance).vocabulary_id(&id);
        let described = describe.send().await.ok()?;
        Some(described.vocabulary.unwrap().state)
    };
    let default = |language: VocabularyLanguageCode| {
        let associate = center.connect.associate_default_vocabulary();
        associate
            .instance_id(&center.instance)
            .language_code(language)
    };
    let delete = center.connect.delete_vocabulary();
    let delete = delete.instance_id(&center.instance).vocabulary_id(&id);
    assert_eq!(state().await, Some(VocabularyState::CreationInProgress));
    let english = default(VocabularyLanguageCode::EnGb);
    assert_eq!(
        refused!(english.clone().vocabulary_id(&id)),
        INVALID_REQUEST
    );
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert_eq!(state().await, Some(VocabularyState::Active));
    let french = default(VocabularyLanguageCode::FrFr).vocabulary_id(&id);
    assert_eq!(refused!(french), INVALID_REQUEST);
    english.clone().vocabulary_id(&id).send().await.unwrap();
    assert_eq!(refused!(delete.clone()), IN_USE);
    english.send().await.unwrap();
    delete.send().await.unwrap();
    assert_eq!(state().await, Some(VocabularyState::DeleteInProgress));
    tokio::time::sleep(Duration::from_mins(90)).await;
    assert_eq!(state().await, None);
}

#[tokio::test(start_paused = true)]
async fn a_template_that_makes_no_task_is_refused_with_the_property() {
    let center = Center::new(unthrottled()).await;
    let id = || TaskTemplateFieldIdentifier::builder().name("What").build();
    let field = TaskTemplateField::builder().id(id());
    let field = field.r#type(TaskTemplateFieldType::Name).build();
    let required = RequiredFieldInfo::builder().id(id()).build();
    let required = TaskTemplateConstraints::builder().required_fields(required);
    let create = |name: &str| {
        let create = center.connect.create_task_template();
        let create = create.instance_id(&center.instance).name(name);
        create.fields(field.clone())
    };
    let broken = async |create: aws_sdk_connect::operation::create_task_template::builders::CreateTaskTemplateFluentBuilder| {
        let error = create.send().await.unwrap_err().into_service_error();
        let CreateTaskTemplateError::PropertyValidationException(error) = error else {
            panic!("{error:?}");
        };
        let property = &error.property_list()[0];
        (property.property_path.clone(), property.reason.as_str().to_owned())
    };
    let missing = |path: &str| (path.to_owned(), "REQUIRED_PROPERTY_MISSING".to_owned());
    let optional = create("Call back");
    assert_eq!(
        broken(optional).await,
        missing("Constraints.RequiredFields")
    );
    let aimless = create("Call back").constraints(required.clone().build());
    assert_eq!(broken(aimless.clone()).await, missing("ContactFlowId"));
    let flow = center
        .flow("Sample inbound flow (first contact experience)")
        .await;
    let whole = aimless.contact_flow_id(flow);
    whole.clone().send().await.unwrap();
    let taken = ("Name".to_owned(), "RESOURCE_NAME_ALREADY_EXISTS".to_owned());
    assert_eq!(broken(whole).await, taken);
}

/// A question that takes any text.
fn question() -> EvaluationFormItem {
    let question = EvaluationFormQuestion::builder()
        .title("Was it kind?")
        .ref_id("q1");
    let question = question.question_type(EvaluationFormQuestionType::Text);
    EvaluationFormItem::Question(question.build().expect("an answer"))
}

#[tokio::test(start_paused = true)]
async fn a_version_that_was_active_never_changes_again() {
    let center = Center::new(unthrottled()).await;
    let create = center.connect.create_evaluation_form();
    let create = create.instance_id(&center.instance).title("Kindness");
    let form = create
        .items(question())
        .send()
        .await
        .unwrap()
        .evaluation_form_id;
    let update = |version: i32| -> UpdateEvaluationFormFluentBuilder {
        let update = center.connect.update_evaluation_form();
        let update = update
            .instance_id(&center.instance)
            .evaluation_form_id(&form);
        update
            .evaluation_form_version(version)
            .title("Kindness")
            .items(question())
    };
    update(1).description("How kind").send().await.unwrap();
    let activate = center.connect.activate_evaluation_form();
    let activate = activate
        .instance_id(&center.instance)
        .evaluation_form_id(&form);
    activate
        .clone()
        .evaluation_form_version(1)
        .send()
        .await
        .unwrap();
    assert_eq!(refused!(update(1)), conflict());
    let next = update(1).create_new_version(true).send().await.unwrap();
    assert_eq!(next.evaluation_form_version(), 2);
    activate.evaluation_form_version(2).send().await.unwrap();
    assert_eq!(refused!(update(1)), conflict());
    assert_eq!(refused!(update(3)), NOT_FOUND);

    let versions = center.connect.list_evaluation_form_versions();
    let versions = versions
        .instance_id(&center.instance)
        .evaluation_form_id(&form);
    let versions = versions.send().await.unwrap();
    let versions = versions.evaluation_form_version_summary_list().iter();
    let versions: Vec<_> = versions
        .map(|of| (of.locked(), of.status().clone()))
        .collect();
    let expected = [
        (true, EvaluationFormVersionStatus::Draft),
        (true, EvaluationFormVersionStatus::Active),
    ];
    assert_eq!(versions, expected);
    let delete = center.connect.delete_evaluation_form();
    let delete = delete
        .instance_id(&center.instance)
        .evaluation_form_id(&form);
    assert_eq!(refused!(delete.clone()), conflict());
    delete
        .clone()
        .evaluation_form_version(1)
        .send()
        .await
        .unwrap();
    let deactivate = center.connect.deactivate_evaluation_form();
    let deactivate = deactivate
        .instance_id(&center.instance)
        .evaluation_form_id(&form);
    deactivate.evaluation_form_version(2).send().await.unwrap();
    delete.clone().send().await.unwrap();
    assert_eq!(refused!(delete), NOT_FOUND);
}
