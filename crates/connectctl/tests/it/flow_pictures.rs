//! Flows as pictures.

use serde_json::Value;

use crate::desk::Desk;

const WELCOME: &str = "ferries/bundle/flows/CONTACT_FLOW/Welcome.json";

#[tokio::test(start_paused = true)]
async fn a_bundle_becomes_a_picture_each_and_a_page_that_stands_alone() {
    let desk = Desk::with_flows();
    let said = desk
        .types("connectctl flow draw ferries/bundle -o pictures")
        .await;
    assert_eq!((said.exit, said.stdout.as_str()), (0, ""));
    assert_eq!(said.stderr, "Drew 4 pictures; open pictures/index.html\n");
    let page = desk.read("pictures/index.html");
    for name in ["Welcome", "Callback", "Waiting", "Look up traveller"] {
        assert!(page.contains(&format!(">{name}</a>")), "{name}");
    }
    for outside in ["src=", "href=\"http", "url(", "@import", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let alone = desk.read("pictures/modules/Look up traveller.svg");
    assert!(alone.starts_with("<svg"));
}

#[tokio::test(start_paused = true)]
async fn one_flow_goes_to_standard_output_or_to_a_file() {
    let desk = Desk::with_flows();
    let said = desk.types(&format!("connectctl flow draw {WELCOME}")).await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
    assert!(said.stdout.starts_with("<svg") && said.stdout.ends_with("</svg>\n"));
    desk.types("connectctl flow draw ferries/bundle --only Welcome -o welcome.svg")
        .await;
    assert_eq!(desk.read("welcome.svg"), said.stdout);
    let said = desk
        .types("connectctl flow draw ferries/bundle --only Welcome --only Callback -o both.html --output json")
        .await;
    let told: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(told["pictures"][1]["flow"]["name"], "Welcome");
    assert!(desk.read("both.html").starts_with("<!DOCTYPE html>"));
}

#[tokio::test(start_paused = true)]
async fn several_flows_do_not_fit_into_one_picture() {
    let desk = Desk::with_flows();
    for line in ["ferries/bundle", "ferries/bundle -o all.svg"] {
        let said = desk.types(&format!("connectctl flow draw {line}")).await;
        assert_eq!(said.exit, 2, "{line}");
        assert!(
            said.stderr
                .contains("there are 4 flows and room for one picture")
        );
        assert!(said.stderr.contains("flow CONTACT_FLOW/Welcome"));
    }
    assert!(!desk.path("all.svg").exists());
    let said = desk
        .types("connectctl flow draw ferries/bundle --only Nobody -o x")
        .await;
    assert_eq!(said.exit, 2);
    assert!(
        said.stderr
            .contains("there is no flow or module \"Nobody\"")
    );
}

#[tokio::test(start_paused = true)]
async fn findings_and_changes_stand_in_the_picture_and_beside_it() {
    let desk = Desk::with_flows();
    let old = desk.read(WELCOME);
    let desk = desk.file("old/CONTACT_FLOW/Welcome.json", old);
    let desk = desk.edited(
        WELCOME,
        &[("\"NextAction\": \"Menu\"", "\"NextAction\": \"Greet\"")],
    );
    desk.types("connectctl flow draw ferries/bundle -o marked.html --findings")
        .await;
    let page = desk.read("marked.html");
    assert!(page.contains("[unreachable-block]"));
    desk.types("connectctl flow draw ferries/bundle -o changed.html --against old")
        .await;
    let page = desk.read("changed.html");
    assert!(page.contains("changed"));
    // The old folder has one flow; the others are new.
    assert!(page.contains("<pre>new</pre>"));
}

#[tokio::test(start_paused = true)]
async fn hostile_names_and_texts_stay_texts() {
    let desk = Desk::with_flows();
    let evil = "</pre><script>alert(1)</script>";
    let desk = desk
        .edited(
            "ferries/bundle/bundle.json",
            &[("\"name\": \"Welcome\"", &format!("\"name\": \"{evil}\""))],
        )
        .edited(WELCOME, &[("Welcome to Harbour Ferries.", evil)]);
    desk.types("connectctl flow draw ferries/bundle -o pictures --findings")
        .await;
    let page = desk.read("pictures/index.html");
    assert!(!page.contains("<script"), "it would run");
    assert!(page.contains("&lt;/pre&gt;&lt;script&gt;"));
}
