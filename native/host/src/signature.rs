//! Signatures of people's keys: Ed25519 as RFC 8032 has it, strictly. Keys of small order and numbers written in a second way are refused.

use ed25519_compact::{PublicKey, Signature};

/// Both in lower-case hex. What is not of the right length is no signature.
pub fn is_made_by(public_key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = bytes_of(public_key).map(PublicKey::new);
    let signature = bytes_of(signature).map(Signature::new);
    key.zip(signature).is_some_and(|(key, signature)| key.verify(message, &signature).is_ok())
}

fn bytes_of<const LENGTH: usize>(hex: &[u8]) -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    if hex.len() != 2 * LENGTH {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
        *byte = digit(digits[0])? << 4 | digit(digits[1])?;
    }
    Some(bytes)
}

fn digit(sign: u8) -> Option<u8> {
    match sign {
        b'0'..=b'9' => Some(sign - b'0'),
        b'a'..=b'f' => Some(sign - b'a' + 10),
        _ => None,
    }
}
