//! Speed and memory of the crate, measured in a process of its own: `cargo xtask bench flows` starts
//! it and reads the one JSON object that it prints.
//!
//! ```text
//! corpus FOLDER THINGS      parse, parameterise, restore and print with an instance of so many
//!                           things, beside serde_json alone
//! inventory FOLDER THINGS   the flows and the things of `corpus`, for others to do the same
//! write FOLDER TO COUNT     makes a bundle of so many flows out of the corpus
//! bundle FROM TO            reads that bundle, digests it, looks its names up, and writes it again
//! tools FOLDER              check, difference and walk of the corpus
//! draw                      pictures of a flow with as many actions as the service takes
//! ```

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on panics")]

mod bundle;
mod corpus;
mod draw;
mod inventory;
mod stopwatch;
mod tools;

use std::{
    env,
    io::{self, Write as _},
    path::Path,
};

fn main() -> io::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let told = match words[..] {
        ["corpus", folder, things] => corpus::measure(Path::new(folder), things.parse().unwrap()),
        ["inventory", folder, things] => {
            inventory::told(Path::new(folder), things.parse().unwrap())
        }
        ["write", folder, to, count] => {
            bundle::write(Path::new(folder), Path::new(to), count.parse().unwrap())
        }
        ["bundle", from, to] => bundle::measure(Path::new(from), Path::new(to)),
        ["tools", folder] => tools::measure(Path::new(folder)),
        ["draw"] => draw::measure(),
        ref other => panic!("no such order: {other:?}"),
    };
    writeln!(io::stdout(), "{told}")
}
