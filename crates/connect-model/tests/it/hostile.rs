//! Texts that were made to hurt: each is refused early, and none overflows the stack.

use connect_model::spec::{files_named, load};

use crate::sources::one;

fn rules_of(text: impl Into<Vec<u8>>) -> Vec<String> {
    let findings = load(&one(text)).unwrap_err();
    findings.into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn deep_nesting_is_refused() {
    for open in ["[", "{\"a\":", "- ", "{a: [", "? "] {
        assert_eq!(rules_of(open.repeat(100_000)), ["too-large"], "{open}");
    }
    let indented: String = (0..1000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert_eq!(rules_of(indented), ["too-large"]);
}

#[test]
fn much_garbage_is_refused() {
    let noise = |n: u32| n.wrapping_mul(2_654_435_761).to_be_bytes()[0];
    assert_eq!(
        rules_of((0..10_000_000).map(noise).collect::<Vec<u8>>()),
        ["unreadable-text"]
    );
    assert_eq!(rules_of("x".repeat(10_000_001)), ["too-large"]);
    for (garbage, rule) in [
        ("x ", "wrong-type"),
        ("\n", "missing-member"),
        ("- a\n", "too-large"),
        ("[],", "bad-syntax"),
        ("\"", "bad-syntax"),
        ("&a ", "bad-syntax"),
        ("'", "wrong-type"),
        ("!x ", "bad-syntax"),
    ] {
        let findings = rules_of(garbage.repeat(1_000_000));
        assert!(
            findings.iter().any(|found| found == rule),
            "{garbage:?}: {findings:?}"
        );
    }
}

#[test]
fn aliases_cannot_grow_without_bound() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let below = level - 1;
        bomb += &format!(
            "a{level}: &a{level} [{}]\n",
            format!("*a{below}, ").repeat(9)
        );
    }
    assert_eq!(rules_of(bomb), ["too-large"]);
    let mut merges = "a0: &a0 { k0: x }\n".to_owned();
    for level in 1..90 {
        let below = level - 1;
        merges += &format!("a{level}: &a{level} {{ <<: *a{below}, k{level}: *a{below} }}\n");
    }
    assert_eq!(rules_of(merges), ["too-large"]);
    assert_eq!(
        rules_of(format!("a: &a [{}]", "*a, ".repeat(2))),
        ["bad-anchor"]
    );
    let anchors: String = (0..50).map(|n| format!("&a{n} [")).collect();
    assert_eq!(
        rules_of(format!(
            "{anchors}{}{}",
            "x,".repeat(50_000),
            "]".repeat(50)
        )),
        ["too-large"]
    );
}

#[test]
fn findings_are_counted_out_at_a_thousand() {
    let members: String = (0..5000).map(|n| format!("m{n}: 1\n")).collect();
    assert_eq!(load(&one(members)).unwrap_err().len(), 1000);
    let many: String = (0..20_000)
        .map(|n| format!("- {{ name: q{n}, hours: h{n} }}\n"))
        .collect();
    let findings = load(&one(format!("instance: {{ alias: a }}\nqueues:\n{many}"))).unwrap_err();
    assert_eq!(findings.len(), 1000);
}

#[test]
fn variables_cannot_grow_without_bound() {
    let many: String = (0..5000)
        .map(|n| format!("  k{n}: 'x${{var.v}}'\n"))
        .collect();
    let value = "y".repeat(5000);
    let text = format!("variables: {{ v: {value} }}\ninstance:\n alias: a\n tags:\n{many}");
    assert!(rules_of(text).contains(&"too-large".to_owned()));
}

#[test]
fn what_cannot_be_read_names_no_files() {
    assert_eq!(
        files_named("a.yaml", b"[").unwrap_err()[0].rule,
        "bad-syntax"
    );
}
