//! tapi-client.
