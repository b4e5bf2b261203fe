//! Lambda functions and Lex bots of an instance, and the flows that use them.

use aws_sdk_connect::types::{ContactFlowType, LexBot, LexV2Bot, LexVersion};
use aws_sim::{Quotas, Settings};
use serde_json::{Value, json};

use crate::{
    center::{Center, INVALID_PARAMETER, INVALID_REQUEST, NOT_FOUND, Refusal, refused},
    desk::unthrottled,
};

const FUNCTION: &str = "arn:aws:lambda:eu-west-2:111111111111:function:lookup";
const ALIAS: &str = "arn:aws:lex:eu-west-2:111111111111:bot-alias/ABCDEFGHIJ/TSTALIASID";

fn conflict() -> Refusal {
    Refusal("ResourceConflictException".into(), 409)
}

fn full() -> Refusal {
    Refusal("ServiceQuotaExceededException".into(), 402)
}

fn v1(name: &str, region: &str) -> LexBot {
    let bot = LexBot::builder().name(name).lex_region(region);
    bot.build().expect("a bot")
}

fn v2(alias: &str) -> LexV2Bot {
    LexV2Bot::builder().alias_arn(alias).build()
}

fn quotas(name: &str, n: u64) -> Settings {
    Settings {
        quotas: Quotas::Custom([(name.to_owned(), n)].into()),
        ..unthrottled()
    }
}

// === impl Center ===

impl Center {
    /// The outcome of publishing a flow with one action of this type.
    async fn publish(&self, action_type: &str, parameters: Value) -> Result<(), String> {
        let errors = ["NoMatchingError", "NoMatchingCondition"]
            .map(|error| json!({ "ErrorType": error, "NextAction": "end" }));
        let content = json!({
            "Version": "2019-10-30",
            "StartAction": "use",
            "Actions": [
                { "Identifier": "use", "Type": action_type, "Parameters": parameters,
                  "Transitions": { "NextAction": "end", "Errors": errors } },
                { "Identifier": "end", "Type": "DisconnectParticipant", "Transitions": {} },
            ],
        });
        let create = self
            .connect
            .create_contact_flow()
            .instance_id(&self.instance);
        let create = create.r#type(ContactFlowType::ContactFlow);
        let create = create
            .name(parameters.to_string())
            .content(content.to_string());
        let published = create.send().await;
        published
            .map(|_| ())
            .map_err(|error| crate::desk::refusal(Err::<(), _>(error)).0)
    }
}

