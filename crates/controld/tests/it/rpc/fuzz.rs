//! Bytes that nobody meant: refused, never an accident.

use control_api::v1 as pb;
use prost::Message;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use tonic::{
    Code, Status,
    codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder},
    codegen::Bytes,
};

use super::{Rig, apply, bad_input::methods, reason_of, transport::raw};

/// Messages as they are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RawCodec;

impl Codec for RawCodec {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for RawCodec {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, to: &mut EncodeBuf<'_>) -> Result<(), Status> {
        bytes::BufMut::put(to, item);
        Ok(())
    }
}

impl Decoder for RawCodec {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        let length = bytes::Buf::remaining(from);
        Ok(Some(bytes::Buf::copy_to_bytes(from, length)))
    }
}

/// Random bytes, or a valid message with some bytes changed.
fn payload(random: &mut StdRng, seeds: &[Vec<u8>]) -> Vec<u8> {
    if random.random_bool(0.3) {
        let length = random.random_range(0..64);
        return (0..length).map(|_| random.random()).collect();
    }
    let mut bytes = seeds.choose(random).unwrap().clone();
    for _ in 0..random.random_range(1..4) {
        let at = random.random_range(0..bytes.len());
        bytes[at] = random.random();
    }
    bytes
}

#[tokio::test]
async fn no_bytes_make_an_accident() {
    let rig = Rig::new().await;
    let name = format!("jobs/{}", super::uuid());
    let seeds = [
        apply("x").encode_to_vec(),
        pb::WatchJobRequest {
            name: name.clone(),
            after: 3,
        }
        .encode_to_vec(),
        pb::ListJobsRequest {
            page_size: 3,
            states: vec![1],
            ..Default::default()
        }
        .encode_to_vec(),
        pb::ImportTerraformRequest {
            files: vec![pb::SourceFile {
                path: "a.tfvars".into(),
                content: Some(pb::source_file::Content::Text("queues = {}".into())),
            }],
            alias: "uk".into(),
        }
        .encode_to_vec(),
        pb::ResolveJobRequest {
            name,
            step: "a/b/c".into(),
            resolution: 1,
            ..Default::default()
        }
        .encode_to_vec(),
    ];
    let mut random = StdRng::seed_from_u64(7);
    for method in methods() {
        let (service, method) = method.rsplit_once('.').unwrap();
        let path = format!("/{service}/{method}");
        for round in 0..100 {
            let message = payload(&mut random, &seeds);
            let Err(status) = raw(&rig, &path, Bytes::from(message.clone())).await else {
                continue;
            };
            let expected = [Code::InvalidArgument, Code::NotFound];
            assert!(
                expected.contains(&status.code()),
                "{path} {round} {message:?}: {status:?}"
            );
            reason_of(&status);
        }
    }
}
