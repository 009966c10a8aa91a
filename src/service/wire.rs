//! Frames: how requests and replies travel over a stream of bytes. A frame is
//! its length in four bytes, most significant first, then one JSON document.
//! A length is judged before anything is set aside for it.

use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::client::Progress;
use super::hub::Push;
use super::refusal::Refusal;
use super::request::{Reply, Request};

/// Version of the frames. Both ends say it before anything else.
pub const PROTOCOL: u32 = 1;

/// Longest frame, in bytes: the requests that carry a whole bundle are longest.
pub const LONGEST: usize = 256 << 20;

/// How long a frame may take that has begun, in seconds: this, and a second
/// more for every [`SLOWEST`] bytes.
const GRACE: u64 = 30;

/// Bytes in a second of the slowest line.
const SLOWEST: u64 = 8 << 10;

/// Read at a time.
const MOUTHFUL: usize = 64 << 10;

/// Set aside at first for a frame, whatever length it claims: the rest follows
/// as bytes really arrive.
const FIRST_HELPING: usize = 64 << 10;

/// What a session says to the owner of the book.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Call {
    /// The first frame.
    Hello(Hello),
    /// A request. Numbers grow within a session, and a request that is sent
    /// again over a new line keeps its number: a change is done once a number.
    Ask { number: u64, request: Box<Request> },
}

/// A [`Call`] that is only sent, and need not own its request.
#[derive(Debug, Serialize)]
#[serde(rename = "Call")]
pub enum Calling<'a> {
    Hello(&'a Hello),
    Ask { number: u64, request: &'a Request },
}

/// Who calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    pub protocol: u32,
    /// Version of the program, for the other's log.
    pub program: String,
    /// Stays the same when the session calls again after a dropped line.
    pub session: Uuid,
}

impl Hello {
    /// This program's, for a session.
    pub fn of(session: Uuid) -> Self {
        Self {
            protocol: PROTOCOL,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            session,
        }
    }
}

/// What the owner of the book says to a session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Said {
    /// The answer to the first frame: requests are welcome.
    Welcome { protocol: u32, program: String },
    /// The line is closed after this, and why.
    Refused(Refusal),
    /// A long request has come this far.
    Progress { number: u64, progress: Progress },
    /// The one answer to a request.
    Answer {
        number: u64,
        answer: Result<Box<Reply>, Refusal>,
    },
    /// Something that was not asked.
    Pushed(Push),
}

/// Why a frame could not be read or written. The line is of no use after it.
#[derive(Debug, thiserror::Error)]
pub enum WireFault {
    #[error("a frame of {bytes} bytes is longer than {longest}")]
    TooLong { bytes: usize, longest: usize },
    #[error("the line ended within a frame")]
    CutShort,
    #[error("a frame takes too long to arrive")]
    TooSlow,
    #[error("a frame that says nothing known: {0}")]
    Garbage(String),
    /// The session was not welcome, and was told why.
    #[error("refused: {0:?}")]
    Refused(Box<Refusal>),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<WireFault> for Refusal {
    fn from(fault: WireFault) -> Self {
        match fault {
            WireFault::TooLong { bytes, longest } => Self::TooLarge { bytes, longest },
            WireFault::CutShort | WireFault::TooSlow | WireFault::Io(_) => Self::Gone,
            WireFault::Garbage(why) => Self::OtherProgram { why },
            WireFault::Refused(refusal) => *refusal,
        }
    }
}

/// Reads one frame; `None` when the line ended between two frames.
///
/// # Errors
/// The frame is too long, cut short, or not what was expected.
pub fn read<T: DeserializeOwned>(stream: &mut impl Read) -> Result<Option<T>, WireFault> {
    let Some(length) = read_length(stream)? else {
        return Ok(None);
    };
    read_body(stream, length).map(Some)
}

/// Reads the first frame, for which nobody need wait longer than the line does.
///
/// # Errors
/// As [`read`]; and silence.
pub fn read_greeting<T: DeserializeOwned>(stream: &mut impl Read) -> Result<Option<T>, WireFault> {
    let Some(length) = length_after(stream, Silence::IsAFault)? else {
        return Ok(None);
    };
    read_body(stream, length).map(Some)
}

/// Reads the length of the next frame; `None` when the line ended before it.
///
/// # Errors
/// The length is beyond [`LONGEST`], or the line ended within it.
pub fn read_length(stream: &mut impl Read) -> Result<Option<usize>, WireFault> {
    length_after(stream, Silence::IsAllowed)
}

/// Silence before a frame, where the line has a limit for it at all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Silence {
    /// A session may think as long as it likes.
    IsAllowed,
    IsAFault,
}

