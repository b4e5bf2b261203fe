//! What the daemon is told, and what it says when that is wrong.

use std::{path::PathBuf, time::Duration};

use connect_model::TargetName;
use controld::config::{Args, Config, LogFormat, TelemetryConfig};
use expect_test::{Expect, expect};
use http::HeaderName;

fn load(file: &str, args: Args) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("controld.toml");
    std::fs::write(&path, file).unwrap();
    let args = Args {
        config: Some(path),
        ..args
    };
    Config::load(&args).map_err(|error| {
        let place = folder.path().display().to_string();
        error.to_string().replace(&place, "DIR")
    })
}

fn check(file: &str, args: Args, expected: &Expect) {
    expected.assert_eq(&load(file, args).unwrap_err());
}

#[test]
fn everything_can_be_said_in_a_file() {
    let file = r#"
        data_dir = "/var/lib/trunkline"
        listen = "127.0.0.1:1000"
        http_listen = "[::1]:1001"
        reflection = true
        caller_header = "X-Forwarded-User"
        grace_seconds = 5

        [jobs]
        retention_days = 90
        writing_max = 3
        reading_max = 4

        [limits]
        calls_max = 10
        watches_max = 20

        [[targets]]
        name = "prod-london"
        account = "111111111111"
        region = "eu-west-2"
        labels = { env = "prod" }
        aws_profile = "platform"
        role_arn = "arn:aws:iam::111111111111:role/trunkline"
        external_id = "7"
        endpoint = "http://127.0.0.1:4599"
        ca_file = "ca.pem"
        plans_need_approval = true

        [[targets]]
        name = "test-london"
        account = "111111111111"
        region = "eu-west-2"
        plans_need_approval = false
    "#;
    let config = load(file, Args::default()).unwrap();
    assert_eq!(config.data_dir, PathBuf::from("/var/lib/trunkline"));
    assert_eq!(config.listen.port(), 1000);
    assert_eq!(config.http_listen.to_string(), "[::1]:1001");
    assert!(config.reflection && config.sim_listen.is_none());
    assert_eq!(config.grace, Duration::from_secs(5));
    assert_eq!(config.retention, Duration::from_hours(90 * 24));
    assert_eq!(
        (config.worker.writing_max, config.worker.reading_max),
        (3, 4)
    );
    assert_eq!(
        (config.limits.calls_max, config.limits.watches_max),
        (10, 20)
    );
    let guarded: Vec<_> = config.guarded.iter().map(TargetName::as_str).collect();
    let header = config.caller_header.as_ref().map(HeaderName::as_str);
    assert_eq!(
        (guarded, header),
        (vec!["prod-london"], Some("x-forwarded-user"))
    );
    let target = &config.targets["prod-london"];
    assert_eq!(target.labels["env"], "prod");
    assert_eq!(
        target.role_arn.as_ref().unwrap().resource(),
        "role/trunkline"
    );
    let args = Args {
        listen: Some("127.0.0.1:0".into()),
        data_dir: Some("here".into()),
        ..Args::default()
    };
    let config = load(file, args).unwrap();
    assert_eq!(
        (config.listen.port(), config.data_dir),
        (0, "here".into()),
        "flags win"
    );
}

#[test]
fn telemetry_goes_where_the_file_says_unless_a_flag_does() {
    let file = r#"
        [telemetry]
        log_format = "json"
        otlp_endpoint = "http://127.0.0.1:4317"
        service_name = "controld-london"
    "#;
    let told = TelemetryConfig {
        log_format: LogFormat::Json,
        otlp_endpoint: Some("http://127.0.0.1:4317".into()),
        service_name: "controld-london".into(),
    };
    assert_eq!(load(file, Args::default()).unwrap().telemetry, told);
    let args = Args {
        log_format: Some(LogFormat::Text),
        otlp_endpoint: Some("https://collector:4317".into()),
        service_name: Some(String::new()),
        ..Args::default()
    };
    let flagged = TelemetryConfig {
        log_format: LogFormat::Text,
        otlp_endpoint: Some("https://collector:4317".into()),
        ..told
    };
    let telemetry = load(file, args).unwrap().telemetry;
    assert_eq!(telemetry, flagged, "a variable that is empty says nothing");
}

