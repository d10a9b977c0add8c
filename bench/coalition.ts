/**
 * What a coalition costs beside one organisation alone: the form of an action on a partner's page beside the campaign's
 * own, a broadcast of two organisations beside one of a single one, and the walls beside the same questions without them.
 * How to read it: docs/benches.md.
 */
import '../src/platform/tsx.ts'
import { fork } from 'node:child_process'
import path from 'node:path'
import type { Member } from '../src/platform/actor.ts'
import type { MailingConfig } from './parts/mailing.ts'
import type { VisitorsConfig } from './parts/visitors.ts'
import type { Cost, Sent } from './parts/walls.ts'

const quick = process.argv.includes('--quick')
const mails = quick ? 5_000 : 10_000
const rounds = quick ? 3 : 7
/** a coalition may cost this much more, and the walls this much */
const most = { page: 1.15, broadcast: 1.15, walls: 1.1 }

const { openGroundDatabase } = await import('./parts/ground.ts')
const { buildCoalitionGround } = await import('./parts/coalition-ground.ts')
const { contestant, cpu, ended, heard, interleaved, median, mustAllBe, part, rate } =
  await import('./parts/rounds.ts')
const { compare, hottest, openSides, overhear } = await import('./parts/walls.ts')
const { signContext } = await import('../src/platform/context.ts')
const { workerOf } = await import('../src/platform/actor.ts')
const { openDatabase } = await import('../src/platform/database.ts')
const { rawPublicKey } = await import('../src/platform/keys/keyring.ts')
const { listEvents } = await import('../src/organisations/log.ts')
const { listSupporters } = await import('../src/supporters/reads.ts')
const { listCases } = await import('../src/cases/index.ts')
const { catalogue } = await import('../src/catalogue.ts')
const { BroadcastMails } = await import('../src/delivery/index.ts')
const { chunkSize } = await import('../src/delivery/broadcast.ts')
const { newId } = await import('../src/platform/ids.ts')
const { sendUpdate, sendUpdateTogether } = await import('../src/updates/index.ts')
const { buildUpdate, publishBuilt } = await import('../test/build-update.ts')

const ground = await openGroundDatabase()
const world = await buildCoalitionGround(ground, mails)
const { office, ines, wanjiru } = world
const fresh = (member: Member): Member => ({ ...member, steppedUpAt: office.clock.now() })
const cost = (ratios: readonly number[]): number => Number(median(ratios).toFixed(3))

/** The same form on the campaign's page and on a partner's, each by a server of its own. */
async function pages() {
  const config: VisitorsConfig = {
    mode: 'ours',
    publicUrl: ground.urls.public,
    intakePublicKey: rawPublicKey(ground.keys.intakePrivate).toString('base64url'),
    linkPublicKey: rawPublicKey(ground.keys.linkPrivate).toString('base64url'),
  }
  const servers = await Promise.all(
    (['own', 'partner'] as const).map((name) => contestant(name, 'visitors.ts', config)),
  )
  try {
    const results = await interleaved(servers, {
      ...{ rounds, seconds: quick ? 1 : 4, connections: 32 },
      requests: ({ name }) => [
        `GET ${world.paths[name as 'own' | 'partner']} HTTP/1.1\r\nHost: watch.example\r\nAccept: text/html\r\n` +
          `Accept-Language: en\r\nAccept-Encoding: gzip\r\nUser-Agent: bench\r\n\r\n`,
      ],
    })
    mustAllBe('200', results)
    const [own, partner] = [results.get('own')!, results.get('partner')!]
    return {
      ...{ partner: rate(partner), own: rate(own), unit: 'pages/s' },
      cost: cost(own.map((round, i) => round.perSecond / partner[i]!.perSecond)),
      cpuMicroseconds: { partner: cpu(partner), own: cpu(own) },
    }
  } finally {
    await Promise.all(servers.map((one) => one.close()))
  }
}

async function publishUpdate(caseId: string, second?: Member): Promise<string> {
  const updateId = await buildUpdate(office, fresh(ines), caseId)
  await publishBuilt(office, fresh(ines), updateId, ['en', 'ar'], second && fresh(second))
  return updateId
}

/** Publishes an update, and gives what the button to send it does: finding whom each organisation writes to, and freezing it. */
const sending = {
  async alone() {
    const updateId = await publishUpdate(world.alone.caseId)
    const everyone = { who: 'all' as const, kinds: [], languages: [], countries: [] }
    return () => office.transaction(fresh(ines), (tx) => sendUpdate(tx, updateId, everyone))
  },
  async together() {
    const updateId = await publishUpdate(world.together.caseId, wanjiru)
    return () => office.transaction(fresh(ines), (tx) => sendUpdateTogether(tx, updateId, 'all'))
  },
}

/**
 * As many people hear from one organisation, or from two of which one in ten knows both; one sender serves both ways. The
 * clock runs from the button on, so that finding each reader's organisation is in it.
 */
