/**
 * How many forms a second are sealed and durable, beside three servers that differ from ours in the storing alone:
 * `limit` stores nothing; `rowPerCommit` gives each request an INSERT that commits by itself, in one round trip;
 * `rowAndCounter` gives each a transaction of its own with BEGIN, INSERT, UPDATE of the counter and COMMIT, which is
 * the usual way. `mostAgainstRowPerCommit` is what storing at no cost would reach. How to read it: docs/benches.md.
 */
import '../src/platform/tsx.ts'
import type { VisitorsConfig } from './parts/visitors.ts'

const quick = process.argv.includes('--quick')
const { openGround } = await import('./parts/ground.ts')
const { contestant, cpu, interleaved, median, mustAllBe, rate, ratio } = await import('./parts/rounds.ts')

const ground = await openGround()
const modes: VisitorsConfig['mode'][] = ['ours', 'none', 'row', 'counted']
const contestants = await Promise.all(
  modes.map((mode) =>
    contestant(mode, 'visitors.ts', {
      mode,
      publicUrl: ground.publicUrl,
      intakePublicKey: ground.intakePublicKey,
      linkPublicKey: ground.linkPublicKey,
    } satisfies VisitorsConfig),
  ),
)

/** Every form is somebody else's. */
const forms = Array.from({ length: 500 }, (_, i) => {
  const body = new URLSearchParams({
    firstName: 'Noor',
    lastName: `van Dijk ${String.fromCharCode(97 + (i % 26))}`,
    email: `noor.${i}@example.org`,
    country: 'NL',
    follow: i % 3 === 0 ? 'no' : 'yes',
    identity: 'first',
  }).toString()
  return (
    `POST ${ground.signPath} HTTP/1.1\r\nHost: watch.example\r\nAccept-Language: en\r\n` +
    `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  )
})

try {
  const connections = 64
  const results = await interleaved(contestants, {
    rounds: 5,
    seconds: quick ? 0.7 : 4,
    connections,
    requests: () => forms,
  })
  mustAllBe('303', results)
  const of = (mode: VisitorsConfig['mode']) => results.get(mode)!
  const [ours, none, row, counted] = [of('ours'), of('none'), of('row'), of('counted')]
  console.log(
    JSON.stringify({
      bench: 'intake',
      ours: rate(ours),
      limit: rate(none),
      ratio: ratio(ours, none),
      unit: 'forms/s',
      connections,
      rowPerCommit: rate(row),
      againstRowPerCommit: ratio(ours, row),
      mostAgainstRowPerCommit: ratio(none, row),
      rowAndCounter: rate(counted),
      againstRowAndCounter: ratio(ours, counted),
      cpuMicroseconds: {
        ours: cpu(ours),
        limit: cpu(none),
        rowPerCommit: cpu(row),
        rowAndCounter: cpu(counted),
      },
      p99Milliseconds: {
        ours: median(ours.map((round) => round.p99)),
        limit: median(none.map((round) => round.p99)),
      },
    }),
  )
} finally {
  await Promise.all(contestants.map((one) => one.close()))
  await ground.close()
}
