//! Files that belong to records. The owner gets their content in pieces and
//! opens no file of anybody.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::refusal::{FileRefusal, Refusal};
use super::super::request::{AttachmentReply, AttachmentRequest, Deed, NewAttachment};
use super::super::views::{AttachmentView, ChangeView, FileView, Presence};
use super::book::begin;
use super::{Open, Report};
use crate::domain::{
    Attachment, Fields, FileHash, LARGEST_FILE, MediaKind, RecordId, RecordKind, media,
};
use crate::store::{FILE_PIECE, Kept, StoredRecord};
use crate::text;

impl Open {
    pub(super) fn attachments(
        &mut self,
        request: AttachmentRequest,
        report: Report<'_>,
    ) -> Result<AttachmentReply, Refusal> {
        match request {
            AttachmentRequest::List { record } => {
                self.attachment_list(record).map(AttachmentReply::List)
            }
            AttachmentRequest::Files => self.attached_files().map(AttachmentReply::Files),
            AttachmentRequest::Lacking { files } => {
                let mut lacking = Vec::new();
                for file in files {
                    if self.store.file(file)?.is_none() {
                        lacking.push(file);
                    }
                }
                Ok(AttachmentReply::Lacking(lacking))
            }
            AttachmentRequest::PutPiece {
                file,
                number,
                bytes,
            } => match self.store.put_piece(file, number, &bytes)? {
                Some(()) => Ok(AttachmentReply::PieceIn),
                None => Err(too_large()),
            },
            AttachmentRequest::Keep { bytes, .. } if bytes > LARGEST_FILE => Err(too_large()),
            AttachmentRequest::Keep { file, bytes } => match self.store.keep_file(file, bytes)? {
                Kept::Whole => Ok(AttachmentReply::Kept),
                Kept::Other => Err(FileRefusal::OtherContent.into()),
            },
            AttachmentRequest::Piece { file, number } => self
                .piece(file, number, &file.to_string())
                .map(AttachmentReply::Piece),
            AttachmentRequest::Attach(new) => {
                self.attach(&new, report).map(AttachmentReply::Attached)
            }
        }
    }

    fn piece(&self, file: FileHash, number: u32, name: &str) -> Result<Vec<u8>, Refusal> {
        let piece = self.store.file_piece(file, number)?;
        piece.ok_or_else(|| {
            FileRefusal::NotHere {
                name: name.to_owned(),
            }
            .into()
        })
    }

    /// Attaches a file that was put in before.
    fn attach(&mut self, new: &NewAttachment, report: Report<'_>) -> Result<ChangeView, Refusal> {
        let no_record = || Refusal::NoRecord {
            id: new.record.to_string(),
        };
        let parent = self.store.record(&new.record.to_string())?;
        parent
            .filter(|parent| !parent.is_gone())
            .ok_or_else(no_record)?;
        let name = text::tidy(&new.name);
        if name.is_empty() {
            return Err(FileRefusal::NoName.into());
        }
        let not_here = || FileRefusal::NotHere { name: name.clone() };
        let bytes = self.store.file(new.file)?.ok_or_else(not_here)?;
        let kind = self.kind_of(new.file, bytes, &name)?;
        let attachment = RecordId::fresh(RecordKind::Attachment);
        let change = begin(
            attachment,
            &[
                ("record", new.record.to_string().into()),
                ("name", name.clone().into()),
                ("media_type", kind.name.into()),
                ("bytes", bytes.into()),
                ("blake3", new.file.to_string().into()),
            ],
        );
        let deed = Deed::Attach { name };
        let ops = self.commit(&deed, &[change], None, report)?;
        Ok(ChangeView {
            record: attachment,
            ops,
        })
    }

