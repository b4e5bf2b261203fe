//! One folder for each kind of thing that a contact centre is made of.
