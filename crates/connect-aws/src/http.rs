//! The connection to AWS.

use std::{fs, io};

use aws_smithy_http_client::{
    Builder,
    tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use connect_model::Target;
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

/// Why there can be no connection.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The target's file of certificates cannot be read, or holds none that can be used.
    #[error("cannot use the certificates in {path}")]
    Certificates {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// TLS cannot be set up.
    #[error("cannot set up TLS")]
    Tls(#[source] io::Error),
}

/// An HTTP client for `target`: rustls with the machine's certificates and those of the target, or
/// nothing but HTTP for an endpoint that begins with `http:`.
///
/// It holds a pool of connections, so make one for a target and share it between sessions.
pub fn http_client(target: &Target) -> Result<SharedHttpClient, HttpError> {
    let endpoint = target.endpoint.as_deref().unwrap_or_default();
    if endpoint.starts_with("http:") {
        return Ok(Builder::new().build_http());
    }
    let mut trust = TrustStore::default();
    if let Some(path) = &target.ca_file {
        let pem = certificates(path).map_err(|source| HttpError::Certificates {
            path: path.clone(),
            source,
        })?;
        trust.add_pem_certificate(pem);
    }
    let tls = TlsContext::builder().with_trust_store(trust).build();
    Ok(Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(tls.map_err(|cause| HttpError::Tls(io::Error::other(cause)))?)
        .build_https())
}

/// Reads and checks certificates. The SDK would panic at the first call over one that is broken.
fn certificates(path: &str) -> io::Result<Vec<u8>> {
    let broken = |cause| io::Error::new(io::ErrorKind::InvalidData, cause);
    let pem = fs::read(path)?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|cause| broken(cause.to_string()))?;
        let added = roots.add(certificate);
        added.map_err(|cause| broken(cause.to_string()))?;
    }
    if roots.is_empty() {
        Err(broken("there is no PEM certificate in it".to_owned()))
    } else {
        Ok(pem)
    }
}
