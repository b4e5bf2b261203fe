//! `DocumentService`.

use async_trait::async_trait;
use control_api::v1::{self as pb, document_service_server::DocumentService};
use tonic::{Request, Response, Streaming};

use super::{Reply, Surface};
use crate::{jobs::Digest, refusal::Refusal, wire};

#[async_trait]
impl DocumentService for Surface {
    async fn upload_document(
        &self,
        request: Request<Streaming<pb::UploadDocumentRequest>>,
    ) -> Reply<pb::Document> {
        let document = wire::document::upload(request.into_inner()).await?;
        let stored = self.store.put(document, self.jobs.now()).await;
        let stored = stored.map_err(Refusal::from)?;
        Ok(Response::new(wire::document::to_pb(
            &stored,
            self.retention,
        )))
    }

    async fn get_document(&self, request: Request<pb::GetDocumentRequest>) -> Reply<pb::Document> {
        let digest = wire::document::get(request)?;
        let found = self.store.document(digest).await.map_err(Refusal::from)?;
        let document = found.ok_or_else(|| missing(digest))?;
        Ok(Response::new(wire::document::to_pb(
            &document,
            self.retention,
        )))
    }
}

fn missing(digest: Digest) -> Refusal {
    Refusal::NotFound {
        kind: "document",
        name: format!("documents/{digest}"),
    }
}
