//! Privacy and modules.

use flow_language::{Role, bundle::Contract, lint::Context};
use serde_json::{Value, json};

use super::flows::{
    Row, action, ask, compare, content, logging, module, queue, record, row, set, text, transfer,
    whole, with,
};

fn finding_module() -> Context {
    let settings = json!({
        "input": {"schema": {"properties": {"name": {"type": "string"}}, "required": ["name"]}},
        "resultData": {"schema": {"properties": {"id": {"type": "string"}}}},
        "transitions": {"results": [{"name": "Found"}, "Unknown"]},
    });
    let contract = Contract {
        settings: Some(Value::String(settings.to_string())),
        external_invocation: None,
    };
    Context {
        modules: [("Find".to_owned(), contract)].into(),
        ..Context::default()
    }
}

pub(super) fn privacy() -> Vec<Row> {
    let on = || {
        record(
            json!({"RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}}),
            "queue",
        )
    };
    let told = action(
        "a",
        "MessageParticipant",
        json!({"Text": "This call is recorded."}),
        &["record"],
    );
    let sales = || queue("ref://queue/Sales");
    let stored = |parameters: Value| {
        let mut all = json!({"StoreInput": "True", "Text": "Please enter your PIN."});
        for (name, value) in parameters.as_object().unwrap() {
            all[name] = value.clone();
        }
        ask(all, &["set", "!NoMatchingError>end"])
    };
    let key = json!({"InputEncryption": {"EncryptionKeyId": "ref://security-key/k", "Key": "ref://certificate/k"}});
    let keep = |name: &str| set(json!({name: "$.StoredCustomerInput"}), "end");
    let off = logging("Disabled", "ask");
    vec![
        row(
            "logging-off",
            &[sales(), transfer()],
            &[logging("Enabled", "queue"), sales(), transfer()],
        ),
        row(
            "recording-without-notice",
            &[on(), sales(), transfer()],
            &[told.clone(), on(), sales(), transfer()],
        ),
        row(
            "recording-without-notice",
            &[
                compare(
                    "$.Channel",
                    &["a", "=CHAT>record", "!NoMatchingCondition>a"],
                ),
                told.clone(),
                on(),
                sales(),
                transfer(),
            ],
            &[told.clone(), on(), sales(), transfer()],
        ),
        row(
            "sensitive-input-logged",
            &[logging("Enabled", "ask"), stored(json!({})), keep("x")],
            &[off, stored(json!({})), keep("x")],
        ),
        row(
            "sensitive-input-unencrypted",
            &[stored(json!({})), keep("x")],
            &[stored(key), keep("x")],
        ),
        row(
            "sensitive-attribute",
            &[stored(json!({})), keep("customerPin")],
            &[stored(json!({})), keep("pinAttempts")],
        ),
    ]
}

pub(super) fn modules() -> Vec<Row> {
    let known = |row: Row| with(finding_module(), row);
    let all = ["=Found>end", "=Unknown>end"];
    let good = [module(json!({"name": "x"}), &all)];
    let read = |name: &str| {
        let read = action(
            "a",
            "MessageParticipant",
            json!({"Text": format!("It is $.Modules.ResultData.{name}.")}),
            &["end"],
        );
        [
            module(json!({"name": "x"}), &["=Found>a", "=Unknown>end"]),
            read,
        ]
    };
    let mut returning = content(&[action("a", "EndFlowModuleExecution", json!({}), &[])]);
    returning["Settings"] = json!({});
    vec![
        known(row("module-input", &[module(json!({}), &all)], &good)),
        known(row(
            "module-input",
            &[module(json!({"name": 7}), &all)],
            &good,
        )),
        known(row(
            "module-input",
            &[module(json!({"name": "x", "age": 7}), &all)],
            &good,
        )),
        known(row(
            "module-result",
            &[module(
                json!({"name": "x"}),
                &["=Found>end", "=Lost>end", "=Unknown>end"],
            )],
            &good,
        )),
        known(row(
            "module-result",
            &[module(json!({"name": "x"}), &["=Found>end"])],
            &good,
        )),
        known(row("module-result-data", &read("name"), &read("id"))),
        whole(
            "module-without-return",
            Role::Module,
            content(&[text("x")]),
            returning,
        ),
    ]
}
