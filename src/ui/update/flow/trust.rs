//! Deciding about a device: which one, its words to compare, yes or no.

use super::open;
use crate::i18n::Phrase;
use crate::service::Request;
use crate::service::request::TrustRequest;
use crate::service::views::{DeviceStatus, DeviceView, TrustView};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::overlay::{Confirm, Danger, Overlay, Picker};
use crate::ui::purpose::{Purpose, TrustDeed};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::update::reply::done;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::words::{NoticeWords, TrustWords};

/// Asks for the devices first: the answer opens the rest.
pub fn begin(state: &mut State, deed: TrustDeed) -> Vec<Effect> {
    vec![state.ask(Errand::DevicesFor(deed), Request::Devices)]
}

/// The devices are here: the only one that fits, or a list of them.
pub fn choose(state: &mut State, deed: TrustDeed, devices: Vec<DeviceView>) -> Vec<Effect> {
    let fits = |device: &&DeviceView| match deed {
        TrustDeed::Approve => device.status == DeviceStatus::Waiting,
        TrustDeed::Revoke => device.status == DeviceStatus::Approved,
    };
    let fitting: Vec<&DeviceView> = devices.iter().filter(fits).collect();
    let effects = match (deed, fitting.as_slice()) {
        (_, []) => {
            state.notice = Some(Notice::hint(&match deed {
                TrustDeed::Approve => NoticeWords::NoneWaiting,
                TrustDeed::Revoke => NoticeWords::NoneApproved,
            }));
            Vec::new()
        }
        (TrustDeed::Approve, [one]) => ask(state, deed, one),
        (_, several) => {
            let choices = several
                .iter()
                .map(|device| Choice {
                    note: device.fingerprint.clone(),
                    ..Choice::new(Pick::Device(device.id), officer(device, state))
                })
                .collect();
            let title = match deed {
                TrustDeed::Approve => TrustWords::WhichToApprove,
                TrustDeed::Revoke => TrustWords::WhichToRevoke,
            };
            let picker = Picker::new(title.text(state.lang), choices, &Pick::Nothing);
            open::layer(state, Overlay::Picker(picker), Purpose::ChooseDevice(deed))
        }
    };
    state.bundles.devices = devices;
    effects
}

/// One of several was picked.
pub fn chosen(state: &mut State, deed: TrustDeed, pick: Pick) -> Vec<Effect> {
    let Pick::Device(id) = pick else {
        return Vec::new();
    };
    let known = state.bundles.devices.iter();
    match known.clone().find(|device| device.id == id).cloned() {
        Some(device) => ask(state, deed, &device),
        None => Vec::new(),
    }
}

/// Shows the words to compare, and asks.
fn ask(state: &mut State, deed: TrustDeed, device: &DeviceView) -> Vec<Effect> {
    let officer = officer(device, state);
    let (lang, words) = (state.lang, device.fingerprint.clone());
    let said = match deed {
        TrustDeed::Approve => vec![
            TrustWords::Waits {
                officer,
                count: text::count(device.waiting as i64),
            }
            .text(lang),
            TrustWords::Compare.text(lang),
            words,
            TrustWords::Approve.text(lang),
        ],
        TrustDeed::Revoke => vec![TrustWords::Revoke { officer }.text(lang), words],
    };
    let (danger, request) = match deed {
        TrustDeed::Approve => (
            Danger::Harmless,
            TrustRequest::Approve { device: device.id },
        ),
        TrustDeed::Revoke => (Danger::Harmless, TrustRequest::Revoke { device: device.id }),
    };
    let confirm = Confirm::said(said, danger, lang);
    open::layer(state, Overlay::Confirm(confirm), Purpose::Trust(request))
}

/// Yes.
pub fn decide(state: &mut State, request: TrustRequest) -> Vec<Effect> {
    vec![state.ask(Errand::Trust(request), Request::Trust(request))]
}

/// The decision is on disk.
pub fn decided(state: &mut State, request: TrustRequest, view: &TrustView) -> Vec<Effect> {
    let officer = officer(&view.device, state);
    let words = match request {
        TrustRequest::Approve { .. } => NoticeWords::DeviceApproved {
            officer,
            count: text::count(view.ops as i64),
            conflicts: text::count(view.conflicts_new as i64),
        },
        TrustRequest::Revoke { .. } => NoticeWords::DeviceRevoked { officer },
    };
    done(state, &words)
}

fn officer(device: &DeviceView, state: &State) -> String {
    match &device.officer {
        Some(officer) => text::visible(officer).into_owned(),
        None => TrustWords::Nobody.text(state.lang),
    }
}
