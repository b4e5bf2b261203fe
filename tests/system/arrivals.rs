//! Flows that name things of every kind, from one account and Region to another.

use aws_sim::Settings;
use connect_model::InstanceId;
use flow_language::{
    Document, FlowType,
    bundle::{Bundle, Item, ItemName},
};
use flow_port::{Deploy, ExportOptions, Mapping};
use serde_json::{Value, json};
use system_tests::{
    Desk, Quay,
    script::{action, content, end},
    spec,
};

/// An instance and what its names begin with.
struct Shore {
    desk: Desk,
    prefix: &'static str,
}

// === impl Shore ===

impl Shore {
    async fn at(account: &str, region: &str, prefix: &'static str) -> Self {
        let desk = Desk::at(account, region, Settings::default());
        let shore = Self { desk, prefix };
        let bot = shore.named("Booking");
        shore.desk.make_lex_alias(&bot, "live").await;
        let function = format!("arn:aws:lambda:{region}:{account}:function:{prefix}lookup");
        let center = format!(
            "
instance: {{ alias: shore }}
hours_of_operation:
  - {{ name: {prefix}Day, time_zone: Europe/London, config: [{{ day: MONDAY, start: '09:00', end: '17:00' }}] }}
queues:
  - {{ name: {prefix}Sales, hours: {prefix}Day }}
routing_profiles:
  - name: Advisers
    default_outbound_queue: {prefix}Sales
    media_concurrencies: [{{ channel: VOICE, concurrency: 1 }}]
    queue_configs: [{{ channel: VOICE, queue: {prefix}Sales }}]
users:
  - {{ username: {prefix}ada, email: ada@example.com, first_name: Ada, last_name: Agent, routing_profile: Advisers, security_profiles: [Agent] }}
lambda_functions: {{ lookup: '{function}' }}
lex_bots: [{{ name: {bot}, alias: live }}]
"
        );
        shore.desk.applied(1, &spec(&center)).await;
        shore.furnish().await;
        shore
    }