    fn kind_of(
        &self,
        file: FileHash,
        bytes: u64,
        name: &str,
    ) -> Result<&'static MediaKind, Refusal> {
        let Some(last) = bytes.checked_sub(1) else {
            return Ok(media::sniff(&[], &[]));
        };
        let last = u32::try_from(last / FILE_PIECE as u64).unwrap_or(u32::MAX);
        let (beginning, end) = (self.piece(file, 0, name)?, self.piece(file, last, name)?);
        Ok(media::sniff(&beginning, &end))
    }

    /// Those of a record and of what belongs to it, or all; newest first.
    pub(super) fn attachment_list(
        &self,
        record: Option<RecordId>,
    ) -> Result<Vec<AttachmentView>, Refusal> {
        let mut views = Vec::new();
        match record {
            None => {
                for (id, stored) in self.all_attachments()? {
                    views.extend(self.attachment_view(id, &stored)?);
                }
            }
            Some(record) => {
                if self.store.record(&record.to_string())?.is_none() {
                    return Err(Refusal::NoRecord {
                        id: record.to_string(),
                    });
                }
                let children = self.store.children(&record.to_string())?;
                for child in std::iter::once(record).chain(children.iter().copied()) {
                    self.attachments_of(child, &mut views)?;
                }
            }
        }
        views.sort_by_key(|view| std::cmp::Reverse((view.at, view.id)));
        Ok(views)
    }

    /// A record that was taken out takes its attachments out of sight with it.
    fn attachments_of(
        &self,
        parent: RecordId,
        views: &mut Vec<AttachmentView>,
    ) -> Result<(), Refusal> {
        let stored = self.store.record(&parent.to_string())?;
        if parent.kind == RecordKind::Attachment || stored.is_some_and(|stored| stored.is_gone()) {
            return Ok(());
        }
        for child in self.store.children(&parent.to_string())? {
            if child.kind == RecordKind::Attachment
                && let Some(stored) = self.store.record(&child.to_string())?
            {
                views.extend(self.attachment_view(child, &stored)?);
            }
        }
        Ok(())
    }

    fn all_attachments(&self) -> Result<Vec<(RecordId, StoredRecord)>, Refusal> {
        let mut all = Vec::new();
        self.store
            .records_of(RecordKind::Attachment, |id, stored| all.push((id, stored)))?;
        Ok(all)
    }

    fn attachment_view(
        &self,
        id: RecordId,
        stored: &StoredRecord,
    ) -> Result<Option<AttachmentView>, Refusal> {
        let shown = Attachment::read(&Fields(stored.state.shown()));
        let writer = stored
            .state
            .register("blake3")
            .and_then(|register| register.shown());
        let (Some(shown), Some(writer), false) = (shown, writer, stored.is_gone()) else {
            return Ok(None);
        };
        let about = shown.record.map(|record| self.title_of(record));
        Ok(Some(AttachmentView {
            id,
            record: shown.record,
            about: about.transpose()?.unwrap_or_default(),
            name: shown.name,
            media_type: shown.media_type,
            bytes: shown.bytes,
            file: shown.file,
            by: self.names.officer(&writer.by),
            device: writer.device,
            at: writer.at.moment(),
            presence: self.presence(shown.file)?,
        }))
    }

    fn presence(&self, file: FileHash) -> Result<Presence, Refusal> {
        Ok(match self.store.file(file)? {
            Some(_) => Presence::Here,
            None => Presence::Elsewhere,
        })
    }

    /// Every content that an attachment of the book has. All live values count,
    /// also where people must choose.
    fn attached_files(&self) -> Result<Vec<FileView>, Refusal> {
        let mut files: BTreeMap<FileHash, FileView> = BTreeMap::new();
        for (id, stored) in self.all_attachments()? {
            if stored.is_gone() {
                continue;
            }
            let fields = Fields(stored.state.shown());
            let bytes = fields.0.get("bytes").and_then(Value::as_u64);
            let register = stored.state.register("blake3");
            let past = self.store.past(&id.to_string())?;
            for live in register.map(|register| register.live()).unwrap_or_default() {
                let Some(file) = live.value.as_str().and_then(|hash| hash.parse().ok()) else {
                    continue;
                };
                let view = FileView {
                    file,
                    bytes: bytes.unwrap_or_default(),
                    presence: self.presence(file)?,
                    told: Vec::new(),
                };
                let told = past.op(live.op)?;
                files
                    .entry(file)
                    .or_insert(view)
                    .told
                    .extend(told.map(|at| (at.book, at.dev, at.seq)));
            }
        }
        Ok(files.into_values().collect())
    }
}

fn too_large() -> Refusal {
    FileRefusal::TooLarge {
        limit: LARGEST_FILE >> 20,
    }
    .into()
}
