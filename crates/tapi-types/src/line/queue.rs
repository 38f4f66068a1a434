//! What a message says has happened to a queue.

use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// What happened to a queue: bits of `dwParam2` of the message LINE_QUEUESTATUS, page
    /// "LINEQUEUESTATUS_ Constants". One message may carry several.
    QueueStatus, "LINEQUEUESTATUS";
    /// Its statistics changed; lineGetQueueInfo has them.
    UpdateInfo = 0x1, "update_info", "LINEQUEUESTATUS_UPDATEINFO";
    /// The queue is new.
    NewQueue = 0x2, "new_queue", "LINEQUEUESTATUS_NEWQUEUE";
    /// The queue is gone.
    QueueRemoved = 0x4, "queue_removed", "LINEQUEUESTATUS_QUEUEREMOVED";
}

bits!(QueueStatus);
