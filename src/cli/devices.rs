//! `kheo devices`: the machines whose lines the book holds, and whose of them
//! are shown.

use clap::Subcommand;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask};
use super::shown::count;
use super::table::{Column, Table};
use super::typed;
use super::words::{DeviceWords, Heading, InputWords, Said};
use crate::i18n::Lang;
use crate::ledger::DeviceId;
use crate::service::request::TrustRequest;
use crate::service::views::{DeviceStatus, DeviceView, TrustView};
use crate::service::{Reply, Request};

#[derive(Debug, Subcommand)]
pub enum DevicesVerb {
    /// List them, this one first
    List,
    /// Show the lines of a machine, after its words were read over the telephone
    Approve {
        /// The machine
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Keep what is shown of a machine, and show nothing that comes after
    Revoke {
        /// The machine
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// # Errors
/// The book knows no such device, or its refusal.
pub fn run(session: &Session, verb: &DevicesVerb) -> Result<Answer, CliFault> {
    match verb {
        DevicesVerb::List => {
            let devices = ask!(session, Request::Devices, Reply::Devices);
            Ok(session.show(&devices, |lang| in_words(&devices, lang)))
        }
        DevicesVerb::Approve { id } => {
            let device = known(session, id)?;
            let done = decide(session, TrustRequest::Approve { device })?;
            Ok(session.tell(&done, |lang| {
                lang.say(&Said::DeviceApproved {
                    officer: officer(&done.device, lang),
                    ops: count(done.ops),
                    words: done.device.fingerprint.clone(),
                })
            }))
        }
        DevicesVerb::Revoke { id } => {
            let device = known(session, id)?;
            let done = decide(session, TrustRequest::Revoke { device })?;
            Ok(session.tell(&done, |lang| {
                lang.say(&Said::DeviceRevoked {
                    officer: officer(&done.device, lang),
                })
            }))
        }
    }
}

fn known(session: &Session, typed: &str) -> Result<DeviceId, CliFault> {
    let devices = ask!(session, Request::Devices, Reply::Devices);
    let found = typed::device(typed, &devices);
    Ok(found.ok_or_else(|| InputWords::NoDevice {
        typed: typed.to_owned(),
    })?)
}

fn decide(session: &Session, request: TrustRequest) -> Result<TrustView, CliFault> {
    Ok(ask!(session, Request::Trust(request), Reply::Trust))
}

/// For every machine that waits: whom to call, which words to hear, and the
/// verb that approves it.
pub fn how_to_approve(devices: &[DeviceView], lang: Lang) -> Vec<String> {
    let waiting = devices
        .iter()
        .filter(|device| device.status == DeviceStatus::Waiting);
    waiting
        .map(|device| {
            lang.say(&Said::ApproveHow {
                officer: officer(device, lang),
                id: device.id.to_string(),
                words: device.fingerprint.clone(),
            })
        })
        .collect()
}

fn officer(device: &DeviceView, lang: Lang) -> String {
    match &device.officer {
        Some(officer) => crate::text::visible(officer).into_owned(),
        None => lang.say(&DeviceWords::NobodyKnown),
    }
}

fn in_words(devices: &[DeviceView], lang: Lang) -> String {
    let mut table = Table::new(vec![
        Column::text(lang.say(&Heading::Officer), 32),
        Column::text(lang.say(&Heading::Status), 24),
        Column::number(lang.say(&Heading::Waiting)),
        Column::whole(lang.say(&Heading::Device)),
        Column::whole(lang.say(&Heading::Fingerprint)),
    ]);
    for device in devices {
        table.row([
            device.officer.as_deref().unwrap_or_default(),
            &lang.say(&status_words(device.status)),
            &count(device.waiting),
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
