//! Why a line is not an op, in the words of whoever carries it.

use super::op::{MAX_DEPTH, MAX_LINE, OpFault};
use crate::phrases;

phrases! {
    /// Why a line cannot be read.
    pub enum LineWords {
        TooLong { limit: usize } => "dòng dài quá {limit} MiB", "the line is longer than {limit} MiB";
        TooDeep { limit: usize } => "dòng lồng nhau quá {limit} tầng", "the line is nested deeper than {limit} levels";
        NotNormal => "dòng không phải chữ Unicode dựng sẵn (UTF-8, NFC)", "the line is not composed Unicode (UTF-8, NFC)";
        NotAnOp { detail: String } => "dòng không phải một thay đổi của kheo ({detail})", "the line is no change of kheo ({detail})";
    }
}

impl OpFault {
    /// The fault as it is said.
    pub fn words(&self) -> LineWords {
        match self {
            Self::TooLong => LineWords::TooLong {
                limit: MAX_LINE >> 20,
            },
            Self::TooDeep => LineWords::TooDeep { limit: MAX_DEPTH },
            Self::NotNormal => LineWords::NotNormal,
            Self::NotAnOp(detail) => LineWords::NotAnOp {
                detail: crate::text::visible(detail).into_owned(),
            },
        }
    }
}
