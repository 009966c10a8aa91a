//! What is wrong with an outline's workbook, where, and what would be right.

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;
use crate::text;

/// A place in a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    pub sheet: String,
    /// Row from 1, as the spreadsheet shows it; none for the sheet as a whole.
    pub row: Option<u32>,
    /// Heading of the column.
    pub column: Option<String>,
}

impl Place {
    /// A sheet as a whole.
    pub fn sheet(sheet: &str) -> Self {
        Self {
            sheet: sheet.to_owned(),
            ..Self::default()
        }
    }

    /// A row of a sheet.
    pub fn row(sheet: &str, row: u32) -> Self {
        Self {
            row: Some(row),
            ..Self::sheet(sheet)
        }
    }

    /// The same row, in the column with this heading.
    #[must_use]
    pub fn column(self, heading: &str) -> Self {
        Self {
            column: Some(heading.to_owned()),
            ..self
        }
    }
}

/// A fault, a warning, or something unsupported, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineFault {
    pub place: Place,
    pub flaw: Flaw,
}

impl OutlineFault {
    pub fn new(place: Place, flaw: Flaw) -> Self {
        Self { place, flaw }
    }

    /// The whole sentence: place, then what is wrong and what would be right.
    pub fn sentence(&self, lang: Lang) -> String {
        let words = lang.say(&self.flaw);
        let sheet = self.place.sheet.clone();
        let place = match (self.place.row, &self.place.column) {
            (Some(row), Some(column)) => Where::Cell {
                sheet,
                row,
                column: column.clone(),
            },
            (Some(row), None) => Where::Row { sheet, row },
            (None, Some(column)) => Where::Column {
                sheet,
                column: column.clone(),
            },
            (None, None) => Where::Sheet { sheet },
        };
        format!("{}: {words}", lang.say(&place))
    }
}

impl Flaw {
    /// What is unsupported, or else the whole sentence.
    pub fn subject(&self, lang: Lang) -> String {
        match self {
            Self::Unsupported { what } => what.clone(),
            other => lang.say(other),
        }
    }
}

/// What a person typed, cut short and safe to print.
pub(super) fn shown(typed: &str) -> String {
    const LONGEST: usize = 80;
    let mut letters = typed.chars();
    let head: String = letters.by_ref().take(LONGEST).collect();
    let tail = if letters.next().is_some() { "…" } else { "" };
    format!("{}{tail}", text::visible(&head))
}

crate::phrases! {
    enum Where {
        Cell { sheet: String, row: u32, column: String } => "{sheet}, hàng {row}, cột {column}", "{sheet}, row {row}, column {column}";
        Row { sheet: String, row: u32 } => "{sheet}, hàng {row}", "{sheet}, row {row}";
        Column { sheet: String, column: String } => "{sheet}, cột {column}", "{sheet}, column {column}";
        Sheet { sheet: String } => "{sheet}", "{sheet}";
    }
}

