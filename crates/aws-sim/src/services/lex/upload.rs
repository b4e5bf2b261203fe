//! Where archives are uploaded to: an address of the form that AWS gives, which the simulator itself
//! answers, or one below its own where it is served over a socket.

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header::HOST};

use crate::{context::Ctx, world::World};

const PREFIX: &str = "lexv2-imports-";

/// The address for an import.
pub(super) fn address(ctx: &Ctx<'_>, id: &str) -> String {
    let region = ctx.region;
    match ctx.served_at {
        Some(host) => format!("http://{host}/{PREFIX}{region}/{id}"),
        None => format!("https://{PREFIX}{region}.s3.{region}.amazonaws.com/{id}"),
    }
}

/// The import that a request uploads for.
pub(crate) fn import_of(request: &Request<Bytes>) -> Option<&str> {
    let (uri, path) = (request.uri(), request.uri().path());
    let at_host = uri.host().is_some_and(|host| host.starts_with(PREFIX));
    let is_upload = at_host || path.trim_start_matches('/').starts_with(PREFIX);
    let id = path.rsplit('/').next();
    id.filter(|_| is_upload && request.method() == Method::PUT)
}

/// Keeps what was uploaded. An address that was never given leads nowhere.
pub(crate) fn take(world: &mut World, import: &str, body: &Bytes) -> Response<Bytes> {
    let mut places = world.lex.all_mut();
    let found = places.find_map(|state| state.imports.get_mut(import));
    let mut response = Response::new(Bytes::new());
    match found {
        Some(import) => import.archive = Some(body.clone()),
        None => *response.status_mut() = StatusCode::FORBIDDEN,
    }
    response
}

/// The host that a request over a socket was sent to.
pub(crate) fn served_at(request: &Request<Bytes>) -> Option<&str> {
    let host = request.headers().get(HOST)?.to_str().ok()?;
    request.uri().host().is_none().then_some(host)
}
