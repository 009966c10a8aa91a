//! Why a file cannot be read as a list at all.

use crate::domain::RecordKind;
use crate::domain::schema::{DELETED, fields_of};
use crate::i18n::{Lang, Phrase};

/// What a file that is no spreadsheet looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LooksLike {
    Pdf,
    Word,
    PowerPoint,
    Picture,
    WebPage,
    RichText,
    BinaryWorkbook,
    XmlWorkbook,
    OpenText,
    Archive,
    Bundle,
    Program,
    Binary,
}

impl Phrase for LooksLike {
    fn vi(&self) -> String {
        match self {
            Self::Pdf => "PDF",
            Self::Word => "Word",
            Self::PowerPoint => "PowerPoint",
            Self::Picture => "hình ảnh",
            Self::WebPage => "trang web (HTML)",
            Self::RichText => "văn bản RTF",
            Self::BinaryWorkbook => "Excel nhị phân (.xlsb)",
            Self::XmlWorkbook => "Excel 2003 dạng XML",
            Self::OpenText => "văn bản OpenDocument (.odt)",
            Self::Archive => "tệp nén",
            Self::Bundle => "gói số liệu (.kheo)",
            Self::Program => "chương trình",
            Self::Binary => "tệp nhị phân không rõ loại",
        }
        .to_owned()
    }

    fn en(&self) -> String {
        match self {
            Self::Pdf => "PDF",
            Self::Word => "Word",
            Self::PowerPoint => "PowerPoint",
            Self::Picture => "picture",
            Self::WebPage => "web page (HTML)",
            Self::RichText => "RTF text",
            Self::BinaryWorkbook => "binary Excel (.xlsb)",
            Self::XmlWorkbook => "Excel 2003 XML",
            Self::OpenText => "OpenDocument text (.odt)",
            Self::Archive => "archive",
            Self::Bundle => "bundle (.kheo)",
            Self::Program => "program",
            Self::Binary => "binary file of an unknown kind",
        }
        .to_owned()
    }
}

/// What went over its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the file on disk.
    File,
    /// Bytes once unpacked, or an unpacking ratio that only an attack has.
    Unpacked,
    /// Cells between the first and the last one that is used.
    Area,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", Phrase::en(self))]
pub enum FileFault {
    NotFound {
        path: String,
    },
    PasswordProtected,
    NotASpreadsheet {
        looks_like: LooksLike,
    },
    /// No sheet holds a filled cell.
    EmptySheet,
    TooLarge {
        limit: Limit,
    },
    NoSuchSheet {
        wanted: String,
        sheets: Vec<String>,
    },
    /// A `--map` names a column that the header does not have.
    NoSuchColumn {
        wanted: String,
        columns: Vec<String>,
    },
    /// The sheet holds two tables beside each other, in both of which `heading`
    /// heads the model's name.
    SideBySide {
        heading: String,
        columns: [String; 2],
    },
    /// No row among the first ones names a column of `wanted`.
    NoHeader {
        sheet: String,
        wanted: Wanted,
    },
    /// A quotation mark that is never closed, in a row numbered from 1.
    OpenQuote {
        row: u32,
    },
    /// The operating system refused; `why` are its words.
    Unreadable {
        why: String,
    },
    /// The file is cut short or damaged; `detail` is for whoever repairs it.
    Damaged {
        detail: String,
    },
}

/// The list that a sheet should have held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Models,
    Units,
    /// The records of a register, of which each is told by its first field.
    Register(RecordKind),
}

