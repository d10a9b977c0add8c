import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { ImageRefused, reencodeAtWidths, reencodeImage, sandboxFlags } from './run.ts'

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a06020' } })

const noisy = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })

const problem = async (
  bytes: Uint8Array,
  wish = {},
  limits?: { milliseconds: number; memoryBytes: number },
) => {
  const error: unknown = await reencodeImage(bytes, { maxWidth: 640, ...wish }, limits).catch(
    (thrown) => thrown,
  )
  return error instanceof ImageRefused ? error.code : error
}

describe('a portrait', () => {
  test('loses where and with what it was taken, keeps the right way up', async () => {
    const original = await plain(400, 200)
      .withExif({
        IFD0: { Make: 'CanaryPhone', Artist: 'CanaryName' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '11/1 33/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '104/1 55/1 0/1',
        },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(original.includes('CanaryPhone')).toBe(true)
    const before = await sharp(original).metadata()
    expect(before.orientation).toBe(6)

    for (const format of ['webp', 'jpeg'] as const) {
      const { bytes, ...rest } = await reencodeImage(original, { maxWidth: 640, format })
      expect(rest).toEqual({ width: 200, height: 400, type: `image/${format}` })
      const after = await sharp(bytes).metadata()
      expect(after).toMatchObject({ format, width: 200, height: 400 })
      expect([after.exif, after.icc, after.xmp, after.iptc, after.orientation]).toEqual(
        Array(5).fill(undefined),
      )
      expect(bytes.includes('Canary')).toBe(false)
      expect(bytes.includes('Exif')).toBe(false)
    }
  })

  test('comes at several widths, never enlarged', async () => {
    const pictures = await reencodeAtWidths(await plain(500, 250).png().toBuffer(), { widths: [320, 640] })
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [320, 160],
      [500, 250],
    ])
  })

  test('weighs no more than the hero may', async () => {
    const { bytes, width } = await reencodeImage(await noisy(1600, 1200).jpeg().toBuffer(), {
      maxWidth: 1280,
      maxBytes: 60_000,
    })
    expect(bytes.length).toBeLessThanOrEqual(60_000)
    expect(width).toBeGreaterThanOrEqual(160)
  })

  test.each(['webp', 'avif'] as const)('may come as %s', async (kind) => {
    const made = await reencodeImage(await plain(64, 64).toFormat(kind).toBuffer(), { maxWidth: 640 })
    expect(made).toMatchObject({ width: 64, height: 64, type: 'image/webp' })
  })
})

const crc = (bytes: Buffer): number => {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A small file that says it is 60,000 pixels wide and high. */
const bomb = (): Buffer => {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(60_000, 0)
  size.writeUInt32BE(60_000, 4)
  size.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = chunk('IDAT', deflateSync(Buffer.alloc(1_000_000)))
  return Buffer.concat([signature, chunk('IHDR', size), data, chunk('IEND', Buffer.alloc(0))])
}

describe('what is no portrait', () => {
  test('a bomb of pixels', async () => {
    expect(await problem(bomb())).toBe('error.image.pixels')
    expect(await problem(await plain(200, 200).png().toBuffer(), { maxPixels: 30_000 })).toBe(
      'error.image.pixels',
    )
  })

  test('a file cut short', async () => {
    const whole = await noisy(300, 300).jpeg().toBuffer()
    expect(await problem(whole.subarray(0, whole.length / 2))).toBe('error.image.broken')
    expect(await problem(whole.subarray(0, 20))).toBe('error.image.broken')
    expect(await problem(new Uint8Array())).toBe('error.image.type')
  })

  test.each([
    ['a drawing that is a program', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ['an archive', 'PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['a page', '<!doctype html><title>portrait.jpg</title>'],
    ['a moving picture', 'GIF89aaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ])('%s', async (_name, text) => {
    expect(await problem(Buffer.from(text))).toBe('error.image.type')
  })

  test('a drawing behind the first bytes of a photograph', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff]),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ])
    expect(await problem(bytes)).toBe('error.image.broken')
  })

  test('an animation', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0'].map((background) => plain(32, 32).tint(background).png().toBuffer()),
    )
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0 })
      .toBuffer()
    expect((await sharp(moving).metadata()).pages).toBe(2)
    expect(await problem(moving)).toBe('error.image.moving')
  })

  test('one that takes too long or too much', async () => {
    const bytes = await noisy(2400, 2400).jpeg({ quality: 95 }).toBuffer()
    expect(await problem(bytes, { maxWidth: 2400 }, { milliseconds: 1, memoryBytes: 2 ** 40 })).toBe(
      'error.image.slow',
    )
    expect(
      await problem(bytes, { maxWidth: 2400, maxBytes: 100 }, { milliseconds: 30_000, memoryBytes: 1 }),
    ).toBe('error.image.pixels')
  })

  test('one that is too heavy to look at', async () => {
    expect(await problem(new Uint8Array(21 * 1024 * 1024))).toBe('error.image.large')
  })
})

describe('the room in which pictures are opened', () => {
  const inside = (code: string) =>
    spawnSync(process.execPath, [...sandboxFlags, '--input-type=module', '-e', code], {
      env: {},
      cwd: '/',
      encoding: 'utf8',
    })

  test.each([
    ['read elsewhere', `import fs from 'node:fs'; fs.readFileSync('/etc/hostname')`],
    [
      'read our own code',
      `import fs from 'node:fs'; fs.readFileSync(${JSON.stringify(fileURLToPath(import.meta.resolve('../paths.ts')))})`,
    ],
    ['write', `import fs from 'node:fs'; fs.writeFileSync('/tmp/watchlight-sandbox', 'x')`],
    ['start a program', `import { execFileSync } from 'node:child_process'; execFileSync('true')`],
    ['start a thread', `import { Worker } from 'node:worker_threads'; new Worker('1', { eval: true })`],
  ])('cannot %s', (_name, code) => {
    const ended = inside(code)
    expect(ended.status).not.toBe(0)
    expect(ended.stderr).toContain('ERR_ACCESS_DENIED')
  })

  test('has no environment', () => {
    const names = inside(`console.log(Object.keys(process.env).join())`)
    expect(names.stdout.trim()).toBe('')
  })
})
