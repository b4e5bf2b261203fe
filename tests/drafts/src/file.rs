//! A file of agents that nobody keeps: its rows are written as they are read.

use std::{
    io::{self, Read},
    ops::Range,
};

use connect_agents::read::Source;

use crate::{Who, crowd::login};

/// A file of so many agents.
pub(crate) struct Many {
    pub(crate) rows: usize,
    pub(crate) who: Who,
}

/// The same on its way.
struct Writing {
    rows: Range<usize>,
    rest: Vec<u8>,
    used: usize,
}

impl Source for Many {
    fn name(&self) -> &'static str {
        "many.csv"
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + Sync>> {
        let header = "username,first_name,last_name,email,routing_profile,security_profiles,phone_type,tags\n";
        // Addresses are in no search: who is there is asked for none.
        let header = match self.who {
            Who::New => header.to_owned(),
            Who::There | Who::Others => header.replace("email", "remark"),
        };
        Ok(Box::new(Writing {
            rows: 0..self.rows,
            rest: header.into_bytes(),
            used: 0,
        }))
    }
}

impl Read for Writing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.used == self.rest.len() {
            self.rest.clear();
            self.used = 0;
            for n in self.rows.by_ref().take(100) {
                let login = login(n);
                let row = format!(
                    "{login},Ada,Agent,{login}@example.com,Basic Routing Profile,Agent,soft,Site=Cardiff\n"
                );
                self.rest.extend(row.as_bytes());
            }
        }
        let count = (self.rest.len() - self.used).min(into.len());
        into[..count].copy_from_slice(&self.rest[self.used..self.used + count]);
        self.used += count;
        Ok(count)
    }
}
