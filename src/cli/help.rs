//! The help texts in the language of the run. The English ones stand beside
//! the flags; here are the Vietnamese, by the path of verb and flag.

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::arguments::Arguments;
use crate::i18n::Lang;

/// Vietnamese help by path: verbs joined by a blank, then `.flag`.
const VIETNAMESE: &[(&str, &str)] = &[
    (
        "kheo",
        "Sổ tay Dân vận khéo: khảo sát mô hình ở cơ sở, ghi chép, về sau trao đổi gói số liệu",
    ),
    ("kheo.store", "Sổ: tệp, hoặc thư mục có tệp kheo.redb"),
    ("kheo.socket", "Làm việc với máy chủ ở đường nối này"),
    (
        "kheo.lang",
        "Ngôn ngữ (nếu không ghi: KHEO_LANG, rồi đến ngôn ngữ của máy)",
    ),
    ("kheo.json", "Chỉ in một tài liệu JSON"),
    ("kheo.quiet", "Không nói gì về việc đã làm"),
    ("kheo demo", "Mở một sổ mẫu, đóng lại là bỏ"),
    ("kheo demo.models", "Sổ mẫu có chừng này mô hình"),
    ("kheo init", "Lập sổ cho một Ban Chỉ đạo"),
    ("kheo init.officer", "Họ tên cán bộ giữ sổ"),
    ("kheo init.title", "Chức vụ"),
    ("kheo init.committee", "Ban Chỉ đạo lập sổ"),
    ("kheo init.book", "Tên sổ"),
    ("kheo import", "Nhập danh sách mô hình từ bảng tính"),
    ("kheo import.list", "Tệp XLSX, XLS, ODS hoặc CSV"),
    (
        "kheo import.sheet",
        "Trang tính, theo tên hay số thứ tự; nếu không ghi thì lấy trang đầu tiên có danh sách",
    ),
    (
        "kheo import.maps",
        "Cột nào là mục gì; MỤC==GIÁ TRỊ là giá trị chung cho cả danh sách",
    ),
    (
        "kheo import.new_units",
        "Đơn vị lạ thì lập thành xã thuộc đơn vị này",
    ),
    ("kheo import.dry_run", "Chỉ xem trước"),
    ("kheo units", "Đơn vị và những lần sắp xếp"),
    (
        "kheo units import",
        "Nhập danh mục đơn vị, có thời hạn và đơn vị kế thừa",
    ),
    ("kheo units import.file", "Tệp CSV hoặc bảng tính"),
    ("kheo units list", "Liệt kê đơn vị"),
    ("kheo units list.on", "Chỉ những đơn vị có vào ngày này"),
    ("kheo list", "Liệt kê mô hình"),
    (
        "kheo list.search",
        "Chữ trong tên, chủ thể hoặc đơn vị, có dấu hay không cũng được",
    ),
    ("kheo list.unit", "Đơn vị, kể cả cấp dưới"),
    (
        "kheo list.level",
        "cơ sở, huyện, khối, tỉnh hoặc trung ương; ghi nhiều lần là có đăng ký ở từng cấp ấy",
    ),
    (
        "kheo list.reached",
        "Ít nhất đã đến đâu: registered, unsurveyed, underway, surveyed, recognized hoặc typical",
    ),
    ("kheo list.kind", "tập thể hoặc cá nhân"),
    ("kheo list.field", "Lĩnh vực"),
    ("kheo list.status", "Trạng thái của đăng ký"),
    ("kheo list.period", "2020, 2021-2023 hoặc 2023-Q3"),
    ("kheo list.movement", "Tên phong trào"),
    ("kheo list.limit", "Nhiều nhất chừng này"),
    ("kheo list.offset", "Bỏ qua chừng này dòng đầu"),
    (
        "kheo search",
        "Tìm mọi loại bản ghi: mô hình, đăng ký và công nhận, khen thưởng, ý kiến, văn bản, biên bản",
    ),
    (
        "kheo search.words",
        "Chữ cần tìm, có dấu hay không cũng được; không ghi thì liệt kê hết",
    ),
    (
        "kheo search.kind",
        "Loại: mô hình, khen thưởng, danh hiệu địa bàn, phong trào, diễn đàn, ý kiến, thời hạn, văn bản, số liệu công bố, nguồn lực, cuộc khảo sát, tồn tại, kiến nghị, khắc phục, phụ lục, đợt khảo sát, ghi chép, tệp đính kèm, đăng ký",
    ),
    ("kheo search.unit", "Đơn vị, kể cả cấp dưới"),
    ("kheo search.period", "2020, 2021-2023 hoặc 2023-Q3"),
    (
        "kheo search.status",
        "đang chờ, sắp đến hạn, quá hạn, đã xong, còn hiệu lực hoặc không còn hiệu lực; của đăng ký thì cả trạng thái của nó, như được công nhận",
    ),
    ("kheo search.limit", "Nhiều nhất chừng này"),
    ("kheo search.offset", "Bỏ qua chừng này dòng đầu"),
    ("kheo show", "Xem một bản ghi với mọi thứ về nó"),
    ("kheo show.id", "Mã của bản ghi"),
    ("kheo add", "Thêm mô hình"),
    ("kheo add.name", "Tên mô hình"),
    (
        "kheo add.unit",
        "Xã của mô hình: mã, mã hành chính kèm @NGÀY, hoặc tên",
    ),
    ("kheo add.kind", "tập thể hoặc cá nhân"),
    ("kheo add.field", "Lĩnh vực"),
    ("kheo add.owner", "Chủ thể"),
    ("kheo add.level", "Cấp đăng ký, đi cùng --period"),
    ("kheo add.period", "Kỳ đăng ký, đi cùng --level"),
    ("kheo set", "Sửa các mục của một bản ghi"),
    ("kheo set.id", "Mã của bản ghi"),
    (
        "kheo set.assignments",
        "Mục và giá trị mới; sau dấu = để trống là xóa giá trị",
    ),
    ("kheo advance", "Chuyển trạng thái của một đăng ký"),
    (
        "kheo advance.id",
        "Mã mô hình; nhiều mô hình thì cùng một quyết định",
    ),
    (
        "kheo advance.level",
        "cơ sở, huyện, khối, tỉnh hoặc trung ương",
    ),
    ("kheo advance.period", "2020, 2021-2023 hoặc 2023-Q3"),
    ("kheo advance.to", "Trạng thái mới"),
    ("kheo advance.decision", "Số quyết định"),
    ("kheo advance.date", "Ngày quyết định"),
    ("kheo advance.by", "Cơ quan ban hành"),
    ("kheo advance.certificate", "Số giấy chứng nhận"),
    (
        "kheo report",
        "Lập biểu B01 đến B14; `kheo report list` cho biết từng biểu",
    ),
    (
        "kheo report.name",
        "b01 đến b14; list: xem từng biểu; checks: xem chỗ không khớp",
    ),
    (
        "kheo report.unit",
        "Đơn vị, kể cả cấp dưới; không ghi thì cả sổ",
    ),
    (
        "kheo report.period",
        "2020, 2021-2023 hoặc 2023-Q3; không ghi thì kỳ mới nhất",
    ),
    ("kheo report.compare", "Kỳ để so sánh"),
    (
        "kheo report.basis",
        "Địa giới: then (tại thời điểm), now (hiện nay) hoặc block (khối tương đương)",
    ),
    (
        "kheo report.movement",
        "Tên phong trào, ghi được nhiều lần, hoặc all; không ghi thì Dân vận khéo",
    ),
    (
        "kheo report.count",
        "Đơn vị tính: models (mô hình) hoặc registrations (lượt đăng ký)",
    ),
    (
        "kheo report.across_levels",
        "Tính cả tỷ lệ giữa các cấp khác nhau",
    ),
    (
        "kheo report.output",
        "Ghi ra tệp: .xlsx, .docx, .csv, .md, .json hoặc .txt",
    ),
    (
        "kheo record",
        "Khen thưởng, danh hiệu địa bàn, diễn đàn, thời hạn và các sổ khác",
    ),
    ("kheo record add", "Thêm một bản ghi"),
    (
        "kheo record add.kind",
        "award, area_title, forum, opinion, deadline, figure, document, contribution, movement hoặc period",
    ),
    ("kheo record add.fields", "Các mục của bản ghi"),
    ("kheo record import", "Nhập danh sách bản ghi cùng loại"),
    (
        "kheo record import.kind",
        "award, area_title, forum, opinion, deadline, figure, document, contribution, movement hoặc period",
    ),
    ("kheo record import.file", "Tệp CSV hoặc bảng tính"),
    ("kheo record import.dry_run", "Chỉ xem trước"),
    ("kheo figures", "Số liệu công bố"),
    ("kheo figures import", "Nhập số liệu công bố, kèm nguồn"),
    ("kheo figures import.file", "Tệp CSV hoặc bảng tính"),
    ("kheo figures import.dry_run", "Chỉ xem trước"),
    (
        "kheo report.on",
        "Ngày xét danh hiệu địa bàn; cũng là ngày tính xem kỳ đã bắt đầu bao lâu",
    ),
    ("kheo note", "Ghi chép"),
    ("kheo note add", "Ghi chép về một bản ghi"),
    ("kheo note add.id", "Mã của bản ghi"),
    ("kheo note add.text", "Lời ghi"),
    ("kheo note add.stdin", "Đọc lời ghi từ đầu vào"),
    ("kheo note list", "Liệt kê ghi chép, mới nhất trước"),
    ("kheo note list.id", "Chỉ ghi chép về bản ghi này"),
    ("kheo attach", "Đính kèm ảnh hoặc tài liệu vào một bản ghi"),
    ("kheo attach.id", "Mã của bản ghi"),
    ("kheo attach.file", "Tệp ảnh, PDF, Word…"),
    ("kheo attach list", "Liệt kê tệp đính kèm, mới nhất trước"),
    (
        "kheo attach list.id",
        "Chỉ của bản ghi này và ghi chép về nó",
    ),
    ("kheo attach export", "Ghi tệp đính kèm ra đĩa"),
    ("kheo attach export.id", "Mã của tệp đính kèm"),
    (
        "kheo attach export.output",
        "Tệp hoặc thư mục; nếu không ghi thì là thư mục này",
    ),
    (
        "kheo attach open",
        "Mở tệp bằng chương trình của máy, hoặc ghi ra đĩa",
    ),
    ("kheo attach open.id", "Mã của tệp đính kèm"),
    ("kheo outline", "Đề cương khảo sát (XLSForm)"),
    (
        "kheo outline import",
        "Nhập một đề cương, hoặc bản mới của đề cương đã có",
    ),
    ("kheo outline import.file", "Tệp Excel dạng XLSForm"),
    ("kheo outline list", "Liệt kê đề cương của sổ"),
    ("kheo outline check", "Kiểm tra tệp đề cương"),
    ("kheo outline check.file", "Tệp Excel dạng XLSForm"),
    ("kheo outline export", "Xuất đề cương ra tệp Excel để sửa"),
    (
        "kheo outline export.id",
        "Mã đề cương; template là đề cương mẫu của chương trình",
    ),
    ("kheo outline export.output", "Tệp sẽ ghi"),
    (
        "kheo outline try",
        "Xem đề cương điền vào thì ra sao, không cần sổ",
    ),
    ("kheo outline try.file", "Tệp Excel dạng XLSForm"),
    (
        "kheo outline try.answers",
        "Câu trả lời: {\"đường dẫn\": giá trị}, hoặc [[\"đường dẫn\", giá trị], …] theo thứ tự",
    ),
    ("kheo visit", "Cuộc khảo sát, kiến nghị và biên bản"),
    ("kheo visit list", "Liệt kê cuộc khảo sát, mới nhất trước"),
    ("kheo visit list.round", "Chỉ của đợt này"),
    ("kheo visit list.unit", "Chỉ ở đơn vị này, kể cả cấp dưới"),
    ("kheo visit list.model", "Chỉ những cuộc đã xem mô hình này"),
    ("kheo visit show", "Xem một cuộc khảo sát với mọi thứ về nó"),
    ("kheo visit show.id", "Mã cuộc khảo sát"),
    ("kheo visit minutes", "Ghi biên bản"),
    ("kheo visit minutes.id", "Mã cuộc khảo sát"),
    (
        "kheo visit minutes.output",
        "Tệp .docx, .txt hoặc .md; nếu không ghi thì in ra để đọc",
    ),
    (
        "kheo visit recommendations",
        "Liệt kê kiến nghị, việc gấp trước",
    ),
    (
        "kheo visit recommendations.unit",
        "Chỉ ở đơn vị này, kể cả cấp dưới",
    ),
    (
        "kheo visit recommendations.status",
        "mới, đã gửi, đang khắc phục, đã báo cáo, đã xác nhận, quá hạn hoặc không còn phù hợp",
    ),
    (
        "kheo visit recommendations.direction",
        "đoàn yêu cầu đơn vị, hoặc đơn vị kiến nghị cấp trên",
    ),
    (
        "kheo visit recommendations.on",
        "Tính đến ngày này; nếu không ghi thì là hôm nay",
    ),
    ("kheo bundle", "Gói số liệu mang cho đồng nghiệp"),
    ("kheo bundle export", "Xuất gói số liệu ra tệp"),
    (
        "kheo bundle export.output",
        "Tệp; nếu không ghi thì đặt tên theo sổ và giờ",
    ),
    ("kheo bundle export.addressee", "Máy sẽ nhận"),
    ("kheo bundle export.since", "Chỉ những gì gói này chưa có"),
    (
        "kheo bundle export.recipients",
        "Khóa gói cho người giữ chìa khóa này (age1…)",
    ),
    ("kheo bundle export.passphrase", "Khóa gói bằng mật khẩu"),
    (
        "kheo bundle export.without_files",
        "Không mang tệp đính kèm; có thể gửi sau",
    ),
    ("kheo bundle import.identity", "Tệp chìa khóa để mở gói"),
    ("kheo bundle show.identity", "Tệp chìa khóa để mở gói"),
    ("kheo bundle import", "Gộp một gói số liệu vào sổ"),
    ("kheo bundle import.file", "Tệp, hoặc - là đọc từ đầu vào"),
    ("kheo bundle import.dry_run", "Chỉ xem trước"),
    ("kheo bundle show", "Xem trong gói có gì"),
    ("kheo bundle show.file", "Tệp gói số liệu"),
    ("kheo bundle undo", "Rút gói vừa gộp ra khỏi sổ"),
    (
        "kheo sync",
        "Trao đổi hai chiều với một thư mục chung, thẻ nhớ, hoặc qua ssh",
    ),
    (
        "kheo sync.place",
        "Thư mục chung, hoặc ssh://[người@]máy[:cổng][/đường dẫn]",
    ),
    ("kheo conflicts", "Chỗ chưa khớp: hai người ghi hai giá trị"),
    ("kheo conflicts list", "Liệt kê, với mọi giá trị"),
    ("kheo conflicts resolve", "Chọn một giá trị"),
    (
        "kheo conflicts resolve.id",
        "Mã của bản ghi, hay của chỗ chưa khớp",
    ),
    ("kheo conflicts resolve.field", "Mục"),
    (
        "kheo conflicts resolve.take",
        "Số thứ tự của giá trị được chọn",
    ),
    ("kheo devices", "Những máy có số liệu trong sổ"),
    ("kheo devices list", "Liệt kê, máy này trước"),
    (
        "kheo backup",
        "Lưu cả sổ ra một tệp, trong khi người khác vẫn ghi",
    ),
    ("kheo backup.file", "Tệp bản lưu"),
    (
        "kheo restore",
        "Lấy lại sổ từ bản lưu; sổ đang có được giữ bên cạnh",
    ),
    ("kheo restore.file", "Tệp bản lưu"),
    (
        "kheo devices approve",
        "Cho hiện số liệu của một máy, sau khi nghe đọc đúng mười từ của máy ấy",
    ),
    ("kheo devices approve.id", "Máy"),
    (
        "kheo devices revoke",
        "Giữ những gì của một máy đã hiện, từ nay không hiện thêm",
    ),
    ("kheo devices revoke.id", "Máy"),
    (
        "kheo officers",
        "Cán bộ cùng làm việc trong sổ và quyền của họ",
    ),
    ("kheo officers list", "Liệt kê"),
    ("kheo officers add", "Cho một cán bộ vào sổ"),
    ("kheo officers add.name", "Họ tên"),
    ("kheo officers add.login", "Tên đăng nhập trên máy chủ"),
    (
        "kheo officers add.role",
        "viewer, officer, lead, registrar hoặc admin",
    ),
    ("kheo officers role", "Đổi quyền của một cán bộ"),
    ("kheo officers role.name", "Họ tên, tên đăng nhập hoặc mã"),
    (
        "kheo officers role.role",
        "viewer, officer, lead, registrar hoặc admin",
    ),
    ("kheo check", "Kiểm tra sổ"),
    ("kheo check.rebuild", "Lập lại các bảng từ nhật ký"),
    ("kheo keys", "Bàn phím của các màn hình"),
    ("kheo keys check", "Kiểm tra một tệp đặt phím"),
    (
        "kheo keys check.file",
        "Tệp; nếu không ghi thì là tệp của mình",
    ),
    ("kheo keys doc", "In bảng phím"),
    ("kheo keys doc.format", "md hoặc json"),
    ("kheo serve", "Giữ sổ cho các máy khác làm việc"),
    ("kheo serve.stdio", "Trả lời một máy qua đầu vào và đầu ra"),
    (
        "kheo serve.print_units",
        "In tệp dịch vụ cho systemd: cả hai, hoặc tệp được nêu",
    ),
    ("kheo undo", "Hoàn tác việc vừa làm"),
    ("kheo completions", "In tập lệnh gợi ý cho shell"),
    ("kheo completions.shell", "Shell"),
    ("kheo man", "In trang hướng dẫn"),
];

