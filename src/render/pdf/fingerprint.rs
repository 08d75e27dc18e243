//! A 128-bit content hash (FNV-1a) for names and file identifiers.

/// Hashes bytes by FNV-1a to 128 bits, eight at a step: names that depend on content alone, with no claim to secrecy.
pub(super) fn fingerprint(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mix = |hash: u128, step: u64| (hash ^ u128::from(step)).wrapping_mul(PRIME);
    let (steps, rest) = bytes.as_chunks::<8>();
    let whole = steps.iter().map(|it| u64::from_le_bytes(*it));
    whole
        .chain(rest.iter().map(|&byte| u64::from(byte)))
        .fold(BASIS, mix)
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn fingerprint_is_fnv_1a() {
        assert_eq!(fingerprint(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }

    #[test]
    fn every_byte_and_its_place_count() {
        let bytes: Vec<u8> = (0..100).collect();
        let whole = fingerprint(&bytes);
        for idx in 0..bytes.len() {
            let mut other = bytes.clone();
            other[idx] ^= 0x80;
            assert_ne!(fingerprint(&other), whole, "{idx}");
        }
        assert_ne!(fingerprint(&bytes[..99]), whole);
    }
}
