/**
 * How soon quiet reaches everybody: a whole instance serves pages, writes letters to an official and sends a broadcast;
 * one presses at the console; then nothing more may come. Two end it, and all of it has to be back. Milliseconds from the
 * press, and from the second signature, as visitors and the mail server see them. How to read it: docs/benches.md.
 */
import '../src/platform/tsx.ts'
import { fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { Taken } from './parts/timed-sink.ts'
import type { LoadResult } from './parts/load.ts'

const quick = process.argv.includes('--quick')
const rounds = quick ? 1 : 5
const [readers, letters] = [rounds * 6_000, rounds * 120]
/** what is promised, and how long is looked on after it */
const [limit, watched] = [5_000, 7_000]

const { startInstance } = await import('./parts/instance.ts')
const { buildBusyCase } = await import('./parts/busy-case.ts')
const { ended, heard, median, part } = await import('./parts/rounds.ts')

const begin = (file: string) => fork(part(file), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
const sink = begin('timed-sink.ts')
const { port: smtpPort } = await heard<{ port: number }>(sink)
const load = begin('load.ts')
const instance = await startInstance(smtpPort)

type Mail = 'official' | 'supporter'
async function mails(): Promise<Record<Mail, Taken>> {
  sink.send('total')
  return await heard<Record<Mail, Taken>>(sink)
}

/** Asks for an address again and again, and remembers when it was shown last, and when it came back. */
function watch(url: string) {
  const seen = { last: 0, first: 0, on: true }
  const run = (async () => {
    while (seen.on) {
      const { status } = await fetch(url, { redirect: 'manual' }).then(async (answer) => {
        await answer.arrayBuffer()
        return answer
      })
      if (status === 200) {
        seen.last = Date.now()
        seen.first ||= seen.last
      }
      await pause(10)
    }
  })()
  return {
    seen,
    async end() {
      seen.on = false
      await run
    },
  }
}

/** Waits until it is so. @throws Error after a minute */
async function until(what: string, so: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await so()); await pause(20))
    if (Date.now() > end) throw new Error(`${what} did not come`)
}

/** Letters leave, and the broadcast is in full swing. */
async function isFlowing(before: Record<Mail, Taken>): Promise<boolean> {
  const { official, supporter } = await mails()
  return official.total >= before.official.total + 5 && supporter.total >= before.supporter.total + 200
}

interface Round {
  pressed: number
  stopped: Record<string, number>
  back: Record<string, number>
}

try {
  const busy = await buildBusyCase(instance, { readers, letters })
  const [first, second] = [await instance.desk(busy.first), await instance.desk(busy.second)]
  const at = `/cases/${busy.caseId}/quiet`

  async function round(): Promise<Round> {
    const probes = Object.entries(busy.addresses).map(([name, url]) => ({ name, ...watch(url) }))
    const before = await mails()
    await until('mail of each kind', () => isFlowing(before))

    const press = Date.now()
    mustBe(303, await first.post(at))
    const pressed = Date.now() - press
    await pause(watched)
    const still = await mails()
    const since = (moment: number, then: number) => Math.max(0, then - moment)
    const stopped = Object.fromEntries([
      ...probes.map(({ name, seen }) => [name, since(press, seen.last)] as const),
      ...(['official', 'supporter'] as const).map((kind) => [kind, since(press, still[kind].last)] as const),
    ])
    for (const { seen } of probes) seen.first = 0

    const asked = mustBe(303, await first.post(`${at}/end`)).headers.get('location')!
    const items = [...(await (await second.get(asked)).text()).matchAll(/name="items" value="([^"]+)"/g)]
    const sign = Date.now()
    const confirmed = { items: items.map(([, item]) => item!), reviewed: 'yes', confirmed: 'yes' }
    mustBe(303, await second.post(`${asked}/sign`, confirmed))
    await until('the page', async () => probes.every(({ seen }) => seen.first > 0))
    const back: Record<string, number> = Object.fromEntries(
      probes.map(({ name, seen }) => [name, since(sign, seen.first)]),
    )
    for (const kind of ['official', 'supporter'] as const) {
      await until(`a mail (${kind})`, async () => (await mails())[kind].total > still[kind].total)
      back[kind] = Date.now() - sign
    }
    await Promise.all(probes.map((probe) => probe.end()))
    return { pressed, stopped, back }
  }

  const page = new URL(busy.addresses.page)
  load.send({
    ...{ port: Number(page.port), connections: 8, seconds: rounds * (watched / 1000 + 2) },
    requests: [`GET ${page.pathname} HTTP/1.1\r\nHost: ${page.host}\r\nAccept: text/html\r\n\r\n`],
  })
  const loaded = heard<LoadResult>(load)
  const results: Round[] = []
  for (let n = 0; n < rounds; n++) results.push(await round())
  const { perSecond, statuses } = await loaded
  const of = (which: 'stopped' | 'back', how: (values: number[]) => number) =>
    Object.fromEntries(
      Object.keys(results[0]![which]).map((name) => [name, how(results.map((one) => one[which][name]!))]),
    )
  const worst = (values: number[]) => Math.max(...values)
  console.log(
    JSON.stringify({
      ...{ bench: 'quiet', rounds, unit: 'ms', limit, pressed: median(results.map((one) => one.pressed)) },
      stopped: { median: of('stopped', median), worst: of('stopped', worst) },
      back: { median: of('back', median), worst: of('back', worst) },
      reading: { perSecond: Math.round(perSecond), statuses },
      mails: Object.fromEntries(Object.entries(await mails()).map(([kind, { total }]) => [kind, total])),
    }),
  )
} finally {
  // the relay goes last: a sender that ends finishes what it has in hand
  await instance.close()
  await Promise.all([sink, load].map(ended))
}

function mustBe(status: number, answer: Response): Response {
  if (answer.status !== status) throw new Error(`${answer.url} answered ${answer.status}`)
  return answer
}
