//! The daemon stops in order, and what it leaves goes on.

use control_api::v1 as pb;
use controld::rpc::Limits;

use super::{Rig, apply, connect, reason_of, start};

#[tokio::test]
async fn a_stop_ends_watches_keeps_jobs_and_the_next_daemon_goes_on() {
    let rig = Rig::new().await;
    rig.world.hold("x");
    let job = rig.start("x,y").await;
    let watch = pb::WatchJobRequest {
        name: job.name.clone(),
        after: 0,
    };
    let mut events = rig.jobs().watch_job(watch).await.unwrap().into_inner();
    let mut seen = 0;
    while seen < 4 {
        seen = events.message().await.unwrap().unwrap().number;
    }
    let Rig {
        daemon,
        world,
        folder,
        ..
    } = rig;
    let watching = async {
        loop {
            match events.message().await {
                Ok(Some(event)) => seen = event.number,
                Ok(None) => panic!("the job is not at rest"),
                Err(status) => return status,
            }
        }
    };
    let ((), ended) = tokio::join!(daemon.stop(), async {
        let ended = watching.await;
        world.let_go("x");
        ended
    });
    assert_eq!(reason_of(&ended), "DRAINING");

    let daemon = start(&folder, &world, Limits::default()).await;
    let channel = connect(&daemon).await;
    let rig = Rig {
        daemon,
        world,
        channel,
        folder,
    };
    let done = rig.rest(&job.name).await;
    assert_eq!((done.state(), done.runs), (pb::job::State::Succeeded, 2));
    assert!(rig.world.turned().values().all(|times| *times == 1));
    let watch = pb::WatchJobRequest {
        name: job.name,
        after: seen,
    };
    let mut events = rig.jobs().watch_job(watch).await.unwrap().into_inner();
    assert_eq!(events.message().await.unwrap().unwrap().number, seen + 1);
}

#[tokio::test]
async fn a_data_folder_has_one_daemon_and_simulated_targets_do_not_outlive_it() {
    let rig = Rig::new().await;
    rig.world.hold("x");
    let mut request = apply("x");
    request.target = "targets/local".into();
    let job = rig
        .centers()
        .apply_contact_center(request)
        .await
        .unwrap()
        .into_inner();
    let Rig {
        daemon,
        world,
        folder,
        ..
    } = rig;
    let second = std::panic::AssertUnwindSafe(start(&folder, &world, Limits::default()));
    let refused = futures::FutureExt::catch_unwind(second).await;
    assert!(refused.is_err(), "the folder is taken");
    drop(daemon);
    let daemon = start(&folder, &world, Limits::default()).await;
    let channel = connect(&daemon).await;
    let rig = Rig {
        daemon,
        world,
        channel,
        folder,
    };
    let ended = rig.rest(&job.name).await;
    assert_eq!(ended.state(), pb::job::State::Failed);
    assert_eq!(ended.error.unwrap().reason, "SIMULATOR_RESET");
}
