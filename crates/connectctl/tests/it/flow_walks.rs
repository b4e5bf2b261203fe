//! Contacts that walk through flows.

use std::fmt::Write as _;

use expect_test::expect;
use serde_json::{Value, json};

use crate::desk::Desk;

const WELCOME: &str = "ferries/bundle/flows/CONTACT_FLOW/Welcome.json";

#[tokio::test(start_paused = true)]
async fn a_contact_shows_its_way_and_its_end() {
    let desk = Desk::with_flows();
    let said = desk
        .types("connectctl flow try ferries/bundle --flow Welcome --press timeout --press 1 --hours open --from +442079460000 --lambda {\"name\":\"Ada\",\"card\":\"gold\"} --draw way.html")
        .await;
    expect![[r#"
        Drew 2 pictures; open way.html
        --- stdout
        Welcome (CONTACT_FLOW)
           1  Log: sets logging to Enabled → next
           2  Look up traveller: invokes module Look up traveller → next
        Look up traveller (MODULE)
           3  Look up: function ferry-traveller-lookup answers → next
           4  Keep traveller: sets traveller = Ada, card = gold → next
           5  Return: returns
        Welcome (CONTACT_FLOW)
           6  Greet: plays “Welcome to Harbour Ferries.” → next
           7  Open now?: Ticket office is open → True
           8  Menu: the customer chooses nothing → InputTimeLimitExceeded
           9  Three tries: loops, 1 of 2 → ContinueLooping
          10  Menu: the customer chooses 1 → 1
          11  Choose bookings: sets queue Bookings → next
          12  Anyone there?: NumberOfAgentsStaffed is 1 → 0 (assumed)
          13  Set waiting: sets CustomerQueue to flow Waiting → next
          14  To the queue: puts the contact into queue Bookings (assumed)
        QUEUED: Bookings
        attribute card = gold
        attribute traveller = Ada
        event CustomerQueue → Waiting
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let page = desk.read("way.html");
    assert!(page.contains("walked"));
    assert!(page.contains(">Look up traveller</a>"));
}

#[tokio::test(start_paused = true)]
async fn options_go_before_the_file_of_the_contact() {
    let desk = Desk::with_flows().file(
        "contact.yaml",
        "from: '+442079460000'\ninput: [1, 9]\nhours: { Ticket office: closed }\nattributes: { a: old, b: kept }\n",
    );
    let line = "connectctl flow try ferries/bundle --flow CONTACT_FLOW/Welcome --contact contact.yaml --attribute a=new --output json";
    let said = desk.types(line).await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
    let walk: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(walk["attributes"]["a"], "new");
    assert_eq!(walk["attributes"]["b"], "kept");
    assert_eq!(walk["end"]["kind"], "DISCONNECTED");
    let said = desk
        .types(&format!(
            "{line} --hours open --press 2 --result Greet=NoMatchingError"
        ))
        .await;
    let walk: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(walk["queue"], "Lost property");
    let greet = walk["steps"].as_array().unwrap().iter();
    let greet = greet.clone().find(|step| step["label"] == "Greet").unwrap();
    assert_eq!(greet["branch"]["name"], "NoMatchingError");
}

#[tokio::test(start_paused = true)]
async fn what_is_no_contact_is_refused_with_what_there_is() {
    let desk = Desk::with_flows().file("contact.yaml", "hour: { A: open }\n");
    let try_flows = "connectctl flow try ferries/bundle --flow";
    let said = desk.types(&format!("{try_flows} Main")).await;
    expect![[r#"
        error: there is no flow or module "Main"

        There are:
          flow CONTACT_FLOW/Callback
          flow CONTACT_FLOW/Welcome
          flow CUSTOMER_QUEUE/Waiting
          module Look up traveller
        --- stdout
        --- exit 2
    "#]]
    .assert_eq(&said.all());
    let said = desk
        .types(&format!("{try_flows} Welcome --hours shut"))
        .await;
    expect![[r#"
        error: the contact is not one: unknown variant `shut`, expected one of `open`, `closed`, `error`

        `connectctl flow try --help` says what each option takes.
        --- stdout
        --- exit 2
    "#]].assert_eq(&said.all());
    let said = desk
        .types(&format!("{try_flows} Welcome --contact contact.yaml"))
        .await;
    assert_eq!(said.exit, 2);
    assert!(
        said.stderr.contains("unknown field `hour`"),
        "{}",
        said.stderr
    );
    let said = desk.types("connectctl flow try ferries/bundle").await;
    assert_eq!(said.exit, 2);
    let said = desk
        .types("connectctl flow try ferries/bundle --cases c.yaml --press 1")
        .await;
    assert_eq!(said.exit, 2, "cases bring their contacts along");
}

#[tokio::test(start_paused = true)]
async fn a_contact_that_never_ends_is_a_failure() {
    let desk = Desk::with_flows().edited(
        WELCOME,
        &[("\"NextAction\": \"Say sorry\"", "\"NextAction\": \"Greet\"")],
    );
    let said = desk
        .types("connectctl flow try ferries/bundle --flow Welcome --hours open")
        .await;
    assert_eq!(said.exit, 1);
    assert!(said.stdout.contains("LOOP_LIMIT"), "{}", said.stdout);
}

#[tokio::test(start_paused = true)]
async fn the_cases_of_the_example_hold() {
    let desk = Desk::with_flows();
    let said = desk
        .types("connectctl flow try ferries/bundle --cases ferries/cases.yaml --junit report.xml --draw coverage.html")
        .await;
    assert_eq!(said.exit, 0, "{}", said.stdout);
    assert!(said.stdout.contains("6 cases, 0 failed"), "{}", said.stdout);
    assert!(
        desk.read("report.xml")
            .contains("tests=\"6\" failures=\"0\"")
    );
    assert!(
        desk.read("coverage.html")
            .contains("untried: Menu → NoMatchingCondition")
    );
}

#[tokio::test(start_paused = true)]
async fn a_case_that_fails_says_where_and_ends_with_1() {
    let desk = Desk::with_flows().edited(WELCOME, &[("Welcome to Harbour Ferries.", "Hello.")]);
    let said = desk
        .types("connectctl flow try ferries/bundle --cases ferries/cases.yaml --junit report.xml")
        .await;
    assert_eq!(said.exit, 1);
    let told: String = said
        .stdout
        .lines()
        .take_while(|line| !line.contains("blocks"))
        .fold(String::new(), |text, line| text + line + "\n");
    expect![[r#"
        FAIL Welcome: a booking while somebody is there
             expected prompt “Welcome to Harbour Ferries.”, came prompts “Hello.”, “For bookings press 1. For lost property press 2. To have us call you back press 3.”
        ok   Welcome: a booking while nobody is there becomes a callback
        FAIL Welcome: at night there is the callback alone
             expected prompt “Welcome to Harbour Ferries.”, came prompts “Hello.”, “The ticket office is closed. It opens at eight.”, “To be called back at the number that you call from press 1. To return to the menu press 9.”, “Thank you. We will call you back.”
        ok   Welcome: who says nothing hears the menu three times
        ok   Welcome: from the callback there is a way back to the menu
        ok   Welcome: a function that fails keeps nobody from the menu
        6 cases, 2 failed
    "#]].assert_eq(&told);
    assert!(desk.read("report.xml").contains("failures=\"2\""));
    let said = desk
        .types("connectctl flow try ferries/bundle --cases ferries/cases.yaml --output json")
        .await;
    let told: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(
        told["results"][0]["departures"][0]["expected"],
        "prompt “Welcome to Harbour Ferries.”"
    );
    assert!(told["coverage"][0]["coverage"]["untaken"].is_array());
}

#[tokio::test(start_paused = true)]
async fn all_files_of_cases_that_cannot_be_read_are_told() {
    let desk = Desk::with_flows()
        .file(
            "a.yaml",
            "flow: Welcome\ncases: [{ name: x, expects: {} }]\n",
        )
        .file("b.yaml", "cases: []\n");
    let said = desk
        .types("connectctl flow try ferries/bundle --cases a.yaml --cases b.yaml --cases c.yaml")
        .await;
    assert_eq!(said.exit, 2);
    for file in ["a.yaml: ", "b.yaml: ", "c.yaml: "] {
        assert!(said.stderr.contains(file), "{file}: {}", said.stderr);
    }
}

/// Two callers who chose bookings, one of them twice, as the flow logged them.
fn log() -> String {
    let line = |contact: &str, second: usize, block: &str, kind: &str, results: Value| {
        let mut line = json!({
            "ContactId": contact, "ContactFlowName": "Welcome", "ContactFlowModuleType": kind, "Identifier": block,
            "ContactFlowId": "arn:aws:connect:eu-west-2:111111111111:instance/i/contact-flow/f",
            "Timestamp": format!("2026-11-20T10:00:{second:02}.000Z"), "Parameters": {},
        });
        if !results.is_null() {
            line["Results"] = results;
        }
        line.to_string()
    };
    let mut text = String::from("a line of something else\n");
    for (contact, digit, next) in [
        ("c1", "1", "Choose bookings"),
        ("c2", "1", "Choose bookings"),
        ("c3", "2", "Choose lost property"),
    ] {
        for line in [
            line(contact, 1, "Greet", "PlayPrompt", Value::Null),
            line(
                contact,
                2,
                "Open now?",
                "CheckHoursOfOperation",
                json!("True"),
            ),
            line(contact, 3, "Menu", "GetUserInput", json!(digit)),
            line(contact, 4, next, "SetQueue", Value::Null),
        ] {
            writeln!(text, "{line}").unwrap();
        }
    }
    text
}

fn replaying() -> Desk {
    let desk = Desk::with_flows()
        .copied("ferries/bundle", "old")
        .file("flow.log", log());
    // Who presses 1 now comes to the lost property.
    desk.edited(
        WELCOME,
        &[(
            "\"NextAction\": \"Choose bookings\"",
            "\"NextAction\": \"Choose lost property\"",
        )],
    )
}

#[tokio::test(start_paused = true)]
async fn contacts_of_a_log_tell_what_a_change_means() {
    let desk = replaying();
    let said = desk
        .types("connectctl flow replay old ferries/bundle --log flow.log --draw report --exit-code")
        .await;
    expect![[r#"
        1 line left out: no event of a flow log
        Drew 2 pictures; open report/index.html
        --- stdout
        3 contacts replayed: 1 same, 2 different
             2  Welcome · Menu: 1 → Choose bookings, now 1 → Choose lost property (such as c1, c2)
        --- exit 3
    "#]]
    .assert_eq(&said.all());
    let page = desk.read("report/index.html");
    assert!(page.contains("CONTACT_FLOW now") && page.contains("CONTACT_FLOW before"));
    let said = desk
        .types("connectctl flow replay old old --log flow.log --exit-code --output json")
        .await;
    assert_eq!(said.exit, 0);
    let told: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(told["log"]["same"], 3);
}

const ROWS: &str = "\
contact_id,flow_resource_id,start_timestamp,channel
c1,f-welcome,2026-11-20 10:00:00,VOICE
c1,f-callback,2026-11-20 10:01:00,VOICE
c2,f-welcome,2026-11-20 10:02:00,VOICE
c3,f-gone,2026-11-20 10:03:00,VOICE
c3,,2026-11-20 10:04:00,VOICE
";

#[tokio::test(start_paused = true)]
async fn rows_of_events_tell_of_the_ways_between_flows_alone() {
    let desk = Desk::with_flows()
        .copied("ferries/bundle", "copy")
        .file("events.csv", ROWS)
        .file(
            "ids.yaml",
            "f-welcome: CONTACT_FLOW/Welcome\nf-callback: Callback\n",
        )
        .edited(
            "copy/flows/CONTACT_FLOW/Welcome.json",
            &[(
                "ref://flow/CONTACT_FLOW/Callback",
                "ref://flow/CONTACT_FLOW/Welcome",
            )],
        );
    let said = desk
        .types("connectctl flow replay ferries/bundle copy --events events.csv --ids ids.yaml --exit-code")
        .await;
    expect![[r#"
        1 row left out: no contact, no flow or no time
        --- stdout
        2 contacts: 0 met only flows that are as they were
             2  met Welcome, which has changed
             1  went from Welcome to Callback, where no block leads now (such as c1)
             1  not comparable: flow f-gone is not in the old set by name, and no id says which one it is
        Such rows say which flows a contact met, and nothing of blocks, input or answers: how it would branch within a flow takes the flow's log.
        --- exit 3
    "#]].assert_eq(&said.all());
    let desk = desk
        .file("bad.csv", "contact,flow\n1,2\n")
        .file("bad.jsonl", "{\"contact_id\": 7}\n{}\n")
        .file("ids.yaml", "x: Nowhere\ny: Neither\n");
    let said = desk
        .types("connectctl flow replay ferries/bundle copy --events bad.csv bad.jsonl")
        .await;
    expect![[r#"
        error: the recordings of contacts cannot be read
          bad.csv: line 1: there is no column `contact_id`
          bad.jsonl: line 1: invalid type: integer `7`, expected a string at line 1 column 16
          bad.jsonl: line 2: missing field `contact_id` at line 1 column 2
        --- stdout
        --- exit 2
    "#]]
    .assert_eq(&said.all());
    let said = desk
        .types("connectctl flow replay ferries/bundle copy --events events.csv --ids ids.yaml")
        .await;
    assert_eq!(said.exit, 2);
    assert!(
        said.stderr.contains("\"Nowhere\"") && said.stderr.contains("\"Neither\""),
        "{}",
        said.stderr
    );
}
