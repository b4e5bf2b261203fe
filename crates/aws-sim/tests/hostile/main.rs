//! Ten thousand requests that no client would send, in a process of their own: nothing panics,
//! every error has a code, and memory does not grow.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod published;
mod request;
mod socket;

use std::fs;

use aws_sim::{Rate, Settings, Simulator};
use bytes::Bytes;
use http::Response;
use rand::{SeedableRng as _, rngs::StdRng};

use crate::{published::Operation, request::malformed};

const REQUESTS: u32 = 10_000;
/// By then every table is read and every buffer has its size.
const WARM_AFTER: u32 = 4_000;
const GROWTH_BYTES_MAX: u64 = 16 << 20;

/// What a client takes as the code of an error: the header, the body of JSON or of XML.
fn code(answer: &Response<Bytes>) -> Option<String> {
    let header = answer.headers().get("x-amzn-errortype");
    if let Some(code) = header.and_then(|value| value.to_str().ok()) {
        return Some(code.to_owned());
    }
    let body = String::from_utf8_lossy(answer.body());
    let (_, rest) = body.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    Some(code.to_owned())
}

fn resident_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kibibytes = line.unwrap().split_whitespace().nth(1).unwrap();
    kibibytes.parse::<u64>().unwrap() << 10
}

#[tokio::test]
async fn ten_thousand_malformed_requests_are_refused_with_codes_and_leave_nothing() {
    let settings = Settings {
        rate: Rate::None,
        ..Settings::default()
    };
    let simulator = Simulator::builder().settings(settings).build();
    let operations = Operation::all();
    assert!(operations.len() > 1_000, "{} operations", operations.len());
    let mut warm = 0;
    let (mut refused, mut silent) = (0, 0);
    for seed in 0..REQUESTS {
        if seed == WARM_AFTER {
            warm = resident_bytes();
        }
        let mut random = StdRng::seed_from_u64(seed.into());
        let request = malformed(&mut random, &operations);
        let told = format!("{seed}: {} {}", request.method(), request.uri());
        let answer = simulator.handle(request).await.unwrap();
        let status = answer.status().as_u16();
        if status < 400 {
            continue;
        }
        refused += 1;
        // An answer to HEAD has no body to tell a code in.
        let is_bare = told.contains(" HEAD ");
        silent += u32::from(is_bare);
        let code = code(&answer);
        assert!(is_bare || code.is_some(), "{told}: {status} without a code");
        let is_known = status < 500 || status == 501;
        assert!(is_known, "{told}: {status} {code:?}");
    }
    assert!(refused > REQUESTS * 9 / 10, "only {refused} were refused");
    assert!(silent < REQUESTS / 10, "{silent} had no body to look at");
    let growth = resident_bytes().saturating_sub(warm);
    assert!(growth < GROWTH_BYTES_MAX, "memory grew by {growth} bytes");
}
