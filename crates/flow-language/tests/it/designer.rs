//! The designer shows what the parameters say.

use expect_test::expect_file;
use flow_language::{Document, Ref, RefKind};

const SOURCE: &str = r#"{
    "Version": "2019-10-30", "StartAction": "queue",
    "Metadata": {"ActionMetadata": {
        "queue": {
            "position": {"x": 96.5555419921875, "y": 1},
            "queue": {"id": "arn:aws:connect:us-east-1:2:instance/I/queue/7f18d5d6-8e42-4613-9014-84503d17e7da", "text": "Old"},
            "parameters": {"QueueId": {"displayName": "Old", "useDynamic": false}}
        },
        "lambda": {"parameters": {"LambdaFunctionARN": {"displayName": "old-lookup"}}},
        "lex": {"lexV2BotName": "OldBot", "lexV2BotAliasName": "old", "parameters": {"LexV2Bot": {"AliasArn": {
            "displayName": "old", "lexV2BotName": "OldBot"}}}},
        "unset": {"Hours": {"id": "", "text": ""}}
    }, "Annotations": [{"content": "Old"}]},
    "Actions": [
        {"Identifier": "queue", "Type": "UpdateContactTargetQueue", "Transitions": {},
         "Parameters": {"QueueId": "7f18d5d6-8e42-4613-9014-84503d17e7da"}},
        {"Identifier": "lambda", "Type": "InvokeLambdaFunction", "Transitions": {},
         "Parameters": {"LambdaFunctionARN": "arn:aws:lambda:us-east-1:2:function:old-lookup"}},
        {"Identifier": "lex", "Type": "ConnectParticipantWithLexBot", "Transitions": {},
         "Parameters": {"LexV2Bot": {"AliasArn": "arn:aws:lex:us-east-1:2:bot-alias/BBBBBBBBBB/AAAAAAAAAA"}}},
        {"Identifier": "unset", "Type": "CheckHoursOfOperation", "Transitions": {}, "Parameters": {"HoursOfOperationId": ""}}
    ]
}"#;

#[test]
fn ids_and_names_follow_a_port_and_unset_ones_stay() {
    let name = |kind: RefKind, _: &str| match kind {
        RefKind::Lex => Ref::new(kind, "Order/live").ok(),
        _ => Ref::new(kind, "Sales").ok(),
    };
    let portable = Document::parse(SOURCE).unwrap().parameterise(&name);
    let moved = portable.resolve(&|name| {
        Some(match name.kind() {
            RefKind::Queue => {
                "arn:aws:connect:eu-west-2:1:instance/J/queue/11111111-8e42-4613-9014-84503d17e7da"
                    .to_owned()
            }
            RefKind::Lambda => "arn:aws:lambda:eu-west-2:1:function:lookup".to_owned(),
            _ => "arn:aws:lex:eu-west-2:1:bot-alias/CCCCCCCCCC/DDDDDDDDDD".to_owned(),
        })
    });
    let metadata = |document: &Document| format!("{:#}\n", document.content()["Metadata"]);
    expect_file!["./golden/designer_portable.json"].assert_eq(&metadata(&portable));
    expect_file!["./golden/designer_moved.json"].assert_eq(&metadata(&moved.unwrap()));
}
