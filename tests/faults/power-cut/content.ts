/** Bytes by which update `n` is known again, of various lengths. */
export function contentOf(n: number): Uint8Array {
  return new TextEncoder().encode(`${n}:`.repeat(1 + (n % 90)))
}
