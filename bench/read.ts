/**
 * How many case pages a second leave our process, beside node:http with the same bytes and nothing else, and beside
 * nginx with a static file where it is installed. Source of the method: performance.md C.
 */
import '../src/platform/tsx.ts'
import type { VisitorsConfig } from './parts/visitors.ts'

const quick = process.argv.includes('--quick')
const { openGround } = await import('./parts/ground.ts')
const { nginx } = await import('./parts/nginx.ts')
const { contestant, cpu, interleaved, median, mustAllBe, rate, ratio } = await import('./parts/rounds.ts')

const ground = await openGround()
const ours = await contestant('ours', 'visitors.ts', {
  mode: 'ours',
  publicUrl: ground.publicUrl,
  intakePublicKey: ground.intakePublicKey,
  linkPublicKey: ground.linkPublicKey,
} satisfies VisitorsConfig)

const address = `http://127.0.0.1:${ours.port}${ground.casePath}`
const page = await fetch(address, { headers: { 'Accept-Encoding': 'identity' } })
const html = Buffer.from(await page.arrayBuffer())
const gzipped = await rawGet(address)
const contestants = [ours, await contestant('raw', 'raw.ts', gzipped)]
const proxy = await nginx(html)
if (proxy) contestants.push(proxy)

try {
  const connections = 64
  const get =
    `GET ${ground.casePath} HTTP/1.1\r\nHost: watch.example\r\nAccept: text/html\r\n` +
    `Accept-Language: en\r\nAccept-Encoding: gzip\r\nUser-Agent: bench\r\n\r\n`
  const results = await interleaved(contestants, {
    rounds: 5,
    seconds: quick ? 1 : 4,
    connections,
    requests: () => [get],
  })
  mustAllBe('200', results)
  const [mine, raw, static_] = [results.get('ours')!, results.get('raw')!, results.get('nginx')]
  console.log(
    JSON.stringify({
      bench: 'read',
      ours: rate(mine),
      limit: rate(raw),
      ratio: ratio(mine, raw),
      unit: 'pages/s',
      connections,
      ...(static_ ? { nginxStatic: rate(static_), ofNginxStatic: ratio(mine, static_) } : {}),
      cpuMicroseconds: { ours: cpu(mine), limit: cpu(raw) },
      p99Milliseconds: {
        ours: median(mine.map((round) => round.p99)),
        limit: median(raw.map((round) => round.p99)),
      },
      bytes: { html: html.length, gzip: Buffer.from(gzipped.body, 'base64').length },
    }),
  )
} finally {
  await Promise.all(contestants.map((one) => one.close()))
  await ground.close()
}

/** The answer as it went over the wire, for the server that has nothing else to say. */
async function rawGet(url: string): Promise<{ headers: string[]; body: string }> {
  const { get } = await import('node:http')
  return await new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => {
        const own = new Set(['date', 'connection', 'keep-alive'])
        const headers: string[] = []
        for (let i = 0; i < response.rawHeaders.length; i += 2)
          if (!own.has(response.rawHeaders[i]!.toLowerCase()))
            headers.push(...response.rawHeaders.slice(i, i + 2))
        resolve({ headers, body: Buffer.concat(pieces).toString('base64') })
      })
    }).on('error', reject)
  })
}
