//! The published service models, as the Python SDK core carries them, at one pinned version.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// A service whose model becomes a table.
#[derive(Debug)]
pub(super) struct Source {
    /// The name of the service in the simulator, and of its table.
    pub(super) name: &'static str,
    /// The API version, which is a folder in the package.
    version: &'static str,
}

/// The services that the simulator knows.
pub(super) const SERVICES: &[Source] = &[
    Source::new("athena", "2017-05-18"),
    Source::new("budgets", "2016-10-20"),
    Source::new("ce", "2017-10-25"),
    Source::new("cloudtrail", "2013-11-01"),
    Source::new("connect", "2017-08-08"),
    Source::new("dynamodb", "2012-08-10"),
    Source::new("events", "2015-10-07"),
    Source::new("firehose", "2015-08-04"),
    Source::new("glue", "2017-03-31"),
    Source::new("iam", "2010-05-08"),
    Source::new("kinesis", "2013-12-02"),
    Source::new("kms", "2014-11-01"),
    Source::new("lakeformation", "2017-03-31"),
    Source::new("lambda", "2015-03-31"),
    Source::new("lexv2-models", "2020-08-07"),
    Source::new("logs", "2014-03-28"),
    Source::new("ram", "2018-01-04"),
    Source::new("resourcegroupstaggingapi", "2017-01-26"),
    Source::new("s3", "2006-03-01"),
    Source::new("scheduler", "2021-06-30"),
    Source::new("secretsmanager", "2017-10-17"),
    Source::new("service-quotas", "2019-06-24"),
    Source::new("sns", "2010-03-31"),
    Source::new("sqs", "2012-11-05"),
    Source::new("sts", "2011-06-15"),
];

const VERSION: &str = "1.44.5";
const SHA256: &str = "8f16a56d1dff125dd65322ae021efa7ba5195a6db5102b96862566055b748921";

/// An unpacked package.
#[derive(Debug)]
pub(super) struct Models {
    folder: PathBuf,
}

// === impl Source ===

impl Source {
    const fn new(name: &'static str, version: &'static str) -> Self {
        Self { name, version }
    }
}

/// Downloads the package into `cache`, unless it is there, and unpacks it.
pub(super) fn unpack(cache: &Path) -> Result<Models> {
    let folder = cache.join(format!("botocore-{VERSION}"));
    let wheel = cache.join(format!("botocore-{VERSION}-py3-none-any.whl"));
    fs::create_dir_all(cache)?;
    if !wheel.exists() {
        download(cache)?;
    }
    if !folder.exists() {
        python(&["-m", "zipfile", "-e", text(&wheel)?, text(&folder)?])?;
    }
    Ok(Models { folder })
}

impl Models {
    /// The model of one service, as published.
    pub(super) fn read(&self, source: &Source) -> Result<Value> {
        let packed = self.folder.join(format!(
            "botocore/data/{}/{}/service-2.json.gz",
            source.name, source.version
        ));
        let plain = packed.with_extension("");
        if !plain.exists() {
            python(&["-m", "gzip", "-d", text(&packed)?])?;
        }
        let json = fs::read(&plain).with_context(|| format!("reading {}", plain.display()))?;
        Ok(serde_json::from_slice(&json)?)
    }
}

/// Lets pip fetch the wheel and check its digest.
fn download(cache: &Path) -> Result<()> {
    let pinned = cache.join("botocore.txt");
    fs::write(
        &pinned,
        format!("botocore=={VERSION} --hash=sha256:{SHA256}\n"),
    )?;
    let requirements = text(&pinned)?;
    python(&[
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "-r",
        requirements,
        "-d",
        text(cache)?,
    ])
}

fn python(arguments: &[&str]) -> Result<()> {
    let status = Command::new("python3")
        .args(arguments)
        .status()
        .context("running python3")?;
    ensure!(status.success(), "python3 {} failed", arguments.join(" "));
    Ok(())
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path that is not UTF-8")
}
