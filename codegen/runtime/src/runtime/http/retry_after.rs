//! The wait that a server requests.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};

/// Returns the wait that a response requests: `retry-after-ms` in milliseconds, or else `Retry-After` (RFC 9110, section
/// 10.2.3) in seconds or as a date.
///
/// `now` is the time since the beginning of 1970. A date in the past is a wait of zero.
pub(crate) fn retry_after(headers: &HeaderMap, now: Duration) -> Option<Duration> {
    let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.trim());
    let number = |text: &str| text.parse().ok().filter(|number: &f64| *number >= 0.0);
    if let Some(milliseconds) = text("retry-after-ms").and_then(number) {
        return Duration::try_from_secs_f64(milliseconds / 1000.0).ok();
    }
    let text = text(RETRY_AFTER.as_str())?;
    if let Some(seconds) = number(text) {
        // A wait that is out of range is limited in the same way as any long wait.
        return Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    Some(date(text)?.saturating_sub(now))
}

/// Parses an HTTP date in any of its three forms (RFC 9110, section 5.6.7) as the time since the beginning of 1970.
fn date(text: &str) -> Option<Duration> {
    let mut parts = text
        .split([' ', ',', '-'])
        .filter(|part| !part.is_empty())
        .skip(1);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let last = parts.next()?;
    let (day, month, time, year) = if first.starts_with(|first: char| first.is_ascii_digit()) {
        (first, second, last, third)
    } else {
        // asctime: the month precedes the day, and the year follows the time.
        (second, first, third, last)
    };
    let month = MONTHS
        .iter()
        .position(|known| known.eq_ignore_ascii_case(month))?;
    let year = match (year.len(), year.parse::<u64>().ok()?) {
        // RFC 850: two digits.
        (2, year) if year < 70 => 2000 + year,
        (2, year) => 1900 + year,
        (4, year @ 1970..) => year,
        _ => return None,
    };
    let day = day
        .parse::<u64>()
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let mut seconds = 0;
    let mut fields = 0;
    for (field, limit) in time.split(':').zip([24, 60, 61]) {
        let number = field.parse::<u64>().ok().filter(|field| *field < limit)?;
        seconds = seconds * 60 + number;
        fields += 1;
    }
    let days = days_before(year, month) + day - 1;
    (fields == 3).then(|| Duration::from_secs(days * 86_400 + seconds))
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Returns the days from the beginning of 1970 to the beginning of a month (from 0) of a year.
fn days_before(year: u64, month: usize) -> u64 {
    const DAYS: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let leap_days = |year: u64| year / 4 - year / 100 + year / 400;
    let before = (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969);
    before + DAYS[month] + u64::from(is_leap && month > 1)
}
