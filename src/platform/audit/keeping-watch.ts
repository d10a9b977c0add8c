/** What the worker does by itself: a full look through the chain each day, a signed head each week. */
import type pg from 'pg'
import type { Job, WorkerServices } from '../module.ts'
import { isSigned, signHead, type Head } from './head.ts'
import { openHeadFiles } from './head-files.ts'
import { lastLink } from './link.ts'
import { verifyChain, type Fault, type Verdict } from './verifying.ts'

type Services = Pick<WorkerServices, 'db' | 'keys' | 'auditDir'>

const day = 86_400_000
const week = 7 * day

/** A look through the chain, as it is remembered for the console. */
export interface Check {
  at: Date
  /** good links, from the first on */
  links: number
  /** events that these cover */
  total: number
  bad: { position: number; fault: Fault } | undefined
}

export async function lastCheck(pool: pg.Pool): Promise<Check | undefined> {
  const { rows } = await pool.query<{
    at: Date
    links: number
    total: number
    bad_position: number | null
    fault: Fault | null
  }>('select * from wl.audit_checks order by id desc limit 1')
  const row = rows[0]
  if (!row) return undefined
  const bad = row.bad_position === null ? undefined : { position: row.bad_position, fault: row.fault! }
  return { at: row.at, links: row.links, total: row.total, bad }
}

/** Looks through the chain and remembers what was found. */
export async function checkChain(services: Services, brought: readonly Head[] = []): Promise<Verdict> {
  const { pool, clock } = services.db
  const verdict = await verifyChain(services, brought)
  const { links, total, finding } = verdict
  // what somebody's own head has shown once, every later check shows too
  if (finding?.headOf) await keepBrought(services, brought, finding.headOf)
  await pool.query(
    'insert into wl.audit_checks (at, links, total, bad_position, fault) values ($1, $2, $3, $4, $5)',
    [clock.now(), links, total, finding?.position ?? null, finding?.fault ?? null],
  )
  return verdict
}

async function keepBrought(
  { keys, auditDir }: Services,
  brought: readonly Head[],
  shownBy: Date,
): Promise<void> {
  const files = openHeadFiles(auditDir)
  const { heads } = await files.kept()
  const known = (head: Head) => heads.some((one) => one.signature.equals(head.signature))
  const telling = brought.find((head) => head.madeAt.getTime() === shownBy.getTime())
  if (telling && isSigned(keys.auditPrivate, telling) && !known(telling)) await files.keep(telling)
}

export const checkChainJob: Job = {
  name: 'check-audit-chain',
  everySeconds: 3600,
  async run(services) {
    const { pool, clock } = services.db
    const last = await lastCheck(pool)
    if (last && clock.now().getTime() - last.at.getTime() < day) return
    const { finding } = await checkChain(services)
    if (finding) services.log(`the audit chain is broken at link ${finding.position}: ${finding.fault}`)
  },
}

export async function lastHead(pool: pg.Pool): Promise<Head | undefined> {
  const { rows } = await pool.query<Omit<Head, 'madeAt'> & { made_at: Date }>(
    'select position, total, mac, made_at, signature from wl.audit_heads order by made_at desc limit 1',
  )
  if (!rows[0]) return undefined
  const { made_at: madeAt, ...head } = rows[0]
  return { ...head, madeAt }
}

/** Signs a head when the last one is a week old, also when nothing was linked since: silence would be no sign of anything. */
export async function makeWeeklyHead(services: Services): Promise<Head | undefined> {
  const { pool, clock } = services.db
  const now = clock.now()
  const before = await lastHead(pool)
  if (before && now.getTime() - before.madeAt.getTime() < week) return before
  const link = await lastLink(pool)
  if (!link) return before
  const head = signHead(services.keys.auditPrivate, link, now)
  // the file first: what the database shows and organisations get is then surely noted outside it
  await openHeadFiles(services.auditDir).keep(head)
  await pool.query(
    'insert into wl.audit_heads (position, made_at, total, mac, signature) values ($1, $2, $3, $4, $5)',
    [head.position, head.madeAt, head.total, head.mac, head.signature],
  )
  return head
}
