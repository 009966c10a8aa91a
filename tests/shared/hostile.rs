//! Text as bad as it gets: very long, without width, right to left, made of
//! many code points, meant for the terminal or the spreadsheet.

/// What a model, a person, a place may be called in a list that somebody sends.
pub fn names() -> Vec<String> {
    vec![
        "Đường hoa nông thôn mới ".repeat(420),
        "x".repeat(10_000),
        "\u{200b}\u{200d}\u{feff}Không\u{200b}rộng".into(),
        "\u{202e}nược ihgn \u{2066}مرحبا بكم\u{2069} שלום".into(),
        "👩‍👩‍👧‍👦🇻🇳 Gia đình 5 không 👍🏽".into(),
        "\u{1b}]0;tiêu đề\u{7}\u{1b}[2J đỏ".into(),
        "e\u{301}\u{323}\u{302}".repeat(300),
        "日本語の模範 ｆｕｌｌ".into(),
        "= cmd|' /C calc'!A0".into(),
        "Hũ gạo tình thương".into(),
        "Ghe về bến, rác về bờ".into(),
        "\u{0}\u{1}\u{7f}\u{9b}31m".into(),
    ]
}