fn length_after(stream: &mut impl Read, silence: Silence) -> Result<Option<usize>, WireFault> {
    let mut length = [0; 4];
    let mut have = 0;
    while let Some(rest) = length.get_mut(have..).filter(|rest| !rest.is_empty()) {
        match stream.read(rest) {
            Ok(0) if have == 0 => return Ok(None),
            Ok(0) => return Err(WireFault::CutShort),
            Ok(count) => have += count,
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            Err(fault) if have == 0 && silence == Silence::IsAllowed && is_timeout(&fault) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    let bytes = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if bytes > LONGEST {
        return Err(WireFault::TooLong {
            bytes,
            longest: LONGEST,
        });
    }
    Ok(Some(bytes))
}

/// Reads a frame's document of `length` bytes.
///
/// # Errors
/// The line ended before its end, or it is not what was expected.
pub fn read_body<T: DeserializeOwned>(
    stream: &mut impl Read,
    length: usize,
) -> Result<T, WireFault> {
    let mut body = Vec::with_capacity(length.min(FIRST_HELPING));
    let until = Instant::now() + Duration::from_secs(GRACE + length as u64 / SLOWEST);
    let mut mouthful = vec![0; length.min(MOUTHFUL)];
    while body.len() < length {
        let wanted = (length - body.len()).min(mouthful.len());
        let helping = mouthful.get_mut(..wanted).unwrap_or_default();
        // Once at a time: a line that gives a byte now and then must not keep
        // us in here for ever.
        match stream.read(helping) {
            Ok(0) => return Err(WireFault::CutShort),
            Ok(count) => body.extend_from_slice(helping.get(..count).unwrap_or_default()),
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault.into()),
        }
        if Instant::now() > until {
            return Err(WireFault::TooSlow);
        }
    }
    serde_json::from_slice(&body).map_err(|fault| WireFault::Garbage(fault.to_string()))
}

fn is_timeout(fault: &std::io::Error) -> bool {
    matches!(fault.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// A message as a frame.
///
/// # Errors
/// It is too long to be sent.
pub fn frame(message: &impl Serialize) -> Result<Vec<u8>, WireFault> {
    let mut frame = vec![0; 4];
    serde_json::to_writer(&mut frame, message)
        .map_err(|fault| WireFault::Garbage(fault.to_string()))?;
    let bytes = frame.len() - 4;
    let too_long = WireFault::TooLong {
        bytes,
        longest: LONGEST,
    };
    let length = u32::try_from(bytes)
        .ok()
        .filter(|_| bytes <= LONGEST)
        .ok_or(too_long)?;
    frame[..4].copy_from_slice(&length.to_be_bytes());
    Ok(frame)
}

/// Writes a message as one frame, in one write.
///
/// # Errors
/// It is too long to be sent, or nobody listens.
pub fn write(stream: &mut impl Write, message: &impl Serialize) -> Result<(), WireFault> {
    stream.write_all(&frame(message)?)?;
    Ok(stream.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hello() -> Call {
        Call::Hello(Hello::of(Uuid::nil()))
    }

    #[test]
    fn frames_follow_each_other_and_end_cleanly() {
        let mut line = Vec::new();
        for number in 1..=3 {
            let request = &Request::Book;
            write(&mut line, &Calling::Ask { number, request }).unwrap();
        }
        let mut line = line.as_slice();
        for expected in 1..=3 {
            let Some(Call::Ask { number, .. }) = read(&mut line).unwrap() else {
                panic!("a frame is missing");
            };
            assert_eq!(number, expected);
        }
        assert!(read::<Call>(&mut line).unwrap().is_none());
    }

    #[test]
    fn a_frame_cut_anywhere_is_cut_short() {
        let mut line = Vec::new();
        write(&mut line, &hello()).unwrap();
        for length in 1..line.len() {
            let fault = read::<Call>(&mut &line[..length]).unwrap_err();
            assert!(matches!(fault, WireFault::CutShort), "{length}: {fault}");
        }
    }

    #[test]
    fn a_length_beyond_the_longest_is_refused_before_the_body() {
        let claims = u32::MAX.to_be_bytes();
        let fault = read::<Call>(&mut claims.as_slice()).unwrap_err();
        assert!(matches!(fault, WireFault::TooLong { .. }), "{fault}");
        // Another protocol's greeting reads as a length far too long.
        let fault = read::<Call>(&mut b"GET / HTTP/1.1\r\n".as_slice()).unwrap_err();
        assert!(matches!(fault, WireFault::TooLong { .. }), "{fault}");
    }

    #[test]
    fn a_great_length_without_bytes_takes_no_memory() {
        let mut claims = u32::try_from(LONGEST).unwrap().to_be_bytes().to_vec();
        claims.extend_from_slice(b"{\"Hello\"");
        let fault = read::<Call>(&mut claims.as_slice()).unwrap_err();
        assert!(matches!(fault, WireFault::CutShort), "{fault}");
    }

    /// Gives one byte at a time, and is interrupted after each.
    struct Trickle<'a>(&'a [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            self.1 += 1;
            if self.1.is_multiple_of(2) {
                return Err(ErrorKind::Interrupted.into());
            }
            self.0.read(&mut into[..1])
        }
    }

    #[test]
    fn a_frame_that_trickles_is_read_to_its_end() {
        let mut line = Vec::new();
        write(&mut line, &hello()).unwrap();
        let said: Option<Call> = read(&mut Trickle(&line, 0)).unwrap();
        assert!(matches!(said, Some(Call::Hello(_))));
    }

    /// Says nothing for as long as the line waits, and then again nothing.
    struct Silent(usize);

    impl Read for Silent {
        fn read(&mut self, _into: &mut [u8]) -> std::io::Result<usize> {
            self.0 += 1;
            match self.0 {
                1..3 => Err(ErrorKind::WouldBlock.into()),
                _ => Ok(0),
            }
        }
    }

    #[test]
    fn silence_is_allowed_between_frames_and_not_before_the_greeting() {
        assert!(read::<Call>(&mut Silent(0)).unwrap().is_none());
        let fault = read_greeting::<Call>(&mut Silent(0)).unwrap_err();
        assert!(matches!(fault, WireFault::Io(_)), "{fault}");
    }

    #[test]
    fn garbage_is_named_and_not_taken_for_a_request() {
        for body in ["", "null", "{}", "{\"Ask\":{}}", "\u{0}\u{1}", "[[[[["] {
            let mut line = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
            line.extend_from_slice(body.as_bytes());
            let fault = read::<Call>(&mut line.as_slice()).unwrap_err();
            assert!(matches!(fault, WireFault::Garbage(_)), "{body}: {fault}");
        }
        let deep = "[".repeat(100_000);
        let mut line = u32::try_from(deep.len()).unwrap().to_be_bytes().to_vec();
        line.extend_from_slice(deep.as_bytes());
        let fault = read::<Call>(&mut line.as_slice()).unwrap_err();
        assert!(matches!(fault, WireFault::Garbage(_)), "{fault}");
    }
}
