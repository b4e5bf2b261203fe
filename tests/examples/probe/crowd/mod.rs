//! A centre of any size that is there already: its spec, and ports that answer for its many things
//! without AWS or the simulator, so that only the engine takes time.
//!
//! Lists and searches alone are answered: a fast plan asks for nothing else.

mod profiles;
mod queues;
mod users;

use std::{fmt::Write as _, sync::Arc};

use connect_model::Tags;
use connect_resources::{Depth, Known, Named, Ports};

/// The things that are declared once: an instance and hours of operation.
pub(crate) const HEAD: &str = "
instance: { alias: large }
hours_of_operation:
  - name: Day
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '09:00', end: '17:00' }]
";

/// Long before the simulated world began, in milliseconds.
const MODIFIED_MS: i64 = 1_700_000_000_000;
const VOICE: &str = "VOICE";
/// A file may have 200,000 values, and an entry has up to twenty.
const PER_FILE: usize = 9_000;

/// So many things in all, most of them users: of twenty one is a routing profile, and two are queues.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crowd {
    things: usize,
}

/// What a crowd refers to, by id.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    pub(crate) hours: String,
    pub(crate) security_profile: String,
}

/// Answers for a crowd.
struct Answers {
    crowd: Crowd,
    ground: Ground,
}

// === impl Crowd ===

impl Crowd {
    pub(crate) fn of(things: usize) -> Self {
        Self { things }
    }

    /// Without the instance, its hours of operation, which are in [`HEAD`], and its log group, which comes
    /// with it.
    fn users(self) -> usize {
        self.things - self.queues() - self.profiles() - 3
    }

    fn queues(self) -> usize {
        self.things / 10
    }

    fn profiles(self) -> usize {
        self.things / 20
    }

    /// The profile of a user.
    fn profile_of(self, user: usize) -> usize {
        user % self.profiles()
    }

    /// The queues of a profile, the first of which is that of outbound calls.
    fn queues_of(self, profile: usize) -> [usize; 2] {
        [profile, profile + 1].map(|queue| queue % self.queues())
    }

    /// The whole spec, in files of a size that is read.
    pub(crate) fn spec(self) -> Vec<String> {
        let queue = |n, text: &mut String| {
            writeln!(text, "  - {{ name: {}, hours: Day }}", queues::name(n)).unwrap();
        };
        let profile = |n, text: &mut String| profiles::declare(self, n, text);
        let user = |n, text: &mut String| users::declare(self, n, text);
        let mut files = vec![HEAD.to_owned()];
        files.extend(section("queues", self.queues(), queue));
        files.extend(section("routing_profiles", self.profiles(), profile));
        files.extend(section("users", self.users(), user));
        files
    }

    /// Ports that answer for the crowd, and leave everything else to `others`.
    pub(crate) fn ports(self, ground: Ground, others: Ports) -> Ports {
        let answers = Arc::new(Answers {
            crowd: self,
            ground,
        });
        Ports {
            queue: Arc::clone(&answers) as _,
            routing_profile: Arc::clone(&answers) as _,
            user: answers,
            ..others
        }
    }
}

/// The entries of a section, so many a file.
fn section(name: &str, count: usize, declare: impl Fn(usize, &mut String)) -> Vec<String> {
    let file = |start: usize| {
        let mut text = format!("{name}:\n");
        (start..count.min(start + PER_FILE)).for_each(|n| declare(n, &mut text));
        text
    };
    (0..count).step_by(PER_FILE).map(file).collect()
}

fn named(name: String, id: &str, folder: &str) -> Named {
    let arn = format!(
        "arn:aws:connect:eu-west-2:111111111111:instance/8aa5e0c6-0000-4000-8000-000000000000/{folder}/{id}"
    );
    Named {
        name,
        known: Known::new(id, arn),
        modified_ms: Some(MODIFIED_MS),
    }
}

/// As long as the ids of AWS are.
fn id(kind: u8, n: usize) -> String {
    format!("{kind:08x}-0000-4000-8000-{n:012x}")
}

fn tags() -> Tags {
    Tags::new()
}

/// A fast plan reads lists and searches alone.
fn not_asked<T>(operation: &str) -> T {
    panic!("a {} plan asked for {operation}", Depth::Fast)
}
