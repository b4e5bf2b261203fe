//! A contact centre out of its kinds: observe, plan, act, destroy.
