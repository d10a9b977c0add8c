/**
 * The process that touches pictures of strangers. It has no keys, no database, no environment, may read the picture
 * library alone, write nothing, start nothing, and lives for one picture: a hole in a decoder opens an empty room.
 */
import sharp, { type OutputInfo } from 'sharp'
import { type ChildAnswer, type ImageProblem, pack, unpack, type Wish } from './message.ts'

// Safety: only the decoders that we mean to use can be reached at all; libvips brings many more.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

const BEST = 80
const WORST = 30
const SMALLEST_WIDTH = 160

type Made = { bytes: Buffer; width: number; height: number }

/** The picture once decoded: every further size and quality is made from these plain pixels. */
type Pixels = { data: Buffer; info: OutputInfo }

const decode = (picture: Buffer, width: number, wish: Wish): Promise<Pixels> =>
  // Metadata is dropped because nothing keeps it: where and on which telephone a portrait was taken can find her.
  sharp(picture, { limitInputPixels: wish.maxPixels, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .resize({ width, height: wish.maxHeight, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })

const encode = async ({ data, info }: Pixels, width: number, quality: number, wish: Wish): Promise<Made> => {
  const { width: rawWidth, height: rawHeight, channels } = info
  const frame = sharp(data, { raw: { width: rawWidth, height: rawHeight, channels } }).resize({
    width,
    withoutEnlargement: true,
  })
  const coded =
    wish.format === 'webp'
      ? frame.webp({ quality, effort: 4 })
      : frame.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true })
  const made = await coded.toBuffer({ resolveWithObject: true })
  return { bytes: made.data, width: made.info.width, height: made.info.height }
}

/** The best quality that fits, by halves; when none does, narrower. The narrowest at its worst is given as it is. */
const encodeWithin = async (pixels: Pixels, wanted: number, wish: Wish): Promise<Made> => {
  const limit = wish.maxBytes ?? Infinity
  const best = await encode(pixels, wanted, BEST, wish)
  if (best.bytes.length <= limit) return best
  let { width } = best
  let fitting = await encode(pixels, width, WORST, wish)
  while (fitting.bytes.length > limit && width > SMALLEST_WIDTH) {
    // Weight follows the area: go where it should fit, a little below.
    const factor = Math.min(0.9, Math.sqrt(limit / fitting.bytes.length))
    width = Math.max(SMALLEST_WIDTH, Math.floor(width * factor))
    fitting = await encode(pixels, width, WORST, wish)
  }
  let low = WORST
  let high = BEST
  while (high - low > 7) {
    const quality = Math.round((low + high) / 2)
    const made = await encode(pixels, width, quality, wish)
    if (made.bytes.length <= limit) [fitting, low] = [made, quality]
    else high = quality
  }
  return fitting
}

const problemOf = (error: unknown): ImageProblem => {
  const message = error instanceof Error ? error.message : ''
  if (/pixel limit/i.test(message)) return 'error.image.pixels'
  return /unsupported image format/i.test(message) ? 'error.image.type' : 'error.image.broken'
}

const work = async (message: Buffer): Promise<Buffer> => {
  try {
    const { head, body } = unpack(message)
    const wish = head as Wish
    const { pages = 1 } = await sharp(body, { limitInputPixels: wish.maxPixels }).metadata()
    if (pages > 1) return pack({ ok: false, code: 'error.image.moving' } satisfies ChildAnswer)
    const pictures: Made[] = []
    const pixels = await decode(body, Math.max(...wish.widths), wish)
    for (const width of wish.widths) pictures.push(await encodeWithin(pixels, width, wish))
    const answer: ChildAnswer = {
      ok: true,
      pictures: pictures.map(({ bytes, width, height }) => ({ width, height, length: bytes.length })),
    }
    return pack(answer, ...pictures.map(({ bytes }) => bytes))
  } catch (error) {
    return pack({ ok: false, code: problemOf(error) } satisfies ChildAnswer)
  }
}

const pieces: Buffer[] = []
for await (const piece of process.stdin) pieces.push(piece as Buffer)
const answer = await work(Buffer.concat(pieces))
process.stdout.write(answer)
