import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { buildFolder, projectRoot } from '../paths.ts'
import { Overloaded } from '../web/errors.ts'
import { type ChildAnswer, type ImageProblem, pack, unpack, type Wish } from './message.ts'
import { sniffImage } from './sniff.ts'

export type { ImageProblem } from './message.ts'

export interface ImageWish {
  /** pixels of the original, width times height; 40 million unless told */
  maxPixels?: number
  maxWidth: number
  maxHeight?: number
  format?: 'webp' | 'jpeg'
  /** bytes that the picture may weigh: 60,000 for a hero image */
  maxBytes?: number
}

export interface Picture {
  bytes: Buffer
  width: number
  height: number
  type: 'image/webp' | 'image/jpeg'
}

/** The picture cannot be taken; the code is the message for whoever uploaded it. */
export class ImageRefused extends Error {
  readonly code: ImageProblem
  constructor(code: ImageProblem) {
    super(code)
    this.name = 'ImageRefused'
    this.code = code
  }
}

const MAX_INPUT = 20 * 1024 * 1024
const MAX_OUTPUT = 20 * 1024 * 1024
const MAX_MEMORY = 768 * 1024 * 1024

export interface Limits {
  milliseconds: number
  memoryBytes: number
}

const usual: Limits = { milliseconds: 10_000, memoryBytes: MAX_MEMORY }

/**
 * Re-encodes a picture of a stranger in a child process without keys, database or environment: orientation applied,
 * metadata gone. Throws ImageRefused, or Overloaded when too many wait. Never call it inside a transaction.
 */
export const reencodeImage = async (bytes: Uint8Array, wish: ImageWish, limits = usual): Promise<Picture> => {
  const [picture] = await reencodeAtWidths(bytes, { ...wish, widths: [wish.maxWidth] }, limits)
  if (picture === undefined) throw new ImageRefused('error.image.broken')
  return picture
}

/**
 * The same at several widths for `srcset`, in the order asked for. A width beyond the original's gives the original's,
 * so two pictures may be alike.
 */
export const reencodeAtWidths = async (
  bytes: Uint8Array,
  wish: Omit<ImageWish, 'maxWidth'> & { widths: number[] },
  limits = usual,
): Promise<Picture[]> => {
  if (bytes.length > MAX_INPUT) throw new ImageRefused('error.image.large')
  if (sniffImage(bytes) === undefined) throw new ImageRefused('error.image.type')
  const { format = 'webp', maxPixels = 40_000_000, maxHeight, maxBytes, widths } = wish
  const request: Wish = {
    ...{ format, maxPixels, widths },
    ...(maxHeight === undefined ? {} : { maxHeight }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  }
  const { answer, body } = await inTurn(() => ask(pack(request, bytes), limits))
  if (!answer.ok) throw new ImageRefused(answer.code)
  let at = 0
  return answer.pictures.map(({ width, height, length }) => {
    const picture = Buffer.from(body.subarray(at, (at += length)))
    // Safety: the child is not believed either: what it gives must be what we are about to serve.
    if (sniffImage(picture) !== format || picture.length !== length)
      throw new ImageRefused('error.image.broken')
    return { bytes: picture, width, height, type: `image/${format}` }
  })
}

const children = 2
const waiting: (() => void)[] = []
let running = 0

/** At most two children at once: each may take a core and some hundred megabytes. */
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= children) {
    if (waiting.length >= 20) throw new Overloaded(10)
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }
}

const entry =
  buildFolder === undefined
    ? path.join(projectRoot, 'src/platform/sandbox/child.ts')
    : path.join(buildFolder, 'staff/sandbox.mjs')

/** What the child may do: read the picture library and itself. No writing, no children, no threads, no inspector. */
export const sandboxFlags: readonly string[] = [
  '--permission',
  // Safety: sharp is native code, which the permission model does not hold; separate system users do (SECURITY.md).
  '--allow-addons',
  `--allow-fs-read=${path.dirname(entry)}`,
  `--allow-fs-read=${path.join(projectRoot, 'node_modules')}`,
  `--allow-fs-read=${path.join(projectRoot, 'package.json')}`,
  '--max-old-space-size=192',
  '--no-warnings',
]

const start = (): ChildProcess =>
  // Safety: an empty environment: settings and, on some hosts, credentials are in ours.
  spawn(process.execPath, [...sandboxFlags, entry], { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'] })

const ask = async (request: Buffer, limits: Limits): Promise<{ answer: ChildAnswer; body: Buffer }> => {
  const child = start()
  let problem: ImageProblem = 'error.image.broken'
  const stop = (because: ImageProblem): void => {
    problem = because
    child.kill('SIGKILL')
  }
  const timer = setTimeout(() => stop('error.image.slow'), limits.milliseconds)
  const watch = setInterval(() => {
    void memoryOf(child).then((used) => used > limits.memoryBytes && stop('error.image.pixels'))
  }, 50)
  try {
    const pieces: Buffer[] = []
    let size = 0
    child.stdout?.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > MAX_OUTPUT) stop('error.image.large')
      else pieces.push(piece)
    })
    // A child that died early closes the pipe; its exit says so, the broken pipe need not.
    child.stdin?.on('error', () => {})
    child.stdin?.end(request)
    const ended = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (ended !== 0) throw new ImageRefused(problem)
    const { head, body } = unpack(Buffer.concat(pieces))
    return { answer: head as ChildAnswer, body }
  } catch (error) {
    if (error instanceof ImageRefused) throw error
    if (error instanceof RangeError || error instanceof SyntaxError)
      throw new ImageRefused('error.image.broken')
    throw error
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
  }
}

/** Resident bytes of the child where the system tells (Linux); elsewhere the pixel limit alone holds it. */
const memoryOf = async (child: ChildProcess): Promise<number> => {
  const text = await readFile(`/proc/${child.pid}/statm`, 'utf8').catch(() => '')
  return Number(text.split(' ')[1] ?? 0) * 4096
}
