//! `kheo devices`: the machines whose lines the book holds.

use clap::Subcommand;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask};
use super::table::{Column, Table};
use super::words::{DeviceWords, Heading};
use crate::i18n::Lang;
use crate::service::views::{DeviceStatus, DeviceView};
use crate::service::{Reply, Request};

#[derive(Debug, Subcommand)]
pub enum DevicesVerb {
    /// List them, this one first
    List,
}

/// # Errors
/// The book's refusal.
pub fn run(session: &Session, verb: &DevicesVerb) -> Result<Answer, CliFault> {
    match verb {
        DevicesVerb::List => {
            let devices = ask!(session, Request::Devices, Reply::Devices);
            Ok(session.show(&devices, |lang| in_words(&devices, lang)))
        }
    }
}

fn in_words(devices: &[DeviceView], lang: Lang) -> String {
    let mut table = Table::new(vec![
        Column::text(lang.say(&Heading::Officer), 32),
        Column::text(lang.say(&Heading::Status), 24),
        Column::whole(lang.say(&Heading::Device)),
        Column::whole(lang.say(&Heading::Fingerprint)),
    ]);
    for device in devices {
        table.row([
            device.officer.as_deref().unwrap_or_default(),
            &lang.say(&status_words(device.status)),
            &device.id.to_string(),
            &device.fingerprint,
        ]);
    }
    table.to_text()
}

fn status_words(status: DeviceStatus) -> DeviceWords {
    match status {
        DeviceStatus::Own => DeviceWords::Own,
        DeviceStatus::Approved => DeviceWords::Approved,
        DeviceStatus::Waiting => DeviceWords::Waiting,
        DeviceStatus::Revoked => DeviceWords::Revoked,
    }
}
