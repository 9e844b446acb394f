//! Whether a host name found in running text is one to link to.
//!
//! Upstream asks the `tldts` library; this answers the same from the names alone.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The longest host name and the longest label, in UTF-16 units.
const NAME_MAX: usize = 255;
const LABEL_MAX: usize = 63;

static SUFFIXES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/suffixes.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Whether the host of `address` is under a public suffix, or is one of `own` or under one of them.
pub fn is_linkable(address: &str, own: &[String]) -> bool {
    let Some(host) = host_name(address).filter(|host| is_valid(host)) else { return false };
    has_public_suffix(&host) || is_under(&host, "localhost") || own.iter().any(|name| is_under(&host, name))
}

/// Whether the host of the e-mail address `address` is under a public suffix.
pub fn is_mailable(address: &str) -> bool {
    host_name(&format!("mailto:{address}")).is_some_and(|host| is_valid(&host) && has_public_suffix(&host))
}

fn is_under(host: &str, name: &str) -> bool {
    host.strip_suffix(name).is_some_and(|rest| !name.is_empty() && (rest.is_empty() || rest.ends_with('.')))
}

fn has_public_suffix(host: &str) -> bool {
    let mut labels = host.rsplit('.');
    let Some(top) = labels.next() else { return false };
    SUFFIXES.contains(top)
        || labels.next().is_some_and(|second| {
            SUFFIXES.contains(format!("*.{top}").as_str())
                || SUFFIXES.contains(format!("{second}.{top}").as_str())
        })
}

/// The host in an address of any completeness, in lower case.
fn host_name(address: &str) -> Option<String> {
    let host = if is_valid(address) { address } else { cut_host(address)? };
    let host = host.trim_end_matches('.');
    Some(if host.bytes().any(|b| b.is_ascii_uppercase()) { host.to_lowercase() } else { host.to_owned() })
}

fn cut_host(address: &str) -> Option<&str> {
    if address.starts_with("data:") {
        return None;
    }
    let rest = skip_scheme(address.trim_matches(|c| c <= ' '))?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let start = authority.rfind('@').filter(|at| *at > 0).map_or(0, |at| at + 1);
    let host = authority.get(start..)?;
    if let Some(inside) = host.strip_prefix('[') {
        return inside.rfind(']').and_then(|end| inside.get(..end));
    }
    match host.rfind(':') {
        Some(port) if port > 0 => host.get(..port),
        _ => Some(host),
    }
}

/// What follows `scheme:/` and further slashes; `None` when what precedes them cannot be a scheme.
fn skip_scheme(address: &str) -> Option<&str> {
    if let Some(rest) = address.strip_prefix("//") {
        return Some(rest);
    }
    let Some((scheme, rest)) = address.split_once(":/") else { return Some(address) };
    let valid = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+'));
    valid.then(|| rest.trim_start_matches('/'))
}

/// Whether `host` has the structure of a host name in lower case; its characters may be of any script.
fn is_valid(host: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || !c.is_ascii();
    let label = |label: &str| {
        label.chars().map(char::len_utf16).sum::<usize>() <= LABEL_MAX
            && label.chars().all(|c| plain(c) || c == '-' || c == '_')
    };
    let (inner, last) = host.rsplit_once('.').unwrap_or(("", host));
    host.starts_with(plain)
        && host.chars().map(char::len_utf16).sum::<usize>() <= NAME_MAX
        && host.split('.').all(label)
        && !last.ends_with('-')
        && inner.split('.').all(|label| !label.ends_with(['-', '_']))
        && (inner.is_empty() || inner.split('.').all(|label| !label.is_empty()))
}

/// Schemes whose addresses have a host whatever follows the colon.
const WEB_SCHEMES: [&str; 6] = ["http", "https", "ws", "wss", "ftp", "file"];

/// Whether `address`, whose host is linkable, is a URL by itself, without a page it is relative to.
pub fn is_absolute(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if !valid {
        return false;
    }
    let web = WEB_SCHEMES.iter().any(|web| web.eq_ignore_ascii_case(scheme));
    let (authority, ends): (_, &[char]) = if web {
        (Some(rest.trim_start_matches(['/', '\\'])), &['/', '\\', '?', '#'])
    } else {
        (rest.strip_prefix("//"), &['/', '?', '#'])
    };
    let Some(authority) = authority.and_then(|rest| rest.split(ends).next()) else { return true };
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let port = host.rsplit_once(':').map_or("", |(_, port)| port);
    port.is_empty() || (port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok())
}
