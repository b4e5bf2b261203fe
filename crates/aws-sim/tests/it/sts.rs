//! Who calls.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sim::Settings;

use crate::desk::{CONSUMER, Desk, PRODUCER, credentials, refusal};

#[tokio::test(start_paused = true)]
async fn assumed_credentials_belong_to_the_account_of_the_role_until_they_expire() {
    let desk = Desk::new(Settings::default());
    let assumed = desk
        .sts(credentials(PRODUCER))
        .assume_role()
        .role_arn(format!("arn:aws:iam::{CONSUMER}:role/team/trunkline"))
        .role_session_name("job-1")
        .duration_seconds(900)
        .send()
        .await
        .unwrap();
    let issued = assumed.credentials.unwrap();
    assert_eq!(issued.expiration.secs(), 1_790_000_900);

    let session = Credentials::new(
        issued.access_key_id,
        issued.secret_access_key,
        Some(issued.session_token),
        None,
        "test",
    );
    let sts = desk.sts(session);
    let identity = sts.get_caller_identity().send().await.unwrap();
    assert_eq!(identity.account(), Some(CONSUMER));
    let arn = format!("arn:aws:sts::{CONSUMER}:assumed-role/trunkline/job-1");
    assert_eq!(identity.arn(), Some(&*arn));
    assert_eq!(
        identity.user_id(),
        Some(assumed.assumed_role_user.unwrap().assumed_role_id())
    );

    tokio::time::sleep(Duration::from_mins(15)).await;
    let late = sts.get_caller_identity().send().await;
    assert_eq!(refusal(late).0, "ExpiredTokenException");
}

#[tokio::test(start_paused = true)]
async fn a_key_of_twelve_digits_is_an_account_and_any_other_the_default_one() {
    let desk = Desk::new(Settings::default());
    let account = async |key: &str| {
        let identity = desk
            .sts(credentials(key))
            .get_caller_identity()
            .send()
            .await
            .unwrap();
        identity.account.unwrap()
    };
    assert_eq!(account(PRODUCER).await, PRODUCER);
    assert_eq!(account("AKIAIOSFODNN7EXAMPLE").await, "123456789012");
    assert_eq!(account("ASIAUNKNOWNUNKNOWN00").await, "123456789012");

    let malformed = desk.sts(credentials(PRODUCER)).assume_role();
    let malformed = malformed
        .role_arn("arn:aws:iam::1:user/somebody")
        .role_session_name("job");
    assert_eq!(
        refusal(malformed.send().await),
        ("ValidationError".to_owned(), 400)
    );
}
