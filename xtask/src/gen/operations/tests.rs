use super::*;

/// A crate's way to AWS, in which `function` stands.
fn read(function: &str) -> Result<BTreeSet<String>> {
    let text = format!(
        "
        use aws_sdk_lexmodelsv2 as lex;
        const LIST: Operation = operation(\"ListBots\");
        const fn operation(name: &'static str) -> Operation {{
            Operation {{ service: \"lex\", name }}
        }}
        struct Aws {{ connect: aws_sdk_connect::Client }}
        impl Aws {{
            async fn call<T>(&self, name: &'static str, request: T) {{
                self.caller.send(operation(name), request).await
            }}
            {function}
        }}
        "
    );
    let (path, file) = ("a.rs".to_owned(), syn::parse_str(&text)?);
    operations(&[Source { path, file }])
}

#[track_caller]
fn refused(function: &str, complaint: &str) {
    let error = read(function).unwrap_err().to_string();
    assert!(error.contains(complaint), "{error}");
}

#[test]
fn calls_are_found_by_the_name_under_which_they_leave() {
    let found = read(
        "
        async fn rename(&self) {
            let request = self.connect.update_queue_name().name(\"n\");
            self.call(\"UpdateQueueName\", request.send()).await;
        }
        async fn numbers(&self) {
            self.call(\"ListPhoneNumbersV2\", self.connect.list_phone_numbers_v2().send()).await;
        }
        async fn bots(&self, sdk: &SdkConfig) {
            let client = lex::Client::new(sdk);
            self.bots_of(&client).await;
        }
        async fn bots_of(&self, client: &lex::Client) {
            let request = client.list_bots();
            self.caller.pages(LIST, |token| request.clone().set_next_token(token).send(), split)
        }
        ",
    );
    let wanted = [
        "connect.ListPhoneNumbersV2",
        "connect.UpdateQueueName",
        "lex.ListBots",
    ];
    assert!(found.unwrap().iter().eq(wanted));
}

#[test]
fn a_request_leaves_under_its_own_name() {
    refused(
        "fn f(&self) { self.call(\"DeleteUser\", self.connect.delete_queue().send()) }",
        "a.rs: f: begins",
    );
    refused(
        "fn f(&self) { self.caller.send(LIST, self.connect.list_bots().send()) }",
        "a.rs: f: begins",
    );
    refused(
        "fn f(&self) { if self.a {
             self.call(\"DeleteUser\", self.connect.delete_queue().send())
         } else {
             self.call(\"DeleteQueue\", self.connect.delete_user().send())
         } }",
        "a.rs: f: begins",
    );
}

#[test]
fn a_request_that_leaves_by_itself_is_refused() {
    refused(
        "async fn f(&self) { self.connect.delete_queue().send().await }",
        "a.rs: f: begins",
    );
}

#[test]
fn a_name_that_cannot_be_read_is_refused() {
    refused(
        "fn f(&self, name: &'static str) { self.call(name, self.connect.delete_queue().send()) }",
        "neither a text nor a constant",
    );
}

#[test]
fn a_client_that_gets_out_of_sight_is_refused() {
    for function in [
        "fn f(&self) { let client = &self.connect; }",
        "fn f(&self) { let Self { connect, .. } = self; }",
        "fn f(client: lex::Client) { g(client) }",
        "fn f(&self) { info!(client = ?self.connect.list_queues(); 1) }",
        "fn f(&self) -> lex::Client { self.lex() }",
        "fn f(&self) { lex::Client::from_conf(self.conf) }",
        "fn f(&self) { crate::other::Client::new(self.conf) }",
        "fn f(&self) { aws_sdk_sesv2::types::Topic::default() }",
        "fn f(&self) { lex::operation::list_bots::ListBots::new() }",
        "fn f() { use lex::Client; }",
        "fn f() { use aws_sdk_connect::*; }",
    ] {
        refused(function, "a.rs: f: ");
    }
}

#[test]
fn what_a_macro_is_given_is_read_too() {
    refused(
        "fn f(&self) { join!(self.connect.delete_queue().send(), 1) }",
        "a.rs: f: begins",
    );
}

#[test]
fn the_list_is_that_of_the_product() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let listed = fs::read_to_string(root.join("tests/conformance/product-operations.txt"));
    assert_eq!(
        listed.unwrap(),
        list(&root).unwrap(),
        "run `cargo xtask gen operations`"
    );
}