/// The command line with its help in `lang`.
pub fn command(lang: Lang) -> Command {
    let command = Arguments::command();
    match lang {
        Lang::En => command,
        Lang::Vi => {
            let version = Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help("Xem phiên bản");
            in_vietnamese(command, "kheo")
                .disable_version_flag(true)
                .arg(version.help_heading("Tùy chọn"))
        }
    }
}

fn in_vietnamese(command: Command, path: &str) -> Command {
    let verbs: Vec<String> = command
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .collect();
    let mut command = command
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "Tham số"
            } else {
                "Tùy chọn"
            };
            let key = format!("{path}.{}", arg.get_id());
            let arg = match vietnamese(&key) {
                Some(help) => arg.help(help).help_heading(heading),
                None => arg.help_heading(heading),
            };
            say_what_the_parser_adds(arg)
        })
        .disable_help_flag(true)
        .arg(help_flag())
        .help_template("{about-with-newline}\nCách dùng: {usage}\n\n{all-args}")
        .subcommand_help_heading("Việc")
        .subcommand_value_name("VIỆC");
    if let Some(about) = vietnamese(path) {
        command = command.about(about);
    }
    let usage = usage(&command, path);
    for verb in verbs {
        let path = format!("{path} {verb}");
        command = command.mut_subcommand(verb, |verb| in_vietnamese(verb, &path));
    }
    command.override_usage(usage)
}

