/**
 * A text as QR code (ISO/IEC 18004), byte mode, error correction L, versions 1 to 10: enough for an otpauth address.
 * Our own, because the secret it shows should pass through as little foreign code as possible.
 */

// per version, error correction L: [codewords of correction per block, [blocks, data codewords per block], …]
const versions: readonly (readonly [ecc: number, ...groups: (readonly [count: number, data: number])[]])[] = [
  [7, [1, 19]],
  [10, [1, 34]],
  [15, [1, 55]],
  [20, [1, 80]],
  [26, [1, 108]],
  [18, [2, 68]],
  [20, [2, 78]],
  [24, [2, 97]],
  [30, [2, 116]],
  [18, [2, 68], [2, 69]],
]

// centres of the alignment patterns per version
const alignment: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
]

/** Rows of modules, true is dark; undefined when the text is too long (271 bytes). */
export function qrModules(text: string): boolean[][] | undefined {
  const bytes = [...new TextEncoder().encode(text)]
  const index = versions.findIndex(([, ...groups], i) => bytes.length <= capacity(groups) - (i < 9 ? 2 : 3))
  if (index < 0) return undefined
  const codewords = interleave(dataCodewords(bytes, index), versions[index]!)
  const candidates = masks.map((mask, number) => draw(index + 1, codewords, mask, number))
  return candidates.reduce((best, next) => (penalty(next) < penalty(best) ? next : best))
}

const capacity = (groups: readonly (readonly [number, number])[]): number =>
  groups.reduce((sum, [count, data]) => sum + count * data, 0)

function dataCodewords(bytes: number[], index: number): number[] {
  const bits: number[] = []
  const push = (value: number, length: number) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1)
  }
  push(0b0100, 4)
  push(bytes.length, index < 9 ? 8 : 16)
  for (const byte of bytes) push(byte, 8)
  const [, ...groups] = versions[index]!
  const total = capacity(groups)
  push(0, Math.min(4, total * 8 - bits.length))
  while (bits.length % 8) bits.push(0)
  const words: number[] = []
  for (let i = 0; i < bits.length; i += 8) words.push(Number.parseInt(bits.slice(i, i + 8).join(''), 2))
  for (let pad = 0; words.length < total; pad ^= 1) words.push(pad ? 0x11 : 0xec)
  return words
}

function interleave(data: number[], [ecc, ...groups]: (typeof versions)[number]): number[] {
  const blocks: { data: number[]; ecc: number[] }[] = []
  let at = 0
  for (const [count, length] of groups) {
    for (let i = 0; i < count; i++) {
      const block = data.slice(at, (at += length))
      blocks.push({ data: block, ecc: correction(block, ecc) })
    }
  }
  const out: number[] = []
  const longest = Math.max(...blocks.map((block) => block.data.length))
  for (let i = 0; i < longest; i++) for (const { data: d } of blocks) if (i < d.length) out.push(d[i]!)
  for (let i = 0; i < ecc; i++) for (const block of blocks) out.push(block.ecc[i]!)
  return out
}

/** Multiplies in the field of 256 elements over x^8+x^4+x^3+x^2+1. */
function times(a: number, b: number): number {
  let product = 0
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d)
    product ^= ((b >> i) & 1) * a
  }
  return product
}

/** Remainder of the Reed-Solomon division. */
function correction(data: readonly number[], degree: number): number[] {
  const divisor = Array<number>(degree).fill(0)
  divisor[degree - 1] = 1
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    for (let j = 0; j < degree; j++) divisor[j] = times(divisor[j]!, root) ^ (divisor[j + 1] ?? 0)
  }
  const rest = Array<number>(degree).fill(0)
  for (const byte of data) {
    const factor = byte ^ rest.shift()!
    rest.push(0)
    for (let i = 0; i < degree; i++) rest[i]! ^= times(divisor[i]!, factor)
  }
  return rest
}

