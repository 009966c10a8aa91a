//! The key of an installation: it signs the head of the chain when lines
//! leave the machine.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::chain::ChainHash;
use super::id::{BookId, DeviceId};

/// What a bundle's manifest is signed for.
pub const MANIFEST_PURPOSE: &str = "bundle manifest";

/// What a receipt is signed for.
pub const RECEIPT_PURPOSE: &str = "receipt";

/// The secret key of this installation.
#[derive(Clone)]
pub struct DeviceKey(SigningKey);

/// The public key of an installation; its hash is the device's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DevicePublicKey(pub [u8; 32]);

/// A device's signature over the head of one of its chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadSignature(pub [u8; 64]);

impl DeviceKey {
    /// A key from 32 secret bytes; fresh ones must come from the system's randomness.
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&secret))
    }

    /// The secret bytes, for the store alone.
    pub fn secret(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    pub fn public(&self) -> DevicePublicKey {
        DevicePublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs that line `seq` of this device in `book` ends the chain in `head`.
    pub fn sign_head(&self, book: BookId, seq: u64, head: ChainHash) -> HeadSignature {
        let message = head_message(book, self.public().device(), seq, head);
        HeadSignature(self.0.sign(&message).to_bytes())
    }

    /// Signs bytes made for `purpose`, for example a bundle's manifest.
    pub fn sign(&self, purpose: &str, bytes: &[u8]) -> HeadSignature {
        HeadSignature(self.0.sign(&purpose_message(purpose, bytes)).to_bytes())
    }
}

impl DevicePublicKey {
    /// The device that this key belongs to.
    pub fn device(self) -> DeviceId {
        let mut id = [0; 16];
        id.copy_from_slice(&blake3::hash(&self.0).as_bytes()[..16]);
        DeviceId(id)
    }

    /// Whether this device signed that head.
    pub fn signed_head(
        self,
        book: BookId,
        seq: u64,
        head: ChainHash,
        signature: &HeadSignature,
    ) -> bool {
        self.verify(&head_message(book, self.device(), seq, head), signature)
    }

    /// Whether this device signed those bytes for `purpose`.
    pub fn signed(self, purpose: &str, bytes: &[u8], signature: &HeadSignature) -> bool {
        self.verify(&purpose_message(purpose, bytes), signature)
    }

    fn verify(self, message: &[u8], signature: &HeadSignature) -> bool {
        VerifyingKey::from_bytes(&self.0).is_ok_and(|key| {
            key.verify_strict(message, &Signature::from_bytes(&signature.0))
                .is_ok()
        })
    }
}

fn head_message(book: BookId, device: DeviceId, seq: u64, head: ChainHash) -> Vec<u8> {
    let mut message = b"kheo chain head v1\0".to_vec();
    message.extend_from_slice(book.0.as_bytes());
    message.extend_from_slice(&device.0);
    message.extend_from_slice(&seq.to_le_bytes());
    message.extend_from_slice(&head.0);
    message
}

fn purpose_message(purpose: &str, bytes: &[u8]) -> Vec<u8> {
    let mut message = format!("kheo {purpose} v1\0").into_bytes();
    message.extend_from_slice(blake3::hash(bytes).as_bytes());
    message
}

/// Text form of keys and signatures: hexadecimal digits.
macro_rules! hex_serde {
    ($name:ident, $length:literal) => {
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let hex: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
                serializer.serialize_str(&hex)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let fault = || serde::de::Error::custom("not a key or signature");
                if text.len() != $length * 2 || !text.is_ascii() {
                    return Err(fault());
                }
                let mut bytes = [0; $length];
                for (at, byte) in bytes.iter_mut().enumerate() {
                    *byte =
                        u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).map_err(|_| fault())?;
                }
                Ok(Self(bytes))
            }
        }
    };
}

hex_serde!(DevicePublicKey, 32);
hex_serde!(HeadSignature, 64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_head_alone() {
        let key = DeviceKey::from_secret([7; 32]);
        let book = BookId(uuid::Uuid::from_u128(1));
        let head = ChainHash::default().then(b"line");
        let signature = key.sign_head(book, 1, head);
        let public = key.public();
        assert!(public.signed_head(book, 1, head, &signature));
        assert!(!public.signed_head(book, 2, head, &signature));
        assert!(!public.signed_head(BookId(uuid::Uuid::from_u128(2)), 1, head, &signature));
        assert!(!public.signed_head(book, 1, head.then(b"more"), &signature));
        assert!(
            !DeviceKey::from_secret([8; 32])
                .public()
                .signed_head(book, 1, head, &signature)
        );
    }

    #[test]
    fn keys_and_signatures_read_back_from_json() {
        let key = DeviceKey::from_secret([7; 32]);
        let signature = key.sign("manifest", b"bytes");
        let json = serde_json::to_string(&(key.public(), signature)).unwrap();
        let (public, read): (DevicePublicKey, HeadSignature) = serde_json::from_str(&json).unwrap();
        assert!(public.signed("manifest", b"bytes", &read));
        assert!(!public.signed("receipt", b"bytes", &read));
    }
}
