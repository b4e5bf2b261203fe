//! Objects: ranges, conditions, checksums, copies, tags.

use super::{code, get, header, put, refused, send, text, with_bucket};

const ETAG: &str = "\"ca9768bd08c373665fbcc88021f088b6\"";

#[tokio::test(start_paused = true)]
async fn a_range_is_a_part_with_its_own_status() {
    let desk = with_bucket().await;
    put(&desk, "/media/a", "good day").await;
    for (range, body, shown) in [
        ("bytes=0-3", "good", "bytes 0-3/8"),
        ("bytes=5-99", "day", "bytes 5-7/8"),
        ("bytes=-3", "day", "bytes 5-7/8"),
    ] {
        let part = send(&desk, "GET", "/media/a", &[("range", range)], "").await;
        assert_eq!((part.status().as_u16(), text(&part)), (206, body));
        assert_eq!(header(&part, "content-range"), shown);
    }
    let beyond = send(&desk, "GET", "/media/a", &[("range", "bytes=8-")], "").await;
    assert_eq!(refused(&beyond), code(416, "InvalidRange"));
    for no_range in ["bytes=3-1", "bytes=a-b", "lines=1-2"] {
        let whole = send(&desk, "GET", "/media/a", &[("range", no_range)], "").await;
        assert_eq!((whole.status().as_u16(), text(&whole)), (200, "good day"));
    }
}

