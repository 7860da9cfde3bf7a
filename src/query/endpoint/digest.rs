//! Digest authentication, RFC 7616: the password is never sent, but worked into an answer to the server's challenge.

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher};

use md5::Md5;
use sha2::{Digest, Sha256};

/// The digests that are known here, the better one last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Algorithm {
    Md5,
    Sha256,
}

impl Algorithm {
    fn named(name: Option<&str>) -> Option<(Self, bool)> {
        Some(match name.unwrap_or("MD5").to_ascii_uppercase().as_str() {
            "MD5" => (Self::Md5, false),
            "MD5-SESS" => (Self::Md5, true),
            "SHA-256" => (Self::Sha256, false),
            "SHA-256-SESS" => (Self::Sha256, true),
            _ => return None,
        })
    }

    fn hash(self, text: &str) -> String {
        match self {
            Self::Md5 => hex(&Md5::digest(text.as_bytes())),
            Self::Sha256 => hex(&Sha256::digest(text.as_bytes())),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A challenge that requests are answered by, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Session {
    algorithm: Algorithm,
    /// As the server wrote it, to be given back.
    algorithm_name: Option<String>,
    /// Whether the nonces go into the secret, as in `MD5-sess`.
    by_client: bool,
    realm: String,
    nonce: String,
    opaque: Option<String>,
    has_qop: bool,
    /// How many requests have used the nonce.
    count: u32,
}

impl Session {
    /// The best challenge among the values of `WWW-Authenticate` that can be answered.
    pub(super) fn of<'v>(values: impl Iterator<Item = &'v str>) -> Option<Self> {
        let challenges = values.flat_map(challenges);
        challenges
            .filter_map(|challenge| Self::from_challenge(&challenge))
            .max_by_key(|known| known.algorithm)
    }

    fn from_challenge(challenge: &Challenge) -> Option<Self> {
        if !challenge.scheme.eq_ignore_ascii_case("Digest") {
            return None;
        }
        let algorithm_name = challenge.get("algorithm").map(str::to_owned);
        let (algorithm, by_client) = Algorithm::named(algorithm_name.as_deref())?;
        let qop = challenge.get("qop");
        let has_qop = match qop {
            Some(qop) if qop.split(',').any(|one| one.trim().eq_ignore_ascii_case("auth")) => true,
            // Digests of whole bodies are not made here.
            Some(_) => return None,
            None => false,
        };
        Some(Self {
            algorithm,
            algorithm_name,
            by_client,
            realm: challenge.get("realm").unwrap_or_default().to_owned(),
            nonce: challenge.get("nonce")?.to_owned(),
            opaque: challenge.get("opaque").map(str::to_owned),
            has_qop,
            count: 0,
        })
    }

    /// Whether both are one challenge.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (&self.realm, &self.nonce) == (&other.realm, &other.nonce)
    }

    /// The value of `Authorization` for the next request.
    pub(super) fn header(&mut self, user: &str, password: &str, method: &str, target: &str) -> String {
        self.count = self.count.wrapping_add(1);
        let client_nonce = format!("{:016x}{:016x}", random(), random());
        self.answer(user, password, method, target, &client_nonce)
    }

    fn answer(&self, user: &str, password: &str, method: &str, target: &str, client_nonce: &str) -> String {
        let hash = |text: &str| self.algorithm.hash(text);
        let (realm, nonce) = (&self.realm, &self.nonce);
        let mut secret = hash(&format!("{user}:{realm}:{password}"));
        if self.by_client {
            secret = hash(&format!("{secret}:{nonce}:{client_nonce}"));
        }
        let asked = hash(&format!("{method}:{target}"));
        let count = format!("{:08x}", self.count);
        let response = if self.has_qop {
            hash(&format!("{secret}:{nonce}:{count}:{client_nonce}:auth:{asked}"))
        } else {
            hash(&format!("{secret}:{nonce}:{asked}"))
        };
        let mut header = format!(
            "Digest username={}, realm={}, nonce={}, uri={}, response=\"{response}\"",
            quoted(user),
            quoted(realm),
            quoted(nonce),
            quoted(target)
        );
        // Writing to a String cannot fail.
        if let Some(name) = &self.algorithm_name {
            let _ = write!(header, ", algorithm={name}");
        }
        if self.has_qop {
            let _ = write!(header, ", qop=auth, nc={count}, cnonce=\"{client_nonce}\"");
        } else if self.by_client {
            let _ = write!(header, ", cnonce=\"{client_nonce}\"");
        }
        if let Some(opaque) = &self.opaque {
            let _ = write!(header, ", opaque={}", quoted(opaque));
        }
        header
    }
}

/// A number that nobody can foretell: the standard library seeds its tables so.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}

/// One challenge: a scheme and what it says.
#[derive(Clone, Debug, Default)]
struct Challenge {
    scheme: String,
    parameters: Vec<(String, String)>,
}

impl Challenge {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The challenges of one header: `Basic realm="a", Digest realm="b", nonce="c"`.
fn challenges(value: &str) -> Vec<Challenge> {
    let mut found: Vec<Challenge> = Vec::new();
    for part in split(value) {
        let part = part.trim();
        let name = part.split('=').next().unwrap_or_default().trim_end();
        let (scheme, parameter) = match name.split_once(char::is_whitespace) {
            Some((scheme, _)) => (Some(scheme), part.get(scheme.len()..).unwrap_or_default().trim_start()),
            None if part.contains('=') => (None, part),
            None => (Some(part), ""),
        };
        if let Some(scheme) = scheme.filter(|scheme| !scheme.is_empty()) {
            found.push(Challenge { scheme: scheme.to_owned(), ..Challenge::default() });
        }
        if let (Some(challenge), Some((name, value))) = (found.last_mut(), parameter.split_once('=')) {
            challenge.parameters.push((name.trim().to_owned(), unquoted(value.trim())));
        }
    }
    found
}

/// The parts between commas that stand in no quotation.
fn split(value: &str) -> Vec<String> {
    let (mut parts, mut is_quoted, mut is_escaped) = (vec![String::new()], false, false);
    for character in value.chars() {
        if character == ',' && !is_quoted {
            parts.push(String::new());
            continue;
        }
        if character == '"' && !is_escaped {
            is_quoted = !is_quoted;
        }
        is_escaped = character == '\\' && is_quoted && !is_escaped;
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    parts
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return value.to_owned();
    };
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        text.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7616, section 3.9.1.
    const BOTH: [&str; 2] = [
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, \
         nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, \
         nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
    ];

    fn answer(values: &[&str]) -> String {
        let mut session = Session::of(values.iter().copied()).unwrap();
        session.count = 1;
        let client_nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        session.answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", client_nonce)
    }

    #[test]
    fn the_example_of_the_standard() {
        let best = answer(&BOTH);
        let expected = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";
        assert!(best.contains(&format!("response=\"{expected}\"")), "{best}");
        assert!(best.contains("algorithm=SHA-256, qop=auth, nc=00000001, "), "{best}");
        let [_, md5] = BOTH;
        let only = answer(&[md5]);
        assert!(only.contains("response=\"8ca523f5e9506fed4657c9700eebdbec\""), "{only}");
    }

    #[test]
    fn challenges_of_one_header_are_told_apart() {
        let found = challenges(
            "Basic realm=\"a, \\\"b\\\"\", charset=UTF-8 , Digest realm=\"c\", nonce = n,, Negotiate",
        );
        let schemes: Vec<&str> = found.iter().map(|challenge| challenge.scheme.as_str()).collect();
        assert_eq!(schemes, ["Basic", "Digest", "Negotiate"]);
        assert_eq!(found[0].get("realm"), Some("a, \"b\""));
        assert_eq!(found[1].get("NONCE"), Some("n"));
        assert!(
            Session::of(["Basic realm=\"x\"", "", "=", "\"", "Digest", "Digest realm=\"x\""].into_iter())
                .is_none()
        );
        // Only digests of the whole body, and a digest that is unknown here.
        assert!(Session::of(["Digest nonce=\"n\", qop=\"auth-int\""].into_iter()).is_none());
        assert!(Session::of(["Digest nonce=\"n\", algorithm=SHA-512-256"].into_iter()).is_none());
    }

    #[test]
    fn a_name_cannot_leave_its_quotation() {
        assert_eq!(quoted("a\"b\\"), "\"a\\\"b\\\\\"");
    }
}
