//! An active instance with what tests of its kinds need again and again.

use std::borrow::Cow;

use aws_sdk_connect::{
    Client,
    types::{
        Channel, MediaConcurrency, PhoneType, RoutingProfileQueueConfig,
        RoutingProfileQueueReference, UserPhoneConfig,
    },
};
use aws_sim::Settings;

use crate::desk::{Desk, PRODUCER};

/// Code and status of an error.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub(crate) Cow<'static, str>, pub(crate) u16);

/// The answer to a value that cannot be.
pub(crate) const INVALID_PARAMETER: Refusal = refusal("InvalidParameterException", 400);
/// The answer to what cannot be carried out as it stands.
pub(crate) const INVALID_REQUEST: Refusal = refusal("InvalidRequestException", 400);
pub(crate) const NOT_FOUND: Refusal = refusal("ResourceNotFoundException", 404);
pub(crate) const DUPLICATE: Refusal = refusal("DuplicateResourceException", 409);
pub(crate) const IN_USE: Refusal = refusal("ResourceInUseException", 409);
/// The answer to one too many, which is final.
pub(crate) const FULL: Refusal = refusal("LimitExceededException", 429);

pub(crate) struct Center {
    pub(crate) desk: Desk,
    pub(crate) connect: Client,
    pub(crate) instance: String,
}

/// The error that a call ends in.
macro_rules! refused {
    ($call:expr) => {{
        let (code, status) = crate::desk::refusal($call.send().await);
        crate::center::Refusal(code.into(), status)
    }};
}
pub(crate) use refused;

const fn refusal(code: &'static str, status: u16) -> Refusal {
    Refusal(Cow::Borrowed(code), status)
}

/// A queue on a channel, as routing profiles take it.
pub(crate) fn pair(
    queue: &str,
    channel: Channel,
    priority: i32,
    delay: i32,
) -> RoutingProfileQueueConfig {
    RoutingProfileQueueConfig::builder()
        .queue_reference(reference(queue, channel))
        .priority(priority)
        .delay(delay)
        .build()
        .expect("a pair")
}

pub(crate) fn reference(queue: &str, channel: Channel) -> RoutingProfileQueueReference {
    RoutingProfileQueueReference::builder()
        .queue_id(queue)
        .channel(channel)
        .build()
        .expect("a reference")
}

pub(crate) fn media(channel: Channel, concurrency: i32) -> MediaConcurrency {
    MediaConcurrency::builder()
        .channel(channel)
        .concurrency(concurrency)
        .build()
        .expect("a concurrency")
}

pub(crate) fn soft_phone() -> UserPhoneConfig {
    UserPhoneConfig::builder()
        .phone_type(PhoneType::SoftPhone)
        .build()
}

// === impl Center ===

impl Center {
    pub(crate) async fn new(settings: Settings) -> Self {
        let desk = Desk::new(settings);
        Self {
            connect: desk.connect(PRODUCER),
            instance: desk.instance(PRODUCER, "uk-center").await,
            desk,
        }
    }

    /// The id of the built-in hours.
    pub(crate) async fn hours(&self) -> String {
        let asked = self.connect.list_hours_of_operations();
        let listed = asked.instance_id(&self.instance).send().await;
        let listed = listed.expect("hours are listed");
        let hours = listed.hours_of_operation_summary_list().first();
        hours.and_then(|hours| hours.id.clone()).expect("hours")
    }

    /// The id of a new queue.
    pub(crate) async fn queue(&self, name: &str) -> String {
        let create = self.connect.create_queue().instance_id(&self.instance);
        let create = create.hours_of_operation_id(self.hours().await).name(name);
        let created = create.send().await.expect("a queue is made");
        created.queue_id.expect("a queue has an id")
    }

    /// The id of a new quick connect to a number.
    pub(crate) async fn quick_connect(&self, name: &str) -> String {
        let create = self.connect.create_quick_connect();
        let create = create.instance_id(&self.instance).name(name);
        let create = create.quick_connect_config(crate::quick_connect::to_number("+441234567890"));
        let created = create.send().await.expect("a quick connect is made");
        created.quick_connect_id.expect("a quick connect has an id")
    }

    /// The id of the routing profile of this name.
    pub(crate) async fn routing_profile(&self, name: &str) -> String {
        let asked = self.connect.list_routing_profiles();
        let listed = asked.instance_id(&self.instance).send().await;
        let listed = listed.expect("routing profiles are listed");
        let mut profiles = listed.routing_profile_summary_list().iter();
        let profile = profiles.find(|profile| profile.name() == Some(name));
        profile.and_then(|of| of.id.clone()).expect("a profile")
    }

    /// The id of the security profile of this name.
    pub(crate) async fn security_profile(&self, name: &str) -> String {
        let asked = self.connect.list_security_profiles();
        let listed = asked.instance_id(&self.instance).send().await;
        let listed = listed.expect("security profiles are listed");
        let mut profiles = listed.security_profile_summary_list().iter();
        let profile = profiles.find(|profile| profile.name() == Some(name));
        profile.and_then(|of| of.id.clone()).expect("a profile")
    }

    /// The creation of a user with the built-in profiles, to be sent.
    pub(crate) async fn new_user(
        &self,
        username: &str,
    ) -> aws_sdk_connect::operation::create_user::builders::CreateUserFluentBuilder {
        let create = self.connect.create_user().instance_id(&self.instance);
        create
            .username(username)
            .password("Passw0rd")
            .phone_config(soft_phone())
            .security_profile_ids(self.security_profile("Agent").await)
            .routing_profile_id(self.routing_profile("Basic Routing Profile").await)
    }

    /// The id of a new user.
    pub(crate) async fn user(&self, username: &str) -> String {
        let create = self.new_user(username).await;
        let created = create.send().await.expect("a user is made");
        created.user_id.expect("a user has an id")
    }

    /// The id of the flow of this name.
    pub(crate) async fn flow(&self, name: &str) -> String {
        let asked = self.connect.list_contact_flows();
        let listed = asked.instance_id(&self.instance).send().await;
        let listed = listed.expect("flows are listed");
        let mut flows = listed.contact_flow_summary_list().iter();
        let flow = flows.find(|flow| flow.name() == Some(name));
        flow.and_then(|flow| flow.id.clone()).expect("a flow")
    }
}
