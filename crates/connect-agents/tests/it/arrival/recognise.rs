//! What a file is, by its beginning.

use std::fmt::Write as _;

use connect_agents::{
    arrival::{Head, Recognised, recognise},
    read::Mapping,
};
use expect_test::{Expect, expect};

fn told(bytes: &[u8], is_whole: bool) -> String {
    told_by(bytes, is_whole, &Mapping::default())
}

fn told_by(bytes: &[u8], is_whole: bool, mapping: &Mapping) -> String {
    let mut told = String::new();
    match recognise("in/day.csv", Head { bytes, is_whole }, mapping) {
        Recognised::Agents => told.push_str("agents\n"),
        Recognised::Stranger(finding) => writeln!(told, "left alone: {finding}").unwrap(),
        Recognised::Refused(findings) => {
            for finding in findings {
                writeln!(told, "refused: {finding}").unwrap();
            }
        }
    }
    told
}

fn whole(text: impl AsRef<[u8]>, expected: &Expect) {
    expected.assert_eq(&told(text.as_ref(), true));
}

fn wide(text: &str) -> Vec<u8> {
    let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn agents_are_recognised_whatever_their_rows_are_like() {
    for text in [
        "username,email\n",
        "\u{feff}Login;First name\nada;Ada\n",
        "username,email\nada,no-address\nbob\n",
        "{\"username\": \"ada\", \"email\": \"a@example.com\"}\nno json\n",
        "username,email\nada,\"a@example.com\nbob,b@example.com\n",
    ] {
        assert_eq!(told(text.as_bytes(), true), "agents\n", "{text}");
    }
}

#[test]
fn a_beginning_that_is_cut_off_anywhere_behind_its_header_will_do() {
    let text = "username,email,first_name\nada,a@example.com,\"Ada\n\"\nb\u{f6}b,,\u{20ac}\n";
    let header = text.find('\n').unwrap();
    for end in header..text.len() {
        assert_eq!(told(&text.as_bytes()[..end], false), "agents\n", "{end}");
    }
}

#[test]
fn a_password_refuses_agents_and_nobody_else() {
    whole(
        "username,email,Password\nada,a@example.com,x\n",
        &expect![[r#"
            refused: in/day.csv:1:1: "Password" holds passwords, which stand in no file of agents [password-column]
              remedy: delete it and import again: passwords are generated to the policy and kept in AWS Secrets Manager, and the results name the secret of each new agent
        "#]],
    );
    let lines = "{\"username\": \"ada\", \"email\": \"a@example.com\"}\n\
                 {\"username\": \"bob\", \"initial_password\": \"Correct-Horse-7\"}\n";
    whole(
        lines,
        &expect![[r#"
        refused: in/day.csv:2:1: "initial_password" holds passwords, which stand in no file of agents [password-column]
          remedy: delete it and import again: passwords are generated to the policy and kept in AWS Secrets Manager, and the results name the secret of each new agent
    "#]],
    );
    whole(
        "router,password\nedge-1,x\n",
        &expect![[r"
        left alone: in/day.csv: it has no column of logins [no-agent-file]
          remedy: if it is one, name its columns in a mapping, such as { columns: { Login: username } }
    "]],
    );
}

#[test]
fn other_files_are_left_alone() {
    whole(
        "",
        &expect![[r"
        left alone: in/day.csv: it is empty [no-agent-file]
          remedy: nothing is to be done
    "]],
    );
    whole(
        "date,amount\n2026-01-01,7\n",
        &expect![[r"
        left alone: in/day.csv: it has no column of logins [no-agent-file]
          remedy: if it is one, name its columns in a mapping, such as { columns: { Login: username } }
    "]],
    );
    whole(
        b"PK\x03\x04rest",
        &expect![[r"
        left alone: in/day.csv: it is a workbook or an archive [no-agent-file]
          remedy: export the sheet as CSV (UTF-8)
    "]],
    );
    whole(
        b"%PDF-1.7\n",
        &expect![[r"
        left alone: in/day.csv: it is a PDF document [no-agent-file]
          remedy: send the table as CSV
    "]],
    );
    whole(
        "[1, 2]",
        &expect![[r"
        left alone: in/day.csv: it does not begin with a JSON object on one line [no-agent-file]
          remedy: write one object a line, without a list around them
    "]],
    );
    whole(
        "\"Dear Sir,\nwe write to you",
        &expect![[r"
        left alone: in/day.csv: it has no column of logins [no-agent-file]
          remedy: if it is one, name its columns in a mapping, such as { columns: { Login: username } }
    "]],
    );
    whole(
        b"gr\xfc\xdfe aus M\xfcnchen\n",
        &expect![[r"
        left alone: in/day.csv: it has no column of logins [no-agent-file]
          remedy: if it is one, name its columns in a mapping, such as { columns: { Login: username } }
    "]],
    );
    whole(
        wide("Dear Sir,\nwe write"),
        &expect![[r"
        left alone: in/day.csv: it has no column of logins [no-agent-file]
          remedy: if it is one, name its columns in a mapping, such as { columns: { Login: username } }
    "]],
    );
    let endless = format!("\"{}", "x".repeat(64 * 1024 - 1));
    expect![[r"
        left alone: in/day.csv: it has no column of logins [no-agent-file]
          remedy: if it is one, name its columns in a mapping, such as { columns: { Login: username } }
    "]].assert_eq(&told(endless.as_bytes(), false));
}

/// They look like agents to people, who are told what to do.
#[test]
fn agents_that_cannot_be_read_are_refused() {
    whole(
        wide("username,email\nada,a@example.com\n"),
        &expect![[r#"
        refused: in/day.csv:1:1: the file is UTF-16 [not-utf-8]
          remedy: save it as UTF-8: in Excel, as "CSV UTF-8 (comma delimited)"
    "#]],
    );
    whole(
        b"username,email,Stra\xdfe\nada,a@example.com,x\n",
        &expect![[r#"
            refused: in/day.csv:1:1: the file is not UTF-8 [not-utf-8]
              remedy: save it as UTF-8: in Excel, as "CSV UTF-8 (comma delimited)"
        "#]],
    );
    whole(
        "username,email,\"remark\nada,a@example.com\n",
        &expect![[r"
            refused: in/day.csv:1:1: the file ends within a quotation [open-quote]
              remedy: look for a quote that is not closed in this row or before it
        "]],
    );
    whole(
        "username,login,email\n",
        &expect![[r#"
        refused: in/day.csv:1:1: "username" and "login" are both about username [column-twice]
          remedy: delete one of the two, or list it under ignore in the mapping
    "#]],
    );
}

#[test]
fn a_mapping_counts() {
    let mapping: Mapping =
        serde_json::from_str(r#"{ "columns": { "Kennung": "username", "Post": "email" } }"#)
            .unwrap();
    let text = b"Kennung,Post\nada,a@example.com\n";
    assert_eq!(told_by(text, true, &mapping), "agents\n");
    assert!(told(text, true).starts_with("left alone"));
}
