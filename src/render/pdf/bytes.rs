//! Numbers and strings as a PDF writes them (ISO 32000-1, 7.3).

/// Adds a number, rounded to so many places behind the point, without noughts at its end.
///
/// Beyond what an integer of 64 bits holds, it becomes the largest; no page is so large.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast of too large a number gives the largest"
)]
pub(super) fn put_fixed<const PLACES: usize>(bytes: &mut Vec<u8>, number: f64) {
    let one = 10_u64.pow(u32::try_from(PLACES).unwrap_or(0));
    let steps = (number * one as f64).round() as i64;
    if steps < 0 {
        bytes.push(b'-');
    }
    let steps = steps.unsigned_abs();
    put_digits(bytes, steps / one, 1);
    let (mut rest, mut places) = (steps % one, PLACES);
    if rest == 0 {
        return;
    }
    while rest.is_multiple_of(10) {
        rest /= 10;
        places -= 1;
    }
    bytes.push(b'.');
    put_digits(bytes, rest, places);
}

/// Adds a whole number.
pub(super) fn put_number(bytes: &mut Vec<u8>, number: u64) {
    put_digits(bytes, number, 1);
}

/// Adds a number of at least so many digits.
fn put_digits(bytes: &mut Vec<u8>, mut number: u64, least: usize) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    while number > 0 || digits.len() - start < least {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    bytes.extend_from_slice(&digits[start..]);
}

/// Adds bytes in hexadecimal digits.
pub(super) fn put_hex(bytes: &mut Vec<u8>, these: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in these {
        bytes.extend([byte >> 4, byte & 15].map(|it| DIGITS[usize::from(it)]));
    }
}

/// Adds a byte of a literal string.
pub(super) fn put_string_byte(bytes: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => bytes.extend([b'\\', byte]),
        // As it stands, it would be read as a line feed.
        b'\r' => bytes.extend_from_slice(b"\\r"),
        _ => bytes.push(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<const PLACES: usize>(number: f64, expect: &str) {
        let mut bytes = Vec::new();
        put_fixed::<PLACES>(&mut bytes, number);
        assert_eq!(String::from_utf8(bytes).unwrap(), expect);
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        check::<2>(0.0, "0");
        check::<2>(-0.001, "0");
        check::<2>(612.0, "612");
        check::<2>(10.5, "10.5");
        check::<2>(-0.25, "-0.25");
        check::<2>(3.041, "3.04");
        check::<3>(0.2667, "0.267");
        check::<3>(0.07, "0.07");
        check::<0>(-79.6, "-80");
    }

    #[test]
    fn strings_keep_their_ends() {
        let mut bytes = Vec::new();
        for byte in *b"(\\)\r\n\0" {
            put_string_byte(&mut bytes, byte);
        }
        assert_eq!(bytes, b"\\(\\\\\\)\\r\n\0");
    }

    #[test]
    fn bytes_are_two_digits_each() {
        let mut bytes = Vec::new();
        put_hex(&mut bytes, &[0, 0xAB, 0x1F]);
        assert_eq!(bytes, b"00AB1F");
    }
}
