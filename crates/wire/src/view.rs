//! How to write things down for one client: dates, names.

use rustle_domain::settings::Snapshot;
use rustle_domain::users::{Status, User};
use rustle_ops::{Presence, World};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// REST: text such as `2018-01-01T00:00:00.000Z`.
    Iso,
    /// DDP: `{"$date": milliseconds}`.
    Ejson,
}

/// How to write things down for one client.
#[derive(Clone)]
pub struct View {
    /// How dates are written.
    pub dates: Dates,
    /// The workspace's settings.
    pub settings: Arc<Snapshot>,
    /// Who is here.
    pub presence: Arc<dyn Presence>,
}

impl View {
    /// For one way of writing dates, at this moment.
    pub fn new(world: &World, dates: Dates) -> Self {
        Self { dates, settings: world.settings.clone(), presence: world.presence.clone() }
    }
    /// What others see of a user's presence.
    pub fn status(&self, user: &User) -> Status {
        Status::visible(user.status_default, self.presence.connection(&user.id))
    }
    /// A date.
    pub fn date(&self, ms: i64) -> Value {
        match self.dates {
            Dates::Iso => Value::String(iso(ms)),
            Dates::Ejson => json!({ "$date": ms }),
        }
    }
    /// The address people reach the server under, without a slash at the end.
    pub fn site_url(&self) -> &str {
        self.settings.get(rustle_domain::settings::keys::SITE_URL).trim_end_matches('/')
    }
}

/// Adds a key unless there is nothing to say.
pub fn put(map: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        map.insert(key.to_owned(), value.into());
    }
}

/// `2018-01-01T00:00:00.000Z`
pub(crate) fn iso(ms: i64) -> String {
    let (days, rest) = (ms.div_euclid(86_400_000), ms.rem_euclid(86_400_000));
    let (year, month, day) = civil(days);
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, milli) = (rest / 1000 % 60, rest % 1000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

/// Days since 1970-01-01 to year, month, day in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

/// Milliseconds since 1970 of a date as clients write it: ISO with or without time, zone or fraction.
pub(crate) fn parse_iso(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00Z"));
    let mut parts = date.splitn(3, '-');
    let (y, m, d) = (number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    if !(1..=12).contains(&m) || !(1..=31).contains(&d) {
        return None;
    }
    let (clock, offset) = split_zone(time)?;
    let (hms, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = hms.splitn(3, ':');
    let (hour, minute) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |s| number(s, 2))?;
    if hour > 24 || minute > 59 || second > 60 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let milli: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(((days_from_civil(y, m, d) * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1000 + milli)
}

fn number(text: &str, width: usize) -> Option<i64> {
    (text.len() <= width && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// Splits off the zone; gives its offset in minutes.
fn split_zone(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = time.rfind(['+', '-']) else { return Some((time, 0)) };
    let (clock, zone) = time.split_at(at);
    let digits = zone[1..].replace(':', "");
    let (h, m) = (number(digits.get(..2)?, 2)?, number(digits.get(2..4).unwrap_or("0"), 2)?);
    let minutes = h * 60 + m;
    Some((clock, if zone.starts_with('-') { -minutes } else { minutes }))
}

fn days_from_civil(y: i64, m: i64, d: i64) -> i64 {
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_and_read() {
        assert_eq!(iso(1_514_764_800_000), "2018-01-01T00:00:00.000Z");
        assert_eq!(iso(-1), "1969-12-31T23:59:59.999Z");
        assert_eq!(parse_iso("2018-01-01"), Some(1_514_764_800_000));
        assert_eq!(parse_iso("2018-01-01T01:30:00.5+01:30"), Some(1_514_764_800_500));
        for bad in ["", "x", "2018-13-01", "2018-01-01T99:00:00Z", "2018-01-01T00:00:00.xZ", "é018-01-01"] {
            assert_eq!(parse_iso(bad), None, "{bad}");
        }
        for ms in [0, 951_782_399_999, 1_709_164_800_000, 4_102_444_800_000, -62_135_596_800_000] {
            assert_eq!(parse_iso(&iso(ms)), Some(ms));
        }
    }
}
