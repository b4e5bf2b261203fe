//! The console's old export (`modules`, version `"1"`), read and converted to the flow language.
//!
//! No API operation takes that layout, and the console stopped importing it. What a module of it
//! says is written as the flow designer writes the same block today: parameters, errors, conditions,
//! and both generations of the designer's metadata. What has no counterpart is never dropped: it
//! stays in the metadata of its action (`legacyParameters`, `legacyBranches`, `legacyMembers`) and is
//! listed as a [`Gap`]. A reference whose id the export left out becomes one by name.
//!
//! ```
//! let text = r#"{
//!     "modules": [{"id": "end", "type": "Disconnect", "branches": [], "parameters": [], "metadata": {}}],
//!     "version": "1", "type": "contactFlow", "start": "end", "metadata": {"name": "Goodbye"}
//! }"#;
//! let conversion = flow_language::legacy::convert(&flow_language::legacy::read(text)?);
//! assert_eq!(conversion.name.as_deref(), Some("Goodbye"));
//! assert!(conversion.gaps.is_empty() && conversion.document.check(conversion.role()).is_empty());
//! # Ok::<(), flow_language::ParseError>(())
//! ```

mod block;
mod blocks;
mod conversion;
mod flow;
mod gap;
mod identifier;
mod value;

pub use self::{
    conversion::{Conversion, convert},
    flow::{LegacyFlow, Module, Parameter, Way, read},
    gap::{Gap, GapPart, GapReason},
};
