//! Addresses: URLs, host names, e-mail addresses and telephone numbers.

use crate::class;
use crate::item::{Found, Item, Span, Target};
use crate::reach::Reach;
use crate::scan::Scan;

/// The longest scheme, in characters.
const SCHEME_MAX: usize = 32;

/// Schemes whose addresses run script in a browser. No link is made of them, unlike upstream, whose older
/// clients follow whatever the tree says.
const SCRIPT_SCHEMES: [&str; 3] = ["javascript", "vbscript", "data"];

/// Whether `address` would run script when followed.
pub fn runs_script(address: &str) -> bool {
    address
        .split_once(':')
        .is_some_and(|(scheme, _)| SCRIPT_SCHEMES.iter().any(|script| scheme.eq_ignore_ascii_case(script)))
}

/// The target of a written-out link: a URL, a scheme with anything, or a telephone number.
pub fn target(scan: &mut Scan, at: usize) -> Option<(Target, usize)> {
    let address = url(scan, at).or_else(|| {
        let body = scheme(scan, at)?;
        scan.reach(body, Reach::UrlBody)
    });
    let (end, phone) = match address {
        Some(end) => (end, false),
        None => (phone(scan, at)?, true),
    };
    let target = Target { span: Span { from: at, to: end }, phone };
    (!runs_script(scan.slice(target.span))).then_some((target, end))
}

/// The end of the URL at `at`, as a link's target has it.
pub fn url(scan: &mut Scan, at: usize) -> Option<usize> {
    let end = origin(scan, at)?;
    Some(scan.reach(end, Reach::UrlBody).unwrap_or(end))
}

/// An address in running text.
pub fn address(scan: &mut Scan, at: usize) -> Option<Found> {
    let end = origin(scan, at)?;
    let end = scan.reach(end, Reach::AutoBody).unwrap_or(end);
    Some(Found { item: Item::Address(Span { from: at, to: end }), end })
}

/// An e-mail address.
pub fn email(scan: &mut Scan, at: usize) -> Option<Found> {
    let prefixed = scan.token(at, "mailto:").and_then(|from| mailbox(scan, from).map(|end| (from, end)));
    let (from, end) = match prefixed {
        Some(it) => it,
        None if scan.looking_at(at, "mailto:") => return None,
        None => (at, mailbox(scan, at)?),
    };
    Some(Found { item: Item::Email(Span { from, to: end }), end })
}

fn mailbox(scan: &mut Scan, at: usize) -> Option<usize> {
    if !scan.is(at, class::LOCAL_HEAD) {
        return None;
    }
    let end = scan.reach(at, Reach::LocalPart)?;
    let host = scan.token(end, "@")?;
    domain(scan, host)
}

/// The end of the telephone number at `at`.
pub fn phone(scan: &mut Scan, at: usize) -> Option<usize> {
    let at = scan.token(at, "+")?;
    if scan.byte(at) != Some(b'(') {
        let end = scan.some_run(at, class::DIGIT)?;
        return Some(dashed(scan, end).unwrap_or(end));
    }
    let prefix = scan.some_run(at + 1, class::DIGIT)?;
    let prefix = scan.token(prefix, ")")?;
    if let Some(end) = dashed(scan, prefix) {
        return Some(end);
    }
    let end = scan.some_run(prefix, class::DIGIT)?;
    Some(dashed(scan, end).unwrap_or(end))
}

fn dashed(scan: &mut Scan, at: usize) -> Option<usize> {
    let digits = scan.token(at, "-")?;
    scan.some_run(digits, class::DIGIT)
}

/// Scheme and authority, or a bare host with a port.
fn origin(scan: &mut Scan, at: usize) -> Option<usize> {
    let with_scheme = scheme(scan, at).and_then(|end| {
        let authority = scan.token(end, "//")?;
        let host_at = user_info(scan, authority).unwrap_or(authority);
        host(scan, host_at)
    });
    with_scheme.or_else(|| host(scan, at))
}

fn scheme(scan: &mut Scan, at: usize) -> Option<usize> {
    let end = scan.some_run(at, class::SCHEME)?;
    if end - at > SCHEME_MAX {
        return None;
    }
    scan.token(end, ":")
}

fn user_info(scan: &mut Scan, at: usize) -> Option<usize> {
    let user = scan.some_run(at, class::USER_INFO)?;
    let password = scan.token(user, ":").and_then(|from| scan.some_run(from, class::USER_INFO));
    scan.token(password.unwrap_or(user), "@")
}

fn host(scan: &mut Scan, at: usize) -> Option<usize> {
    let end = domain(scan, at)?;
    let port = scan.token(end, ":").and_then(|from| scan.some_run(from, class::DIGIT));
    Some(port.unwrap_or(end))
}

fn domain(scan: &mut Scan, at: usize) -> Option<usize> {
    if let Some(end) = scan.token(at, "localhost") {
        return Some(end);
    }
    let end = scan.reach(at, Reach::DomainRun)?;
    let tail = scan.token(end, ".")?;
    scan.reach(tail, Reach::DomainTail)
}
