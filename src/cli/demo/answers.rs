//! What the sample visits answered in our own outline. A path that begins with
//! `/m/` is about the model that the visit saw; what is not here was not looked at.

use serde_json::Value;

use crate::domain::RecordId;
use crate::forms::visit::MODELS;

/// A question and its answer; a number is a number.
type Answer = (&'static str, &'static str);

/// *Xã Bình An*, 2023: everything was looked at.
pub const BINH_AN: &[Answer] = &[
    ("/a/a1", "met"),
    (
        "/a/a1_ghi",
        "KH 07-KH/BCĐ ngày 10/4/2023 của Ban Chỉ đạo xã, còn hiệu lực",
    ),
    ("/a/a2", "met"),
    ("/a/a3", "met"),
    ("/a/a3_so_cuoc", "4"),
    ("/a/a3_bien_ban", "yes"),
    ("/a/a4", "met"),
    ("/a/a4_so_cuoc", "6"),
    ("/a/a4_luot_nguoi", "412"),
    ("/a/a5", "partly"),
    ("/a/a5_tong", "9"),
    ("/a/a5_da_kiem_tra", "5"),
    ("/b/b6", "met"),
    ("/b/b6_co_so_tt", "8"),
    ("/b/b6_co_so_cn", "1"),
    ("/b/b7", "met"),
    ("/m/mh_b/b8", "met"),
    ("/m/mh_b/b9", "met"),
    ("/m/mh_c/c10", "met"),
    ("/m/mh_c/c11", "met"),
    ("/m/mh_c/c11_dong_thuan", "96.5"),
    ("/m/mh_c/c12", "met"),
    ("/m/mh_c/c12_dan_gop", "31"),
    ("/m/mh_c/c12_cong_khai", "yes"),
    ("/m/mh_c/c13", "met"),
    ("/m/mh_c/c14", "met"),
    ("/m/mh_d/d15", "met"),
    ("/m/mh_d/d16", "met"),
    ("/m/mh_d/d16_ho", "74"),
    ("/m/mh_d/d16_nguoi", "288"),
    ("/m/mh_d/d17", "met"),
    ("/m/mh_d/d17_tieu_chi", "antt ntm"),
    ("/m/mh_d/d18", "met"),
    ("/m/mh_d/d18_so_nguoi", "4"),
    ("/m/mh_d/d19", "met"),
    ("/m/mh_e/e20", "met"),
    (
        "/m/mh_e/e20_co",
        "ban_dang_ky bien_ban_hop_dan so_thu_chi hinh_anh",
    ),
    ("/m/mh_e/e21", "met"),
    ("/m/mh_g/g29", "recognize"),
    ("/m/mh_g/g29_cap", "district"),
    ("/m/mh_g/g29_khen", "no"),
    ("/m/mh_g/g29_nhan_rong", "yes"),
    ("/e/e22", "met"),
    ("/e/e23", "partly"),
    ("/e/e23_den_ngay", "2023-04-28"),
];

/// *Thị trấn Kiên Lương*, 2023: figures do not fit, so the file is not ready.
pub const KIEN_LUONG: &[Answer] = &[
    ("/a/a1", "met"),
    ("/a/a2", "met"),
    ("/a/a3", "partly"),
    ("/a/a3_so_cuoc", "1"),
    ("/a/a3_bien_ban", "no"),
    ("/b/b6", "met"),
    ("/m/mh_b/b8", "partly"),
    ("/m/mh_b/b9", "met"),
    ("/m/mh_c/c10", "met"),
    ("/m/mh_c/c11", "unmet"),
    ("/m/mh_c/c11_ghi", "Chưa có biên bản họp dân"),
    ("/m/mh_d/d15", "unmet"),
    ("/m/mh_d/d15_ghi", "Báo cáo 800 m, đếm tại chỗ 650 m"),
    ("/m/mh_d/d18", "partly"),
    ("/m/mh_d/d18_so_nguoi", "2"),
    ("/m/mh_e/e21", "unmet"),
    ("/m/mh_g/g29", "supplement"),
];

/// *Xã Hòn Nghệ*, 2023: half of the morning has passed.
pub const HON_NGHE: &[Answer] = &[
    ("/a/a1", "met"),
    ("/a/a2", "met"),
    ("/a/a3", "met"),
    ("/a/a3_so_cuoc", "3"),
    ("/a/a3_bien_ban", "yes"),
    ("/a/a4", "partly"),
    ("/a/a5", "unmet"),
    ("/b/b6", "met"),
    ("/b/b7", "met"),
    ("/m/mh_b/b8", "met"),
    ("/m/mh_b/b9", "met"),
    ("/m/mh_c/c10", "met"),
    ("/m/mh_c/c11", "partly"),
    ("/m/mh_c/c12", "met"),
    ("/m/mh_c/c12_dan_gop", "12.5"),
];

/// *Xã Hòn Nghệ*, 2022.
pub const HON_NGHE_BEFORE: &[Answer] = &[
    ("/a/a1", "met"),
    ("/a/a2", "met"),
    ("/a/a3", "partly"),
    ("/a/a5", "unmet"),
    ("/m/mh_b/b8", "met"),
    ("/m/mh_c/c10", "partly"),
    ("/m/mh_c/c11", "met"),
    ("/m/mh_d/d15", "partly"),
    ("/m/mh_d/d17_tieu_chi", "moi_truong"),
    ("/m/mh_d/d18", "met"),
    ("/m/mh_d/d18_so_nguoi", "3"),
    ("/m/mh_d/d19", "met"),
    ("/m/mh_e/e20", "unmet"),
];

/// The answers as fields of a visit that saw `model`.
pub fn fields(answers: &[Answer], model: Option<RecordId>) -> Vec<(String, Value)> {
    let model = model.map(|model| format!("/{MODELS}[{}]/", model.id));
    let path = |path: &str| match (path.strip_prefix("/m/"), &model) {
        (Some(within), Some(model)) => format!("{model}{within}"),
        _ => path.to_owned(),
    };
    let value = |answer: &str| {
        answer
            .parse::<i64>()
            .map(Value::from)
            .or_else(|_| answer.parse::<f64>().map(Value::from))
            .unwrap_or_else(|_| Value::from(answer))
    };
    let field = |(question, answer): &Answer| (format!("answer.{}", path(question)), value(answer));
    answers.iter().map(field).collect()
}
