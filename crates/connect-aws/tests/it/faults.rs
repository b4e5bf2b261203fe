//! What goes wrong, and the class that it gets.

use std::{fmt::Write, sync::Arc};

use connect_aws::Session;
use connect_model::{Fault, FaultClass, FlowId, PhoneNumberId, Secret, Tags};
use connect_resources::{
    phone_number::Claim,
    user::{Channels, Identity, Phone, UserDraft},
};
use expect_test::expect_file;
use serde_json::{Value, json};

use crate::{
    desk::{Noted, config, instance, session},
    script::{Answer, Script},
};

async fn fault_of(answer: Answer) -> Fault {
    let ports = session(Script::of([answer])).await.ports();
    let listed = ports
        .flow
        .describe(&instance(), &FlowId::new("f"), true)
        .await;
    listed.unwrap_err()
}

/// Status and code as AWS sends them (facts/connect-api.md, 1.1 and 3; facts/analytics-share.md, 3 and 4).
const ANSWERS: &[(u16, &str)] = &[
    (400, "AlreadyExistsException"),
    (400, "AWS.SimpleQueueService.NonExistentQueue"),
    (400, "ConcurrentModificationException"),
    (400, "ConditionalCheckFailedException"),
    (400, "EntityNotFoundException"),
    (400, "InvalidContactFlowException"),
    (400, "InvalidContactFlowModuleException"),
    (400, "InvalidInputException"),
    (400, "InvalidParameterException"),
    (400, "InvalidRequestException"),
    (400, "OperationTimeoutException"),
    (400, "PropertyValidationException"),
    (400, "ProvisionedThroughputExceededException"),
    (400, "QueueDoesNotExist"),
    (400, "ResourceNumberLimitExceededException"),
    (400, "ResourceShareInvitationAlreadyRejectedException"),
    (400, "ResourceShareInvitationArnNotFoundException"),
    (400, "ResourceShareInvitationExpiredException"),
    (400, "SomethingNew"),
    (400, "ThrottlingException"),
    (400, "UnknownResourceException"),
    (402, "ServiceQuotaExceededException"),
    (402, "SomethingNew"),
    (403, "AccessDeniedException"),
    (403, "ExpiredTokenException"),
    (403, "OverLimit"),
    (403, "SomethingNew"),
    (404, "ContactFlowNotPublishedException"),
    (404, "NotFoundException"),
    (404, "ResourceNotFoundException"),
    (404, "SomethingNew"),
    (408, "RequestTimeout"),
    (409, "ConditionalOperationFailedException"),
    (409, "ConditionalRequestConflict"),
    (409, "ConflictException"),
    (409, "DuplicateResourceException"),
    (409, "IdempotencyException"),
    (409, "KMSInvalidStateException"),
    (409, "ResourceConflictException"),
    (409, "ResourceInUseException"),
    (409, "ResourceNotReadyException"),
    (409, "SomethingNew"),
    (412, "PreconditionFailed"),
    (412, "SomethingNew"),
    (429, "LimitExceededException"),
    (429, "SomethingNew"),
    (429, "ThrottlingException"),
    (429, "TooManyRequestsException"),
    (500, "InternalServiceException"),
    (501, "NotImplemented"),
    (503, "ServiceUnavailable"),
    (503, "SlowDown"),
];

#[tokio::test(start_paused = true)]
async fn every_error_code_has_its_class() {
    let mut table = String::new();
    for (status, code) in ANSWERS {
        let answer = Answer::error(*status, code, &json!({ "message": "Why." }));
        let fault = fault_of(answer).await;
        assert_eq!(
            (fault.code.as_str(), fault.message.as_str()),
            (*code, "Why.")
        );
        assert_eq!(fault.request_id.as_deref(), Some("request-1"));
        assert_eq!(
            (&*fault.service, &*fault.operation),
            ("connect", "DescribeContactFlow")
        );
        writeln!(table, "{status} {code}: {:?}", fault.class).unwrap();
    }
    expect_file!["golden/classes.txt"].assert_eq(&table);
}

