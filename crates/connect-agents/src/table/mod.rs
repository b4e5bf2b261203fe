//! The agent directory in a table of DynamoDB.
//!
//! [`TableDirectory`] is the directory, [`TablePort`] what it calls. The table is somebody else's to make, and
//! one table serves any number of instances and directories. An item is an agent:
//!
//! | attribute | | |
//! |---|---|---|
//! | `directory` | S, partition key | `account/Region/alias/directory` |
//! | `login` | S, sort key | the login in small letters |
//! | `email` | S, may be absent | the e-mail address |
//! | `modified_ms` | N, may be absent | when AWS had changed the user last |
//! | `entry` | S | all the rest, as JSON |
//!
//! The time has an attribute of its own, so that noting it never writes back an entry that somebody else has
//! replaced meanwhile. A global index `by-email` of `directory` and `email`, with the keys alone, leads from an
//! address to its agents. An index needs less than items of a second kind would: DynamoDB keeps it, and no
//! write has to take an old address back.

mod directory;
mod error;
mod port;

pub use self::{
    directory::TableDirectory,
    error::{TableError, create_table},
    port::{AgentRow, Batch, EMAIL_INDEX, RowRange, TablePlace, TablePort},
};
