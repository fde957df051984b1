// The fingerprint of all replications from those of its parts: a sum of 128 bits, without what runs over.
export function summed(fingerprints) {
    const sum = fingerprints.reduce((so_far, one) => so_far + BigInt("0x" + one), 0n);
    return BigInt.asUintN(128, sum).toString(16).padStart(32, "0");
}