/// The parser's own remarks behind the help of a flag, in Vietnamese.
fn say_what_the_parser_adds(arg: Arg) -> Arg {
    if !arg.get_action().takes_values() {
        return arg;
    }
    let listed = |words: Vec<String>| (!words.is_empty()).then(|| words.join(", "));
    let words = |words: &[clap::builder::OsStr]| {
        let words = words.iter();
        listed(
            words
                .map(|word| word.to_string_lossy().into_owned())
                .collect(),
        )
    };
    let env = arg.get_env().map(|env| env.to_string_lossy().into_owned());
    let valid = arg.get_possible_values();
    let valid = valid.iter().map(|value| value.get_name().to_owned());
    let usual = words(arg.get_default_values()).filter(|_| !arg.is_hide_default_value_set());
    let valid = listed(valid.collect()).filter(|_| !arg.is_hide_possible_values_set());
    let remarks = [
        env.map(|env| format!("[hoặc biến {env}]")),
        usual.map(|usual| format!("[không ghi thì là {usual}]")),
        valid.map(|valid| format!("[một trong: {valid}]")),
    ];
    let help = arg.get_help().map(ToString::to_string).into_iter();
    let help: Vec<String> = help.chain(remarks.into_iter().flatten()).collect();
    arg.help(help.join(" "))
        .hide_env(true)
        .hide_default_value(true)
        .hide_possible_values(true)
}

