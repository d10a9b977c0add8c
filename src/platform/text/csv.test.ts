import { expect, test } from 'vitest'
import { csvRow, csvStream } from './csv.ts'

test.each(['=1+1', '+33 1', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\u200B=1', '|x'])(
  '%j is no formula',
  (cell) => {
    expect(csvRow([cell]).replace(/^"/, '').startsWith("'")).toBe(true)
  },
)

test('quotes, commas and line ends stay inside their cell; numbers stay numbers', () => {
  expect(csvRow(['a "b", c', 'x\ny', -3, true, null, undefined, new Date(0)])).toBe(
    '"a ""b"", c","x\ny",-3,true,,,1970-01-01T00:00:00.000Z\r\n',
  )
})

test('a long file is streamed in pieces', async () => {
  const rows = (async function* () {
    for (let n = 0; n < 5_000; n++) yield [n, 'سارة']
  })()
  const sizes: number[] = []
  const pieces: Uint8Array[] = []
  for await (const piece of csvStream(['id', 'name'], rows)) {
    sizes.push(piece.length)
    pieces.push(piece)
  }
  expect(sizes.length).toBeGreaterThan(3)
  expect(Math.max(...sizes)).toBeLessThan(40_000)
  const text = Buffer.concat(pieces).toString('utf8')
  expect(text.startsWith('\uFEFFid,name\r\n0,سارة\r\n')).toBe(true)
  expect(text.trimEnd().split('\r\n')).toHaveLength(5_001)
})
