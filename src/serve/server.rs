//! Listening: connections, how long each may take, and how the server ends.

use super::guard::Access;
use super::loaded::Content;
use super::routes::router;
use super::service::{Config, Service};
use super::watch::{Watch, watch};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

/// Connections at once; others wait until one of them ends.
const MOST_CONNECTIONS: usize = 512;
/// Until the head of a request has come, or the next one on the same connection.
const HEAD: Duration = Duration::from_secs(10);
/// Until a client takes more of an answer.
const PIECE: Duration = Duration::from_secs(30);
/// Bytes of the head of a request.
const LARGEST_HEAD: usize = 256 << 10;
/// What requests get to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(15);

/// Somebody who is told of each request.
pub type Log = Arc<dyn Fn(&Access) + Send + Sync>;

/// A server that is set up.
pub struct Server {
    /// Where it listens.
    pub listener: TcpListener,
    /// How it answers.
    pub config: Config,
    /// Who is told of requests.
    pub log: Option<Log>,
    /// What is done when inputs change.
    pub watch: Option<Watch>,
}

impl Server {
    /// Serves a graph until the process is told to stop; `ready` is called with the address when requests are answered.
    /// Requests that are being answered then are answered to their end.
    pub fn run(self, content: Content, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.serve(content, ready))
    }

    async fn serve(self, content: Content, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
        self.listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let mut stop = std::pin::pin!(told_to_stop()?);
        let service = Arc::new(Service::new(self.config, content, self.log).await?);
        let router = router(Arc::clone(&service));
        let watching = self.watch.map(|inputs| tokio::spawn(watch(inputs, Arc::clone(&service))));
        ready(listener.local_addr()?);
        let graceful = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        loop {
            let place = tokio::select! {
                () = &mut stop => break,
                place = Arc::clone(&places).acquire_owned() => place.map_err(io::Error::other)?,
            };
            let stream = tokio::select! {
                () = &mut stop => break,
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => stream,
                    // Out of file descriptors, or the client has gone: the next one may do better.
                    Err(_) => {
                        sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
            };
            // Answers go out as they are; waiting for more to send along has nothing to wait for.
            let _ = stream.set_nodelay(true);
            let mut stream = TimeoutStream::new(stream);
            stream.set_write_timeout(Some(PIECE));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD)
                .max_buf_size(LARGEST_HEAD)
                .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(router.clone()));
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                // What a client does wrong on the way is the client's.
                let _ = connection.await;
                drop(place);
            });
        }
        drop(listener);
        if let Some(watching) = watching {
            watching.abort();
        }
        // What has not ended by then is cut off, which the client sees.
        let _ = timeout(FAREWELL, graceful.shutdown()).await;
        Ok(())
    }
}

#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