crate::phrases! {
    enum Words {
        NotFound { path: String } =>
            "Không có tệp {path}. Kiểm tra lại đường dẫn.",
            "There is no file {path}. Check the path.";
        PasswordProtected =>
            "Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu (Lưu thành → Công cụ → Tùy chọn chung), lưu lại rồi nhập.",
            "The file is protected by a password. Open it in Excel, remove the password, save and import again.";
        NotASpreadsheet { looks_like: String } =>
            "Tệp này là {looks_like}, không phải bảng tính. Cần tệp XLSX, XLS, ODS hoặc CSV.",
            "This file is a {looks_like}, not a spreadsheet. An XLSX, XLS, ODS or CSV file is needed.";
        ForAnotherProgram { looks_like: String } =>
            "Tệp này là {looks_like}, dù mang tên bảng tính. Mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi nhập.",
            "This file is a {looks_like}, whatever it is called. Open it in Excel or LibreOffice, save it as .xlsx and import that.";
        EmptySheet =>
            "Bảng tính trống, không có ô nào ghi số liệu.",
            "The sheet is empty: no cell is filled.";
        FileTooLarge =>
            "Tệp lớn quá 64 MiB. Tách thành nhiều tệp nhỏ hơn.",
            "The file is larger than 64 MiB. Split it into smaller files.";
        UnpackedTooLarge =>
            "Tệp bung ra lớn bất thường nên không mở. Lưu lại bằng Excel hoặc LibreOffice rồi thử lại.",
            "The file unpacks to an unusual size and is not opened. Save it again in Excel or LibreOffice and retry.";
        AreaTooLarge =>
            "Bảng tính có vùng ô quá rộng. Xóa các hàng, cột thừa ở cuối rồi lưu lại.",
            "The sheet spans too many cells. Delete the spare rows and columns at its end and save again.";
        NoSuchSheet { wanted: String, sheets: String } =>
            "Tệp không có trang tính “{wanted}”. Các trang tính: {sheets}.",
            "The file has no sheet “{wanted}”. Its sheets: {sheets}.";
        NoSuchColumn { wanted: String, columns: String } =>
            "Bảng không có cột “{wanted}”. Các cột: {columns}.",
            "The list has no column “{wanted}”. Its columns: {columns}.";
        SideBySide { heading: String, left: String, right: String } =>
            "Có hai bảng đặt cạnh nhau: cột {left} và cột {right} cùng là “{heading}”. Chép bảng bên phải xuống dưới bảng bên trái, hoặc sang trang tính khác.",
            "Two tables stand side by side: the columns {left} and {right} are both “{heading}”. Move the right table below the left one, or to another sheet.";
        NoModelHeader { sheet: String } =>
            "Trang tính “{sheet}”: trong 15 hàng đầu không thấy hàng tiêu đề có cột “Tên mô hình”. Sửa tiêu đề, hoặc chỉ cột bằng --map \"TIÊU ĐỀ=name\". Bảng chỉ có số cộng của từng đơn vị là số liệu công bố: kheo figures import.",
            "Sheet “{sheet}”: no header row with a column “Tên mô hình” within the first 15 rows. Correct the headings, or name the column with --map \"HEADING=name\". A table that only has the sums of each unit holds published figures: kheo figures import.";
        NoRegisterHeader { sheet: String, first: String, others: String } =>
            "Trang tính “{sheet}”: trong 15 hàng đầu không thấy hàng tiêu đề có cột “{first}” và một cột nữa trong các cột: {others}.",
            "Sheet “{sheet}”: no header row within the first 15 rows has the column “{first}” and another of: {others}.";
        NoUnitHeader { sheet: String } =>
            "Trang tính “{sheet}”: trong 15 hàng đầu không thấy hàng tiêu đề có cột “Tên” và “Loại” (name, type).",
            "Sheet “{sheet}”: no header row with the columns name and type within the first 15 rows.";
        OpenQuote { row: u32 } =>
            "Hàng {row} mở dấu ngoặc kép mà không đóng, nên không biết ô kết thúc ở đâu. Thêm hoặc bỏ dấu ngoặc kép.",
            "Row {row} opens a quotation mark that is never closed, so nobody can tell where the cell ends. Add or remove a quotation mark.";
        Unreadable { why: String } =>
            "Không đọc được tệp: {why}.",
            "The file cannot be read: {why}.";
        Damaged { detail: String } =>
            "Tệp bị hỏng hoặc chép chưa hết ({detail}). Chép lại tệp, hoặc mở bằng Excel rồi lưu lại.",
            "The file is damaged or incomplete ({detail}). Copy it again, or open it in Excel and save it.";
    }
}

impl FileFault {
    fn words(&self, lang: Lang) -> Words {
        let listed = |names: &[String]| names.join(", ");
        match self {
            Self::NotFound { path } => Words::NotFound { path: path.clone() },
            Self::PasswordProtected => Words::PasswordProtected,
            // Web systems hand out such files under the name of a spreadsheet.
            Self::NotASpreadsheet {
                looks_like:
                    looks_like @ (LooksLike::WebPage
                    | LooksLike::XmlWorkbook
                    | LooksLike::BinaryWorkbook),
            } => Words::ForAnotherProgram {
                looks_like: looks_like.text(lang),
            },
            Self::NotASpreadsheet { looks_like } => Words::NotASpreadsheet {
                looks_like: looks_like.text(lang),
            },
            Self::EmptySheet => Words::EmptySheet,
            Self::TooLarge { limit: Limit::File } => Words::FileTooLarge,
            Self::TooLarge {
                limit: Limit::Unpacked,
            } => Words::UnpackedTooLarge,
            Self::TooLarge { limit: Limit::Area } => Words::AreaTooLarge,
            Self::NoSuchSheet { wanted, sheets } => Words::NoSuchSheet {
                wanted: wanted.clone(),
                sheets: listed(sheets),
            },
            Self::NoSuchColumn { wanted, columns } => Words::NoSuchColumn {
                wanted: wanted.clone(),
                columns: listed(columns),
            },
            Self::SideBySide {
                heading,
                columns: [left, right],
            } => Words::SideBySide {
                heading: heading.clone(),
                left: left.clone(),
                right: right.clone(),
            },
            Self::NoHeader {
                sheet,
                wanted: Wanted::Models,
            } => Words::NoModelHeader {
                sheet: sheet.clone(),
            },
            Self::NoHeader {
                sheet,
                wanted: Wanted::Units,
            } => Words::NoUnitHeader {
                sheet: sheet.clone(),
            },
            Self::NoHeader {
                sheet,
                wanted: Wanted::Register(kind),
            } => {
                let fields = fields_of(*kind).iter().filter(|spec| spec.name != DELETED);
                let mut labels = fields.map(|spec| match lang {
                    Lang::Vi => spec.vi,
                    Lang::En => spec.en,
                });
                Words::NoRegisterHeader {
                    sheet: sheet.clone(),
                    first: labels.next().unwrap_or_default().to_owned(),
                    others: labels.collect::<Vec<_>>().join(", "),
                }
            }
            Self::OpenQuote { row } => Words::OpenQuote { row: *row },
            Self::Unreadable { why } => Words::Unreadable { why: why.clone() },
            Self::Damaged { detail } => Words::Damaged {
                detail: detail.clone(),
            },
        }
    }
}

impl Phrase for FileFault {
    fn vi(&self) -> String {
        self.words(Lang::Vi).vi()
    }

    fn en(&self) -> String {
        self.words(Lang::En).en()
    }
}
