//! Notes of the sample book, as officers jot them down on the way.

use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use jiff::tz::Offset;

/// A note on one of the named models.
#[derive(Debug, Clone, Copy)]
pub struct SampleNote {
    /// Place of the model among the named ones, from 0.
    pub model: usize,
    at: DateTime,
    pub place: &'static str,
    pub text: &'static str,
}

impl SampleNote {
    /// The moment it was written, Vietnam's time.
    pub fn at(&self) -> Timestamp {
        Offset::constant(7)
            .to_timestamp(self.at)
            .unwrap_or_default()
    }
}

const fn note(model: usize, at: DateTime, place: &'static str, text: &'static str) -> SampleNote {
    SampleNote {
        model,
        at,
        place,
        text,
    }
}

const fn on(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> DateTime {
    date(year, month, day).at(hour, minute, 0, 0)
}

/// Notes of the officer who keeps the book.
#[rustfmt::skip]
pub const OWN: &[SampleNote] = &[
    note(0, on(2023, 5, 16, 8, 10), "trụ sở ấp", "Đăng ký 12 mắt camera, đếm tại chỗ 12; 2 mắt ở đầu cầu mất nguồn do mưa.\nTổ bảo vệ hẹn sửa trước 30/5, cần xem lại."),
    note(0, on(2023, 6, 2, 14, 25), "đầu cầu", "Đã sửa xong 2 mắt camera, có hình. Sổ thu - chi công khai ở nhà văn hóa ấp, dân góp 31 triệu đồng."),
    note(1, on(2023, 5, 16, 10, 40), "khu phố", "Đường hoa dài 650 m, báo cáo ghi 800 m: đề nghị khu phố ghi lại cho khớp."),
    note(2, on(2023, 5, 17, 7, 50), "nhà chị chi hội trưởng", "Có 46 hũ gạo, mỗi quý gom một lần, giúp 9 hộ. Thiếu biên bản họp dân lúc bắt đầu."),
    note(3, on(2023, 5, 17, 15, 5), "trạm bơm", "38 hộ, 71 ha xuống giống cùng ngày. Hồ sơ đủ, còn thiếu xác nhận của chi ủy."),
    note(4, on(2023, 5, 18, 9, 0), "ruộng ông tổ trưởng", "Gặp 3 hộ: đều nói bớt đốt rơm từ khi có máy cuộn. Hỏi thêm giá thuê máy vụ sau."),
    note(5, on(2023, 5, 18, 14, 30), "nhà thờ xóm", "Giáo xứ và nhà chùa cùng trực đêm thứ Bảy. Có sổ trực, ký đủ từ tháng 01."),
    note(6, on(2023, 5, 19, 8, 20), "bến ghe", "Sóng lớn, không ra bè được. Đếm ở bến: 14 bao rác trong một buổi."),
    note(7, on(2023, 5, 19, 13, 45), "xóm đảo", "Bồn chứa 10 m³, mùa khô chia cho 22 hộ theo phiếu. Ông xin hỗ trợ thay van."),
    note(8, on(2020, 5, 26, 9, 15), "cầu cảng", "Tổ có 17 tàu, đều gắn thiết bị giám sát hành trình. Không có vi phạm trong kỳ theo sổ của Đồn."),
    note(9, on(2020, 5, 26, 15, 0), "nhà nghỉ số 3", "Bảng giá treo ngoài cửa. Hai nhà còn dùng chai nhựa, chủ nhà hứa đổi trong tháng."),
    note(10, on(2020, 5, 27, 10, 30), "bếp ăn", "Nấu thứ Ba và thứ Sáu, 18 suất; tiền chợ do 6 nhà góp."),
    note(11, on(2020, 5, 27, 16, 10), "bến tàu", "Trả 9 hồ sơ trong buổi chiều. Thiếu sổ ghi người nhận."),
    note(12, on(2023, 8, 8, 7, 40), "chợ Thứ Ba", "60 suất mỗi sáng. Hồ sơ báo 75 suất, cần hỏi lại số ngày nghỉ."),
    note(13, on(2023, 8, 8, 14, 50), "nhà tổ trưởng", "Vốn xoay vòng 420 triệu đồng, 28 hộ. Sổ vay trả rõ ràng, kiểm ngẫu nhiên 5 hộ đều khớp."),
    note(14, on(2023, 8, 9, 9, 5), "lộ liên ấp", "Đo được 1.150 m x 2 m; đăng ký 1.200 m. Hai hộ đầu lộ chưa ký biên bản hiến đất."),
    note(16, on(2023, 8, 9, 15, 20), "nhà văn hóa ấp", "Hòa giải 7 vụ, thành 6. Loa phát hai thứ tiếng lúc 5 giờ chiều."),
    note(17, on(2023, 8, 10, 16, 0), "cầu ván ấp 4", "Nhóm 11 người, đã vá 3 đoạn lộ. Chưa có ai ghi sổ ngày công."),
    note(20, on(2023, 9, 14, 8, 0), "trạm y tế", "Xe chạy 31 chuyến từ đầu năm, có sổ. Xin hỗ trợ tiền kiểm định xe."),
    note(21, on(2023, 9, 14, 14, 15), "nhà bà con mới cất", "Căn thứ 9 trong kỳ. Thợ làm không lấy công, gia chủ lo cơm."),
    note(22, on(2023, 9, 15, 9, 30), "trụ sở ấp", "Ấp nói không còn hộ vay nặng lãi; cần đối chiếu với Công an xã."),
    note(23, on(2023, 9, 15, 15, 40), "trước cổng Đảng ủy", "Mở thùng thư: 4 thư, 3 thư đã trả lời trong 07 ngày, 1 thư chuyển Phòng Tài nguyên."),
];

/// Notes of the colleague whose bundle was merged.
#[rustfmt::skip]
pub const COLLEAGUE: &[SampleNote] = &[
    note(0, on(2023, 9, 20, 8, 45), "trụ sở ấp", "Xem lại: 12/12 mắt chạy tốt. Đề nghị ấp ghi thêm người giữ mật khẩu."),
    note(3, on(2023, 9, 20, 14, 0), "trạm bơm", "Chi ủy đã xác nhận bản đăng ký. Vụ này thêm 4 hộ vào tổ."),
    note(14, on(2023, 9, 21, 9, 10), "lộ liên ấp", "Một trong hai hộ đầu lộ đã ký biên bản, còn một hộ đi làm xa."),
];

/// A note still being written: about this named model.
pub const UNFINISHED: (usize, &str) = (
    18,
    "Đổi 3 kg nhựa lấy 1 kg gạo. Gặp chị hội trưởng, đếm được",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::named::NAMED;

    #[test]
    fn every_note_is_about_a_named_model() {
        for note in OWN.iter().chain(COLLEAGUE) {
            assert!(note.model < NAMED.len());
            assert!(note.at() > Timestamp::UNIX_EPOCH);
        }
        assert!(UNFINISHED.0 < NAMED.len());
    }
}
