//! Which addresses this server goes by.

use super::service::Config;
use axum::http::{HeaderMap, header};

/// The address that a client knows, without `/` at its end: the one that was set, else that of the request.
pub(super) fn of(config: &Config, headers: &HeaderMap) -> String {
    match &config.url {
        Some(url) => url.clone(),
        None => format!("http://{}", host(headers).unwrap_or("localhost")),
    }
}

/// Host and port that a request is for.
pub(super) fn host(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::HOST).iter();
    let value = values.next()?.to_str().ok()?;
    let is_sound = !value.is_empty()
        && value.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']' | b'_')
        });
    let port = value.rsplit_once(':').map(|(_, port)| port).filter(|port| !port.ends_with(']'));
    let has_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
    (values.next().is_none() && is_sound && has_port).then_some(value)
}

/// Whether a server is meant by a host. A page of another site can make a browser send requests here under a name of
/// its own that leads to this machine; those are for somebody else.
pub(super) fn is_ours(config: &Config, host: &str) -> bool {
    let name = without_port(host).trim_end_matches('.').to_ascii_lowercase();
    let is_loopback = matches!(name.as_str(), "localhost" | "[::1]")
        || name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    let is_named = config.hosts.iter().any(|known| {
        let known = known.to_ascii_lowercase();
        known == name || known == host.to_ascii_lowercase()
    });
    let is_in_url = config.url.as_deref().and_then(|url| url.split_once("://")).is_some_and(|(_, rest)| {
        let host_of_url = rest.split('/').next().unwrap_or_default();
        without_port(host_of_url).eq_ignore_ascii_case(&name)
    });
    is_loopback || is_named || is_in_url || (config.is_public && config.hosts.is_empty())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() => {
            if name.contains(':') && !name.ends_with(']') { host } else { name }
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_left_out() {
        for (host, expected) in [
            ("localhost:7878", "localhost"),
            ("[::1]:7878", "[::1]"),
            ("[::1]", "[::1]"),
            ("a.example", "a.example"),
        ] {
            assert_eq!(without_port(host), expected);
        }
    }
}
