//! Writers that meet the end of a disk.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use acd_core::Entry;
use acd_trace::{Flaw, Line, ScenarioText, Writer, check};

use crate::drawn::every_line;
use crate::home::{book, end, header, read_on, recorded};

/// A disk with so much room.
#[derive(Clone)]
struct Disk {
    room: usize,
    bytes: Rc<RefCell<Vec<u8>>>,
}

impl Disk {
    fn new(room: usize) -> Disk {
        Disk { room, bytes: Rc::default() }
    }
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let len = bytes.len().min(self.room - self.bytes.borrow().len());
        if len == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.borrow_mut().extend(&bytes[..len]);
        Ok(len)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write_all(disk: Disk, lines: &[Line]) -> io::Result<Disk> {
    let mut writer = Writer::new(disk, &header(), book())?;
    for line in lines {
        writer.write(&line.entry, line.step)?;
    }
    writer.finish(end(lines))
}

#[test]
fn a_full_disk_is_an_error_and_leaves_an_incomplete_recording() {
    let lines = &every_line(8)[..6];
    let whole = recorded(&book(), lines);
    for room in 0..whole.len() {
        let disk = Disk::new(room);
        let error = write_all(disk.clone(), lines).err().expect("it does not fit");
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        let bytes = disk.bytes.borrow();
        assert_eq!(bytes[..], whole[..room]);
        assert!(matches!(check(&bytes[..]), Err(Flaw::Incomplete { .. })), "{room}");
    }
    let disk = Disk::new(whole.len());
    write_all(disk.clone(), lines).expect("it just fits");
    assert_eq!(*disk.bytes.borrow(), whole);
}

#[test]
fn nothing_follows_an_error() {
    let lines = every_line(9);
    let mut long = lines.clone();
    for seed in 0..40 {
        long.extend(every_line(seed));
    }
    let disk = Disk::new(70_000);
    let mut writer = Writer::new(disk.clone(), &header(), book()).expect("there is room for the header");
    let failed = long.iter().position(|line| writer.write(&line.entry, line.step).is_err()).expect("the disk is full");
    let mut later = disk.clone();
    later.room = usize::MAX;
    for line in &long[failed..] {
        writer.write(&line.entry, line.step).expect_err("there is a gap before it");
    }
    writer.finish(end(&lines)).err().expect("a recording with a gap is not closed");
    assert_eq!(disk.bytes.borrow().len(), 70_000);
}

#[test]
fn a_writer_that_is_dropped_hands_on_what_it_has() {
    let lines = every_line(10);
    let disk = Disk::new(usize::MAX);
    let mut writer = Writer::new(disk.clone(), &header(), book()).unwrap();
    for line in &lines {
        writer.write(&line.entry, line.step).unwrap();
    }
    drop(writer);
    let (read, flaw) = read_on(&disk.bytes.borrow(), &book());
    assert_eq!(read, lines);
    let records = lines.iter().filter(|line| matches!(line.entry, Entry::Record(_))).count() as u64;
    assert!(matches!(flaw, Some(Flaw::Incomplete { records: whole, .. }) if whole == records));
}

#[test]
fn the_header_is_there_before_anything_happens() {
    let disk = Disk::new(usize::MAX);
    let writer = Writer::new(disk.clone(), &header(), book()).unwrap();
    assert!(disk.bytes.borrow().ends_with(b"}\n"));
    drop(writer);
}

#[test]
fn what_nobody_could_read_is_not_written() {
    let mut names = book();
    names.agents = vec!["x".repeat(2 << 20); 7];
    let lines = every_line(11);
    let disk = Disk::new(usize::MAX);
    let mut writer = Writer::new(disk.clone(), &header(), names).unwrap();
    let refused = lines.iter().find_map(|line| writer.write(&line.entry, line.step).err()).expect("a name is too long");
    assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);
    drop(writer);
    assert!(matches!(check(&disk.bytes.borrow()[..]), Err(Flaw::Incomplete { .. })));
}

#[test]
fn a_scenario_may_be_much_longer_than_a_line() {
    let mut header = header();
    header.scenario = ScenarioText::new("long", "\"\n".repeat(2 << 20));
    let recording = Writer::new(Vec::new(), &header, book()).unwrap().finish(end(&[])).unwrap();
    assert_eq!(check(&recording[..]).unwrap().header, header);
}
