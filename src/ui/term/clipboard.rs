//! OSC 52: words for the clipboard of whatever terminal we are seen on, over
//! any number of SSH hops. Written only: what lies in the clipboard is never
//! asked for.

/// The longest text that is offered, in bytes: terminals drop longer sequences
/// whole, or choke on them.
const LONGEST: usize = 50_000;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The sequence that offers the words; `None` when they are too long.
pub fn offer(words: &str) -> Option<Vec<u8>> {
    if words.len() > LONGEST {
        return None;
    }
    let mut sequence = b"\x1b]52;c;".to_vec();
    sequence.extend(base64(words.as_bytes()));
    sequence.push(b'\x07');
    Some(sequence)
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place)) as usize & 0x3f;
            let is_filled = place <= group.len();
            let digit = DIGITS.get(digit).copied().filter(|_| is_filled);
            encoded.push(digit.unwrap_or(b'='));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_offered_in_the_form_that_terminals_know() {
        let text = |words: &str| String::from_utf8(base64(words.as_bytes())).unwrap();
        for (words, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("tăng 25", "dMSDbmcgMjU="),
        ] {
            assert_eq!(text(words), encoded);
        }
        assert_eq!(offer("foo").unwrap(), b"\x1b]52;c;Zm9v\x07");
        assert_eq!(offer(&"x".repeat(LONGEST + 1)), None);
    }
}
