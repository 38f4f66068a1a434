//! What opens lines on a device.

use std::sync::Arc;

use tapi_types::LineError;
use tapi_types::line::ProxyRequestType;
use tsp_provider::{Client, Device, OpenOptions, Provider};

/// A line device: lineOpen goes to it. [`Device`] is one, on which applications and proxies meet.
///
/// A closure is one too:
///
/// ```
/// use std::sync::Arc;
/// use tapi_line::Opener;
/// use tapi_types::{LineError, line::ProxyRequestType};
/// use tsp_provider::{Client, Provider};
///
/// struct Silent;
/// impl Provider for Silent {}
///
/// let opener = |client: &Client, _: &[ProxyRequestType]| -> Result<Arc<dyn Provider>, LineError> {
///     if client.user == "guest" { Err(LineError::ALLOCATED) } else { Ok(Arc::new(Silent)) }
/// };
/// assert!(opener.open(&Client::default(), &[]).is_ok());
/// ```
pub trait Opener: Send + Sync {
    /// Opens a line for a client, as a proxy for the types of request that are listed.
    ///
    /// # Errors
    /// [`LineError::NOTREGISTERED`] for a type that has a proxy already, [`LineError::OPERATIONUNAVAIL`] where there can be
    /// none, and whatever else lineOpen lists.
    fn open(&self, client: &Client, serves: &[ProxyRequestType]) -> Result<Arc<dyn Provider>, LineError>;
}

impl<F> Opener for F
where
    F: Fn(&Client, &[ProxyRequestType]) -> Result<Arc<dyn Provider>, LineError> + Send + Sync,
{
    fn open(&self, client: &Client, serves: &[ProxyRequestType]) -> Result<Arc<dyn Provider>, LineError> {
        self(client, serves)
    }
}

impl Opener for Device {
    fn open(&self, client: &Client, serves: &[ProxyRequestType]) -> Result<Arc<dyn Provider>, LineError> {
        let options = OpenOptions { client: client.clone(), proxy_for: serves.to_vec(), handler: None };
        let line = Device::open(self, options)?;
        Ok(Arc::new(line))
    }
}

/// A device that is one provider, which all its lines share. It takes no proxies.
pub struct Single {
    provider: Arc<dyn Provider>,
}

impl Single {
    /// The device of a provider. When one of its lines closes, the provider does.
    pub fn device(provider: Arc<dyn Provider>) -> Arc<dyn Opener> {
        Arc::new(Single { provider })
    }
}

impl Opener for Single {
    fn open(&self, _: &Client, serves: &[ProxyRequestType]) -> Result<Arc<dyn Provider>, LineError> {
        if serves.is_empty() { Ok(Arc::clone(&self.provider)) } else { Err(LineError::OPERATIONUNAVAIL) }
    }
}