    fn named(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    async fn instance(&self) -> InstanceId {
        self.desk.instance("shore").await
    }

    /// Makes what no centre declares: a view, a task template and a data table.
    async fn furnish(&self) {
        let instance = self.instance().await;
        let view = json!({
            "Name": self.named("Guide"), "Status": "PUBLISHED",
            "Content": {"Template": "{\"Head\": {}, \"Body\": []}", "Actions": ["Next"]},
        });
        self.desk.make(&format!("/views/{instance}"), &view).await;
        let ports = self.desk.ports().await;
        let flows = ports.flow.list(&instance).await.unwrap();
        let inbound = flows.iter().find(|flow| flow.name.contains("inbound"));
        let name = json!({"Name": "What"});
        let template = json!({
            "Name": self.named("Call back"), "ContactFlowId": inbound.unwrap().known.id,
            "Fields": [{"Id": name, "Type": "NAME"}],
            "Constraints": {"RequiredFields": [{"Id": name}]},
        });
        let path = format!("/instance/{instance}/task/template");
        self.desk.make(&path, &template).await;
        let table = json!({
            "Name": self.named("Greetings"), "TimeZone": "Europe/London",
            "ValueLockLevel": "NONE", "Status": "PUBLISHED",
        });
        self.desk
            .make(&format!("/data-tables/{instance}"), &table)
            .await;
    }
}

/// A flow that names one thing of every kind that a list tells, each where the language has it.
fn wide() -> Item {
    let steps = [
        (
            "CheckHoursOfOperation",
            json!({"HoursOfOperationId": "ref://hours/Day"}),
        ),
        (
            "UpdateContactTargetQueue",
            json!({"QueueId": "ref://queue/Sales"}),
        ),
        (
            "UpdateContactTargetQueue",
            json!({"AgentId": "ref://user/ada"}),
        ),
        (
            "CheckMetricData",
            json!({"MetricType": "NumberOfAgentsAvailable", "QueueId": "ref://queue/Sales"}),
        ),
        (
            "UpdateContactEventHooks",
            json!({"EventHooks": {"CustomerQueue": "ref://flow/CUSTOMER_QUEUE/Waiting"}}),
        ),
        (
            "InvokeLambdaFunction",
            json!({"LambdaFunctionARN": "ref://lambda/lookup", "InvocationTimeLimitSeconds": "8"}),
        ),
        (
            "ConnectParticipantWithLexBot",
            json!({"Text": "Yes?", "LexV2Bot": {"AliasArn": "ref://lex/Booking%2Flive"}}),
        ),
        (
            "MessageParticipant",
            json!({"PromptId": "ref://prompt/Beep.wav"}),
        ),
        (
            "ShowView",
            json!({"ViewResource": {"Id": "ref://view/Guide/$LATEST"}}),
        ),
        (
            "ShowView",
            json!({"ViewResource": {"Id": "ref://view/form/1"}}),
        ),
        (
            "CreateTask",
            json!({"TaskTemplateId": "ref://task-template/Call back", "Name": "Call", "ContactFlowId": "ref://flow/CONTACT_FLOW/Wide"}),
        ),
        (
            "EvaluateDataTableValues",
            json!({"DataTableId": "ref://data-table/Greetings"}),
        ),
    ];
    let next = |at: usize| {
        if at + 1 == steps.len() {
            "end".to_owned()
        } else {
            format!("step {}", at + 1)
        }
    };
    let numbered = |(at, (action_type, parameters)): (usize, &(&str, Value))| {
        action(
            &format!("step {at}"),
            action_type,
            parameters,
            Some(&next(at)),
        )
    };
    let mut actions: Vec<Value> = steps.iter().enumerate().map(numbered).collect();
    actions.push(end("DisconnectParticipant"));
    Item::new(content(&actions))
}

fn bundle() -> Bundle {
    let mut bundle = Bundle::default();
    bundle
        .items
        .insert(ItemName::flow(FlowType::ContactFlow, "Wide"), wide());
    let waiting = Item::new(content(&[end("EndFlowExecution")]));
    bundle
        .items
        .insert(ItemName::flow(FlowType::CustomerQueue, "Waiting"), waiting);
    bundle
}

/// Everything but what the bundle brings and what AWS has everywhere is called otherwise.
fn mapping(prefix: &str) -> Mapping {
    let kinds = [
        "data-table",
        "hours",
        "lambda",
        "lex",
        "queue",
        "task-template",
        "user",
    ];
    let prefixes: serde_json::Map<String, Value> = kinds
        .into_iter()
        .map(|kind| (kind.to_owned(), json!({"": prefix})))
        .collect();
    let names = json!({"view": {"Guide": format!("{prefix}Guide")}});
    serde_json::from_value(json!({"prefixes": prefixes, "names": names})).unwrap()
}

async fn arrive(shore: &Shore, bundle: &Bundle) -> Bundle {
    let (quay, mapping) = (Quay::new(&shore.desk, "shore"), mapping(shore.prefix));
    let deploy = Deploy {
        mapping: mapping.clone(),
        ..Deploy::default()
    };
    quay.deployed(2, bundle, &deploy).await;
    assert_eq!(quay.deployed(3, bundle, &deploy).await.changes(), 0);
    quay.export(&ExportOptions {
        mapping,
        ..ExportOptions::default()
    })
    .await
    .bundle
}

#[tokio::test(start_paused = true)]
async fn things_of_every_kind_keep_their_meaning_in_another_account_and_region() {
    let bundle = bundle();
    let home = Shore::at("111111111111", "eu-west-2", "uk-").await;
    assert_eq!(arrive(&home, &bundle).await, bundle);
    let away = Shore::at("222222222222", "us-east-1", "us-").await;
    assert_eq!(arrive(&away, &bundle).await, bundle);

    // Nothing of the one is left in the other.
    let instance = away.instance().await;
    let ports = away.desk.ports().await;
    let flows = ports.flow.search(&instance).await.unwrap();
    let wide = flows.iter().find(|flow| flow.name == "Wide").unwrap();
    let written = wide.content.clone().unwrap();
    assert!(Document::parse(&written).is_ok());
    for foreign in ["111111111111", "eu-west-2", "ref://", "uk-"] {
        assert!(!written.contains(foreign), "{foreign} in {written}");
    }
    assert!(!written.contains(home.instance().await.as_str()));
}
