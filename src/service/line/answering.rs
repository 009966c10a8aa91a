//! The owner's end of a line: greets the session, takes its requests, sends
//! the answers as they come, in whatever order that is.

use std::io::{Read, Write};
use std::sync::Arc;
use std::thread;

use super::super::refusal::Refusal;
use super::super::request::{Reply, Request};
use super::super::wire::{self, Call, Hello, PROTOCOL, Said, WireFault};
use super::super::worker::{Client, Progress};
use super::outbox::Outbox;

/// Whoever answers the requests of one session.
pub trait Answers {
    /// Takes a request; `answer` is called exactly once, on any thread.
    fn take(
        &self,
        number: u64,
        request: Request,
        report: impl Fn(Progress) + Send + 'static,
        answer: impl FnOnce(Result<Reply, Refusal>) + Send + 'static,
    );
}

impl Answers for Client {
    fn take(
        &self,
        _number: u64,
        request: Request,
        report: impl Fn(Progress) + Send + 'static,
        answer: impl FnOnce(Result<Reply, Refusal>) + Send + 'static,
    ) {
        self.send(request, report, answer);
    }
}

/// Serves one session until it hangs up: every request that it sent whole is
/// answered before this returns, as long as it listens.
///
/// # Errors
/// The session said what no session says; it was told so. It hung up within a
/// frame.
pub fn serve(
    mut read: impl Read,
    mut write: impl Write + Send,
    answers: &impl Answers,
) -> Result<(), WireFault> {
    greet(&mut read, &mut write)?;
    let outbox = Arc::new(Outbox::default());
    thread::scope(|scope| {
        scope.spawn(|| post(&outbox, &mut write));
        let taken = take_all(&mut read, &outbox, answers);
        if let Err(WireFault::TooLong { .. } | WireFault::Garbage(_)) = &taken {
            // What else is said after this cannot be made out.
            let refusal = taken.as_ref().err().map(why);
            refusal
                .into_iter()
                .for_each(|why| outbox.put(Said::Refused(why)));
        }
        outbox.finish();
        taken
    })
}

/// The first frames of both ends.
///
/// # Errors
/// The other end is of another version, or no session at all.
pub fn greet(read: &mut impl Read, write: &mut impl Write) -> Result<Hello, WireFault> {
    match wire::read(read) {
        Ok(Some(Call::Hello(hello))) if hello.protocol == PROTOCOL => {
            let program = env!("CARGO_PKG_VERSION").to_owned();
            wire::write(
                write,
                &Said::Welcome {
                    protocol: PROTOCOL,
                    program,
                },
            )?;
            Ok(hello)
        }
        Ok(Some(Call::Hello(hello))) => {
            let refusal = Refusal::OtherVersion {
                theirs: hello.protocol,
                ours: PROTOCOL,
            };
            wire::write(write, &Said::Refused(refusal))?;
            Err(WireFault::Garbage(format!("protocol {}", hello.protocol)))
        }
        Ok(Some(Call::Ask { .. })) => {
            refuse_greeting(write, WireFault::Garbage("no greeting".to_owned()))
        }
        Ok(None) => Err(WireFault::CutShort),
        Err(fault) => refuse_greeting(write, fault),
    }
}

fn refuse_greeting(write: &mut impl Write, fault: WireFault) -> Result<Hello, WireFault> {
    // Whoever speaks otherwise need not listen either.
    let _ = wire::write(write, &Said::Refused(why(&fault)));
    Err(fault)
}

fn why(fault: &WireFault) -> Refusal {
    match fault {
        WireFault::TooLong { bytes, longest } => Refusal::TooLarge {
            bytes: *bytes,
            longest: *longest,
        },
        other => Refusal::OtherProgram {
            why: other.to_string(),
        },
    }
}

fn take_all(
    read: &mut impl Read,
    outbox: &Arc<Outbox>,
    answers: &impl Answers,
) -> Result<(), WireFault> {
    while outbox.admit() {
        let (number, request) = match wire::read(read) {
            Ok(Some(Call::Ask { number, request })) => (number, request),
            ended => {
                outbox.unadmit();
                return match ended {
                    Ok(None) => Ok(()),
                    Ok(Some(_)) => Err(WireFault::Garbage("a second greeting".to_owned())),
                    Err(fault) => Err(fault),
                };
            }
        };
        let news = Arc::clone(outbox);
        let post = Arc::clone(outbox);
        answers.take(
            number,
            *request,
            move |progress| news.put(Said::Progress { number, progress }),
            move |answer| {
                post.put(Said::Answer {
                    number,
                    answer: answer.map(Box::new),
                });
            },
        );
    }
    Ok(())
}

/// Sends what waits until there is nothing more, or nobody listens.
fn post(outbox: &Outbox, write: &mut impl Write) {
    while let Some(said) = outbox.next() {
        if send(write, &said).is_err() {
            return outbox.break_off();
        }
        outbox.sent(&said);
    }
}

/// An answer too long for a frame is answered as such.
fn send(write: &mut impl Write, said: &Said) -> Result<(), WireFault> {
    match (wire::write(write, said), said) {
        (Err(fault @ WireFault::TooLong { .. }), Said::Answer { number, .. }) => {
            let answer = Err(fault.into());
            wire::write(
                write,
                &Said::Answer {
                    number: *number,
                    answer,
                },
            )
        }
        (sent, _) => sent,
    }
}