crate::phrases! {
    /// What is wrong, and what would be right.
    pub enum Flaw {
        NoSurvey { sheets: String } =>
            "không có trang “survey” (có: {sheets}); đề cương cần trang survey với cột type, name, label",
            "there is no sheet “survey” (there are: {sheets}); an outline needs a sheet survey with the columns type, name, label";
        NoHeader { columns: String } =>
            "trong 15 hàng đầu không có hàng tiêu đề; cần các cột {columns}",
            "no header row within the first 15 rows; the columns {columns} are needed";
        TwiceHeading { heading: String } =>
            "cột “{heading}” có hai lần; bỏ một cột",
            "the column “{heading}” stands twice; remove one";
        NoQuestions =>
            "không có câu hỏi nào; mỗi hàng một câu hỏi",
            "there is no question; write one a row";
        FormulaError { error: String } =>
            "ô báo lỗi công thức {error}; sửa công thức hoặc ghi thẳng giá trị",
            "the cell shows the formula error {error}; correct the formula or type the value";
        TooManyRows { rows: usize, most: usize } =>
            "có {rows} hàng, nhiều quá {most}; chia đề cương ra",
            "there are {rows} rows, more than {most}; divide the outline";
        NoType =>
            "thiếu loại câu hỏi; ghi text, integer, select_one DANH_SÁCH, note, begin_group…",
            "the type is missing; write text, integer, select_one LIST, note, begin_group…";
        UnknownType { typed: String, nearest: String } =>
            "không có loại “{typed}”; có phải “{nearest}”?",
            "there is no type “{typed}”; is “{nearest}” meant?";
        NoName =>
            "thiếu tên (name); ghi một tên không dấu, không khoảng trắng, như so_ho",
            "the name is missing; write a name without blanks, like so_ho";
        BadName { typed: String } =>
            "“{typed}” không làm tên được; tên bắt đầu bằng chữ hoặc _, chỉ gồm chữ, số, - _ và dấu chấm",
            "“{typed}” cannot be a name; a name begins with a letter or _ and holds letters, digits, - _ and dots only";
        TwiceNamed { name: String, first: u32 } =>
            "tên “{name}” đã dùng ở hàng {first} trong cùng nhóm; đặt tên khác",
            "the name “{name}” is already used in row {first} of the same group; choose another";
        RootNamed { name: String } =>
            "nhóm lặp không được mang tên “{name}” của cả đề cương; đặt tên khác",
            "a repeat cannot bear the name “{name}” of the whole outline; choose another";
        NoLabel { name: String } =>
            "“{name}” không có nhãn (label) nên không ai biết hỏi gì",
            "“{name}” has no label, so nobody knows what is asked";
        EndWithoutBegin { typed: String } =>
            "“{typed}” mà không có begin tương ứng đang mở; bỏ hàng này hoặc thêm begin ở trên",
            "“{typed}” without a matching begin above; remove this row or add the begin";
        WrongEnd { typed: String, open: String, row: u32 } =>
            "“{typed}” đóng không đúng chỗ: “{open}” mở ở hàng {row} chưa đóng",
            "“{typed}” closes the wrong one: “{open}”, opened in row {row}, is still open";
        Unclosed { name: String, end: String } =>
            "“{name}” mở ở đây mà không đóng; thêm một hàng {end}",
            "“{name}” is opened here and never closed; add a row {end}";
        TooDeep { most: usize } =>
            "lồng nhau quá {most} tầng; bớt nhóm đi",
            "nested deeper than {most} levels; use fewer groups";
        NoList =>
            "thiếu tên danh sách lựa chọn; ghi như select_one co_khong",
            "the name of the choice list is missing; write it like select_one yes_no";
        UnknownList { list: String, lists: String } =>
            "không có danh sách lựa chọn “{list}” ở trang choices; có: {lists}",
            "there is no choice list “{list}” on the sheet choices; there are: {lists}";
        NoLists { list: String } =>
            "không có danh sách lựa chọn “{list}”: đề cương chưa có danh sách nào; thêm trang choices có các cột list_name, name, label",
            "there is no choice list “{list}”: the outline has none yet; add a sheet choices with the columns list_name, name, label";
        NoFile { file: String } =>
            "không có tệp “{file}” cạnh đề cương; chép tệp vào cùng thư mục",
            "there is no file “{file}” beside the outline; copy it into the same folder";
        BadFile { file: String, why: String } =>
            "tệp “{file}”: {why}",
            "file “{file}”: {why}";
        NoFileColumn { file: String, column: String, columns: String } =>
            "tệp “{file}” không có cột “{column}”; có: {columns}",
            "file “{file}” has no column “{column}”; there are: {columns}";
        ChoiceWithoutName =>
            "lựa chọn thiếu tên (name); ghi một mã ngắn, như co",
            "the choice has no name; write a short code, like yes";
        ChoiceWithoutList =>
            "lựa chọn thiếu tên danh sách (list_name)",
            "the choice has no list_name";
        ChoiceWithoutLabel { name: String } =>
            "lựa chọn “{name}” không có nhãn (label)",
            "the choice “{name}” has no label";
        ChoiceTwice { name: String, list: String, first: u32 } =>
            "lựa chọn “{name}” đã có trong danh sách “{list}” ở hàng {first}; đặt mã khác, hoặc ghi allow_choice_duplicates = yes ở trang settings",
            "the choice “{name}” is already in the list “{list}” in row {first}; use another name, or write allow_choice_duplicates = yes on the sheet settings";
        ChoiceWithBlank { name: String } =>
            "mã lựa chọn “{name}” có khoảng trắng, mà câu này chọn được nhiều; bỏ khoảng trắng",
            "the choice name “{name}” holds a blank, and several can be chosen here; remove the blank";
        OtherWithFilter =>
            "or_other không đi cùng choice_filter; thêm lựa chọn “khác” vào danh sách và một câu hỏi riêng",
            "or_other cannot go with choice_filter; add a choice “other” to the list and a question of its own";
        Syntax { typed: String, near: String, wanted: String } =>
            "biểu thức “{typed}” viết sai ở “{near}”: {wanted}",
            "the expression “{typed}” goes wrong at “{near}”: {wanted}";
        TooLong { most: usize } =>
            "biểu thức dài quá {most} ký tự; tách ra nhiều hàng calculate",
            "the expression is longer than {most} characters; divide it into several calculate rows";
        TooNested { most: usize } =>
            "biểu thức lồng nhau quá {most} tầng; tách ra nhiều hàng calculate",
            "the expression is nested deeper than {most} levels; divide it into several calculate rows";
        UnknownFunction { name: String, nearest: String } =>
            "không có hàm “{name}()”; có phải “{nearest}()”?",
            "there is no function “{name}()”; is “{nearest}()” meant?";
        WrongArguments { name: String, given: usize, wanted: String } =>
            "hàm {name}() nhận {wanted} đối số, ở đây có {given}",
            "{name}() takes {wanted} arguments, here are {given}";
        ArgumentNotAQuestion { name: String, place: usize } =>
            "đối số {place} của {name}() phải là một câu hỏi hay nhóm lặp, như ${{ten}}",
            "argument {place} of {name}() must be a question or repeat, like ${{name}}";
        UnknownQuestion { name: String, nearest: String } =>
            "không có câu hỏi “{name}”; có phải “{nearest}”?",
            "there is no question “{name}”; is “{nearest}” meant?";
        AmbiguousQuestion { name: String, rows: String } =>
            "tên “{name}” có ở nhiều hàng ({rows}) nên ${{{name}}} không rõ là câu nào; đổi tên",
            "the name “{name}” stands in several rows ({rows}), so ${{{name}}} is not clear; rename one";
        BlankPath { name: String, nearest: String } =>
            "đường dẫn tới “{name}” không có câu hỏi nào nên luôn trống; có phải “{nearest}”?",
            "the path to “{name}” leads to no question, so it is always blank; is “{nearest}” meant?";
        BlankWord { name: String } =>
            "“{name}” không phải câu hỏi nào nên luôn trống; gọi câu hỏi như ${{ten}}, đặt chữ trong '…', có hay không thì ghi yes, no",
            "“{name}” is no question, so it is always blank; name a question like ${{name}}, put text in '…', write yes or no";
        BadPattern { pattern: String, why: String } =>
            "mẫu regex “{pattern}” không dùng được: {why}",
            "the regex pattern “{pattern}” cannot be used: {why}";
        Circle { path: String } =>
            "tính vòng quanh: {path}; bỏ một mắt xích",
            "circular: {path}; break the circle";
        NoCalculation { name: String } =>
            "“{name}” là calculate mà không có biểu thức ở cột calculation",
            "“{name}” is a calculate without an expression in the column calculation";
        TriggerNotAQuestion { typed: String } =>
            "cột trigger phải là ${{tên câu hỏi}}, ở đây là “{typed}”",
            "trigger must be ${{name of a question}}, here it is “{typed}”";
        NotYesNo { typed: String } =>
            "“{typed}” — ghi yes, no hoặc một biểu thức",
            "“{typed}” — write yes, no or an expression";
        BadParameter { typed: String } =>
            "tham số “{typed}” không dùng được; ghi như start=0 end=10 step=1",
            "the parameter “{typed}” cannot be used; write it like start=0 end=10 step=1";
        BadDefault { typed: String, kind: String } =>
            "giá trị mặc định “{typed}” không hợp loại {kind}",
            "the default “{typed}” does not fit the type {kind}";
        BadLanguage { typed: String, languages: String } =>
            "default_language “{typed}” không phải ngôn ngữ nào của đề cương; có: {languages}",
            "default_language “{typed}” is none of the outline's languages; there are: {languages}";
        Unsupported { what: String } =>
            "chưa hỗ trợ {what}; phần này được giữ nguyên khi xuất lại nhưng không có tác dụng",
            "{what} is not supported; it is kept when exported but has no effect";
        RowPassedOver =>
            "hàng không có type, name, label: coi là lời ghi chú, bỏ qua",
            "a row without type, name and label: taken as a remark and passed over";
        RowDisabled =>
            "hàng bị tắt bằng cột disabled nên bỏ qua",
            "the row is switched off by the column disabled and passed over";
        UnknownColumn { heading: String } =>
            "cột “{heading}” không có trong XLSForm; giữ nguyên, không dùng",
            "the column “{heading}” is not part of XLSForm; it is kept and not used";
        UnknownSheet =>
            "trang này không thuộc XLSForm; bỏ qua",
            "this sheet is not part of XLSForm; it is passed over";
        EnginesDiffer { what: String } =>
            "các chương trình ODK hiểu khác nhau: {what}",
            "ODK's programs understand this differently: {what}";
    }
}
