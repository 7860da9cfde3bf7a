//! Answers in memory: how large one may become, and how much of them may be on its way to clients at once.

use super::reply::Refusal;
use axum::body::Bytes;
use axum::http::StatusCode;
use std::io::{self, Write};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A buffer that takes no more than so many bytes.
#[derive(Debug)]
pub(super) struct Bounded {
    bytes: Vec<u8>,
    most: usize,
    is_over: bool,
}

impl Bounded {
    /// One without a bound if there is none.
    pub(super) fn new(most: Option<usize>) -> Self {
        Self { bytes: Vec::new(), most: most.unwrap_or(usize::MAX), is_over: false }
    }

    /// Whether there was more than fits.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.most.saturating_sub(self.bytes.len()) {
            self.is_over = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Room for answers that clients have asked for and not yet taken. A client may take its time, and ask for much.
/// Small answers go out at all times.
#[derive(Debug)]
pub(super) struct Outgoing {
    /// In kibibytes.
    room: Arc<Semaphore>,
}

/// Kibibytes of answers on their way.
const MOST: usize = 512 << 10;
/// Bytes of a small answer: much of it fits into what the system holds for a connection.
const SMALL: usize = 64 << 10;

impl Default for Outgoing {
    fn default() -> Self {
        Self { room: Arc::new(Semaphore::new(MOST)) }
    }
}

impl Outgoing {
    /// An answer, which takes up room until it has been sent.
    pub(super) fn take(&self, body: Vec<u8>) -> Result<Bytes, Refusal> {
        if body.len() <= SMALL {
            return Ok(Bytes::from(body));
        }
        let size = u32::try_from(body.len().div_ceil(1024)).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.room).try_acquire_many_owned(size).map_err(|_| {
            let message = "too much is on its way to clients already; ask again in a moment";
            Refusal::new(StatusCode::SERVICE_UNAVAILABLE, message)
        })?;
        Ok(Bytes::from_owner(Taken { body, _room: room }))
    }
}

struct Taken {
    body: Vec<u8>,
    _room: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Taken {
    fn as_ref(&self) -> &[u8] {
        &self.body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_takes_all_or_says_that_it_does_not() {
        let mut buffer = Bounded::new(Some(5));
        buffer.write_all(b"abc").unwrap();
        assert!(!buffer.is_over());
        assert!(buffer.write_all(b"def").is_err() && buffer.is_over());
        assert_eq!(Bounded::new(None).write(&[0; 1000]).unwrap(), 1000);
    }

    #[test]
    fn room_comes_back_when_an_answer_has_been_sent() {
        let outgoing = Outgoing::default();
        let half = || vec![0; MOST * 1024 / 2];
        let first = outgoing.take(half()).unwrap();
        let part = first.slice(..1);
        let second = outgoing.take(half()).unwrap();
        assert_eq!(outgoing.take(vec![0; SMALL + 1]).unwrap_err().status(), 503);
        assert!(outgoing.take(vec![0; SMALL]).is_ok());
        drop((first, second));
        // A part of the first is still to be sent.
        assert_eq!(outgoing.take(half()).unwrap().len(), MOST * 1024 / 2);
        assert_eq!(outgoing.take(vec![0; MOST * 1024 / 2 + 1]).unwrap_err().status(), 503);
        drop(part);
        assert!(outgoing.take(vec![0; MOST * 1024]).is_ok());
    }
}