type Mask = (x: number, y: number) => boolean
const masks: readonly Mask[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function draw(version: number, codewords: readonly number[], mask: Mask, maskNumber: number): boolean[][] {
  const size = version * 4 + 17
  const dark = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const fixed = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const set = (x: number, y: number, value: boolean) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return
    dark[y]![x] = value
    fixed[y]![x] = true
  }
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0)
    set(i, 6, i % 2 === 0)
  }
  const ring = (cx: number, cy: number, radius: number, light: (distance: number) => boolean) => {
    for (let dy = -radius; dy <= radius; dy++)
      for (let dx = -radius; dx <= radius; dx++)
        set(cx + dx, cy + dy, !light(Math.max(Math.abs(dx), Math.abs(dy))))
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    ring(x, y, 4, (distance) => distance === 2 || distance === 4)
  const centres = alignment[version - 1]!
  for (const y of centres)
    for (const x of centres) {
      const corner = (a: number, b: number) => x === a && y === b
      if (corner(6, 6) || corner(size - 7, 6) || corner(6, size - 7)) continue
      ring(x, y, 2, (distance) => distance === 1)
    }
  drawFormat(set, size, maskNumber)
  if (version >= 7) drawVersion(set, size, version)
  drawData(dark, fixed, size, codewords, mask)
  return dark
}

type Set = (x: number, y: number, value: boolean) => void

/** Level L (01) and the mask, with ten bits of BCH correction. */
function drawFormat(set: Set, size: number, mask: number): void {
  const data = (1 << 3) | mask
  let rest = data
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537)
  const bits = ((data << 10) | rest) ^ 0x5412
  const bit = (i: number) => ((bits >> i) & 1) === 1
  for (let i = 0; i <= 5; i++) set(8, i, bit(i))
  set(8, 7, bit(6))
  set(8, 8, bit(7))
  set(7, 8, bit(8))
  for (let i = 9; i < 15; i++) set(14 - i, 8, bit(i))
  for (let i = 0; i < 8; i++) set(size - 1 - i, 8, bit(i))
  for (let i = 8; i < 15; i++) set(8, size - 15 + i, bit(i))
  set(8, size - 8, true)
}

function drawVersion(set: Set, size: number, version: number): void {
  let rest = version
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let i = 0; i < 18; i++) {
    const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)]
    set(a, b, ((bits >> i) & 1) === 1)
    set(b, a, ((bits >> i) & 1) === 1)
  }
}

/** Two columns at a time from the right, upwards and downwards by turns. */
function drawData(
  dark: boolean[][],
  fixed: boolean[][],
  size: number,
  codewords: readonly number[],
  mask: Mask,
): void {
  let at = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      for (const x of [right, right - 1]) {
        const upward = ((right + 1) & 2) === 0
        const y = upward ? size - 1 - step : step
        if (fixed[y]![x]) continue
        const bit = at < codewords.length * 8 && ((codewords[at >> 3]! >> (7 - (at & 7))) & 1) === 1
        at++
        dark[y]![x] = bit !== mask(x, y)
      }
    }
  }
}

/** How hard a pattern is to read: long runs, blocks, look-alikes of the finder, imbalance. */
function penalty(modules: readonly (readonly boolean[])[]): number {
  const size = modules.length
  let points = 0
  let darkCount = 0
  const lines = [...modules, ...modules.map((_, x) => modules.map((row) => row[x]!))]
  for (const line of lines) {
    const text = line.map((dark) => (dark ? '1' : '0')).join('')
    for (const run of text.match(/(0+|1+)/g) ?? []) if (run.length >= 5) points += run.length - 2
    points += 40 * [...text.matchAll(/(?=10111010000|00001011101)/g)].length
  }
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const here = modules[y]![x]
      if (here) darkCount++
      if (
        x &&
        y &&
        modules[y]![x - 1] === here &&
        modules[y - 1]![x] === here &&
        modules[y - 1]![x - 1] === here
      )
        points += 3
    }
  return points + Math.floor(Math.abs((darkCount * 20) / (size * size) - 10)) * 10
}
