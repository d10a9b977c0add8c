/** What parent and child say to each other: four bytes with the length of a JSON head, the head, then plain bytes. */

export interface Wish {
  widths: number[]
  /** pixels; what is higher becomes narrower too */
  maxHeight?: number
  format: 'webp' | 'jpeg'
  maxPixels: number
  /** bytes of each picture; quality goes down until it fits, then the width */
  maxBytes?: number
}

export interface MadePicture {
  width: number
  height: number
  length: number
}

export type ChildAnswer = { ok: true; pictures: MadePicture[] } | { ok: false; code: ImageProblem }

export type ImageProblem =
  | 'error.image.type'
  | 'error.image.moving'
  | 'error.image.pixels'
  | 'error.image.broken'
  | 'error.image.slow'
  | 'error.image.large'

export const pack = (head: unknown, ...bodies: Uint8Array[]): Buffer => {
  const json = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(json.length)
  return Buffer.concat([length, json, ...bodies])
}

/** Throws when the message is cut short or its head is no JSON. */
export const unpack = (message: Buffer): { head: unknown; body: Buffer } => {
  const length = message.readUInt32BE(0)
  if (length > message.length - 4) throw new RangeError('message cut short')
  return { head: JSON.parse(message.toString('utf8', 4, 4 + length)), body: message.subarray(4 + length) }
}
