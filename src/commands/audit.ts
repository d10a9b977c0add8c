import { existsSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { parseHead, printHead, signHead, verifyKeyText } from '#platform/audit/head.ts'
import { auditFolder } from '#platform/audit/head-files.ts'
import { checkChain } from '#platform/audit/keeping-watch.ts'
import { lastLink } from '#platform/audit/link.ts'
import type { Fault, Finding, Verdict } from '#platform/audit/verifying.ts'
import type { Config } from '#platform/config.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { openKeys, type Keys } from '#platform/keys/keyring.ts'
import type { Staff } from '#platform/supervisor/boots.ts'
import { askSupervisor, type Handlers } from '#platform/supervisor/control.ts'
import { say } from './running.ts'

const usage = `watchlight audit verify [--head FILE-OR-TEXT]   '-' reads it from standard input
watchlight audit head                          a signed head of this moment
watchlight audit key                           the key that heads are checked with`

/** `audit …`: asks the running server, which has the key and the database open. */
export async function run(words: string[], config: Config): Promise<number> {
  const [verb, option, ...given] = words
  const ask = (method: string, parameters = {}) => askSupervisor(config.dataDirectory, method, parameters)
  if (verb === 'verify' && (option === undefined || (option === '--head' && given.length > 0))) {
    const head = option ? await readHead(given.join(' ')) : undefined
    const verdict = (await ask('audit.verify', head === undefined ? {} : { head })) as Verdict
    for (const line of report(verdict)) say(line)
    return verdict.finding ? 1 : 0
  }
  if ((verb === 'head' || verb === 'key') && option === undefined) {
    say(String(await ask(`audit.${verb}`)))
    return 0
  }
  say(usage)
  return 64
}

async function readHead(given: string): Promise<string> {
  if (given === '-') return await text(process.stdin)
  return existsSync(given) ? readFileSync(given, 'utf8') : given
}

const faults: Record<Fault, string> = {
  'link-missing': 'the link is missing.',
  'link-changed': 'the link was changed, or was not made with the key of this server.',
  'link-misplaced': 'the link does not follow the one before it.',
  'events-missing': 'events were deleted.',
  'events-added': 'events were put in afterwards.',
  'events-changed': 'events were changed, exchanged or replaced.',
  'events-ahead': 'there are events that no link will ever hold: somebody put them there by hand.',
  cut: 'the chain ends before it, though a signed head speaks of more: it was cut, or an older backup was restored.',
  rewritten: 'a signed head says otherwise: this link, or one before it, was written anew.',
}

/** The verdict in words, as it came over the socket: dates are text by then. */
function report({ links, total, heads, unsigned, lastMadeAt, finding }: Verdict): string[] {
  const until = lastMadeAt ? `, the last made at ${String(lastMadeAt)}` : ''
  return [
    `good   ${links} links over ${total} events${until}.`,
    ...(heads === 0 ? ['note   There was no signed head to compare with.'] : []),
    ...(unsigned > 0 ? [`note   ${unsigned} heads are not signed by this server and were left aside.`] : []),
    ...(finding
      ? [`WRONG  ${describe(finding)}`]
      : [`good   Compared with ${heads} signed heads. The chain is whole.`]),
  ]
}

function describe({ position, fault, linked, found, headOf }: Finding): string {
  const counts = linked === undefined ? '' : ` Linked: ${linked}, found: ${found}.`
  const shownBy = headOf ? ` Head of ${String(headOf)}.` : ''
  return `Link ${position}: ${faults[fault]}${counts}${shownBy}`
}

/** What the supervisor answers. */
export function auditHandlers(staff: Staff, config: Config): Handlers {
  const auditDir = auditFolder(config.dataDirectory)
  return {
    'audit.verify': ({ head }) =>
      withDatabase(staff, async (db, keys) => {
        const brought = typeof head === 'string' ? parseHead(head) : undefined
        if (head !== undefined && !brought) throw new Error('There is no audit head in this text.')
        return await checkChain({ db, keys, auditDir }, brought ? [brought] : [])
      }),
    'audit.head': () =>
      withDatabase(staff, async (db, keys) => {
        const link = await lastLink(db.pool)
        if (!link) throw new Error('Nothing is linked yet.')
        return printHead(signHead(keys.auditPrivate, link, new Date()))
      }),
    'audit.key': async () => verifyKeyText(openKeys(staff.masterKey).auditPrivate),
  }
}

async function withDatabase<T>(staff: Staff, run: (db: Database, keys: Keys) => Promise<T>): Promise<T> {
  const keys = openKeys(staff.masterKey)
  const db = openDatabase({ url: staff.roleUrls.worker, keys, connections: 1 })
  try {
    return await run(db, keys)
  } finally {
    await db.close()
  }
}
