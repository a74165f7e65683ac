//! What this installation is: its public address and the chain its members sign for.

/// Facts about the installation that go into logs and signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Public host with port if not the default, as it stands in origins: `vote.example`.
    pub host: String,
    /// `https` or `http` (local use only).
    pub scheme: String,
    /// Signing chain of the EIP-712 domain of new DAOs. No transaction is made on it.
    pub chain_id: u64,
}

impl Instance {
    /// Address of the site without a last slash: `https://vote.example`.
    pub fn base_url(&self) -> String {
        format!("{}://{}", self.scheme, self.host)
    }

    /// Origin line of a DAO's log (log.md): `vote.example/log/garden`.
    pub fn origin(&self, slug: &str) -> String {
        format!("{}/log/{slug}", self.host)
    }

    /// WebAuthn relying party id: the host without port.
    pub fn rp_id(&self) -> &str {
        self.host.split(':').next().unwrap_or(&self.host)
    }
}
