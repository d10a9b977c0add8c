/**
 * How many mails of a broadcast leave a second, from sealed addresses behind the walls to recorded outcomes, beside a
 * client that writes one finished mail again and again and records nothing (the limit), and nodemailer, pooled, which
 * composes each mail. All have ten connections to the same relay. How to read it: docs/benches.md.
 */
import '../src/platform/tsx.ts'
import { fork } from 'node:child_process'
import path from 'node:path'
import type { MailingConfig } from './parts/mailing.ts'

const quick = process.argv.includes('--quick')
const mails = quick ? 3_000 : 20_000
const rounds = 5
const { openGroundDatabase } = await import('./parts/ground.ts')
const { ended, heard, median, part } = await import('./parts/rounds.ts')
const { openDatabase } = await import('../src/platform/database.ts')
const { buildHarbour } = await import('../test/build.ts')
const { buildLiveCampaign } = await import('../test/build-campaign.ts')
const { buildReaders, buildUpdate, publishBuilt } = await import('../test/build-update.ts')
const { sendUpdate } = await import('../src/updates/index.ts')

const ground = await openGroundDatabase()
const office = openDatabase({ url: ground.urls.office, keys: ground.keys })
const worker = openDatabase({ url: ground.urls.worker, keys: ground.keys })
const { organisationId, as } = await buildHarbour(office)
const campaign = await buildLiveCampaign(office, as.ines)

/** Everybody is somebody else; some follow, most did something. */
const people = Array.from({ length: mails }, (_, i) => ({
  email: `r${i}@mail${i % 7}.example`,
  ...(i % 5 ? { kind: i % 2 ? ('signature' as const) : ('email' as const) } : {}),
  language: i % 4 ? 'en' : 'ar',
}))

async function freeze(): Promise<void> {
  const updateId = await buildUpdate(office, as.ines, campaign.caseId)
  await publishBuilt(office, as.ines, updateId, ['en', 'ar'])
  const everyone = { who: 'all' as const, kinds: [], languages: [], countries: [] }
  await office.transaction(as.ines, (tx) => sendUpdate(tx, updateId, everyone))
}

const begin = (file: string, config: object) =>
  fork(part(file), [JSON.stringify(config)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
type Child = ReturnType<typeof begin>

interface Run {
  perSecond: number
  /** microseconds of the sender's processor for one mail */
  cpuEach: number
}

const sink = begin('sink.ts', {})
const { port } = await heard<{ port: number }>(sink)
let sample = ''

/** @throws Error when not everybody got one mail: a bench of losses measures nothing */
async function run(child: Child): Promise<Run> {
  child.send('go')
  const { seconds, cpu } = await heard<{ seconds: number; cpu: number }>(child)
  sink.send('total')
  const taken = await heard<{ total: number; distinct: number; sample: string }>(sink)
  if (taken.total !== mails || taken.distinct !== mails) throw new Error(`${taken.total} mails were taken`)
  sample = taken.sample
  return { perSecond: mails / seconds, cpuEach: cpu / mails }
}

async function sender(mode: MailingConfig['mode']): Promise<Child> {
  const child = begin('mailing.ts', {
    ...{ mode, port, mails, sample },
    workerUrl: ground.urls.worker,
    master: ground.master.toString('base64url'),
    directory: path.join(ground.directory, 'journal'),
  } satisfies MailingConfig)
  await heard(child)
  return child
}

const children: Child[] = []
try {
  for (let at = 0; at < mails; at += 1_000)
    await buildReaders(worker, organisationId, campaign, people.slice(at, at + 1_000))
  const modes = ['ours', 'raw', 'nodemailer'] as const
  const results = { ours: [] as Run[], raw: [] as Run[], nodemailer: [] as Run[] }
  // everybody once for warmth; the first tells what a mail of ours looks like
  for (const mode of modes) {
    if (mode === 'ours') await freeze()
    children.push(await sender(mode))
    await run(children.at(-1)!)
  }
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < modes.length; i++) {
      const at = (i + round) % modes.length
      if (modes[at] === 'ours') await freeze()
      results[modes[at]!].push(await run(children[at]!))
    }
  const rate = (runs: Run[]) => Math.round(median(runs.map((one) => one.perSecond)))
  const cpu = (runs: Run[]) => Math.round(median(runs.map((one) => one.cpuEach)))
  const against = (other: Run[]) =>
    Number(median(results.ours.map((one, i) => one.perSecond / other[i]!.perSecond)).toFixed(3))
  const { ours, raw, nodemailer } = results
  console.log(
    JSON.stringify({
      ...{ bench: 'broadcast', ours: rate(ours), limit: rate(raw), ratio: against(raw), unit: 'mails/s' },
      ...{
        mails,
        bytes: sample.length,
        nodemailer: rate(nodemailer),
        againstNodemailer: against(nodemailer),
      },
      cpuMicroseconds: { ours: cpu(ours), limit: cpu(raw), nodemailer: cpu(nodemailer) },
    }),
  )
} finally {
  await Promise.all([sink, ...children].map(ended))
  await Promise.all([office.close(), worker.close()])
  await ground.close()
}
