//! What an analytics share calls: one file for each of its ports. Buckets and roles have theirs already.

mod catalog;
mod data_set;
mod event;
mod identity;
mod invitation;
mod key;
mod object;
mod permission;
mod query;
mod resource;
mod schedule;
mod workgroup;
