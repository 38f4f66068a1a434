//! The events about queues.

use crate::constant::constants;

constants! {
    /// What happened to a queue: ITQueueEvent::get_Event, page "ACDQUEUE_EVENT enumeration (tapi3cc.h)".
    AcdQueueEvent, "ACDQUEUE_EVENT";
    /// The queue is new.
    NewQueue = 0, "new_queue", "ACDQE_NEW_QUEUE";
    /// The queue is gone; its methods answer TAPI_E_CALLCENTER_QUEUE_REMOVED.
    QueueRemoved = 1, "queue_removed", "ACDQE_QUEUE_REMOVED";
}