#[tokio::test(start_paused = true)]
async fn an_error_without_a_code_is_classed_by_its_status() {
    let page = "<html>Bad gateway</html>".to_owned();
    let fault = fault_of(Answer::Reply(502, None, page)).await;
    assert_eq!(
        (fault.class, fault.code.as_str()),
        (FaultClass::Unavailable, "Http502")
    );
    assert_eq!(fault.request_id.as_deref(), Some("request-1"));
    let fault = fault_of(Answer::Reply(403, None, String::new())).await;
    assert_eq!(
        (fault.class, fault.code.as_str()),
        (FaultClass::Denied, "Http403")
    );
}

#[tokio::test(start_paused = true)]
async fn the_problems_of_a_flow_survive() {
    let listed = json!([{ "message": "First." }, { "message": "Second." }, { "other": 1 }]);
    for (code, member) in [
        ("InvalidContactFlowException", "problems"),
        ("InvalidContactFlowModuleException", "Problems"),
    ] {
        let body = json!({ "message": "It is invalid.", member: listed });
        let fault = fault_of(Answer::error(400, code, &body)).await;
        assert_eq!(fault.problems, ["First.", "Second."], "{code}");
        assert_eq!(fault.class, FaultClass::Invalid);
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_have_arrived_is_unknown() {
    let cut = fault_of(Answer::Cut).await;
    assert_eq!(
        (cut.class, &*cut.code),
        (FaultClass::Unavailable, "ConnectionLost")
    );
    assert!(cut.message.contains("connection reset"), "{}", cut.message);
    let silent = fault_of(Answer::Silence).await;
    assert_eq!(
        (silent.class, &*silent.code),
        (FaultClass::Unavailable, "Timeout")
    );
    let garbage = fault_of(Answer::Reply(200, None, "{\"Contact".to_owned())).await;
    assert_eq!(
        (garbage.class, &*garbage.code),
        (FaultClass::Unavailable, "AnswerUnreadable")
    );
    let empty = fault_of(Answer::ok(&json!({}))).await;
    assert_eq!(
        (empty.class, &*empty.code),
        (FaultClass::Unavailable, "AnswerUnreadable")
    );
}

#[tokio::test(start_paused = true)]
async fn a_thing_that_was_made_but_has_no_id_is_looked_for() {
    let ports = session(Script::default()).await.ports();
    let made = ports
        .user
        .create(&instance(), &user("x"), &Tags::new())
        .await;
    let fault = made.unwrap_err();
    assert_eq!(
        (fault.class, &*fault.code),
        (FaultClass::Unavailable, "AnswerUnreadable")
    );
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_twice() {
    let script = Script::of([Answer::error(500, "InternalServiceException", &json!({}))]);
    let session = session(script.clone()).await;
    let listed = session.ports().instance.list().await;
    assert_eq!(listed.unwrap_err().class, FaultClass::Unavailable);
    assert_eq!(script.requests().len(), 1);
    assert_eq!(
        session.meter().tallies().of("connect.ListInstances").failed,
        1
    );
}

#[tokio::test(start_paused = true)]
async fn only_answers_move_the_pace() {
    let noted = Arc::new(Noted::default());
    let script = Script::of([
        Answer::ok(&json!({})),
        Answer::error(429, "TooManyRequestsException", &json!({})),
        Answer::error(429, "LimitExceededException", &json!({})),
        Answer::Cut,
    ]);
    let session = Session::open(connect_aws::SessionConfig {
        pace: Arc::clone(&noted) as _,
        ..config(script)
    })
    .await;
    for _ in 0..4 {
        let _ = session.ports().instance.list().await;
    }
    let lane = "111111111111/eu-west-2/connect:ListInstances";
    let expected = ["admit", "accepted", "admit", "refused", "admit", "admit"];
    assert_eq!(noted.take(), expected.map(|what| format!("{what} {lane}")));
    let tally = session.meter().tallies().of("connect.ListInstances");
    assert_eq!((tally.calls, tally.throttled, tally.failed), (4, 1, 2));
}

#[tokio::test(start_paused = true)]
async fn a_number_that_is_gone_is_a_conflict_and_bad_input_is_not() {
    let claim = Claim {
        target: "arn".to_owned(),
        number: "+441632960000".to_owned(),
        description: None,
        tags: Tags::new(),
        token: "token".to_owned(),
    };
    for (message, class) in [
        (
            "Phone number not available: +441632960000",
            FaultClass::Conflict,
        ),
        ("The country is not supported", FaultClass::Invalid),
    ] {
        let body = json!({ "message": message });
        let script = Script::of([Answer::error(400, "InvalidParameterException", &body)]);
        let ports = session(script).await.ports();
        let fault = ports.phone_number.claim(&claim).await.unwrap_err();
        assert_eq!((fault.class, &*fault.message), (class, message));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_there_or_gone_already_is_no_fault() {
    let conflict = || Answer::error(409, "ResourceConflictException", &json!({}));
    let gone = || Answer::error(404, "ResourceNotFoundException", &json!({}));
    let script = Script::of([conflict(), conflict(), gone(), gone(), gone()]);
    let ports = session(script.clone()).await.ports();
    let instance = instance();
    let bot = connect_resources::lex::Bot::V2 {
        alias_arn: "arn".to_owned(),
    };
    ports.lambda.associate(&instance, "arn", "t").await.unwrap();
    ports.lex.associate(&instance, &bot, "t").await.unwrap();
    ports.instance.delete(&instance).await.unwrap();
    let number = PhoneNumberId::new("n");
    ports.phone_number.release(&number).await.unwrap();
    ports
        .secret()
        .unwrap()
        .delete("trunkline/uk/ada")
        .await
        .unwrap();
    assert_eq!(script.requests().len(), 5);

    let reused = Answer::error(409, "IdempotencyException", &json!({}));
    let ports = session(Script::of([reused])).await.ports();
    let fault = ports
        .lambda
        .associate(&instance, "arn", "t")
        .await
        .unwrap_err();
    assert_eq!(fault.class, FaultClass::Conflict);
}

#[tokio::test(start_paused = true)]
async fn a_secret_on_its_way_out_is_a_conflict() {
    let message = "You can't create this secret because a secret with this name is already \
                   scheduled for deletion.";
    let answers = [
        json!({ "__type": "InvalidRequestException", "message": message }),
        json!({ "__type": "ResourceExistsException", "message": "Taken." }),
        json!({ "__type": "InvalidRequestException", "message": "Malformed." }),
    ];
    let script = Script::of(answers.map(|body| Answer::Reply(400, None, body.to_string())));
    let ports = session(script).await.ports();
    let value = Secret::new("Correct-Horse-1");
    let mut classes = Vec::new();
    for _ in 0..3 {
        let made = ports
            .secret()
            .unwrap()
            .create("name", &value, &Tags::new(), None, "t")
            .await;
        classes.push(made.unwrap_err().class);
    }
    let expected = [
        FaultClass::Conflict,
        FaultClass::Duplicate,
        FaultClass::Invalid,
    ];
    assert_eq!(classes, expected);
}

#[tokio::test(start_paused = true)]
async fn a_secret_that_is_quoted_back_is_hidden() {
    let quoted = |body: Value| Answer::error(400, "InvalidParameterException", &body);
    let script = Script::of([
        quoted(json!({
            "message": "Password Correct-Horse-1 is too short",
            "problems": [{ "message": "Correct-Horse-1" }],
        })),
        Answer::Reply(
            400,
            None,
            json!({ "__type": "InvalidParameterException", "message": "Correct-Horse-1" })
                .to_string(),
        ),
    ]);
    let ports = session(script).await.ports();
    let draft = user("Correct-Horse-1");
    let fault = ports.user.create(&instance(), &draft, &Tags::new()).await;
    let fault = fault.unwrap_err();
    assert_eq!(fault.message, "Password *** is too short");
    assert_eq!(fault.problems, ["***"]);
    let value = Secret::new("Correct-Horse-1");
    let fault = ports
        .secret()
        .unwrap()
        .create("n", &value, &Tags::new(), None, "t")
        .await;
    assert_eq!(fault.unwrap_err().message, "***");
}

pub(crate) fn user(password: &str) -> UserDraft {
    UserDraft {
        username: "ada".to_owned(),
        password: Some(Secret::new(password)),
        identity: Identity::default(),
        phone: Phone {
            r#type: "SOFT_PHONE".to_owned(),
            auto_accept: false,
            after_contact_work_seconds: 0,
            desk_phone_number: None,
            persistent_connection: None,
        },
        routing_profile: connect_model::RoutingProfileId::new("rp-1"),
        security_profiles: vec![connect_model::SecurityProfileId::new("sp-1")],
        hierarchy_group: None,
        channels: Channels::default(),
        directory_user_id: None,
    }
}
