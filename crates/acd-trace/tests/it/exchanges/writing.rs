//! Writers that meet the end of a disk, and each other.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use acd_trace::{ExchangeWriter, Flaw, Kind, read_exchanges};
use tapi_types::GroupId;
use tsp_provider::{Answer, Outcome, QueueEntry};

use super::every::a_few;
use super::{kind, write_all, written};

/// A disk with so much room, seen from outside.
#[derive(Clone, Default)]
struct Disk {
    room: usize,
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.bytes.lock().unwrap();
        let len = bytes.len().min(self.room - kept.len());
        if len == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        kept.extend(&bytes[..len]);
        Ok(len)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_and_leaves_an_incomplete_file() {
    let exchanges = a_few();
    let whole = written(&exchanges);
    for room in 0..=whole.len() {
        let disk = Disk { room, ..Disk::default() };
        let finished = ExchangeWriter::new(disk.clone()).and_then(|writer| {
            write_all(&writer, &exchanges);
            writer.finish()
        });
        let bytes = disk.bytes.lock().unwrap();
        assert_eq!(bytes[..], whole[..room], "nothing follows an error");
        assert_eq!(
            finished.err().map(|error| error.kind()),
            (room < whole.len()).then_some(io::ErrorKind::StorageFull)
        );
        assert_eq!(kind(&bytes), (room < whole.len()).then_some(Kind::Incomplete));
    }
}

#[test]
fn what_nobody_could_read_is_not_written() {
    let mut exchanges = a_few();
    let entry = QueueEntry { name: "q".repeat(2 << 20), group: GroupId::at(0), removed: false };
    exchanges[1].outcome = Outcome::Answered(Answer::QueueEntry(Some(entry)));
    let disk = Disk { room: usize::MAX, ..Disk::default() };
    let writer = ExchangeWriter::new(disk.clone()).unwrap();
    write_all(&writer, &exchanges);
    assert_eq!(writer.finish().err().map(|error| error.kind()), Some(io::ErrorKind::InvalidInput));
    let Err(Flaw::Incomplete { records: 1, .. }) = read_exchanges(&disk.bytes.lock().unwrap()[..]) else { panic!() };
}

#[test]
fn sinks_write_from_any_thread_until_the_end() {
    let exchanges = a_few();
    let disk = Disk { room: usize::MAX, ..Disk::default() };
    let writer = ExchangeWriter::new(disk.clone()).unwrap();
    std::thread::scope(|scope| {
        for exchange in exchanges.clone() {
            let sink = writer.sink();
            scope.spawn(move || sink(exchange));
        }
    });
    let late = writer.sink();
    writer.finish().unwrap();
    late(exchanges[0].clone());
    assert_eq!(read_exchanges(&disk.bytes.lock().unwrap()[..]).unwrap(), exchanges);
}

#[test]
fn without_its_end_a_file_has_all_that_was_over() {
    let exchanges = a_few();
    let disk = Disk { room: usize::MAX, ..Disk::default() };
    let writer = ExchangeWriter::new(disk.clone()).unwrap();
    write_all(&writer, &exchanges);
    let bytes = disk.bytes.lock().unwrap().clone();
    let Err(Flaw::Incomplete { records, .. }) = read_exchanges(&bytes[..]) else { panic!() };
    assert_eq!(records, exchanges.len() as u64);
    writer.finish().unwrap();
}
