//! Logarithm and decay from basic arithmetic, the same to the last bit on every machine.
//!
//! `f64::ln` and `f64::powf` differ between platforms in their last bits, and a tie broken by such a bit would change
//! a resume. Additions, products, quotients and square roots do not differ.

/// Returns about log2 of `x`, which is 1 or more: exact at powers of two, straight lines between them.
pub(super) fn log2(x: f64) -> f64 {
    let (mut rest, mut whole) = (x, 0.0);
    while rest >= 2.0 {
        rest /= 2.0;
        whole += 1.0;
    }
    whole + (rest - 1.0)
}

/// Returns about 2 to the power of `-x`, where `x` is 0 or more: exact at whole numbers, straight lines between them.
pub(super) fn halved(x: f64) -> f64 {
    let (mut rest, mut value) = (x, 1.0);
    while rest >= 1.0 && value > 0.0 {
        rest -= 1.0;
        value /= 2.0;
    }
    value * (1.0 - rest / 2.0)
}

/// Returns the sum of the values, the largest counted whole and each further one `decay` times less than the one
/// before it.
///
/// Smooth in every value, and bounded by the largest / (1 - decay) however many there are.
pub(super) fn diminishing(mut values: Vec<f64>, decay: f64) -> f64 {
    values.sort_by(|a, b| b.total_cmp(a));
    let (mut sum, mut factor) = (0.0, 1.0);
    for value in values {
        sum += value * factor;
        factor *= decay;
    }
    sum
}

/// Returns the factor by which each value counts in a [`diminishing`] sum, in the order given; ties by place.
pub(super) fn shares(values: &[f64], decay: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let mut shares = vec![0.0; values.len()];
    let mut factor = 1.0;
    for at in order {
        shares[at] = factor;
        factor *= decay;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "exact by construction")]
    fn powers_of_two_are_exact() {
        assert_eq!([1.0, 2.0, 8.0, 3.0].map(log2), [0.0, 1.0, 3.0, 1.5]);
        assert_eq!([0.0, 1.0, 3.0, 1.5].map(halved), [1.0, 0.5, 0.125, 0.375]);
        assert_eq!(halved(1e6), 0.0);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "exact by construction")]
    fn further_values_count_less() {
        assert_eq!(diminishing(vec![1.0, 4.0, 2.0], 0.5), 4.0 + 1.0 + 0.25);
        assert_eq!(shares(&[1.0, 4.0, 2.0], 0.5), [0.25, 1.0, 0.5]);
        assert_eq!(diminishing(Vec::new(), 0.5), 0.0);
    }
}