/// How the verb is written, with the parser's word for flags in Vietnamese.
fn usage(command: &Command, path: &str) -> String {
    let usage = command.clone().bin_name(path).render_usage().to_string();
    usage
        .trim_start_matches("Usage: ")
        .replace("[OPTIONS]", "[TÙY CHỌN]")
}

fn help_flag() -> Arg {
    Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("Xem hướng dẫn")
        .help_heading("Tùy chọn")
}

fn vietnamese(path: &str) -> Option<&'static str> {
    VIETNAMESE
        .iter()
        .find(|(known, _)| *known == path)
        .map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(command: &Command, path: &str, found: &mut Vec<String>) {
        found.push(path.to_owned());
        let named = command.get_arguments().filter(|arg| !arg.is_hide_set());
        found.extend(named.map(|arg| format!("{path}.{}", arg.get_id())));
        for verb in command.get_subcommands() {
            paths(verb, &format!("{path} {}", verb.get_name()), found);
        }
    }

    #[test]
    fn every_verb_and_flag_has_its_vietnamese_and_none_is_left_over() {
        let mut found = Vec::new();
        paths(&Arguments::command(), "kheo", &mut found);
        for path in &found {
            assert!(vietnamese(path).is_some(), "{path} has no Vietnamese");
        }
        for (path, _) in VIETNAMESE {
            assert!(
                found.iter().any(|known| known == path),
                "{path} is no longer there"
            );
        }
    }

    #[test]
    fn the_vietnamese_command_line_is_well_formed() {
        command(Lang::Vi).debug_assert();
        let help = command(Lang::Vi).render_help().to_string();
        assert!(
            help.contains("Cách dùng") && help.contains("Nhập danh sách mô hình"),
            "{help}"
        );
        assert!(!help.contains("Print"), "{help}");
    }

    /// The help of every verb under `command`.
    fn helps(mut command: Command, found: &mut Vec<String>) {
        found.push(command.render_long_help().to_string());
        for verb in command.get_subcommands() {
            helps(verb.clone(), found);
        }
    }

    #[test]
    fn no_word_of_the_parser_stands_in_the_vietnamese_help() {
        let mut found = Vec::new();
        helps(command(Lang::Vi), &mut found);
        assert!(found.len() > 40);
        for help in &found {
            for word in [
                "OPTIONS",
                "Usage",
                "[env",
                "[default",
                "[possible",
                "Commands",
            ] {
                assert!(!help.contains(word), "{word}: {help}");
            }
        }
        let list = found
            .iter()
            .find(|help| help.contains("kheo list [TÙY CHỌN]"));
        let list = list.expect("the usage of list");
        assert!(list.contains("[không ghi thì là 0]"), "{list}");
        assert!(list.contains("[hoặc biến KHEO_STORE]"), "{list}");
    }
}
