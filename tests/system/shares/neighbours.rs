//! Several shares of one lake in one account: what one leaves, the others still read.

use analytics_share::{Removal, Removed};
use connect_model::share::{AnalyticsShare, ShareName};
use system_tests::{
    lakeside::{Lakeside, share_of},
    reliability::Likeness,
};

use super::settings;

const WHOLE: Removal = Removal { delete_data: true };
/// Everything by one name, whosever it is.
const NAMES: &str = "catalog: { database: lake }\nworkgroup: { name: readers }\n\
    query_role: { name: reader }\nresults: { bucket: shared-results-2f8a }\n\
    principals: ['arn:aws:iam::222222222222:role/trunkline']\n";

fn named(name: &str, data_sets: &[&str], more: &str) -> AnalyticsShare {
    let mut share = share_of(data_sets, more);
    share.name = ShareName::new(name).unwrap();
    share
}

fn kept(removed: &Removed) -> Vec<String> {
    let kept = removed.kept.iter();
    kept.map(|it| format!("{}: {}", it.what, it.why)).collect()
}

#[tokio::test(start_paused = true)]
async fn a_share_that_took_over_everything_takes_nothing_away() {
    let lakeside = Lakeside::by_role(settings()).await;
    let (theirs, ours) = (
        named("theirs", &["users"], NAMES),
        named("ours", &["users"], NAMES),
    );
    lakeside.ensured(1, &theirs).await;
    assert_eq!(lakeside.ensured(2, &ours).await.changes(), 0);
    let before = Likeness::of(&lakeside.desk.state());
    let removed = lakeside.removed(3, &ours, WHOLE).await;
    let mut difference = before.difference(&Likeness::of(&lakeside.desk.state()));
    difference
        .orphans
        .retain(|path| !path.contains(".sts.sessions."));
    assert!(difference.is_empty(), "{difference:#?}");
    assert_eq!(removed.run.steps.len(), 0, "{:#?}", removed.run);
    let kept = kept(&removed).join("\n");
    for what in [
        " of arn:aws:iam::222222222222:role/reader",
        "database lake",
        "association of",
        "workgroup readers",
        "bucket shared-results",
        "role reader",
    ] {
        assert!(kept.contains(what), "{what}:\n{kept}");
    }
    assert!(lakeside.verified(4, &theirs).await.is_sound());
}

/// AWS shows the marks of what a link leads to in the place of its own, so that whose a link is can be told by
/// its database alone.
#[tokio::test(start_paused = true)]
async fn what_a_share_added_to_the_database_of_another_stays_whole_and_is_told() {
    let lakeside = Lakeside::by_role(settings()).await;
    let theirs = named("theirs", &["users"], NAMES);
    lakeside.ensured(1, &theirs).await;
    let both = ["users", "contact_record"];
    let ours = named("ours", &both, NAMES);
    lakeside.ensured(2, &ours).await;
    let told = kept(&lakeside.removed(3, &ours, WHOLE).await);
    let table = "table contact_record of lake: it is not of this share".to_owned();
    assert!(told.contains(&table), "{told:#?}");
    assert!(
        lakeside
            .verified(4, &named("theirs", &both, NAMES))
            .await
            .is_sound()
    );
}

#[tokio::test(start_paused = true)]
async fn what_another_share_reads_stays_shared_and_the_last_one_takes_it_back() {
    let lakeside = Lakeside::by_role(settings()).await;
    let calls = lakeside.consumer_calls().await;
    calls.permissions.settings().await.unwrap();
    calls.workgroups.workgroup("primary").await.unwrap();
    let sets = |name, sets: &[&str]| named(name, sets, "");
    let (one, other) = (
        sets("one", &["users", "contact_record"]),
        sets("other", &["users"]),
    );
    let before = Likeness::of(&lakeside.desk.state());
    lakeside.ensured(1, &one).await;
    lakeside.ensured(2, &other).await;
    let removed = lakeside.removed(3, &one, WHOLE).await;
    let told = kept(&removed);
    assert!(
        told.contains(&"1 association of uk-contact-center: users is read by database other, which is not of this share".to_owned()),
        "{told:#?}"
    );
    let verified = lakeside.verified(4, &other).await;
    assert!(verified.is_sound(), "{verified:#?}");
    lakeside.removed(5, &other, WHOLE).await;
    let mut difference = before.difference(&Likeness::of(&lakeside.desk.state()));
    let is_kept = |path: &String| {
        [".sts.sessions.", ".DataLakeAdmins["]
            .iter()
            .any(|it| path.contains(it))
    };
    difference.orphans.retain(|path| !is_kept(path));
    difference.unlike.retain(|path| !is_kept(path));
    assert!(difference.is_empty(), "{difference:#?}");
}