#[tokio::test(start_paused = true)]
async fn conditions_decide_whether_an_object_is_read() {
    let desk = with_bucket().await;
    put(&desk, "/media/a", "good day").await;
    let (before, after) = (
        "Mon, 21 Sep 2026 14:13:19 GMT",
        "Mon, 21 Sep 2026 14:13:21 GMT",
    );
    let rows: [(&[(&str, &str)], u16); 8] = [
        (&[("if-match", ETAG)], 200),
        (&[("if-match", "\"0\"")], 412),
        (&[("if-none-match", ETAG)], 304),
        (&[("if-none-match", "\"0\"")], 200),
        (&[("if-modified-since", after)], 304),
        (&[("if-modified-since", before)], 200),
        (&[("if-unmodified-since", before)], 412),
        // The ETag decides where both are given.
        (&[("if-match", ETAG), ("if-unmodified-since", before)], 200),
    ];
    for (headers, status) in rows {
        let answer = send(&desk, "GET", "/media/a", headers, "").await;
        assert_eq!(answer.status(), status, "{headers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn conditions_decide_whether_an_object_is_written() {
    let desk = with_bucket().await;
    let new = [("if-none-match", "*")];
    assert_eq!(
        send(&desk, "PUT", "/media/a", &new, "good day")
            .await
            .status(),
        200
    );
    let again = send(&desk, "PUT", "/media/a", &new, "other").await;
    assert_eq!(refused(&again), code(412, "PreconditionFailed"));
    let same = [("if-match", ETAG)];
    assert_eq!(
        send(&desk, "PUT", "/media/a", &same, "other")
            .await
            .status(),
        200
    );
    let changed = send(&desk, "PUT", "/media/a", &same, "third").await;
    assert_eq!(refused(&changed), code(412, "PreconditionFailed"));
    let missing = send(&desk, "PUT", "/media/b", &same, "third").await;
    assert_eq!(refused(&missing), code(404, "NoSuchKey"));
    assert_eq!(text(&get(&desk, "/media/a").await), "other");
}

/// The check values of the algorithms, which all their catalogues give for these nine digits.
#[tokio::test(start_paused = true)]
async fn a_checksum_is_verified_and_comes_back_when_asked_for() {
    let desk = with_bucket().await;
    for (name, sum) in [
        ("x-amz-checksum-crc32", "y/Q5Jg=="),
        ("x-amz-checksum-crc32c", "4waSgw=="),
        ("x-amz-checksum-crc64nvme", "rosUhgp5mIg="),
        ("x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
        (
            "x-amz-checksum-sha256",
            "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
        ),
    ] {
        let good = send(&desk, "PUT", "/media/a", &[(name, sum)], "123456789").await;
        assert_eq!((good.status().as_u16(), header(&good, name)), (200, sum));
        let bad = send(&desk, "PUT", "/media/a", &[(name, sum)], "12345678").await;
        assert_eq!(refused(&bad), code(400, "BadDigest"), "{name}");
        let short = send(&desk, "PUT", "/media/a", &[(name, "AAA=")], "123456789").await;
        assert_eq!(refused(&short), code(400, "InvalidRequest"), "{name}");
        let mode = [("x-amz-checksum-mode", "ENABLED")];
        let got = send(&desk, "GET", "/media/a", &mode, "").await;
        assert_eq!(header(&got, name), sum);
        assert_eq!(header(&got, "x-amz-checksum-type"), "FULL_OBJECT");
        assert_eq!(header(&get(&desk, "/media/a").await, name), "");
    }
    let md5 = [("content-md5", "JfnnlDI7RTiF9RgfG2JNCw==")];
    assert_eq!(
        send(&desk, "PUT", "/media/a", &md5, "123456789")
            .await
            .status(),
        200
    );
    let bad = send(&desk, "PUT", "/media/a", &md5, "12345678").await;
    assert_eq!(refused(&bad), code(400, "BadDigest"));
}

#[tokio::test(start_paused = true)]
async fn an_object_without_a_checksum_gets_one() {
    let desk = with_bucket().await;
    let put = send(&desk, "PUT", "/media/a", &[], "123456789").await;
    assert_eq!(header(&put, "x-amz-checksum-crc64nvme"), "rosUhgp5mIg=");
    assert_eq!(header(&put, "x-amz-server-side-encryption"), "AES256");
}

#[tokio::test(start_paused = true)]
async fn a_checksum_in_a_trailer_counts_as_one_in_a_header() {
    let desk = with_bucket().await;
    let headers = [
        ("content-encoding", "aws-chunked"),
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-decoded-content-length", "9"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
    ];
    let body = |sum| format!("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:{sum}\r\n\r\n");
    let good = send(&desk, "PUT", "/media/a", &headers, &body("y/Q5Jg==")).await;
    assert_eq!(header(&good, "x-amz-checksum-crc32"), "y/Q5Jg==");
    let bad = send(&desk, "PUT", "/media/a", &headers, &body("AAAAAA==")).await;
    assert_eq!(refused(&bad), code(400, "BadDigest"));
}

#[tokio::test(start_paused = true)]
async fn a_copy_takes_all_along_or_what_it_is_told() {
    let desk = with_bucket().await;
    let headers = [
        ("content-type", "text/plain"),
        ("x-amz-meta-from", "desk"),
        ("x-amz-tagging", "team=a"),
    ];
    send(&desk, "PUT", "/media/a", &headers, "good day").await;
    let source = ("x-amz-copy-source", "/media/a");
    let copied = send(&desk, "PUT", "/media/b", &[source], "").await;
    assert!(
        text(&copied).contains("<CopyObjectResult "),
        "{}",
        text(&copied)
    );
    let copy = get(&desk, "/media/b").await;
    assert_eq!(text(&copy), "good day");
    assert_eq!(header(&copy, "content-type"), "text/plain");
    assert_eq!(header(&copy, "x-amz-meta-from"), "desk");
    assert_eq!(header(&copy, "x-amz-tagging-count"), "1");

    let itself = send(&desk, "PUT", "/media/a", &[source], "").await;
    assert_eq!(refused(&itself), code(400, "InvalidRequest"));
    let told = [
        source,
        ("x-amz-metadata-directive", "REPLACE"),
        ("x-amz-meta-from", "nobody"),
    ];
    assert_eq!(
        send(&desk, "PUT", "/media/a", &told, "").await.status(),
        200
    );
    let changed = get(&desk, "/media/a").await;
    assert_eq!(header(&changed, "x-amz-meta-from"), "nobody");
    assert_eq!(header(&changed, "content-type"), "binary/octet-stream");
    let unless = [source, ("x-amz-copy-source-if-none-match", ETAG)];
    let unwanted = send(&desk, "PUT", "/media/c", &unless, "").await;
    assert_eq!(refused(&unwanted), code(412, "PreconditionFailed"));
}

#[tokio::test(start_paused = true)]
async fn tags_are_few_and_unique() {
    let desk = with_bucket().await;
    for (tags, error) in [
        ("a=1&a=2", "InvalidTag"),
        ("aws:a=1", "InvalidTag"),
        ("a=&b=&c=&d=&e=&f=&g=&h=&i=&j=&k=", "BadRequest"),
    ] {
        let put = send(&desk, "PUT", "/media/a", &[("x-amz-tagging", tags)], "").await;
        assert_eq!(refused(&put), code(400, error), "{tags}");
    }
    assert_eq!(get(&desk, "/media/a").await.status(), 404);
}

#[tokio::test(start_paused = true)]
async fn the_page_of_the_state_shows_size_and_etag_and_no_content() {
    let desk = with_bucket().await;
    put(&desk, "/media/a", "good day").await;
    let state = desk.simulator.state();
    let object = &state["world"]["s3"]["buckets"]["media"]["keys"]["a"][0]["object"];
    assert_eq!(object["size"], 8);
    assert_eq!(object["etag"], ETAG);
    let page = state.to_string();
    assert!(!page.contains("good day") && !page.contains("Z29vZCBkYXk"));
}
