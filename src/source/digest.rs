//! SHA-256 in hexadecimal digits.

use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// The SHA-256 of some bytes, in 64 lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The number of bytes that a reader gives and their SHA-256, without all of them in memory at once.
pub fn sha256_of(mut reader: impl Read) -> io::Result<(u64, String)> {
    let (mut hasher, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hex(&hasher.finalize())));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

/// Bytes in lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_has_the_digest_of_its_bytes() {
        let bytes = vec![7_u8; 200_000];
        assert_eq!(sha256_of(bytes.as_slice()).unwrap(), (200_000, sha256_hex(&bytes)));
        // The digest of nothing, as everybody knows it.
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256_of(io::empty()).unwrap(), (0, nothing.to_owned()));
    }
}
