//! Files and rows that are not understood, and what is said about them.

use std::fmt::Write as _;

use connect_agents::read::{BytesSource, Mapping, ReadError, passwords};
use expect_test::{Expect, expect};

use crate::reading::{rows, rows_by};

fn refused(text: impl AsRef<[u8]>, expected: &Expect) {
    let error = rows_by(text, &Mapping::default()).unwrap_err();
    let mut told = match &error {
        ReadError::NotAgents(_) => "left alone\n".to_owned(),
        ReadError::Findings(_) => "refused\n".to_owned(),
        ReadError::Io(error) => panic!("{error}"),
    };
    for finding in error.findings() {
        writeln!(told, "{finding}").unwrap();
    }
    expected.assert_eq(&told);
}

#[test]
fn a_column_of_passwords_refuses_the_file_before_any_row() {
    let text = "username,email,Initial Password,pwd\nada,ada@example.com,Correct-Horse-7,x\n";
    refused(
        text,
        &expect![[r#"
        refused
        agents.csv:1:1: "Initial Password" holds passwords, which stand in no file of agents [password-column]
          remedy: delete it and import again: passwords are generated to the policy and kept in AWS Secrets Manager, and the results name the secret of each new agent
        agents.csv:1:1: "pwd" holds passwords, which stand in no file of agents [password-column]
          remedy: delete it and import again: passwords are generated to the policy and kept in AWS Secrets Manager, and the results name the secret of each new agent
    "#]],
    );
    let json = "{\"username\": \"ada\", \"email\": \"a@b.com\"}\n{\"username\": \"bob\", \"password\": \"Correct-Horse-7\"}\n";
    refused(
        json,
        &expect![[r#"
        refused
        agents.csv:2:1: "password" holds passwords, which stand in no file of agents [password-column]
          remedy: delete it and import again: passwords are generated to the policy and kept in AWS Secrets Manager, and the results name the secret of each new agent
    "#]],
    );
}

#[test]
fn passwords_are_found_in_files_of_which_nobody_said_what_they_are() {
    let found = |text: &str| passwords(&BytesSource::new("document", text.as_bytes())).len();
    let bad = [
        "Login;Kennwort\nada;x\n",
        "\u{feff}name,team,initial password,pwd",
        "{\"username\": \"ada\"}\nno object\n{\"login\": \"bob\", \"Password\": \"x\"}\n",
    ];
    assert_eq!(bad.map(found), [1, 2, 1]);
    let good = [
        "# passwords, keys and tokens are in the vault\ninstance: { alias: uk }\n",
        "password\nis, as a word\n",
        "username,team\nada,password\n",
        "{\n  \"Version\": \"2019-10-30\",\n  \"password\": 1\n}\n",
        "PK\u{3}\u{4}username,password\n",
        "",
    ];
    assert_eq!(good.map(found), [0; 6]);
}

#[test]
fn what_is_no_file_of_agents_is_left_alone() {
    refused(
        "",
        &expect![[r"
        left alone
        agents.csv: it is empty [no-agent-file]
          remedy: nothing is to be done
    "]],
    );
    refused(
        "\n \r\n",
        &expect![[r"
        left alone
        agents.csv: it is empty [no-agent-file]
          remedy: nothing is to be done
    "]],
    );
    refused(
        "date,amount\n2026-01-01,7\n",
        &expect![[r"
        left alone
        agents.csv: it has no column of logins [no-agent-file]
          remedy: if it is one, name its columns in a mapping, such as { columns: { Login: username } }
    "]],
    );
    refused(
        "login,amount\nada,7\n",
        &expect![[r"
        left alone
        agents.csv: it has logins and nothing that is known about them [no-agent-file]
          remedy: if it is one, name its columns in a mapping, such as { columns: { Login: username } }
    "]],
    );
    refused(
        b"PK\x03\x04rest",
        &expect![[r"
        left alone
        agents.csv: it is a workbook or an archive [no-agent-file]
          remedy: export the sheet as CSV (UTF-8)
    "]],
    );
    refused(
        b"user\0name",
        &expect![[r"
        left alone
        agents.csv: it is no text [no-agent-file]
          remedy: nothing is to be done
    "]],
    );
    refused(
        "[\n{\"username\": \"ada\"}\n]\n",
        &expect![[r"
        left alone
        agents.csv: it does not begin with a JSON object on one line [no-agent-file]
          remedy: write one object a line, without a list around them
    "]],
    );
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_is_refused() {
    refused(
        "username,login,email\n",
        &expect![[r#"
        refused
        agents.csv:1:1: "username" and "login" are both about username [column-twice]
          remedy: delete one of the two, or list it under ignore in the mapping
    "#]],
    );
    refused(
        b"\xff\xfeu\0s\0e\0r\0",
        &expect![[r#"
        refused
        agents.csv:1:1: the file is UTF-16 [not-utf-8]
          remedy: save it as UTF-8: in Excel, as "CSV UTF-8 (comma delimited)"
    "#]],
    );
    refused(
        b"username,first_name\nada,Ada\nbob,J\xfcrgen\n",
        &expect![[r#"
            refused
            agents.csv:3:1: the file is not UTF-8 [not-utf-8]
              remedy: save it as UTF-8: in Excel, as "CSV UTF-8 (comma delimited)"
        "#]],
    );
    refused(
        "username,email\nada,a@b.com\nbob,\"b@b.com\ncarol,c@b.com\n",
        &expect![[r"
            refused
            agents.csv:3:1: the file ends within a quotation [open-quote]
              remedy: look for a quote that is not closed in this row or before it
        "]],
    );
    let long = format!("username,email\nada,\"{}", "x\n".repeat(600_000));
    refused(
        long,
        &expect![[r"
        refused
        agents.csv:2:1: the row has no end [open-quote]
          remedy: look for a quote that is not closed in this row or before it
    "]],
    );
}

#[test]
fn a_mapping_that_does_not_fit_is_said() {
    let mapping: Mapping =
        serde_json::from_str(r#"{ "columns": { "Logon": "username", "Mial": "email" } }"#).unwrap();
    let error = rows_by("Login,Mail\nada,a@b.com\n", &mapping).unwrap_err();
    let told: Vec<_> = error.findings().iter().map(ToString::to_string).collect();
    expect![[r#"
        agents.csv:1:1: the file has no column "Logon" [unknown-column]
          remedy: did you mean "Login"?
        agents.csv:1:1: the file has no column "Mial" [unknown-column]
          remedy: did you mean "Mail"?"#]]
    .assert_eq(&told.join("\n"));
    let bad = Mapping {
        delimiter: Some('"'),
        ..Mapping::default()
    };
    assert!(matches!(
        rows_by("username,email\n", &bad),
        Err(ReadError::Findings(_))
    ));
}

/// Every rule of rows once; the value stands nowhere.
#[test]
fn each_cell_that_is_wrong_is_told_without_what_stands_in_it() {
    const HIDDEN: &str = "Correct Horse 7";
    let header = "username,first_name,email,secondary_email,mobile,routing_profile,security_profiles,hierarchy,phone_type,desk_phone,auto_accept,after_contact_work_seconds,channel_work,persistent_connection,proficiencies,tags";
    let columns = header.split(',').count();
    let mut text = format!("{header}\n");
    for wrong in 0..columns {
        let cells: Vec<String> = (0..columns)
            .map(|n| match n {
                _ if n == wrong && n == 1 => format!("{HIDDEN}\u{7}"),
                _ if n == wrong && n == 5 => HIDDEN.repeat(20),
                _ if n == wrong && n == 7 => format!("{HIDDEN}//"),
                _ if n == wrong && n == 6 => format!("{HIDDEN}!"),
                _ if n == wrong => HIDDEN.to_owned(),
                0 => format!("agent{wrong}"),
                _ => String::new(),
            })
            .collect();
        writeln!(text, "{}", cells.join(",")).unwrap();
    }
    for more in [
        "ada,short",
        ",Ada,,,,,,,,,,,,,,",
        "ada,,,,,,,,,,,2000001,,,,",
        "ada,,,,,,,,,,,30,VOICE=30,,,",
        "ada,,,,,,,,,,,,VOICE=30|voice=31,,,",
        "ada,,,,,,,,,,,,,,Language:Welsh=6,",
        "ada,,,,,,,,,,,,,,Language:Welsh=3|Language:Welsh=4,",
        "ada,,,,,,,,desk,,yes,,,,,",
        "ada,,,,,,,,,,,,,,,trunkline:center=x",
        "ada,,,,,,,,,,,,,,,aws:x=1",
        "ada,,,,,,a|b|c|d|e|f|g|h|i|j|k,,,,,,,,,",
    ] {
        writeln!(text, "{more}").unwrap();
    }
    let mut told = String::new();
    for row in rows(&text) {
        for issue in row.agent.unwrap_err() {
            writeln!(told, "{}: {issue}", row.line).unwrap();
        }
    }
    assert!(!told.contains("Horse"), "{told}");
    expect![[r"
        2: username (column 1), text of 15 characters: this is not a username: 1 to 64 of letters, digits and _-.@\, with @ only as in a@b.com [bad-username]; correct the cell
        3: first_name (column 2), text of 16 characters: a name has up to 100 characters, none a control character [bad-name]; correct the cell
        4: email (column 3), text of 15 characters: this is not an e-mail address such as ada@example.com [bad-email]; correct the cell
        5: secondary_email (column 4), text of 15 characters: this is not an e-mail address such as ada@example.com [bad-email]; correct the cell
        6: mobile (column 5), text of 15 characters: this is not a phone number in E.164: + and up to 15 digits, such as +442071234567 [bad-phone-number]; correct the cell
        7: routing_profile (column 6), text of 300 characters: this is not a name of 1 to 127 characters without control characters and outer blanks [bad-name]; correct the cell
        8: security_profiles (column 7), text of 16 characters: this is not a name of 1 to 127 letters, digits, blanks and _@- [bad-security-profiles]; correct the cell
        9: hierarchy (column 8), text of 17 characters: this is not a path of 1 to 5 group names of up to 100 characters each, joined by / [bad-group-path]; correct the cell
        10: phone_type (column 9), text of 15 characters: this is neither soft nor desk [bad-phone-type]; correct the cell
        11: desk_phone (column 10), text of 15 characters: this is not a phone number in E.164: + and up to 15 digits, such as +442071234567 [bad-phone-number]; correct the cell
        12: auto_accept (column 11), text of 15 characters: this is neither yes nor no [bad-choice]; correct the cell
        13: after_contact_work_seconds (column 12), text of 15 characters: this is no whole number of seconds from 0 to 2000000 [bad-seconds]; correct the cell
        14: channel_work (column 13), text of 15 characters: an entry is a channel, = and seconds, such as VOICE=30 [bad-channel-work]; correct the cell
        15: persistent_connection (column 14), text of 15 characters: this is neither yes nor no [bad-choice]; correct the cell
        16: proficiencies (column 15), text of 15 characters: an entry is an attribute, a colon, a value, = and a level, such as Language:Welsh=3 [bad-proficiencies]; correct the cell
        17: tags (column 16), text of 15 characters: an entry is a key, = and a value, such as Site=Cardiff [bad-tags]; correct the cell
        18: the row has 2 cells and the header 16 [wrong-cells]; look for a delimiter in a cell that is not quoted, or for a quote that is not closed
        19: username (column 1), empty: username is not said [missing-value]; fill it in, or give a default in the mapping
        20: after_contact_work_seconds (column 12), 7 digits: this is no whole number of seconds from 0 to 2000000 [bad-seconds]; correct the cell
        21: after-contact work is said for all channels and for single ones [conflicting-columns]; leave one of the two empty: AWS takes one of them
        22: channel_work (column 13), text of 17 characters: VOICE stands there twice [bad-channel-work]; correct the cell
        23: proficiencies (column 15), text of 16 characters: a level is a number from 1 to 5 [bad-level]; correct the cell
        24: proficiencies (column 15), text of 33 characters: one value of one attribute has two levels [bad-proficiencies]; correct the cell
        25: only a soft phone accepts by itself [unfit-phone]; say no under auto_accept, or use a soft phone
        26: tags (column 16), text of 18 characters: keys that begin with trunkline: are ours [bad-tags]; correct the cell
        27: tags (column 16), text of 7 characters: this is not a tag key: 1 to 128 characters without control characters, not beginning with aws: [bad-tags]; correct the cell
        28: security_profiles (column 7), text of 21 characters: an agent has up to 10 security profiles [bad-security-profiles]; correct the cell
    "]].assert_eq(&told);
}

#[test]
fn a_row_that_is_wrong_keeps_its_login() {
    let rows = rows("username,email\nada,nonsense\nb@d,b@example.com\nx,y,z\n");
    let known: Vec<_> = rows.iter().map(|row| row.username.is_some()).collect();
    assert_eq!(known, [true, false, false]);
}
