//! The headings met in practice, folded, with what they mean. Those of one
//! meaning are divided by a stroke.

use super::Meaning::{self, Hamlet, NameOrContent, OneOf, OwnerOf, RowNumber, UnitOrOwner, Value};
use crate::domain::list::ListField::{
    CertificateNo, Content, DecisionBy, DecisionDate, DecisionNo, Field, Kind, Level, Movement,
    Name, Owner, Period, Registration, Remarks, Status, Unit,
};
use crate::domain::vocabulary::ModelKind;

/// Headings that mean exactly one thing.
pub(super) const WHOLE: &[(Meaning, &str)] = &[
    (
        RowNumber,
        "tt | stt | so tt | so thu tu | tt stt | stt tt | thu tu | no",
    ),
    (
        Value(Name),
        "name | model | model name | mo hinh | mo hinh dien hinh | mo hinh dan van kheo | ten | \
         ten goi | cong trinh | mo hinh cong trinh | mo hinh phan viec | danh muc mo hinh | \
         mo hinh dang ky | mo hinh dvk | ten mh | ten mh dvk",
    ),
    (
        NameOrContent,
        "noi dung | noi dung dang ky | noi dung mo hinh dien hinh",
    ),
    (
        Value(Owner),
        "owner | tac gia | tac gia mo hinh | chu mo hinh | chu nhiem mo hinh | co quan don vi | don vi ca nhan | nguoi thuc hien | \
         nguoi dang ky | ca nhan thuc hien | tap the thuc hien | chu tri | co quan chu tri | \
         to chuc ca nhan | don vi chu quan | tap the hoac ca nhan thuc hien | ten don vi ca nhan | \
         to chuc thuc hien | don vi phu trach",
    ),
    (
        OwnerOf(ModelKind::Collective),
        "ten tap the | ten don vi tap the",
    ),
    (
        OwnerOf(ModelKind::Individual),
        "ten ca nhan | ho ten ca nhan | ho va ten ca nhan",
    ),
    (
        OneOf(&[Kind, Owner]),
        "tap the ca nhan | ca nhan tap the | tap the hoac ca nhan | tap the va ca nhan",
    ),
    (
        Value(Unit),
        "unit | commune | xa | phuong | thi tran | dac khu | dia chi | dia phuong | ten xa | thuoc xa | \
         noi trien khai | noi dang ky | don vi hanh chinh | don vi hanh chinh xa | \
         don vi hanh chinh cap xa | don vi xa | noi thuc hien | dia chi thuc hien | dia chi mo hinh | \
         xa tt | ten xa phuong | ten xa thi tran | ten xa phuong thi tran",
    ),
    (UnitOrOwner, "don vi | ten don vi | don vi co so"),
    (
        Hamlet,
        "ap | khu pho | khom | ap khu pho | ap khom | thon | to dan pho | khu dan cu | thon ap | \
         ap khu pho khom | khom ap",
    ),
    (
        Value(Kind),
        "kind | doi tuong | doi tuong dang ky | tap the hay ca nhan | hinh thuc tap the ca nhan",
    ),
    (
        OneOf(&[Kind, Registration, Field]),
        "loai | loai mo hinh | phan loai | hinh thuc | tinh chat",
    ),
    (OneOf(&[Registration, Level, Period, Status]), "dang ky"),
    (
        Value(Field),
        "field | thuoc linh vuc | mo hinh thuoc linh vuc | nhom linh vuc | mang cong tac",
    ),
    (
        Value(Level),
        "level | cap | cap mo hinh | cap do | dang ky o cap",
    ),
    (
        Value(Period),
        "period | year | nam | ky | thoi ky | nien do | nam thuc hien",
    ),
    (
        OneOf(&[Period]),
        "thoi gian | thoi gian thuc hien | thoi gian dang ky | nam cong nhan",
    ),
    (
        Value(Movement),
        "movement | phong trao | thuoc phong trao | phong trao thi dua | cuoc van dong | phong trao cuoc van dong | \
         ten phong trao",
    ),
    (
        Value(Registration),
        "registration | moi duy tri | dang ky moi duy tri",
    ),
    (
        Value(Status),
        "status | trang thai | ket qua | tinh trang | ket qua cong nhan | ket qua binh xet | \
         ket qua tham dinh | ket qua xet",
    ),
    (
        OneOf(&[Status]),
        "tien do | ket qua thuc hien | ket qua dat duoc | tinh trang thuc hien | danh gia | cong nhan",
    ),
    (
        Value(DecisionNo),
        "decision no | qd so | qd | quyet dinh | so ky hieu | so hieu | so van ban | van ban so | \
         quyet dinh cong nhan | qd cong nhan | so ky hieu van ban | so va ngay quyet dinh | \
         so hieu quyet dinh | qd cong nhan so | quyet dinh cong nhan so",
    ),
    (
        Value(DecisionDate),
        "decision date | quyet dinh ngay | qd ngay",
    ),
    (
        Value(DecisionBy),
        "decision by | don vi ra quyet dinh | cap ra quyet dinh | don vi cong nhan | don vi ban hanh | noi ban hanh | co quan quyet dinh | \
         co quan ra quyet dinh",
    ),
    (
        Value(CertificateNo),
        "certificate no | gcn | gcn so | giay chung nhan | giay chung nhan so | so giay cn",
    ),
    (
        Value(Content),
        "content | noi dung thuc hien | noi dung chinh | noi dung tom tat | mo ta | cach lam | tom tat",
    ),
    (Value(Remarks), "remarks | note | notes | chu thich | luu y"),
];

/// Beginnings that tell the meaning whatever follows; the longest wins.
pub(super) const BEGINNINGS: &[(Meaning, &str)] = &[
    (RowNumber, "so thu tu"),
    (
        Value(Name),
        "ten mo hinh | ten dien hinh | ten cong trinh | ten goi mo hinh",
    ),
    (NameOrContent, "noi dung mo hinh"),
    (
        Value(Owner),
        "chu the | don vi dang ky | don vi thuc hien | don vi chu tri | tap the ca nhan | ho va ten | \
         ho ten | ten tap the ca nhan | don vi ca nhan | co quan don vi dang ky | \
         co quan don vi thuc hien",
    ),
    (
        Value(Unit),
        "xa phuong | xa thi tran | phuong xa | dia ban | noi thuc hien | dia diem",
    ),
    (Value(Kind), "loai hinh"),
    (Value(Field), "linh vuc"),
    (
        Value(Level),
        "cap dang ky | dang ky cap | cap cong nhan | cap de nghi",
    ),
    (Value(Period), "nam dang ky | giai doan"),
    (Value(Registration), "loai dang ky | hinh thuc dang ky"),
    (
        Value(DecisionNo),
        "so quyet dinh | so qd | quyet dinh so | so ngay quyet dinh | so ngay qd | so ngay thang | \
         so quyet dinh ngay",
    ),
    (
        Value(DecisionDate),
        "ngay qd | ngay quyet dinh | ngay ban hanh | ngay ky | ngay cong nhan | ngay thang quyet dinh | \
         ngay thang nam quyet dinh | ngay thang nam ban hanh | ngay thang ban hanh",
    ),
    (
        Value(DecisionBy),
        "co quan ban hanh | co quan cong nhan | cq ban hanh | cq cong nhan",
    ),
    (Value(CertificateNo), "so giay chung nhan | so gcn"),
    (
        Value(Content),
        "tom tat noi dung | noi dung cach | noi dung va | mo ta noi dung",
    ),
    (Value(Remarks), "ghi chu"),
    (OneOf(&[Status]), "ket qua thuc hien"),
];
