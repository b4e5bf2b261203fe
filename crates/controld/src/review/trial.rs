//! Contacts that walk through flows.

use flow_language::{
    FlowType,
    album::{self, Picture},
    bundle::ItemName,
    walk::{
        CaseFile, CaseResult, Contact, Coverage, FlowSelector, FlowSet, Limits, Walk, coverages,
        junit, render_results, run, walk,
    },
};

use super::{Contents, Question, bundle::Given};
use crate::{
    jobs::{BundleFiles, FileRef},
    refusal::{Refusal, Violation},
};

/// Most cases of one trial.
const CASES_MAX: usize = 2_000;
/// What the test suite is called for build servers.
const SUITE: &str = "TryFlows";

/// What becomes of these contacts?
#[derive(Clone, Debug)]
pub struct Trial {
    /// The flows.
    pub bundle: BundleFiles,
    /// Who walks.
    pub subject: Subject,
    /// Whether pictures are wanted, too.
    pub draw: bool,
    /// Whether `JUnit` XML is wanted, too.
    pub junit: bool,
}

/// Who walks.
#[derive(Clone, Debug)]
pub enum Subject {
    /// One contact.
    One {
        /// Where it starts.
        flow: String,
        /// The contact.
        contact: Box<Contact>,
    },
    /// The contacts of test cases.
    Cases(Vec<FileRef>),
}

/// What became of them.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The way of the one contact.
    pub walk: Option<Walk>,
    /// The results of the cases.
    pub results: Vec<CaseResult>,
    /// What the cases tried of each flow that they came to.
    pub coverage: Vec<(ItemName, Coverage)>,
    /// All of it for people.
    pub text: String,
    /// `JUnit` XML, if it was wanted.
    pub junit: Option<String>,
    /// Pictures, if they were wanted.
    pub pictures: Vec<Picture>,
}

// === impl Trial ===

impl Question for Trial {
    type Answer = Tried;

    fn files(&self) -> Vec<&FileRef> {
        let cases: &[FileRef] = match &self.subject {
            Subject::One { .. } => &[],
            Subject::Cases(cases) => cases,
        };
        self.bundle.files.iter().chain(cases).collect()
    }

    fn answer(self, contents: &Contents) -> Result<Tried, Refusal> {
        let given = Given::read(&self.bundle, Some(FlowType::ContactFlow), contents)?;
        let set = FlowSet::from(&given.read.bundle);
        match &self.subject {
            Subject::One { flow, contact } => self.one(flow, contact, &set),
            Subject::Cases(files) => {
                let cases = case_files(files, contents)?;
                Ok(self.cases(&cases, &set))
            }
        }
    }
}

impl Trial {
    fn one(&self, flow: &str, contact: &Contact, set: &FlowSet) -> Result<Tried, Refusal> {
        let start = FlowSelector::from(flow).find(set).ok_or_else(|| {
            let wrong = "the bundle has no such flow or module";
            Refusal::Invalid(vec![Violation::new("flow", wrong)])
        })?;
        let walk = walk(set, &start, contact, &Limits::default());
        let draw = || album::of_walk(set, &walk);
        let pictures = self.draw.then(draw).unwrap_or_default();
        Ok(Tried {
            text: walk.to_string(),
            walk: Some(walk),
            results: Vec::new(),
            coverage: Vec::new(),
            junit: None,
            pictures,
        })
    }

    fn cases(&self, files: &[CaseFile], set: &FlowSet) -> Tried {
        let results: Vec<_> = files.iter().flat_map(|file| run(file, set)).collect();
        let coverage = coverages(&results, set);
        let draw = || album::of_cases(set, &results);
        let pictures = self.draw.then(draw).unwrap_or_default();
        Tried {
            walk: None,
            text: render_results(&results, &coverage),
            junit: self.junit.then(|| junit(SUITE, &results)),
            results,
            coverage,
            pictures,
        }
    }
}

/// All files that are wrong are told at once.
fn case_files(files: &[FileRef], contents: &Contents) -> Result<Vec<CaseFile>, Refusal> {
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for (n, file) in files.iter().enumerate() {
        let cases = contents.text(file).and_then(|text| {
            serde_saphyr::from_str::<CaseFile>(text).map_err(|error| error.to_string())
        });
        match cases {
            Ok(cases) => read.push(cases),
            Err(cause) => wrong.push(Violation::new(format!("cases[{n}]"), cause)),
        }
    }
    let cases: usize = read.iter().map(|file| file.cases.len()).sum();
    if cases > CASES_MAX {
        let many = format!("have {cases} cases, more than {CASES_MAX}: send fewer at a time");
        wrong.push(Violation::new("cases", many));
    }
    if wrong.is_empty() {
        Ok(read)
    } else {
        Err(Refusal::Invalid(wrong))
    }
}
