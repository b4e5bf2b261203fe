//! Identifiers and chances, drawn from a seed.
//!
//! Every call has its own stream, made of the seed, the operation, where it was called and how
//! often before. So equal calls under an equal seed get equal ids, and calls that come in another
//! order do not change the ids of the rest.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The stream of one call.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    stream: [u8; 32],
    drawn: u64,
}

// === impl Ids ===

impl Ids {
    /// The stream that belongs to these words.
    pub(crate) fn of(seed: u64, words: &[&str], ordinal: u64) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.to_be_bytes());
        hash.update(ordinal.to_be_bytes());
        for word in words {
            hash.update(word.as_bytes());
            hash.update([0]);
        }
        Self {
            stream: hash.finalize().into(),
            drawn: 0,
        }
    }

    /// The next UUID, in the form of version 4.
    pub(crate) fn uuid(&mut self) -> String {
        let [_, half] = self.halves();
        uuid::Builder::from_random_bytes(half)
            .into_uuid()
            .to_string()
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> u64 {
        let [half, _] = self.halves();
        Uuid::from_bytes(half).as_u64_pair().0
    }

    /// The next `length` letters out of `alphabet`.
    pub(crate) fn letters(&mut self, alphabet: &str, length: usize) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..length)
            .map(|_| letters[self.below(letters.len())])
            .collect()
    }

    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("an alphabet is short");
        usize::try_from(self.number() % end).expect("less than the alphabet's length")
    }

    fn halves(&mut self) -> [[u8; 16]; 2] {
        self.drawn += 1;
        let block: [u8; 32] = Sha256::new()
            .chain_update(self.stream)
            .chain_update(self.drawn.to_be_bytes())
            .finalize()
            .into();
        let (left, right) = block.split_at(16);
        [left, right].map(|half| half.try_into().expect("half of 32 bytes"))
    }
}
