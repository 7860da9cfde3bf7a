//! Files compressed with gzip: the same content gives the same bytes, and none inflates without bound.

use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

/// Bytes that are compressed at a time.
const BLOCK: usize = 1 << 16;
/// What a file inflates to at most, as a multiple of its size; RDF comes to 20 or 30.
const MOST_TIMES: u64 = 300;
/// Up to here a file may inflate however small it is.
const ALWAYS: u64 = 64 << 20;

/// Whether a path ends in `.gz`.
pub(crate) fn is_gzip(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
}

/// Compresses what is written. The header names no time, no file and no machine; blocks have one size whatever the size of
/// single writes, which depends on the number of threads.
#[derive(Debug)]
pub(crate) struct Compressed<W: Write> {
    encoder: GzEncoder<W>,
    block: Vec<u8>,
}

impl<W: Write> Compressed<W> {
    pub(crate) fn new(out: W) -> Self {
        /// "Unknown", as RFC 1952 has it.
        const ANY_SYSTEM: u8 = 255;
        let builder = GzBuilder::new().mtime(0).operating_system(ANY_SYSTEM);
        Self { encoder: builder.write(out, Compression::new(6)), block: Vec::with_capacity(BLOCK) }
    }

    /// Writes what is left, and the end.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.encoder.write_all(&self.block)?;
        self.encoder.finish()
    }
}

impl<W: Write> Write for Compressed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(BLOCK - self.block.len());
        self.block.extend_from_slice(bytes.get(..taken).unwrap_or_default());
        if self.block.len() == BLOCK {
            self.encoder.write_all(&self.block)?;
            self.block.clear();
        }
        Ok(taken)
    }

    /// Blocks stay whole: nothing leaves before [`finish`](Self::finish) that does not fill one.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Inflates a file of `size` bytes. One that inflates to far more than RDF does is refused on the way.
pub(crate) fn inflated(file: impl Read, size: u64) -> BufReader<impl Read> {
    let most = ALWAYS.max(size.saturating_mul(MOST_TIMES));
    BufReader::with_capacity(BLOCK, Bounded { inner: MultiGzDecoder::new(BufReader::new(file)), left: most })
}

/// A reader that fails once too much has been read.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("inflates to more than {MOST_TIMES} times its size; not read any further"),
            )
        })?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compressed(parts: &[&[u8]]) -> Vec<u8> {
        let mut out = Compressed::new(Vec::new());
        for part in parts {
            out.write_all(part).unwrap();
            out.flush().unwrap();
        }
        out.finish().unwrap()
    }

    #[test]
    fn bytes_depend_on_the_content_alone() {
        let text: Vec<u8> =
            (0..200_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_string().into_bytes()).collect();
        let whole = compressed(&[&text]);
        assert_eq!(&whole[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255], "no time, no system");
        for size in [1_000, 65_536, 70_001] {
            let parts: Vec<&[u8]> = text.chunks(size).collect();
            assert_eq!(compressed(&parts), whole, "{size}");
        }
        let mut read = Vec::new();
        inflated(whole.as_slice(), whole.len() as u64).read_to_end(&mut read).unwrap();
        assert_eq!(read, text);
        assert_eq!(compressed(&[]).len(), 20, "nothing is a file, too");
    }

    #[test]
    fn a_file_that_inflates_without_end_is_refused() {
        let bomb = compressed(&[&vec![b' '; 80 << 20]]);
        assert!(bomb.len() < 100_000);
        let error = io::copy(&mut inflated(bomb.as_slice(), bomb.len() as u64), &mut io::sink()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        // Cut in the middle, it is no whole file.
        let cut = &bomb[..bomb.len() / 2];
        assert!(io::copy(&mut inflated(cut, 1 << 30), &mut io::sink()).is_err());
    }
}