#[test]
fn without_anything_said_the_defaults_hold() {
    let config = Config::load(&Args::default()).unwrap();
    assert_eq!(config.data_dir, PathBuf::from("./trunkline-data"));
    assert_eq!(config.listen.to_string(), "127.0.0.1:7420");
    assert_eq!(config.http_listen.to_string(), "127.0.0.1:7421");
    assert_eq!(config.retention, Duration::from_hours(30 * 24));
    assert!(!config.reflection && config.targets.is_empty());
    assert_eq!(config.telemetry.log_format, LogFormat::Text);
    assert_eq!(config.telemetry.otlp_endpoint, None);
    assert_eq!(config.telemetry.service_name, "controld");
    let local = Args {
        local: true,
        ..Args::default()
    };
    let config = Config::load(&local).unwrap();
    assert_eq!(config.sim_listen.unwrap().to_string(), "127.0.0.1:4599");
    let targets: Vec<_> = config.targets.values().collect();
    let places = targets
        .iter()
        .map(|target| format!("{} {} {}", target.name, target.account, target.region));
    assert_eq!(
        places.collect::<Vec<_>>(),
        [
            "consumer 222222222222 eu-west-2",
            "local 111111111111 eu-west-2",
            "local-us 111111111111 us-east-1"
        ]
    );
    assert!(config.reflection);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let file = r#"
        listen = "0.0.0.0:7420"
        http_listen = "here"
        reflection = "yes"
        caller_header = "who calls"
        grace_seconds = 0
        colour = "red"

        [jobs]
        retention_days = 7
        writing_max = "all"
        readers = 3

        [limits]
        calls_max = -1

        [telemetry]
        log_format = "xml"
        otlp_endpoint = "127.0.0.1:4317"
        traces = true

        [[targets]]
        name = "Prod"
        account = "1"
        role_arn = "trunkline"
        external_id = "7"
        endpoint = "127.0.0.1"
        labels = { env = 7 }
        plans_need_approval = "yes"

        [[targets]]
        name = "twice"
        account = "111111111111"
        region = "eu-west-2"

        [[targets]]
        name = "twice"
        account = "111111111111"
        region = "eu-west-2"
        role = "x"
        external_id = "7"
    "#;
    check(
        file,
        Args::default(),
        &expect![[r#"
            reflection: expected true or false, found string
            caller_header: expected the name of a header, found "who calls"
            grace_seconds: expected 1 to 600, found 0
            jobs.retention_days: expected 30 to 3650, found 7
            jobs.writing_max: expected a whole number, found string
            jobs.readers: there is no such setting
            limits.calls_max: expected 1 to 100000, found -1
            telemetry.log_format: expected text or json, found "xml"
            telemetry.traces: there is no such setting
            targets[0].plans_need_approval: expected true or false, found string
            targets[0].name: this is not a target name: 1 to 63 lower-case letters, digits and inner hyphens
            targets[0].account: this is not an account id of 12 digits
            targets[0].region: is required
            targets[0].role_arn: this is not an ARN: arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE
            targets[0].endpoint: expected a URL, found "127.0.0.1"
            targets[0].labels.env: expected text, found integer
            targets[2].external_id: means nothing without role_arn
            targets[2].role: there is no such setting
            targets[2]: two targets are called twice
            colour: there is no such setting
            listen: 0.0.0.0:7420 is not loopback: plaintext is only served there, put a proxy with TLS in front
            http_listen: expected ADDRESS:PORT, found "here"
            telemetry.otlp_endpoint: expected http://HOST:PORT or https://HOST:PORT, found "127.0.0.1:4317""#]],
    );
}

#[test]
fn a_file_that_is_none_is_said_where() {
    check(
        "listen = \n[",
        Args::default(),
        &expect![[r#"
        DIR/controld.toml: TOML parse error at line 1, column 10
          |
        1 | listen = 
          |          ^
        string values must be quoted, expected literal string"#]],
    );
    let args = Args {
        config: Some("/no/such/file.toml".into()),
        listen: Some("127.0.0.1".into()),
        ..Args::default()
    };
    let error = Config::load(&args).unwrap_err();
    expect![[r#"
        /no/such/file.toml: No such file or directory (os error 2)
        listen: expected ADDRESS:PORT, found "127.0.0.1""#]]
    .assert_eq(&error.to_string());
    let target =
        "[[targets]]\nname = \"local\"\naccount = \"111111111111\"\nregion = \"eu-west-2\"";
    let local = Args {
        local: true,
        ..Args::default()
    };
    check(
        target,
        local,
        &expect![[r#"targets: "local" is a target of --local and of the file"#]],
    );
}
