//! A reference, a box or an [`Arc`] of a provider is a provider.
//!
//! The signatures are spelt out as `async_trait` makes them, so that the inner call's future is handed
//! on as it is and a request through a pointer costs no second allocation.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use tapi_types::LineError;

use crate::table::{line_itself, lookups, requests};
use crate::{Provider, Ticket, Verdict};

macro_rules! forward_awaited {
    ({} $(
        $name:ident($($argument:ident: $kind:ty),*) -> $output:ty, $ask:ident $fields:tt, $answer:ident;
    )+) => {$(
        fn $name<'provider, 'ticket, 'call>(
            &'provider self,
            ticket: &'ticket Ticket,
            $($argument: $kind,)*
        ) -> Pin<Box<dyn Future<Output = Result<$output, LineError>> + Send + 'call>>
        where
            'provider: 'call,
            'ticket: 'call,
            Self: 'call,
        {
            (**self).$name(ticket, $($argument),*)
        }
    )+};
}

macro_rules! forward {
    ($($pointer:ty),+) => {$(
        impl<P: Provider + ?Sized> Provider for $pointer {
            requests! { [forward_awaited] {} }
            line_itself!(self => (**self));
            lookups!(self => (**self));

            fn give_up<'provider, 'ticket, 'call>(
                &'provider self,
                ticket: &'ticket Ticket,
            ) -> Pin<Box<dyn Future<Output = Verdict> + Send + 'call>>
            where
                'provider: 'call,
                'ticket: 'call,
                Self: 'call,
            {
                (**self).give_up(ticket)
            }

            fn forget(&self, ticket: &Ticket) {
                (**self).forget(ticket);
            }
        }
    )+};
}

forward!(&P, Box<P>, Arc<P>);
