//! Everything that can be done with bytes that somebody sent. It must hold, and must not panic, whatever they are.

use std::fmt::Debug;

use tapi_abi::{Encoding, LineProxyRequest, LineProxyRequestView, Structure, View};

/// Reads bytes as a structure in every way; what can be read is the same when it was written and read again. Says how
/// often it could be read.
pub(crate) fn structure<S: Structure + PartialEq + Debug>(bytes: &[u8]) -> usize {
    let ways = [Encoding::Utf16, Encoding::Ansi].map(|way| [S::read_in(bytes, way), S::read_argument(bytes, way)]);
    let mut count = 0;
    for read in ways.into_iter().flatten() {
        match read {
            Ok(view) => {
                again(view);
                count += 1;
            }
            Err(malformed) => assert!(!malformed.to_string().is_empty() && malformed.at <= bytes.len()),
        }
    }
    count
}

fn again<S: Structure + PartialEq + Debug>(view: View<'_, S>) {
    let value = S::from(view);
    let written = value.to_bytes().expect("what was read is not too long");
    assert!(written.len() <= view.bytes().len(), "nothing is longer than it was");
    let read = S::read_in(&written, view.encoding()).expect("what was written can be read");
    assert_eq!(read.written().used, read.written().total);
    assert!(!read.written().left_out() && !read.written().was_too_small());
    assert_eq!(S::from(read), value);
}

/// Reads bytes as a request; what can be read is the same when it was written and read again, and has a place for the
/// answer.
pub(crate) fn request(bytes: &[u8]) {
    match LineProxyRequest::read(bytes) {
        Ok(view) => request_again(view),
        Err(malformed) => assert!(!malformed.to_string().is_empty() && malformed.at <= bytes.len()),
    }
}

fn request_again(view: LineProxyRequestView<'_>) {
    let request = LineProxyRequest::from(view);
    let range = view.arm.answer_range();
    assert!(range.end <= view.bytes.len());
    let mut copy = view.bytes.to_vec();
    let room = LineProxyRequest::answer_room(&mut copy).expect("it is the same request");
    assert_eq!(room.len(), range.len());
    let written = request.to_bytes().expect("what was read is not too long");
    let read = LineProxyRequest::read(&written).expect("what was written can be read");
    assert_eq!(LineProxyRequest::from(read), request);
    assert_eq!(read.arm.request_type(), view.arm.request_type());
}
