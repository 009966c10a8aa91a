//! What an officer may do on a book that many share (DESIGN §6).

use super::vocabulary::words;

words! {
    /// Each may do what those before it may, and more.
    pub enum Role {
        /// Looks at everything, changes nothing.
        Viewer = "viewer", "xem", "viewer", ["nguoi xem"];
        /// Notes, visits, models, drafts of everything.
        Officer = "officer", "cán bộ", "officer", [];
        /// Signs minutes and conclusions of a visit.
        Lead = "lead", "trưởng đoàn", "lead", [];
        /// Recognition, awards, units.
        Registrar = "registrar", "phụ trách công nhận", "registrar", ["cong nhan"];
        /// Devices, roles, restoring.
        Admin = "admin", "quản trị", "administrator", ["quan tri vien"];
    }
}
