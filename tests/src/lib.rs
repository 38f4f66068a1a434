//! What only the whole of tspmock shows. See the integration tests beside.
