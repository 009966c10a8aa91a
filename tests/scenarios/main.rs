//! The articles that the field book began with: each a book built from records
//! through the public door, every figure of DOMAIN 3.2 computed by the program
//! and compared; the traps of DOMAIN Part 6; and tables against a plain count.

#[path = "../shared/carried.rs"]
mod carried;
#[path = "../shared/chance.rs"]
mod chance;
mod joined;
mod office;
mod random;
mod s0_kien_luong;
mod s1_thoai_son;
mod s2_khoi;
mod s3_kien_hai;
mod s4_tinh;
mod said;
mod traps;
