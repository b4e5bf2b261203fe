//! `DocumentService`.

use async_trait::async_trait;
use control_api::v1::{self as pb, document_service_server::DocumentService};
use futures::{StreamExt, stream::BoxStream};
use tonic::{Request, Response, Status, Streaming};

use super::{Reply, Surface};
use crate::{refusal::Refusal, wire};

/// A document on its way out.
type Pieces = BoxStream<'static, Result<pb::DownloadDocumentResponse, Status>>;

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
        let document = found.ok_or_else(|| Refusal::no_document(digest))?;
        Ok(Response::new(wire::document::to_pb(
            &document,
            self.retention,
        )))
    }

    type DownloadDocumentStream = Pieces;

    async fn download_document(
        &self,
        request: Request<pb::DownloadDocumentRequest>,
    ) -> Reply<Pieces> {
        let digest = wire::document::download(request)?;
        let found = self.store.content(digest).await.map_err(Refusal::from)?;
        let content = found.ok_or_else(|| Refusal::no_document(digest))?;
        let pieces = wire::document::pieces(&content).into_iter().map(Ok);
        Ok(Response::new(futures::stream::iter(pieces).boxed()))
    }
}
