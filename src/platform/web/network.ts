import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network of an address as bytes, cut after so many bits; for keyed hashes only, never stored as it is.
 * What is no address gives an empty network: all such share one.
 */
export const networkOf = (address: string, bits: { v4: number; v6: number }): Buffer => {
  if (isIPv4(address)) return cut(Buffer.from([4, ...address.split('.').map(Number)]), bits.v4)
  if (isIPv6(address)) return cut(Buffer.from([6, ...bytesOfIPv6(address)]), bits.v6)
  return Buffer.alloc(0)
}

const cut = (bytes: Buffer, bits: number): Buffer => {
  const whole = 1 + (bits >> 3)
  const kept = Buffer.from(bytes.subarray(0, whole + (bits & 7 ? 1 : 0)))
  if (bits & 7) kept[whole] = (kept[whole] ?? 0) & (0xff << (8 - (bits & 7)))
  return kept
}

const bytesOfIPv6 = (address: string): number[] => {
  const dotted = /(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const pair = (a: string | undefined, b: string | undefined) => (Number(a) * 256 + Number(b)).toString(16)
  const text =
    dotted === null ? address : `${dotted[1]}${pair(dotted[2], dotted[3])}:${pair(dotted[4], dotted[5])}`
  const [head = '', tail] = text.split('::')
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const left = groups(head)
  const right = groups(tail ?? '')
  const zeros = Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0)
  return [...left, ...zeros, ...right].flatMap((group) => [group >> 8, group & 255])
}
