use crate::{desk::Desk, samples::UID};

#[tokio::test(start_paused = true)]
async fn bad_usage_is_refused_with_2_before_anything_is_asked() {
    let uid = UID;
    for (line, says) in [
        ("", "Usage: connectctl"),
        ("launch", "unrecognized subcommand 'launch'"),
        ("plan", "--file <FILE>"),
        ("apply -f", "a value is required"),
        ("apply -f a.yaml --var x", "write it as KEY=VALUE"),
        (
            "apply -f a.yaml --detach --validate-only",
            "cannot be used with",
        ),
        ("apply -f a.yaml --request-id 7", "--request-id <UUID>"),
        (
            "plan -f a.yaml --output xml",
            "[possible values: text, json]",
        ),
        ("destroy", "<ALIAS|--file <FILE>>"),
        ("destroy uk -f a.yaml --confirm uk", "cannot be used with"),
        ("destroy uk", "a destroy must be confirmed"),
        ("describe", "<ALIAS>"),
        ("export -o uk", "--instance <ALIAS>"),
        ("export --instance uk", "--dir <DIR>"),
        ("drift", "--file <FILE>"),
        ("import", "Usage: connectctl import"),
        ("import terraform", "<FILE>"),
        ("jobs", "Usage: connectctl"),
        ("jobs get 7", "a job is named by its UUID"),
        ("jobs list --limit 0", "--limit <N>"),
        ("jobs list --state asleep", "[possible values: queued,"),
        (
            &format!("jobs wait {uid} --timeout 1d"),
            "the units are s, m and h",
        ),
        (&format!("jobs watch {uid} --after -1"), "--after"),
        (&format!("jobs resolve {uid} adopt"), "--step <STEP>"),
        (
            &format!("jobs resolve {uid} perhaps --step a"),
            "[possible values: adopt, retry,",
        ),
        ("plan -f a.yaml --expires 4h", "--save"),
        ("apply", "<--file <FILE>|--plan <ID|DIGEST>>"),
        ("apply --plan sha256:4f5c", "a digest needs its spec"),
        (
            &format!("apply --plan {uid} --prune --layer flows"),
            "brings its own extent along: --layer flows --prune cannot be used",
        ),
        ("plans get 7", "a plan is named by its UUID"),
        ("plans list --state asleep", "[possible values: open,"),
        ("completions tcsh", "[possible values: bash,"),
    ] {
        let desk = Desk::new();
        let said = desk.types(&format!("connectctl {line}")).await;
        assert_eq!(
            (said.exit, said.stdout.as_str()),
            (2, ""),
            "{line}: {}",
            said.stderr
        );
        assert!(said.stderr.contains(says), "{line}: {}", said.stderr);
        assert!(desk.daemon.script().asked.is_empty(), "{line}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_usage_in_an_error_lists_global_options_as_optional() {
    for (line, usage) in [
        (
            "describe --endpoint http://127.0.0.1:1 --target a --quiet",
            "Usage: connectctl describe [OPTIONS] <ALIAS>\n",
        ),
        (
            "jobs resolve --endpoint http://127.0.0.1:1",
            "Usage: connectctl jobs resolve [OPTIONS] <JOB> <DECISION>\n",
        ),
    ] {
        let said = Desk::new().types(&format!("connectctl {line}")).await;
        assert!(said.stderr.contains(usage), "{}", said.stderr);
    }
}

#[tokio::test(start_paused = true)]
async fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = Desk::new()
            .types(&format!("connectctl completions {shell}"))
            .await;
        assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
        assert!(
            ["apply", "resolve", "targets"]
                .iter()
                .all(|name| said.stdout.contains(name)),
            "{shell}"
        );
    }
}