#[tokio::test(start_paused = true)]
async fn functions_are_associated_once_and_then_flows_may_call_them() {
    let center = Center::new(quotas("lambda-functions", 30)).await;
    let associate = |arn: &str| {
        let call = center.connect.associate_lambda_function();
        call.instance_id(&center.instance).function_arn(arn)
    };
    let call = async |arn: &str| {
        let parameters = json!({ "LambdaFunctionARN": arn });
        center.publish("InvokeLambdaFunction", parameters).await
    };
    let broken = Err("InvalidContactFlowException".to_owned());
    assert_eq!(call(FUNCTION).await, broken);
    associate(FUNCTION).send().await.unwrap();
    assert_eq!(refused!(associate(FUNCTION)), conflict());
    for arn in [
        FUNCTION,
        "arn:aws:lambda:eu-west-2:111111111111:function:lookup:live",
        "arn:aws:lambda:$.AwsRegion:111111111111:function:lookup",
        "$.Attributes.function",
    ] {
        assert_eq!(call(arn).await, Ok(()), "{arn}");
    }
    assert_eq!(call(&FUNCTION.replace("lookup", "look")).await, broken);
    for arn in [
        "arn:aws:lambda:us-east-1:111111111111:function:lookup",
        "arn:aws:lambda:eu-west-2:111111111111:layer:lookup",
        "lookup",
    ] {
        assert_eq!(refused!(associate(arn)), INVALID_PARAMETER, "{arn}");
    }

    for n in 1..30 {
        associate(&format!("{FUNCTION}-{n}")).send().await.unwrap();
    }
    assert_eq!(refused!(associate(&format!("{FUNCTION}-x"))), full());
    let list = || {
        center
            .connect
            .list_lambda_functions()
            .instance_id(&center.instance)
    };
    let page = list().send().await.unwrap();
    let rest = list()
        .set_next_token(page.next_token.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(
        (page.lambda_functions().len(), rest.lambda_functions().len()),
        (25, 5)
    );
    let disassociate = || {
        let call = center.connect.disassociate_lambda_function();
        call.instance_id(&center.instance).function_arn(FUNCTION)
    };
    disassociate().send().await.unwrap();
    assert_eq!(refused!(disassociate()), NOT_FOUND);
    assert_eq!(call(&format!("{FUNCTION}:other")).await, broken);
}

#[tokio::test(start_paused = true)]
async fn two_families_of_calls_see_the_same_bots() {
    let center = Center::new(quotas("lex-v1-bots", 2)).await;
    let associate = || center.connect.associate_bot().instance_id(&center.instance);
    associate()
        .lex_bot(v1("Orders", "eu-west-2"))
        .send()
        .await
        .unwrap();
    let older = || {
        center
            .connect
            .associate_lex_bot()
            .instance_id(&center.instance)
    };
    assert_eq!(
        refused!(older().lex_bot(v1("Orders", "eu-west-2"))),
        conflict()
    );
    older()
        .lex_bot(v1("Orders", "us-east-1"))
        .send()
        .await
        .unwrap();
    assert_eq!(refused!(older().lex_bot(v1("Third", "eu-west-2"))), full());
    associate().lex_v2_bot(v2(ALIAS)).send().await.unwrap();
    assert_eq!(refused!(associate().lex_v2_bot(v2(ALIAS))), conflict());

    assert_eq!(refused!(associate()), INVALID_REQUEST);
    let both = associate().lex_bot(v1("a", "b")).lex_v2_bot(v2(ALIAS));
    assert_eq!(refused!(both), INVALID_REQUEST);
    let odd = associate().lex_v2_bot(v2("arn:aws:lex:eu-west-2:111111111111:bot/ABCDEFGHIJ"));
    assert_eq!(refused!(odd), INVALID_REQUEST);

    let list = async |version: LexVersion| {
        let asked = center.connect.list_bots().instance_id(&center.instance);
        let listed = asked.lex_version(version).send().await.unwrap();
        listed.lex_bots.unwrap()
    };
    let aliases = list(LexVersion::V2).await;
    assert_eq!(aliases[0].lex_v2_bot(), Some(&v2(ALIAS)));
    let regions: Vec<_> = list(LexVersion::V1)
        .await
        .iter()
        .map(|bot| bot.lex_bot().unwrap().lex_region().to_owned())
        .collect();
    assert_eq!(regions, ["eu-west-2", "us-east-1"]);
    let older = center.connect.list_lex_bots().instance_id(&center.instance);
    assert_eq!(older.send().await.unwrap().lex_bots().len(), 2);

    let disassociate = || {
        center
            .connect
            .disassociate_bot()
            .instance_id(&center.instance)
    };
    disassociate()
        .lex_bot(v1("Orders", "us-east-1"))
        .send()
        .await
        .unwrap();
    let older = center
        .connect
        .disassociate_lex_bot()
        .instance_id(&center.instance);
    let older = older.bot_name("Orders").lex_region("us-east-1");
    assert_eq!(refused!(older), NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn flows_use_only_bots_that_are_associated() {
    let center = Center::new(unthrottled()).await;
    let (lex, broken) = (
        "ConnectParticipantWithLexBot",
        Err("InvalidContactFlowException".to_owned()),
    );
    let newer = json!({ "Text": "Yes?", "LexV2Bot": { "AliasArn": ALIAS } });
    let older = json!({ "Text": "Yes?", "LexBot": { "Name": "Orders", "Region": "eu-west-2", "Alias": "live" } });
    assert_eq!(center.publish(lex, newer.clone()).await, broken);
    assert_eq!(center.publish(lex, older.clone()).await, broken);
    let associate = || center.connect.associate_bot().instance_id(&center.instance);
    associate()
        .lex_bot(v1("Orders", "eu-west-2"))
        .send()
        .await
        .unwrap();
    associate().lex_v2_bot(v2(ALIAS)).send().await.unwrap();
    assert_eq!(center.publish(lex, newer).await, Ok(()));
    assert_eq!(center.publish(lex, older).await, Ok(()));
}
