//! A device's id as words to read over the telephone.
//!
//! Ten syllables of 128 each: the first 70 bits of the id, which is itself the
//! hash of the device's key. All are everyday words of one syllable. No two of
//! them are said alike in any of the three regions, nor on a line so bad that
//! tones are lost: a test merges all that (n and l, s and x, tr and ch, d gi r
//! v, final n ng, final t c, every tone) and finds them still different. The
//! list never changes: a fingerprint that was written down must stay true.

use super::id::DeviceId;

/// Words that tell one device from all others.
const SPOKEN: usize = 10;
/// Bits that a word stands for.
const BITS: usize = 7;

/// One word for each value of seven bits.
const WORDS: [&str; 128] = [
    "ba", "bao", "bia", "bom", "bé", "bò", "bùa", "bơi", "bưởi", "bay", "bắp", "bếp", "bụi", "cau",
    "chim", "chuối", "cháo", "cháu", "chạy", "chè", "chép", "chó", "chùa", "chị", "chợ", "chữa",
    "cày", "cáo", "cô", "cúi", "cơm", "cưới", "cỏ", "cửa", "ghi", "ghế", "gà", "gói", "gạo", "gấu",
    "gỗ", "gửi", "hai", "hoa", "hươu", "họ", "hỏi", "hội", "khay", "khâu", "khu", "khéo", "khói",
    "khơi", "kim", "kéo", "lá", "lái", "lão", "lúa", "lưới", "lều", "lội", "lời", "lửa", "mai",
    "mèo", "mía", "môi", "mùa", "mũi", "mơ", "mưa", "mười", "mẹ", "nghé", "ngày", "ngói", "ngô",
    "ngồi", "ngủ", "ngựa", "nhai", "nho", "nhà", "nhớ", "phao", "phim", "phơi", "phố", "phở",
    "sao", "sim", "sáp", "sôi", "số", "sửa", "tai", "tháp", "thêu", "thìa", "thơ", "thầy", "thềm",
    "thỏ", "tim", "tàu", "tám", "tép", "tôm", "túi", "đi", "đào", "đá", "đèo", "đôi", "đùa", "đĩa",
    "đưa", "đắp", "đỏ", "đợi", "đủ", "cá", "má", "bể", "hạ", "kê",
];

/// The words to compare over the telephone, ten of them.
pub fn spoken(device: DeviceId) -> String {
    let bits = u128::from_be_bytes(device.0);
    let words: Vec<&str> = (1..=SPOKEN)
        .filter_map(|word| {
            let value = bits >> (u128::BITS as usize - word * BITS);
            WORDS.get(value as usize % WORDS.len()).copied()
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use unicode_normalization::UnicodeNormalization;

    /// A syllable as the dialects together still tell it apart, tones lost.
    fn heard(word: &str) -> String {
        let tones = ['\u{301}', '\u{300}', '\u{309}', '\u{303}', '\u{323}'];
        let toneless = word.nfd().filter(|character| !tones.contains(character));
        let mut plain = toneless.nfc().collect::<String>().replace('y', "i");
        for (from, to) in [
            ("tr", "ch"),
            ("gi", "d"),
            ("r", "d"),
            ("v", "d"),
            ("x", "s"),
            ("n", "l"),
            ("k", "c"),
            ("gh", "g"),
        ] {
            if let Some(rest) = plain.strip_prefix(from)
                && !(from == "n" && rest.starts_with(['g', 'h']))
                && !(from == "k" && rest.starts_with('h'))
                && !(from == "gi" && rest.is_empty())
            {
                plain = format!("{to}{rest}");
                break;
            }
        }
        for (from, to) in [
            ("ng", "n"),
            ("c", "t"),
            ("iêu", "iu"),
            ("ươu", "ưu"),
            ("uôi", "ui"),
            ("ươi", "ưi"),
            ("iêm", "im"),
            ("âu", "au"),
            ("ây", "ai"),
            ("âi", "ai"),
            ("ăp", "ap"),
            ("âp", "ap"),
        ] {
            if plain.len() > from.len()
                && let Some(stem) = plain.strip_suffix(from)
            {
                plain = format!("{stem}{to}");
                break;
            }
        }
        plain
    }

    #[test]
    fn no_two_words_are_said_alike_anywhere() {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        let mut alike = Vec::new();
        for word in WORDS {
            if let Some(other) = known.insert(heard(word), word) {
                alike.push((other, word));
            }
        }
        assert_eq!(alike, vec![]);
        assert_eq!(heard("giá"), heard("rá"), "the test merges what it should");
        assert_eq!(heard("lo"), heard("no"));
    }

    #[test]
    fn a_fingerprint_stays_the_same_and_tells_devices_apart() {
        let spoken_of = |bits: u128| spoken(DeviceId(bits.to_be_bytes()));
        let first = [WORDS[0]; SPOKEN].join(" ");
        assert_eq!(spoken_of(0), first);
        assert_eq!(spoken_of(1 << 57), first, "beyond what is spoken");
        let other = spoken_of(1 << 58);
        assert_eq!(other, format!("{} {}", [WORDS[0]; 9].join(" "), WORDS[1]));
        assert!(spoken_of(u128::MAX).starts_with(WORDS[127]));
        // The list as a whole: whoever changes a word breaks old fingerprints.
        let all = blake3::hash(WORDS.join(" ").as_bytes()).to_hex();
        assert_eq!(&all[..16], "a29bbf9f2242ced9");
    }
}
