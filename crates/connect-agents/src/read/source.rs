//! Where a file comes from.

use std::{
    fmt, fs,
    io::{self, Cursor, Read},
    path::PathBuf,
    sync::Arc,
};

/// A file that can be read as often as needed.
///
/// Contract: each `open` begins at the first byte, and all of them give the same bytes; an import that
/// meets others stops. Reads block, so a file should be at hand and not across a network.
pub trait Source: Send + Sync {
    /// What people call it, in findings and reports.
    fn name(&self) -> &str;

    /// Opens it.
    fn open(&self) -> io::Result<Box<dyn Read + Send + Sync>>;
}

/// A file in memory. Clones share the bytes.
#[derive(Clone)]
pub struct BytesSource {
    name: String,
    bytes: Arc<[u8]>,
}

/// A file on this machine.
#[derive(Clone, Debug)]
pub struct FileSource {
    name: String,
    path: PathBuf,
}

// === impl BytesSource ===

impl BytesSource {
    /// Bytes under a name.
    pub fn new(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
        }
    }
}

impl Source for BytesSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + Sync>> {
        Ok(Box::new(Cursor::new(Arc::clone(&self.bytes))))
    }
}

impl fmt::Debug for BytesSource {
    /// What is in a file of people is nobody's business.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BytesSource")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

// === impl FileSource ===

impl FileSource {
    /// The file at `path`; it is called by its last part.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().unwrap_or(path.as_os_str());
        Self {
            name: name.to_string_lossy().into_owned(),
            path,
        }
    }
}

impl Source for FileSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + Sync>> {
        Ok(Box::new(fs::File::open(&self.path)?))
    }
}