async function broadcasts() {
  const begin = (file: string, config: object) =>
    fork(part(file), [JSON.stringify(config)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const sink = begin('sink.ts', {})
  const { port } = await heard<{ port: number }>(sink)
  const sender = begin('mailing.ts', {
    ...{ mode: 'ours', port, mails, sample: '', workerUrl: ground.urls.worker },
    master: ground.master.toString('base64url'),
    directory: path.join(ground.directory, 'journal'),
  } satisfies MailingConfig)
  await heard(sender)
  /** @throws Error when not everybody got one mail */
  async function run(name: keyof typeof sending): Promise<{ seconds: number; freeze: number; cpu: number }> {
    const press = await sending[name]()
    const began = performance.now()
    await press()
    const freeze = (performance.now() - began) / 1000
    sender.send('go')
    const took = await heard<{ seconds: number; cpu: number }>(sender)
    sink.send('total')
    const taken = await heard<{ total: number; distinct: number }>(sink)
    if (taken.total !== mails || taken.distinct !== mails) throw new Error(`${name}: ${taken.total} mails`)
    return { ...took, freeze, seconds: freeze + took.seconds }
  }
  try {
    const runs: Record<keyof typeof sending, Awaited<ReturnType<typeof run>>[]> = { alone: [], together: [] }
    for (let round = -1; round < rounds; round++)
      for (const name of round % 2 ? (['alone', 'together'] as const) : (['together', 'alone'] as const)) {
        const took = await run(name)
        // the first one is for warmth
        if (round >= 0) runs[name].push(took)
      }
    const perSecond = (name: keyof typeof runs) =>
      Math.round(median(runs[name].map(({ seconds }) => mails / seconds)))
    const cpuEach = (name: keyof typeof runs) => Math.round(median(runs[name].map((one) => one.cpu / mails)))
    const freezeOf = (name: keyof typeof runs) =>
      Math.round(median(runs[name].map((one) => one.freeze * 1000)))
    return {
      ...{ together: perSecond('together'), alone: perSecond('alone'), unit: 'mails/s', mails },
      cost: cost(runs.together.map(({ seconds }, i) => seconds / runs.alone[i]!.seconds)),
      cpuMicroseconds: { together: cpuEach('together'), alone: cpuEach('alone') },
      freezeMilliseconds: { together: freezeOf('together'), alone: freezeOf('alone') },
    }
  } finally {
    await Promise.all([sink, sender].map(ended))
  }
}

/** A chunk of a broadcast of one organisation, opened and made ready as the sender does it. */
async function prepareChunk(db: typeof office): Promise<void> {
  const { organisationId } = ines
  await db.reading(workerOf(organisationId), async (tx) => {
    const { caseId, updateId } = await tx.db
      .selectFrom('broadcasts')
      .select(['case_id as caseId', 'update_id as updateId'])
      .where('case_id', '=', world.alone.caseId)
      .limit(1)
      .executeTakeFirstOrThrow()
    const people = await tx.db.selectFrom('supporters').select('number').limit(chunkSize).execute()
    // another id: nobody has got this one yet
    const mailing = { id: newId(), organisationId, caseId, updateId }
    const room = { catalogue, keys: ground.keys, publicUrl: 'https://act.harbour.example' }
    const mails = await BroadcastMails.read(tx, mailing, room)
    await mails!.prepare(
      tx,
      people.map(({ number }) => number),
    )
  })
}

/** The three statements of the office, and of the worker, that took longest while pages were read and mail was prepared. */
async function walls() {
  const asWorker = workerOf(ines.organisationId)
  const heardFrom = async (url: string, work: (db: typeof office) => Promise<unknown>): Promise<Sent[]> => {
    const db = openDatabase({ url, keys: ground.keys, connections: 1 })
    const statements = overhear(db.pool)
    // again and again: what is planned once is not what is hot
    for (let n = 0; n < 5; n++) await work(db)
    await db.close()
    return hottest(statements, 3)
  }
  const ofOffice = await heardFrom(ground.urls.office, async (db) => {
    const { organisationId } = ines
    await db.reading(ines, (tx) => listSupporters(tx, organisationId, { page: 2 }))
    await db.reading(ines, (tx) => listSupporters(tx, organisationId, { kind: 'signature' }))
    await db.reading(ines, (tx) => listEvents(tx))
    await db.reading(ines, (tx) => listCases(tx, {}))
  })
  const ofWorker = await heardFrom(ground.urls.worker, prepareChunk)
  const turns = rounds * 2 + 1
  const found: Cost[] = []
  for (const [url, actor, statements] of [
    [ground.urls.office, ines, ofOffice],
    [ground.urls.worker, asWorker, ofWorker],
  ] as const) {
    const sides = await openSides(ground.ownerUrl, { url, context: signContext(ground.keys.context, actor) })
    for (const one of statements)
      found.push(await compare(sides, one, { rounds: turns, milliseconds: quick ? 60 : 300 }))
    await Promise.all([sides.behind.end(), sides.free.end()])
  }
  const sum = (side: 'behind' | 'free', round: number) =>
    found.reduce((total, one) => total + one.rounds[round]![side], 0)
  const middle = (one: Cost, side: 'behind' | 'free') =>
    Math.round(median(one.rounds.map((round) => round[side])))
  return {
    // one call of each
    cost: cost(Array.from({ length: turns }, (_, round) => sum('behind', round) / sum('free', round))),
    questions: found.map((one) => ({
      ...{ table: one.table, rows: one.rows, unit: 'µs' },
      ...{ behind: middle(one, 'behind'), free: middle(one, 'free') },
      cost: cost(one.rounds.map((round) => round.behind / round.free)),
    })),
  }
}

try {
  const page = await pages()
  const broadcast = await broadcasts()
  const wall = await walls()
  console.log(
    JSON.stringify({
      bench: 'coalition',
      // what it costs more than one organisation alone, and how much more it may cost
      page: { ...page, most: most.page },
      broadcast: { ...broadcast, most: most.broadcast },
      walls: { ...wall, most: most.walls },
    }),
  )
} finally {
  await world.close()
  await ground.close()
}
